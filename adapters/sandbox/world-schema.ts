import Database from 'better-sqlite3';
import type { Instant } from '#domain/time.ts';

/** Raised with every change of the tables below. */
const SCHEMA_VERSION = 1;

// Instants are ISO text, as everywhere in Fenghuo. `delivered` is what makes a repeated delivery
// harmless: its row is written in the transaction of the effect itself.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS room (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    channel TEXT,
    topic TEXT NOT NULL,
    incident TEXT,
    private INTEGER NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS member (
    room TEXT NOT NULL,
    person TEXT NOT NULL,
    joined_at TEXT NOT NULL,
    PRIMARY KEY (room, person)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bookmark (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    label TEXT NOT NULL,
    url TEXT NOT NULL,
    UNIQUE (room, url)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS message (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    thread INTEGER,
    author TEXT NOT NULL,
    text TEXT,
    card TEXT,
    command TEXT,
    only_for TEXT,
    vote INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL,
    edited_at TEXT,
    deleted INTEGER NOT NULL DEFAULT 0,
    pinned_at TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS message_of_room ON message (room, n);
  CREATE INDEX IF NOT EXISTS message_of_thread ON message (thread, n) WHERE thread IS NOT NULL;
  CREATE TABLE IF NOT EXISTS reaction (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL,
    person TEXT NOT NULL,
    emoji TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (message, person, emoji)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS seen (
    room TEXT NOT NULL,
    person TEXT NOT NULL,
    upto INTEGER NOT NULL,
    PRIMARY KEY (room, person)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS delivered (
    method TEXT NOT NULL,
    key TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (method, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    room TEXT NOT NULL,
    message INTEGER,
    person TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

export type RoomKind = 'standing' | 'war' | 'direct';
export type StandingChannel = 'duty' | 'command' | 'feed' | 'agents';

export interface RoomRow {
  readonly id: string;
  readonly name: string;
  readonly kind: RoomKind;
  readonly channel: StandingChannel | null;
  readonly topic: string;
  readonly incident: string | null;
  readonly private: number;
  readonly archived: number;
  readonly created_at: string;
}

export interface MessageRow {
  readonly n: number;
  readonly room: string;
  /** The message this one answers. */
  readonly thread: number | null;
  /** A person's id, or `BOT`. */
  readonly author: string;
  readonly text: string | null;
  readonly card: string | null;
  /** The typed line that a private answer belongs to. */
  readonly command: string | null;
  readonly only_for: string | null;
  /** 1 once any revision of its card asked for votes. */
  readonly vote: number;
  readonly at: string;
  readonly edited_at: string | null;
  readonly deleted: number;
  readonly pinned_at: string | null;
}

export type ChangeKind = 'room' | 'message' | 'gone' | 'seen';

export interface ChangeRow {
  readonly seq: number;
  readonly kind: ChangeKind;
  readonly room: string;
  readonly message: number | null;
  /** The only person it concerns. */
  readonly person: string | null;
}

/** Author of everything Fenghuo says; no person of the organisation file may have this id. */
export const BOT = '@bot';

/** An instant as it lies in the file. */
export const toText = (at: Instant): string => new Date(at).toISOString();

/** Opens or makes the file; refuses one that a newer Fenghuo wrote. */
export const openWorldFile = (file: string): Database.Database => {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('busy_timeout = 5000');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION)
    throw new Error(`the sandbox file is of version ${version}, newer than this program's`);
  db.exec(SCHEMA);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
  return db;
};
