import { runningClocks } from '#domain/ticket/standing.ts';
import { ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import { actions, button, item, list, plainCard, text } from './build.ts';
import type { Card } from './card.ts';
import { code } from './line.ts';
import { cutText } from './cut.ts';
import { stampText } from './timeline-line.ts';
import { clock, words, type View } from './view.ts';

const SHOWN = 10;
const TEXT_SHOWN = 24;

const listItem = (state: TicketState, view: View) => {
  const { tickets } = words(view);
  const next = state.status === 'resolved' ? undefined : runningClocks(state)[0];
  const about = cutText(state.topic ?? state.text, TEXT_SHOWN);
  const due =
    next === undefined
      ? []
      : [' ', tickets.listDue(tickets.clocks[next.id], clock(next.dueAt, view))].flat();
  const said = tickets.listItem(code(ticketNumber(state.key)), about, tickets.states[state.status]);
  const late = next !== undefined && next.dueAt < view.now;
  return item([said, due].flat(), state.status === 'resolved' ? 'done' : late ? 'overdue' : 'open');
};

/** Tickets, those due first on top. */
export const ticketListCard = (states: readonly TicketState[], view: View): Card => {
  const { tickets } = words(view);
  const due = (state: TicketState): number =>
    runningClocks(state)[0]?.dueAt ?? Number.MAX_SAFE_INTEGER;
  const sorted = states.toSorted((a, b) => due(a) - due(b)).slice(0, SHOWN);
  return plainCard(
    {
      title: tickets.listTitle,
      tone: 'info',
      elements: [
        states.length === 0
          ? text([tickets.listNone], 'muted')
          : list(
              sorted.map((state) => listItem(state, view)),
              view,
            ),
        states.length > sorted.length
          ? text([tickets.listMore(states.length - sorted.length)], 'muted')
          : [],
        actions([button(tickets.addNew, 'ticket add', { form: true })]),
      ],
    },
    view,
  );
};

/** Rows of the record table with exactly the eleven columns of the organisation's template (S4-16). */
export const ticketRecordTable = (
  states: readonly TicketState[],
  view: View,
): readonly (readonly string[])[] => {
  const { tickets } = words(view);
  return [
    tickets.columns,
    ...states.map((state) => [
      ticketNumber(state.key),
      stampText(state.times.createdAt, view.timezone),
      state.customer ?? '',
      state.contact ?? '',
      tickets.categories[state.category],
      state.text,
      (state.owner ?? state.resolvedBy ?? state.addedBy).name,
      tickets.states[state.status],
      state.result ?? '',
      state.satisfaction === undefined ? '' : String(state.satisfaction),
      state.lateCause === undefined ? '' : tickets.lateCauses[state.lateCause],
    ]),
  ];
};
