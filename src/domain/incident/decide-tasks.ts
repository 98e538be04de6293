import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import { deadlinesOf, findDeadline, ownsDeadline, refOf } from './deadlines.ts';
import type { Deciders } from './decide.ts';
import {
  COMMAND,
  fact,
  happened,
  PARTICIPANT,
  RUNNING,
  unlessAllowed,
  unlessPhase,
} from './fact.ts';
import type { IncidentState } from './state.ts';
import { findTask, missingFacts, openTasks } from './tasks.ts';

const CONFIRMED = /确认|確認|confirm/i;

/** The open task that is meant, or why there is none. */
const openTask = (state: IncidentState, given: string) => {
  const task = findTask(state, given);
  if (task === undefined)
    return reject({ code: 'task-not-found', given, open: openTasks(state).map(({ id }) => id) });
  if (task.status === 'open') return task;
  return reject({
    code: 'task-not-open',
    task: task.id,
    status: task.status,
    ...(task.closedBy === undefined ? {} : { by: task.closedBy }),
    ...(task.closedAt === undefined ? {} : { at: task.closedAt }),
  });
};

/**
 * The open task that is meant, when it may be ticked now and by this person. Whoever takes part may: in a
 * crisis the hands that did it report it; the record keeps who.
 */
const taskToTick = (
  state: IncidentState,
  { meta, task: given }: CommandOf<'taskDone' | 'taskSkip'>,
  policy: Policy,
) => {
  const phase = unlessPhase(state, 'task', RUNNING);
  if (phase !== undefined) return phase;
  const task = openTask(state, given);
  if ('rejected' in task) return task;
  const ticking = [task.role, ...COMMAND, ...PARTICIPANT];
  return unlessAllowed(state, meta, policy, 'task', ticking) ?? task;
};

const taskDone = (state: IncidentState, command: CommandOf<'taskDone'>, policy: Policy) => {
  const { meta, note } = command;
  const task = taskToTick(state, command, policy);
  if ('rejected' in task) return task;
  const missing = missingFacts(state, task);
  if (missing.length > 0) return reject({ code: 'facts-missing', task: task.id, missing });
  if (task.precondition !== undefined && !CONFIRMED.test(note ?? ''))
    return reject({
      code: 'precondition-unconfirmed',
      task: task.id,
      zh: task.precondition['zh-CN'],
      en: task.precondition.en,
    });
  return happened(
    fact(meta, 'task.done', {
      id: task.id,
      lateMs: Math.max(0, meta.now - task.dueAt),
      ...(note === undefined ? {} : { note }),
    }),
  );
};

const taskSkip = (state: IncidentState, command: CommandOf<'taskSkip'>, policy: Policy) => {
  const task = taskToTick(state, command, policy);
  if ('rejected' in task) return task;
  const { reason, meta } = command;
  if (reason === undefined || reason.trim() === '')
    return reject({ code: 'reason-missing', verb: 'task skip' });
  return happened(fact(meta, 'task.skipped', { id: task.id, reason }));
};

const freshId = (state: IncidentState): string => {
  const used = state.tasks.filter(({ source }) => source.kind === 'adhoc').length;
  return `T${used + 1}`;
};

const taskAdd = (state: IncidentState, command: CommandOf<'taskAdd'>, policy: Policy) => {
  const { meta, title, dueMs, role, owner } = command;
  const refused =
    unlessPhase(state, 'task', RUNNING) ??
    unlessAllowed(state, meta, policy, 'task', [...COMMAND, ...PARTICIPANT]);
  if (refused !== undefined) return refused;
  if (!policy.common.roles.some(({ id }) => id === role))
    return reject({ code: 'unknown-role', given: role });
  const id = freshId(state);
  return happened(
    fact(meta, 'tasks.added', {
      tasks: [
        {
          id,
          item: id,
          source: { kind: 'adhoc' },
          title: { 'zh-CN': title, en: title },
          role,
          anchor: 'added',
          anchoredAt: meta.now,
          dueAt: meta.now + dueMs,
          ...(owner === undefined ? {} : { owner }),
        },
      ],
    }),
  );
};

/** Says that an owner knows: escalation waits until `eta`, or for good without one. The breach stays on record. */
const ack = (state: IncidentState, command: CommandOf<'ack'>, policy: Policy) => {
  const { meta, deadline: given, reason, eta } = command;
  const deadline = findDeadline(state, policy, given);
  if (deadline === undefined)
    return reject({
      code: 'deadline-not-found',
      given,
      known: deadlinesOf(state, policy).map(({ id }) => id.replace(/^task:/, '')),
    });
  if (!ownsDeadline(state, meta.actor, deadline, policy)) {
    const refused = unlessAllowed(state, meta, policy, 'ack', [deadline.role, ...COMMAND]);
    if (refused !== undefined) return refused;
  }
  if (reason === undefined || reason.trim() === '')
    return reject({ code: 'reason-missing', verb: 'ack' });
  if (eta !== undefined && eta <= meta.now) return reject({ code: 'eta-in-past', eta });
  return happened(
    fact(meta, 'deadline.acknowledged', {
      deadline: refOf(deadline),
      reason,
      ...(eta === undefined ? {} : { eta }),
    }),
  );
};

export const decideTasks: Deciders<'taskDone' | 'taskSkip' | 'taskAdd' | 'ack'> = {
  taskDone,
  taskSkip,
  taskAdd,
  ack,
};
