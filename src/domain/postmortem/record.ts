import type { EventOf, IncidentEvent, IncidentEventType } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import type { Instant } from '../time.ts';
import type { EpisodeRow, Field } from './model.ts';

/** Events of one type, in order. */
export const eventsOf = <T extends IncidentEventType>(
  events: readonly IncidentEvent[],
  type: T,
): readonly EventOf<T>[] => events.filter((event): event is EventOf<T> => event.type === type);

const people = (via: string): boolean => !['timer', 'delivery', 'ingest'].includes(via);

/** True when a person did something, not a timer, a delivery or somebody merely entering a room. */
export const isAction = (event: IncidentEvent): boolean =>
  event.actor.id !== 'system' &&
  people(event.via) &&
  event.type !== 'room.joined' &&
  event.type !== 'room.opened' &&
  event.type !== 'room.localeSet';

/** When the damage began as far as anyone stated it or an alert saw it. */
export const damageBegan = (state: IncidentState): Instant | undefined =>
  state.startedAt ?? state.alertedAt;

/** Open, resolve and close of every episode, with the reason it was opened again. */
export const episodes = (events: readonly IncidentEvent[]): readonly EpisodeRow[] => {
  const rows: EpisodeRow[] = [];
  const amend = (change: Partial<EpisodeRow>): void => {
    const last = rows.pop();
    if (last !== undefined) rows.push({ ...last, ...change });
  };
  for (const event of events) {
    const at = event.occurredAt;
    if (event.type === 'incident.opened') rows.push({ n: 1, openedAt: at });
    else if (event.type === 'incident.reopened')
      rows.push({ n: event.data.episode, openedAt: at, reason: event.data.reason });
    else if (event.type === 'incident.resolved') {
      const opened = rows.at(-1)?.openedAt ?? at;
      amend({ resolvedAt: at, durationMs: at - opened });
    } else if (event.type === 'incident.closed') amend({ closedAt: at });
  }
  return rows;
};

/** A field whose human text wins; auto values stay beside it. */
export const field = <T>(state: IncidentState, id: string, auto?: T): Field<T> => {
  const typed = state.postmortem.human[id];
  const human = typed !== undefined && typed.text.trim() !== '' ? typed : undefined;
  return {
    ...(auto === undefined ? {} : { auto }),
    ...(human === undefined ? {} : { human }),
    source: human !== undefined ? 'human' : auto !== undefined ? 'auto' : 'none',
  };
};

/** A property only when it is known: an absent figure stays absent instead of becoming 0. */
export const known = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => {
  const made: Partial<Record<K, V>> = {};
  if (value !== undefined) made[key] = value;
  return made;
};
