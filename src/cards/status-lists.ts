import type { Announcement, IncidentState } from '#domain/incident/state.ts';
import { item, shortList, type ListItem } from './build.ts';
import { channelsLeft, deadlineLine, latestVersion, runningDeadlines } from './incident-facts.ts';
import { link } from './line.ts';
import { tallyText } from './tally.ts';
import {
  channelName,
  channelNames,
  clock,
  latenessText,
  named,
  say,
  words,
  type View,
} from './view.ts';

const runningItems = (state: IncidentState, view: View): readonly ListItem[] =>
  runningDeadlines(state, view)
    .filter(({ kind }) => kind !== 'update' && kind !== 'standbySummary')
    .map((deadline) => {
      const { line: said, mark } = deadlineLine(deadline, view);
      return item(said, mark);
    });

const lateItems = (state: IncidentState, view: View): readonly ListItem[] =>
  state.tasks
    .filter(({ status, lateMs }) => status === 'done' && (lateMs ?? 0) > 0)
    .map((task) =>
      item(
        words(view).status.doneLate(
          clock(task.closedAt ?? task.dueAt, view),
          say(task.title, view),
          latenessText(task.lateMs ?? 0, view),
        ),
        'late',
      ),
    );

const LATE_SHOWN = 2;

/** At most `limit` lines: what runs, the next first, and the last two that were done late. */
export const deadlineItems = (
  state: IncidentState,
  view: View,
  limit: number,
): readonly ListItem[] => {
  const late = lateItems(state, view).slice(-LATE_SHOWN);
  return [...shortList(runningItems(state, view), view, limit - late.length), ...late];
};

const announcementText = (state: IncidentState, announcement: Announcement, view: View): string => {
  const { status } = words(view);
  const { id, status: now, published } = announcement;
  const version = latestVersion(announcement)?.version ?? 1;
  const left = channelsLeft(announcement);
  const out = published
    .map(({ channel }) => channelName(channel, view))
    .join(words(view).common.comma);
  if (now === 'pendingApproval') {
    const approval = state.approvals[`${id}.v${version}`];
    if (approval !== undefined) return status.announcementVotes(id, version, tallyText(approval));
  }
  if (published.length === 0 || now === 'superseded' || now === 'withdrawn')
    return status.announcement(id, version, status.announcementStates[now]);
  return left.length === 0
    ? status.announcementOut(id, version, out)
    : status.announcementPartly(id, version, out, channelNames(left, view));
};

/** One line an announcement: `A1 v3 · 已发布：官网；待发布：短信`. */
export const announcementItems = (state: IncidentState, view: View): readonly ListItem[] =>
  state.announcements.map((announcement) =>
    announcement.status === 'superseded' || announcement.status === 'withdrawn'
      ? item(announcementText(state, announcement, view), 'struck')
      : item(announcementText(state, announcement, view)),
  );

/** Links by kind. */
export const linkItems = (state: IncidentState, view: View): readonly ListItem[] =>
  state.links.map(({ kind, url }) => item([link(named(words(view).common.linkKinds, kind), url)]));
