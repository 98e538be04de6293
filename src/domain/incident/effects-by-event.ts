import type { Intent } from '../effects.ts';
import {
  AGENTS,
  COMMAND,
  FEED,
  inRoom,
  quiet,
  ROOM,
  toPerson,
  whisper,
  type EffectContext,
  type Effects,
} from './effect.ts';
import { LIFECYCLE_EFFECTS } from './effects-lifecycle.ts';
import { PLATFORM_EFFECTS } from './effects-platforms.ts';
import { ROOM_EFFECTS } from './effects-rooms.ts';
import { SPEAKING_EFFECTS } from './effects-speaking.ts';
import { TICKET_EFFECTS } from './effects-tickets.ts';
import type { EventOf, IncidentEventType } from './event.ts';
import type { Notice } from './notice.ts';
import { proposedLevel } from './proposed-level.ts';

const dutiesOf = (event: EventOf<'role.assigned'>, context: EffectContext): readonly Intent[] => {
  const { role, people } = event.data;
  const had = new Set((context.before?.roles[role]?.people ?? []).map(({ id }) => id));
  const fresh = people.filter(({ id }) => !had.has(id));
  if (fresh.length === 0) return [];
  const { before, after } = context;
  // A handover that was taken is told by a card of its own.
  const handedOver = before?.handovers[role] !== undefined && after.handovers[role] === undefined;
  const lead = event.data.lead === true;
  const assigned: Notice = { card: 'assigned', role, people: fresh, lead, by: event.actor };
  return [
    ...(handedOver ? [] : [inRoom(context, assigned)]),
    ...fresh.map((person) => toPerson(context, person.id, { card: 'duties', role, person })),
  ];
};

/** Into the room, and to those who follow from outside. */
const copies = (notice: Notice, context: EffectContext): readonly Intent[] => {
  const { after, key } = context;
  return [
    inRoom(context, notice),
    // 一般 reports to the command group each hour (S0-39); a confidential one shows level and state only.
    ...(after.cadence?.to === 'commandGroup'
      ? [{ do: 'post', place: COMMAND, notice, key: key('command') } as const]
      : []),
    ...(after.confidential ? [] : [{ do: 'post', place: FEED, notice, key: key('feed') } as const]),
  ];
};

const update = (event: EventOf<'update.posted'>, context: EffectContext): readonly Intent[] => {
  const { n, text, percent, measure, caution } = event.data;
  const notice: Notice = {
    card: 'update',
    n,
    text,
    by: event.actor,
    corrected: false,
    ...(percent === undefined ? {} : { percent }),
    ...(measure === undefined ? {} : { measure }),
    ...(caution === undefined ? {} : { caution }),
  };
  return copies(notice, context);
};

const meeting = (event: EventOf<'meeting.started'>, context: EffectContext): readonly Intent[] => {
  const { url, priority } = event.data;
  const wanted =
    priority === undefined &&
    context.after.tasks.some(
      ({ status, requires }) => status === 'open' && requires?.includes('priority') === true,
    );
  return [
    inRoom(context, { card: 'meeting', by: event.actor, ...event.data }),
    url === undefined
      ? { do: 'startMeeting', host: event.actor.id }
      : { do: 'bookmark', label: 'meeting', url },
    ...(wanted
      ? [
          whisper(context, event.actor.id, {
            card: 'meetingPriorityWanted',
            ...(url === undefined ? {} : { url }),
          }),
        ]
      : []),
  ];
};

const standbyCalled = (
  event: EventOf<'standby.called'>,
  context: EffectContext,
): readonly Intent[] => [
  ...event.data.people.map(({ id }) => toPerson(context, id, { card: 'standbyAsk' })),
  // An incomplete roster: the call also stands open to the agents' channels.
  ...(event.data.people.length < event.data.count
    ? [
        {
          do: 'post',
          place: AGENTS,
          notice: { card: 'standbyAsk' },
          key: context.key('agents'),
        } as const,
      ]
    : []),
  { do: 'refresh', place: ROOM, card: { card: 'standbyCounter' }, pin: false },
];

