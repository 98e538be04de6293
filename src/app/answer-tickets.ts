import { plainCard } from '#cards/build.ts';
import { ticketShowCard } from '#cards/ticket-answer.ts';
import { ticketListCard, ticketRecordTable } from '#cards/ticket-list-card.ts';
import { words } from '#cards/view.ts';
import type { Query } from '#commands/request.ts';
import { isHandler, mayWorkOn } from '#domain/ticket/people.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import type { Answer } from '#ports/messenger.ts';
import { cardAnswer, rejectedAnswer } from './answers.ts';
import { csvText } from './csv.ts';
import type { Session } from './session.ts';
import { ticketOf } from './take-ticket.ts';

type QueryOf<T extends Query['type']> = Extract<Query, { type: T }>;

/** Tickets that a list reads; an export reads more. */
const LISTED = 200;
const EXPORTED = 5_000;

const visible = async (
  session: Session,
  { all, search, export: format }: QueryOf<'ticketList'>,
): Promise<readonly TicketState[]> => {
  const { deps, actor, view, roomIncident } = session;
  const rows = await deps.storage.subjects({
    kind: 'ticket',
    limit: format === undefined ? LISTED : EXPORTED,
    ...(all || format !== undefined ? {} : { open: true }),
    ...(search === undefined ? {} : { search }),
    // In a war room the incident's own tickets are meant.
    ...(roomIncident === undefined ? {} : { incident: roomIncident }),
  });
  const seen: TicketState[] = [];
  for (const { key } of rows) {
    const state = await deps.tickets.load(key);
    // S2-25: an agent sees those of their own, a department its own, who handles complaints all.
    if (state !== undefined && (isHandler(actor) || mayWorkOn(state, actor, view.policy)))
      seen.push(state);
  }
  return seen;
};

/** The open tickets that somebody may see, or the record table of all of them (S4-16). */
export const ticketListAnswer = async (
  session: Session,
  query: QueryOf<'ticketList'>,
): Promise<Answer> => {
  const { view } = session;
  const states = await visible(session, query);
  if (query.export === undefined) return cardAnswer(ticketListCard(states, states.length, view));
  const file = csvText(ticketRecordTable(states.toReversed(), view));
  const title = words(view).tickets.exported(states.length);
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
