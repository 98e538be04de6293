import { type DurationMs, type Instant, MINUTE, SECOND } from '#domain/time.ts';
import { DeliveryError, type DeliveryKey } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import { type ListedMessage, messagePage, read } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';
import type { Identity } from './web/identity.ts';

/** Where to look: a conversation, or one thread of it. */
export interface Searched {
  readonly channel: string;
  readonly thread?: string | undefined;
}

/** Looks among the bot's own messages for what an earlier attempt may have left. */
export type FindOwn = (
  where: Searched,
  key: DeliveryKey,
  fits: (message: ListedMessage) => boolean,
) => Promise<ListedMessage | undefined>;

/** Of 200; a delivery that is repeated was first tried at most a day ago. */
const MOST_PAGES = 5;
const PAGE = 200;
/** Slack's clock and ours need not agree; what is older than this before the first attempt is not looked at. */
const CLOCKS_MAY_DIFFER: DurationMs = 10 * MINUTE;
/** Slack shows a message in the history a moment after it took it. */
const SETTLES_IN: DurationMs = 2 * SECOND;

const writtenAt = ({ ts }: ListedMessage): Instant => Number(ts) * SECOND;

/** Threads are not part of the history and come oldest first, so they can't be cut off by age. */
const pageOf = (where: Searched) => {
  const { channel, thread } = where;
  const shared = { channel, limit: PAGE, include_all_metadata: true };
  return thread === undefined
    ? { method: 'conversations.history', args: shared, newestFirst: true }
    : { method: 'conversations.replies', args: { ...shared, ts: thread }, newestFirst: false };
};

/**
 * True when what an attempt left can't be told yet: it may show up in a moment. Thrown on as a failed attempt,
 * the delivery comes again in a few seconds and looks once more.
 */
export const isUnsettled = ({ since }: DeliveryKey, clock: Clock): boolean => {
  const age = clock.now() - since;
  return age >= 0 && age < SETTLES_IN;
};

/** Finds one of the bot's own messages. Throws DeliveryError: `unsettled` when it is too early to say there is none. */
export const createFindOwn =
  (api: SlackApi, clock: Clock, identity: () => Promise<Identity>): FindOwn =>
  async (where, key, fits) => {
    const { user, bot } = await identity();
    const isOwn = (message: ListedMessage): boolean =>
      message.user === user || (bot !== undefined && message.bot_id === bot);
    const { method, args, newestFirst } = pageOf(where);
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const more = cursor === undefined ? args : { ...args, cursor };
      const answer = read(messagePage, await api.call(method, more, key.key));
      const found = answer.messages.find((message) => isOwn(message) && fits(message));
      if (found !== undefined) return found;
      cursor = answer.response_metadata;
      const oldest = Math.min(...answer.messages.map(writtenAt));
      const isPast = newestFirst && oldest < key.since - CLOCKS_MAY_DIFFER;
      if (cursor === undefined || isPast) break;
    }
    if (isUnsettled(key, clock)) throw new DeliveryError('unsettled', 'retry');
    return undefined;
  };
