import { type DurationMs, SECOND } from '#domain/time.ts';
import { type AccountRef, DeliveryError, type MessageRef } from '#ports/messenger.ts';
import type { Clock, Log } from '#ports/system.ts';
import type { Outbound } from '../outbound.ts';
import { inTurn } from '../web/in-turn.ts';

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

const codeOf = (error: unknown) =>
  error instanceof DeliveryError ? { code: error.code } : { err: error };

/** It was its turn, and was not: another way would be no better. */
const isTooEarly = (error: unknown): boolean =>
  error instanceof DeliveryError && (error.retryAfterMs ?? Infinity) <= MOST_WAIT;

export const createTell = ({ replyPrivately, clock, log }: TellDeps): Tell => {
  const reply = (...args: Parameters<typeof replyPrivately>): Promise<MessageRef> =>
    inTurn(() => replyPrivately(...args), MOST_WAIT);
  return async (who, chat, card, name) => {
    const key = { key: `answer ${name}`, uncertain: false, since: clock.now() };
    try {
      return await reply(who, chat, card, key).catch((error: unknown) => {
        // The permission for the group is another one than that for direct messages.
        if (chat === undefined || isTooEarly(error)) throw error;
        return reply(who, undefined, card, key);
      });
    } catch (error) {
      log.warn({ ...codeOf(error), user: who.id }, 'could not answer in private');
      return undefined;
    }
  };
};
