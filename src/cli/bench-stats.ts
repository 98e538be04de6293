/** Percentiles of durations in ms. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Rounded to what a clock can tell. */
export const rounded = (ms: number): number => Math.round(ms * 100) / 100;

/** The value below which `share` of the sorted values lie. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Median, 99th percentile and worst of the values. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    p50: rounded(at(sorted, 0.5)),
    p99: rounded(at(sorted, 0.99)),
    max: rounded(sorted.at(-1) ?? 0),
  };
};

/** How long `work` took, in ms. */
export const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};
