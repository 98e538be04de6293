import { plainCard } from '#cards/build.ts';
import { ticketShowCard } from '#cards/ticket-answer.ts';
import { ticketListCard, ticketRecordTable } from '#cards/ticket-list-card.ts';
import { words } from '#cards/view.ts';
import type { Query } from '#commands/request.ts';
import { mayWorkOn } from '#domain/ticket/people.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import type { Answer } from '#ports/messenger.ts';
import { cardAnswer, rejectedAnswer } from './answers.ts';
import { csvText } from './csv.ts';
import type { Session } from './session.ts';
import { ticketOf } from './take-ticket.ts';

type QueryOf<T extends Query['type']> = Extract<Query, { type: T }>;

/** What is read for an answer, which is waited for; the page has the table of all. */
const READ = 500;

const visible = async (
  session: Session,
  { all, search, export: format }: QueryOf<'ticketList'>,
): Promise<{ readonly states: readonly TicketState[]; readonly isCut: boolean }> => {
  const { deps, actor, view, roomIncident } = session;
  const rows = await deps.storage.subjects({
    kind: 'ticket',
    limit: READ,
    ...(all || format !== undefined ? {} : { open: true }),
    ...(search === undefined ? {} : { search }),
    // In a war room the incident's own tickets are meant.
    ...(roomIncident === undefined ? {} : { incident: roomIncident }),
  });
  const states = await Promise.all(rows.map(({ key }) => deps.tickets.load(key)));
  // S2-25: an agent sees those of their own, a department its own, who handles complaints all.
  return {
    states: states.flatMap((state) =>
      state !== undefined && mayWorkOn(state, actor, view.policy) ? [state] : [],
    ),
    isCut: rows.length === READ,
  };
};

/** The open tickets that somebody may see, or the record table of all of them (S4-16). */
export const ticketListAnswer = async (
  session: Session,
  query: QueryOf<'ticketList'>,
): Promise<Answer> => {
  const { view } = session;
  const { states, isCut } = await visible(session, query);
  if (query.export === undefined) return cardAnswer(ticketListCard(states, view));
  const file = csvText(ticketRecordTable(states.toReversed(), view));
  const { exported, exportedNewest } = words(view).tickets;
  const title = (isCut ? exportedNewest : exported)(states.length);
  const label = 'tickets.csv';
  return cardAnswer(
    plainCard({ title, tone: 'neutral', elements: [[{ kind: 'copy', label, text: file }]] }, view),
  );
};

/** One ticket, for whoever may work on it. */
export const ticketShowAnswer = async (
  session: Session,
  { ticket }: QueryOf<'ticketShow'>,
  line: string,
): Promise<Answer> => {
  const { actor, view } = session;
  const state = await ticketOf(session, ticket);
  return state === undefined || !mayWorkOn(state, actor, view.policy)
    ? rejectedAnswer(session, { code: 'ticket-not-found', key: ticket }, line)
    : cardAnswer(ticketShowCard(state, view));
};
