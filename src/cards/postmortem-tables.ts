import type { ActionItem } from '#domain/incident/state.ts';
import type {
  IncidentTimes,
  MetricSummary,
  Postmortem,
  RoleRow,
} from '#domain/postmortem/model.ts';
import { DATA_METRICS } from '#domain/postmortem/stored-metrics.ts';
import type { AnnouncementRow, DeadlineRow } from '#domain/postmortem/record-rows.ts';
import { deadlineTitle, listed, orNoData, span, stamp } from './postmortem-text.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { actorName } from './timeline-line.ts';
import {
  channelName,
  durationText,
  metricName,
  metricValue,
  named,
  numberText,
  roleName,
  say,
  words,
  type View,
} from './view.ts';

/** Plain text in rows; whoever writes it out escapes it. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NONE = '—';

const roleCells = (row: RoleRow, view: View): readonly string[] => {
  const { sentences } = postmortemWordsOf(view);
  const people = row.people.map(({ person, assignedAt, lead }) => {
    const since = stamp(assignedAt, view);
    return lead
      ? sentences.assignedLead(person.name, since)
      : sentences.assigned(person.name, since);
  });
  const handovers = row.handovers.map(({ from, to, at }) =>
    from === undefined
      ? sentences.handoverTo(to.name, stamp(at, view))
      : sentences.handover(from.name, to.name, stamp(at, view)),
  );
  const first = row.firstAction;
  const response = span(row.responseMs, view);
  return [
    roleName(row.role, view),
    listed(people, view),
    handovers.length === 0 ? NONE : listed(handovers, view),
    first === undefined
      ? words(view).common.noData
      : `${actorName(first.by, view)} ${stamp(first.at, view)}`,
    row.benchmarkMs === undefined
      ? response
      : sentences.benchmark(response, durationText(row.benchmarkMs, view)),
  ];
};

export const roleTable = ({ who }: Postmortem, view: View): TextTable => ({
  columns: postmortemWordsOf(view).columns.roles,
  rows: who.roles.map((row) => roleCells(row, view)),
});

export const checklistTable = ({ how }: Postmortem, view: View): TextTable => {
  const { columns, checklistStatuses, sentences } = postmortemWordsOf(view);
  return {
    columns: columns.checklist,
    rows: how.checklist.map(({ title, status, dueAt, closedAt, by, note, lateMs }) => [
      say(title, view),
      lateMs === undefined
        ? checklistStatuses[status]
        : sentences.lateBy(checklistStatuses[status], durationText(lateMs, view)),
      stamp(dueAt, view),
      closedAt === undefined ? NONE : stamp(closedAt, view),
      by === undefined ? NONE : actorName(by, view),
      note ?? NONE,
    ]),
  };
};

const deadlineCells = (row: DeadlineRow, view: View): readonly string[] => {
  const { deadlineStatuses, sentences } = postmortemWordsOf(view);
  const status = deadlineStatuses[row.status];
  const calls = row.escalations.map(({ to, at }) =>
    sentences.escalated(roleName(to, view), stamp(at, view)),
  );
  const said = row.acknowledged;
  return [
    deadlineTitle(row, view),
    stamp(row.dueAt, view),
    row.doneAt === undefined ? NONE : stamp(row.doneAt, view),
    row.lateMs === undefined ? status : sentences.lateBy(status, durationText(row.lateMs, view)),
    calls.length === 0 ? NONE : listed(calls, view),
    said === undefined ? NONE : sentences.acknowledged(said.by.name, said.reason),
  ];
};

export const deadlineTable = ({ deadlines }: Postmortem, view: View): TextTable => ({
  columns: postmortemWordsOf(view).columns.deadlines,
  rows: deadlines.rows.map((row) => deadlineCells(row, view)),
});

const approvalText = (row: AnnouncementRow, view: View): string => {
  const { announcementStatuses, sentences } = postmortemWordsOf(view);
  const status = announcementStatuses[row.status];
  if (row.preApproved) return sentences.approvedBy(status, sentences.preApproved);
  const names = row.approvedBy.map(({ name }) => name);
  return names.length === 0 ? status : sentences.approvedBy(status, listed(names, view));
};

const announcementCells = (row: AnnouncementRow, view: View): readonly string[] => {
  const { sentences } = postmortemWordsOf(view);
  const votes = sentences.votes(row.votesCounted, row.votesIgnored);
  const published = row.published.map(
    ({ channel, at }) => `${channelName(channel, view)} ${stamp(at, view)}`,
  );
  return [
    row.id,
    sentences.versions(row.versions, row.rejections),
    approvalText(row, view),
    row.lateRetractions === 0 ? votes : sentences.lateRetractions(votes, row.lateRetractions),
    span(row.approvalMs, view),
    published.length === 0 ? NONE : listed(published, view),
  ];
};

export const announcementTable = ({ comms }: Postmortem, view: View): TextTable => ({
  columns: postmortemWordsOf(view).columns.announcements,
  rows: comms.announcements.map((row) => announcementCells(row, view)),
});

const metricCells = (
  metric: string,
  summary: MetricSummary | undefined,
  view: View,
): readonly string[] => {
  const value = (amount: number | undefined): string =>
    orNoData(amount === undefined ? undefined : metricValue(metric, amount, view), view);
  const { before, min, max, average, atResolve, after, samples = 0 } = summary ?? {};
  return [
    metricName(metric, view),
    ...[before, min, max, average, atResolve, after].map(value),
    `n=${samples}`,
  ];
};

export const metricTable = ({ data }: Postmortem, view: View): TextTable => {
  const metrics = [...new Set([...DATA_METRICS, ...Object.keys(data.metrics)])];
  return {
    columns: postmortemWordsOf(view).columns.metrics,
    rows: metrics.map((metric) => metricCells(metric, data.metrics[metric], view)),
  };
};

const TIMES = [
  'timeToVerifyMs',
  'timeToGradeMs',
  'firstResponseMs',
  'timeToAnnounceMs',
  'timeToAnnounceAllMs',
  'timeToResolveMs',
  'impactMs',
] as const satisfies readonly (keyof IncidentTimes)[];

export const timesTable = ({ data }: Postmortem, view: View): TextTable => {
  const { columns, times } = postmortemWordsOf(view);
  return {
    columns: columns.times,
    rows: TIMES.map((time) => [times[time], span(data.times[time], view)]),
  };
};

const actionStatus = ({ doneAt, dueAt }: ActionItem, view: View): string => {
  const { actionStatuses } = postmortemWordsOf(view);
  if (doneAt !== undefined) return actionStatuses.done;
  return dueAt !== undefined && dueAt < view.now ? actionStatuses.overdue : actionStatuses.open;
};

export const actionTable = ({ actions }: Postmortem, view: View): TextTable => {
  const { columns, actionTypes } = postmortemWordsOf(view);
  const { missing } = words(view).common;
  return {
    columns: columns.actions,
    rows: actions.map((action) => [
      action.id,
      action.text,
      named(actionTypes, action.type),
      action.owner?.name ?? missing,
      action.dueAt === undefined ? missing : stamp(action.dueAt, view),
      actionStatus(action, view),
    ]),
  };
};

/** Points that satisfaction changed by, with its sign; undefined unless both figures are known. */
export const csatChange = ({ data }: Postmortem): string | undefined => {
  const { before, after } = data.metrics['csat'] ?? {};
  if (before === undefined || after === undefined) return undefined;
  const points = after - before;
  return points > 0 ? `+${numberText(points)}` : numberText(points);
};
