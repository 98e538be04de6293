import { DAY, HOUR, MINUTE, SECOND, type DurationMs } from '#domain/time.ts';
import { fold } from '../normalise.ts';
import { digitsFor } from './chinese-number.ts';

const UNITS: readonly (readonly [RegExp, DurationMs])[] = [
  [/^(ms|毫秒)$/, 1],
  [/^(s|secs?|seconds?|秒钟?)$/, SECOND],
  [/^(m|mins?|minutes?|分钟?)$/, MINUTE],
  [/^(h|hrs?|hours?|小时|钟头)$/, HOUR],
  [/^(d|days?|天|日)$/, DAY],
  [/^(w|weeks?|周|星期)$/, 7 * DAY],
];
const PART =
  /^(\d+(?:\.\d+)?)\s*个?(半)?([a-z]+|毫秒|秒钟?|分钟?|小时|钟头|星期|[天日周])(半)?\s*(?:and)?\s*/;
const LONGEST: DurationMs = 366 * DAY;

const unitOf = (word: string): DurationMs | undefined =>
  UNITS.find(([pattern]) => pattern.test(word))?.[1];

/** 半小时, 半天, 一刻钟: a fraction said as a word. */
const withFractions = (text: string): string =>
  text
    .replace(/^半个?(小时|钟头)/, '30分钟')
    .replace(/^半天/, '12小时')
    .replace(/^half an hour$/, '30m')
    .replace(/([一三]|[13])刻钟?/g, (_, quarters: string) =>
      /[三3]/.test(quarters) ? '45分钟' : '15分钟',
    );

/** Milliseconds of `20m`, `1h30m`, `500ms`, `30分钟`, `1个半小时`, `半小时`; undefined for anything else, zero or more than a year. */
export const readDuration = (given: string): DurationMs | undefined => {
  let rest = digitsFor(withFractions(fold(given)));
  let total = 0;
  while (rest !== '') {
    const found = PART.exec(rest);
    const unit = unitOf(found?.[3] ?? '');
    if (found === null || unit === undefined) return undefined;
    const half = found[2] !== undefined || found[4] !== undefined ? unit / 2 : 0;
    total += Number(found[1]) * unit + half;
    rest = rest.slice(found[0].length);
  }
  const rounded = Math.round(total);
  return rounded > 0 && rounded <= LONGEST ? rounded : undefined;
};

/** A duration as it is typed: `30m`, `1h`. */
export const durationText = (ms: DurationMs): string => {
  if (ms % DAY === 0) return `${ms / DAY}d`;
  if (ms % HOUR === 0) return `${ms / HOUR}h`;
  if (ms % MINUTE === 0) return `${ms / MINUTE}m`;
  return ms % SECOND === 0 ? `${ms / SECOND}s` : `${ms}ms`;
};
