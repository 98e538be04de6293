import { actorName } from '#cards/timeline-line.ts';
import { departmentName, satisfactionText, ticketLevel } from '#cards/ticket-words.ts';
import { clockText, durationText, nameList, words as cardWords } from '#cards/view.ts';
import type { TicketEvent, TicketEventOf } from '#domain/ticket/event.ts';
import { html, type Html } from '../html.ts';
import { eventList, type HappenedLine } from './event-list.ts';
import type { SubjectLook } from './subject-look.ts';
import { clockName } from './ticket-head.ts';

type Told = TicketEventOf<'ticket.warned' | 'ticket.breached' | 'ticket.calledAgain'>;

const escalated = (
  { actor, data }: TicketEventOf<'ticket.escalated'>,
  { view, words }: SubjectLook,
): string => {
  const { said } = words.tickets;
  const reason = data.reason ?? '';
  switch (data.because) {
    case 'word':
      return said.escalatedWord(reason);
    case 'level':
      return said.escalatedLevel;
    case 'asked':
      return said.escalatedAsked(actorName(actor, view), reason);
  }
};

const told = ({ type, data }: Told, look: SubjectLook): string => {
  const { view, words } = look;
  const { said } = words.tickets;
  const clock = clockName(data.clock, look);
  const due = clockText(data.dueAt, view);
  const names = nameList(data.people, view);
  const nobody = data.people.length === 0;
  switch (type) {
    case 'ticket.warned':
      return nobody ? said.warned(clock, due) : said.warnedPeople(clock, due, names);
    case 'ticket.breached':
      return nobody ? said.breached(clock, due) : said.breachedPeople(clock, due, names);
    case 'ticket.calledAgain':
      return nobody ? said.calledAgain(clock) : said.calledAgainPeople(clock, names);
  }
};

/** One event as a sentence. */
export const ticketSentence = (event: TicketEvent, look: SubjectLook): string => {
  const { view, words } = look;
  const { said } = words.tickets;
  const who = actorName(event.actor, view);
  switch (event.type) {
    case 'ticket.added':
      return said.added(who);
    case 'ticket.escalated':
      return escalated(event, look);
    case 'ticket.taken':
      return said.taken(who);
    case 'ticket.progressed':
      if (event.data.bulk === true) return said.progressedAll(who);
      return event.data.first ? said.firstResponse(who) : said.progressed(who);
    case 'ticket.transferred':
      return said.transferred(who, departmentName(event.data.department, view));
    case 'ticket.accepted':
      return said.accepted(who, departmentName(event.data.department, view));
    case 'ticket.resultGiven':
      return said.resultGiven(who);
    case 'ticket.informed':
      return said.informed(who);
    case 'ticket.resolved':
      return event.data.bulk === true ? said.resolvedAll(who) : said.resolved(who);
    case 'ticket.explained':
      return said.explained(who, cardWords(view).tickets.lateCauses[event.data.cause]);
    case 'ticket.graded':
      return said.graded(who, ticketLevel(event.data.severity, view));
    case 'ticket.linked':
      return said.linked(event.data.incident);
    case 'ticket.warned':
    case 'ticket.breached':
    case 'ticket.calledAgain':
      return told(event, look);
  }
};

/** What people wrote at that step; what the customer said stands beside the story. */
const writtenIn = ({ type, data }: TicketEvent): string | undefined => {
  switch (type) {
    case 'ticket.progressed':
    case 'ticket.informed':
      return data.text;
    case 'ticket.transferred':
    case 'ticket.graded':
      return data.reason;
    case 'ticket.resultGiven':
    case 'ticket.resolved':
      return data.result;
    case 'ticket.added':
    case 'ticket.escalated':
    case 'ticket.taken':
    case 'ticket.accepted':
    case 'ticket.explained':
    case 'ticket.linked':
    case 'ticket.warned':
    case 'ticket.breached':
    case 'ticket.calledAgain':
      return undefined;
  }
};

/** Whom it was told, how satisfied the customer is, how late it was: a sentence each. */
const besides = (event: TicketEvent, { view, words }: SubjectLook): readonly string[] => {
  const { said } = words.tickets;
  const { type, data } = event;
  const lines: string[] = [];
  if (type === 'ticket.escalated' && data.people.length > 0)
    lines.push(said.asked(nameList(data.people, view)));
  if (type === 'ticket.transferred' && data.people.length > 0)
    lines.push(said.notified(nameList(data.people, view)));
  if (type === 'ticket.resolved') {
    const satisfaction = satisfactionText(data.satisfaction, view);
    if (satisfaction !== undefined) lines.push(said.satisfied(satisfaction));
  }
  if (type !== 'ticket.breached' && 'lateMs' in data && data.lateMs > 0)
    lines.push(said.late(durationText(data.lateMs, view)));
  return lines;
};

const TONES: Partial<Record<TicketEvent['type'], HappenedLine['tone']>> = {
  'ticket.added': 'strong',
  'ticket.escalated': 'danger',
  'ticket.resultGiven': 'good',
  'ticket.informed': 'good',
  'ticket.resolved': 'good',
  'ticket.warned': 'warning',
  'ticket.breached': 'danger',
  'ticket.calledAgain': 'danger',
};

const line = (event: TicketEvent, version: number, look: SubjectLook): HappenedLine => {
  const tone = TONES[event.type];
  const written = writtenIn(event);
  return {
    version,
    at: event.occurredAt,
    said: html`<p>${ticketSentence(event, look)}</p>
      ${written === undefined || written === '' ? '' : html`<p class="quiet as-said">${written}</p>`}
      ${besides(event, look).map((one) => html`<p class="quiet">${one}</p>`)}`,
    ...(tone === undefined ? {} : { tone }),
  };
};

/** What happened to a ticket, the newest first. */
export const ticketStory = (events: readonly TicketEvent[], look: SubjectLook): Html =>
  eventList(
    look.words.tickets.timeline,
    events.map((event, index) => line(event, index + 1, look)),
    look,
  );
