import type { NoticeOf } from '#domain/incident/notice.ts';
import { toldFrom } from '#domain/incident/outage.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { TimelineEntry } from '#domain/timeline/entry.ts';
import { whatOf } from './answer-parts.ts';
import { voteButtons } from './approval-card.ts';
import { actions, headed, item, list, note, noticeCard, text, type ListItem } from './build.ts';
import type { Card, CardElement } from './card.ts';
import { messengerName } from './room-notices.ts';
import { deadlineItems } from './status-lists.ts';
import { tallyText } from './tally.ts';
import { timelineLine, type TimelineView } from './timeline-line.ts';
import { clock, words, type View } from './view.ts';

/** The card with where it was done, for those who read it elsewhere. */
export const withSource = (card: Card, messenger: string, view: View): Card => ({
  ...card,
  elements: [...card.elements, ...note(words(view).platforms.from(messengerName(messenger, view)))],
});

/** Words from the chat of another messenger, carried over by hand. */
export const relayedCard = (
  { text: said, by }: NoticeOf<'relayed'>,
  state: IncidentState,
  view: View,
): Card => {
  const { platforms } = words(view);
  return noticeCard(
    state,
    {
      title: platforms.relayedTitle(by.name),
      tone: 'neutral',
      summary: said,
      elements: [text([platforms.relayed(by.name, said)])],
    },
    view,
  );
};

const pendingOf = ({ approvals }: IncidentState) =>
  Object.values(approvals).filter(({ status }) => status === 'pending');

const approvalItems = (state: IncidentState, view: View): readonly ListItem[] =>
  pendingOf(state).map((approval) =>
    item(
      words(view).platforms.approval(
        whatOf(state, approval.id, view),
        tallyText(approval),
        clock(approval.decideBy, view),
      ),
    ),
  );

/** Everything that runs, the next due first, and what waits for a decision. */
const openItems = (state: IncidentState, view: View): readonly CardElement[] => [
  ...headed(words(view).status.deadlines, list(deadlineItems(state, view, 12), view)),
  ...headed(words(view).platforms.approvals, list(approvalItems(state, view), view, 6)),
];

/** A messenger is down: where to go on, what is open, and whom nobody reaches now (E10). */
export const platformDownCard = (
  { messenger, since, unreachable }: NoticeOf<'platformDown'>,
  state: IncidentState,
  view: View,
): Card => {
  const { platforms, people, common } = words(view);
  const name = messengerName(messenger, view);
  const names = unreachable.map((person) => person.name).join(common.comma);
  return noticeCard(
    state,
    {
      title: platforms.downTitle(name),
      tone: 'danger',
      elements: [
        text([platforms.down(clock(since, view), name)]),
        unreachable.length === 0
          ? []
          : [...text([people.unreachable(names)], 'warning'), ...note(people.unreachableHint)],
        openItems(state, view),
      ],
    },
    view,
  );
};

/** What is only of the machinery, or said better by another entry. */
const UNTOLD: readonly string[] = [
  'deadline.warned',
  'delivery.abandoned',
  'metric.recorded',
  'platform.',
  'room.',
  'rooms.',
  'tasks.',
  'vote.ignored',
];
const ENTRIES = 15;

const happenedIn = (
  { since, until }: NoticeOf<'catchUp'>,
  entries: readonly TimelineEntry[],
): readonly TimelineEntry[] =>
  entries.filter(
    ({ recordedAt, kind }) =>
      recordedAt >= toldFrom({ since }) &&
      recordedAt < until &&
      !UNTOLD.some((start) => kind.startsWith(start)),
  );

const entryItems = (
  told: readonly TimelineEntry[],
  state: IncidentState,
  view: View,
): readonly ListItem[] => {
  const full: TimelineView = {
    ...view,
    incident: state.key,
    scheme: state.scheme,
    tasks: Object.fromEntries(state.tasks.map(({ id, title }) => [id, title])),
  };
  const shown = told.slice(-ENTRIES).map((entry) => item(timelineLine(entry, full)));
  const before = told.length - shown.length;
  return before === 0 ? shown : [item(words(view).platforms.earlier(before)), ...shown];
};

/** One message instead of all that was not said: what happened, and what is open now. */
export const catchUpCard = (
  notice: NoticeOf<'catchUp'>,
  state: IncidentState,
  view: View,
  entries: readonly TimelineEntry[] = [],
): Card => {
  const { platforms } = words(view);
  const { messenger, since, until } = notice;
  const told = happenedIn(notice, entries);
  // One approval has buttons here, as its own card may have got lost; several are told apart by their cards.
  const [only, ...others] = pendingOf(state);
  return noticeCard(
    state,
    {
      title: platforms.catchUpTitle(messengerName(messenger, view)),
      tone: 'info',
      elements: [
        text([platforms.catchUp(clock(since, view), clock(until, view))]),
        told.length === 0
          ? text([platforms.nothing], 'muted')
          : list(entryItems(told, state, view), view, ENTRIES + 1),
        openItems(state, view),
        only === undefined || others.length > 0 ? [] : actions(voteButtons(only.id, view)),
      ],
    },
    view,
  );
};
