import type { Intent } from '../effects.ts';
import { COMMAND, DUTY, inRoom, toPerson, type EffectContext, type Effects } from './effect.ts';
import type { EventOf } from './event.ts';
import type { Notice } from './notice.ts';
import { actorOf, membersOf, rosterOf } from './people.ts';

/** Executives hear of a real grading to the highest level, each in person (S0-38, S1-11). */
const executives = (context: EffectContext): readonly Intent[] => {
  const { after, before, policy } = context;
  if (after.severity !== 'sev1' || before?.severity === 'sev1') return [];
  return membersOf(after, 'leadership', policy).map(({ id }) => ({
    ...toPerson(context, id, { card: 'executiveCall', severity: 'sev1' }),
    urgent: 'app',
  }));
};

const isKnown = ({ policy }: EffectContext, person: string): boolean =>
  actorOf(policy, person) !== undefined;

const reopened = (
  event: EventOf<'incident.reopened'>,
  context: EffectContext,
): readonly Intent[] => {
  const notice: Notice = {
    card: 'reopened',
    by: event.actor,
    reason: event.data.reason,
    episode: event.data.episode,
  };
  return [
    inRoom(context, notice),
    { do: 'settleAlerts', because: 'reopened' },
    { do: 'post', place: COMMAND, notice, key: context.key('command') },
    {
      do: 'invite',
      people: Object.keys(context.after.joined).filter((id) => isKnown(context, id)),
    },
  ];
};

const closed = (event: EventOf<'incident.closed'>, context: EffectContext): readonly Intent[] => {
  const { reason, forced } = event.data;
  return [
    inRoom(context, {
      card: 'closed',
      by: event.actor,
      ...(reason === undefined ? {} : { reason }),
      ...(forced === undefined ? {} : { forced }),
    }),
    // S1-21: for the highest level leadership says what it meant for the company.
    ...(context.after.severity === 'sev1'
      ? membersOf(context.after, 'leadership', context.policy).map(({ id }) =>
          toPerson(context, id, { card: 'outcomeAsked' }),
        )
      : []),
  ];
};

/** The report goes to the command channel as a live card; a level below theirs is told there, without calling them. */
const graded = (event: EventOf<'incident.graded'>, context: EffectContext): readonly Intent[] => {
  const { severity, from, reason } = event.data;
  const notice: Notice = {
    card: 'graded',
    severity,
    by: event.actor,
    ...(from === undefined ? {} : { from }),
    ...(reason === undefined ? {} : { reason }),
  };
  return [
    inRoom(context, notice),
    { do: 'post', place: COMMAND, notice, key: context.key('command') },
    ...executives(context),
  ];
};

const abandoned = (
  event: EventOf<'delivery.abandoned'>,
  context: EffectContext,
): readonly Intent[] =>
  rosterOf('dutyOps', context.policy).map(({ id }) =>
    toPerson(context, id, { card: 'abandoned', ...event.data }),
  );

/** The record for the rooms, once it is made and once it is published. */
const files = (version: number, published: boolean): readonly Intent[] =>
  (['timeline', 'postmortem'] as const).map((what) => ({ do: 'attach', what, version, published }));

/** What people write into the postmortem is in the document of the room too. */
const rewritten = (_: unknown, { after }: EffectContext): readonly Intent[] => {
  const { version, status } = after.postmortem;
  if (status === 'none') return [];
  const published = status === 'published';
  return [{ do: 'attach', what: 'postmortem', version, published, edited: true }];
};

/** Opening, grading, closing and what follows it. */
export const LIFECYCLE_EFFECTS: Effects<
  | 'incident.opened'
  | 'playbook.attached'
  | 'incident.graded'
  | 'incident.resolved'
  | 'incident.closed'
  | 'incident.reopened'
  | 'incident.cancelled'
  | 'delivery.abandoned'
  | 'postmortem.generated'
  | 'postmortem.edited'
  | 'postmortem.why'
  | 'postmortem.published'
  | 'action.added'
  | 'action.done'
> = {
  'incident.opened': ({ data }, context) => [
    // Opened by hand while the alert still waits: the alert need not be chased any more.
    ...(data.alert === undefined ? [{ do: 'settleAlerts', because: 'opened' } as const] : []),
    { do: 'post', place: DUTY, notice: { card: 'feedStatus' }, key: context.key('duty') },
  ],
  'playbook.attached': (event, context) => [
    inRoom(context, {
      card: 'playbookAttached',
      playbook: event.data.playbook.id,
      by: event.actor,
    }),
  ],
  'incident.graded': graded,
  'incident.resolved': (event, context) => [
    inRoom(context, { card: 'resolved', by: event.actor, reason: event.data.reason }),
  ],
  'incident.closed': closed,
  'incident.reopened': reopened,
  'incident.cancelled': (event, context) => [
    { do: 'settleAlerts', because: 'cancelled' },
    inRoom(context, { card: 'cancelled', by: event.actor, reason: event.data.reason }),
    { do: 'archiveRoom' },
  ],
  'delivery.abandoned': abandoned,
  'postmortem.generated': (event, context) => [
    inRoom(context, { card: 'postmortem', version: event.data.version }),
    ...files(event.data.version, false),
  ],
  'postmortem.edited': rewritten,
  'postmortem.why': rewritten,
  'postmortem.published': (_, context) => [
    inRoom(context, { card: 'postmortem', version: context.after.postmortem.version }),
    ...files(context.after.postmortem.version, true),
  ],
  'action.added': (event, context) => [
    inRoom(context, { card: 'actionAdded', id: event.data.id, by: event.actor }),
    ...rewritten(event, context),
  ],
  'action.done': (event, context) => [
    inRoom(context, { card: 'actionDone', id: event.data.id, by: event.actor }),
    ...rewritten(event, context),
  ],
};
