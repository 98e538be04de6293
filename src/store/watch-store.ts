import type { NewObservationRow, SubjectFilter, WatchStorage } from '#ports/watch-storage.ts';
import { isoOf } from './codec.ts';
import type { Database } from './database.ts';
import type { Dialect } from './dialect.ts';
import { createGroup } from './group-commit.ts';
import { createMetricHistory } from './metric-history.ts';
import type { WriteSmall } from './small-writes.ts';
import { join, type Sql, sql } from './sql.ts';
import {
  insertObservations,
  OBSERVATION_COLUMNS,
  observationInsert,
  observationOf,
  type StoredObservation,
  type StoredSubject,
  subjectOf,
} from './watch-rows.ts';
import type { WriteQueue } from './write-queue.ts';

/** So many keep the database for as long as a turn of bulk work may (9 ms measured), so that commands hardly wait. */
const AT_ONCE = 1_000;

/** Batches that meet share one transaction: a disk flush costs as much as a hundred rows. */
const createIntake = (database: Database, queue: WriteQueue): WatchStorage['observe'] => {
  type Rows = readonly NewObservationRow[];
  const insert = insertObservations(database.dialect);
  const together = (parts: readonly Rows[]): Promise<readonly { readonly stored: number }[]> =>
    database
      .changes(parts.map((rows) => insert(JSON.stringify(rows.map(observationInsert)))))
      .then((counts) => counts.map((stored) => ({ stored })));
  const store = createGroup<Rows, { readonly stored: number }>({
    queue,
    of: 'bulk',
    together,
    alone: async (rows) => (await together([rows]))[0] ?? { stored: 0 },
    agree: (taken, next) => taken.reduce((sum, { length }) => sum + length, next.length) <= AT_ONCE,
  });
  return async (rows) => {
    let stored = 0;
    for (let from = 0; from < rows.length; from += AT_ONCE)
      stored += (await store(rows.slice(from, from + AT_ONCE))).stored;
    return stored;
  };
};

const createReading = ({
  rows,
}: Database): Pick<WatchStorage, 'observations' | 'observationsSince' | 'lastObservation'> => ({
  observations: async (after, limit) => {
    const found = await rows<StoredObservation>(
      sql`SELECT ${OBSERVATION_COLUMNS} FROM observation WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
    );
    return found.map(observationOf);
  },
  observationsSince: async (from, behind, upTo, limit) => {
    // Of the first page, where it begins: two days of samples lie before it. "+" has SQLite take the index
    // of times, where it would otherwise go through all ids from the first one on.
    const [first] =
      behind > 0
        ? []
        : await rows<{ id: number | bigint | null }>(
            sql`SELECT min(+id) AS id FROM observation WHERE at >= ${isoOf(from)}`,
          );
    const after = Math.max(behind, Number(first?.id ?? 1) - 1);
    const found = await rows<StoredObservation>(sql`
      SELECT ${OBSERVATION_COLUMNS} FROM observation
      WHERE id > ${after} AND id <= ${upTo} AND at >= ${isoOf(from)}
      ORDER BY id LIMIT ${limit}`);
    return found.map(observationOf);
  },
  lastObservation: async () => {
    const [last] = await rows<{ id: number | bigint }>(
      sql`SELECT id FROM observation ORDER BY id DESC LIMIT 1`,
    );
    return Number(last?.id ?? 0);
  },
});

const createLeases = (
  write: WriteSmall,
): Pick<WatchStorage, 'takeLease' | 'advanceLease' | 'leaveLease'> => ({
  takeLease: async (name, by, now, leaseMs) => {
    const [taken = []] = await write([
      sql`
      INSERT INTO lease (name, holder, until) VALUES (${name}, ${by}, ${isoOf(now + leaseMs)})
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
      WHERE lease.holder = excluded.holder OR lease.until <= ${isoOf(now)}
      RETURNING cursor`,
    ]);
    const cursor = taken[0]?.['cursor'];
    return cursor === undefined ? undefined : Number(cursor);
  },
  advanceLease: async (name, by, cursor) => {
    const [mine = []] = await write([
      sql`UPDATE lease SET cursor = ${cursor} WHERE name = ${name} AND holder = ${by} RETURNING name`,
    ]);
    return mine.length > 0;
  },
  leaveLease: async (name, by) => {
    await write([
      sql`UPDATE lease SET until = ${isoOf(0)} WHERE name = ${name} AND holder = ${by}`,
    ]);
  },
});

const optional = <T>(value: T | undefined, condition: (value: T) => Sql): readonly Sql[] =>
  value === undefined ? [] : [condition(value)];

/** Instants are text whose order is that of time. */
const placeConditions = ({ since, until, after }: SubjectFilter): readonly Sql[] => [
  ...optional(since, (at) => sql`at >= ${isoOf(at)}`),
  ...optional(until, (at) => sql`at < ${isoOf(at)}`),
  ...optional(
    after,
    ({ at, key }) => sql`(at < ${isoOf(at)} OR (at = ${isoOf(at)} AND key < ${key}))`,
  ),
];

/** Of each group at least one word occurs; of a group of none nothing can. */
const wordConditions = (dialect: Dialect, { search = '', anyOf = [] }: SubjectFilter) => {
  const words = search.toLowerCase().split(/\s+/u);
  const groups = [...words.filter((word) => word !== '').map((word) => [word]), ...anyOf];
  return groups.map((group) =>
    group.length === 0
      ? sql`1 = 0`
      : sql`(${join(
          group.map((word) => dialect.contains(sql`search`, word.toLowerCase())),
          ' OR ',
        )})`,
  );
};

const conditions = (dialect: Dialect, filter: SubjectFilter): Sql => {
  const { open, state, scenario, severity, department, incident, externalId } = filter;
  const all = [
    sql`kind = ${filter.kind}`,
    ...optional(open, (is) => sql`open = ${is}`),
    ...optional(state, (is) => sql`state = ${is}`),
    ...optional(scenario, (is) => sql`scenario = ${is}`),
    ...optional(severity, (is) => sql`severity = ${is}`),
    ...optional(department, (is) => sql`department = ${is}`),
    ...optional(incident, (is) => sql`incident = ${is}`),
    ...optional(externalId, (is) => sql`external_id = ${is}`),
    ...placeConditions(filter),
    ...wordConditions(dialect, filter),
  ];
  return join(all, ' AND ');
};

/** Observations, roll-ups, leases, and the read model of alerts and tickets. */
export const createWatchStore = (
  database: Database,
  queue: WriteQueue,
  write: WriteSmall,
): WatchStorage => ({
  ...createReading(database),
  ...createMetricHistory(database, write),
  ...createLeases(write),
  observe: createIntake(database, queue),
  subjects: async (filter) => {
    const found = await database.rows<StoredSubject>(sql`
      SELECT key, stream, version, kind, state, open, scenario, severity, incident, owner, department,
        external_id, title, at, ended_at, search
      FROM subject WHERE ${conditions(database.dialect, filter)}
      ORDER BY at DESC, key DESC LIMIT ${filter.limit}`);
    return found.map(subjectOf);
  },
});
