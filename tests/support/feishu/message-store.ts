import type { Instant } from '#domain/time.ts';
import { titleOfCard } from './card-words.ts';
import type { Json } from './json.ts';
import { isObject, text } from './json.ts';
import { shownOf } from './shown.ts';
import type { Stage } from './stage.ts';
import type { StoredMessage, World } from './world.ts';
import { nameOf } from './world.ts';

/** How long after an act a private message counts as its answer. */
const ANSWER_WITHIN: Instant = 5000;

export const TENANT_KEY = '2ca1d211f64f6438';

/** The first private message to somebody who just did something is the answer to it. */
const answers = (stage: Stage, to: string | undefined): boolean => {
  const at = to === undefined ? undefined : stage.waiting.get(to);
  if (to === undefined || at === undefined) return false;
  stage.waiting.delete(to);
  return stage.world.now() - at <= ANSWER_WITHIN;
};

interface NewMessage {
  readonly chat: string;
  readonly sender: string;
  readonly type: string;
  readonly content: string;
  readonly parent?: StoredMessage;
  readonly onlyFor?: string;
  readonly mentions?: readonly Json[];
}

/** Puts a message where people see it. */
export const storeMessage = (stage: Stage, fresh: NewMessage): StoredMessage => {
  const { world } = stage;
  const { parent, onlyFor, ...rest } = fresh;
  const chat = world.chats.get(fresh.chat);
  const [other] = chat?.kind === 'p2p' ? chat.members : [];
  const own = fresh.sender === world.appId;
  const message: StoredMessage = {
    ...rest,
    id: world.id('om_'),
    createdAt: world.now(),
    updatedAt: world.now(),
    ...(parent === undefined ? {} : { parent: parent.id, root: parent.root ?? parent.id }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
    mentions: fresh.mentions ?? [],
    answer: fresh.type === 'toast' || (own && answers(stage, onlyFor ?? other)),
    recalled: false,
    edited: 0,
    reactions: [],
    urgent: { app: new Set(), sms: new Set(), phone: new Set() },
  };
  world.messages.set(message.id, message);
  return message;
};

export const contentOf = (message: StoredMessage): Json => {
  const parsed: unknown = JSON.parse(message.content);
  return isObject(parsed) ? parsed : {};
};

/** The content as people see it: names where the text has keys of mentions. */
export const wordsOfMessage = (world: World, message: StoredMessage): string =>
  message.mentions.reduce(
    (shown: string, mention) => shown.replaceAll(text(mention, 'key'), `@${text(mention, 'name')}`),
    shownOf(message.type, contentOf(message), (id) => nameOf(world, id)),
  );

/** What a card looks like when it is read back without `card_msg_content_type`: a rough sketch of it. */
const sketchOf = (world: World, message: StoredMessage): string =>
  JSON.stringify({
    title: titleOfCard(contentOf(message)),
    elements: [[{ tag: 'text', text: wordsOfMessage(world, message) }]],
  });

/** In messages that are read, a mention has one id instead of all. */
const shortMention = ({ id, mentioned_type: _type, ...rest }: Json): Json => ({
  ...rest,
  id: isObject(id) ? id['open_id'] : '',
  id_type: 'open_id',
});

/** A message as the API shows it. */
export const messageView = (world: World, message: StoredMessage, rawCard = false): Json => {
  const own = message.sender === world.appId;
  const sketched = message.type === 'interactive' && !rawCard;
  return {
    message_id: message.id,
    ...(message.parent === undefined ? {} : { parent_id: message.parent, root_id: message.root }),
    msg_type: message.type,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.recalled,
    updated: message.edited > 0,
    chat_id: message.chat,
    sender: {
      id: message.sender,
      id_type: own ? 'app_id' : 'open_id',
      sender_type: own ? 'app' : 'user',
      tenant_key: TENANT_KEY,
    },
    body: { content: sketched ? sketchOf(world, message) : message.content },
    ...(message.mentions.length === 0 ? {} : { mentions: message.mentions.map(shortMention) }),
  };
};
