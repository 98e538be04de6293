import type { PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';
import type { EventOf } from './event.ts';
import type { Steps } from './evolve.ts';
import type { Room } from './room.ts';
import { currentRoom, needsNewRoom } from './rooms.ts';
import type { IncidentState } from './state.ts';

const added = (
  joined: IncidentState['joined'],
  people: readonly PersonRef[],
  at: Instant,
): IncidentState['joined'] =>
  people.reduce((all, { id }) => (all[id] === undefined ? { ...all, [id]: at } : all), joined);

const withRoom = (state: IncidentState, messenger: string, room: Room): IncidentState => ({
  ...state,
  rooms: { ...state.rooms, [messenger]: room },
});

const lost = (state: IncidentState, event: EventOf<'room.lost'>): IncidentState => {
  const { messenger, room, reason } = event.data;
  const current = currentRoom(state, messenger, room);
  if (current === undefined) return state;
  if (!needsNewRoom(state, reason)) return withRoom(state, messenger, { ...current, lost: reason });
  const { [messenger]: _, ...rooms } = state.rooms;
  const { id, name } = current;
  const given = { messenger, id, name, lostAt: event.occurredAt, reason };
  return { ...state, rooms, lostRooms: [...(state.lostRooms ?? []), given] };
};

const restored = (state: IncidentState, event: EventOf<'room.restored'>): IncidentState => {
  const { messenger, room } = event.data;
  const current = currentRoom(state, messenger, room);
  if (current === undefined) return state;
  const { lost: _, ...kept } = current;
  return withRoom(state, messenger, { ...kept, restoredAt: event.occurredAt });
};

/** The rooms of an incident and the people in them. */
export const evolveRooms: Steps<
  | 'room.opened'
  | 'room.joined'
  | 'room.unreachable'
  | 'room.lost'
  | 'room.restored'
  | 'room.delayed'
  | 'rooms.archived'
  | 'room.localeSet'
> = {
  'room.opened': (state, { data, occurredAt }) => ({
    ...withRoom(state, data.messenger, { id: data.room, name: data.name, openedAt: occurredAt }),
    messengers: state.messengers.includes(data.messenger)
      ? state.messengers
      : [...state.messengers, data.messenger],
  }),
  'room.joined': (state, { data, occurredAt }) => ({
    ...state,
    joined: added(state.joined, data.people, occurredAt),
    unreachable: state.unreachable.filter(
      ({ id }) => !data.people.some((person) => person.id === id),
    ),
  }),
  'room.unreachable': (state, { data }) => ({
    ...state,
    unreachable: [
      ...state.unreachable.filter(({ id }) => !data.people.some((person) => person.id === id)),
      ...data.people,
    ],
  }),
  'room.lost': lost,
  'room.restored': restored,
  'room.delayed': (state) => state,
  'rooms.archived': (state, { occurredAt }) => ({
    ...state,
    roomsArchivedAt: occurredAt,
    rooms: Object.fromEntries(
      Object.entries(state.rooms).map(([messenger, room]) => [
        messenger,
        { ...room, lost: room.lost ?? 'archived' },
      ]),
    ),
  }),
  'room.localeSet': (state, { data }) => ({ ...state, locale: data.locale }),
};
