import type { StandingDeadlineId } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import { markKey, refOf, type Deadline } from './deadlines.ts';
import type { DeadlineKind, IncidentEvent } from './event.ts';
import { evolveIncident } from './evolve.ts';
import { FIRST_STEP } from './evolve-tasks.ts';
import { fact, type IncidentDecision } from './fact.ts';
import { effectiveSeverity } from './people.ts';
import type { IncidentState } from './state.ts';
import { archivesAt, occurrences, type Occurrence } from './timers.ts';

const rung = (state: IncidentState, step: number): string => {
  const ladder = state.ladder[effectiveSeverity(state)];
  return ladder[step] ?? ladder.at(-1) ?? 'commandGroup';
};

const summary = (state: IncidentState, command: CommandOf<'deadlinesPassed'>): IncidentEvent => {
  const replies = Object.values(state.standby?.replies ?? {});
  const accepted = replies.filter((reply) => reply === 'accept').length;
  const declined = replies.length - accepted;
  const silent = Math.max(0, (state.standby?.count ?? 0) - replies.length);
  return fact(command.meta, 'standby.summarised', { accepted, declined, silent });
};

const STANDING = {
  grade: 'gradeIncident',
  approval: 'decideApproval',
  postmortemDraft: 'postmortemDraft',
  postmortemReview: 'postmortemReview',
} as const satisfies Partial<Record<DeadlineKind, StandingDeadlineId>>;
const hasStanding = (kind: DeadlineKind): kind is keyof typeof STANDING =>
  Object.hasOwn(STANDING, kind);

/** Whom a breach calls: the role the rules name for this deadline, else the ladder's next rung. */
const firstStep = (state: IncidentState, kind: DeadlineKind, policy: Policy): string => {
  const named = hasStanding(kind) ? policy.common.deadlines[STANDING[kind]].onBreach[0] : undefined;
  return named ?? rung(state, 1);
};

const escalated = (
  state: IncidentState,
  { deadline, resumed }: Occurrence,
  { meta }: CommandOf<'deadlinesPassed'>,
  policy: Policy,
): IncidentEvent => {
  const mark = state.marks[markKey(deadline)];
  const first = mark?.paused === true;
  return fact(meta, 'deadline.escalated', {
    deadline: refOf(deadline),
    step: first ? FIRST_STEP : Math.min((mark?.escalations ?? 0) + 2, 3),
    escalateTo: first ? firstStep(state, deadline.kind, policy) : rung(state, 2),
    resumed,
  });
};

const breached = (
  state: IncidentState,
  deadline: Deadline,
  { meta, startedAt }: CommandOf<'deadlinesPassed'>,
  policy: Policy,
): IncidentEvent => {
  const acknowledged = state.marks[markKey(deadline)]?.acknowledged;
  const paused =
    acknowledged !== undefined && (acknowledged.eta === undefined || acknowledged.eta >= meta.now);
  return fact(
    meta,
    'deadline.breached',
    {
      deadline: refOf(deadline),
      lateMs: meta.now - deadline.dueAt,
      afterRestart: startedAt > deadline.dueAt,
      ...(paused ? {} : { escalateTo: firstStep(state, deadline.kind, policy) }),
    },
    deadline.dueAt,
  );
};

const said = (
  state: IncidentState,
  occurrence: Occurrence,
  command: CommandOf<'deadlinesPassed'>,
  policy: Policy,
): IncidentEvent => {
  const { deadline, stage } = occurrence;
  if (deadline.kind === 'standbySummary') return summary(state, command);
  switch (stage) {
    case 'warn':
    case 'once':
      return fact(command.meta, 'deadline.warned', { deadline: refOf(deadline) });
    case 'escalate':
      return escalated(state, occurrence, command, policy);
    case 'breach':
      return breached(state, deadline, command, policy);
  }
};

/** A reminder of something already overdue would be noise: the breach says it. */
const worthSaying = (due: readonly Occurrence[], now: number): readonly Occurrence[] =>
  due.filter(({ stage, deadline }) => stage !== 'warn' || deadline.dueAt >= now);

/** Everything due by now, told in one go; what a breach brings on at once (a second step missed while down) too. */
export const deadlinesPassed = (
  state: IncidentState,
  command: CommandOf<'deadlinesPassed'>,
  policy: Policy,
): IncidentDecision => {
  const { now } = command.meta;
  const events: IncidentEvent[] = [];
  let current: IncidentState = state;
  for (let round = 0; round < 3; round += 1) {
    const due = worthSaying(
      occurrences(current, policy).filter(({ at }) => at <= now),
      now,
    );
    if (due.length === 0) break;
    for (const occurrence of due) {
      const event = said(current, occurrence, command, policy);
      events.push(event);
      current = evolveIncident(current, event) ?? current;
    }
  }
  const archives = archivesAt(current, policy);
  if (archives !== undefined && archives <= now)
    events.push(fact(command.meta, 'rooms.archived', {}));
  return { events };
};
