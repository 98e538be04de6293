import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, isEnded, nothing, unlessAllowed } from './fact.ts';
import { unique } from './people.ts';
import { currentRoom, needsNewRoom } from './rooms.ts';
import type { IncidentState } from './state.ts';

const recordRoomOpened = (
  state: IncidentState,
  { meta, messenger, room, name }: CommandOf<'recordRoomOpened'>,
) =>
  state.rooms[messenger]?.id === room
    ? nothing
    : happened(fact(meta, 'room.opened', { messenger, room, name }));

/** Said again and again by everything that meets the lost room; it is told once. */
const recordRoomLost = (
  state: IncidentState,
  { meta, messenger, room, reason, by }: CommandOf<'recordRoomLost'>,
) => {
  const current = currentRoom(state, messenger, room);
  if (current === undefined) return nothing;
  // A reopened incident may still hold a room that was lost while it was closed.
  const known = isEnded(state) ? current.lost !== undefined : current.lost === reason;
  if (known && !needsNewRoom(state, reason)) return nothing;
  // The rooms of a cancelled incident are archived by us.
  if (state.phase === 'cancelled' && reason === 'archived') return nothing;
  return happened(
    fact(meta, 'room.lost', {
      messenger,
      room,
      reason,
      ...(by === undefined ? {} : { by }),
    }),
  );
};

const recordRoomRestored = (
  state: IncidentState,
  { meta, messenger, room }: CommandOf<'recordRoomRestored'>,
) =>
  currentRoom(state, messenger, room)?.lost === undefined
    ? nothing
    : happened(fact(meta, 'room.restored', { messenger, room }));

const recordRoomDelayed = (
  state: IncidentState,
  { meta, messenger, waitMs }: CommandOf<'recordRoomDelayed'>,
) =>
  state.rooms[messenger] === undefined
    ? happened(fact(meta, 'room.delayed', { messenger, waitMs }))
    : nothing;

const recordJoined = (
  state: IncidentState,
  { meta, messenger, people }: CommandOf<'recordJoined'>,
) => {
  const fresh = unique(people).filter(({ id }) => state.joined[id] === undefined);
  return fresh.length === 0
    ? nothing
    : happened(fact(meta, 'room.joined', { messenger, people: fresh }));
};

const recordUnreachable = (
  state: IncidentState,
  { meta, messenger, people }: CommandOf<'recordUnreachable'>,
) => {
  const fresh = unique(people).filter(
    ({ id }) =>
      state.joined[id] === undefined && !state.unreachable.some((person) => person.id === id),
  );
  return fresh.length === 0
    ? nothing
    : happened(fact(meta, 'room.unreachable', { messenger, people: fresh }));
};

const setRoomLocale = (
  state: IncidentState,
  { meta, locale }: CommandOf<'setRoomLocale'>,
  policy: Policy,
) => {
  const refused = unlessAllowed(state, meta, policy, 'language', ['participant', 'dutyOps']);
  if (refused !== undefined) return refused;
  return state.locale === locale ? nothing : happened(fact(meta, 'room.localeSet', { locale }));
};

/** What the messengers tell of the rooms, and the language spoken there. */
export const decideRooms: Deciders<
  | 'recordRoomOpened'
  | 'recordRoomLost'
  | 'recordRoomRestored'
  | 'recordRoomDelayed'
  | 'recordJoined'
  | 'recordUnreachable'
  | 'setRoomLocale'
> = {
  recordRoomOpened,
  recordRoomLost,
  recordRoomRestored,
  recordRoomDelayed,
  recordJoined,
  recordUnreachable,
  setRoomLocale,
};
