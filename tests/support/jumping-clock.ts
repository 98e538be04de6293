import type { AppClock } from '#app/clock.ts';
import type { DurationMs, Instant } from '#domain/time.ts';

/**
 * A clock as a machine has it: sleepers are woken by time that passes, whatever happens to the hands; the
 * hands may be put forward and back.
 */
export interface JumpingClock extends AppClock {
  /** Lets time pass and wakes who has slept long enough. */
  pass(by: DurationMs): void;
  /** Moves the hands alone. */
  jump(by: DurationMs): void;
}

interface Sleeper {
  /** In time that passed since the start. */
  readonly at: number;
  readonly wake: () => void;
}

export const createJumpingClock = (start: Instant): JumpingClock => {
  let passed = 0;
  let hands = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => hands + passed,
    pass: (by) => {
      passed += by;
      for (const sleeper of [...sleepers].filter(({ at }) => at <= passed)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    jump: (by) => {
      hands += by;
    },
    wakeAt: (at, wake) => {
      const sleeper = { at: passed + Math.max(0, at - hands - passed), wake };
      sleepers.add(sleeper);
      return () => sleepers.delete(sleeper);
    },
  };
};
