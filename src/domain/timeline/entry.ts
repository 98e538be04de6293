import type { IncidentEvent, IncidentEventType } from '../incident/event.ts';
import type { PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';

/** One line of the timeline, without a language. */
export interface TimelineEntry {
  readonly event: IncidentEvent;
  /** The dotted type of the event. */
  readonly kind: IncidentEventType;
  /** When it happened in the world; a missed deadline at its due time. */
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Written down later than it happened, by a person who said so. */
  readonly backdated: boolean;
  readonly who: PersonRef;
  /** Messenger it came through, or `timer`, `delivery`, `ingest`. */
  readonly via: string;
}

/** Settings of a room are no part of what happened. */
const SILENT: readonly IncidentEventType[] = ['room.localeSet'];

const BACKDATABLE: readonly IncidentEventType[] = ['note.added', 'metric.recorded'];

/** The timeline entry of an event; undefined where the event tells nothing of the incident. */
export const timelineEntry = (event: IncidentEvent): TimelineEntry | undefined => {
  // Figures of a monitor are drawn; a line a minute would bury what people did.
  const drawn = event.type === 'metric.recorded' && event.via === 'ingest';
  if (SILENT.includes(event.type) || drawn) return undefined;
  const occurredAt =
    event.type === 'deadline.breached' ? event.data.deadline.dueAt : event.occurredAt;
  return {
    event,
    kind: event.type,
    occurredAt,
    recordedAt: event.recordedAt,
    backdated: BACKDATABLE.includes(event.type) && event.recordedAt > occurredAt,
    who: event.actor,
    via: event.via,
  };
};

/** Entries of a stream by the time things happened; of one moment in the order they were recorded. */
export const timelineEntries = (events: readonly IncidentEvent[]): readonly TimelineEntry[] =>
  events
    .map(timelineEntry)
    .filter((entry) => entry !== undefined)
    // toSorted is stable: equal times keep the order of the stream's versions.
    .toSorted((one, other) => one.occurredAt - other.occurredAt);
