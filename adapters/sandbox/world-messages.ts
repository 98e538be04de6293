import type { Database } from 'better-sqlite3';
import type { Card } from '#cards/card.ts';
import type { Clock } from '#ports/system.ts';
import type { RecordChange } from './world-changes.ts';
import type { Responses } from './world-responses.ts';
import type { MessageRow } from './world-schema.ts';
import { createResponses, VISIBLE } from './world-responses.ts';
import { toText } from './world-schema.ts';

export interface NewMessage {
  readonly room: string;
  readonly author: string;
  readonly thread?: number;
  readonly text?: string;
  readonly card?: Card;
  /** The typed line it answers. */
  readonly command?: string;
  /** Seen by this person alone. */
  readonly onlyFor?: string;
}

export interface Messages extends Responses {
  addMessage(message: NewMessage): MessageRow;
  message(n: number): MessageRow | undefined;
  /** The newest `limit` before `before`, oldest first; private ones of others are left out. */
  messages(
    room: string,
    person: string,
    options: { readonly limit: number; readonly before?: number },
  ): readonly MessageRow[];
  replies(thread: number): number;
  /** Messages of a room whose card asked for votes, oldest first. */
  votes(room: string): readonly MessageRow[];
  pinned(room: string): readonly MessageRow[];
  replaceCard(n: number, card: Card): void;
  editText(n: number, text: string): void;
  removeMessage(n: number): void;
  pin(n: number): void;
}

const statements = (db: Database) => ({
  insert: db.prepare(
    `INSERT INTO message (room, thread, author, text, card, command, only_for, vote, at)
     VALUES (@room, @thread, @author, @text, @card, @command, @onlyFor, @vote, @at)`,
  ),
  byNumber: db.prepare<[number], MessageRow>('SELECT * FROM message WHERE n = ?'),
  page: db.prepare<[{ room: string; person: string; before: number; limit: number }], MessageRow>(
    `SELECT * FROM (SELECT * FROM message WHERE room = @room AND n < @before AND ${VISIBLE}
     ORDER BY n DESC LIMIT @limit) ORDER BY n`,
  ),
  replies: db.prepare<[number], { count: number }>(
    'SELECT count(*) AS count FROM message WHERE thread = ? AND deleted = 0 AND only_for IS NULL',
  ),
  votes: db.prepare<[string], MessageRow>(
    'SELECT * FROM message WHERE room = ? AND vote = 1 AND deleted = 0 ORDER BY n',
  ),
  pinned: db.prepare<[string], MessageRow>(
    'SELECT * FROM message WHERE room = ? AND pinned_at IS NOT NULL AND deleted = 0 ORDER BY n',
  ),
  card: db.prepare(
    'UPDATE message SET card = @card, vote = max(vote, @vote), edited_at = @at WHERE n = @n',
  ),
  text: db.prepare('UPDATE message SET text = @text, edited_at = @at WHERE n = @n'),
  remove: db.prepare('UPDATE message SET deleted = 1 WHERE n = ?'),
  pin: db.prepare('UPDATE message SET pinned_at = coalesce(pinned_at, @at) WHERE n = @n'),
});

type Statements = ReturnType<typeof statements>;

type Reading = Pick<Messages, 'message' | 'messages' | 'replies' | 'votes' | 'pinned'>;

const createReading = (sql: Statements): Reading => ({
  message: (n) => sql.byNumber.get(n),
  messages: (room, person, { limit, before = Number.MAX_SAFE_INTEGER }) =>
    sql.page.all({ room, person, before, limit }),
  replies: (thread) => sql.replies.get(thread)?.count ?? 0,
  votes: (room) => sql.votes.all(room),
  pinned: (room) => sql.pinned.all(room),
});

/** Has browsers told what became of a message. */
type Told = (n: number, kind?: 'message' | 'gone') => void;

const createTold =
  ({ byNumber }: Statements, record: RecordChange): Told =>
  (n, kind = 'message') => {
    const row = byNumber.get(n);
    if (row === undefined) return;
    record(kind, row.room, n, row.only_for ?? undefined);
    // A thread's root shows how many replies it has.
    if (row.thread !== null) record('message', row.room, row.thread);
  };

const cardColumns = (card: Card | undefined) => ({
  card: card === undefined ? null : JSON.stringify(card),
  vote: card?.vote === true ? 1 : 0,
});

const createAddMessage =
  (sql: Statements, clock: Clock, told: Told): Messages['addMessage'] =>
  (wanted) => {
    const { lastInsertRowid } = sql.insert.run({
      room: wanted.room,
      thread: wanted.thread ?? null,
      author: wanted.author,
      text: wanted.text ?? null,
      command: wanted.command ?? null,
      onlyFor: wanted.onlyFor ?? null,
      ...cardColumns(wanted.card),
      at: toText(clock.now()),
    });
    told(Number(lastInsertRowid));
    const made = sql.byNumber.get(Number(lastInsertRowid));
    if (made === undefined) throw new Error('a message vanished while it was made');
    return made;
  };

/** What was said in the rooms of the sandbox. */
export const createMessages = (db: Database, clock: Clock, record: RecordChange): Messages => {
  const sql = statements(db);
  const told = createTold(sql, record);
  return {
    ...createResponses(db, clock, record, told),
    ...createReading(sql),
    addMessage: createAddMessage(sql, clock, told),
    replaceCard: (n, card) => {
      sql.card.run({ n, ...cardColumns(card), at: toText(clock.now()) });
      told(n);
    },
    editText: (n, text) => {
      sql.text.run({ n, text, at: toText(clock.now()) });
      told(n);
    },
    removeMessage: (n) => {
      sql.remove.run(n);
      told(n, 'gone');
    },
    pin: (n) => {
      sql.pin.run({ n, at: toText(clock.now()) });
      told(n);
    },
  };
};
