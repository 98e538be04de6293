import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { Severity } from '../playbook/playbook.ts';
import { SECOND } from '../time.ts';
import type { CommandMeta, CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import type { IncidentEvent } from './event.ts';
import { foldIncident } from './evolve.ts';
import { fact, happened, PARTICIPANT, RUNNING, unlessAllowed, unlessPhase } from './fact.ts';
import type { IncidentState } from './state.ts';
import { cadenceOf, gradingTasks, supersededBy } from './tasks.ts';

/** Two people grading in the same moment: the second is asked before anything changes (domain E9). */
const JUST_NOW_MS = 10 * SECOND;

const rankOf = (severity: Severity): number => Number(severity.slice(3));
export const lowers = (from: Severity | undefined, to: Severity): boolean =>
  from !== undefined && rankOf(to) > rankOf(from);

/** The events of a grading: level, what it supersedes, what it starts. */
export const gradingEvents = (
  state: IncidentState,
  severity: Severity,
  reason: string | undefined,
  meta: CommandMeta,
  policy: Policy,
): readonly IncidentEvent[] => {
  const level = state.scheme.levels[severity];
  const graded = fact(meta, 'incident.graded', {
    severity,
    cadence: cadenceOf(level, severity, policy),
    ...(state.severity === undefined ? {} : { from: state.severity }),
    ...(reason === undefined ? {} : { reason }),
  });
  const ids = supersededBy(state, severity);
  const events: IncidentEvent[] = [graded];
  if (ids.length > 0) events.push(fact(meta, 'tasks.superseded', { ids, because: 'regraded' }));
  const after = foldIncident(state, events) ?? state;
  const tasks = gradingTasks(after, severity, level, meta.now);
  if (tasks.length > 0) events.push(fact(meta, 'tasks.added', { tasks }));
  return events;
};

const lowering = (state: IncidentState, command: CommandOf<'grade'>, policy: Policy) => {
  const { severity, reason, meta } = command;
  if (state.severity === undefined || !lowers(state.severity, severity)) return undefined;
  if (unlessAllowed(state, meta, policy, 'grade', ['commandGroup', 'leadership']) !== undefined)
    return reject({ code: 'lowering-not-allowed', from: state.severity, to: severity });
  return reason === undefined || reason.trim() === ''
    ? reject({ code: 'reason-missing', verb: 'grade' })
    : undefined;
};

const collision = (state: IncidentState, { severity, meta, confirmed }: CommandOf<'grade'>) => {
  const last = state.severityHistory.at(-1);
  return last !== undefined &&
    confirmed !== true &&
    last.by.id !== meta.actor.id &&
    meta.now - last.at < JUST_NOW_MS
    ? reject({ code: 'graded-just-now', severity: last.severity, by: last.by, wanted: severity })
    : undefined;
};

const grade = (state: IncidentState, command: CommandOf<'grade'>, policy: Policy) => {
  const { severity, reason, meta } = command;
  const last = state.severityHistory.at(-1);
  const refused =
    unlessPhase(state, 'grade', RUNNING) ??
    unlessAllowed(state, meta, policy, 'grade', [...PARTICIPANT, 'commandGroup', 'leadership']);
  if (refused !== undefined) return refused;
  if (last !== undefined && last.severity === severity)
    return reject({ code: 'already-graded', severity, by: last.by, at: last.at });
  return (
    collision(state, command) ??
    lowering(state, command, policy) ??
    happened(...gradingEvents(state, severity, reason, meta, policy))
  );
};

export const decideGrade: Deciders<'grade'> = { grade };
