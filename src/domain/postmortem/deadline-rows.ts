import type { IncidentEvent, DeadlineKind } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import { taskRows } from './checklist-rows.ts';
import { dueStatus, type BareRow } from './due-status.ts';
import type { DeadlineRow, DeadlineStatus, DeadlineSummary } from './record-rows.ts';
import { promiseRows } from './promise-rows.ts';
import { eventsOf, known } from './record.ts';
import { updateWindows } from './update-windows.ts';

const timedRow = (
  row: Pick<BareRow, 'id' | 'kind' | 'dueAt'>,
  doneAt: Instant | undefined,
  now: Instant,
): BareRow => ({
  ...row,
  ...known('doneAt', doneAt),
  ...dueStatus(row.dueAt, doneAt, now),
  counted: true,
});

const verifyRow = (state: IncidentState, policy: Policy, now: Instant): readonly BareRow[] => {
  if (state.alertedAt === undefined) return [];
  const dueAt = state.alertedAt + policy.common.deadlines.verifyAlert.dueMs;
  return [timedRow({ id: 'verify', kind: 'verify', dueAt }, state.openedAt, now)];
};

const gradeRow = (state: IncidentState, end: Instant): BareRow =>
  timedRow(
    { id: 'grade', kind: 'grade', dueAt: state.gradeDueAt },
    state.severityHistory[0]?.at,
    end,
  );

const updateRows = (events: readonly IncidentEvent[], now: Instant): readonly BareRow[] =>
  updateWindows(events, now).map(({ dueAt, updatedAt, status }) => ({
    id: 'update',
    kind: 'update',
    dueAt,
    ...known('doneAt', updatedAt),
    status,
    ...(updatedAt !== undefined && updatedAt > dueAt ? { lateMs: updatedAt - dueAt } : {}),
    counted: true,
  }));

const approvalRows = (state: IncidentState, end: Instant): readonly BareRow[] =>
  Object.values(state.approvals).map((approval) => {
    const row = {
      id: `approval:${approval.id}`,
      kind: 'approval' as const,
      dueAt: approval.decideBy,
    };
    return approval.decidedAt === undefined && approval.status === 'superseded'
      ? { ...row, status: 'superseded', counted: true }
      : timedRow(row, approval.decidedAt, end);
  });

/** Due after the close; shown only once it was missed, so that its comment has a place. */
const AFTERWARDS: readonly DeadlineKind[] = ['postmortemDraft', 'postmortemReview', 'action'];

const afterwardsRows = (events: readonly IncidentEvent[]): readonly BareRow[] =>
  eventsOf(events, 'deadline.breached')
    .filter(({ data }) => AFTERWARDS.includes(data.deadline.kind))
    .map(({ data: { deadline } }) => ({
      id: deadline.id,
      kind: deadline.kind,
      title: deadline.title,
      dueAt: deadline.dueAt,
      status: 'missed',
      counted: false,
    }));

const sameDeadline = (
  row: BareRow,
  deadline: { readonly id: string; readonly dueAt: Instant },
): boolean => row.id === deadline.id && row.dueAt === deadline.dueAt;

/** Whom the engine called about it, and what its owner answered. */
const withCalls = (row: BareRow, events: readonly IncidentEvent[]): DeadlineRow => {
  const first = eventsOf(events, 'deadline.breached').filter(({ data }) =>
    sameDeadline(row, data.deadline),
  );
  const further = eventsOf(events, 'deadline.escalated').filter(({ data }) =>
    sameDeadline(row, data.deadline),
  );
  const answer = eventsOf(events, 'deadline.acknowledged').findLast(({ data }) =>
    sameDeadline(row, data.deadline),
  );
  const calls = [...first, ...further].flatMap(({ data, recordedAt }) =>
    data.escalateTo === undefined ? [] : [{ to: data.escalateTo, at: recordedAt }],
  );
  return {
    ...row,
    escalations: calls,
    ...(answer === undefined
      ? {}
      : {
          acknowledged: {
            by: answer.actor,
            reason: answer.data.reason,
            at: answer.occurredAt,
            ...known('eta', answer.data.eta),
          },
        }),
  };
};

/** Every deadline of the incident as it went, by due time. Nothing runs on after the close: `now` at most then. */
export const deadlineRows = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  policy: Policy,
  now: Instant,
): readonly DeadlineRow[] => {
  const end = Math.min(now, state.closedAt ?? state.cancelledAt ?? now);
  const rows: readonly BareRow[] = [
    ...verifyRow(state, policy, end),
    gradeRow(state, end),
    ...taskRows(state, events, end),
    ...updateRows(events, end),
    ...approvalRows(state, end),
    ...promiseRows(state, events, end),
    ...afterwardsRows(events),
  ];
  return rows
    .map((row) => withCalls(row, events))
    .toSorted((one, other) => one.dueAt - other.dueAt);
};

/** On time of all that was due; superseded, skipped and cancelled are counted apart (domain 5.3). */
export const deadlineSummary = (rows: readonly DeadlineRow[]): DeadlineSummary => {
  const count = (status: DeadlineStatus): number =>
    rows.filter((row) => row.counted && row.status === status).length;
  const [onTime, late, missed] = [count('onTime'), count('late'), count('missed')];
  const total = onTime + late + missed;
  return {
    onTime,
    late,
    missed,
    total,
    superseded: count('superseded'),
    skipped: count('skipped'),
    cancelled: count('cancelled'),
    ...known('compliancePct', total === 0 ? undefined : Math.round((onTime / total) * 1000) / 10),
  };
};
