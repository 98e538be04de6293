import { randomUUID } from 'node:crypto';
import type { Card } from '#cards/card.ts';
import {
  type AccountRef,
  DeliveryError,
  type DeliveryKey,
  type MessageRef,
  type Messenger,
  type Place,
} from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import type { CardJson } from './cards/json.ts';
import { mentionsIn, renderCard } from './cards/message.ts';
import type { FeishuOptions } from './options.ts';
import { type FindOwn, isForgotten, markOf, withMark } from './own-messages.ts';
import { read, sentEphemeral, sentMessage } from './web/answers.ts';
import type { FeishuApi, FeishuRequest } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { idOf, uuidOf } from './web/ids.ts';
import { PLATFORM } from './web/platform.ts';
import { createRecent, type Recent } from './web/recent.ts';

export interface MessageDeps {
  readonly api: FeishuApi;
  readonly clock: Clock;
  readonly options: Pick<FeishuOptions, 'accountOf' | 'timezone'>;
  readonly findOwn: FindOwn;
}

/** What goes to one person: a card of ours, or one that is drawn already (a form). */
export type Private = Card | CardJson;

/** Answers a person alone: in the group where they asked, or directly; gives where it is. */
export type ReplyPrivately = (
  account: AccountRef,
  /** The group in which they asked; undefined for a direct conversation. */
  chat: string | undefined,
  card: Private,
  key?: DeliveryKey,
) => Promise<MessageRef>;

const REMEMBERED = 5_000;
const MESSAGES = '/open-apis/im/v1/messages';

/** No such receiver: of a room it means that the room is gone. */
const NO_RECEIVER = [230_034] as const;

/** The card as it is sent, with the accounts of everyone it mentions. */
const createDraw =
  ({ accountOf, timezone }: MessageDeps['options']) =>
  async (card: Private): Promise<CardJson> => {
    if ('schema' in card) return card;
    const found = await Promise.all(
      mentionsIn(card).map(async (person) => [person, await accountOf(person)] as const),
    );
    const accounts = found.flatMap(([person, account]) =>
      account === undefined ? [] : [[person, account] as const],
    );
    return renderCard(card, { accounts: new Map(accounts), timezone: timezone() });
  };

type Draw = ReturnType<typeof createDraw>;

/** A conversation with one person is no room: when it can't be used there is nothing to open anew. */
const asDirect = (error: unknown): unknown =>
  error instanceof DeliveryError && error.disposition === 'room-lost'
    ? new DeliveryError('direct-not-possible', 'give-up', { cause: error.cause })
    : error;

const asRoom = (error: unknown): unknown =>
  refusedWith(error, NO_RECEIVER)
    ? new DeliveryError('deleted', 'room-lost', { cause: error })
    : error;

/** One way of sending: which request, and which group can be read to find what was sent. */
interface Way {
  readonly request: Pick<FeishuRequest, 'path' | 'query' | 'chat'>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined where it can't be read: threads, and direct conversations that are not known. */
  readonly readable: string | undefined;
  /** The room of the message, unless the answer names it. */
  readonly room: string;
  /** Told apart in the `uuid` from other ways of the same delivery. */
  readonly part: string;
}

const inRoom = (chat: string, part = ''): Way => ({
  request: { path: MESSAGES, query: { receive_id_type: 'chat_id' }, chat },
  body: { receive_id: chat },
  readable: chat,
  room: chat,
  part,
});

const directly = (account: string, chats: Recent<string>): Way => ({
  request: { path: MESSAGES, query: { receive_id_type: 'open_id' }, chat: account },
  body: { receive_id: account },
  readable: chats.get(account),
  room: account,
  part: '',
});

const below = (parent: string, chat: string): Way => ({
  request: { path: `${MESSAGES}/${parent}/reply`, chat },
  body: { reply_in_thread: true },
  readable: undefined,
  room: chat,
  part: '',
});

/** Carries out one way of sending, unless an earlier attempt did. */
type Send = (way: Way, card: Private, key: DeliveryKey) => Promise<MessageRef>;

/** Reading a group wants a permission of its own (230027), which not every tenant gives. */
const mayNotRead = (error: unknown): boolean =>
  error instanceof DeliveryError && error.disposition === 'reauthorise';

/**
 * What an attempt of more than an hour ago left: the platform has forgotten its `uuid`, so it is looked for by
 * the mark in its card. Where that is not possible the delivery is given up, for late is better than double;
 * whoever has it sent again knows, and then it is sent.
 */
const createFindLeft = ({ findOwn }: MessageDeps) => {
  const given = createRecent<true>(REMEMBERED);
  const unknown = ({ key }: DeliveryKey): undefined => {
    if (given.get(key) === true) return undefined;
    given.set(key, true);
    throw new DeliveryError('fate-unknown', 'give-up');
  };
  return async ({ readable }: Way, key: DeliveryKey): Promise<MessageRef | undefined> => {
    if (readable === undefined) return unknown(key);
    const mark = markOf(key);
    try {
      const found = await findOwn(readable, key, ({ body }) => body.includes(mark));
      return found && { platform: PLATFORM, room: readable, id: found.message_id };
    } catch (error) {
      if (!mayNotRead(error)) throw error;
      return unknown(key);
    }
  };
};

