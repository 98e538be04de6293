import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { StoredMinute } from '#domain/postmortem/stored-metrics.ts';
import { type DurationMs, type Instant, MINUTE } from '#domain/time.ts';
import { type MetricHistory, metricsAbout, wholeMinutes } from '../metric-evidence.ts';

/** A metric as it is drawn. */
interface MetricLine {
  readonly points: readonly (readonly [at: Instant, value: number])[];
  /** Samples that the points stand for. */
  readonly count: number;
}
/** By metric; one that nothing was heard of is not there. */
export type MetricLines = ReadonlyMap<string, MetricLine>;

/** What went before shows the fall. */
const LEAD: DurationMs = 30 * MINUTE;

/** Of a minute with several samples both ends, so that no peak is smoothed away. */
const pointsOf = ({ minute, least, most }: StoredMinute): MetricLine['points'] =>
  least === most
    ? [[minute, least]]
    : [
        [minute, least],
        [minute + MINUTE / 2, most],
      ];

const spanOf = (state: IncidentState, now: Instant): readonly [Instant, Instant] => {
  const { openedAt, startedAt = openedAt, alertedAt = openedAt, closedAt = now } = state;
  return [Math.min(openedAt, startedAt, alertedAt) - LEAD, closedAt + 1];
};

/** The history of the metrics of an incident, up to its end or to now. */
export const metricLines = async (
  storage: MetricHistory,
  state: IncidentState,
  policy: Policy,
  now: Instant,
): Promise<MetricLines> => {
  const span = spanOf(state, now);
  const lines = await Promise.all(
    metricsAbout(state, policy).map(async (metric) => {
      const minutes = await wholeMinutes(storage, metric, span);
      const count = minutes.reduce((sum, one) => sum + one.count, 0);
      return [metric, { points: minutes.flatMap(pointsOf), count }] as const;
    }),
  );
  return new Map(lines.filter(([, { count }]) => count > 0));
};
