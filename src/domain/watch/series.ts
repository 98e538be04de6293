import { HOUR, MINUTE, type DurationMs, type Instant } from '../time.ts';

/** Samples later than this behind the newest of their series are kept in the store, not judged (ours). */
export const LATE_LIMIT: DurationMs = HOUR;
/** A pause longer than this ends what held before: nobody knows what happened meanwhile (ours). */
export const LONGEST_PAUSE: DurationMs = 10 * MINUTE;

/** Samples of one metric and one set of dims, by time; `sums[i]` is the sum of all values before `i`. */
export interface Series {
  readonly dims: Readonly<Record<string, string>> | undefined;
  readonly times: Instant[];
  readonly values: number[];
  readonly sums: number[];
  /** Samples before this moment are not held any more. */
  forgotten: Instant;
}

/** How much of a series is held: what its rules look back, and at most so many samples. */
export interface Keep {
  readonly ms: DurationMs;
  readonly samples: number;
}

/** A series with nothing in it yet. */
export const emptySeries = (dims: Series['dims']): Series => ({
  dims,
  times: [],
  values: [],
  sums: [0],
  forgotten: Number.NEGATIVE_INFINITY,
});

/** How many samples are at or before `at`. */
export const countUpTo = (times: readonly Instant[], at: Instant): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

const sumsFrom = (series: Series, index: number): void => {
  series.sums.length = index + 1;
  for (let i = index; i < series.values.length; i += 1)
    series.sums.push((series.sums[i] ?? 0) + (series.values[i] ?? 0));
};

const trim = (series: Series, keep: Keep): void => {
  const { times } = series;
  const newest = times.at(-1) ?? 0;
  const passed = countUpTo(times, newest - keep.ms);
  // In large steps, so that the cost a sample stays constant.
  const isMuch = passed >= 256 && passed * 2 >= times.length;
  const tooMany = times.length >= 2 * keep.samples ? times.length - keep.samples : 0;
  const old = Math.max(isMuch ? passed : 0, tooMany);
  if (old === 0) return;
  series.forgotten = times[old] ?? newest;
  series.times.splice(0, old);
  series.values.splice(0, old);
  sumsFrom(series, 0);
};

/** Puts a sample into its place by time; after others of the same time. */
export const addSample = (
  series: Series,
  sample: { readonly at: Instant; readonly value: number },
  keep: Keep,
): 'newest' | 'late' | 'tooLate' => {
  const newest = series.times.at(-1) ?? sample.at;
  if (sample.at < Math.max(newest - LATE_LIMIT, series.forgotten)) return 'tooLate';
  if (sample.at >= newest) {
    series.times.push(sample.at);
    series.values.push(sample.value);
    series.sums.push((series.sums.at(-1) ?? 0) + sample.value);
    trim(series, keep);
    return 'newest';
  }
  const index = countUpTo(series.times, sample.at);
  series.times.splice(index, 0, sample.at);
  series.values.splice(index, 0, sample.value);
  sumsFrom(series, index);
  return 'late';
};

/** Sum of the values after `from`, up to and with `to`. */
export const sumBetween = (series: Series, from: Instant, to: Instant): number =>
  (series.sums[countUpTo(series.times, to)] ?? 0) -
  (series.sums[countUpTo(series.times, from)] ?? 0);

/** Since when every sample up to the newest has passed the test, without a long pause. */
export const heldSince = (
  series: Series,
  holds: (value: number) => boolean,
): Instant | undefined => {
  let since: Instant | undefined;
  for (let i = series.times.length - 1; i >= 0; i -= 1) {
    const at = series.times[i] ?? 0;
    if (!holds(series.values[i] ?? Number.NaN)) break;
    if (since !== undefined && since - at > LONGEST_PAUSE) break;
    since = at;
  }
  return since;
};

/** The same after one more sample in order, without looking back. */
export const heldSinceNext = (
  before: Instant | undefined,
  series: Series,
  holds: (value: number) => boolean,
): Instant | undefined => {
  const at = series.times.at(-1) ?? 0;
  if (!holds(series.values.at(-1) ?? Number.NaN)) return undefined;
  const previous = series.times.at(-2);
  if (before === undefined || previous === undefined || at - previous > LONGEST_PAUSE) return at;
  return before;
};
