import { latenessOf, type TicketClock, ticketClocks } from '#domain/ticket/clocks.ts';
import type { TicketNotice, TicketNoticeOf } from '#domain/ticket/notice.ts';
import { waitsForSenior } from '#domain/ticket/standing.ts';
import { ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import { actions, fact, facts, headed, item, list, note, plainCard, text } from './build.ts';
import type { Card, CardElement } from './card.ts';
import { link, type Piece } from './line.ts';
import { ticketButtons } from './ticket-buttons.ts';
import {
  departmentName,
  levelText,
  progressText,
  satisfactionText,
  ticketTitle,
} from './ticket-words.ts';
import { atHead, clock, durationText, words, type View } from './view.ts';

const CLOCKS_SHOWN = 8;
const PROGRESS_SHOWN = 3;

const matter = (state: TicketState, view: View) => {
  const { fields, categories, unowned, sourceLink } = words(view).tickets;
  const { topic, product, batch, region, customer, contact, tags, owner, source } = state;
  const department = state.transfers.at(-1)?.department;
  return facts([
    ...fact(fields.category, categories[state.category]),
    ...fact(fields.level, levelText(state, view)),
    ...fact(fields.topic, topic),
    ...fact(fields.product, product),
    ...fact(fields.batch, batch),
    ...fact(fields.region, region),
    ...fact(fields.customer, customer),
    ...fact(fields.contact, contact),
    ...fact(fields.tags, tags.length === 0 ? undefined : tags.join(words(view).common.comma)),
    ...fact(fields.owner, owner?.name ?? unowned),
    ...fact(
      fields.department,
      department === undefined ? undefined : departmentName(department, view),
    ),
    ...fact(fields.incident, state.incident),
    ...fact(fields.result, state.result),
    ...fact(fields.satisfaction, satisfactionText(state.satisfaction, view)),
    ...fact(fields.source, source === undefined ? undefined : [link(sourceLink, source)]),
  ]);
};

/** What is asked of the reader, or what was done last, a sentence each. */
export const ticketStanding = (state: TicketState, view: View): readonly Piece[] => {
  const { tickets } = words(view);
  const { times, escalated, owner, transfers, resolvedBy } = state;
  const transfer = transfers.at(-1);
  if (times.resolvedAt !== undefined)
    return [tickets.resolved(resolvedBy?.name ?? '', clock(times.resolvedAt, view))];
  const lines: Piece[] = [];
  if (escalated !== undefined && waitsForSenior(state))
    lines.push(
      escalated.because === 'level'
        ? tickets.escalatedLevel
        : tickets[escalated.because === 'word' ? 'escalatedWord' : 'escalatedAsked'](
            escalated.reason ?? '',
          ),
    );
  if (owner !== undefined && times.takenAt !== undefined)
    lines.push(tickets.takenBy(owner.name, clock(times.takenAt, view)));
  if (transfer !== undefined) {
    const name = departmentName(transfer.department, view);
    lines.push(
      transfer.acceptedAt === undefined
        ? tickets.transferredTo(name, clock(transfer.at, view))
        : tickets.acceptedBy(name, clock(transfer.acceptedAt, view)),
    );
  }
  if (times.informedAt !== undefined) lines.push(tickets.informed(clock(times.informedAt, view)));
  else if (times.resultAt !== undefined) lines.push(tickets.resultReady);
  if (state.afterHours && times.firstResponseAt === undefined) lines.push(tickets.afterHours);
  return lines;
};

const clockItem = (one: TicketClock, view: View) => {
  const { clocks, clockOpen, clockOver, clockDone, clockLate } = words(view).tickets;
  const name = atHead(clocks[one.id]);
  const late = latenessOf(one, view.now);
  const lateText = durationText(late, view);
  if (one.endedAt !== undefined)
    return late > 0
      ? item(clockLate(name, clock(one.endedAt, view), lateText), 'late')
      : item(clockDone(name, clock(one.endedAt, view)), 'done');
  return late > 0
    ? item(clockOver(name, clock(one.dueAt, view), lateText), 'overdue')
    : item(clockOpen(name, clock(one.dueAt, view)), 'open');
};

/** Open ones first, by when they are due. */
const byUrgency = (a: TicketClock, b: TicketClock): number =>
  Number(a.endedAt !== undefined) - Number(b.endedAt !== undefined) || a.dueAt - b.dueAt;

const pageLink = ({ key }: TicketState, view: View): readonly CardElement[] =>
  view.publicUrl === undefined
    ? []
    : note([link(words(view).tickets.openPage, `${view.publicUrl}/tickets/${ticketNumber(key)}`)]);

const ticketCard = (state: TicketState, view: View): Card => {
  const { tickets } = words(view);
  const clocks = ticketClocks(state.limits, state.times).toSorted(byUrgency);
  const late = clocks.some((one) => one.endedAt === undefined && latenessOf(one, view.now) > 0);
  const done = state.status === 'resolved';
  return plainCard(
    {
      title: ticketTitle(state, view),
      tone: done ? 'good' : late || state.severity === 'sev1' ? 'danger' : 'info',
      summary: state.text,
      elements: [
        text(ticketStanding(state, view)),
        text([state.text]),
        matter(state, view),
        headed(
          tickets.clocksTitle,
          list(
            clocks.map((one) => clockItem(one, view)),
            view,
            CLOCKS_SHOWN,
          ),
        ),
        headed(
          tickets.progressTitle,
          list(
            state.progress
              .slice(-PROGRESS_SHOWN)
              .map((one) =>
                item(
                  tickets.progressItem(clock(one.at, view), one.by.name, progressText(one, view)),
                ),
              ),
            view,
          ),
        ),
        actions(ticketButtons(state, view)),
        note(atHead(tickets.states[state.status])),
        pageLink(state, view),
      ],
    },
    view,
  );
};

const call = (
  state: TicketState,
  view: View,
  said: { readonly title: string; readonly line: Piece; readonly tone: 'warning' | 'danger' },
): Card =>
  plainCard(
    {
      title: said.title,
      tone: said.tone,
      elements: [
        text([said.line, state.text]),
        actions(ticketButtons(state, view)),
        note(ticketTitle(state, view)),
      ],
    },
    view,
  );

type Draw<C extends TicketNotice['card']> = (
  notice: TicketNoticeOf<C>,
  state: TicketState,
  view: View,
) => Card;
const DRAW: { readonly [C in TicketNotice['card']]: Draw<C> } = {
  ticket: (_, state, view) => ticketCard(state, view),
  ticketReminder: ({ clock: id, dueAt }, state, view) => {
    const { reminderTitle, reminder, clocks } = words(view).tickets;
    const title = reminderTitle(clocks[id], ticketNumber(state.key));
    return call(state, view, {
      title,
      line: reminder(clocks[id], clock(dueAt, view)),
      tone: 'warning',
    });
  },
  ticketOverdue: ({ clock: id, dueAt, lateMs }, state, view) => {
    const { overdueTitle, overdue, clocks } = words(view).tickets;
    const title = overdueTitle(clocks[id], ticketNumber(state.key));
    const late = durationText(Math.max(lateMs, view.now - dueAt), view);
    return call(state, view, {
      title,
      line: overdue(clocks[id], clock(dueAt, view), late),
      tone: 'danger',
    });
  },
};

const drawAs = <C extends TicketNotice['card']>(
  card: C,
  notice: TicketNoticeOf<C>,
  state: TicketState,
  view: View,
): Card => (DRAW[card] as Draw<C>)(notice, state, view);

/** The card of whatever the bot says about a ticket. */
export const renderTicketNotice = (notice: TicketNotice, state: TicketState, view: View): Card =>
  drawAs(notice.card, notice, state, view);
