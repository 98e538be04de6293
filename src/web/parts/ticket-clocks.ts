import { clockText, durationText, latenessText, nameList } from '#cards/view.ts';
import { latenessOf, type TicketClock, ticketClocks } from '#domain/ticket/clocks.ts';
import { responsibleFor } from '#domain/ticket/people.ts';
import { runningClocks } from '#domain/ticket/standing.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import { html, type Html } from '../html.ts';
import { left } from './left.ts';
import type { SubjectLook } from './subject-look.ts';
import { clockName } from './ticket-head.ts';

/** As those of incidents: near once its people are reminded. */
const nearness = (
  { startAt, dueAt }: TicketClock,
  { view }: SubjectLook,
): 'overdue' | 'near' | 'open' => {
  if (dueAt < view.now) return 'overdue';
  const { warnAtFraction } = view.policy.common.engine;
  return view.now >= startAt + (dueAt - startAt) * warnAtFraction ? 'near' : 'open';
};

const running = (clock: TicketClock, state: TicketState, look: SubjectLook): Html => {
  const { view, words } = look;
  const near = nearness(clock, look);
  return html`<li class=${`deadline ${near}`}>
    <span class="what">${clockName(clock.id, look)}</span>
    <span class="by">${nameList(responsibleFor(state, clock, view.policy), view)}</span>
    ${left(clock.dueAt, view, words)}
    ${near === 'open' ? '' : html`<span class="hidden">${words.marks[near]}</span>`}
  </li>`;
};

const kept = (clock: TicketClock & { readonly endedAt: number }, look: SubjectLook): Html => {
  const { view, words } = look;
  const late = latenessOf(clock, view.now);
  const at = clockText(clock.endedAt, view);
  const when =
    late > 0
      ? words.incident.doneLate(at, latenessText(late, view))
      : words.incident.doneAt(at, durationText(clock.endedAt - clock.startAt, view));
  const mark = late > 0 ? 'late' : 'done';
  return html`<li class=${`mark-${mark}`}>
    <span class="hidden">${words.marks[mark]}</span>
    <span class="what">${clockName(clock.id, look)}</span>
    <span class="quiet"> ${when}</span>
  </li>`;
};

const hasEnded = (clock: TicketClock): clock is TicketClock & { readonly endedAt: number } =>
  clock.endedAt !== undefined;

/** What was promised: what runs counts down, what was done says whether in time. */
export const ticketClockList = (state: TicketState, look: SubjectLook): Html => {
  const { tickets } = look.words;
  const open = runningClocks(state);
  const ended = ticketClocks(state.limits, state.times)
    .filter(hasEnded)
    .toSorted((a, b) => a.endedAt - b.endedAt);
  return html`<h2>${tickets.clocks}</h2>
    ${open.length + ended.length === 0 ? html`<p class="empty">${tickets.noClocks}</p>` : ''}
    ${
      open.length === 0
        ? ''
        : html`<ol class="deadlines">
            ${open.map((clock) => running(clock, state, look))}
          </ol>`
    }
    ${
      ended.length === 0
        ? ''
        : html`<ul class="marked">
            ${ended.map((clock) => kept(clock, look))}
          </ul>`
    }`;
};
