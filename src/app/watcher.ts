import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '#domain/watch/finding.ts';
import type { Observation } from '#domain/watch/observation.ts';
import { DAY, type DurationMs, type Instant, MINUTE, SECOND } from '#domain/time.ts';
import type { WatchStorage } from '#ports/watch-storage.ts';
import type { Checkpoint, Log } from '#ports/system.ts';
import type { AppClock } from './clock.ts';
import { createWakeUp } from './wake-up.ts';

/** The rules at work; the same observations in the same order give the same findings. */
export interface WatchEngine {
  observe(observation: Observation): readonly Finding[];
  tick(now: Instant): readonly Finding[];
}

/** What the watch is about: rules, and what is done about what they find. */
export interface WatchRules {
  /** The rules in force; others than before want another engine. */
  readonly rules: () => unknown;
  /** A new engine over the rules in force, which has seen nothing. */
  readonly createEngine: () => WatchEngine;
  /** How far back an engine must have seen observations to know what it would know. */
  readonly horizonMs: () => DurationMs;
  /** Does what a finding asks for, once for each `receipt`. */
  readonly react: (finding: Finding, receipt: string) => Promise<void>;
}

export interface WatcherDeps extends WatchRules {
  readonly storage: WatchStorage;
  readonly clock: AppClock;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  /** This process, in the lease. */
  readonly by: string;
}

/** Has one process look at everything that comes in, in order, and act on what the rules find. */
export interface Watcher {
  /** Looks at all there is. False: another process does. */
  step(): Promise<boolean>;
  /** The rules changed: a new engine is warmed before the next look. */
  rulesChanged(): void;
  /** New observations may be there. */
  wake(): void;
  run(): void;
  stop(): Promise<void>;
}

const LEASE_NAME = 'watch';
/** Another process takes over this long after the last look of one that died. */
const LEASE: DurationMs = 30 * SECOND;
const RENEW_AFTER: DurationMs = 10 * SECOND;
/** Observations that other processes stored are noticed this soon. */
const LOOK_EVERY: DurationMs = SECOND;
const PAGE = 500;
/** The cursor is stored after so many at the latest: what a crash would have read again. */
const STORE_CURSOR_EVERY = 5_000;
/**
 * Between two looks, in real time: what comes in meanwhile is looked at in one go. A look for each of many
 * small batches cost two disk flushes each, more than the rules themselves.
 */
const REST_MS = 100;
/** Samples stay as they are at least this long, then only their minutes. */
const SAMPLES_STAY: DurationMs = 2 * DAY;
const MINUTES_STAY: DurationMs = 400 * DAY;
const TIDY_EVERY: DurationMs = MINUTE;
const TIDY_AT_ONCE = 1_000;

const nothing = (): void => {};

const subjectOf = (finding: Finding): string => {
  switch (finding.kind) {
    case 'fired': {
      // Found by the clock, at a moment that is another after a restart.
      const { reason, again, rule, at } = finding;
      return reason.kind === 'silence' ? `${rule} since ${again ? at : reason.lastAt}` : rule;
    }
    case 'recovered':
      return `recovered ${finding.playbook} ${finding.metric}`;
    case 'figure':
      return `figure ${finding.metric}`;
    case 'over':
      return `over ${finding.fingerprint}`;
  }
};

/** An engine that has seen what lies before the cursor; what it finds there was acted on long ago. */
const warmed = async (
  { storage, clock, createEngine, horizonMs }: WatcherDeps,
  cursor: number,
): Promise<WatchEngine> => {
  const engine = createEngine();
  const from = clock.now() - horizonMs();
  for (let after = 0; ; ) {
    const page = await storage.observationsSince(from, after, cursor, PAGE);
    for (const observation of page) engine.observe(observation);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return engine;
    after = last.id;
  }
};

/** Gives whether there was anything to do. */
const reactTo = async (
  { react, checkpoint }: WatcherDeps,
  findings: readonly Finding[],
  cause: string,
): Promise<boolean> => {
  for (const finding of findings) {
    checkpoint('watch:found');
    await react(finding, `watch|${cause}|${subjectOf(finding)}`);
    checkpoint('watch:told');
  }
  return findings.length > 0;
};

