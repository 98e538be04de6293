/** Milliseconds since 1970-01-01T00:00Z. Stored as ISO-8601 text, computed with as a number. */
export type Instant = number;

/** A length of time in milliseconds. */
export type DurationMs = number;

export const SECOND: DurationMs = 1_000;
export const MINUTE: DurationMs = 60 * SECOND;
export const HOUR: DurationMs = 60 * MINUTE;
export const DAY: DurationMs = 24 * HOUR;

export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (timezone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timezone);
  if (known !== undefined) return known;
  // hourCycle h23: 'en' with hour12 false writes midnight as 24.
  const made = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timezone, made);
  return made;
};

/** The wall clock of `timezone` at `instant`. */
export const localTime = (instant: Instant, timezone: string): LocalTime => {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(timezone).formatToParts(instant))
    part[type] = Number(value);
  return {
    year: part['year'] ?? 0,
    month: part['month'] ?? 0,
    day: part['day'] ?? 0,
    hour: part['hour'] ?? 0,
    minute: part['minute'] ?? 0,
    second: part['second'] ?? 0,
  };
};

/** Minutes since local midnight, from "HH:MM". */
export const minutesOfDay = (clock: string): number => {
  const [hour = '0', minute = '0'] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
};

/** "20261201" in `timezone`: the date part of every key. */
export const localDateKey = (instant: Instant, timezone: string): string => {
  const { year, month, day } = localTime(instant, timezone);
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
};
