import { inChannelOrder } from './channel-texts.ts';
import type { Scope, SuggestionReason } from '#domain/incident/event.ts';
import { deadlinesOf, type Deadline } from '#domain/incident/deadlines.ts';
import { membersOf } from '#domain/incident/people.ts';
import type {
  Announcement,
  AnnouncementVersion,
  IncidentState,
  Task,
  Wording,
} from '#domain/incident/state.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import type { Line } from './card.ts';
import {
  clock,
  clockText,
  levelBadge,
  levelWord,
  metricName,
  metricValue,
  nameList,
  named,
  numberText,
  operatorSign,
  roleName,
  say,
  words,
  type View,
} from './view.ts';

/** "全国；用户 80 → 300"; undefined while nothing is known. */
export const scopeText = (scope: Scope, view: View, firstUsers?: number): string | undefined => {
  const { common, status } = words(view);
  const regions = scope.nationwide ? common.nationwide : scope.regions.join(common.comma);
  if (scope.users === undefined) return regions === '' ? undefined : regions;
  const users =
    firstUsers === undefined || firstUsers === scope.users
      ? String(scope.users)
      : status.scope.changed(firstUsers, scope.users);
  return regions === '' ? status.scope.users(users) : status.scope.both(regions, users);
};

const reasonText = (reason: SuggestionReason, view: View): string => {
  const { common, status } = words(view);
  switch (reason.kind) {
    case 'nationwide':
      return status.reasons.nationwide;
    case 'regions':
      return reason.count > 1 ? status.reasons.regions(reason.count) : status.reasons.oneRegion;
    case 'users':
      return status.reasons.users(operatorSign(reason.op), reason.limit);
    case 'flag':
      return named(common.flags, reason.flag);
    case 'metric':
      return status.reasons.metric(
        metricName(reason.metric, view),
        metricValue(reason.metric, reason.value, view),
        operatorSign(reason.op),
        metricValue(reason.metric, reason.limit, view),
      );
    case 'default':
      return status.reasons.byDefault;
  }
};

/** "待定级，建议重大：全国、用户≥1000" */
export const suggestionText = (state: IncidentState, view: View): string => {
  const { severity, reasons } = state.suggestion;
  const texts = [...new Set(reasons.map((reason) => reasonText(reason, view)))];
  return words(view).status.suggestion(
    levelWord(severity, state.scheme, view),
    texts.join(words(view).common.comma),
  );
};

/** "重大事件 🔴", or 待定级 before anybody graded. */
export const levelTitle = (state: IncidentState, view: View): string => {
  const { common } = words(view);
  if (state.phase === 'cancelled') return common.phases.cancelled;
  return state.severity === undefined
    ? common.pendingGrade
    : levelBadge(state.severity, state.scheme, view);
};

export const phaseName = (state: IncidentState, view: View): string =>
  words(view).common.phases[state.phase];

/** The figure that ends the emergency: the playbook's, else the level's. */
export const targetOf = (state: IncidentState) =>
  state.playbooks.find(({ playbook }) => playbook.recovery !== undefined)?.playbook.recovery ??
  (state.severity === undefined ? undefined : state.scheme.levels[state.severity].recoveryTarget);

const reached = (op: string, value: number, limit: number): boolean => {
  if (op === 'gt') return value > limit;
  if (op === 'gte') return value >= limit;
  if (op === 'lt') return value < limit;
  return op === 'lte' ? value <= limit : value === limit;
};

/** "接通率 ≥90%，现 68%，还差 22 个百分点" (S0-47) */
export const targetText = (state: IncidentState, view: View): string | undefined => {
  const target = targetOf(state);
  if (target === undefined) return undefined;
  const { target: phrases } = words(view).status;
  const name = metricName(target.metric, view);
  const sign = operatorSign(target.op);
  const limit = metricValue(target.metric, target.value, view);
  const track = state.metrics[target.metric];
  if (track === undefined) return phrases.wanted(name, sign, limit);
  const value = metricValue(target.metric, track.last, view);
  if (reached(target.op, track.last, target.value))
    return phrases.reached(name, sign, limit, value);
  const gap = numberText(Math.abs(target.value - track.last));
  const points = limit.endsWith('%')
    ? phrases.points(gap)
    : metricValue(target.metric, Math.abs(target.value - track.last), view);
  return phrases.gap(name, sign, limit, value, points);
};

