import { hash } from 'node:crypto';
import type { Instant } from '#domain/time.ts';
import type { NewEvent, StoredEvent } from '#ports/storage.ts';

/** JSON with sorted keys and without spaces: the same value is always the same text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
};

/** ISO-8601 UTC text with milliseconds: text order is time order. Throws RangeError for what is no instant. */
export const isoOf = (instant: Instant): string => new Date(instant).toISOString();

/** The instant of such a text. */
export const instantOf = (iso: string): Instant => Date.parse(iso);

/** `instantOf` for a column that may be empty. */
export const instantOrNull = (iso: string | null): Instant | null =>
  iso === null ? null : instantOf(iso);

/** Text that both databases can hold: PostgreSQL takes neither NUL nor half a surrogate pair. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** An event as it lies in its table. */
export interface EventRow {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly via: string;
  readonly cause: string;
  readonly hash: string;
}

const field = (text: string): string => JSON.stringify(text);

/** sha256 of the previous hash and the canonical JSON of the event; `data` is canonical JSON already. */
export const hashOf = (previous: string, row: Omit<EventRow, 'hash'>): string => {
  const event = [
    `"actor":{"id":${field(row.actor_id)},"name":${field(row.actor_name)}}`,
    `"cause":${field(row.cause)}`,
    `"data":${row.data}`,
    `"occurredAt":${field(row.occurred_at)}`,
    `"recordedAt":${field(row.recorded_at)}`,
    `"stream":${field(row.stream)}`,
    `"type":${field(row.type)}`,
    `"version":${row.version}`,
    `"via":${field(row.via)}`,
  ];
  return hash('sha256', `${previous}{${event.join(',')}}`);
};

/** The row of an event that follows `previous` at `version`. */
export const eventRow = (
  stream: string,
  version: number,
  previous: string,
  event: NewEvent,
): EventRow => {
  const row = {
    stream,
    version,
    type: event.type,
    data: canonicalJson(event.data),
    occurred_at: isoOf(event.occurredAt),
    recorded_at: isoOf(event.recordedAt),
    actor_id: storable(event.actor.id),
    actor_name: storable(event.actor.name),
    via: storable(event.via),
    cause: storable(event.cause),
  };
  return { ...row, hash: hashOf(previous, row) };
};

/** The event behind a row. */
export const storedEvent = (row: EventRow): StoredEvent => ({
  stream: row.stream,
  version: row.version,
  type: row.type,
  data: JSON.parse(row.data),
  occurredAt: instantOf(row.occurred_at),
  recordedAt: instantOf(row.recorded_at),
  actor: { id: row.actor_id, name: row.actor_name },
  via: row.via,
  cause: row.cause,
  hash: row.hash,
});
