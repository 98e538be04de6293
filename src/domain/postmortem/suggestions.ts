import type { EventOf, IncidentEvent } from '../incident/event.ts';
import { rosterOf } from '../incident/people.ts';
import type { IncidentState } from '../incident/state.ts';
import type { Operator, Playbook, PerSeverity } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import { MINUTE } from '../time.ts';
import type { Drill, KbSuggestion, LessonPrompt, Measure, RevisionSuggestion } from './model.ts';
import type { AnnouncementRow, DeadlineName, DeadlineRow, DeadlineStatus } from './record-rows.ts';
import { damageBegan, eventsOf, known } from './record.ts';

/** A role nobody filled for longer than this wants a deputy (domain 4.3). */
const EMPTY_ROLE_MS = 10 * MINUTE;

/** S0's own example of a revision: 接通率 70 % for 10 min becomes 75 % for 5 min. */
const TIGHTER_POINTS = 5;
const TIGHTER_SHARE = 0.05;
const TIGHTER_WINDOW = 0.5;

/** Five points, or five percent of a large figure (seconds, calls), nearer to normal. */
const tighter = (op: Operator, value: number): number => {
  const step = Math.round(Math.max(TIGHTER_POINTS, value * TIGHTER_SHARE));
  if (op === 'lt' || op === 'lte') return value + step;
  return op === 'eq' ? value : value - step;
};

const ruleOf = (
  { data }: EventOf<'trigger.met'>,
  playbooks: readonly Playbook[],
): { readonly playbook: string; readonly sustainedForMs: number } | undefined => {
  const playbook = playbooks.find(({ triggers }) => triggers.some(({ id }) => id === data.rule));
  return playbook === undefined
    ? undefined
    : { playbook: playbook.id, sustainedForMs: data.sustainedForMs };
};

/** Rules that fired only when the damage had run for more than half of their window. */
const lateRules = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): readonly RevisionSuggestion[] => {
  const began = damageBegan(state) ?? state.openedAt;
  const playbooks = state.playbooks.map(({ playbook }) => playbook);
  return eventsOf(events, 'trigger.met').flatMap((event): readonly RevisionSuggestion[] => {
    const { data, occurredAt } = event;
    const rule = ruleOf(event, playbooks);
    const aheadMs = occurredAt - began;
    if (rule === undefined || rule.sustainedForMs === 0 || aheadMs <= rule.sustainedForMs / 2)
      return [];
    return [
      {
        kind: 'tightenTrigger',
        playbook: rule.playbook,
        path: `triggers.${data.rule}`,
        metric: data.metric,
        op: data.op,
        from: { value: data.limit, sustainedForMs: rule.sustainedForMs },
        to: {
          value: tighter(data.op, data.limit),
          sustainedForMs: rule.sustainedForMs * TIGHTER_WINDOW,
        },
        aheadMs,
      },
    ];
  });
};

const slowApprovals = (
  state: IncidentState,
  rows: readonly DeadlineRow[],
): readonly RevisionSuggestion[] =>
  Object.values(state.approvals).flatMap((approval): readonly RevisionSuggestion[] => {
    if (approval.subject !== 'announcement') return [];
    const row = rows.find(({ id }) => id === `approval:${approval.id}`);
    return row?.status === 'late' || row?.status === 'missed'
      ? [
          {
            kind: 'easeApproval',
            announcement: approval.ref,
            quorum: approval.quorum,
            lateMs: row.lateMs ?? 0,
          },
        ]
      : [];
  });

/** Roles of the playbooks that had nobody in the roster, and nobody named in time either. */
const emptyRoles = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  policy: Policy,
): readonly RevisionSuggestion[] => {
  const end = state.resolvedAt ?? state.closedAt;
  const needed = new Map(
    state.playbooks.flatMap(({ playbook, attachedAt }) =>
      playbook.roles.map(({ role }) => [role, attachedAt] as const),
    ),
  );
  return [...needed].flatMap(([role, since]): readonly RevisionSuggestion[] => {
    if (rosterOf(role, policy).length > 0) return [];
    const named = eventsOf(events, 'role.assigned').find(
      ({ data }) => data.role === role && data.people.length > 0,
    );
    const until = named?.occurredAt ?? end;
    return until !== undefined && until - since > EMPTY_ROLE_MS
      ? [{ kind: 'addDeputy', role, emptyMs: until - since }]
      : [];
  });
};

