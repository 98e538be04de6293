import type { IncidentEvent } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import { DAY, type Instant, MINUTE } from '../time.ts';
import type { MetricSummary } from './model.ts';
import { eventsOf, known } from './record.ts';

/** A minute of a metric as it was stored. */
export interface StoredMinute {
  readonly minute: Instant;
  readonly count: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** Figures of domain 4.2, which a review shows even when nobody recorded them. */
export const DATA_METRICS = [
  'callVolume',
  'connectRate',
  'waitSeconds',
  'handleSeconds',
  'csat',
  'loadPct',
] as const;

/** From, and up to but without. */
type Span = readonly [from: Instant, to: Instant];

/** Stretches of time that a review compares. */
export interface DataWindows {
  /** The same clock window of the previous day. */
  readonly before: Span;
  readonly during: Span;
  /** A day from the resolution, as far as it has gone by. */
  readonly after?: Span;
}

/** What is compared with what (domain 4.2), seen from now. */
export const dataWindows = ({ openedAt, resolvedAt }: IncidentState, now: Instant): DataWindows => {
  const ended = Math.max(openedAt, resolvedAt ?? now);
  return {
    before: [openedAt - DAY, ended - DAY + 1],
    during: [openedAt, ended + 1],
    ...(resolvedAt === undefined || now <= resolvedAt
      ? {}
      : { after: [resolvedAt + 1, Math.min(resolvedAt + DAY, now) + 1] as const }),
  };
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

const countOf = (minutes: readonly StoredMinute[]): number =>
  minutes.reduce((sum, { count }) => sum + count, 0);

const totalOf = (minutes: readonly StoredMinute[]): number =>
  minutes.reduce((sum, { mean, count }) => sum + mean * count, 0);

/** Mean of all samples; undefined of none. */
const meanOf = (minutes: readonly StoredMinute[] | undefined): number | undefined =>
  minutes === undefined || minutes.length === 0
    ? undefined
    : rounded(totalOf(minutes) / countOf(minutes));

/** What people typed in the incident; of a minute that a monitor measured it is the monitor's figure again. */
const typedIn = (
  metric: string,
  events: readonly IncidentEvent[],
  [from, to]: Span,
  measured: readonly StoredMinute[],
): readonly StoredMinute[] => {
  const minutes = new Set(measured.map(({ minute }) => minute));
  return eventsOf(events, 'metric.recorded').flatMap(({ data, via, occurredAt: at }) => {
    const value = Object.hasOwn(data.values, metric) ? data.values[metric] : undefined;
    if (value === undefined || via === 'ingest' || at < from || at >= to) return [];
    if (minutes.has(at - (at % MINUTE))) return [];
    return [{ minute: at, count: 1, mean: value, least: value, most: value }];
  });
};

/** The samples of one metric in the windows of the review. */
export interface StoredWindows {
  readonly before: readonly StoredMinute[];
  readonly during: readonly StoredMinute[];
  readonly after?: readonly StoredMinute[];
}

/**
 * What the stored samples of a metric say, with what was typed meanwhile. Where none was stored during the
 * incident, the record alone says what happened then.
 */
export const storedSummary = (
  metric: string,
  { before, during, after }: StoredWindows,
  record: { readonly state: IncidentState; readonly events: readonly IncidentEvent[] },
  windows: DataWindows,
): Partial<MetricSummary> => {
  const around = { ...known('before', meanOf(before)), ...known('after', meanOf(after)) };
  if (during.length === 0) return around;
  const all = [...during, ...typedIn(metric, record.events, windows.during, during)].toSorted(
    (one, other) => one.minute - other.minute,
  );
  const last = all.at(-1);
  return {
    ...around,
    min: Math.min(...all.map(({ least }) => least)),
    max: Math.max(...all.map(({ most }) => most)),
    ...known('average', meanOf(all)),
    ...(metric === 'callVolume' ? { total: rounded(totalOf(all)) } : {}),
    ...(record.state.resolvedAt === undefined || last === undefined
      ? {}
      : { atResolve: rounded(last.mean) }),
    samples: countOf(all),
  };
};
