import type { PersonRef } from '#domain/person.ts';
import type { Instant } from '#domain/time.ts';
import type { NewObservationRow, SubjectRow, WatchStorage } from './watch-storage.ts';

/** An event as it lies in the store; `hash` chains it to the one before in its stream. */
export interface StoredEvent {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: PersonRef;
  readonly via: string;
  /** Receipt or timer that caused it. */
  readonly cause: string;
  readonly hash: string;
}
export type NewEvent = Omit<StoredEvent, 'stream' | 'version' | 'hash'>;

/** Version and hash of the last event; version 0 and hash '' for a stream that does not exist. */
export interface Head {
  readonly version: number;
  readonly hash: string;
}

export interface NewOutboxRow {
  /** Unique; the same key twice is one row. A coalescing row is renewed instead of repeated. */
  readonly key: string;
  /** Rows of one lane are delivered in order. */
  readonly lane: string;
  readonly stream: string;
  /** JSON for the dispatcher. */
  readonly intent: unknown;
  readonly coalesce: boolean;
  /** Held back until the row with this key is done. */
  readonly waitsFor?: string;
  readonly dueAt: Instant;
  /** Lower goes first among lanes that are due. */
  readonly rank: number;
}
export interface OutboxRow extends NewOutboxRow {
  readonly id: number;
  readonly attempts: number;
  readonly revision: number;
  /** When the first attempt began; absent when none did. */
  readonly startedAt?: Instant;
  readonly lastError?: string;
}

export interface TimerRow {
  /** Deterministic: `<stream>|<deadline>|<stage>|<dueAt>`. */
  readonly id: string;
  readonly stream: string;
  readonly dueAt: Instant;
  /** 1 most severe … 9; the most severe is told first. */
  readonly rank: number;
}

/** Read model of one incident, for lists, search and reports. */
export interface IncidentRow {
  readonly key: string;
  readonly version: number;
  readonly phase: string;
  readonly severity: string | null;
  readonly scenario: string;
  readonly title: string;
  readonly confidential: boolean;
  readonly openedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly reopened: number;
  /** Lower-case words to search in. */
  readonly search: string;
}

/** Which incidents of the read model are wanted. */
export interface IncidentFilter {
  readonly open?: boolean;
  readonly scenario?: string;
  /** `none`: not graded yet. */
  readonly severity?: string;
  readonly phase?: string;
  /** Words that all occur. */
  readonly search?: string;
  /** Opened at or after. */
  readonly from?: Instant;
  /** Opened before. */
  readonly to?: Instant;
  /** Only what comes after this one in the order of the list. */
  readonly after?: { readonly openedAt: Instant; readonly key: string };
  readonly limit: number;
}

export interface RoomRow {
  readonly platform: string;
  readonly room: string;
  readonly incident: string;
}

export interface PersonLinkRow {
  readonly platform: string;
  readonly account: string;
  readonly person: string;
}

/** In which messenger a person acted last, and the language of their client where it is known. */
export interface LastUse {
  readonly platform: string;
  readonly locale?: string | undefined;
}

/** One command's whole effect: all of it is stored, or nothing. */
export interface Commit {
  readonly stream: string;
  readonly expected: Head;
  readonly events: readonly NewEvent[];
  /** Refused as duplicate when it is already there. `answer` is given again to a repeat. */
  readonly receipt?: {
    readonly platform: string;
    readonly id: string;
    readonly at: Instant;
    readonly answer?: unknown;
  };
  readonly outbox: readonly NewOutboxRow[];
  readonly timers: { readonly set: readonly TimerRow[]; readonly clear: readonly string[] };
  readonly incident?: IncidentRow;
  /** The same of an alert or a ticket. */
  readonly subject?: SubjectRow;
  /** What the rules must see of it. */
  readonly observations?: readonly NewObservationRow[];
  /** Rooms that now belong to the incident. */
  readonly rooms?: readonly RoomRow[];
  readonly links?: readonly PersonLinkRow[];
  readonly preferences?: readonly { readonly person: string; readonly locale: string }[];
  /** State at the new version, for fast loading; written now and then. */
  readonly snapshot?: unknown;
  /** When the person began to wait (performance.now()): a busy database is waited for no longer than a person waits. */
  readonly waitingSince?: number;
}

export type CommitResult =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly because: 'conflict' }
  | { readonly ok: false; readonly because: 'duplicate'; readonly answer: unknown };

export interface PostedMessage {
  readonly platform: string;
  readonly room: string;
  readonly id: string;
  /** Which card it shows: `status:INC-…`, `approval:INC-…:A1.v2`, or the outbox key. */
  readonly card: string;
  readonly stream: string;
  readonly postedAt: Instant;
}

