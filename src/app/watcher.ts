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

const reactTo = async (
  { react, checkpoint }: WatcherDeps,
  findings: readonly Finding[],
  cause: string,
): Promise<void> => {
  for (const finding of findings) {
    checkpoint('watch:found');
    await react(finding, `watch|${cause}|${subjectOf(finding)}`);
    checkpoint('watch:told');
  }
};

/** All observations behind the cursor. Gives the new cursor; undefined when another process took over. */
const readOn = async (
  deps: WatcherDeps,
  engine: WatchEngine,
  begin: number,
): Promise<number | undefined> => {
  const { storage, clock, by } = deps;
  let cursor = begin;
  let renewed = clock.now();
  for (;;) {
    const page = await storage.observations(cursor, PAGE);
    for (const observation of page)
      await reactTo(deps, engine.observe(observation), String(observation.id));
    const last = page.at(-1);
    if (last === undefined) return cursor;
    cursor = last.id;
    if (!(await storage.advanceLease(LEASE_NAME, by, cursor))) return undefined;
    if (clock.now() - renewed < RENEW_AFTER) continue;
    renewed = clock.now();
    if ((await storage.takeLease(LEASE_NAME, by, renewed, LEASE)) === undefined) return undefined;
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
  const { storage, clock, by } = deps;
  const tidy = createTidying(deps);
  let engine: WatchEngine | undefined;
  let known: unknown;
  const look = async (): Promise<boolean> => {
    const now = clock.now();
    const cursor = await storage.takeLease(LEASE_NAME, by, now, LEASE);
    if (cursor === undefined) {
      engine = undefined;
      return false;
    }
    const rules = deps.rules();
    if (rules !== known) engine = undefined;
    known = rules;
    engine ??= await warmed(deps, cursor);
    const reached = await readOn(deps, engine, cursor);
    if (reached === undefined) {
      engine = undefined;
      return false;
    }
    await reactTo(deps, engine.tick(now), 'tick');
    await tidy(reached);
    return true;
  };
  const forget = (): void => {
    engine = undefined;
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
    unset();
    await step().catch((error: unknown) => log.error({ err: error }, 'the watch failed'));
    if (on) unset = clock.wakeAt(clock.now() + LOOK_EVERY, () => wake());
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
      await storage.leaveLease(LEASE_NAME, by).catch(nothing);
    },
  };
};
