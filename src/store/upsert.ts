import type { Columns, Dialect } from './dialect.ts';
import { names, raw, reusable, type Sql, sql } from './sql.ts';

export interface Table {
  readonly name: string;
  readonly columns: Columns;
  readonly key: readonly string[];
}

// The tables whose rows are simply replaced. `wake_at` and `claimed_by` of a timer are not among the
// columns: they belong to the sweep.
export const INCIDENT: Table = {
  name: 'incident',
  key: ['key'],
  columns: {
    key: 'text',
    stream: 'text',
    version: 'integer',
    phase: 'text',
    severity: 'text',
    scenario: 'text',
    title: 'text',
    confidential: 'boolean',
    opened_at: 'text',
    resolved_at: 'text',
    closed_at: 'text',
    reopened: 'integer',
    search: 'text',
  },
};
export const SUBJECT: Table = {
  name: 'subject',
  key: ['key'],
  columns: {
    key: 'text',
    stream: 'text',
    version: 'integer',
    kind: 'text',
    state: 'text',
    open: 'boolean',
    scenario: 'text',
    severity: 'text',
    incident: 'text',
    owner: 'text',
    department: 'text',
    external_id: 'text',
    title: 'text',
    at: 'text',
    ended_at: 'text',
    search: 'text',
  },
};
export const ROOM: Table = {
  name: 'room',
  key: ['platform', 'room'],
  columns: { platform: 'text', room: 'text', incident: 'text', stream: 'text' },
};
export const PERSON_LINK: Table = {
  name: 'person_link',
  key: ['platform', 'account'],
  columns: { platform: 'text', account: 'text', person: 'text', stream: 'text' },
};
export const PREFERENCE: Table = {
  name: 'preference',
  key: ['person'],
  columns: { person: 'text', locale: 'text', stream: 'text' },
};
export const SNAPSHOT: Table = {
  name: 'snapshot',
  key: ['stream'],
  columns: { stream: 'text', version: 'integer', hash: 'text', state: 'text' },
};
export const TIMER: Table = {
  name: 'timer',
  key: ['id'],
  columns: { id: 'text', stream: 'text', due_at: 'text', rank: 'integer' },
};

/** Inserts the rows of a JSON array; a row whose key is there is replaced. */
export const upsert = (dialect: Dialect, table: Table): ((json: string) => Sql) => {
  const columns = Object.keys(table.columns);
  const changes = columns
    .filter((column) => !table.key.includes(column))
    .map((column) => `${column} = excluded.${column}`);
  return reusable(
    (json) => sql`
      INSERT INTO ${raw(table.name)} (${names(columns)})
      SELECT ${names(columns)} FROM ${dialect.rowsOf(table.columns, json)} WHERE true
      ON CONFLICT (${names(table.key)}) DO UPDATE SET ${raw(changes.join(', '))}`,
  );
};

/** The same for timers: a timer whose time did not change keeps its claim. */
export const upsertTimers = (dialect: Dialect): ((json: string) => Sql) =>
  reusable(
    (json) => sql`
      INSERT INTO timer (id, stream, due_at, rank, wake_at)
      SELECT id, stream, due_at, rank, due_at FROM ${dialect.rowsOf(TIMER.columns, json)} WHERE true
      ON CONFLICT (id) DO UPDATE SET
        stream = excluded.stream,
        rank = excluded.rank,
        due_at = excluded.due_at,
        wake_at = CASE WHEN timer.due_at = excluded.due_at THEN timer.wake_at ELSE excluded.due_at END`,
  );
