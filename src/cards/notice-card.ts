import { votersOf } from '#domain/incident/deadlines.ts';
import type { Notice, NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Card } from './card.ts';
import { announcementCard } from './announcement-card.ts';
import { approvalCard } from './approval-card.ts';
import { checklistCard } from './checklist-card.ts';
import { acknowledgedCard, breachCard, escalationCard, reminderCard } from './deadline-cards.ts';
import {
  abandonedCard,
  cancelledCard,
  closedCard,
  gradedCard,
  planApprovedCard,
  playbookAttachedCard,
  reopenedCard,
  resolvedCard,
} from './lifecycle-cards.ts';
import { goneCard } from './gone-card.ts';
import {
  assignedCard,
  dutiesCard,
  handedOverCard,
  handoverAskedCard,
  lateJoinerCard,
  unreachableCard,
} from './people-cards.ts';
import { catchUpCard, platformDownCard, relayedCard } from './platform-cards.ts';
import {
  actionAddedCard,
  actionDoneCard,
  outcomeAskedCard,
  postmortemNoticeCard,
} from './review-cards.ts';
import {
  recoverySuggestedCard,
  signalHeardCard,
  ticketWordCard,
  triggerMetCard,
} from './signal-cards.ts';
import { standbyAskCard, standbyCounterCard, standbySummaryCard } from './standby-cards.ts';
import { executiveCallCard, feedStatusCard, reportCard } from './report-card.ts';
import { roomDelayedCard, roomLostByCard, roomLostCard } from './room-notices.ts';
import { statusCard } from './status-card.ts';
import { cadenceCard, taskAddedCard, taskDoneCard, taskSkippedCard } from './task-cards.ts';
import {
  factsCard,
  linkCard,
  meetingCard,
  meetingEndedCard,
  meetingLinkCard,
  meetingPriorityWantedCard,
  noteCard,
  updateCard,
} from './update-cards.ts';
import type { View } from './view.ts';
import {
  announcementWithdrawnCard,
  approvalApprovedCard,
  approvalRejectedCard,
  channelPublishedCard,
  reasonWantedCard,
  voteIgnoredCard,
  voteKeptCard,
  wordingFrozenCard,
} from './vote-cards.ts';
import { agentsWordingCard, wordingCard } from './wording-card.ts';

type Notices = { readonly [C in Notice['card']]: NoticeOf<C> };
type Renderers = {
  readonly [C in Notice['card']]: (notice: Notices[C], state: IncidentState, view: View) => Card;
};

const approvalOf: Renderers['approval'] = ({ approval: id }, state, view) => {
  const approval = state.approvals[id];
  return approval === undefined
    ? goneCard(id, state, view)
    : approvalCard(approval, votersOf(state, approval, view.policy), state, view);
};

const announcementOf: Renderers['announcement'] = ({ id }, state, view) => {
  const announcement = state.announcements.find((entry) => entry.id === id);
  return announcement === undefined
    ? goneCard(id, state, view)
    : announcementCard(announcement, state, view);
};

const wordingOf: Renderers['wording'] = ({ id, forAgents }, state, view) => {
  const wording = state.wordings.find((entry) => entry.id === id);
  if (wording === undefined) return goneCard(id, state, view);
  return (forAgents ? agentsWordingCard : wordingCard)(wording, state, view);
};

const RENDERERS: Renderers = {
  status: (_, state, view) => statusCard(state, view),
  checklist: (_, state, view) => checklistCard(state, view),
  report: (_, state, view) => reportCard(state, view),
  feedStatus: (_, state, view) => feedStatusCard(state, view),
  approval: approvalOf,
  announcement: announcementOf,
  wording: wordingOf,
  standbyCounter: (_, state, view) => standbyCounterCard(state, view),
  graded: gradedCard,
  executiveCall: executiveCallCard,
  assigned: assignedCard,
  duties: dutiesCard,
  handoverAsked: handoverAskedCard,
  handedOver: handedOverCard,
  update: updateCard,
  reminder: reminderCard,
  breach: breachCard,
  escalation: escalationCard,
  acknowledged: acknowledgedCard,
  taskDone: taskDoneCard,
  taskSkipped: taskSkippedCard,
  taskAdded: taskAddedCard,
  cadence: cadenceCard,
  reasonWanted: reasonWantedCard,
  approvalRejected: approvalRejectedCard,
  approvalApproved: approvalApprovedCard,
  voteIgnored: voteIgnoredCard,
  voteKept: voteKeptCard,
  channelPublished: channelPublishedCard,
  announcementWithdrawn: announcementWithdrawnCard,
  wordingFrozen: wordingFrozenCard,
  meeting: meetingCard,
  meetingPriorityWanted: meetingPriorityWantedCard,
  meetingEnded: meetingEndedCard,
  meetingLink: meetingLinkCard,
  playbookAttached: playbookAttachedCard,
  planApproved: planApprovedCard,
  standbyAsk: (_, state, view) => standbyAskCard(state, view),
  standbySummary: standbySummaryCard,
  note: noteCard,
  relayed: relayedCard,
  link: linkCard,
  facts: factsCard,
  triggerMet: triggerMetCard,
  signalHeard: signalHeardCard,
  ticketWord: ticketWordCard,
  recoverySuggested: recoverySuggestedCard,
  resolved: resolvedCard,
  closed: closedCard,
  reopened: reopenedCard,
  cancelled: cancelledCard,
  postmortem: postmortemNoticeCard,
  outcomeAsked: (_, state, view) => outcomeAskedCard(state, view),
  actionAdded: actionAddedCard,
  actionDone: actionDoneCard,
  lateJoiner: lateJoinerCard,
  unreachable: unreachableCard,
  roomLost: roomLostCard,
  roomLostBy: roomLostByCard,
  roomDelayed: roomDelayedCard,
  platformDown: platformDownCard,
  catchUp: (notice, state, view) => catchUpCard(notice, state, view),
  abandoned: abandonedCard,
};

const renderOne = <C extends Notice['card']>(
  card: C,
  notice: Notices[C],
  state: IncidentState,
  view: View,
): Card => RENDERERS[card](notice, state, view);

/** The card of any notice: a pure function of what happened, how things stand and who looks. */
export const renderNotice = (notice: Notice, state: IncidentState, view: View): Card =>
  renderOne(notice.card, notice, state, view);

/** Every kind of notice there is. */
export const NOTICE_CARDS: readonly Notice['card'][] = Object.keys(RENDERERS).filter(
  (card): card is Notice['card'] => card in RENDERERS,
);
