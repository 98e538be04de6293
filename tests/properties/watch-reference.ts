import type { Operator, TriggerRule } from '#domain/playbook/playbook.ts';
import { DAY, HOUR, MINUTE, type Instant } from '#domain/time.ts';
import type { Observation } from '#domain/watch/observation.ts';

type Point = { readonly at: Instant; readonly value: number };
/** What a rule says after an observation, as plainly as it can be put. */
export interface Expected {
  readonly rule: string;
  readonly at: Instant;
  readonly again: boolean;
}
interface Held extends Point {
  readonly holds: boolean;
}

const passes = (value: number, op: Operator, limit: number): boolean => {
  if (op === 'lt') return value < limit;
  if (op === 'lte') return value <= limit;
  if (op === 'gt') return value > limit;
  return op === 'gte' ? value >= limit : value === limit;
};

const newestOf = (points: readonly Point[]): Instant =>
  points.reduce((newest, { at }) => Math.max(newest, at), -Infinity);

/** Everything that was not an hour behind when it came, by time and then as it came. */
const taken = (points: readonly Point[]): readonly Point[] => {
  const kept: Point[] = [];
  for (const point of points) if (point.at >= newestOf(kept) - HOUR) kept.push(point);
  return kept.toSorted((a, b) => a.at - b.at);
};

const readThreshold = (rule: TriggerRule, points: readonly Point[]): Held => {
  const ordered = taken(points);
  const { at, value } = ordered.at(-1) ?? { at: 0, value: Number.NaN };
  let since: Instant | undefined;
  let previous: Instant | undefined;
  for (const point of ordered) {
    const paused = previous !== undefined && point.at - previous > 10 * MINUTE;
    if (!passes(point.value, rule.op ?? 'eq', rule.value ?? 0)) since = undefined;
    else if (since === undefined || paused) since = point.at;
    previous = point.at;
  }
  const needed = rule.sustainedForMs ?? 0;
  return { at, value, holds: since !== undefined && (needed === 0 || at - since > needed) };
};

const readGrowth = (rule: TriggerRule, points: readonly Point[]): Held => {
  const ordered = taken(points);
  const at = newestOf(ordered);
  const sum = (end: Instant): number =>
    ordered
      .filter((point) => point.at > end - (rule.windowMs ?? 0) && point.at <= end)
      .reduce((total, { value }) => total + value, 0);
  const before = sum(at - DAY);
  const enough = before > 0 && before >= (rule.minBaseline ?? 0);
  const value = enough ? ((sum(at) - before) * 100) / before : 0;
  return { at, value, holds: enough && passes(value, rule.op ?? 'gt', rule.growthPct ?? 0) };
};

const readCount = (rule: TriggerRule, points: readonly Point[]): Held => {
  const ordered = taken(points);
  const at = newestOf(ordered);
  const value = ordered.filter((point) => point.at >= at - (rule.windowMs ?? 0)).length;
  return { at, value, holds: passes(value, rule.op ?? 'gte', rule.count ?? 0) };
};

const read = (rule: TriggerRule): ((points: readonly Point[]) => Held) => {
  if (rule.count !== undefined) return (points) => readCount(rule, points);
  if (rule.baseline !== undefined) return (points) => readGrowth(rule, points);
  return (points) => readThreshold(rule, points);
};

const muchWorse = (rule: TriggerRule, before: number, now: number): boolean => {
  if (rule.op === 'eq') return false;
  const by = rule.op === 'lt' || rule.op === 'lte' ? before - now : now - before;
  const share = rule.baseline !== undefined || rule.metric === 'connectRate';
  return (share || before === 0 ? by : (by * 100) / Math.abs(before)) >= 10;
};

/** Which series of a rule an observation belongs to; none when the rule does not look at it. */
const seriesOf = (rule: TriggerRule, seen: Observation): string | undefined => {
  if (seen.kind === 'sample')
    return seen.metric === rule.metric ? `sample ${seen.dims?.['region'] ?? ''}` : undefined;
  if (seen.kind !== 'complaint' || rule.count === undefined) return undefined;
  if (rule.groupBy === undefined) return 'complaints';
  if (seen.product === undefined || seen.batch === undefined) return undefined;
  return `complaints ${seen.product} ${seen.batch}`;
};

/** Reads the rule, scans everything of the series that has come so far, each time anew. */
export const reference = (
  rule: TriggerRule,
  observations: readonly Observation[],
): readonly (Expected & { readonly id: number })[] => {
  const series = new Map<string, Point[]>();
  const told = new Map<string, Point>();
  return observations.flatMap((seen) => {
    const key = seriesOf(rule, seen);
    if (key === undefined) return [];
    const points = series.get(key) ?? [];
    const tooLate = seen.at < newestOf(taken(points)) - HOUR;
    points.push({ at: seen.at, value: seen.kind === 'sample' ? seen.value : 1 });
    series.set(key, points);
    if (tooLate) return [];
    const now = read(rule)(points);
    const before = told.get(key);
    const last = before && now.at - before.at > 10 * MINUTE ? undefined : before;
    if (!now.holds) told.delete(key);
    const due =
      last === undefined || now.at - last.at >= MINUTE || muchWorse(rule, last.value, now.value);
    if (!now.holds || !due) return [];
    told.set(key, now);
    return [{ id: seen.id, rule: rule.id, at: now.at, again: last !== undefined }];
  });
};
