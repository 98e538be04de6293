import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Card, CardElement, Tone } from './card.ts';
import { actions, button, copy, noticeCard, text } from './build.ts';
import { approvalState } from './approval-card.ts';
import { publishButtons } from './announcement-card.ts';
import { channelsLeft } from './incident-facts.ts';
import {
  channelName,
  channelNames,
  mention,
  nameList,
  roleNames,
  words,
  type View,
} from './view.ts';

/** `A1.v2` as people write it. */
const spoken = (approval: string): string => approval.replace('.', ' ');

const refOf = (approval: string): { readonly ref: string; readonly version: number } => {
  const [ref = approval, version = 'v1'] = approval.split('.');
  return { ref, version: Number(version.slice(1)) || 1 };
};

const notice = (
  state: IncidentState,
  title: string,
  tone: Tone,
  elements: readonly (readonly CardElement[])[],
  view: View,
): Card => noticeCard(state, { title, tone, elements }, view);

/** In the thread of the approval: the rejecter is asked why. */
export const reasonWantedCard = (
  { approval, by }: NoticeOf<'reasonWanted'>,
  state: IncidentState,
  view: View,
): Card => {
  const { reasonWantedTitle, reasonWanted } = words(view).announcement;
  const said = reasonWanted([mention(by)], spoken(approval));
  return notice(state, reasonWantedTitle, 'warning', [text([said])], view);
};

/** To the author: why, and the line that makes the next version. */
export const approvalRejectedCard = (
  { approval, by, reason }: NoticeOf<'approvalRejected'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  const { ref, version } = refOf(approval);
  const why =
    reason === undefined
      ? announcement.rejectedWithoutReason(by.name)
      : announcement.rejectedBy(by.name, reason);
  const isText = state.announcements.some(({ id }) => id === ref);
  const revise = `announce revise ${ref}`;
  return notice(
    state,
    announcement.rejectedTitle(ref, version),
    'danger',
    [
      text([why]),
      isText ? copy(announcement.reviseWith, `${revise} cause="…"`) : [],
      isText
        ? actions([button(announcement.buttons.revise, revise, { style: 'primary', form: true })])
        : [],
    ],
    view,
  );
};

export const approvalApprovedCard = (
  { approval, by }: NoticeOf<'approvalApproved'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  const { ref, version } = refOf(approval);
  const draft = state.announcements.find(({ id }) => id === ref);
  return notice(
    state,
    announcement.approvedTitle(ref, version),
    'good',
    [
      text([
        by.length === 0 ? announcement.preApproved : announcement.approvedBy(nameList(by, view)),
        draft === undefined ? '' : announcement.approvedNext,
      ]),
      draft === undefined ? [] : actions(publishButtons(draft, view)),
    ],
    view,
  );
};

/** Privately: why this vote changes nothing (E6). */
export const voteIgnoredCard = (
  { approval: id, reason }: NoticeOf<'voteIgnored'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  const approval = state.approvals[id];
  const facts = {
    version: approval?.version ?? refOf(id).version,
    state: approval === undefined ? '' : approvalState(state, approval, view),
    roles: roleNames(approval?.eligible ?? [], view),
  };
  const said = announcement.ignored[reason](facts);
  return notice(state, announcement.ignoredTitle, 'neutral', [text([said])], view);
};

/** Taking a ✅ back after the decision: it stays, and this is how to take the text down. */
export const voteKeptCard = (
  { approval }: NoticeOf<'voteKept'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement, refusals } = words(view);
  const { ref } = refOf(approval);
  const withdraw = `announce withdraw ${ref} "${refusals.reasonPlaceholder}"`;
  return notice(
    state,
    announcement.keptTitle,
    'neutral',
    [text([announcement.kept(spoken(approval))]), copy(announcement.buttons.withdraw, withdraw)],
    view,
  );
};

export const channelPublishedCard = (
  { id, channel, by }: NoticeOf<'channelPublished'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  const published = state.announcements.find((entry) => entry.id === id);
  const left = published === undefined ? [] : channelsLeft(published);
  return notice(
    state,
    announcement.publishedTitle(id, channelName(channel, view)),
    'good',
    [
      text([
        announcement.channelPublished(by.name),
        left.length === 0
          ? announcement.allPublished
          : announcement.channelsLeft(channelNames(left, view)),
      ]),
    ],
    view,
  );
};

export const announcementWithdrawnCard = (
  { id, by, reason }: NoticeOf<'announcementWithdrawn'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  return notice(
    state,
    announcement.withdrawnTitle(id),
    'warning',
    [text([announcement.withdrawn(by.name, reason), announcement.withdrawnNote])],
    view,
  );
};

export const wordingFrozenCard = (
  { id, by }: NoticeOf<'wordingFrozen'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  return notice(
    state,
    announcement.wordingFrozenTitle(id),
    'warning',
    [text([announcement.wordingFrozenNow(id, by.name)])],
    view,
  );
};
