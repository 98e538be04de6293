import { type DurationMs, HOUR, SECOND } from '#domain/time.ts';

const LONGEST: DurationMs = 60 * SECOND;

/** How long to wait after the n-th failed attempt: e^n seconds, at most a minute. */
export const backoffMs = (attempts: number): DurationMs =>
  Math.min(Math.round(Math.exp(attempts) * SECOND), LONGEST);

/** After this a delivery that keeps failing is given up and told. */
export const GIVE_UP_AFTER: DurationMs = 24 * HOUR;
