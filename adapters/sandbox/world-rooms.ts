import type { Database } from 'better-sqlite3';
import type { Clock } from '#ports/system.ts';
import type { RoomKind, RoomRow, StandingChannel } from './world-schema.ts';
import type { RecordChange } from './world-changes.ts';
import type { Members } from './world-members.ts';
import { createMembers } from './world-members.ts';
import { toText } from './world-schema.ts';

export interface NewRoom {
  /** Absent: the next `room-N`. */
  readonly id?: string;
  readonly name: string;
  readonly kind: RoomKind;
  readonly channel?: StandingChannel;
  readonly topic?: string;
  readonly incident?: string;
  readonly private: boolean;
}

export interface Bookmark {
  readonly label: string;
  readonly url: string;
}

export interface RoomPatch {
  readonly name?: string;
  readonly topic?: string;
  readonly archived?: boolean;
}

export interface Rooms extends Members {
  /** Names are unique: a clash gets `-2`, `-3`, … */
  addRoom(room: NewRoom): RoomRow;
  room(id: string): RoomRow | undefined;
  rooms(): readonly RoomRow[];
  roomOfIncident(incident: string): RoomRow | undefined;
  changeRoom(id: string, patch: RoomPatch): void;
  addBookmark(room: string, bookmark: Bookmark): void;
  bookmarks(room: string): readonly Bookmark[];
}

const statements = (db: Database) => ({
  insert: db.prepare(
    `INSERT INTO room (id, name, kind, channel, topic, incident, private, created_at)
     VALUES (@id, @name, @kind, @channel, @topic, @incident, @private, @at)`,
  ),
  byId: db.prepare<[string], RoomRow>('SELECT * FROM room WHERE id = ?'),
  byIncident: db.prepare<[string], RoomRow>(
    'SELECT * FROM room WHERE incident = ? ORDER BY n DESC',
  ),
  all: db.prepare<[], RoomRow>('SELECT * FROM room ORDER BY n'),
  last: db.prepare<[], { n: number }>('SELECT coalesce(max(n), 0) AS n FROM room'),
  named: db.prepare<[string], { id: string }>('SELECT id FROM room WHERE name = ?'),
  change: db.prepare(
    `UPDATE room SET name = coalesce(@name, name), topic = coalesce(@topic, topic),
     archived = coalesce(@archived, archived) WHERE id = @id`,
  ),
});

type Statements = ReturnType<typeof statements>;

/** `name`, or with a number behind it when another room than `except` has it. */
const freeName = ({ named }: Statements, name: string, except?: string): string => {
  const taken = (candidate: string): boolean => {
    const row = named.get(candidate);
    return row !== undefined && row.id !== except;
  };
  let candidate = name;
  for (let n = 2; taken(candidate); n += 1) candidate = `${name}-${n}`;
  return candidate;
};

type Bookmarks = Pick<Rooms, 'addBookmark' | 'bookmarks'>;

const createBookmarks = (db: Database, record: RecordChange): Bookmarks => {
  const add = db.prepare(
    `INSERT INTO bookmark (room, label, url) VALUES (@room, @label, @url)
     ON CONFLICT (room, url) DO UPDATE SET label = excluded.label`,
  );
  const all = db.prepare<[string], Bookmark>(
    'SELECT label, url FROM bookmark WHERE room = ? ORDER BY n',
  );
  return {
    addBookmark: (id, { label, url }) => {
      add.run({ room: id, label, url });
      record('room', id);
    },
    bookmarks: (id) => all.all(id),
  };
};

/** The rooms of the sandbox and who is in them. */
export const createRooms = (db: Database, clock: Clock, record: RecordChange): Rooms => {
  const sql = statements(db);
  const room = (id: string): RoomRow | undefined => sql.byId.get(id);

  return {
    ...createMembers(db, clock, record),
    ...createBookmarks(db, record),
    addRoom: (wanted) => {
      const id = wanted.id ?? `room-${(sql.last.get()?.n ?? 0) + 1}`;
      sql.insert.run({
        id,
        name: freeName(sql, wanted.name),
        kind: wanted.kind,
        channel: wanted.channel ?? null,
        topic: wanted.topic ?? '',
        incident: wanted.incident ?? null,
        private: wanted.private ? 1 : 0,
        at: toText(clock.now()),
      });
      record('room', id);
      const made = room(id);
      if (made === undefined) throw new Error(`room ${id} vanished while it was made`);
      return made;
    },
    room,
    rooms: () => sql.all.all(),
    roomOfIncident: (incident) => sql.byIncident.get(incident),
    changeRoom: (id, patch) => {
      sql.change.run({
        id,
        name: patch.name === undefined ? null : freeName(sql, patch.name, id),
        topic: patch.topic ?? null,
        archived: patch.archived === undefined ? null : Number(patch.archived),
      });
      record('room', id);
    },
  };
};
