import type { DurationMs, Instant } from '../time.ts';
import type { Operator, Playbook, Recovery } from '../playbook/playbook.ts';
import { compares, isMuchWorse } from './compare.ts';
import { tellOf, type Told } from './condition.ts';
import type { AlertReason, Finding } from './finding.ts';
import type { Observation, Sample } from './observation.ts';
import { DAY } from '../time.ts';
import {
  addSample,
  emptySeries,
  heldSince,
  heldSinceNext,
  type Keep,
  LATE_LIMIT,
  LONGEST_PAUSE,
  sumBetween,
  type Series,
} from './series.ts';
import type { WatchRule } from './watch-rule.ts';

type SampleSeen = Observation & Sample;

/** A rule on a metric with all its figures, so that nothing is asked twice. */
interface MetricRule {
  readonly playbook: string;
  readonly id: string;
  readonly stage: 'watch' | 'trigger' | 'recovery';
  readonly metric: string;
  readonly op: Operator;
  readonly limit: number;
  readonly heldForMs: DurationMs;
  readonly growth?: { readonly windowMs: DurationMs; readonly minBaseline: number };
}

interface Memory {
  since?: Instant;
  readonly told: Told;
}

interface Watched {
  readonly series: Series;
  readonly memories: readonly Memory[];
}

/** A day of one metric is needed for its growth; elsewhere only late samples ask for what was before. */
const MOST_SAMPLES = { growth: 400_000, threshold: 20_000 };

const keepOf = (rules: readonly MetricRule[]): Keep => {
  const reach = ({ growth, heldForMs }: MetricRule): DurationMs =>
    growth === undefined ? heldForMs : DAY + growth.windowMs;
  const grows = rules.some(({ growth }) => growth !== undefined);
  return {
    ms: Math.max(0, ...rules.map(reach)) + LATE_LIMIT + LONGEST_PAUSE,
    samples: MOST_SAMPLES[grows ? 'growth' : 'threshold'],
  };
};

const growthRule = ({ playbook, rule }: WatchRule): readonly MetricRule[] => {
  const { id, stage, metric, op = 'gt', growthPct, windowMs, minBaseline = 0 } = rule;
  if (metric === undefined || growthPct === undefined || windowMs === undefined) return [];
  const growth = { windowMs, minBaseline };
  return [{ playbook, id, stage, metric, op, limit: growthPct, heldForMs: 0, growth }];
};

const thresholdRule = ({ playbook, rule }: WatchRule): readonly MetricRule[] => {
  const { id, stage, metric, op, value } = rule;
  if (metric === undefined || op === undefined || value === undefined) return [];
  const heldForMs = rule.sustainedForMs ?? 0;
  return [{ playbook, id, stage, metric, op, limit: value, heldForMs }];
};

const recoveryRule = (playbook: string, recovery: Recovery): MetricRule => ({
  playbook,
  id: `${playbook}:recovery`,
  stage: 'recovery',
  metric: recovery.metric,
  op: recovery.op,
  limit: recovery.value,
  heldForMs: recovery.sustainedForMs,
});

/** The rules on metrics, by metric, the recoveries of the playbooks among them. */
const byMetric = (
  rules: readonly WatchRule[],
  playbooks: Readonly<Record<string, Playbook>>,
): ReadonlyMap<string, readonly MetricRule[]> => {
  const all = [
    ...rules.flatMap((one) =>
      one.rule.baseline === undefined ? thresholdRule(one) : growthRule(one),
    ),
    ...Object.values(playbooks).flatMap(({ id, recovery }) =>
      recovery === undefined ? [] : [recoveryRule(id, recovery)],
    ),
  ];
  return Map.groupBy(all, ({ metric }) => metric);
};

/** The same for the same dims in any order; most samples have one or none. */
const dimsKey = (dims: Sample['dims'] = {}): string => {
  const names = Object.keys(dims);
  if (names.length > 1) names.sort();
  return names.map((name) => `${name}\0${dims[name] ?? ''}\0`).join('');
};

interface Reading {
  readonly holds: boolean;
  readonly at: Instant;
  readonly value: number;
  readonly since: Instant;
  /** Put together only where it is told: most samples are ordinary. */
  readonly reason: () => AlertReason;
}

