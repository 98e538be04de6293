import type { Intent } from '../effects.ts';
import {
  AGENTS,
  inRoom,
  quiet,
  ROOM,
  toPerson,
  whisper,
  type EffectContext,
  type Effects,
} from './effect.ts';
import { votersOf } from './deadlines.ts';
import type { EventOf } from './event.ts';
import type { IncidentState } from './state.ts';

/** Which room's card shows an approval, and who is called to it. */
const approvalCard = (approval: string): Extract<Intent, { do: 'refresh' }> => ({
  do: 'refresh',
  place: ROOM,
  card: { card: 'approval', approval },
  pin: false,
});

const announcementCard = (id: string): Intent => ({
  do: 'refresh',
  place: ROOM,
  card: { card: 'announcement', id },
  pin: false,
});

const wordingCards = (state: IncidentState): readonly Intent[] =>
  state.wordings
    .filter(({ status }) => status !== 'pending' && status !== 'rejected')
    .slice(-2)
    .flatMap(({ id, status }): readonly Intent[] => [
      {
        do: 'refresh',
        place: ROOM,
        card: { card: 'wording', id, forAgents: false },
        pin: status === 'published',
      },
      { do: 'refresh', place: AGENTS, card: { card: 'wording', id, forAgents: true }, pin: false },
    ]);

const isAnnouncement = (state: IncidentState, approval: string): boolean =>
  state.approvals[approval]?.subject === 'announcement' || /^A\d/.test(approval);

/** Each who may decide is called by name when the card is posted; the card itself carries the text. */
const submitted = (
  event: EventOf<'approval.submitted'>,
  context: EffectContext,
): readonly Intent[] => {
  const { id } = event.data.approval;
  const approval = context.after.approvals[id];
  const voters = approval === undefined ? [] : votersOf(context.after, approval, context.policy);
  return [{ ...approvalCard(id), mention: voters.map((person) => person.id) }];
};

const rejected = (
  event: EventOf<'approval.rejected'>,
  context: EffectContext,
): readonly Intent[] => {
  const { approval, by, reason } = event.data;
  const author = context.after.approvals[approval]?.author;
  if (reason === undefined)
    return [
      approvalCard(approval),
      {
        do: 'post',
        place: ROOM,
        notice: { card: 'reasonWanted', approval, by },
        key: context.key('reason'),
        mention: [by.id],
        thread: { card: 'approval', approval },
      },
    ];
  return [
    approvalCard(approval),
    ...(author === undefined
      ? []
      : [toPerson(context, author.id, { card: 'approvalRejected', approval, by, reason })]),
  ];
};

const reasonGiven = (
  event: EventOf<'approval.reasonGiven'>,
  context: EffectContext,
): readonly Intent[] => {
  const { approval, reason } = event.data;
  const author = context.after.approvals[approval]?.author;
  return [
    approvalCard(approval),
    ...(author === undefined
      ? []
      : [
          toPerson(context, author.id, {
            card: 'approvalRejected',
            approval,
            by: event.actor,
            reason,
          }),
        ]),
  ];
};

/** Channels that the organisation file gives a way out; the others are copied and confirmed by hand. */
const published = (id: string, { after, policy }: EffectContext): readonly Intent[] => {
  const version = after.announcements
    .find((announcement) => announcement.id === id)
    ?.versions.at(-1);
  if (version === undefined) return [];
  return Object.keys(version.texts)
    .filter((channel) => Object.hasOwn(policy.organisation.publish, channel))
    .map((channel) => ({ do: 'publish', announcement: id, version: version.version, channel }));
};

const approved = (
  event: EventOf<'approval.approved'>,
  context: EffectContext,
): readonly Intent[] => {
  const { approval, by, preApproved } = event.data;
  const ref = approval.split('.')[0] ?? approval;
  const card = preApproved === true ? [] : [approvalCard(approval)];
  // The announcement's own card appears now and says it; a second message would be noise.
  return isAnnouncement(context.after, approval)
    ? [...card, announcementCard(ref), ...published(ref, context)]
    : [...card, inRoom(context, { card: 'approvalApproved', approval, by })];
};

/** What is said to agents and customers, and who approves it. */
export const SPEAKING_EFFECTS: Effects<
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
  | 'plan.approved'
> = {
  'wording.proposed': quiet,
  'wording.published': (_, context) => wordingCards(context.after),
  'wording.frozen': (event, context) => [
    ...wordingCards(context.after),
    inRoom(context, { card: 'wordingFrozen', id: event.data.id, by: event.actor }),
  ],
  'announcement.drafted': quiet,
  'announcement.published': (event, context) => [
    announcementCard(event.data.id),
    inRoom(context, {
      card: 'channelPublished',
      id: event.data.id,
      channel: event.data.channel,
      by: event.actor,
    }),
  ],
  'announcement.withdrawn': (event, context) => [
    announcementCard(event.data.id),
    inRoom(context, {
      card: 'announcementWithdrawn',
      id: event.data.id,
      by: event.actor,
      reason: event.data.reason,
    }),
  ],
  'announcement.superseded': (event) => [announcementCard(event.data.id)],
  'approval.submitted': submitted,
  'approval.approved': approved,
  'approval.rejected': rejected,
  'approval.reasonGiven': reasonGiven,
  'approval.restored': (event) => [approvalCard(event.data.approval)],
  'approval.superseded': (event) => [approvalCard(event.data.approval)],
  'vote.cast': (event) => [approvalCard(event.data.approval)],
  'vote.retracted': (event, context) => [
    approvalCard(event.data.approval),
    ...(event.data.late
      ? [whisper(context, event.actor.id, { card: 'voteKept', approval: event.data.approval })]
      : []),
  ],
  'vote.ignored': (event, context) => [
    whisper(context, event.actor.id, { card: 'voteIgnored', ...event.data }),
  ],
  'plan.proposed': quiet,
  'plan.approved': (event, context) => [
    inRoom(context, { card: 'planApproved', id: event.data.id }),
  ],
};
