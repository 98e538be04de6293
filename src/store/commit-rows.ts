import type { Commit, Head, IncidentRow, NewOutboxRow, TimerRow } from '#ports/storage.ts';
import { observationInsert, subjectInsert } from './watch-rows.ts';
import { canonicalJson, type EventRow, eventRow, isoOf, storable } from './codec.ts';

// What one commit, or several merged into one transaction, puts into each table.

/** `follows`: hash of the event before; only the first of a commit names it, and not the first of a stream. */
export type NewEventRow = EventRow & { readonly follows: string | null };

export interface CommitRows {
  readonly receipts: readonly object[];
  readonly events: readonly NewEventRow[];
  readonly outbox: readonly OutboxInsert[];
  readonly cleared: readonly string[];
  readonly timers: readonly object[];
  readonly incidents: readonly object[];
  readonly subjects: readonly object[];
  readonly observations: readonly object[];
  readonly rooms: readonly object[];
  readonly links: readonly object[];
  readonly preferences: readonly object[];
  readonly snapshots: readonly object[];
}

/** A commit ready to be written; made before it waits, so that one that cannot be encoded harms no other. */
export interface EncodedCommit {
  readonly stream: string;
  readonly receipt: { readonly platform: string; readonly id: string } | undefined;
  readonly head: Head;
  readonly rows: CommitRows;
}

interface OutboxInsert {
  readonly key: string;
  readonly lane: string;
  readonly stream: string;
  readonly intent: string;
  readonly merges: boolean;
  readonly waits_for: string | null;
  readonly due_at: string;
  readonly rank: number;
}

const eventRows = ({ stream, expected, events }: Commit): readonly NewEventRow[] => {
  let previous = expected.hash;
  return events.map((event, n) => {
    const row = eventRow(stream, expected.version + n + 1, previous, event);
    previous = row.hash;
    return { ...row, follows: n === 0 && expected.version > 0 ? expected.hash : null };
  });
};

const outboxRow = (row: NewOutboxRow): OutboxInsert => ({
  key: storable(row.key),
  lane: storable(row.lane),
  stream: row.stream,
  intent: canonicalJson(row.intent),
  merges: row.coalesce,
  waits_for: row.waitsFor === undefined ? null : storable(row.waitsFor),
  due_at: isoOf(row.dueAt),
  rank: row.rank,
});

/** A timer as it lies in its table. */
export const timerInsert = ({ id, stream, dueAt, rank }: TimerRow) => ({
  id,
  stream,
  due_at: isoOf(dueAt),
  rank,
});

const orNull = (instant: number | null): string | null =>
  instant === null ? null : isoOf(instant);

/** An incident as it lies in its table. */
export const incidentInsert = (stream: string, row: IncidentRow) => ({
  key: row.key,
  stream,
  version: row.version,
  phase: row.phase,
  severity: row.severity,
  scenario: storable(row.scenario),
  title: storable(row.title),
  confidential: row.confidential,
  opened_at: isoOf(row.openedAt),
  resolved_at: orNull(row.resolvedAt),
  closed_at: orNull(row.closedAt),
  reopened: row.reopened,
  search: storable(row.search).toLowerCase(),
});

/** Encodes a commit. Throws for what no database could hold, an instant that is none for example. */
export const encodeCommit = (commit: Commit): EncodedCommit => {
  const { stream, expected, receipt, timers, incident, snapshot } = commit;
  const events = eventRows(commit);
  const last = events.at(-1);
  const head = last === undefined ? expected : { version: last.version, hash: last.hash };
  const receiptRow = receipt && {
    platform: receipt.platform,
    id: storable(receipt.id),
    stream,
    at: isoOf(receipt.at),
    answer: receipt.answer === undefined ? null : canonicalJson(receipt.answer),
  };
  return {
    stream,
    receipt: receiptRow,
    head,
    rows: {
      receipts: receiptRow === undefined ? [] : [receiptRow],
      events,
      outbox: commit.outbox.map(outboxRow),
      cleared: timers.clear,
      timers: timers.set.map(timerInsert),
      incidents: incident === undefined ? [] : [incidentInsert(stream, incident)],
      subjects: commit.subject === undefined ? [] : [subjectInsert(stream, commit.subject)],
      observations: (commit.observations ?? []).map(observationInsert),
      rooms: (commit.rooms ?? []).map((row) => ({ ...row, stream })),
      links: (commit.links ?? []).map((row) => ({ ...row, stream })),
      preferences: (commit.preferences ?? []).map((row) => ({ ...row, stream })),
      snapshots:
        // In its own order of keys, which is the order of votes and duties in what is drawn from it.
        snapshot === undefined ? [] : [{ stream, ...head, state: JSON.stringify(snapshot) }],
    },
  };
};

/** One row a key, the last one; PostgreSQL refuses to renew a row twice in one statement. */
const lastOf = <T extends object>(rows: readonly T[], ...key: readonly string[]): readonly T[] => {
  if (rows.length < 2) return rows;
  const found = new Map<string, T>();
  for (const row of rows) {
    const name = JSON.stringify(key.map((column) => Reflect.get(row, column)));
    found.delete(name);
    found.set(name, row);
  }
  return [...found.values()];
};

/** One row a key: a coalescing one takes the newest content, any other stays what it was first. */
const mergedOutbox = (rows: readonly OutboxInsert[]): readonly OutboxInsert[] => {
  const found = new Map<string, OutboxInsert>();
  for (const row of rows) {
    const known = found.get(row.key);
    if (known === undefined) found.set(row.key, row);
    else if (known.merges)
      found.set(row.key, {
        ...row,
        due_at: row.due_at < known.due_at ? row.due_at : known.due_at,
        rank: Math.min(row.rank, known.rank),
      });
  }
  return [...found.values()];
};

/** What several commits put into each table together. */
export const mergeRows = (all: readonly CommitRows[]): CommitRows => ({
  receipts: all.flatMap(({ receipts }) => receipts),
  events: all.flatMap(({ events }) => events),
  outbox: mergedOutbox(all.flatMap(({ outbox }) => outbox)),
  cleared: all.flatMap(({ cleared }) => cleared),
  timers: lastOf(
    all.flatMap(({ timers }) => timers),
    'id',
  ),
  incidents: lastOf(
    all.flatMap(({ incidents }) => incidents),
    'key',
  ),
  subjects: lastOf(
    all.flatMap(({ subjects }) => subjects),
    'key',
  ),
  observations: all.flatMap(({ observations }) => observations),
  rooms: lastOf(
    all.flatMap(({ rooms }) => rooms),
    'platform',
    'room',
  ),
  links: lastOf(
    all.flatMap(({ links }) => links),
    'platform',
    'account',
  ),
  preferences: lastOf(
    all.flatMap(({ preferences }) => preferences),
    'person',
  ),
  snapshots: all.flatMap(({ snapshots }) => snapshots),
});
