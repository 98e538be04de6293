import { HOUR } from '#domain/time.ts';
import type { TicketEvent } from '#domain/ticket/event.ts';
import { wasLate } from '#domain/ticket/standing.ts';
import { ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import { actions, copy, note, plainCard, text } from './build.ts';
import { renderTicketNotice } from './ticket-card.ts';
import type { Card } from './card.ts';
import { ticketButtons } from './ticket-buttons.ts';
import { departmentName, ticketLevel, ticketTitle } from './ticket-words.ts';
import { words, type View } from './view.ts';

const titleOf = (event: TicketEvent, { key }: TicketState, view: View): string | undefined => {
  const { answers } = words(view).tickets;
  switch (event.type) {
    case 'ticket.added':
      return answers.added(ticketNumber(key));
    case 'ticket.escalated':
      return event.data.because === 'asked' ? answers.escalated : undefined;
    case 'ticket.taken':
      return answers.taken;
    case 'ticket.progressed':
      return event.data.first ? answers.firstResponse : answers.progressed;
    case 'ticket.transferred':
      return answers.transferred(departmentName(event.data.department, view));
    case 'ticket.accepted':
      return answers.accepted;
    case 'ticket.resultGiven':
      return answers.resultGiven;
    case 'ticket.informed':
      return answers.informed;
    case 'ticket.resolved':
      return answers.resolved;
    case 'ticket.explained':
      return answers.explained;
    case 'ticket.graded':
      return answers.graded(ticketLevel(event.data.severity, view));
    case 'ticket.linked':
      return answers.linked(event.data.incident);
    case 'ticket.warned':
    case 'ticket.breached':
    case 'ticket.calledAgain':
      return undefined;
  }
};

/** S0-56: what the record still lacks is named, not refused. */
const missingOf = (state: TicketState, view: View): string | undefined => {
  const { fields, missing } = words(view).tickets;
  const wanted = [
    state.topic === undefined ? fields.topic : '',
    state.customer === undefined ? fields.customer : '',
    state.contact === undefined ? fields.contact : '',
  ].filter((name) => name !== '');
  return wanted.length === 0 ? undefined : missing(wanted.join(words(view).common.comma));
};

const contactHours = ({ limits }: TicketState): number | undefined => {
  const promise = limits.find(({ id }) => id === 'contact');
  return promise === undefined ? undefined : Math.round(promise.dueMs / HOUR);
};

/** What the customer may be told once it is handed over (S4-10). */
const promiseOf = (event: TicketEvent, state: TicketState, view: View) => {
  const hours = contactHours(state);
  if (event.type !== 'ticket.transferred' || hours === undefined) return [];
  return text([
    words(view).tickets.replyWithin(departmentName(event.data.department, view), hours),
  ]);
};

/** A late ticket wants the kind of its cause, for the monthly review (S3-21). */
const causeAsked = (event: TicketEvent, state: TicketState, view: View) =>
  event.type === 'ticket.resolved' && wasLate(state) && state.lateCause === undefined
    ? [
        ...text([words(view).tickets.lateCauseAsked], 'warning'),
        ...copy(
          words(view).tickets.lateCause,
          `ticket close ${ticketNumber(state.key)} cause=${words(view).tickets.lateCauses.process}`,
        ),
      ]
    : [];

/** What became of a command about a ticket, for whoever gave it. */
export const ticketAnswerCard = (
  events: readonly TicketEvent[],
  state: TicketState,
  view: View,
): Card => {
  const told = events.filter((event) => titleOf(event, state, view) !== undefined);
  const event = told.at(-1) ?? events[0];
  const first = told[0] ?? event;
  const isNew = first?.type === 'ticket.added';
  const title = first === undefined ? ticketTitle(state, view) : titleOf(first, state, view);
  const missing = isNew ? missingOf(state, view) : undefined;
  return plainCard(
    {
      title: title ?? ticketTitle(state, view),
      tone: 'good',
      elements: [
        missing === undefined ? [] : text([missing], 'muted'),
        event === undefined ? [] : promiseOf(event, state, view),
        event === undefined ? [] : causeAsked(event, state, view),
        actions(ticketButtons(state, view)),
        note(ticketTitle(state, view)),
      ],
    },
    view,
  );
};

/** The ticket itself, for whoever asked. */
export const ticketShowCard = (state: TicketState, view: View): Card =>
  renderTicketNotice({ card: 'ticket' }, state, view);