/** Keeps the lease as long as it works, and stores how far it has come now and then. */
const createTenure = ({ storage, clock, by }: WatcherDeps) => {
  let renewed = Number.NEGATIVE_INFINITY;
  let stored = 0;
  const take = async (): Promise<number | undefined> => {
    const now = clock.now();
    const cursor = await storage.takeLease(LEASE_NAME, by, now, LEASE);
    renewed = cursor === undefined ? Number.NEGATIVE_INFINITY : now;
    stored = cursor ?? 0;
    return cursor;
  };
  return {
    /** Whether it was renewed so short a while ago that no other process can have it. */
    isFresh: (): boolean => {
      const since = clock.now() - renewed;
      return since >= 0 && since < RENEW_AFTER;
    },
    take,
    /** False: another process took over. */
    store: async (cursor: number): Promise<boolean> => {
      if (cursor === stored) return true;
      stored = cursor;
      return storage.advanceLease(LEASE_NAME, by, cursor);
    },
    lag: (cursor: number): number => cursor - stored,
  };
};
type Tenure = ReturnType<typeof createTenure>;

/** All observations behind the cursor. Gives the new cursor; undefined when another process took over. */
const readOn = async (
  deps: WatcherDeps,
  engine: WatchEngine,
  tenure: Tenure,
  begin: number,
): Promise<number | undefined> => {
  let cursor = begin;
  for (;;) {
    const page = await deps.storage.observations(cursor, PAGE);
    let acted = false;
    for (const observation of page)
      if (await reactTo(deps, engine.observe(observation), String(observation.id))) acted = true;
    cursor = page.at(-1)?.id ?? cursor;
    const isLast = page.length < PAGE;
    // What was acted on is not found again after a restart; the rest may well be.
    if (isLast || acted || tenure.lag(cursor) >= STORE_CURSOR_EVERY)
      if (!(await tenure.store(cursor))) return undefined;
    if (isLast) return cursor;
    if (!tenure.isFresh() && (await tenure.take()) === undefined) return undefined;
  }
};

/** Old samples become minutes, old minutes go; a little at a time. */
const createTidying = ({ storage, clock, horizonMs }: WatcherDeps) => {
  let tidiedAt = Number.NEGATIVE_INFINITY;
  return async (cursor: number): Promise<void> => {
    const now = clock.now();
    if (now - tidiedAt < TIDY_EVERY) return;
    const stay = Math.max(SAMPLES_STAY, horizonMs());
    const rolled = await storage.rollUpSamples(now - stay, cursor, TIDY_AT_ONCE);
    if (rolled === TIDY_AT_ONCE) return;
    tidiedAt = now;
    await storage.forgetMinutes(now - MINUTES_STAY);
  };
};

const createLooking = (deps: WatcherDeps) => {
  const tidy = createTidying(deps);
  const tenure = createTenure(deps);
  let at: { readonly engine: WatchEngine; readonly cursor: number } | undefined;
  let known: unknown;
  /** The engine at work and how far it has come; undefined: another process is at it. */
  const ready = async (): Promise<typeof at> => {
    const rules = deps.rules();
    const same = rules === known ? at : undefined;
    known = rules;
    if (same !== undefined && tenure.isFresh()) return same;
    const cursor = await tenure.take();
    if (cursor === undefined) return undefined;
    return same?.cursor === cursor ? same : { engine: await warmed(deps, cursor), cursor };
  };
  const look = async (): Promise<boolean> => {
    at = await ready();
    if (at === undefined) return false;
    const { engine } = at;
    const cursor = await readOn(deps, engine, tenure, at.cursor);
    at = cursor === undefined ? undefined : { engine, cursor };
    if (cursor === undefined) return false;
    await reactTo(deps, engine.tick(deps.clock.now()), 'tick');
    await tidy(cursor);
    return true;
  };
  const forget = (): void => {
    at = undefined;
  };
  return {
    forget,
    // What was cut off may have been looked at and not acted on: a new engine comes to it again.
    look: () =>
      look().catch((error: unknown) => {
        forget();
        throw error;
      }),
  };
};

/** A watcher over the store's observations. */
export const createWatcher = (deps: WatcherDeps): Watcher => {
  const { storage, clock, log, by } = deps;
  const { look, forget } = createLooking(deps);
  let turn: Promise<unknown> = Promise.resolve();
  let on = false;
  let unset = nothing;
  const step = (): Promise<boolean> => {
    const next = turn.then(look);
    turn = next.catch(nothing);
    return next;
  };
  const wakeUp = createWakeUp(async () => {
    if (!on) return;
    unset();
    await step().catch((error: unknown) => log.error({ err: error }, 'the watch failed'));
    if (!on) return;
    unset = clock.wakeAt(clock.now() + LOOK_EVERY, () => wake());
    await pause(REST_MS, undefined, { ref: false });
  });
  const wake = (): void => {
    if (on) wakeUp();
  };
  return {
    step,
    wake,
    rulesChanged: forget,
    run: () => {
      on = true;
      wake();
    },
    stop: async () => {
      on = false;
      unset();
      await turn;
      forget();
      await storage.leaveLease(LEASE_NAME, by).catch(nothing);
    },
  };
};
