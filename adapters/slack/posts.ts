import { createHash } from 'node:crypto';
import type { Card } from '#cards/card.ts';
import {
  DeliveryError,
  type DeliveryKey,
  type MessageRef,
  type Messenger,
  type Place,
} from '#ports/messenger.ts';
import { mentionsIn, renderMessage } from './blocks/message.ts';
import type { SlackOptions } from './options.ts';
import type { FindOwn, Searched } from './own-messages.ts';
import { type ListedMessage, openedChannel, postedMessage, read } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { PLATFORM } from './web/platform.ts';
import { createRecent } from './web/recent.ts';

export interface PostDeps {
  readonly api: SlackApi;
  readonly accountOf: SlackOptions['accountOf'];
  readonly findOwn: FindOwn;
}

/** Name of the metadata by which a message is found again. Every app of the workspace can read it. */
const EVENT_TYPE = 'fenghuo_delivery';
const REMEMBERED = 5_000;

/** Says nothing about the incident and always fits: Slack's limit on metadata is not documented. */
const digestOf = ({ key }: DeliveryKey): string =>
  createHash('sha256').update(key).digest('base64url');

const carries =
  (digest: string) =>
  ({ metadata }: ListedMessage): boolean =>
    metadata?.event_type === EVENT_TYPE && metadata.event_payload['key'] === digest;

/** Text and blocks of a card, with the accounts of everyone it mentions. */
const createDraw =
  (accountOf: SlackOptions['accountOf']) =>
  async (card: Card): Promise<ReturnType<typeof renderMessage>> => {
    const people = mentionsIn(card);
    const found = await Promise.all(
      people.map(async (person) => [person, await accountOf(person)] as const),
    );
    const accounts = found.flatMap(([person, account]) =>
      account === undefined ? [] : [[person, account] as const],
    );
    return renderMessage(card, { accounts: new Map(accounts) });
  };

/** The direct conversation with an account; Slack gives the same one every time. */
const createDirect = (api: SlackApi) => {
  const known = createRecent<string>(REMEMBERED);
  return async (account: string, key: DeliveryKey): Promise<string> => {
    const remembered = known.get(account);
    if (remembered !== undefined) return remembered;
    const answer = await api.call('conversations.open', { users: account }, key.key);
    const { id } = read(openedChannel, answer).channel;
    known.set(account, id);
    return id;
  };
};

/** A conversation with one person is no room: when it can't be used there is nothing to open anew. */
const asDirect = (error: unknown): unknown =>
  error instanceof DeliveryError && error.disposition === 'room-lost'
    ? new DeliveryError('direct-not-possible', 'give-up', { cause: error })
    : error;

type Draw = ReturnType<typeof createDraw>;

/** Sends a message, unless an earlier attempt has sent it. */
const createSendOnce =
  ({ api, findOwn }: PostDeps, draw: Draw) =>
  async (where: Searched, card: Card, key: DeliveryKey): Promise<MessageRef> => {
    const { channel, thread } = where;
    const digest = digestOf(key);
    const sent = key.uncertain ? await findOwn(where, key, carries(digest)) : undefined;
    if (sent !== undefined) return { platform: PLATFORM, room: channel, id: sent.ts };
    const { text, blocks } = await draw(card);
    const incident = card.incident === undefined ? {} : { incident: card.incident };
    const args = {
      channel,
      text,
      blocks,
      metadata: { event_type: EVENT_TYPE, event_payload: { key: digest, ...incident } },
      unfurl_links: false,
      unfurl_media: false,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    };
    const { ts } = read(postedMessage, await api.call('chat.postMessage', args, key.key));
    return { platform: PLATFORM, room: channel, id: ts };
  };

/** What Slack says of a thread whose first message was deleted. */
const NO_THREAD = ['thread_not_found', 'cannot_reply_to_message'] as const;

/** As above; what was meant for a thread that is gone goes into the room, where it is at least read. */
const createSend = (deps: PostDeps, draw: Draw) => {
  const sendOnce = createSendOnce(deps, draw);
  return async (where: Searched, card: Card, key: DeliveryKey): Promise<MessageRef> => {
    try {
      return await sendOnce(where, card, key);
    } catch (error) {
      if (where.thread === undefined || !refusedWith(error, NO_THREAD)) throw error;
      return sendOnce({ channel: where.channel }, card, key);
    }
  };
};

/**
 * Answers only one person sees are in no history, so one of unknown fate can't be looked up: within this
 * process what certainly arrived is not sent again; after a crash, or a lost answer, it is, because a private
 * answer seen twice is better than none.
 */
const createWhisper = ({ api }: PostDeps, draw: Draw): Messenger['whisper'] => {
  const arrived = createRecent<true>(REMEMBERED);
  return async (to, at, card, key) => {
    if (key.uncertain && arrived.get(key.key) === true) return;
    const { text, blocks } = await draw(card);
    const args = { channel: at.id, user: to.id, text, blocks };
    await api.call('chat.postEphemeral', args, key.key);
    arrived.set(key.key, true);
  };
};

/** Cards into rooms, threads and direct conversations; edits; answers for one person. */
export const createPosts = (deps: PostDeps): Pick<Messenger, 'post' | 'update' | 'whisper'> => {
  const { api } = deps;
  const draw = createDraw(deps.accountOf);
  const direct = createDirect(api);
  const send = createSend(deps, draw);
  const sendDirectly = async (account: string, card: Card, key: DeliveryKey) => {
    try {
      return await send({ channel: await direct(account, key) }, card, key);
    } catch (error) {
      throw asDirect(error);
    }
  };
  const post = (to: Place, card: Card, key: DeliveryKey): Promise<MessageRef> =>
    to.kind === 'direct'
      ? sendDirectly(to.account.id, card, key)
      : send({ channel: to.room.id, thread: to.thread?.id }, card, key);
  return {
    post,
    update: async ({ room, id }, card) => {
      const { text, blocks } = await draw(card);
      // Blocks that are left out would be removed; metadata that is left out stays.
      const args = { channel: room, ts: id, text, blocks };
      // The message, not the key: a card that changes again while it waits keeps its turn.
      await api.call('chat.update', args, `${room} ${id}`);
    },
    whisper: createWhisper(deps, draw),
  };
};
