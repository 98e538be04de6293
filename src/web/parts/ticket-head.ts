import { cutText } from '#cards/cut.ts';
import { line } from '#cards/line.ts';
import { ticketStanding } from '#cards/ticket-card.ts';
import { departmentName, levelText, satisfactionText, ticketLevel } from '#cards/ticket-words.ts';
import { atHead, clockText, fullClock, words as cardWords } from '#cards/view.ts';
import type { TicketClockId } from '#domain/ticket/clocks.ts';
import { isOverdue, runningClocks, wasLate } from '#domain/ticket/standing.ts';
import { ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import { html, type Content, type Html } from '../html.ts';
import { figure } from './figure.ts';
import { left } from './left.ts';
import { spans } from './spans.ts';
import type { SubjectLook } from './subject-look.ts';
import { type Badge, badgeLine } from './subject-item.ts';

type Plain = Pick<SubjectLook, 'view' | 'words'>;

const TITLE_SHOWN = 40;
const LEVEL_TONES = { sev1: 'danger', sev2: 'warning', sev3: undefined } as const;
const STATE_TONES = { processing: 'info', followUp: 'warning', resolved: 'good' } as const;

/** What it is about: its topic, or the beginning of what was said. */
export const ticketHeading = ({ topic, text }: TicketState): string =>
  topic ?? cutText(text, TITLE_SHOWN);

/** The name of a promise, at the head of a line. */
export const clockName = (id: TicketClockId, { view }: Pick<SubjectLook, 'view'>): string =>
  atHead(cardWords(view).tickets.clocks[id]);

/** How it stands, as a colour; the words beside it say the same. */
export const ticketTone = (state: TicketState, { view }: Plain): string =>
  isOverdue(state, view.now) ? 'danger' : STATE_TONES[state.status];

/** Level and state, and what is late. */
export const ticketBadges = (state: TicketState, { view, words }: Plain): readonly Badge[] => {
  const { severity, status } = state;
  const tone = LEVEL_TONES[severity];
  const { overdue, wasLate: late } = words.tickets;
  const isLate = isOverdue(state, view.now);
  return [
    { text: ticketLevel(severity, view), ...(tone === undefined ? {} : { tone }) },
    { text: cardWords(view).tickets.states[status], tone: STATE_TONES[status] },
    ...(isLate ? [{ text: overdue, tone: 'danger' }] : []),
    ...(!isLate && wasLate(state) ? [{ text: late, tone: 'warning' }] : []),
  ];
};

const incidentLink = ({ incident }: TicketState): Content =>
  incident === undefined
    ? undefined
    : (html`<a href=${`/incidents/${incident}`}>${incident}</a>` as Content);

const nextFigure = (state: TicketState, { view, words }: SubjectLook): Html | '' => {
  const [next] = runningClocks(state);
  if (next === undefined) return '';
  const name = cardWords(view).tickets.clocks[next.id];
  const due = html`<span class="clock">${left(next.dueAt, view, words)}</span>`;
  return figure(words.tickets.nextOf(name), due as Content);
};

const figures = (state: TicketState, look: SubjectLook): Html => {
  const { view, words } = look;
  const { fields, categories, unowned } = cardWords(view).tickets;
  const { category, owner, customer, contact, satisfaction, times } = state;
  const department = state.transfers.at(-1)?.department;
  const isOpen = state.status !== 'resolved';
  return html`<dl class="figures">
    ${nextFigure(state, look)}
    ${figure(words.tickets.resolvedAt, times.resolvedAt && clockText(times.resolvedAt, view))}
    ${figure(fields.level, levelText(state, view))}
    ${figure(fields.category, categories[category])}
    ${figure(fields.owner, owner?.name ?? (isOpen ? atHead(unowned) : undefined))}
    ${figure(fields.department, department && departmentName(department, view))}
    ${figure(fields.customer, customer)} ${figure(fields.contact, contact)}
    ${figure(fields.satisfaction, satisfactionText(satisfaction, view))}
    ${figure(fields.incident, incidentLink(state))}
  </dl>`;
};

/** What it is about, how it stands, what is due next, and who has it. */
export const ticketHead = (state: TicketState, look: SubjectLook): Html => {
  const { view, words, showing } = look;
  const { key, times } = state;
  const standing = ticketStanding(state, view).map((piece) => line`${piece}`);
  return html`${badgeLine(ticketBadges(state, look))}
    <h1>${ticketHeading(state)}</h1>
    <p class="quiet">
      <code>${ticketNumber(key)}</code> · ${words.tickets.registeredAt} ${spans([fullClock(times.createdAt, view)], showing)}
    </p>
    ${
      standing.length === 0
        ? ''
        : html`<div class="last-update">
            ${standing.map((one) => html`<p>${spans(one, showing)}</p>`)}
          </div>`
    }
    ${figures(state, look)}`;
};
