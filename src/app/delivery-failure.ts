import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import { DeliveryError, type Disposition } from '#ports/messenger.ts';
import { type OutboxRow, StorageError } from '#ports/storage.ts';
import { backoffMs, GIVE_UP_AFTER } from './backoff.ts';
import type { AppClock } from './clock.ts';
import type { RowKey } from './sending.ts';

/** A bug in a card is not cured by repeating it for a day. */
const TRIES_OF_A_BUG = 3;
// A row that is due again in the same instant could be claimed while its last attempt still ends.
const NEVER_AT_ONCE: DurationMs = SECOND / 10;
const WITHOUT_RIGHTS: DurationMs = 60 * SECOND;
const REFUSED: readonly Disposition[] = ['give-up', 'gone', 'room-lost'];

/** What a failed attempt means for its row. */
interface Failure {
  readonly code: string;
  readonly final: boolean;
  /** False when the messenger refused before doing anything: then the fate of the call is known. */
  readonly counts: boolean;
  readonly waitMs: DurationMs;
}

/** What a failed attempt means: whether it is the last, and how long to wait. */
export const failureOf = (error: unknown, row: OutboxRow, now: Instant): Failure => {
  const waitMs = backoffMs(row.attempts);
  // The messenger has done its part; only the store must still hear of it.
  if (error instanceof StorageError)
    return { code: error.code, final: false, counts: true, waitMs };
  if (!(error instanceof DeliveryError)) {
    const code = error instanceof Error ? error.message : String(error);
    return { code, final: row.attempts + 1 >= TRIES_OF_A_BUG, counts: true, waitMs };
  }
  const { code, disposition, retryAfterMs } = error;
  const tooOld = row.startedAt !== undefined && now - row.startedAt > GIVE_UP_AFTER;
  const final = REFUSED.includes(disposition) || tooOld;
  if (retryAfterMs !== undefined)
    return { code, final, counts: false, waitMs: Math.max(retryAfterMs, NEVER_AT_ONCE) };
  return {
    code,
    final,
    counts: true,
    waitMs: disposition === 'reauthorise' ? WITHOUT_RIGHTS : waitMs,
  };
};

/** The messenger asked to wait. */
export const isLimited = (error: unknown): boolean =>
  error instanceof DeliveryError && error.retryAfterMs !== undefined;

/** The name under which a messenger knows what a row asks for. */
export const keyOf = (row: OutboxRow, clock: AppClock): RowKey => ({
  // Revisions of a row that coalesces begin anew once it is gone; its id never comes again.
  key: row.coalesce ? `${row.key}#${row.id}.${row.revision}` : row.key,
  once: row.coalesce ? `${row.key}#${row.id}` : row.key,
  uncertain: row.attempts > 0,
  since: row.startedAt ?? clock.now(),
});

/** A refusal of one message, and a limit, say nothing about the messenger. */
export const isAway = (error: unknown): boolean =>
  error instanceof DeliveryError && error.disposition === 'retry' && !isLimited(error);

/** An administrator must act: for this call, which lacks a permission, or for all, as with a token taken back. */
export const isRefused = (error: unknown): boolean =>
  error instanceof DeliveryError && error.disposition === 'reauthorise';