/** Within the hour the `uuid` makes a repeat harmless: the platform gives the message that is there. */
const createSend = (deps: MessageDeps, draw: Draw): Send => {
  const { api, clock } = deps;
  const findLeft = createFindLeft(deps);
  return async (way, card, key) => {
    const left = isForgotten(key, clock) ? await findLeft(way, key) : undefined;
    if (left !== undefined) return left;
    const drawn = withMark(await draw(card), key);
    const answer = await api.call({
      ...way.request,
      method: 'POST',
      body: {
        ...way.body,
        msg_type: 'interactive',
        content: JSON.stringify(drawn),
        uuid: uuidOf(key, way.part),
      },
      ticket: key.key,
    });
    const { message_id: id, chat_id: room = way.room } = read(sentMessage, answer);
    return { platform: PLATFORM, room, id };
  };
};

/** The message is gone, or takes no replies (230071 group, 230072 collected messages, 230019, 230050, 230054). */
const isNoThread = (error: unknown): boolean =>
  (error instanceof DeliveryError && error.disposition === 'gone') ||
  refusedWith(error, [230_019, 230_050, 230_054, 230_071, 230_072]);

/** What was meant for a thread that is gone goes into the room, where it is at least read. */
const sendBelow = async (
  send: Send,
  { chat, parent }: { readonly chat: string; readonly parent: string },
  card: Card,
  key: DeliveryKey,
): Promise<MessageRef> => {
  try {
    return await send(below(parent, chat), card, key);
  } catch (error) {
    if (!isNoThread(error)) throw error;
    return send(inRoom(chat, ' room'), card, key);
  }
};

/** Sends to one person, and learns which conversation that is. */
const createSendDirectly = (send: Send) => {
  const chats = createRecent<string>(REMEMBERED);
  return async ({ id }: AccountRef, card: Private, key: DeliveryKey): Promise<MessageRef> => {
    const account = idOf('person', id);
    try {
      const message = await send(directly(account, chats), card, key);
      chats.set(account, message.room);
      return message;
    } catch (error) {
      throw asDirect(error);
    }
  };
};
type SendDirectly = ReturnType<typeof createSendDirectly>;

const createPost =
  (send: Send, sendDirectly: SendDirectly): Messenger['post'] =>
  async (to: Place, card: Card, key: DeliveryKey) => {
    if (to.kind === 'direct') return sendDirectly(to.account, card, key);
    const chat = idOf('chat', to.room.id);
    const parent = to.thread && idOf('message', to.thread.id);
    try {
      return await (parent === undefined
        ? send(inRoom(chat), card, key)
        : sendBelow(send, { chat, parent }, card, key));
    } catch (error) {
      throw asRoom(error);
    }
  };

/** A card in a group that one person sees, and only while they are online. */
const createEphemeral =
  (api: FeishuApi, draw: Draw) =>
  async ({ id }: AccountRef, chat: string, card: Private): Promise<MessageRef> => {
    const body = {
      chat_id: idOf('chat', chat),
      open_id: idOf('person', id),
      msg_type: 'interactive',
      card: await draw(card),
    };
    const path = '/open-apis/ephemeral/v1/send';
    const answer = await api.call({ method: 'POST', path, body });
    return { platform: PLATFORM, room: chat, id: read(sentEphemeral, answer).message_id };
  };

const createReplyPrivately = (
  inGroup: ReturnType<typeof createEphemeral>,
  sendDirectly: SendDirectly,
  clock: Clock,
): ReplyPrivately => {
  const ownKey = (): DeliveryKey => ({ key: randomUUID(), uncertain: false, since: clock.now() });
  return async (account, chat, card, key = ownKey()) => {
    if (chat === undefined) return sendDirectly(account, card, key);
    try {
      return await inGroup(account, chat, card);
    } catch (error) {
      // Not in the group, no group, not now, or nobody knows: an answer seen twice is better than none.
      if (!(error instanceof DeliveryError)) throw error;
      return sendDirectly(account, card, key);
    }
  };
};

/** Cards into rooms, threads and direct conversations; edits; answers for one person. */
export const createMessages = (
  deps: MessageDeps,
): Pick<Messenger, 'post' | 'update' | 'whisper'> & { readonly replyPrivately: ReplyPrivately } => {
  const { api, clock, options } = deps;
  const draw = createDraw(options);
  const send = createSend(deps, draw);
  const sendDirectly = createSendDirectly(send);
  return {
    post: createPost(send, sendDirectly),
    update: async ({ room, id }, card) => {
      const path = `${MESSAGES}/${idOf('message', id)}`;
      const body = { content: JSON.stringify(await draw(card)) };
      // The message, not the key: a card that changes again while it waits keeps its turn.
      await api.call({ method: 'PATCH', path, body, chat: room, ticket: id });
    },
    // What only one person sees in a group reaches nobody who is offline (`can.whisper` is false).
    whisper: async (to, _, card, key) => {
      await sendDirectly(to, card, key);
    },
    replyPrivately: createReplyPrivately(createEphemeral(api, draw), sendDirectly, clock),
  };
};
