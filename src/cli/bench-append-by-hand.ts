import type BetterSqlite from 'better-sqlite3';
import type { Commit, IncidentRow, NewEvent, NewOutboxRow, TimerRow } from '#ports/storage.ts';

// What the append path costs without the store: prepared statements and one transaction, nothing
// checked, nothing hashed, nothing to be told but whether it worked.

const iso = (at: number): string => new Date(at).toISOString();

const insertion = (db: BetterSqlite.Database, table: string, columns: string, end = '') => {
  const values = columns.replaceAll(/[a-z_]+/g, '?');
  return db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${values}) ${end}`);
};

const prepared = (db: BetterSqlite.Database) => {
  const event = insertion(
    db,
    'event',
    'stream, version, type, data, occurred_at, recorded_at, actor_id, actor_name, via, cause, hash',
  );
  const outbox = insertion(
    db,
    'outbox',
    'key, lane, stream, intent, merges, due_at, rank, queued_at',
    'ON CONFLICT (key) DO NOTHING',
  );
  const timer = insertion(
    db,
    'timer',
    'id, stream, due_at, rank, wake_at',
    'ON CONFLICT (id) DO NOTHING',
  );
  const receipt = insertion(db, 'receipt', 'platform, id, stream, at, answer');
  const incident = insertion(
    db,
    'incident',
    'key, stream, version, phase, severity, scenario, title, confidential, opened_at, reopened, search',
    'ON CONFLICT (key) DO UPDATE SET version = excluded.version, phase = excluded.phase, severity = excluded.severity, title = excluded.title, search = excluded.search',
  );
  return { event, outbox, timer, receipt, incident };
};

const eventValues = (e: NewEvent): readonly string[] => [
  e.type,
  JSON.stringify(e.data),
  iso(e.occurredAt),
  iso(e.recordedAt),
  e.actor.id,
  e.actor.name,
  e.via,
  e.cause,
];

const inserts = (db: BetterSqlite.Database) => {
  const { event, outbox, timer, receipt, incident } = prepared(db);
  return {
    event: (stream: string, version: number, e: NewEvent) =>
      event.run(stream, version, ...eventValues(e), 'f'.repeat(64)),
    outbox: (o: NewOutboxRow) =>
      outbox.run(
        o.key,
        o.lane,
        o.stream,
        JSON.stringify(o.intent),
        0,
        iso(o.dueAt),
        o.rank,
        iso(o.dueAt),
      ),
    timer: (t: TimerRow) => timer.run(t.id, t.stream, iso(t.dueAt), t.rank, iso(t.dueAt)),
    receipt: (stream: string, r: NonNullable<Commit['receipt']>) =>
      receipt.run(r.platform, r.id, stream, iso(r.at), JSON.stringify(r.answer)),
    incident: (stream: string, i: IncidentRow) =>
      incident.run(
        i.key,
        stream,
        i.version,
        i.phase,
        i.severity,
        i.scenario,
        i.title,
        0,
        iso(i.openedAt),
        i.reopened,
        i.search,
      ),
  };
};

/** Reads the head of the stream and writes the rows of a commit, with one disk flush. */
export const appendByHand = (db: BetterSqlite.Database): ((commit: Commit) => void) => {
  const read = db.prepare('SELECT * FROM event WHERE stream = ? AND version >= ? ORDER BY version');
  const insert = inserts(db);
  const write = db.transaction((commit: Commit) => {
    const { stream, expected, receipt, incident } = commit;
    if (receipt !== undefined) insert.receipt(stream, receipt);
    for (const [n, event] of commit.events.entries())
      insert.event(stream, expected.version + n + 1, event);
    for (const row of commit.outbox) insert.outbox(row);
    for (const row of commit.timers.set) insert.timer(row);
    if (incident !== undefined) insert.incident(stream, incident);
  });
  return (commit) => {
    read.all(commit.stream, commit.expected.version);
    write.immediate(commit);
  };
};
