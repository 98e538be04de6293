import { Temporal } from 'temporal-polyfill';
import type { Locale } from '#domain/locale.ts';
import { HOUR, MINUTE, localTime, type Instant } from '#domain/time.ts';
import { fold } from '../normalise.ts';
import { digitsFor } from './chinese-number.ts';
import { readDuration } from './duration.ts';

/** `past`: when something happened (backdating). `future`: a promise or a due time. */
export type Sense = 'past' | 'future';

export interface Moment {
  readonly now: Instant;
  readonly timezone: string;
  readonly sense: Sense;
}

export type InstantReading =
  | { readonly instant: Instant }
  | { readonly problem: 'unreadable' | 'past' };

interface Day {
  readonly date: Temporal.PlainDate;
  readonly rest: string;
}

const UNREADABLE: InstantReading = { problem: 'unreadable' };
/** A clock a little ahead is a slip of the clock, not yesterday. */
const SLIP = HOUR;
const HALF_DAY = 12 * HOUR;

const DAY_WORDS: readonly (readonly [RegExp, number])[] = [
  [/^(大后天)\s*/, 3],
  [/^(后天)\s*/, 2],
  [/^(明天|明日|明早|明晚|tomorrow)\s*(?:at\s+)?/, 1],
  [/^(今天|今日|今早|今晚|today|tonight)\s*(?:at\s+)?/, 0],
  [/^(昨天|昨日|昨晚|yesterday)\s*(?:at\s+)?/, -1],
  [/^(前天)\s*/, -2],
];
const FULL_DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[日号]|(?![\d:]))[t\s]*/;
const SHORT_DATE = /^(\d{1,2})(?:[-/]|月)(\d{1,2})(?:[日号]|(?![\d:/-]))\s*/;
const CLOCK =
  /^(上午|早上|凌晨|清晨|中午|下午|傍晚|晚上|夜里|晚|早)?\s*(\d{1,2})(?::(\d{2})(?::(\d{2}))?|(?:点|时)(?:(半)|([一三13])刻|(\d{1,2})分?)?钟?)\s*(am|pm)?(?:前|之前)?$/;
/** As date pickers send it: with an offset, or in seconds or milliseconds since 1970. */
const ABSOLUTE =
  /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(z|[+-]\d{2}:?\d{2})$/;
const EPOCH = /^(\d{10})(\d{3})?$/;

const attempt = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const dateOf = (year: number, month: number, day: number): Temporal.PlainDate | undefined =>
  attempt(() => Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }));

const todayOf = ({ now, timezone }: Moment): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();

/** The year that brings month and day nearest to today. */
const nearestYear = (
  today: Temporal.PlainDate,
  month: number,
  day: number,
): Temporal.PlainDate | undefined =>
  [today.year - 1, today.year, today.year + 1]
    .map((year) => dateOf(year, month, day))
    .filter((date) => date !== undefined)
    .toSorted((a, b) => Math.abs(today.until(a).days) - Math.abs(today.until(b).days))[0];

const dayOf = (text: string, moment: Moment): Day | 'impossible' | undefined => {
  const today = todayOf(moment);
  for (const [pattern, days] of DAY_WORDS) {
    const [found, word = ''] = pattern.exec(text) ?? [];
    if (found === undefined) continue;
    const part = /早|晚|night/.exec(word)?.[0];
    const rest = text.slice(found.length);
    return {
      date: today.add({ days }),
      rest: part === undefined || rest === '' ? rest : `${part === '早' ? '早' : '晚'}${rest}`,
    };
  }
  const full = FULL_DATE.exec(text);
  const short = full === null ? SHORT_DATE.exec(text) : null;
  const found = full ?? short;
  if (found === null) return undefined;
  const date =
    full === null
      ? nearestYear(today, Number(found[1]), Number(found[2]))
      : dateOf(Number(found[1]), Number(found[2]), Number(found[3]));
  return date === undefined ? 'impossible' : { date, rest: text.slice(found[0].length) };
};

const hourOf = (written: number, part: string | undefined, half: string | undefined): number => {
  const afternoon = half === 'pm' || /^(下午|傍晚|晚上|夜里|晚)$/.test(part ?? '');
  if (half === 'am' && written === 12) return 0;
  if (part === '凌晨' && written === 12) return 0;
  // 晚上12点 may be midnight or a slip for noon: better asked than guessed.
  if (afternoon && written === 12 && half === undefined && part !== '下午') return Number.NaN;
  return afternoon && written < 12 ? written + 12 : written;
};

