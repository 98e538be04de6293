import type { Database } from 'better-sqlite3';
import type { Clock } from '#ports/system.ts';
import type { RecordChange } from './world-changes.ts';
import { toText } from './world-schema.ts';

export interface ReactionRow {
  readonly emoji: string;
  readonly person: string;
}

/** What people do about messages: react, and have seen them. */
export interface Responses {
  /** Whether it changed anything. */
  react(n: number, person: string, emoji: string, added: boolean): boolean;
  reactions(n: number): readonly ReactionRow[];
  markSeen(room: string, person: string, upto: number): void;
  seenUpto(room: string, person: string): number;
  unread(room: string, person: string): number;
}

/** What `@person` may see of a room's messages. */
export const VISIBLE = 'deleted = 0 AND (only_for IS NULL OR only_for = @person)';

const statements = (db: Database) => ({
  react: db.prepare(
    'INSERT OR IGNORE INTO reaction (message, person, emoji, at) VALUES (?, ?, ?, ?)',
  ),
  unreact: db.prepare('DELETE FROM reaction WHERE message = ? AND person = ? AND emoji = ?'),
  reactions: db.prepare<[number], ReactionRow>(
    'SELECT emoji, person FROM reaction WHERE message = ? ORDER BY n',
  ),
  seen: db.prepare(
    `INSERT INTO seen (room, person, upto) VALUES (@room, @person, @upto)
     ON CONFLICT (room, person) DO UPDATE SET upto = max(upto, excluded.upto)`,
  ),
  seenUpto: db.prepare<[string, string], { upto: number }>(
    'SELECT upto FROM seen WHERE room = ? AND person = ?',
  ),
  unread: db.prepare<[{ room: string; person: string; upto: number }], { count: number }>(
    `SELECT count(*) AS count FROM message
     WHERE room = @room AND n > @upto AND author <> @person AND command IS NULL AND ${VISIBLE}`,
  ),
});

export const createResponses = (
  db: Database,
  clock: Clock,
  record: RecordChange,
  told: (message: number) => void,
): Responses => {
  const sql = statements(db);
  const seenUpto = (room: string, person: string): number =>
    sql.seenUpto.get(room, person)?.upto ?? 0;
  return {
    react: (n, person, emoji, added) => {
      const { changes } = added
        ? sql.react.run(n, person, emoji, toText(clock.now()))
        : sql.unreact.run(n, person, emoji);
      if (changes > 0) told(n);
      return changes > 0;
    },
    reactions: (n) => sql.reactions.all(n),
    markSeen: (room, person, upto) => {
      if (upto <= seenUpto(room, person)) return;
      sql.seen.run({ room, person, upto });
      record('seen', room, undefined, person);
    },
    seenUpto,
    unread: (room, person) =>
      sql.unread.get({ room, person, upto: seenUpto(room, person) })?.count ?? 0,
  };
};
