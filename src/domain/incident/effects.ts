import type { Intent, PlaceSpec } from '../effects.ts';
import type { Policy } from '../policy.ts';
import { deadlineEffects } from './effects-deadlines.ts';
import { type Effect, sourceOf } from './effect.ts';
import { EVENT_EFFECTS } from './effects-by-event.ts';
import type { EventOf, IncidentEvent } from './event.ts';
import { inviteesOf } from './people.ts';
import type { LiveCard } from './notice.ts';
import type { IncidentState } from './state.ts';
import { changedTodos } from './todo.ts';

const ROOM: PlaceSpec = { kind: 'room' };

/** Events that change nothing a card of the room shows. */
const SILENT = new Set<IncidentEvent['type']>([
  'deadline.warned',
  'delivery.abandoned',
  'room.unreachable',
  'room.lost',
  'room.restored',
  'room.delayed',
  'platform.down',
  'platform.substituted',
  'platform.up',
  'chat.relayed',
  'people.urged',
  'todo.placed',
  'rooms.archived',
  'standby.summarised',
  'vote.ignored',
  'postmortem.edited',
  'postmortem.why',
]);

const TASK_EVENTS = new Set<IncidentEvent['type']>([
  'tasks.added',
  'tasks.superseded',
  'task.done',
  'task.skipped',
  'deadline.breached',
  'role.assigned',
]);

/** What the living document tells of. */
const DOCUMENTED: readonly string[] = [
  'incident.',
  'facts.',
  'role.',
  'handover.accepted',
  'update.',
  'wording.',
  'announcement.',
  'task.',
  'tasks.',
  'playbook.',
  'cadence.',
  'deadline.breached',
  'room.localeSet',
  'postmortem.edited',
];

const staleDocument = (events: readonly IncidentEvent[]): readonly Intent[] => {
  const told = events.some(({ type }) => DOCUMENTED.some((prefix) => type.startsWith(prefix)));
  const soon = events.some(({ type }) => type === 'incident.opened' || type === 'incident.closed');
  return told ? [{ do: 'document', soon }] : [];
};

const refresh = (card: LiveCard, place: PlaceSpec, pin = false): Intent => ({
  do: 'refresh',
  place,
  card,
  pin,
});

/** Live cards that these events have made stale; each is edited once, however many events there were. */
const staleCards = (events: readonly IncidentEvent[], after: IncidentState): readonly Intent[] => {
  const loud = events.filter(({ type }) => !SILENT.has(type));
  if (loud.length === 0) return [];
  const types = new Set(loud.map(({ type }) => type));
  const changesTasks = loud.some(({ type }) => TASK_EVENTS.has(type));
  const changesPhase =
    [...types].some((type) => type.startsWith('incident.')) || types.has('playbook.attached');
  const facts =
    types.has('facts.recorded') || types.has('incident.opened') || types.has('incident.graded');
  return [
    refresh({ card: 'status' }, ROOM, true),
    ...(changesTasks && after.phase !== 'closed' ? [refresh({ card: 'checklist' }, ROOM)] : []),
    ...(facts ? [refresh({ card: 'report' }, { kind: 'standing', channel: 'command' })] : []),
    ...(changesPhase
      ? [refresh({ card: 'feedStatus' }, { kind: 'standing', channel: 'feed' })]
      : []),
  ];
};

/** People who belong into the rooms now and did not before. */
const newInvitees = (
  before: IncidentState | undefined,
  after: IncidentState,
  policy: Policy,
): readonly Intent[] => {
  const had = new Set(before === undefined ? [] : inviteesOf(before, policy).map(({ id }) => id));
  const people = inviteesOf(after, policy)
    .map(({ id }) => id)
    .filter((id) => !had.has(id));
  return people.length === 0 ? [] : [{ do: 'invite', people }];
};

const changesName = (before: IncidentState | undefined, after: IncidentState): boolean =>
  before !== undefined && (before.severity !== after.severity || before.phase !== after.phase);

const roomIntents = (
  before: IncidentState | undefined,
  events: readonly IncidentEvent[],
  after: IncidentState,
): readonly Intent[] => {
  const opened = events.some(({ type }) => type === 'incident.opened');
  return [
    ...(opened ? after.messengers.map((messenger): Intent => ({ do: 'openRoom', messenger })) : []),
    ...(opened ? [{ do: 'purpose' } as const, { do: 'page' } as const] : []),
    ...(events.some(({ type }) => type === 'incident.reopened')
      ? [{ do: 'unarchiveRoom' } as const]
      : []),
    ...(changesName(before, after)
      ? [{ do: 'renameRoom' } as const, { do: 'setTopic' } as const]
      : []),
  ];
};

/** What is told in rooms of other messengers says where it was done. */
const withSource = (intent: Intent, event: IncidentEvent): Intent => {
  const source = sourceOf(event);
  return intent.do === 'post' && intent.place.kind === 'room' && source !== undefined
    ? { ...intent, source }
    : intent;
};

const ofEvent = (
  event: IncidentEvent,
  before: IncidentState | undefined,
  after: IncidentState,
  policy: Policy,
  index: number,
): readonly Intent[] => {
  // Keyed by the event's own type, which TypeScript cannot follow through an index.
  const effect = EVENT_EFFECTS[event.type] as Effect<EventOf<IncidentEvent['type']>>;
  const key = (purpose: string): string => `${index}:${purpose}`;
  return effect(event, { before, after, policy, key }).map((intent) => withSource(intent, event));
};

/**
 * What the world hears because of `events`, which one command decided; `after` holds them already.
 * Keys of posts are unique within the command: `<index of the event>:<purpose>`.
 */
export const effectsOf = (
  before: IncidentState | undefined,
  events: readonly IncidentEvent[],
  after: IncidentState,
  policy: Policy,
): readonly Intent[] => {
  if (events.length === 0) return [];
  return [
    ...roomIntents(before, events, after),
    ...staleCards(events, after),
    ...staleDocument(events),
    ...newInvitees(before, after, policy),
    ...changedTodos(before, after).map((ref) => ({ do: 'todo', ref }) as const),
    ...events.flatMap((event, index) => ofEvent(event, before, after, policy, index)),
    ...deadlineEffects(events, after, policy),
  ];
};