const clockOf = (text: string): Temporal.PlainTime | undefined => {
  const found = CLOCK.exec(text);
  if (found === null) return undefined;
  const [, part, hour, colonMinute, second = '0', half, quarter, spokenMinute, meridiem] = found;
  const quarterMinute = quarter === undefined ? undefined : /[三3]/.test(quarter) ? '45' : '15';
  const minute = colonMinute ?? quarterMinute ?? spokenMinute ?? (half === undefined ? '0' : '30');
  return attempt(() =>
    Temporal.PlainTime.from(
      {
        hour: hourOf(Number(hour), part, meridiem),
        minute: Number(minute),
        second: Number(second),
      },
      { overflow: 'reject' },
    ),
  );
};

const instantAt = (
  date: Temporal.PlainDate,
  plainTime: Temporal.PlainTime | string,
  timezone: string,
): Instant => date.toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds;

/** A clock without a day means the nearest sensible one. */
const bareClock = (time: Temporal.PlainTime, moment: Moment): Instant => {
  const today = todayOf(moment);
  const at = instantAt(today, time, moment.timezone);
  const shift =
    moment.sense === 'past'
      ? at > moment.now + SLIP
        ? -1
        : 0
      : at < moment.now - HALF_DAY
        ? 1
        : 0;
  return shift === 0 ? at : instantAt(today.add({ days: shift }), time, moment.timezone);
};

const relative = (text: string, { now, sense }: Moment): Instant | undefined => {
  const [, ahead, middle = '', behind] =
    /^(in\s+|\+)?(.*?)\s*(后|以后|之后|later|前|以前|之前|ago)?$/.exec(text) ?? [];
  const length = readDuration(middle);
  if (length === undefined) return undefined;
  if (ahead !== undefined) return now + length;
  if (behind === undefined) return sense === 'future' ? now + length : now - length;
  return /前|ago/.test(behind) ? now - length : now + length;
};

const absolute = (text: string): Instant | undefined => {
  const [, seconds, thousandths = '000'] = EPOCH.exec(text) ?? [];
  if (seconds !== undefined) return Number(`${seconds}${thousandths}`);
  const [, date, time, offset] = ABSOLUTE.exec(text) ?? [];
  return date === undefined
    ? undefined
    : attempt(
        () => Temporal.Instant.from(`${date}T${time}${offset}`.toUpperCase()).epochMilliseconds,
      );
};

/** A date alone: due by its end, happened from its start. */
const dated = ({ date, rest }: Day, { timezone, sense }: Moment): Instant | undefined => {
  const time = rest === '' ? (sense === 'future' ? '23:59' : '00:00') : clockOf(rest);
  return time === undefined ? undefined : attempt(() => instantAt(date, time, timezone));
};

const instantOf = (text: string, moment: Moment): Instant | undefined => {
  const fixed = absolute(text) ?? relative(text, moment);
  if (fixed !== undefined) return fixed;
  const day = dayOf(text, moment);
  if (day === 'impossible' || (day?.rest === '' && /[晚早]|night/.test(text))) return undefined;
  if (day !== undefined) return dated(day, moment);
  const time = clockOf(text);
  return time === undefined ? undefined : bareClock(time, moment);
};

/** The instant of `11:15`, `12-09 14:26`, `2026-12-15`, `明天9:00`, `9点半`, `30m`; a future one that is over is `past`. */
export const readInstant = (given: string, moment: Moment): InstantReading => {
  const instant = instantOf(digitsFor(fold(given)), moment);
  if (instant === undefined) return UNREADABLE;
  return moment.sense === 'future' && instant < moment.now ? { problem: 'past' } : { instant };
};

/** Whether `text` names a day and no time: a clock may follow as the next word. */
export const isDayOnly = (text: string, moment: Moment): boolean => {
  const day = dayOf(digitsFor(fold(text)), moment);
  return day !== undefined && day !== 'impossible' && day.rest === '';
};

export const isClock = (text: string): boolean => clockOf(digitsFor(fold(text))) !== undefined;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-12-15T09:00` on the wall clock of `timezone`, as date pickers write it. */
export const pickerText = (instant: Instant, timezone: string): string => {
  const { year, month, day, hour, minute } = localTime(instant, timezone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
};

/** A time that would do, as it is typed: half an hour ahead, or ten minutes ago. */
export const exampleInstant = ({ now, timezone, sense }: Moment, locale: Locale): string => {
  const wanted = sense === 'past' ? now - 10 * MINUTE : now + 30 * MINUTE;
  const step = 5 * MINUTE;
  const at = sense === 'past' ? wanted : Math.ceil(wanted / step) * step;
  const { day, hour, minute } = localTime(at, timezone);
  const clock = `${two(hour)}:${two(minute)}`;
  if (day === localTime(now, timezone).day) return clock;
  if (sense === 'past') return locale === 'en' ? `yesterday ${clock}` : `昨天${clock}`;
  return locale === 'en' ? `tomorrow ${clock}` : `明天${clock}`;
};

/** Tomorrow's date, for a due date that is over. */
export const exampleDate = (moment: Moment): string => todayOf(moment).add({ days: 1 }).toString();
