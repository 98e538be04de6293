import type { IncidentEvent } from '../incident/event.ts';
import type { IncidentState, Task } from '../incident/state.ts';
import type { Instant } from '../time.ts';
import { dueStatus, type BareRow } from './due-status.ts';
import type { ChecklistRow } from './model.ts';
import type { DeadlineStatus } from './record-rows.ts';
import { eventsOf, known } from './record.ts';

type Because = 'regraded' | 'reopened' | 'closed' | 'cancelled';

const supersededBecause = (events: readonly IncidentEvent[]): ReadonlyMap<string, Because> =>
  new Map(
    eventsOf(events, 'tasks.superseded').flatMap(({ data }) =>
      data.ids.map((id) => [id, data.because] as const),
    ),
  );

/** A forced close does not wipe out what was already overdue; a new level or a cancellation does. */
const supersededStatus = (task: Task, because: Because | undefined): DeadlineStatus => {
  if (because === 'cancelled') return 'cancelled';
  return because === 'closed' && (task.closedAt ?? task.dueAt) > task.dueAt
    ? 'missed'
    : 'superseded';
};

/** The clock of every checklist item. */
export const taskRows = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  end: Instant,
): readonly BareRow[] => {
  const because = supersededBecause(events);
  return state.tasks.map((task): BareRow => {
    const row = {
      id: `task:${task.id}`,
      kind: 'task' as const,
      title: task.title,
      dueAt: task.dueAt,
      counted: true,
    };
    if (task.status === 'skipped') return { ...row, status: 'skipped' };
    if (task.status === 'superseded')
      return { ...row, status: supersededStatus(task, because.get(task.id)) };
    const doneAt = task.status === 'done' ? task.closedAt : undefined;
    return { ...row, ...known('doneAt', doneAt), ...dueStatus(task.dueAt, doneAt, end) };
  });
};

const isLate = ({ status, lateMs }: Task): boolean => status === 'done' && (lateMs ?? 0) > 0;

/** Checklist items as they ended: done, late, skipped, superseded, or open still. */
export const checklistRows = (state: IncidentState): readonly ChecklistRow[] =>
  state.tasks.map((task) => ({
    id: task.id,
    title: task.title,
    role: task.role,
    adhoc: task.source.kind === 'adhoc',
    status: isLate(task) ? 'late' : task.status,
    dueAt: task.dueAt,
    ...known('closedAt', task.closedAt),
    ...known('by', task.closedBy),
    ...known('note', task.note),
    ...(isLate(task) ? known('lateMs', task.lateMs) : {}),
  }));
