import { insertObservations } from './watch-rows.ts';
import type { CommitRows } from './commit-rows.ts';
import type { Columns, Dialect } from './dialect.ts';
import { names, reusable, type Sql, sql } from './sql.ts';
import {
  INCIDENT,
  PERSON_LINK,
  PREFERENCE,
  ROOM,
  SNAPSHOT,
  SUBJECT,
  upsert,
  upsertTimers,
} from './upsert.ts';

const RECEIPT: Columns = {
  platform: 'text',
  id: 'text',
  stream: 'text',
  at: 'text',
  answer: 'text',
};

const EVENT: Columns = {
  type: 'text',
  data: 'text',
  occurred_at: 'text',
  recorded_at: 'text',
  actor_id: 'text',
  actor_name: 'text',
  via: 'text',
  cause: 'text',
  hash: 'text',
};

const OUTBOX: Columns = {
  key: 'text',
  lane: 'text',
  stream: 'text',
  intent: 'text',
  merges: 'boolean',
  due_at: 'text',
  rank: 'integer',
};

const insertReceipts = (dialect: Dialect) =>
  reusable((json) => {
    const columns = names(Object.keys(RECEIPT));
    return sql`INSERT INTO receipt (${columns}) SELECT ${columns} FROM ${dialect.rowsOf(RECEIPT, json)}`;
  });

// A version stays empty, and the insert fails, when the event to follow is not there: a stream gets no
// hole and its chain no break, whatever head the caller believed in.
const insertEvents = (dialect: Dialect) =>
  reusable((json) => {
    const columns = names(Object.keys(EVENT));
    const given: Columns = { ...EVENT, stream: 'text', version: 'integer', follows: 'text' };
    return sql`
      INSERT INTO event (stream, version, ${columns})
      SELECT
        stream,
        CASE WHEN follows IS NULL OR EXISTS (
          SELECT 1 FROM event AS prior
          WHERE prior.stream = r.stream AND prior.version = r.version - 1 AND prior.hash = r.follows
        ) THEN version END,
        ${columns}
      FROM ${dialect.rowsOf(given, json)}`;
  });

// A renewed row is pulled forward, unless it is on its way right now: what comes after that delivery
// goes when it is due itself. One that was put off without counting (started, and no attempts) waits
// for its turn at a limit of the messenger, which no change brings sooner; asking again with every
// command would only be a claim and a refusal more each time. A row that nothing awaits any more does
// not wait.
const insertOutbox = (dialect: Dialect) =>
  reusable((json) => {
    const columns = names(Object.keys(OUTBOX));
    const given: Columns = {
      ...OUTBOX,
      n: 'integer',
      waits_for: 'text',
      awaits_sibling: 'boolean',
    };
    return sql`
      INSERT INTO outbox (${columns}, queued_at, waits_for)
      SELECT
        ${columns},
        due_at,
        CASE WHEN awaits_sibling OR EXISTS (
          SELECT 1 FROM outbox AS awaited WHERE awaited.key = r.waits_for AND NOT awaited.abandoned
        ) THEN waits_for END
      FROM ${dialect.rowsOf(given, json)} WHERE true ORDER BY n
      ON CONFLICT (key) DO UPDATE SET
        intent = excluded.intent,
        revision = outbox.revision + 1,
        waits_for = excluded.waits_for,
        rank = CASE WHEN excluded.rank < outbox.rank THEN excluded.rank ELSE outbox.rank END,
        due_at = CASE
          WHEN outbox.claimed_by IS NULL AND NOT outbox.abandoned AND (
            outbox.due_at < excluded.due_at
            OR (outbox.started_at IS NOT NULL AND outbox.attempts = 0)
          )
          THEN outbox.due_at ELSE excluded.due_at END,
        attempts = CASE WHEN outbox.abandoned THEN 0 ELSE outbox.attempts END,
        abandoned = false
      WHERE outbox.merges`;
  });

const clearTimers = (dialect: Dialect) =>
  reusable(
    (json) => sql`DELETE FROM timer WHERE id IN (SELECT value FROM ${dialect.textsOf(json)})`,
  );

const numbered = (rows: CommitRows['outbox']): readonly object[] => {
  const keys = new Set(rows.map(({ key }) => key));
  return rows.map((row, n) => ({
    ...row,
    n,
    awaits_sibling: row.waits_for !== null && keys.has(row.waits_for),
  }));
};

/** One JSON array for each of `PARTS`, null where there are no rows. */
export type Intake = readonly (string | null)[];

interface Part {
  readonly name: string;
  readonly statement: (dialect: Dialect) => (json: string) => Sql;
  readonly rows: (rows: CommitRows) => readonly unknown[];
}

/** What a commit consists of, in the order in which it is written; receipts come first, so that a repeat is known as one. */
export const PARTS: readonly Part[] = [
  { name: 'receipts', statement: insertReceipts, rows: ({ receipts }) => receipts },
  { name: 'events', statement: insertEvents, rows: ({ events }) => events },
  { name: 'outbox', statement: insertOutbox, rows: ({ outbox }) => numbered(outbox) },
  { name: 'cleared', statement: clearTimers, rows: ({ cleared }) => cleared },
  { name: 'timers', statement: upsertTimers, rows: ({ timers }) => timers },
  { name: 'incidents', statement: (d) => upsert(d, INCIDENT), rows: ({ incidents }) => incidents },
  { name: 'subjects', statement: (d) => upsert(d, SUBJECT), rows: ({ subjects }) => subjects },
  { name: 'observations', statement: insertObservations, rows: (all) => all.observations },
  { name: 'rooms', statement: (d) => upsert(d, ROOM), rows: ({ rooms }) => rooms },
  { name: 'links', statement: (d) => upsert(d, PERSON_LINK), rows: ({ links }) => links },
  { name: 'preferences', statement: (d) => upsert(d, PREFERENCE), rows: (all) => all.preferences },
  { name: 'snapshots', statement: (d) => upsert(d, SNAPSHOT), rows: ({ snapshots }) => snapshots },
];

export const intakeOf = (all: CommitRows): Intake =>
  PARTS.map(({ rows }) => {
    const found = rows(all);
    return found.length === 0 ? null : JSON.stringify(found);
  });

/** The statements of a transaction, one a table that has rows. */
export const commitStatements = (dialect: Dialect): ((intake: Intake) => readonly Sql[]) => {
  const statements = PARTS.map(({ statement }) => statement(dialect));
  return (intake) =>
    statements.flatMap((statement, n) => {
      const json = intake[n];
      return json === null || json === undefined ? [] : [statement(json)];
    });
};
