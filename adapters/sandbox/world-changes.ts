import type { Database } from 'better-sqlite3';
import type { ChangeKind, ChangeRow } from './world-schema.ts';

/** Notes that something is no longer what a browser last saw. */
export type RecordChange = (
  kind: ChangeKind,
  room: string,
  message?: number,
  person?: string,
) => void;

export interface Changes {
  readonly record: RecordChange;
  /** Changes after `seq`, in order, at most `limit`. */
  changesAfter(seq: number, limit: number): readonly ChangeRow[];
  /** Number of the newest change; 0 in an empty world. */
  lastChange(): number;
  /** Calls back after each burst of changes; returns how to stop. */
  onChange(listener: () => void): () => void;
}

/** The numbered list of changes that browsers follow and resume by. */
export const createChanges = (db: Database): Changes => {
  const insert = db.prepare('INSERT INTO change (kind, room, message, person) VALUES (?, ?, ?, ?)');
  const after = db.prepare<[number, number], ChangeRow>(
    'SELECT * FROM change WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const last = db.prepare<[], { seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM change');
  const listeners = new Set<() => void>();
  let scheduled = false;
  const tell = (): void => {
    scheduled = false;
    for (const listener of listeners) listener();
  };
  return {
    record: (kind, room, message, person) => {
      insert.run(kind, room, message ?? null, person ?? null);
      if (scheduled) return;
      scheduled = true;
      // Transactions are synchronous, so a microtask runs after the commit and never inside it.
      queueMicrotask(tell);
    },
    changesAfter: (seq, limit) => after.all(seq, limit),
    lastChange: () => last.get()?.seq ?? 0,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
