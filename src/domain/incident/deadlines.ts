import type { Localised } from '../locale.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import type { DeadlineRef } from './event.ts';
import { COMMANDER, holdsRole, isOnFile, membersOf } from './people.ts';
import type { Approval, IncidentState } from './state.ts';
import { openTasks } from './tasks.ts';

/**
 * What the engine says of a deadline. `full`: reminder, breach, second escalation. `breachOnly` adds no
 * second step; `once`: a single word when its time has passed (promises, summaries, action items).
 */
export type Manner = 'full' | 'breachOnly' | 'once';
export interface Deadline extends DeadlineRef {
  readonly manner: Manner;
}

const TITLES = {
  grade: { 'zh-CN': '定级', en: 'Grade the incident' },
  update: { 'zh-CN': '进展汇报', en: 'Progress update' },
  standbySummary: { 'zh-CN': '备班响应汇总', en: 'Standby replies' },
  postmortemDraft: { 'zh-CN': '复盘初稿审阅', en: 'Review the postmortem draft' },
  postmortemReview: { 'zh-CN': '复盘发布', en: 'Publish the postmortem' },
} as const satisfies Record<string, Localised>;

const approvalTitle = ({ ref, version }: Approval): Localised => ({
  'zh-CN': `审批 ${ref} v${version}`,
  en: `Decide on ${ref} v${version}`,
});

const promiseTitle = (announcement: string, variable: string): Localised =>
  variable === 'eta'
    ? {
        'zh-CN': `公告 ${announcement} 承诺的恢复时间已过，请更新公告`,
        en: `The recovery time promised in ${announcement} has passed: update the announcement`,
      }
    : {
        'zh-CN': `公告 ${announcement} 承诺的更新时间已过，请发布新进展`,
        en: `The update promised in ${announcement} is due: publish news`,
      };

const unless = (condition: boolean, deadline: () => Deadline): readonly Deadline[] =>
  condition ? [] : [deadline()];

/** Those who owe it and are still there; else the people of a role, so that nothing is owed by nobody. */
const owing = (
  state: IncidentState,
  people: readonly PersonRef[],
  role: string,
  policy: Policy,
): readonly PersonRef[] => {
  const here = people.filter((person) => isOnFile(person, policy));
  return here.length > 0 ? here : membersOf(state, role, policy);
};

const taskDeadlines = (state: IncidentState, policy: Policy): readonly Deadline[] =>
  openTasks(state).map((task) => ({
    id: `task:${task.id}`,
    kind: 'task',
    anchoredAt: task.anchoredAt,
    dueAt: task.dueAt,
    role: task.role,
    owners: owing(state, task.owner === undefined ? [] : [task.owner], task.role, policy),
    title: task.title,
    manner: 'full',
  }));

const gradeDeadline = (state: IncidentState, policy: Policy): readonly Deadline[] =>
  unless(state.phase !== 'triage', () => {
    const { role } = policy.common.deadlines.gradeIncident;
    return {
      id: 'grade',
      kind: 'grade',
      anchoredAt: state.openedAt,
      dueAt: state.gradeDueAt,
      role,
      owners: membersOf(state, role, policy),
      title: TITLES.grade,
      manner: 'full',
    };
  });

/** Who owes the next update: the commander; without one the response team (一般) or communications. */
const updateRole = (state: IncidentState, policy: Policy): string => {
  if (membersOf(state, COMMANDER, policy).length > 0) return COMMANDER;
  return state.severity === 'sev3' ? 'onsiteResponse' : 'communications';
};

/** Update clock: since the last update, or the last grading, reopening or change of rhythm. */
const updateDeadline = (state: IncidentState, policy: Policy): readonly Deadline[] => {
  const { cadence } = state;
  if (state.phase !== 'active' || cadence === undefined) return [];
  const anchoredAt = Math.max(state.updates.lastAt ?? 0, cadence.since);
  const role = updateRole(state, policy);
  return [
    {
      id: 'update',
      kind: 'update',
      anchoredAt,
      dueAt: anchoredAt + cadence.everyMs,
      role,
      owners: membersOf(state, role, policy),
      title: TITLES.update,
      manner: 'full',
    },
  ];
};

/** Whether a person wrote what is decided on, any version of it: nobody approves their own text. */
export const isAuthor = (state: IncidentState, approval: Approval, { id }: PersonRef): boolean =>
  approval.author.id === id ||
  state.announcements.some(
    (announcement) =>
      announcement.id === approval.ref && announcement.versions.some(({ by }) => by.id === id),
  );

/** The people who may still vote. */
export const votersOf = (
  state: IncidentState,
  approval: Approval,
  policy: Policy,
): readonly PersonRef[] => {
  const eligible = approval.eligible.flatMap((role) => membersOf(state, role, policy));
  const distinct = [...new Map(eligible.map((person) => [person.id, person])).values()];
  return distinct.filter(
    (person) =>
      approval.votes[person.id] === undefined &&
      (approval.allowSelf || !isAuthor(state, approval, person)),
  );
};

/** Roles that must have voted and have not. */
export const missingRoles = (approval: Approval): readonly string[] =>
  approval.mustInclude.filter(
    (role) =>
      !Object.values(approval.votes).some(
        ({ choice, roles }) => choice === 'approve' && roles.includes(role),
      ),
  );

export const approvalMet = (approval: Approval): boolean =>
  Object.values(approval.votes).filter(({ choice }) => choice === 'approve').length >=
    approval.quorum && missingRoles(approval).length === 0;

