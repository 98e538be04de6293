import type { AlertEvent } from '#domain/alert/event.ts';
import type { AlertState, FiredRule } from '#domain/alert/state.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import { DAY, type DurationMs, HOUR, type Instant } from '#domain/time.ts';
import type { AlertReason } from '#domain/watch/finding.ts';
import type { Storage } from '#ports/storage.ts';
import type { MetricMinute } from '#ports/watch-storage.ts';
import { alertKind } from '../alert-kind.ts';
import { alertSightOf, type Reader, type Sight } from './reader.ts';
import { createStreamRecords, type StreamRecord } from './stream-records.ts';
import { listSubjects, type SubjectPage, type SubjectQuery } from './subject-list.ts';

type Threshold = Extract<AlertReason, { kind: 'threshold' }>;
type Points = readonly (readonly [at: Instant, value: number])[];

/** A metric that a threshold of the alert is about, from before it was met until it was over. */
export interface AlertSeries {
  readonly reason: Threshold;
  readonly points: Points;
}

/** An alert with all that its page shows. */
export interface AlertRecord extends StreamRecord<AlertState, AlertEvent> {
  /** The incident that it led to. */
  readonly incident?: IncidentState;
  readonly series: readonly AlertSeries[];
}

/** Alerts as they are read. */
export interface Alerts {
  list(reader: Reader, query: SubjectQuery, limit: number): Promise<SubjectPage<AlertState>>;
  load(key: string): Promise<AlertRecord | undefined>;
  sight(reader: Reader, record: Pick<AlertRecord, 'state' | 'incident'>): Sight;
  /** Keys of those that led to an incident, the oldest first. */
  ofIncident(incident: string): Promise<readonly string[]>;
}

/** What was measured so long before and after explains an alert. */
const AROUND: DurationMs = HOUR;
const LONGEST: DurationMs = DAY;
const MOST_SERIES = 4;
const ALERTS_OF_INCIDENT = 20;

const isOfDims = ({ dims }: MetricMinute, { dims: wanted = {} }: Threshold): boolean => {
  const had = Object.entries(dims ?? {});
  return (
    had.length === Object.keys(wanted).length && had.every(([name, is]) => wanted[name] === is)
  );
};

/** Of a minute the figure that met the threshold, if any did. */
const figureOf = ({ least, most }: MetricMinute, { op }: Threshold): number =>
  op === 'lt' || op === 'lte' ? least : most;

const thresholds = ({
  fired,
}: AlertState): readonly (FiredRule & { readonly reason: Threshold })[] =>
  fired.filter((one): one is FiredRule & { reason: Threshold } => one.reason.kind === 'threshold');

const nameOf = ({ metric, dims }: Threshold): string => JSON.stringify([metric, dims]);

/** One series a metric, however many of its limits were met. */
const wantedSeries = (state: AlertState): ReturnType<typeof thresholds> => {
  const all = thresholds(state);
  return all
    .filter((one, n) => all.findIndex(({ reason }) => nameOf(reason) === nameOf(one.reason)) === n)
    .slice(0, MOST_SERIES);
};

const seriesOf = async (storage: Storage, state: AlertState): Promise<readonly AlertSeries[]> => {
  const from = state.raisedAt - AROUND;
  const last = Math.max(state.updatedAt, state.decided?.at ?? 0, state.overAt ?? 0);
  const to = Math.min(last + AROUND, from + LONGEST);
  return Promise.all(
    wantedSeries(state).map(async ({ reason, points }) => {
      const minutes = await storage.metricMinutes(reason.metric, from, to);
      const measured = minutes
        .filter((minute) => isOfDims(minute, reason))
        .map((minute) => [minute.minute, figureOf(minute, reason)] as const);
      // Old minutes are forgotten; what the alert itself was told stays.
      return { reason, points: measured.length === 0 ? points : measured };
    }),
  );
};

/** Alerts over the store. */
export const createAlerts = (deps: {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly loadIncident: (key: string) => Promise<IncidentState | undefined>;
}): Alerts => {
  const { storage, policy, loadIncident } = deps;
  const records = createStreamRecords(alertKind, storage);
  const incidentOf = async ({ incident }: AlertState) => {
    const found = incident === undefined ? undefined : await loadIncident(incident);
    return found === undefined ? {} : { incident: found };
  };
  const sight: Alerts['sight'] = (reader, { state, incident }) =>
    alertSightOf(reader, state, incident, policy());
  return {
    sight,
    list: (reader, query, limit) =>
      listSubjects(deps, { kind: alertKind.name, query, limit }, async ({ key }) => {
        const state = await records.state(key);
        if (state === undefined) return undefined;
        const about = { state, ...(await incidentOf(state)) };
        return sight(reader, about) === 'all' ? state : undefined;
      }),
    load: async (key) => {
      const record = await records.load(key);
      if (record === undefined) return undefined;
      const { state } = record;
      return { ...record, ...(await incidentOf(state)), series: await seriesOf(storage, state) };
    },
    ofIncident: async (incident) => {
      const limit = ALERTS_OF_INCIDENT;
      const rows = await storage.subjects({ kind: alertKind.name, incident, limit });
      return rows.map(({ key }) => key).toReversed();
    },
  };
};