export interface Finding {
  readonly what: string;
  readonly where: string;
}

/** The database is not usable as asked: locked too long, full, unreadable, from a newer version. */
export class StorageError extends Error {
  readonly code: 'busy' | 'full' | 'unreadable' | 'newer' | 'unreachable' | 'failed';
  constructor(code: StorageError['code'], message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'StorageError';
    this.code = code;
  }
}

/** The store, the same over SQLite and PostgreSQL; every implementation passes tests/contract/storage-contract.ts. */
export interface Storage extends WatchStorage {
  /** Head, latest snapshot (when newer than `after`) and the events after it or after `after`, in order. */
  load(
    stream: string,
    after?: number,
  ): Promise<{
    readonly head: Head;
    readonly snapshot?: { readonly version: number; readonly state: unknown };
    readonly events: readonly StoredEvent[];
  }>;
  /** Stores all or nothing. Throws StorageError; never for a conflict or a duplicate. */
  commit(commit: Commit): Promise<CommitResult>;
  /** What was answered to it, and the stream that it changed. */
  receipt(
    platform: string,
    id: string,
  ): Promise<{ readonly answer: unknown; readonly stream: string } | undefined>;
  /** Events of a stream in order, from `from` (inclusive), at most `limit`. */
  events(stream: string, from: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The next running number for keys like `INC-20261201-NN`; only a hint, the commit decides. */
  nextNumber(prefix: string): Promise<number>;

  /** Newest first; every condition that is given must hold. */
  incidents(filter: IncidentFilter): Promise<readonly IncidentRow[]>;
  incidentOfRoom(platform: string, room: string): Promise<string | undefined>;
  roomOf(platform: string, incident: string): Promise<string | undefined>;
  personOf(platform: string, account: string): Promise<string | undefined>;
  linksOf(person: string): Promise<readonly PersonLinkRow[]>;
  localeOf(person: string): Promise<string | undefined>;
  lastUse(person: string): Promise<LastUse | undefined>;
  /** Notes a use, unless a later one is known; without a language, the one known stays. */
  touch(person: string, use: LastUse, at: Instant): Promise<void>;

  /** Heads of due lanes, claimed for `leaseMs`; a lane with a claimed row is left alone. */
  claimOutbox(
    by: string,
    now: Instant,
    leaseMs: number,
    limit: number,
  ): Promise<readonly OutboxRow[]>;
  /** Done: removes the row (unless a newer revision came meanwhile), wakes rows that waited for it, stores what was posted. Only the claimer may. */
  finishOutbox(by: string, row: OutboxRow, posted: readonly PostedMessage[]): Promise<boolean>;
  /** Not yet: back with an error and a new due time. */
  retryOutbox(
    by: string,
    row: OutboxRow,
    dueAt: Instant,
    error: string,
    counts: boolean,
  ): Promise<boolean>;
  /** Given up: kept aside for the retry button, no longer in the way of its lane. */
  abandonOutbox(by: string, row: OutboxRow, error: string): Promise<boolean>;
  reviveOutbox(key: string, now: Instant): Promise<boolean>;
  /** After the clock was put back: what was put off until a moment that is far away again is due now. */
  hastenOutbox(now: Instant): Promise<void>;
  /** Claims of other processes on this database end now (SQLite has one process). */
  releaseClaims(exceptBy: string): Promise<void>;
  outboxDepth(): Promise<{
    readonly pending: number;
    readonly oldest?: Instant;
    readonly nextDue?: Instant;
  }>;

  claimTimers(
    by: string,
    now: Instant,
    leaseMs: number,
    limit: number,
  ): Promise<readonly TimerRow[]>;
  clearTimers(ids: readonly string[]): Promise<void>;
  nextTimer(): Promise<Instant | undefined>;

  messagesOf(card: string): Promise<readonly PostedMessage[]>;
  message(platform: string, room: string, id: string): Promise<PostedMessage | undefined>;
  /** The room of a message that was posted, where the messenger names the message alone. */
  roomOfMessage(platform: string, id: string): Promise<string | undefined>;

  /** Walks every hash chain (or one stream's) and names the first event that does not fit. */
  verify(stream?: string): Promise<readonly Finding[]>;
  /** All streams with a prefix, in key order. */
  streams(prefix: string): Promise<readonly string[]>;
  /** Replaces the projections of a stream and reports what differed. */
  replaceProjections(
    stream: string,
    projections: {
      readonly incident?: IncidentRow;
      readonly subject?: SubjectRow;
      readonly timers: readonly TimerRow[];
      readonly rooms: readonly RoomRow[];
      readonly links: readonly PersonLinkRow[];
      readonly preferences: readonly { readonly person: string; readonly locale: string }[];
    },
  ): Promise<readonly Finding[]>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