/** What each kind of event makes the world hear, beside the live cards it makes stale. */
export const EVENT_EFFECTS: Effects<IncidentEventType> = {
  ...LIFECYCLE_EFFECTS,
  ...ROOM_EFFECTS,
  ...PLATFORM_EFFECTS,
  ...SPEAKING_EFFECTS,
  ...TICKET_EFFECTS,
  'tasks.added': (event, context) =>
    event.data.tasks
      .filter(({ source }) => source.kind === 'adhoc')
      .map(({ id }) => inRoom(context, { card: 'taskAdded', task: id, by: event.actor })),
  'tasks.superseded': quiet,
  'task.done': (event, context) => [
    inRoom(context, {
      card: 'taskDone',
      task: event.data.id,
      by: event.actor,
      lateMs: event.data.lateMs,
      ...(event.data.note === undefined ? {} : { note: event.data.note }),
    }),
  ],
  'task.skipped': (event, context) => [
    inRoom(context, {
      card: 'taskSkipped',
      task: event.data.id,
      by: event.actor,
      reason: event.data.reason,
    }),
  ],
  'facts.recorded': (event, context) =>
    Object.keys(event.data.facts).length === 0
      ? []
      : [inRoom(context, { card: 'facts', facts: event.data.facts, by: event.actor })],
  'role.assigned': dutiesOf,
  'handover.proposed': (event, context) => {
    const { role, to, note } = event.data;
    const notice: Notice = {
      card: 'handoverAsked',
      role,
      from: event.actor,
      to,
      ...(note === undefined ? {} : { note }),
    };
    return [inRoom(context, notice, [to.id]), toPerson(context, to.id, notice)];
  },
  'handover.accepted': (event, context) => [
    inRoom(context, { card: 'handedOver', role: event.data.role, to: event.actor }),
  ],
  'update.posted': update,
  'update.corrected': ({ data: { n, text }, actor: by }, context) =>
    copies({ card: 'update', n, text, by, corrected: true }, context),
  'metric.recorded': quiet,
  'people.urged': quiet,
  'todo.placed': quiet,
  'trigger.met': (event, context) => {
    const { metric, dims, op, limit, value, sustainedForMs } = event.data;
    const propose = proposedLevel(context.after, event.data);
    return [
      inRoom(context, {
        card: 'triggerMet',
        metric,
        op,
        limit,
        value,
        sustainedForMs,
        ...(dims === undefined ? {} : { dims }),
        ...(propose === undefined ? {} : { propose }),
      }),
    ];
  },
  'signal.heard': ({ data, actor }, context) => [
    inRoom(context, { card: 'signalHeard', ...data, by: actor }),
  ],
  'recovery.suggested': (event, context) => [
    inRoom(context, {
      card: 'recoverySuggested',
      metric: event.data.metric,
      limit: event.data.limit,
      value: event.data.value,
    }),
  ],
  'deadline.warned': quiet,
  'deadline.breached': quiet,
  'deadline.escalated': quiet,
  'deadline.acknowledged': (event, context) => {
    const { deadline, reason, eta } = event.data;
    return [
      inRoom(context, {
        card: 'acknowledged',
        deadline,
        by: event.actor,
        reason,
        ...(eta === undefined ? {} : { eta }),
      }),
    ];
  },
  'cadence.changed': (event, context) => [
    inRoom(context, {
      card: 'cadence',
      everyMs: event.data.everyMs,
      by: event.actor,
      ...(event.data.reason === undefined ? {} : { reason: event.data.reason }),
    }),
  ],
  'meeting.started': meeting,
  'meeting.linked': ({ data: { url } }, context) => [
    inRoom(context, { card: 'meetingLink', url }),
    { do: 'bookmark', label: 'meeting', url },
  ],
  'meeting.ended': (event, context) => [inRoom(context, { card: 'meetingEnded', by: event.actor })],
  'standby.called': standbyCalled,
  'standby.replied': () => [
    { do: 'refresh', place: ROOM, card: { card: 'standbyCounter' }, pin: false },
  ],
  'standby.summarised': (event, context) => [
    inRoom(context, { card: 'standbySummary', ...event.data }),
  ],
  'note.added': (event, context) => [
    inRoom(context, { card: 'note', text: event.data.text, at: event.occurredAt, by: event.actor }),
  ],
  'note.corrected': quiet,
  'note.deleted': quiet,
  'link.added': (event, context) => [
    inRoom(context, { card: 'link', kind: event.data.kind, url: event.data.url, by: event.actor }),
    { do: 'bookmark', label: event.data.kind, url: event.data.url },
  ],
};
