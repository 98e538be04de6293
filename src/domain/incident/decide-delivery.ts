import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, nothing, unlessAllowed } from './fact.ts';
import { unique } from './people.ts';
import type { IncidentState } from './state.ts';

const recordRoomOpened = (
  state: IncidentState,
  { meta, messenger, room, name }: CommandOf<'recordRoomOpened'>,
) =>
  state.rooms[messenger]?.id === room
    ? nothing
    : happened(fact(meta, 'room.opened', { messenger, room, name }));

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

const recordAbandoned = (
  _: IncidentState,
  { meta, key, what, messenger, error }: CommandOf<'recordAbandoned'>,
) =>
  happened(
    fact(meta, 'delivery.abandoned', {
      what,
      messenger,
      error,
      ...(key === undefined ? {} : { key }),
    }),
  );

/** Own properties only: the ids come from messengers. */
const entryOf = (state: IncidentState, message: string) =>
  Object.hasOwn(state.messages, message) ? state.messages[message] : undefined;

/** A chat message on the timeline was edited: the entry keeps the old text and shows the new (domain 7, 13). */
const messageEdited = (
  state: IncidentState,
  { meta, message, text }: CommandOf<'messageEdited'>,
) => {
  const entry = entryOf(state, message);
  if (entry === undefined || entry.text === text) return nothing;
  return entry.kind === 'note'
    ? happened(fact(meta, 'note.corrected', { id: entry.id, text, was: entry.text }))
    : happened(fact(meta, 'update.corrected', { n: Number(entry.id), text, was: entry.text }));
};

const messageDeleted = (state: IncidentState, { meta, message }: CommandOf<'messageDeleted'>) => {
  const entry = entryOf(state, message);
  return entry === undefined || entry.kind !== 'note'
    ? nothing
    : happened(fact(meta, 'note.deleted', { id: entry.id }));
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

export const decideDelivery: Deciders<
  | 'recordRoomOpened'
  | 'recordJoined'
  | 'recordUnreachable'
  | 'recordAbandoned'
  | 'messageEdited'
  | 'messageDeleted'
  | 'setRoomLocale'
> = {
  recordRoomOpened,
  recordJoined,
  recordUnreachable,
  recordAbandoned,
  messageEdited,
  messageDeleted,
  setRoomLocale,
};