/** The wording in force, or the frozen one where none is. */
export const currentWording = (state: IncidentState): Wording | undefined =>
  state.wordings.findLast(({ status }) => status === 'published');

export const latestVersion = (announcement: Announcement): AnnouncementVersion | undefined =>
  announcement.versions.at(-1);

/** Channels of the latest version that nobody has confirmed as published. */
export const channelsLeft = (announcement: Announcement): readonly string[] =>
  inChannelOrder(Object.keys(latestVersion(announcement)?.texts ?? {})).filter(
    (channel) => !announcement.published.some((done) => done.channel === channel),
  );

/** Announcements that count now: superseded and withdrawn ones are history. */
const liveAnnouncements = (state: IncidentState): readonly Announcement[] =>
  state.announcements.filter(({ status }) => status !== 'superseded' && status !== 'withdrawn');

/** Estimated recovery, from its one place: the last fact, wording or announcement that named it. */
export const etaText = (state: IncidentState, view: View): string | undefined => {
  const told = state.facts['eta'];
  if (told !== undefined && told !== '') return told;
  const worded = currentWording(state)?.vars['eta'];
  if (worded !== undefined && worded !== '') return worded;
  const promised = liveAnnouncements(state).findLast(({ published }) => published.length > 0);
  const eta = promised === undefined ? undefined : latestVersion(promised)?.promises['eta'];
  return eta === undefined ? undefined : clockText(eta, view);
};

/** Running deadlines, the next one first. */
export const runningDeadlines = (state: IncidentState, view: View): readonly Deadline[] =>
  deadlinesOf(state, view.policy).toSorted((a, b) => a.dueAt - b.dueAt);

/** Few owners by name, many by their role: 钱多 / 应急指挥组. */
const ownerText = (
  owner: {
    readonly role: string;
    readonly owners: readonly { readonly id: string; readonly name: string }[];
  },
  view: View,
): string =>
  owner.owners.length === 0 || owner.owners.length > 2
    ? roleName(owner.role, view)
    : nameList(owner.owners, view);

/** The title of a task, or the bare id of one that is not there. */
export const titleOfTask = (state: IncidentState, id: string, view: View): string => {
  const task = state.tasks.find((entry) => entry.id === id);
  return task === undefined ? id : say(task.title, view);
};

/** Role and names of a task: 技术支持组（钱多） is 钱多 where he alone owes it. */
export const taskOwner = (state: IncidentState, task: Task, view: View): string =>
  ownerText(
    {
      role: task.role,
      owners: task.owner === undefined ? membersOf(state, task.role, view.policy) : [task.owner],
    },
    view,
  );

/** Duties of a role in this incident, one text a playbook that names it. */
export const dutyTexts = (state: IncidentState, role: string, view: View): readonly string[] =>
  state.playbooks.flatMap(({ playbook }) =>
    playbook.roles.flatMap((entry) => (entry.role === role ? [say(entry.duty, view)] : [])),
  );

/** What a running deadline is called before its time: a promise is one to keep, not yet one that has passed. */
const runningTitle = (deadline: Deadline, view: View): string => {
  if (deadline.kind !== 'promise') return say(deadline.title, view);
  const [, announcement = '', variable = ''] = deadline.id.split(':');
  const { common, status } = words(view);
  return status.promise(announcement, named(common.variables, variable));
};

/** "10:09 前 …" for something that runs, told apart from what is overdue. */
export const deadlineLine = (
  deadline: Deadline,
  view: View,
): { readonly line: Line; readonly mark: 'open' | 'overdue' } => {
  const { status } = words(view);
  const at = clock(deadline.dueAt, view);
  const who = ownerText(deadline, view);
  return deadline.dueAt < view.now
    ? { line: status.overdue(at, say(deadline.title, view), who), mark: 'overdue' }
    : { line: status.deadline(at, runningTitle(deadline, view), who), mark: 'open' };
};

export const toneOf = (severity: Severity | undefined): 'danger' | 'warning' | 'info' => {
  if (severity === 'sev1') return 'danger';
  return severity === 'sev3' ? 'info' : 'warning';
};
