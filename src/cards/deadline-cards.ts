import type { NoticeOf, Overdue } from '#domain/incident/notice.ts';
import type { DeadlineRef } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Button, Card, Line } from './card.ts';
import { actions, item, list, noticeCard, text, type ListItem } from './build.ts';
import {
  ackButtons,
  deadlineButtons,
  taskOf,
  ticketsLeft,
  unpublishedChannels,
} from './deadline-buttons.ts';
import { line } from './line.ts';
import { ticketNumbers } from './ticket-words.ts';
import {
  channelName,
  clock,
  clockText,
  latenessText,
  mentions,
  roleName,
  say,
  words,
  type View,
} from './view.ts';

/** Whom it calls: the owners by name; where the roster has nobody, the role. */
const owners = (deadline: DeadlineRef, view: View): Line =>
  deadline.owners.length === 0
    ? line`${roleName(deadline.role, view)}`
    : mentions(deadline.owners, view);

const MOST = 10;

/** Two deadlines may offer the same button; it stands once. */
const distinct = (buttons: readonly Button[]): readonly Button[] =>
  [...new Map(buttons.map((entry) => [entry.line, entry])).values()].slice(0, MOST);

const reminderItem = (deadline: DeadlineRef, view: View): ListItem => {
  const { due, passed } = words(view).deadlines;
  const parts = [
    clock(deadline.dueAt, view),
    say(deadline.title, view),
    owners(deadline, view),
  ] as const;
  return deadline.dueAt < view.now
    ? item(passed(...parts), 'overdue')
    : item(due(...parts), 'open');
};

/** For notifications: when the one is due, or what all of them are. */
const dueSummary = (deadlines: readonly DeadlineRef[], view: View): string => {
  const [first] = deadlines;
  return deadlines.length === 1 && first !== undefined
    ? words(view).deadlines.dueBy(clockText(first.dueAt, view))
    : deadlines.map(({ title }) => say(title, view)).join(words(view).common.comma);
};

const lateSummary = (overdue: readonly Overdue[], view: View): string => {
  const [first] = overdue;
  return overdue.length === 1 && first !== undefined
    ? latenessText(first.lateMs, view)
    : overdue.map(({ deadline }) => say(deadline.title, view)).join(words(view).common.comma);
};

/** Everything that is due soon in one message, each with the button that does it. */
export const reminderCard = (
  { deadlines }: NoticeOf<'reminder'>,
  state: IncidentState,
  view: View,
): Card => {
  const { reminderTitle, remindersTitle } = words(view).deadlines;
  const [first] = deadlines;
  return noticeCard(
    state,
    {
      title:
        deadlines.length === 1 && first !== undefined
          ? reminderTitle(say(first.title, view))
          : remindersTitle(deadlines.length),
      tone: 'warning',
      summary: dueSummary(deadlines, view),
      elements: [
        list(
          deadlines.map((deadline) => reminderItem(deadline, view)),
          view,
        ),
        actions(distinct(deadlines.flatMap((deadline) => deadlineButtons(state, deadline, view)))),
      ],
    },
    view,
  );
};

const acknowledgedLine = ({ acknowledged }: Overdue, view: View): Line => {
  const { acknowledgedBy, acknowledgedUntil } = words(view).deadlines;
  if (acknowledged === undefined) return [];
  const { by, reason, eta } = acknowledged;
  return eta === undefined
    ? line`${acknowledgedBy(by.name, reason)}`
    : acknowledgedUntil(by.name, reason, clock(eta, view));
};

const overdueItems = (overdue: Overdue, state: IncidentState, view: View): readonly ListItem[] => {
  const { breach, afterRestart, unpublished } = words(view).deadlines;
  const { deadline, lateMs } = overdue;
  const said = breach(
    say(deadline.title, view),
    clock(deadline.dueAt, view),
    latenessText(lateMs, view),
    overdue.afterRestart ? afterRestart : '',
    owners(deadline, view),
  );
  const task = taskOf(state, deadline);
  const channels = task === undefined ? [] : unpublishedChannels(state, task);
  const names = channels
    .map((channel) => channelName(channel, view))
    .join(words(view).common.comma);
  const { stillOpen } = words(view).tickets;
  const tickets = task === undefined ? [] : ticketsLeft(state, task);
  const known = acknowledgedLine(overdue, view);
  return [
    item(said, 'overdue'),
    ...(channels.length === 0 ? [] : [item(unpublished(names))]),
    ...(tickets.length === 0 ? [] : [item(stillOpen(ticketNumbers(tickets, view)))]),
    ...(known.length === 0 ? [] : [item(known)]),
  ];
};

const overdueButtons = (overdue: readonly Overdue[], state: IncidentState, view: View) => {
  const deadlines = overdue.map(({ deadline }) => deadline);
  const doing = deadlines.flatMap((deadline) => deadlineButtons(state, deadline, view));
  return actions(distinct([...doing, ...ackButtons(deadlines, view)]));
};

/** What passed its time: how late, who owes it, who was told. */
export const breachCard = (
  { overdue, escalatedTo }: NoticeOf<'breach'>,
  state: IncidentState,
  view: View,
): Card => {
  const { breachTitle, breachesTitle, told } = words(view).deadlines;
  const [first] = overdue;
  return noticeCard(
    state,
    {
      title:
        overdue.length === 1 && first !== undefined
          ? breachTitle(say(first.deadline.title, view))
          : breachesTitle(overdue.length),
      tone: 'danger',
      summary: lateSummary(overdue, view),
      elements: [
        list(
          overdue.flatMap((entry) => overdueItems(entry, state, view)),
          view,
        ),
        escalatedTo.length === 0 ? [] : text([told(mentions(escalatedTo, view))]),
        overdueButtons(overdue, state, view),
      ],
    },
    view,
  );
};

/** The second step: who is called now, and why again. */
export const escalationCard = (
  { overdue, escalatedTo, resumed }: NoticeOf<'escalation'>,
  state: IncidentState,
  view: View,
): Card => {
  const phrases = words(view).deadlines;
  const [first] = overdue;
  return noticeCard(
    state,
    {
      title:
        overdue.length === 1 && first !== undefined
          ? phrases.escalationTitle(say(first.deadline.title, view))
          : phrases.escalationsTitle(overdue.length),
      tone: 'danger',
      summary: lateSummary(overdue, view),
      elements: [
        resumed ? text([phrases.resumed]) : [],
        list(
          overdue.flatMap((entry) => overdueItems(entry, state, view)),
          view,
        ),
        escalatedTo.length === 0 ? [] : text([phrases.escalatedTo(mentions(escalatedTo, view))]),
        overdueButtons(overdue, state, view),
      ],
    },
    view,
  );
};

export const acknowledgedCard = (
  { deadline, by, reason, eta }: NoticeOf<'acknowledged'>,
  state: IncidentState,
  view: View,
): Card => {
  const phrases = words(view).deadlines;
  return noticeCard(
    state,
    {
      title: phrases.acknowledgedTitle(say(deadline.title, view)),
      tone: 'info',
      elements: [
        text([
          eta === undefined
            ? phrases.acknowledgedBy(by.name, reason)
            : phrases.acknowledgedUntil(by.name, reason, clock(eta, view)),
          eta === undefined ? phrases.pausedOpen : phrases.paused(clock(eta, view)),
        ]),
      ],
    },
    view,
  );
};
