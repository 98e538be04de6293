import type { IncidentEvent } from '#domain/incident/event.ts';
import type { NewEvent, StoredEvent } from '#ports/storage.ts';

/** The event as it goes to the store; `cause` is the receipt or timer behind it. */
export const toRecord = (event: Omit<NewEvent, 'cause'>, cause: string): NewEvent => ({
  type: event.type,
  data: event.data,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  actor: { id: event.actor.id, name: event.actor.name },
  via: event.via,
  cause,
});

/** The event as the store gives it back; the store's codec has checked its shape. */
export const fromRecord = (stored: StoredEvent): IncidentEvent => {
  const { type, data, occurredAt, recordedAt, actor, via } = stored;
  return { type, data, occurredAt, recordedAt, actor, via } as IncidentEvent;
};

const inKeyOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, inKeyOrder(field)]),
  );
};

/**
 * The event as it comes back from the store, which keeps the keys of objects in byte order: what is drawn
 * from a state in memory is then the same, down to the order of buttons, as after a restart.
 */
export const asStored = <E>(event: E): E => inKeyOrder(event) as E;
