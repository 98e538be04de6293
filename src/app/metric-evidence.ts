import type { IncidentEvent } from '#domain/incident/event.ts';
import { followedMetrics } from '#domain/incident/metric-track.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { PostmortemEvidence } from '#domain/postmortem/model.ts';
import {
  DATA_METRICS,
  type DataWindows,
  dataWindows,
  storedSummary,
  type StoredMinute,
} from '#domain/postmortem/stored-metrics.ts';
import type { Instant } from '#domain/time.ts';
import type { WatchStorage } from '#ports/watch-storage.ts';

/** The store as far as the history of metrics goes. */
export type MetricHistory = Pick<WatchStorage, 'metricMinutes'>;

/** Metrics of the whole; parts of it by region or channel are another story. */
export const wholeMinutes = async (
  storage: MetricHistory,
  metric: string,
  [from, to]: readonly [Instant, Instant],
): Promise<readonly StoredMinute[]> =>
  (await storage.metricMinutes(metric, from, to)).filter(({ dims }) => dims === undefined);

/** The metrics that an incident is told by. */
export const metricsAbout = (state: IncidentState, { common }: Policy): readonly string[] => [
  ...new Set([
    ...DATA_METRICS,
    ...followedMetrics(state, common.kpi),
    ...Object.keys(state.metrics),
  ]),
];

const windowsOf = async (storage: MetricHistory, metric: string, windows: DataWindows) => {
  const [before, during, after] = await Promise.all([
    wholeMinutes(storage, metric, windows.before),
    wholeMinutes(storage, metric, windows.during),
    windows.after === undefined ? undefined : wholeMinutes(storage, metric, windows.after),
  ]);
  return { before, during, ...(after === undefined ? {} : { after }) };
};

/** What the stored samples add to the record of an incident, seen from now. */
export const metricEvidence = async (
  storage: MetricHistory,
  record: { readonly state: IncidentState; readonly events: readonly IncidentEvent[] },
  policy: Policy,
  now: Instant,
): Promise<PostmortemEvidence> => {
  const windows = dataWindows(record.state, now);
  const summaries = await Promise.all(
    metricsAbout(record.state, policy).map(async (metric) => {
      const stored = await windowsOf(storage, metric, windows);
      return [metric, storedSummary(metric, stored, record, windows)] as const;
    }),
  );
  const metrics = Object.fromEntries(
    summaries.filter(([, summary]) => Object.keys(summary).length > 0),
  );
  return { metrics };
};
