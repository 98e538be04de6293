import type { Intent, Loudness, PlaceSpec } from '../effects.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import { markKey } from './deadlines.ts';
import type { DeadlineRef, EventOf, IncidentEvent } from './event.ts';
import type { Overdue } from './notice.ts';
import { membersOf } from './people.ts';
import type { IncidentState } from './state.ts';

const ROOM: PlaceSpec = { kind: 'room' };
const COMMAND: PlaceSpec = { kind: 'standing', channel: 'command' };

/** Long after the room has gone quiet, its people are told in person. */
const AFTER_CLOSING = new Set<DeadlineRef['kind']>([
  'postmortemDraft',
  'postmortemReview',
  'action',
]);

const isType =
  <T extends IncidentEvent['type']>(type: T) =>
  (event: IncidentEvent): event is EventOf<T> =>
    event.type === type;

const ownerIds = (deadlines: readonly DeadlineRef[]): readonly string[] => [
  ...new Set(deadlines.flatMap(({ owners }) => owners.map(({ id }) => id))),
];

const first = (deadlines: readonly DeadlineRef[]): string =>
  deadlines.map(markKey).toSorted()[0] ?? '';

/** All that is due in one tick is one message (domain 7, 6). */
const reminders = (events: readonly IncidentEvent[]): readonly Intent[] => {
  const warned = events.filter(isType('deadline.warned')).map(({ data }) => data.deadline);
  const now = warned.filter(({ kind }) => !AFTER_CLOSING.has(kind));
  const later = warned.filter(({ kind }) => AFTER_CLOSING.has(kind));
  return [
    ...(now.length === 0
      ? []
      : [
          {
            do: 'post' as const,
            place: ROOM,
            notice: { card: 'reminder' as const, deadlines: now },
            key: `reminder:${first(now)}`,
            mention: ownerIds(now),
          },
        ]),
    ...later.flatMap((deadline) =>
      deadline.owners.map(({ id }) => ({
        do: 'post' as const,
        place: { kind: 'person' as const, person: id },
        notice: { card: 'reminder' as const, deadlines: [deadline] },
        key: `reminder:${markKey(deadline)}:${id}`,
      })),
    ),
  ];
};

const overdueOf = (
  state: IncidentState,
  deadline: DeadlineRef,
  lateMs: number,
  afterRestart: boolean,
): Overdue => {
  const acknowledged = state.marks[markKey(deadline)]?.acknowledged;
  return {
    deadline,
    lateMs,
    afterRestart,
    ...(acknowledged === undefined ? {} : { acknowledged }),
  };
};

const peopleOf = (
  state: IncidentState,
  roles: readonly (string | undefined)[],
  policy: Policy,
): readonly PersonRef[] => {
  const people = roles.flatMap((role) =>
    role === undefined ? [] : membersOf(state, role, policy),
  );
  return [...new Map(people.map((person) => [person.id, person])).values()];
};

const COMMAND_CHANNEL_ROLES = new Set(['commandGroup']);

/** The command group is called in its channel; a supervisor or the executives each in person. */
const called = (
  state: IncidentState,
  roles: readonly (string | undefined)[],
  notice: Extract<Intent, { do: 'post' }>['notice'],
  key: string,
  policy: Policy,
  urgent: Loudness,
): readonly Intent[] => {
  const inChannel = peopleOf(
    state,
    roles.filter((role) => role !== undefined && COMMAND_CHANNEL_ROLES.has(role)),
    policy,
  );
  const inPerson = peopleOf(
    state,
    roles.filter((role) => role !== undefined && !COMMAND_CHANNEL_ROLES.has(role)),
    policy,
  );
  return [
    ...(inChannel.length === 0
      ? []
      : [
          {
            do: 'post' as const,
            place: COMMAND,
            notice,
            key: `${key}:command`,
            mention: inChannel.map(({ id }) => id),
            urgent,
          },
        ]),
    ...inPerson.map(({ id }) => ({
      do: 'post' as const,
      place: { kind: 'person' as const, person: id },
      notice,
      key: `${key}:dm:${id}`,
      urgent,
    })),
  ];
};

const isAlsoBreached = (
  { data }: EventOf<'deadline.escalated'>,
  breached: readonly EventOf<'deadline.breached'>[],
): boolean => breached.some((breach) => markKey(breach.data.deadline) === markKey(data.deadline));

const breaches = (
  events: readonly IncidentEvent[],
  state: IncidentState,
  policy: Policy,
): readonly Intent[] => {
  const breached = events.filter(isType('deadline.breached'));
  if (breached.length === 0) return [];
  const overdue = breached.map(({ data }) =>
    overdueOf(state, data.deadline, data.lateMs, data.afterRestart),
  );
  // Told late, after the time of the second step too: one message for both.
  const besides = events
    .filter(isType('deadline.escalated'))
    .filter((event) => isAlsoBreached(event, breached));
  const roles = [...new Set([...breached, ...besides].map(({ data }) => data.escalateTo))];
  const escalatedTo = peopleOf(state, roles, policy);
  const key = `breach:${first(overdue.map(({ deadline }) => deadline))}`;
  const notice = { card: 'breach' as const, overdue, escalatedTo };
  const mention = ownerIds(overdue.map(({ deadline }) => deadline));
  return [
    { do: 'post', place: ROOM, notice, key: `${key}:room`, mention, urgent: 'app' },
    ...(besides.length > 0 ? [{ do: 'callFallback', notice } as const] : []),
    ...called(state, roles, notice, key, policy, 'app'),
  ];
};

/** Louder with every step: a buzz at the breach, an SMS at the second step, a call when a given time passed too. */
const secondSteps = (
  events: readonly IncidentEvent[],
  state: IncidentState,
  policy: Policy,
): readonly Intent[] => {
  const breached = events.filter(isType('deadline.breached'));
  const escalated = events
    .filter(isType('deadline.escalated'))
    .filter((event) => !isAlsoBreached(event, breached));
  if (escalated.length === 0) return [];
  // Both steps may fall into one sweep; the deadline is named once.
  const named = new Map(escalated.map((event) => [markKey(event.data.deadline), event]));
  const overdue = [...named.values()].map(({ data, recordedAt }) =>
    overdueOf(state, data.deadline, recordedAt - data.deadline.dueAt, false),
  );
  const roles = [...new Set(escalated.map(({ data }) => data.escalateTo))];
  const escalatedTo = peopleOf(state, roles, policy);
  const step = escalated.map(({ data, recordedAt }) => `${data.step}@${recordedAt}`)[0] ?? '';
  const key = `escalation:${first(overdue.map(({ deadline }) => deadline))}:${step}`;
  const resumed = escalated.some(({ data }) => data.resumed);
  const notice = { card: 'escalation' as const, overdue, escalatedTo, resumed };
  const urgent = resumed ? 'phone' : 'sms';
  return [
    {
      do: 'post',
      place: ROOM,
      notice,
      key: `${key}:room`,
      mention: ownerIds(overdue.map(({ deadline }) => deadline)),
      urgent,
    },
    { do: 'callFallback', notice },
    ...called(state, roles, notice, key, policy, urgent),
  ];
};

/** Reminders, breaches and second steps of one sweep, each as one message a place. */
export const deadlineEffects = (
  events: readonly IncidentEvent[],
  after: IncidentState,
  policy: Policy,
): readonly Intent[] => [
  ...reminders(events),
  ...breaches(events, after, policy),
  ...secondSteps(events, after, policy),
];
