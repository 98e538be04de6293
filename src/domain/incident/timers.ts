import type { Policy } from '../policy.ts';
import { outOfQuietHours } from '../quiet-hours.ts';
import type { Instant } from '../time.ts';
import { deadlinesOf, markKey, type Deadline } from './deadlines.ts';
import { effectiveSeverity } from './people.ts';
import type { DeadlineMark, IncidentState } from './state.ts';

export type Stage = 'warn' | 'breach' | 'escalate' | 'once';

/** One thing the engine will say, and when. */
export interface Occurrence {
  readonly deadline: Deadline;
  readonly stage: Stage;
  readonly at: Instant;
  readonly resumed: boolean;
}

const inTheMorning = (state: IncidentState, at: Instant, periodMs: number): Instant =>
  outOfQuietHours(at, periodMs, state.engine.quietHours, state.timezone);

const warnAt = (state: IncidentState, { anchoredAt, dueAt }: Deadline): Instant => {
  const period = dueAt - anchoredAt;
  const at = anchoredAt + Math.round(period * state.engine.warnAtFraction);
  return inTheMorning(state, at, period);
};

const secondStepAt = (state: IncidentState, { anchoredAt, dueAt }: Deadline): Instant =>
  dueAt +
  Math.max(
    state.engine.escalateAgainMinMs,
    Math.round((dueAt - anchoredAt) * state.engine.escalateAgainAfter),
  );

/** After a breach: the second step, or again once an acknowledged time has passed. */
const escalation = (
  state: IncidentState,
  deadline: Deadline,
  mark: DeadlineMark,
): readonly Occurrence[] => {
  const { acknowledged, escalations, lastEscalatedAt, paused } = mark;
  const second = secondStepAt(state, deadline);
  const next = (at: Instant, resumed: boolean): readonly Occurrence[] => [
    { deadline, stage: 'escalate', at, resumed },
  ];
  if (acknowledged === undefined) return escalations === 0 ? next(second, false) : [];
  const { eta } = acknowledged;
  if (eta === undefined) return [];
  // The acknowledged time itself is still in time: one ms later.
  const resumes = eta + 1;
  if (paused === true) return next(resumes, true);
  if (escalations === 0) return next(Math.max(second, resumes), resumes > second);
  return lastEscalatedAt !== undefined && lastEscalatedAt > eta ? [] : next(resumes, true);
};

/** Reminders stop when somebody said that they know, until the time they gave (domain 7, 7). */
const silencedAt = (mark: DeadlineMark | undefined, at: Instant): boolean =>
  mark?.acknowledged !== undefined &&
  (mark.acknowledged.eta === undefined || mark.acknowledged.eta >= at);

/** A promise is told when it has passed; an action item of days waits for the morning. */
const once = (
  state: IncidentState,
  deadline: Deadline,
  mark: DeadlineMark | undefined,
): readonly Occurrence[] => {
  if (mark?.warnedAt !== undefined) return [];
  const { kind, anchoredAt, dueAt } = deadline;
  const passed = dueAt + 1;
  const said = (at: Instant): readonly Occurrence[] => [
    { deadline, stage: 'once', at, resumed: false },
  ];
  if (kind === 'standbySummary') return said(passed);
  const eta = mark?.acknowledged?.eta;
  if (silencedAt(mark, passed)) return eta === undefined ? [] : said(eta + 1);
  return said(kind === 'action' ? inTheMorning(state, passed, dueAt - anchoredAt) : passed);
};

const occurrencesOf = (state: IncidentState, deadline: Deadline): readonly Occurrence[] => {
  const mark = state.marks[markKey(deadline)];
  if (deadline.manner === 'once') return once(state, deadline, mark);
  if (mark?.breachedAt !== undefined)
    return deadline.manner === 'full' ? escalation(state, deadline, mark) : [];
  const warn = warnAt(state, deadline);
  // Done at the due time itself is on time, so the breach begins one ms later.
  const breach: Occurrence = {
    deadline,
    stage: 'breach',
    at: deadline.dueAt + 1,
    resumed: false,
  };
  return mark?.warnedAt === undefined && warn < deadline.dueAt && !silencedAt(mark, warn)
    ? [{ deadline, stage: 'warn', at: warn, resumed: false }, breach]
    : [breach];
};

/** Everything the engine will say unless something happens first. */
export const occurrences = (state: IncidentState, policy: Policy): readonly Occurrence[] =>
  deadlinesOf(state, policy).flatMap((deadline) => occurrencesOf(state, deadline));

export interface Timer {
  readonly id: string;
  readonly dueAt: Instant;
  readonly rank: number;
}

/** When the rooms of a closed incident are archived, where the rules say so. */
export const archivesAt = (
  { phase, closedAt, roomsArchivedAt, rooms }: IncidentState,
  policy: Policy,
): Instant | undefined => {
  const { archiveAfterMs } = policy.common.warRoom;
  const due = phase === 'closed' && roomsArchivedAt === undefined && Object.keys(rooms).length > 0;
  return due && closedAt !== undefined && archiveAfterMs !== undefined
    ? closedAt + archiveAfterMs
    : undefined;
};

const LAST_RANK = 9;

const archiveTimer = (state: IncidentState, policy: Policy): readonly Timer[] => {
  const at = archivesAt(state, policy);
  return at === undefined ? [] : [{ id: `archive|once|${at}`, dueAt: at, rank: LAST_RANK }];
};

const RANK = { sev1: 1, sev2: 4, sev3: 7 } as const;
const STAGE_RANK = { breach: 0, escalate: 0, warn: 1, once: 2 } as const;

/** Timer rows for the store: deterministic ids, the most severe first. */
export const timersOf = (state: IncidentState, policy: Policy): readonly Timer[] => [
  ...occurrences(state, policy).map(({ deadline, stage, at }) => ({
    id: `${deadline.id}|${stage}|${at}`,
    dueAt: at,
    rank: RANK[effectiveSeverity(state)] + STAGE_RANK[stage],
  })),
  ...archiveTimer(state, policy),
];
