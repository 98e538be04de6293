import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import type { AppClock } from './clock.ts';
import type { DispatchDeps } from './dispatch-row.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createLanes } from './lanes.ts';
import { createCalls } from './messenger-calls.ts';
import { createWakeUp } from './wake-up.ts';

/** Brings to the messengers what the outbox holds. */
export interface Dispatcher {
  /** Delivers all that is due now; resolves once nothing more is. */
  readonly drain: () => Promise<void>;
  /**
   * Asks every messenger whether it answers, now and until `stop`. Resolves once all have answered, after at most
   * `patienceMs` of real time: until then nobody can say which of them is away.
   */
  readonly meet: (patienceMs: DurationMs) => Promise<void>;
  /** Delivers as rows fall due, until `stop`. */
  readonly run: () => void;
  /** New rows may be there. */
  readonly wake: () => void;
  /** Takes nothing more and waits for what is on its way, at most `patienceMs` of real time. */
  readonly stop: (patienceMs: DurationMs) => Promise<void>;
  /** Messengers whose last calls failed, or that do not answer at all, and since when. */
  readonly failing: () => ReadonlyMap<string, Instant>;
  /** Asks a messenger something small: whether it answers. */
  readonly ask: (messenger: string) => Promise<boolean>;
  /** Messengers that an administrator must let us into again, and what they said. */
  readonly refused: () => ReadonlyMap<string, string>;
}

/** What another process left behind is noticed this soon. */
const LOOK_AT_LEAST_EVERY: DurationMs = 5 * SECOND;
const NOT_SOONER_THAN: DurationMs = SECOND / 4;

const nothing = (): void => {};

/** Waits for it, at most so long in real time. */
const atMost = async (patienceMs: DurationMs, work: Promise<unknown>): Promise<void> => {
  const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref());
  await Promise.race([work, patience]);
};

/** While it is on, has `work` done when woken and at the one moment it is set for. */
const createAlarm = (clock: AppClock, work: () => Promise<void>) => {
  let on = false;
  let forget = nothing;
  const wakeUp = createWakeUp(work);
  const wake = (): void => {
    if (on) wakeUp();
  };
  return {
    wake,
    start: (): void => {
      on = true;
      wake();
    },
    setFor: (at: Instant): void => {
      forget();
      if (on) forget = clock.wakeAt(Math.max(at, clock.now() + NOT_SOONER_THAN), wake);
    },
    stop: (): void => {
      on = false;
      forget();
    },
  };
};

type Alarm = ReturnType<typeof createAlarm>;
type Lanes = ReturnType<typeof createLanes>;

/** Takes what is due, and sets the alarm for what falls due next. */
const pump = async (
  { storage, clock, log }: DispatchDeps,
  lanes: Lanes,
  alarm: Alarm,
): Promise<void> => {
  try {
    await lanes.claim();
    // With all places taken the next row to finish wakes us.
    if (lanes.isFull()) return;
    const { nextDue } = await storage.outboxDepth();
    const latest = clock.now() + LOOK_AT_LEAST_EVERY;
    alarm.setFor(Math.min(nextDue ?? latest, latest));
  } catch (error) {
    log.error({ err: error }, 'could not read the outbox');
    alarm.setFor(clock.now() + SECOND);
  }
};

/** A dispatcher over the store's outbox. */
export const createDispatcher = (deps: DispatchDeps): Dispatcher => {
  const { call, failing, onOutcome } = createCalls(deps, (messenger) => heartbeat.ask(messenger));
  const heartbeat = createHeartbeat(deps, onOutcome);
  const alarm = createAlarm(deps.clock, () => pump(deps, lanes, alarm));
  const lanes = createLanes(deps, call, alarm.wake);
  return {
    drain: async () => {
      for (;;) {
        const claimed = await lanes.claim();
        if (!lanes.isEmpty()) await lanes.next();
        else if (claimed === 0) return;
      }
    },
    meet: (patienceMs) => atMost(patienceMs, heartbeat.run()),
    run: () => {
      void heartbeat.run();
      alarm.start();
    },
    wake: alarm.wake,
    stop: async (patienceMs) => {
      heartbeat.stop();
      alarm.stop();
      lanes.close();
      await atMost(patienceMs, lanes.all());
    },
    failing: () => new Map([...heartbeat.silent(), ...failing]),
    ask: heartbeat.ask,
    refused: () => heartbeat.refused,
  };
};
