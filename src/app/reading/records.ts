import type { IncidentEvent } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { timelineEntry, type TimelineEntry } from '#domain/timeline/entry.ts';
import type { Policy } from '#domain/policy.ts';
import type { Storage } from '#ports/storage.ts';
import type { Clock } from '#ports/system.ts';
import { fromRecord } from '../event-record.ts';
import type { StreamCache } from '../incident-cache.ts';
import { createLru } from '../lru.ts';
import { type MetricLines, metricLines } from './metric-lines.ts';

/** A line of the timeline with the version of its event, which names it for ever. */
export interface RecordEntry extends TimelineEntry {
  readonly version: number;
}

/** One incident with its whole record, as of `version`. */
export interface IncidentRecord {
  readonly key: string;
  readonly version: number;
  readonly state: IncidentState;
  readonly events: readonly IncidentEvent[];
  /** By the time things happened. */
  readonly entries: readonly RecordEntry[];
  /** What monitors sent from half an hour before it began, by metric. */
  readonly history: MetricLines;
}

/** Records in memory, brought up to date by reading only what is new. */
export interface Records {
  /** Undefined where there is no incident of that key. */
  load(key: string): Promise<IncidentRecord | undefined>;
}

/** A record of 10,000 events takes some 10 MB. */
const RECORDS_IN_MEMORY = 8;
const PAGE = 1_000;

const entriesOf = (events: readonly IncidentEvent[], from: number): readonly RecordEntry[] =>
  events.flatMap((event, index) => {
    const entry = timelineEntry(event);
    return entry === undefined ? [] : [{ ...entry, version: from + index }];
  });

const inOrder = (entries: readonly RecordEntry[]): readonly RecordEntry[] =>
  entries.toSorted(
    (one, other) => one.occurredAt - other.occurredAt || one.version - other.version,
  );

const isFigure = ({ type, via }: IncidentEvent): boolean =>
  type === 'metric.recorded' && via === 'ingest';

interface RecordsDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: Clock;
  /** Gives the folded states. */
  readonly incidents: StreamCache<IncidentState>;
}

const readFrom = async (
  storage: Storage,
  key: string,
  from: number,
  to: number,
): Promise<IncidentEvent[]> => {
  const events: IncidentEvent[] = [];
  while (from + events.length <= to) {
    const next = from + events.length;
    const page = await storage.events(key, next, Math.min(PAGE, to - next + 1));
    if (page.length === 0) break;
    events.push(...page.map(fromRecord));
  }
  return events;
};

/** Samples of an incident that runs make figures of it; others bring nothing new to draw. */
const historyAfter = async (
  { storage, policy, clock }: RecordsDeps,
  state: IncidentState,
  base: IncidentRecord | undefined,
  more: readonly IncidentEvent[],
): Promise<MetricLines> =>
  base === undefined || more.some(isFigure)
    ? metricLines(storage, state, policy(), clock.now())
    : base.history;

/** Records over the store. */
export const createRecords = (deps: RecordsDeps): Records => {
  const { storage, incidents } = deps;
  const known = createLru<IncidentRecord>(RECORDS_IN_MEMORY);
  return {
    load: async (key) => {
      const { head, state } = await incidents.load(key);
      if (state === undefined) return undefined;
      const before = known.get(key);
      if (before?.version === head.version) return before;
      // A head that went back means the database was exchanged.
      const base = before !== undefined && before.version < head.version ? before : undefined;
      const more = await readFrom(storage, key, (base?.version ?? 0) + 1, head.version);
      const record: IncidentRecord = {
        key,
        version: head.version,
        state,
        events: [...(base?.events ?? []), ...more],
        entries: inOrder([...(base?.entries ?? []), ...entriesOf(more, (base?.version ?? 0) + 1)]),
        history: await historyAfter(deps, state, base, more),
      };
      known.set(key, record);
      return record;
    },
  };
};
