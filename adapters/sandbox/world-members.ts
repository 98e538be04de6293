import type { Database } from 'better-sqlite3';
import type { Clock } from '#ports/system.ts';
import type { RecordChange } from './world-changes.ts';
import { toText } from './world-schema.ts';

export interface Member {
  readonly person: string;
  readonly joined_at: string;
}

/** Who is in which room. */
export interface Members {
  members(room: string): readonly Member[];
  isMember(room: string, person: string): boolean;
  /** Those who were not yet inside. */
  addMembers(room: string, people: readonly string[]): readonly string[];
  removeMembers(room: string, people: readonly string[]): void;
}

const statements = (db: Database) => ({
  members: db.prepare<[string], Member>(
    'SELECT person, joined_at FROM member WHERE room = ? ORDER BY joined_at, person',
  ),
  member: db.prepare<[string, string], { one: number }>(
    'SELECT 1 AS one FROM member WHERE room = ? AND person = ?',
  ),
  join: db.prepare('INSERT OR IGNORE INTO member (room, person, joined_at) VALUES (?, ?, ?)'),
  leave: db.prepare('DELETE FROM member WHERE room = ? AND person = ?'),
});

export const createMembers = (db: Database, clock: Clock, record: RecordChange): Members => {
  const sql = statements(db);
  return {
    members: (id) => sql.members.all(id),
    isMember: (id, person) => sql.member.get(id, person) !== undefined,
    addMembers: (id, people) => {
      const at = toText(clock.now());
      const added = people.filter((person) => sql.join.run(id, person, at).changes > 0);
      if (added.length > 0) record('room', id);
      return added;
    },
    removeMembers: (id, people) => {
      const left = people.filter((person) => sql.leave.run(id, person).changes > 0);
      if (left.length > 0) record('room', id);
    },
  };
};
