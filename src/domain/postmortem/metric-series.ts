import type { IncidentEvent } from '../incident/event.ts';
import type { Instant } from '../time.ts';
import type { MetricSummary } from './model.ts';
import { eventsOf, known } from './record.ts';

interface Sample {
  readonly at: Instant;
  readonly value: number;
}

const samplesByMetric = (events: readonly IncidentEvent[]): ReadonlyMap<string, Sample[]> => {
  const found = new Map<string, Sample[]>();
  for (const { data, occurredAt } of eventsOf(events, 'metric.recorded'))
    for (const [metric, value] of Object.entries(data.values)) {
      const samples = found.get(metric) ?? [];
      samples.push({ at: occurredAt, value });
      found.set(metric, samples);
    }
  for (const samples of found.values()) samples.sort((one, other) => one.at - other.at);
  return found;
};

/** Mean to one decimal; undefined of nothing. */
const mean = (samples: readonly Sample[]): number | undefined =>
  samples.length === 0
    ? undefined
    : Math.round((samples.reduce((sum, { value }) => sum + value, 0) / samples.length) * 10) / 10;

const summarise = (samples: readonly Sample[], began: Instant, end: Instant): MetricSummary => {
  const during = samples.filter(({ at }) => at >= began && at <= end);
  const values = during.map(({ value }) => value);
  return {
    ...known('before', mean(samples.filter(({ at }) => at < began))),
    ...known('min', values.length === 0 ? undefined : Math.min(...values)),
    ...known('max', values.length === 0 ? undefined : Math.max(...values)),
    ...known('average', mean(during)),
    ...(Number.isFinite(end) ? known('atResolve', during.at(-1)?.value) : {}),
    ...known('after', mean(samples.filter(({ at }) => at > end))),
    samples: during.length,
  };
};

/**
 * What the recorded values say of every metric: `min` and `max` from the beginning of the damage to the
 * last resolution, `atResolve` the last value before it, `after` the mean of what came later.
 */
export const metricSummaries = (
  events: readonly IncidentEvent[],
  began: Instant,
  resolvedAt: Instant | undefined,
): Readonly<Record<string, MetricSummary>> =>
  Object.fromEntries(
    [...samplesByMetric(events)].map(([metric, samples]) => [
      metric,
      summarise(samples, began, resolvedAt ?? Number.POSITIVE_INFINITY),
    ]),
  );
