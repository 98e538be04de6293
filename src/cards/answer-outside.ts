import { silent, whatOf, type Tellers } from './answer-parts.ts';
import { channelsLeft } from './incident-facts.ts';
import { line } from './line.ts';
import { approvalState } from './approval-card.ts';
import { tallyText } from './tally.ts';
import { channelName, channelNames, clock, roleNames, words } from './view.ts';

type Types =
  | 'wording.proposed'
  | 'wording.published'
  | 'wording.frozen'
  | 'announcement.drafted'
  | 'announcement.published'
  | 'announcement.withdrawn'
  | 'announcement.superseded'
  | 'approval.submitted'
  | 'approval.approved'
  | 'approval.rejected'
  | 'approval.reasonGiven'
  | 'approval.restored'
  | 'approval.superseded'
  | 'vote.cast'
  | 'vote.retracted'
  | 'vote.ignored'
  | 'plan.proposed'
  | 'plan.approved';

/** Answers about wording, announcements and approvals. */
export const OUTSIDE_ANSWERS: Tellers<Types> = {
  'wording.proposed': ({ data }, state, view) =>
    state.wordings.find(({ id }) => id === data.id)?.status === 'pending'
      ? { title: words(view).answers.wordingPending(data.id) }
      : undefined,
  'wording.published': ({ data }, _, view) => ({
    title: words(view).answers.wordingPublished(data.id),
  }),
  'wording.frozen': ({ data }, _, view) => ({ title: words(view).answers.wordingFrozen(data.id) }),
  'announcement.drafted': ({ data }, _, view) =>
    data.hold
      ? {
          title: words(view).answers.draftHeld(data.id, data.version),
          body: line`${words(view).answers.draftHeldHint}`,
        }
      : undefined,
  'announcement.published': ({ data }, state, view) => {
    const { answers, announcement } = words(view);
    const published = state.announcements.find(({ id }) => id === data.id);
    const left = published === undefined ? [] : channelsLeft(published);
    return {
      title: answers.published(data.id, channelName(data.channel, view)),
      body: line`${
        left.length === 0
          ? announcement.allPublished
          : announcement.channelsLeft(channelNames(left, view))
      }`,
    };
  },
  'announcement.withdrawn': ({ data }, _, view) => ({
    title: words(view).answers.withdrawn(data.id),
    body: line`${words(view).announcement.withdrawnNote}`,
  }),
  'announcement.superseded': ({ data }, _, view) => ({
    title: words(view).answers.replaced(data.id, data.by),
  }),
  'approval.submitted': ({ data }, state, view) => {
    const { answers, announcement } = words(view);
    const { id, quorum, mustInclude, decideBy } = data.approval;
    const need =
      mustInclude.length === 0
        ? announcement.need(quorum)
        : announcement.needWith(quorum, roleNames(mustInclude, view));
    return {
      title: answers.submitted(whatOf(state, id, view)),
      body: answers.submittedNeed(need, clock(decideBy, view)),
    };
  },
  'approval.approved': ({ data }, state, view) => ({
    title: words(view).answers.approved(whatOf(state, data.approval, view)),
    ...(data.preApproved === true ? { body: line`${words(view).announcement.preApproved}` } : {}),
  }),
  'approval.rejected': ({ data }, state, view) => ({
    title: words(view).answers.rejected(whatOf(state, data.approval, view)),
    ...(data.reason === undefined ? { body: line`${words(view).answers.rejectedAskReason}` } : {}),
  }),
  'approval.reasonGiven': (_, __, view) => ({ title: words(view).answers.reasonKept }),
  'approval.restored': ({ data }, state, view) => ({
    title: words(view).answers.restored(whatOf(state, data.approval, view)),
  }),
  'approval.superseded': silent,
  'vote.cast': ({ data }, state, view) => {
    const approval = state.approvals[data.approval];
    if (approval === undefined || approval.status === 'rejected') return undefined;
    const what = whatOf(state, data.approval, view);
    return { title: words(view).answers.voted(what, tallyText(approval)) };
  },
  'vote.retracted': ({ data }, _, view) => ({
    title: data.late ? words(view).announcement.keptTitle : words(view).answers.voteBack,
    ...(data.late
      ? { body: line`${words(view).announcement.kept(data.approval.replace('.', ' '))}` }
      : {}),
  }),
  'vote.ignored': ({ data }, state, view) => {
    const { announcement } = words(view);
    const approval = state.approvals[data.approval];
    const said = announcement.ignored[data.reason]({
      version: approval?.version ?? 1,
      state: approval === undefined ? '' : approvalState(state, approval, view),
      roles: roleNames(approval?.eligible ?? [], view),
    });
    return { title: announcement.ignoredTitle, body: line`${said}` };
  },
  'plan.proposed': silent,
  'plan.approved': silent,
};
