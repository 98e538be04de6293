import { SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import type { Storage, TimerRow } from '#ports/storage.ts';
import type { Checkpoint, Log } from '#ports/system.ts';
import type { AppClock } from './clock.ts';
import type { CommandHandler } from './handle-command.ts';
import { inParallel } from './in-parallel.ts';
import type { Meters } from './meters.ts';
import type { Streams } from './streams.ts';
import { timerRows } from './timer-changes.ts';

export interface SchedulerDeps {
  readonly storage: Storage;
  readonly clock: AppClock;
  readonly handler: CommandHandler;
  readonly streams: Streams;
  readonly meters: Meters;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly by: string;
  readonly policy: () => Policy;
  /** When this process came up: what was due before is told as late, because of a restart. */
  readonly startedAt: Instant;
}

/** Turns deadlines that passed into commands. */
export interface Scheduler {
  /** Handles everything due at `now`; what is due together in one incident is told together. */
  readonly sweep: (now: Instant) => Promise<void>;
  /** Handles everything due at the last tick that has passed. */
  readonly sweepToTick: () => Promise<void>;
  /** Sweeps at once and then at every tick of the clock, until `stop`. */
  readonly run: () => void;
  readonly stop: () => Promise<void>;
  /** The tick at which the next timer is handled. */
  readonly nextTick: () => Promise<Instant | undefined>;
}

const BATCH = 500;
const PARALLEL = 8;
const LEASE: DurationMs = 60 * SECOND;

const nothing = (): void => {};

const mostSevere = (timers: readonly TimerRow[]): number =>
  Math.min(...timers.map(({ rank }) => rank));

/** Timers by stream, the stream with the most severe timer first. */
const byStream = (timers: readonly TimerRow[]): readonly (readonly TimerRow[])[] =>
  [...Map.groupBy(timers, ({ stream }) => stream).values()].toSorted(
    (a, b) => mostSevere(a) - mostSevere(b),
  );

/** Tells an incident, an alert or a ticket; gives the timers it still wants, nothing when others were at it. */
const passDeadlines = async (
  { handler, streams, policy, startedAt }: SchedulerDeps,
  key: string,
  now: Instant,
): Promise<ReadonlySet<string> | undefined> => {
  const meta = { now, actor: SYSTEM, via: 'timer' };
  const stream = streams.of(key);
  if (stream !== undefined) return stream.passed(key, startedAt, meta);
  const outcome = await handler.handle(key, { type: 'deadlinesPassed', startedAt }, meta);
  if ('busy' in outcome) return undefined;
  const state = 'state' in outcome ? outcome.state : undefined;
  return new Set(state && timerRows(state, policy()).map(({ id }) => id));
};

/** One command for all timers of one stream. */
const fire = async (
  deps: SchedulerDeps,
  timers: readonly TimerRow[],
  now: Instant,
): Promise<void> => {
  const { storage, checkpoint } = deps;
  const [first] = timers;
  if (first === undefined) return;
  const wanted = await passDeadlines(deps, first.stream, now);
  checkpoint('sweep:decided');
  if (wanted === undefined) return; // still claimed: comes again after the lease
  // The commit has cleared those it answered; what no state wants belonged to nothing any more.
  await storage.clearTimers(timers.map(({ id }) => id).filter((id) => !wanted.has(id)));
};

const sweepAll = async (deps: SchedulerDeps, now: Instant): Promise<void> => {
  const { storage, log, meters, checkpoint, by } = deps;
  let due = 0;
  let lag = 0;
  const fireSafely = (timers: readonly TimerRow[]): Promise<void> =>
    fire(deps, timers, now).catch((error: unknown) =>
      log.error({ err: error, stream: timers[0]?.stream }, 'could not handle passed deadlines'),
    );
  for (;;) {
    const timers = await storage.claimTimers(by, now, LEASE, BATCH);
    if (timers.length > 0) checkpoint('sweep:claimed');
    due += timers.length;
    lag = Math.max(lag, ...timers.map(({ dueAt }) => now - dueAt));
    await inParallel(byStream(timers), PARALLEL, fireSafely);
    if (timers.length < BATCH) break;
  }
  meters.sweep(due, lag);
};

/** A scheduler over the store's timers. */
export const createScheduler = (deps: SchedulerDeps): Scheduler => {
  const { storage, clock, log, policy } = deps;
  let sweeping: Promise<void> = Promise.resolve();
  let stopped = false;
  let forget = nothing;
  const tickMs = (): DurationMs => policy().common.engine.tickMs;
  const tickBefore = (at: Instant): Instant => Math.floor(at / tickMs()) * tickMs();

  const sweep = (now: Instant): Promise<void> => {
    sweeping = sweeping.catch(nothing).then(() => sweepAll(deps, now));
    return sweeping;
  };
  const tick = async (): Promise<void> => {
    await sweep(clock.now()).catch((error: unknown) => log.error({ err: error }, 'sweep failed'));
    if (stopped) return;
    forget = clock.wakeAt(tickBefore(clock.now()) + tickMs(), () => void tick());
  };
  return {
    sweep,
    sweepToTick: () => sweep(tickBefore(clock.now())),
    run: () => void tick(),
    stop: async () => {
      stopped = true;
      forget();
      await sweeping.catch(nothing);
    },
    nextTick: async () => {
      const due = await storage.nextTimer();
      return due === undefined ? undefined : Math.ceil(due / tickMs()) * tickMs();
    },
  };
};
