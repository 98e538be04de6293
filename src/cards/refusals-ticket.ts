import { ticketNumber } from '#domain/ticket/state.ts';
import { quietly, withReplaced, type Refusals } from './refusal.ts';
import { departmentName } from './ticket-words.ts';
import { fullClockText, words } from './view.ts';

type Codes =
  | 'ticket-not-found'
  | 'ticket-resolved'
  | 'ticket-of-department'
  | 'ticket-with-department'
  | 'ticket-nothing-to-accept'
  | 'ticket-without-result'
  | 'department-not-found'
  | 'incident-without-tickets'
  | 'tickets-answered';

/** Refusals about tickets. */
export const TICKET_REFUSALS: Refusals<Codes> = {
  'ticket-not-found': ({ key }, { view }) => {
    const { notFound, notFoundNone } = words(view).tickets;
    const said = key === '' ? notFoundNone : notFound(ticketNumber(key));
    return { said: [said], copies: ['ticket list'] };
  },
  'ticket-resolved': ({ by, at }, { view }) => {
    const { alreadyResolved, alreadyResolvedAt } = words(view).tickets;
    const when = fullClockText(at, view);
    return quietly(
      by === undefined ? alreadyResolvedAt(when) : alreadyResolved(by.name, when),
      view,
    );
  },
  'ticket-of-department': ({ department }, { view }) => ({
    said: [words(view).tickets.ofDepartment(departmentName(department, view))],
  }),
  'ticket-with-department': ({ department, at }, { view }) => {
    const name = departmentName(department, view);
    return quietly(words(view).tickets.withDepartment(name, fullClockText(at, view)), view);
  },
  'ticket-nothing-to-accept': ({ by }, { view }) => {
    const { nothingToAccept, alreadyTaken } = words(view).tickets;
    return quietly(by === undefined ? nothingToAccept : alreadyTaken(by.name), view);
  },
  'ticket-without-result': ({ key }, { view }) => ({
    said: [words(view).tickets.withoutResult],
    copies: [`ticket inform ${ticketNumber(key)} "…"`],
  }),
  'department-not-found': ({ given, known }, context) => {
    const { view } = context;
    return {
      said: [words(view).tickets.unknownDepartment(given)],
      copies: known.slice(0, 4).map((id) => {
        const named = departmentName(id, view);
        // A name of several words would have to stand in quotation marks.
        const name = named.includes(' ') ? id : named;
        return withReplaced(context, given, name, `ticket transfer … ${name}`);
      }),
    };
  },
  'incident-without-tickets': ({ key }, { view }) => ({
    said: [words(view).tickets.noTickets(key)],
    copies: ['ticket add "…"'],
  }),
  'tickets-answered': ({ count }, { view }) =>
    quietly(words(view).tickets.allAnswered(count), view),
};
