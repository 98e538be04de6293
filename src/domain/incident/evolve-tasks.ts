import { markKey } from './deadlines.ts';
import type { DeadlineRef } from './event.ts';
import type { Steps } from './evolve.ts';
import type { DeadlineMark, IncidentState, Task } from './state.ts';

const patchTask = (state: IncidentState, id: string, patch: Partial<Task>): IncidentState => ({
  ...state,
  tasks: state.tasks.map((task) => (task.id === id ? { ...task, ...patch } : task)),
});

const patchMark = (
  state: IncidentState,
  deadline: DeadlineRef,
  patch: (mark: DeadlineMark) => Partial<DeadlineMark>,
): IncidentState => {
  const key = markKey(deadline);
  const mark = state.marks[key] ?? { ref: deadline, escalations: 0 };
  return { ...state, marks: { ...state.marks, [key]: { ...mark, ...patch(mark) } } };
};

/** The step that a breach takes at once, unless an acknowledgement held it back. */
export const FIRST_STEP = 1;

export const evolveTasks: Steps<
  | 'tasks.added'
  | 'tasks.superseded'
  | 'task.done'
  | 'task.skipped'
  | 'deadline.warned'
  | 'deadline.breached'
  | 'deadline.escalated'
  | 'deadline.acknowledged'
  | 'cadence.changed'
> = {
  'tasks.added': (state, { data }) => ({
    ...state,
    tasks: [...state.tasks, ...data.tasks.map((task): Task => ({ ...task, status: 'open' }))],
  }),
  'tasks.superseded': (state, { data, occurredAt }) =>
    data.ids.reduce(
      (all, id) => patchTask(all, id, { status: 'superseded', closedAt: occurredAt }),
      state,
    ),
  'task.done': (state, { data, occurredAt, actor }) =>
    patchTask(state, data.id, {
      status: 'done',
      closedAt: occurredAt,
      closedBy: actor,
      lateMs: data.lateMs,
      ...(data.note === undefined ? {} : { note: data.note }),
      ...(data.by === undefined ? {} : { automatic: true }),
    }),
  'task.skipped': (state, { data, occurredAt, actor }) =>
    patchTask(state, data.id, {
      status: 'skipped',
      closedAt: occurredAt,
      closedBy: actor,
      note: data.reason,
    }),
  'deadline.warned': (state, { data, recordedAt }) =>
    patchMark(state, data.deadline, () => ({ warnedAt: recordedAt })),
  'deadline.breached': (state, { data, recordedAt }) =>
    patchMark(state, data.deadline, () => ({
      breachedAt: recordedAt,
      ...(data.escalateTo === undefined ? { paused: true } : {}),
    })),
  'deadline.escalated': (state, { data, recordedAt }) =>
    patchMark(state, data.deadline, ({ escalations }) => ({
      escalations: data.step === FIRST_STEP ? escalations : escalations + 1,
      lastEscalatedAt: recordedAt,
      paused: false,
    })),
  'deadline.acknowledged': (state, { data, occurredAt, actor }) =>
    patchMark(state, data.deadline, () => ({
      acknowledged: {
        by: actor,
        reason: data.reason,
        at: occurredAt,
        ...(data.eta === undefined ? {} : { eta: data.eta }),
      },
    })),
  'cadence.changed': (state, { data, occurredAt }) => ({
    ...state,
    cadence: { everyMs: data.everyMs, to: state.cadence?.to ?? 'warRoom', since: occurredAt },
  }),
};