const growthReading = (
  rule: MetricRule,
  { windowMs, minBaseline }: NonNullable<MetricRule['growth']>,
  series: Series,
): Reading => {
  const at = series.times.at(-1) ?? 0;
  const value = sumBetween(series, at - windowMs, at);
  const baseline = sumBetween(series, at - DAY - windowMs, at - DAY);
  const enough = baseline > 0 && baseline >= minBaseline;
  const growthPct = enough ? ((value - baseline) * 100) / baseline : 0;
  const { metric, limit: limitPct } = rule;
  return {
    holds: enough && compares(growthPct, rule.op, limitPct),
    at,
    value: growthPct,
    since: at,
    reason: () => ({ kind: 'growth', metric, limitPct, growthPct, value, baseline, windowMs }),
  };
};

const thresholdReading = (
  rule: MetricRule,
  series: Series,
  memory: Memory,
  inOrder: boolean,
): Reading => {
  const holds = (value: number): boolean => compares(value, rule.op, rule.limit);
  const since = inOrder ? heldSinceNext(memory.since, series, holds) : heldSince(series, holds);
  if (since === undefined) delete memory.since;
  else memory.since = since;
  const at = series.times.at(-1) ?? 0;
  const value = series.values.at(-1) ?? Number.NaN;
  // Strictly longer (domain 0.2): with a sample a minute, ten minutes are over on the eleventh.
  const longEnough = since !== undefined && (rule.heldForMs === 0 || at - since > rule.heldForMs);
  const reason = (): AlertReason => {
    const { metric, op, limit, heldForMs: sustainedForMs } = rule;
    const dims = series.dims === undefined ? {} : { dims: series.dims };
    return { kind: 'threshold', metric, op, limit, value, sustainedForMs, ...dims };
  };
  return { holds: longEnough, at, value, since: since ?? at, reason };
};

const findingOf = (rule: MetricRule, reading: Reading, again: boolean): readonly Finding[] => {
  const { playbook, metric, limit, heldForMs: sustainedForMs } = rule;
  const { at, value, since } = reading;
  if (rule.stage !== 'recovery') {
    const { id, stage } = rule;
    return [{ kind: 'fired', rule: id, playbook, stage, reason: reading.reason(), at, again }];
  }
  return [{ kind: 'recovered', playbook, metric, value, limit, sustainedForMs, since, at }];
};

/** A part of a whole being well again is no recovery: that is judged on samples without dims. */
const concerns = (rule: MetricRule, series: Series): boolean =>
  rule.stage !== 'recovery' || series.dims === undefined;

const judge = (rule: MetricRule, watched: Watched, memory: Memory, inOrder: boolean) => {
  const { series } = watched;
  if (!concerns(rule, series)) return [];
  const reading =
    rule.growth === undefined
      ? thresholdReading(rule, series, memory, inOrder)
      : growthReading(rule, rule.growth, series);
  const tell = tellOf(memory.told, reading, (before, value) =>
    // A growth is a share, whatever its metric is counted in.
    isMuchWorse(rule.growth === undefined ? rule.metric : 'growthPct', rule.op, before, value),
  );
  return tell === undefined ? [] : findingOf(rule, reading, tell === 'again');
};

/** Judges samples by the rules on metrics. */
export const createSampleWatch = (
  rules: readonly WatchRule[],
  playbooks: Readonly<Record<string, Playbook>>,
): ((sample: SampleSeen) => readonly Finding[]) => {
  const ofMetric = byMetric(rules, playbooks);
  const keeps = new Map([...ofMetric].map(([metric, all]) => [metric, keepOf(all)]));
  const seen = new Map<string, Watched>();
  const watchedOf = (sample: SampleSeen, count: number): Watched => {
    const key = `${sample.metric} ${dimsKey(sample.dims)}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const bare = sample.dims === undefined || Object.keys(sample.dims).length === 0;
    const memories = Array.from({ length: count }, (): Memory => ({ told: { value: 0 } }));
    const made = { series: emptySeries(bare ? undefined : sample.dims), memories };
    seen.set(key, made);
    return made;
  };
  return (sample) => {
    const metricRules = ofMetric.get(sample.metric);
    const keep = keeps.get(sample.metric);
    if (metricRules === undefined || keep === undefined) return [];
    const watched = watchedOf(sample, metricRules.length);
    const place = addSample(watched.series, sample, keep);
    if (place === 'tooLate') return [];
    return metricRules.flatMap((rule, index) => {
      const memory = watched.memories[index];
      return memory === undefined ? [] : judge(rule, watched, memory, place === 'newest');
    });
  };
};
