import type { RejectionOf } from '#domain/rejection.ts';
import { button } from './build.ts';
import { approvalState } from './approval-card.ts';
import {
  codes,
  quietly,
  withReplaced,
  type Refusal,
  type RefusalContext,
  type Refusals,
} from './refusal.ts';
import { problemText } from './text-problems.ts';
import {
  channelName,
  channelNames,
  clockText,
  named,
  roleNames,
  words,
  type View,
} from './view.ts';

const statusName = (status: string, view: View): string =>
  named(words(view).status.announcementStates, status);

const voteWithoutEffect = (
  { approval: id, reason }: RejectionOf<'vote-without-effect'>,
  { view, state }: RefusalContext,
): Refusal => {
  const { announcement } = words(view);
  const approval = state?.approvals[id];
  const said = announcement.ignored[reason]({
    version: approval?.version ?? 1,
    state:
      approval === undefined || state === undefined
        ? announcement.states.pending
        : approvalState(state, approval, view),
    roles: roleNames(approval?.eligible ?? ['commandGroup'], view),
  });
  return { title: announcement.ignoredTitle, tone: 'neutral', said: [said] };
};

const channelUnknown = (
  { id, channel, channels }: RejectionOf<'channel-unknown'>,
  { view }: RefusalContext,
): Refusal => {
  const { refusals, announcement } = words(view);
  return {
    said: [refusals.channelUnknown(id, channel), refusals.choose(channelNames(channels, view))],
    copies: channels.slice(0, 1).map((name) => `announce sent ${id} ${name}`),
    buttons: channels.map((name) =>
      button(
        announcement.buttons.published(channelName(name, view)),
        `announce sent ${id} ${name}`,
      ),
    ),
  };
};

type Codes =
  | 'wording-missing'
  | 'text-problems'
  | 'template-not-found'
  | 'announcement-not-found'
  | 'announcement-not-approved'
  | 'channel-unknown'
  | 'channel-already-published'
  | 'announcement-final'
  | 'approval-not-found'
  | 'vote-without-effect'
  | 'plan-incomplete';

/** Refusals about what goes out to customers, and its approval. */
export const OUTSIDE_REFUSALS = {
  'wording-missing': (_, { view }) => ({
    said: [words(view).refusals.wordingMissing],
    copies: [`wording set "${words(view).refusals.wordingExample}"`],
  }),
  'text-problems': ({ problems }, { view }) => ({
    said: [words(view).refusals.textProblems],
    items: problems.map((problem) => problemText(problem, view)),
  }),
  'template-not-found': ({ given, known }, context) => {
    const { refusals } = words(context.view);
    const line = (id: string) => withReplaced(context, given, id, `announce draft ${id}`);
    return {
      said: [refusals.templateNotFound(given)],
      copies: known.slice(0, 1).map(line),
      buttons: known.slice(0, 8).map((id) => button(id, line(id), { form: true })),
    };
  },
  'announcement-not-found': ({ given, known }, context) => {
    const { refusals } = words(context.view);
    const [first] = known;
    return {
      said: [
        refusals.announcementNotFound(given),
        first === undefined ? refusals.announcementsNone : refusals.choose(codes(known)),
      ],
      copies:
        first === undefined
          ? []
          : [withReplaced(context, given, first, `announce revise ${first}`)],
      buttons: [button(refusals.buttons.announcements, 'announce list')],
    };
  },
  'announcement-not-approved': ({ id, status }, { view }) => ({
    said: [words(view).refusals.notApproved(id, statusName(status, view))],
    buttons: [button(words(view).refusals.buttons.announcements, 'announce list')],
  }),
  'channel-unknown': channelUnknown,
  'channel-already-published': ({ id, channel, by, at }, { view }) =>
    quietly(
      words(view).refusals.channelPublished(
        id,
        channelName(channel, view),
        by.name,
        clockText(at, view),
      ),
      view,
    ),
  'announcement-final': ({ id, status }, { view, state }) => {
    const template = state?.announcements.find((entry) => entry.id === id)?.template ?? 'initial';
    return {
      said: [words(view).refusals.announcementFinal(id, statusName(status, view))],
      copies: [`announce draft ${template} --supersedes ${id}`],
    };
  },
  'approval-not-found': ({ approval }, { view }) => ({
    said: [words(view).refusals.approvalNotFound(approval)],
    buttons: [button(words(view).refusals.buttons.status, 'status')],
  }),
  'vote-without-effect': voteWithoutEffect,
  'plan-incomplete': ({ missing }, { view }) => {
    const { refusals, common, deadlines } = words(view);
    const parts = missing.map((part) => named(refusals.planParts, part)).join(common.comma);
    return {
      said: [refusals.planIncomplete(parts)],
      copies: [refusals.planLine],
      buttons: [button(deadlines.buttons.plan, 'plan propose', { style: 'primary', form: true })],
    };
  },
} satisfies Refusals<Codes>;
