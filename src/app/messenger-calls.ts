import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import type { OutboxRow } from '#ports/storage.ts';
import { type DispatchDeps, dispatchRow, type OnOutcome } from './dispatch-row.ts';

/** Has a messenger do what a row wants, or puts the row off while that messenger is away. */
export type Call = (row: OutboxRow, messenger: string) => Promise<void>;

/** A messenger that fails for longer is asked by one lane at a time, so that its hanging calls leave room for others. */
const PATIENCE: DurationMs = 5 * SECOND;

/** Asks a messenger something that needs no permission of its own; the answer is told by `onOutcome`. */
type Inquire = (messenger: string) => Promise<unknown>;

/** Whoever lacks one permission is not away, whoever refuses all is as good as away: it is asked, not too often. */
const createInquiry = (
  clock: DispatchDeps['clock'],
  inquire: Inquire,
): ((messenger: string) => Promise<void>) => {
  const inquired = new Map<string, Instant>();
  return async (messenger) => {
    const before = inquired.get(messenger);
    if (before !== undefined && clock.now() - before < PATIENCE) return;
    inquired.set(messenger, clock.now());
    await inquire(messenger);
  };
};

/** The calls to the messengers, and since when a messenger fails. */
export const createCalls = (
  deps: DispatchDeps,
  inquire: Inquire,
): {
  readonly call: Call;
  readonly failing: ReadonlyMap<string, Instant>;
  readonly onOutcome: OnOutcome;
} => {
  const { storage, clock, log, meters, by } = deps;
  const failing = new Map<string, Instant>();
  /** Calls on their way, by messenger. */
  const asking = new Map<string, number>();

  const onOutcome: OnOutcome = (messenger, ok) => {
    if (messenger === '') return;
    if (ok) failing.delete(messenger);
    else if (!failing.has(messenger)) failing.set(messenger, clock.now());
    meters.messenger(messenger, ok);
  };
  const isAway = (messenger: string): boolean => {
    const failed = failing.get(messenger);
    if (failed === undefined || clock.now() - failed < PATIENCE) return false;
    return (asking.get(messenger) ?? 0) > 0;
  };
  const onRefusal = createInquiry(clock, inquire);
  const putOff = async (row: OutboxRow): Promise<void> => {
    const error = row.lastError ?? 'messenger-away';
    await storage
      .retryOutbox(by, row, clock.now() + PATIENCE, error, false)
      .catch((failure: unknown) => log.error({ key: row.key, err: failure }, 'could not put off'));
  };
  // Only what really asks counts: lanes that were claimed together would put each other off for ever.
  const ask = async (row: OutboxRow, messenger: string): Promise<void> => {
    asking.set(messenger, (asking.get(messenger) ?? 0) + 1);
    await dispatchRow(deps, row, { onOutcome, onRefusal });
    asking.set(messenger, (asking.get(messenger) ?? 1) - 1);
  };
  return {
    call: (row, messenger) => (isAway(messenger) ? putOff(row) : ask(row, messenger)),
    failing,
    onOutcome,
  };
};
