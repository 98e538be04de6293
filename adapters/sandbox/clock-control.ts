import type { DurationMs, Instant } from '#domain/time.ts';
import type { Clock } from '#ports/system.ts';

/** The hands of the sandbox's clock. Time never goes back. */
export interface ClockControl extends Clock {
  /** Seconds of its own time per real second; 0 while paused. */
  rate(): number;
  setRate(rate: number): void;
  advance(by: DurationMs): void;
  pause(): void;
  resume(): void;
}

/** What drives deadlines and deliveries, so that jumps in time stop where something happens. */
export interface Engine {
  /** When the next deadline wants attention. */
  nextDue(): Promise<Instant | undefined>;
  /** Resolves when everything due by now was decided and delivered. */
  settled(): Promise<void>;
}

/** Adds pause and resume to a clock that has a rate. */
export const controlClock = (clock: {
  now(): Instant;
  rate(): number;
  setRate(rate: number): void;
  advance(by: DurationMs): void;
}): ClockControl => {
  let before = clock.rate() === 0 ? 1 : clock.rate();
  return {
    now: () => clock.now(),
    rate: () => clock.rate(),
    setRate: (rate) => clock.setRate(rate),
    advance: (by) => clock.advance(by),
    pause: () => {
      if (clock.rate() !== 0) before = clock.rate();
      clock.setRate(0);
    },
    resume: () => {
      if (clock.rate() === 0) clock.setRate(before);
    },
  };
};
