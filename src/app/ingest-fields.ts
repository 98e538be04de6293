import { z } from 'zod';
import { DAY, type DurationMs, type Instant, MINUTE } from '#domain/time.ts';

/** Clocks of other machines may be a little ahead. */
const AHEAD: DurationMs = 5 * MINUTE;
/** Older ones change nothing that the rules look at. */
export const OLDEST: DurationMs = 7 * DAY;
/** A time with its zone. */
export const instant = z.iso
  .datetime({ offset: true, error: 'at must be a time with its zone, as 2026-12-01T02:00:00Z.' })
  .transform((text) => Date.parse(text));
/** A text that is there, and not too long. */
export const short = (field: string, longest: number) =>
  z
    .string(`${field} must be text.`)
    .min(1, `${field} must not be empty.`)
    .max(longest, `${field} must not be longer than ${longest} characters.`);

/** What is wrong with an item, for whoever sent it. */
export const reasonOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map(({ message }) => message))].join(' ');

/** Why a time is none that anything can be made of. */
export const timeProblem = (at: Instant, now: Instant): string | undefined => {
  if (at > now + AHEAD) return 'at lies more than 5 minutes ahead.';
  return at < now - OLDEST ? 'at lies more than 7 days back.' : undefined;
};
