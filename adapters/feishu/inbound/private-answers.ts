import { type DurationMs, SECOND } from '#domain/time.ts';
import {
  type AccountRef,
  DeliveryError,
  type DeliveryKey,
  type MessageRef,
} from '#ports/messenger.ts';
import type { Clock, Log } from '#ports/system.ts';
import type { Outbound } from '../outbound.ts';

/** A card of ours, or one that is drawn already. */
export type Private = Parameters<Outbound['replyPrivately']>[2];

/**
 * Tells one person: in the group `chat` where only they see it, else directly. Undefined when it could not be
 * told, which is logged; no state rides on it. What has the same `name` is told once within an hour.
 */
export type Tell = (
  who: AccountRef,
  chat: string | undefined,
  card: Private,
  name: string,
) => Promise<MessageRef | undefined>;

interface TellDeps {
  readonly replyPrivately: Outbound['replyPrivately'];
  readonly clock: Clock;
  readonly log: Log;
}

/** A person waits: longer than this and it is no answer any more. */
const MOST_WAIT: DurationMs = 5 * SECOND;
const ATTEMPTS = 3;

const pause = (ms: DurationMs): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const codeOf = (error: unknown) =>
  error instanceof DeliveryError ? { code: error.code } : { err: error };

/** How long until it may be said, where Feishu only says that it is too early. */
const waitFor = (error: unknown): DurationMs | undefined => {
  const wait = error instanceof DeliveryError ? error.retryAfterMs : undefined;
  return wait !== undefined && wait <= MOST_WAIT ? wait : undefined;
};

export const createTell = ({ replyPrivately, clock, log }: TellDeps): Tell => {
  const attempt = async (
    [who, chat, card]: readonly [AccountRef, string | undefined, Private],
    key: DeliveryKey,
    left: number,
  ): Promise<MessageRef> => {
    try {
      return await replyPrivately(who, chat, card, key);
    } catch (error) {
      const wait = waitFor(error);
      if (wait !== undefined && left > 0) {
        await pause(wait);
        return attempt([who, chat, card], key, left - 1);
      }
      // The permission for the group is another one than that for direct messages.
      if (chat === undefined || wait !== undefined) throw error;
      return attempt([who, undefined, card], key, left);
    }
  };
  return async (who, chat, card, name) => {
    const key = { key: `answer ${name}`, uncertain: false, since: clock.now() };
    try {
      return await attempt([who, chat, card], key, ATTEMPTS - 1);
    } catch (error) {
      log.warn({ ...codeOf(error), user: who.id }, 'could not answer in private');
      return undefined;
    }
  };
};
