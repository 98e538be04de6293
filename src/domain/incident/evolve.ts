import type { EventOf, IncidentEvent, IncidentEventType } from './event.ts';
import { evolveAnnouncement } from './evolve-announcement.ts';
import { evolveApproval } from './evolve-approval.ts';
import { evolveDelivery } from './evolve-delivery.ts';
import { evolveLifecycle, openedState } from './evolve-lifecycle.ts';
import { evolvePlatforms } from './evolve-platforms.ts';
import { evolveTickets } from './evolve-tickets.ts';
import { evolveProgress } from './evolve-progress.ts';
import { evolveRooms } from './evolve-rooms.ts';
import { evolveTasks } from './evolve-tasks.ts';
import type { IncidentState } from './state.ts';

/** One step for each kind of event; the type makes a forgotten kind a compile error. */
export type Steps<T extends IncidentEventType> = {
  readonly [K in T]: (state: IncidentState, event: EventOf<K>) => IncidentState;
};

const STEPS: Steps<Exclude<IncidentEventType, 'incident.opened'>> = {
  ...evolveLifecycle,
  ...evolveRooms,
  ...evolvePlatforms,
  ...evolveDelivery,
  ...evolveTickets,
  ...evolveTasks,
  ...evolveProgress,
  ...evolveAnnouncement,
  ...evolveApproval,
};

/** The first thing each person did, for response times. */
const witnessed = (
  state: IncidentState,
  { actor, occurredAt, via }: IncidentEvent,
): IncidentState =>
  actor.id === 'system' ||
  via === 'timer' ||
  via === 'delivery' ||
  state.firstActionAt[actor.id] !== undefined
    ? state
    : { ...state, firstActionAt: { ...state.firstActionAt, [actor.id]: occurredAt } };

/** The state after one more event. Never refuses: a recorded fact is a fact. */
export const evolveIncident = (
  state: IncidentState | undefined,
  event: IncidentEvent,
): IncidentState | undefined => {
  if (event.type === 'incident.opened') return openedState(event);
  if (state === undefined) return undefined;
  // The table is keyed by the event's own type, which TypeScript cannot follow through an index.
  const step = STEPS[event.type] as (state: IncidentState, event: IncidentEvent) => IncidentState;
  return witnessed(step(state, event), event);
};

/** Folds events onto a state. */
export const foldIncident = (
  state: IncidentState | undefined,
  events: readonly IncidentEvent[],
): IncidentState | undefined => events.reduce(evolveIncident, state);
