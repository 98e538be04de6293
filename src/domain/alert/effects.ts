import type { SpokenIntent } from '../effects.ts';
import { rosterOf } from '../incident/people.ts';
import type { Policy } from '../policy.ts';
import type { AlertEvent, AlertEventOf } from './event.ts';
import type { AlertNotice } from './notice.ts';
import type { AlertState } from './state.ts';

type Spoken = SpokenIntent<AlertNotice>;

const DUTY = { kind: 'standing', channel: 'duty' } as const;
const COMMAND = { kind: 'standing', channel: 'command' } as const;

const idsOf = (role: string, policy: Policy): readonly string[] =>
  rosterOf(role, policy).map(({ id }) => id);

/** Figures that the alert knows speak for a level, too (S0-35). */
const metricsOf = ({ fired }: AlertState): Readonly<Record<string, number>> =>
  Object.fromEntries(
    fired.flatMap(({ reason }) =>
      reason.kind === 'threshold' ? [[reason.metric, reason.value]] : [],
    ),
  );

/** Words by which hints know what kind of emergency it is: `keyword.media`. */
const flagsOf = ({ fired }: AlertState): readonly string[] => [
  ...new Set(
    fired.flatMap(({ reason }) => (reason.kind === 'keyword' ? [`keyword.${reason.group}`] : [])),
  ),
];

const ticketsOf = ({ fired }: AlertState): readonly string[] => [
  ...new Set(
    fired.flatMap(({ reason }) => {
      if (reason.kind === 'count') return reason.tickets;
      return reason.kind === 'keyword' ? [reason.ticket] : [];
    }),
  ),
];

const opening = ({ data, actor }: AlertEventOf<'alert.confirmed'>, after: AlertState): Spoken => {
  const { scenario, regions, users, status, cause } = data;
  return {
    do: 'tell',
    key: 'open',
    to: {
      kind: 'openIncident',
      about: after.key,
      by: actor.id,
      intent: {
        type: 'open',
        scenario,
        // Named by its scenario, in the language of the organisation.
        title: '',
        scope: { regions, ...(users === undefined ? {} : { users }) },
        flags: flagsOf(after),
        // What was measured goes before what was said.
        metrics: { ...data.metrics, ...metricsOf(after) },
        alert: after.key,
        alertedAt: after.raisedAt,
        tickets: ticketsOf(after),
        ...(status === undefined ? {} : { status }),
        ...(cause === undefined ? {} : { cause }),
      },
    },
  };
};

const ofEvent = (
  event: AlertEvent,
  events: readonly AlertEvent[],
  after: AlertState,
  policy: Policy,
): readonly Spoken[] => {
  switch (event.type) {
    case 'alert.confirmed':
      return events.some(({ type }) => type === 'alert.linked') ? [] : [opening(event, after)];
    case 'alert.warned':
      return idsOf('dutyOps', policy).map((person) => ({
        do: 'post',
        place: { kind: 'person', person },
        notice: { card: 'alertReminder' },
        key: `reminder:${person}`,
      }));
    case 'alert.breached':
      return [
        {
          do: 'post',
          place: COMMAND,
          notice: { card: 'alertOverdue', lateMs: event.data.lateMs },
          key: 'overdue',
          mention: idsOf('commandGroup', policy),
        },
      ];
    case 'alert.escalated':
      return [
        ...idsOf('leadership', policy).map((person) => ({
          do: 'post' as const,
          place: { kind: 'person' as const, person },
          notice: { card: 'alertEscalation' as const },
          key: `escalation:${person}`,
        })),
        { do: 'callFallback', notice: { card: 'alertEscalation' }, key: 'fallback' },
      ];
    case 'alert.raised':
    case 'alert.appended':
    case 'alert.dismissed':
    case 'alert.linked':
    case 'alert.falsified':
    case 'alert.over':
      return [];
  }
};

/** What the world must hear of an alert: one card in the duty channel, and calls while nobody verifies it. */
export const alertEffects = (
  _: AlertState | undefined,
  events: readonly AlertEvent[],
  after: AlertState,
  policy: Policy,
): readonly Spoken[] => {
  if (events.length === 0) return [];
  const raised = events.some(({ type }) => type === 'alert.raised');
  return [
    {
      do: 'refresh',
      place: DUTY,
      card: { card: 'alert' },
      ...(raised ? { mention: idsOf('dutyOps', policy) } : {}),
    },
    ...events.flatMap((event) => ofEvent(event, events, after, policy)),
  ];
};
