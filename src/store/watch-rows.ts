import type { NewObservation, Observation } from '#domain/watch/observation.ts';
import type { NewObservationRow, SubjectRow } from '#ports/watch-storage.ts';
import { canonicalJson, instantOf, instantOrNull, isoOf, storable } from './codec.ts';
import type { Columns, Dialect } from './dialect.ts';
import { names, raw, reusable, type Sql, sql } from './sql.ts';

const OBSERVATION: Columns = {
  kind: 'text',
  external_id: 'text',
  at: 'text',
  received_at: 'text',
  metric: 'text',
  dims: 'text',
  value: 'double precision',
  body: 'text',
};

/** Any number that no other advisory lock of this program has. */
const OBSERVATION_LOCK = 5_001;

/**
 * Inserts the observations of a JSON array. On PostgreSQL one transaction at a time gives ids, so that
 * none appears behind an id that was read already.
 */
export const insertObservations = (dialect: Dialect): ((json: string) => Sql) =>
  reusable((json) => {
    const columns = names(Object.keys(OBSERVATION));
    const turn = dialect.alone
      ? sql`SELECT 1 AS turn`
      : sql`SELECT pg_advisory_xact_lock(${raw(String(OBSERVATION_LOCK))}) AS turn`;
    const rows = dialect.rowsOf({ ...OBSERVATION, n: 'integer' }, json);
    return sql`
      INSERT INTO observation (${columns})
      SELECT ${columns} FROM (${turn}) AS t, ${rows} WHERE true ORDER BY n
      ON CONFLICT (external_id) DO NOTHING`;
  });

const dimsText = (dims: Readonly<Record<string, string>> | undefined): string =>
  dims === undefined ? '' : canonicalJson(dims);

const parts = (observation: NewObservation) => {
  if (observation.kind !== 'sample') {
    const { kind, at: _, ...body } = observation;
    return { kind, metric: null, dims: null, value: null, body: storable(canonicalJson(body)) };
  }
  const { kind, metric, value, dims } = observation;
  return { kind, metric: storable(metric), dims: storable(dimsText(dims)), value, body: '{}' };
};

/** An observation as it goes into its table. */
export const observationInsert = (row: NewObservationRow, n: number): object => ({
  ...parts(row.observation),
  n,
  external_id: row.externalId === undefined ? null : storable(row.externalId),
  at: isoOf(row.observation.at),
  received_at: isoOf(row.receivedAt),
});

/** The same as it comes out; whole numbers of 64 bits come as bigint from PostgreSQL, as number from SQLite. */
export interface StoredObservation {
  readonly id: number | bigint;
  readonly kind: string;
  readonly at: string;
  readonly received_at: string;
  readonly metric: string | null;
  readonly dims: string | null;
  readonly value: number | null;
  readonly body: string;
}

export const OBSERVATION_COLUMNS = raw('id, kind, at, received_at, metric, dims, value, body');

/** The dimensions of a stored text; nothing for none. */
export const dimsOf = (text: string | null) =>
  text === null || text === '' ? {} : { dims: JSON.parse(text) };

export const observationOf = (row: StoredObservation): Observation => {
  const seen = {
    id: Number(row.id),
    at: instantOf(row.at),
    receivedAt: instantOf(row.received_at),
  };
  const { metric, value } = row;
  if (row.kind !== 'sample' || metric === null || value === null)
    return { ...seen, kind: row.kind, ...JSON.parse(row.body) };
  return { ...seen, kind: 'sample', metric, value, ...dimsOf(row.dims) };
};

/** An alert or a ticket as it lies in its table. */
export const subjectInsert = (stream: string, row: SubjectRow) => ({
  key: row.key,
  stream,
  version: row.version,
  kind: row.kind,
  state: row.state,
  open: row.open,
  scenario: row.scenario,
  severity: row.severity,
  incident: row.incident,
  owner: row.owner,
  department: row.department,
  external_id: row.externalId === null ? null : storable(row.externalId),
  title: storable(row.title),
  at: isoOf(row.at),
  ended_at: row.endedAt === null ? null : isoOf(row.endedAt),
  search: storable(row.search).toLowerCase(),
});

/** The same as its table gives it. */
export type StoredSubject = Omit<ReturnType<typeof subjectInsert>, 'open'> & {
  readonly open: unknown;
};

export const subjectOf = (row: StoredSubject): SubjectRow => ({
  key: row.key,
  version: row.version,
  kind: row.kind,
  state: row.state,
  open: Boolean(row.open),
  scenario: row.scenario,
  severity: row.severity,
  incident: row.incident,
  owner: row.owner,
  department: row.department,
  externalId: row.external_id,
  title: row.title,
  at: instantOf(row.at),
  endedAt: instantOrNull(row.ended_at),
  search: row.search,
});
