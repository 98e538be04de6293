import type { Localised } from '#domain/locale.ts';
import type { Instant } from '#domain/time.ts';
import { DAY, localTime } from '#domain/time.ts';

/** Where a step happens: a standing channel, the war room of the script's incident, or alone with Fenghuo. */
export type Where = 'duty' | 'command' | 'feed' | 'agents' | 'room' | 'direct';

interface Moment {
  /** Local time, `HH:MM:SS`. */
  readonly at: string;
  /** Local date where it differs from the script's, `YYYY-MM-DD`. */
  readonly date?: string;
  /** What happens and why, for someone who watches. */
  readonly caption?: Localised;
  /** One of a row of like steps: the player does not linger. */
  readonly brief?: true;
}

/** A line typed by a person, without the slash. `{incident}` and `{date+14}` are filled in. */
export interface Say extends Moment {
  readonly as: string;
  readonly where: Where;
  readonly line: string;
}
/** A reaction on the card of an approval (`A1.v2`). */
export interface React extends Moment {
  readonly as: string;
  readonly react: { readonly emoji: string; readonly on: string; readonly added?: boolean };
}
/** A chat message in the thread of an approval's card. */
export interface Reply extends Moment {
  readonly as: string;
  readonly reply: { readonly on: string; readonly text: string };
}
/** Nobody does anything; Fenghuo speaks by itself at this moment. */
export interface Watch extends Moment {
  readonly watch: true;
}
export type Step = Say | React | Reply | Watch;

/** An incident from beginning to end, as data: for the player and for tests. */
export interface Script {
  readonly id: string;
  readonly names: Localised;
  readonly about: Localised;
  /** Local date of the first step. */
  readonly date: string;
  readonly steps: readonly Step[];
  /** Goes on where another script ended, in its incident. */
  readonly continues?: string;
}

const asUtc = (instant: Instant, timezone: string): number => {
  const t = localTime(instant, timezone);
  return Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second);
};

/** The instant at which a clock in `timezone` shows `date` `at`. */
export const instantAt = (date: string, at: string, timezone: string): Instant => {
  const wanted = Date.parse(`${date}T${at}Z`);
  // The offset at the guess may differ from the one at the answer, so it is taken twice.
  const first = wanted - (asUtc(wanted, timezone) - wanted);
  return first - (asUtc(first, timezone) - wanted);
};

/** When a step happens, `shiftDays` days away from the script's own date. */
export const stepInstant = (
  script: Script,
  step: Step,
  timezone: string,
  shiftDays = 0,
): Instant => {
  const date = Date.parse(`${step.date ?? script.date}T00:00:00Z`) + shiftDays * DAY;
  return instantAt(new Date(date).toISOString().slice(0, 10), step.at, timezone);
};

/** The fewest whole days to move a script so that it starts no earlier than `now`. */
export const shiftToStart = (script: Script, now: Instant, timezone: string): number => {
  const first = script.steps[0];
  if (first === undefined) return 0;
  // `+ 0` because rounding up gives -0 for a script that starts later today.
  return Math.ceil((now - stepInstant(script, first, timezone)) / DAY) + 0;
};

/** A step's line with the incident's key and dates counted from the script's (moved) date. */
export const renderLine = (
  line: string,
  given: { readonly incident: string; readonly date: string; readonly shiftDays: number },
): string =>
  line
    .replaceAll('{incident}', given.incident)
    .replaceAll(/\{date\+(\d+)\}/g, (_, days: string) =>
      new Date(Date.parse(`${given.date}T00:00:00Z`) + (given.shiftDays + Number(days)) * DAY)
        .toISOString()
        .slice(0, 10),
    );