const adhocTasks = (state: IncidentState): readonly RevisionSuggestion[] => {
  const playbook = state.playbooks[0]?.playbook.id;
  return playbook === undefined
    ? []
    : state.tasks
        .filter(({ source }) => source.kind === 'adhoc')
        .map(({ id, title, role }) => ({ kind: 'adoptTask', playbook, task: id, title, role }));
};

/** Changes of playbook and roster that this one incident speaks for (domain 4.3); a person decides. */
export const revisionSuggestions = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  rows: readonly DeadlineRow[],
  policy: Policy,
): readonly RevisionSuggestion[] => [
  ...lateRules(state, events),
  ...slowApprovals(state, rows),
  ...emptyRoles(state, events, policy),
  ...adhocTasks(state),
];

/** Wording typed by hand and measures taken: what the knowledge base does not have yet. */
export const kbSuggestions = (
  state: IncidentState,
  measures: readonly Measure[],
): readonly KbSuggestion[] => [
  ...state.wordings
    .filter(({ source, publishedAt }) => source === 'typed' && publishedAt !== undefined)
    .map(({ id, text }): KbSuggestion => ({ kind: 'wording', id, text })),
  ...measures
    .filter(({ kind }) => kind === 'measure')
    .map(({ text }): KbSuggestion => ({ kind: 'step', text })),
];

/** Names a deadline without saying it in a language. */
const nameOf = ({ id, kind, title }: DeadlineRow): DeadlineName => ({
  id,
  kind,
  ...known('title', title),
});

const DUE: readonly DeadlineStatus[] = ['onTime', 'late', 'missed'];

const wentWrong = (rows: readonly DeadlineRow[]): readonly DeadlineRow[] =>
  rows.filter(({ counted, status }) => counted && (status === 'late' || status === 'missed'));

/** What to talk about: everything late, missed, rejected or opened again; and that all was in time. */
export const lessonPrompts = (
  events: readonly IncidentEvent[],
  rows: readonly DeadlineRow[],
  announcements: readonly AnnouncementRow[],
): readonly LessonPrompt[] => {
  const due = rows.filter(({ counted, status }) => counted && DUE.includes(status));
  const wrong = wentWrong(rows);
  return [
    ...(due.length > 0 && wrong.length === 0
      ? [{ kind: 'allOnTime' as const, total: due.length }]
      : []),
    ...wrong.map(
      (row): LessonPrompt =>
        row.status === 'late'
          ? { kind: 'late', deadline: nameOf(row), lateMs: row.lateMs ?? 0 }
          : { kind: 'missed', deadline: nameOf(row) },
    ),
    ...announcements
      .filter(({ rejections }) => rejections > 0)
      .map(({ id }): LessonPrompt => ({ kind: 'rejected', announcement: id })),
    ...eventsOf(events, 'incident.reopened').map(
      ({ data }): LessonPrompt => ({ kind: 'reopened', reason: data.reason }),
    ),
  ];
};

/** A drill with a longer list has no focus. */
const FOCUS_AT_MOST = 3;

const RANK: PerSeverity<number> = { sev1: 0, sev2: 1, sev3: 2 };

/** The next drill: a variant of the worst scenario (the later attached of equals), with what went late as its focus. */
export const drillSuggestion = (
  state: IncidentState,
  rows: readonly DeadlineRow[],
): Drill | undefined => {
  const worst = state.playbooks
    .map(({ playbook }) => playbook)
    .filter(({ drillVariants }) => drillVariants.length > 0)
    .toReversed()
    .toSorted((one, other) => RANK[one.defaultSeverity] - RANK[other.defaultSeverity])[0];
  const variant = worst?.drillVariants[0];
  if (worst === undefined || variant === undefined) return undefined;
  const focus = new Map(wentWrong(rows).map((row) => [row.id, nameOf(row)]));
  return { variant, scenario: worst.names, focus: [...focus.values()].slice(0, FOCUS_AT_MOST) };
};
