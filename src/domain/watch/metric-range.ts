/** What a metric can be: lowest and highest value (domain 3). */
export type Range = readonly [low: number, high: number];

const RANGES: Readonly<Record<string, Range>> = {
  connectRate: [0, 100],
  serviceLevel15: [0, 100],
  csat: [0, 100],
  resolutionRate: [0, 100],
  ivrHealthy: [0, 1],
  waitSeconds: [0, Infinity],
  handleSeconds: [0, Infinity],
  callVolume: [0, Infinity],
  // Percent of capacity, so it can pass 100.
  loadPct: [0, Infinity],
};

/** Metrics whose range is known. */
export const RANGED: readonly string[] = Object.keys(RANGES);

/** Any number for a metric of the organisation's own. */
export const rangeOf = (metric: string): Range =>
  Object.hasOwn(RANGES, metric) ? (RANGES[metric] ?? [-Infinity, Infinity]) : [-Infinity, Infinity];
