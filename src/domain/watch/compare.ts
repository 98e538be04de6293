import type { Operator } from '../playbook/playbook.ts';

const tests: Readonly<Record<Operator, (value: number, limit: number) => boolean>> = {
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
  eq: (value, limit) => value === limit,
};

/** Whether a value is on the side of the limit that the rule names. */
export const compares = (value: number, op: Operator, limit: number): boolean =>
  tests[op](value, limit);

/** Metrics counted in per cent differ by points; all others by per cent of what they were. */
const isShare = (metric: string): boolean => /(Rate|Pct|Level15|csat)$/i.test(metric);

/** How much worse a value is than an earlier one: points for shares, else per cent; negative when better. */
const worsening = (metric: string, op: Operator, before: number, now: number): number => {
  const worse = op === 'lt' || op === 'lte' ? before - now : now - before;
  if (isShare(metric)) return worse;
  return before === 0 ? worse : (worse * 100) / Math.abs(before);
};

const WORSE_BY = 10;

/** Worse by 10 points or per cent (common.yaml, dismissCooldown). A value that must be equal has no worse. */
export const isMuchWorse = (metric: string, op: Operator, before: number, now: number): boolean =>
  op !== 'eq' && worsening(metric, op, before, now) >= WORSE_BY;
