import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, nothing } from './fact.ts';
import type { IncidentState } from './state.ts';

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
  { meta, message, text, at }: CommandOf<'messageEdited'>,
) => {
  const entry = entryOf(state, message);
  if (entry === undefined || entry.text === text) return nothing;
  // Messengers bring edits in any order: what was written last is what holds.
  if (at !== undefined && entry.editedAt !== undefined && at < entry.editedAt) return nothing;
  const edit = { text, was: entry.text, ...(at === undefined ? {} : { at }) };
  return entry.kind === 'note'
    ? happened(fact(meta, 'note.corrected', { id: entry.id, ...edit }))
    : happened(fact(meta, 'update.corrected', { n: Number(entry.id), ...edit }));
};

const messageDeleted = (state: IncidentState, { meta, message }: CommandOf<'messageDeleted'>) => {
  const entry = entryOf(state, message);
  return entry === undefined || entry.kind !== 'note'
    ? nothing
    : happened(fact(meta, 'note.deleted', { id: entry.id }));
};

/** Nobody called is nothing to tell. */
const recordUrged = (_: IncidentState, { meta, type: __, ...urged }: CommandOf<'recordUrged'>) =>
  urged.people.length + urged.missed.length === 0
    ? nothing
    : happened(fact(meta, 'people.urged', urged));

const recordTodoPlaced = (
  state: IncidentState,
  { meta, ref, messenger, handle }: CommandOf<'recordTodoPlaced'>,
) =>
  Object.hasOwn(state.todos ?? {}, ref)
    ? nothing
    : happened(fact(meta, 'todo.placed', { ref, messenger, handle }));

/** A link that came late, when somebody gave one by hand or the meeting is over, is of no use. */
const recordMeetingLink = (
  state: IncidentState,
  { meta, messenger, url }: CommandOf<'recordMeetingLink'>,
) => {
  const last = state.meetings.at(-1);
  return last === undefined || last.url !== undefined || last.endedAt !== undefined
    ? nothing
    : happened(fact(meta, 'meeting.linked', { messenger, url }));
};

/** What became of deliveries and of chat messages that are on the timeline. */
export const decideDelivery: Deciders<
  | 'recordAbandoned'
  | 'recordUrged'
  | 'recordTodoPlaced'
  | 'recordMeetingLink'
  | 'messageEdited'
  | 'messageDeleted'
> = {
  recordAbandoned,
  recordUrged,
  recordTodoPlaced,
  recordMeetingLink,
  messageEdited,
  messageDeleted,
};
