import type { Head, Storage } from '#ports/storage.ts';
import { type EventRow, storedEvent } from './codec.ts';
import type { Database, Query } from './database.ts';
import { raw, type Sql, sql } from './sql.ts';

const NO_EVENTS: Head = { version: 0, hash: '' };

const COLUMNS = raw(
  'stream, version, type, data, occurred_at, recorded_at, actor_id, actor_name, via, cause, hash',
);

/** Every text that begins with `prefix`, as a range that an index in byte order can walk. */
const startsWith = (column: Sql, prefix: string): Sql =>
  // Nothing sorts behind the highest code point.
  sql`${column} >= ${prefix} AND ${column} < ${`${prefix}\u{10FFFF}`}`;

const headOf = async (rows: Query, stream: string): Promise<Head> => {
  const [last] = await rows<Head>(
    sql`SELECT version, hash FROM event WHERE stream = ${stream} ORDER BY version DESC LIMIT 1`,
  );
  return last ?? NO_EVENTS;
};

// The event at `after` comes along: it is the head when nothing followed.
const loadAfter = async (
  rows: Query,
  stream: string,
  after: number,
): ReturnType<Storage['load']> => {
  const found = await rows<EventRow>(
    sql`SELECT ${COLUMNS} FROM event WHERE stream = ${stream} AND version >= ${after} ORDER BY version`,
  );
  const last = found.at(-1);
  if (last === undefined) return { head: await headOf(rows, stream), events: [] };
  const events = found.filter(({ version }) => version > after).map(storedEvent);
  return { head: { version: last.version, hash: last.hash }, events };
};

// One statement, so that snapshot and events are of one moment: the snapshot comes first, as a row of
// the same shape. No event has an empty cause, time and actor.
const loadAll = async (rows: Query, stream: string): ReturnType<Storage['load']> => {
  const found = await rows<EventRow>(sql`
    SELECT ${COLUMNS} FROM event
    WHERE stream = ${stream}
      AND version > COALESCE((SELECT version FROM snapshot WHERE stream = ${stream}), 0)
    UNION ALL
    SELECT stream, version, '', state, '', '', '', '', '', '', hash
    FROM snapshot WHERE stream = ${stream}
    ORDER BY version`);
  const [first, ...rest] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return { head: NO_EVENTS, events: [] };
  const head = { version: last.version, hash: last.hash };
  if (first.recorded_at !== '') return { head, events: found.map(storedEvent) };
  const state: unknown = JSON.parse(first.data);
  return { head, snapshot: { version: first.version, state }, events: rest.map(storedEvent) };
};

/** Reads of the record. */
export type EventReader = Pick<Storage, 'load' | 'events' | 'nextNumber' | 'streams'>;

export const createEventReader = ({ rows }: Database): EventReader => ({
  load: (stream, after = 0) => (after > 0 ? loadAfter(rows, stream, after) : loadAll(rows, stream)),
  events: async (stream, from, limit) => {
    const found = await rows<EventRow>(
      sql`SELECT ${COLUMNS} FROM event WHERE stream = ${stream} AND version >= ${from} ORDER BY version LIMIT ${limit}`,
    );
    return found.map(storedEvent);
  },
  nextNumber: async (prefix) => {
    // Numbers are padded, so that among the longest the last in byte order is the highest.
    const [highest] = await rows<{ stream: string }>(
      sql`SELECT stream FROM event WHERE version = 1 AND ${startsWith(sql`stream`, prefix)} ORDER BY length(stream) DESC, stream DESC LIMIT 1`,
    );
    const number = Number.parseInt(highest?.stream.slice(prefix.length) ?? '', 10);
    return Number.isNaN(number) ? 1 : number + 1;
  },
  streams: async (prefix) => {
    const found = await rows<{ stream: string }>(
      sql`SELECT stream FROM event WHERE version = 1 AND ${startsWith(sql`stream`, prefix)} ORDER BY stream`,
    );
    return found.map(({ stream }) => stream);
  },
});
