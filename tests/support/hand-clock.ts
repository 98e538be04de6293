import type { AppClock } from '#app/clock.ts';
import type { Instant } from '#domain/time.ts';

/** A clock that stands still until a test moves it. */
export interface HandClock extends AppClock {
  /** Moves to `at` (never back) and wakes what fell due. */
  set(at: Instant): void;
}

export const createHandClock = (start: Instant): HandClock => {
  let now = start;
  const sleepers = new Set<{ readonly at: Instant; readonly wake: () => void }>();
  return {
    now: () => now,
    set: (at) => {
      now = Math.max(now, at);
      for (const sleeper of [...sleepers].filter((one) => one.at <= now)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    wakeAt: (at, wake) => {
      const sleeper = { at, wake };
      sleepers.add(sleeper);
      return () => sleepers.delete(sleeper);
    },
  };
};
