import type { Choice, EventOf, IncidentEvent } from '../incident/event.ts';
import type { Announcement, Approval, IncidentState } from '../incident/state.ts';
import type { Instant } from '../time.ts';
import type { AnnouncementRow } from './record-rows.ts';
import { eventsOf, known } from './record.ts';

export interface VoteCount {
  readonly counted: number;
  readonly ignored: readonly EventOf<'vote.ignored'>[];
  readonly lateRetractions: number;
}

/**
 * Votes of the approvals that `wanted` accepts. One person has one vote an approval, whichever messenger it
 * came through; taken back in time it no longer counts, taken back after the decision it stays (E6).
 */
export const countVotes = (
  events: readonly IncidentEvent[],
  wanted: (approval: string) => boolean,
): VoteCount => {
  const standing = new Map<string, Choice>();
  let lateRetractions = 0;
  for (const event of events) {
    if (event.type !== 'vote.cast' && event.type !== 'vote.retracted') continue;
    if (!wanted(event.data.approval)) continue;
    const vote = `${event.data.approval}|${event.actor.id}`;
    if (event.type === 'vote.cast') standing.set(vote, event.data.choice);
    else if (event.data.late) lateRetractions += 1;
    else standing.delete(vote);
  }
  const ignored = eventsOf(events, 'vote.ignored').filter(({ data }) => wanted(data.approval));
  return { counted: standing.size, ignored, lateRetractions };
};

/** Rejections that stood: one taken back before a new version is none. */
const rejectionsOf = (
  events: readonly IncidentEvent[],
  wanted: (approval: string) => boolean,
): number =>
  eventsOf(events, 'approval.rejected').filter(({ data }) => wanted(data.approval)).length -
  eventsOf(events, 'approval.restored').filter(({ data }) => wanted(data.approval)).length;

const latest = (times: readonly (Instant | undefined)[]): Instant | undefined => {
  const found = times.filter((at) => at !== undefined);
  return found.length === 0 ? undefined : Math.max(...found);
};

const decision = (
  approvals: readonly Approval[],
): Pick<AnnouncementRow, 'submittedAt' | 'decidedAt' | 'approvalMs'> => {
  if (approvals.length === 0) return {};
  const submittedAt = Math.min(...approvals.map((approval) => approval.submittedAt));
  const pending = approvals.some(({ status }) => status === 'pending');
  const decidedAt = pending ? undefined : latest(approvals.map((approval) => approval.decidedAt));
  return {
    submittedAt,
    ...known('decidedAt', decidedAt),
    ...known('approvalMs', decidedAt === undefined ? undefined : decidedAt - submittedAt),
  };
};

const withdrawalOf = (
  events: readonly IncidentEvent[],
  id: string,
): AnnouncementRow['withdrawn'] => {
  const event = eventsOf(events, 'announcement.withdrawn').find(({ data }) => data.id === id);
  return event === undefined ? undefined : { at: event.occurredAt, reason: event.data.reason };
};

const row = (
  announcement: Announcement,
  state: IncidentState,
  events: readonly IncidentEvent[],
): AnnouncementRow => {
  const approvals = Object.values(state.approvals).filter(
    ({ subject, ref }) => subject === 'announcement' && ref === announcement.id,
  );
  const ids = new Set(approvals.map(({ id }) => id));
  const mine = (approval: string): boolean =>
    ids.has(approval) || approval.startsWith(`${announcement.id}.v`);
  const votes = countVotes(events, mine);
  const approvedEvents = eventsOf(events, 'approval.approved').filter(({ data }) =>
    mine(data.approval),
  );
  return {
    id: announcement.id,
    kind: announcement.kind,
    template: announcement.template,
    status: announcement.status,
    author: announcement.author,
    versions: announcement.versions.length,
    rejections: rejectionsOf(events, mine),
    votesCounted: votes.counted,
    votesIgnored: votes.ignored.length,
    ignoredBecause: votes.ignored.map(({ data }) => data.reason),
    lateRetractions: votes.lateRetractions,
    ...decision(approvals),
    approvedBy: approvedEvents.at(-1)?.data.by ?? [],
    preApproved: approvedEvents.at(-1)?.data.preApproved === true,
    published: announcement.published,
    ...known('supersedes', announcement.supersedes),
    ...known('withdrawn', withdrawalOf(events, announcement.id)),
  };
};

/** Every announcement with its versions, votes, time to approve (first submission to last decision) and channels. */
export const announcementRows = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): readonly AnnouncementRow[] => state.announcements.map((each) => row(each, state, events));

/** When the first announcement went out on its first channel, and when one was out on all of its own. */
export const publicationTimes = (
  state: IncidentState,
): { readonly first?: Instant; readonly all?: Instant } => {
  const firsts: Instant[] = [];
  const complete: Instant[] = [];
  for (const { versions, published } of state.announcements) {
    const times = published.map(({ at }) => at);
    if (times.length > 0) firsts.push(Math.min(...times));
    const wanted = Object.keys(versions.at(-1)?.texts ?? {});
    const out = new Set(published.map(({ channel }) => channel));
    if (wanted.length > 0 && wanted.every((channel) => out.has(channel)))
      complete.push(Math.max(...times));
  }
  return {
    ...known('first', firsts.length === 0 ? undefined : Math.min(...firsts)),
    ...known('all', complete.length === 0 ? undefined : Math.min(...complete)),
  };
};