const approvalDeadlines = (state: IncidentState, policy: Policy): readonly Deadline[] =>
  Object.values(state.approvals)
    .filter(({ status }) => status === 'pending')
    .map((approval) => ({
      id: `approval:${approval.id}`,
      kind: 'approval',
      anchoredAt: approval.submittedAt,
      dueAt: approval.decideBy,
      role: approval.eligible[0] ?? 'commandGroup',
      owners: votersOf(state, approval, policy),
      title: approvalTitle(approval),
      manner: 'full',
    }));

const promiseDeadlines = (state: IncidentState, policy: Policy): readonly Deadline[] =>
  state.promises.map((promise) => ({
    id: promise.id,
    kind: 'promise',
    anchoredAt: promise.madeAt,
    dueAt: promise.at,
    role: 'brandPr',
    owners: owing(state, promise.owners, 'brandPr', policy),
    title: promiseTitle(promise.announcement, promise.variable),
    manner: 'once',
  }));

const standbyDeadline = (state: IncidentState, policy: Policy): readonly Deadline[] => {
  const { standby } = state;
  if (standby === undefined || standby.summarisedAt !== undefined) return [];
  return [
    {
      id: 'standby',
      kind: 'standbySummary',
      anchoredAt: standby.calledAt,
      // One ms early: the summary is due at the minute itself, a promise only once it has passed.
      dueAt: standby.calledAt + state.engine.standbySummaryAfterMs - 1,
      role: 'logistics',
      owners: membersOf(state, 'logistics', policy),
      title: TITLES.standbySummary,
      manner: 'once',
    },
  ];
};

const postmortemDeadline = (
  state: IncidentState,
  policy: Policy,
  kind: 'postmortemDraft' | 'postmortemReview',
  dueAt: Instant,
): Deadline => {
  const { role } = policy.common.deadlines[kind];
  return {
    id: kind,
    kind,
    anchoredAt: state.closedAt ?? dueAt,
    dueAt,
    role,
    owners: membersOf(state, role, policy),
    title: TITLES[kind],
    manner: 'breachOnly',
  };
};

const postmortemDeadlines = (state: IncidentState, policy: Policy): readonly Deadline[] => {
  const { postmortem, postmortemDue } = state;
  if (postmortemDue === undefined) return [];
  const open = {
    draft: postmortem.status === 'draft',
    review: ['draft', 'inReview'].includes(postmortem.status),
  };
  return [
    ...unless(!open.draft, () =>
      postmortemDeadline(state, policy, 'postmortemDraft', postmortemDue.draft),
    ),
    ...unless(!open.review, () =>
      postmortemDeadline(state, policy, 'postmortemReview', postmortemDue.review),
    ),
  ];
};

const actionDeadlines = (state: IncidentState, policy: Policy): readonly Deadline[] =>
  state.actions.flatMap(({ id, text, owner, dueAt, addedAt, doneAt }) =>
    doneAt !== undefined || dueAt === undefined
      ? []
      : [
          {
            id: `action:${id}`,
            kind: 'action' as const,
            anchoredAt: addedAt,
            dueAt,
            role: 'knowledgeOwner',
            owners: owing(state, owner === undefined ? [] : [owner], 'commandGroup', policy),
            title: { 'zh-CN': `改进措施 ${id}：${text}`, en: `Action ${id}: ${text}` },
            manner: 'once' as const,
          },
        ],
  );

/** Every deadline that runs now. Due dates come from here and from nowhere else. */
export const deadlinesOf = (state: IncidentState, policy: Policy): readonly Deadline[] => {
  switch (state.phase) {
    case 'cancelled':
      return actionDeadlines(state, policy);
    case 'closed':
      return [...postmortemDeadlines(state, policy), ...actionDeadlines(state, policy)];
    case 'triage':
    case 'active':
    case 'monitoring':
      return [
        ...taskDeadlines(state, policy),
        ...gradeDeadline(state, policy),
        ...updateDeadline(state, policy),
        ...approvalDeadlines(state, policy),
        ...promiseDeadlines(state, policy),
        ...standbyDeadline(state, policy),
        ...actionDeadlines(state, policy),
      ];
  }
};

export const refOf = ({ manner: _, ...ref }: Deadline): DeadlineRef => ref;
export const markKey = ({ id, dueAt }: Pick<DeadlineRef, 'id' | 'dueAt'>): string =>
  `${id}|${dueAt}`;

const spoken = (given: string): string => given.trim().toLowerCase();

/** The deadline a person means: `announce`, `task:announce`, `update`, `A1`, `grade`. */
export const findDeadline = (
  state: IncidentState,
  policy: Policy,
  given: string,
): Deadline | undefined => {
  const wanted = spoken(given);
  const known = deadlinesOf(state, policy);
  return (
    known.find(({ id }) => id.toLowerCase() === wanted) ??
    known.find(({ id }) => id.toLowerCase() === `task:${wanted}`) ??
    known.find(({ id }) => id.toLowerCase().startsWith(`approval:${wanted}.`)) ??
    known.find(({ title }) => Object.values(title).some((text) => text.toLowerCase() === wanted))
  );
};

export const ownsDeadline = (
  state: IncidentState,
  person: PersonRef,
  deadline: Deadline,
  policy: Policy,
): boolean =>
  deadline.owners.some(({ id }) => id === person.id) ||
  holdsRole(state, person, deadline.role, policy);
