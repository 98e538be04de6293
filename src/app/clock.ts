import type { Clock } from '#ports/system.ts';
import type { DurationMs, Instant } from '#domain/time.ts';

/** A clock that can also wake: `wake` runs once at `at`, or at once when that has passed. Returns how to forget it. */
export interface AppClock extends Clock {
  wakeAt(at: Instant, wake: () => void): () => void;
}

/** A clock that people may speed up, stop and push forward (the sandbox). */
export interface VirtualClock extends AppClock {
  rate(): number;
  /** Seconds of its own time per real second; 0 pauses. */
  setRate(rate: number): void;
  /** Jumps forward and wakes what fell due on the way. */
  advance(by: DurationMs): void;
}

// setTimeout fires at once for anything over 2^31 ms, so long waits are taken in parts.
const LONGEST_WAIT: DurationMs = 3_600_000;

/** The machine's clock. */
export const createSystemClock = (): AppClock => ({
  now: () => Date.now(),
  wakeAt: (at, wake) => {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = at - Date.now();
      timer = setTimeout(
        left > LONGEST_WAIT ? arm : wake,
        Math.max(0, Math.min(left, LONGEST_WAIT)),
      );
    };
    arm();
    return () => clearTimeout(timer);
  },
});

interface Sleeper {
  readonly at: Instant;
  readonly wake: () => void;
  timer?: NodeJS.Timeout | undefined;
}

/** Those who wait for a moment of a clock whose speed may change. */
const createSleepers = (clock: { readonly now: () => Instant; readonly rate: () => number }) => {
  const sleepers = new Set<Sleeper>();
  const arm = (sleeper: Sleeper): void => {
    clearTimeout(sleeper.timer);
    const left = sleeper.at - clock.now();
    if (left > 0 && clock.rate() === 0) return;
    const wait = left <= 0 ? 0 : Math.ceil(left / clock.rate());
    sleeper.timer = setTimeout(() => ring(sleeper), Math.min(wait, LONGEST_WAIT));
  };
  const ring = (sleeper: Sleeper): void => {
    if (sleeper.at > clock.now()) return arm(sleeper);
    sleepers.delete(sleeper);
    sleeper.wake();
  };
  return {
    add: (at: Instant, wake: () => void): (() => void) => {
      const sleeper: Sleeper = { at, wake };
      sleepers.add(sleeper);
      arm(sleeper);
      return () => {
        clearTimeout(sleeper.timer);
        sleepers.delete(sleeper);
      };
    },
    rearm: (): void => {
      for (const sleeper of sleepers) arm(sleeper);
    },
  };
};

/** A clock that starts at `start` and runs `rate` times as fast as the machine's. */
export const createVirtualClock = (options: {
  readonly start: Instant;
  readonly rate: number;
}): VirtualClock => {
  let origin = options.start;
  let since = performance.now();
  let { rate } = options;
  const now = (): Instant => Math.floor(origin + (performance.now() - since) * rate);
  const sleepers = createSleepers({ now, rate: () => rate });
  const rebase = (at: Instant, nextRate: number): void => {
    origin = at;
    since = performance.now();
    rate = nextRate;
    sleepers.rearm();
  };
  return {
    now,
    rate: () => rate,
    setRate: (next) => rebase(now(), Math.max(0, next)),
    advance: (by) => rebase(now() + Math.max(0, by), rate),
    wakeAt: sleepers.add,
  };
};
