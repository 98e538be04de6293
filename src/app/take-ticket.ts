import { ticketAnswerCard } from '#cards/ticket-answer.ts';
import type { NewTicket } from '#commands/request.ts';
import { simplify } from '#commands/normalise.ts';
import { isEnded } from '#domain/incident/fact.ts';
import type { TicketAct, TicketIntentOf } from '#domain/ticket/command.ts';
import type { TicketEvent } from '#domain/ticket/event.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import type { Answer } from '#ports/messenger.ts';
import { busyAnswer, cardAnswer, rejectedAnswer } from './answers.ts';
import { maySee, type Session, stateOf } from './session.ts';
import type { StreamOptions } from './stream-commit.ts';
import type { StreamOutcome } from './stream-handler.ts';

type Outcome = StreamOutcome<TicketState, TicketEvent>;

const optionsFor = (session: Session, line: string): StreamOptions<TicketState, TicketEvent> => ({
  receipt: session.receipt,
  answer: (events, state) => cardAnswer(ticketAnswerCard(events, state, session.view)),
  refusal: (rejection) => rejectedAnswer(session, rejection, line),
});

/** What the incident must hear is in the outbox; it is carried out there. */
const answered = (session: Session, outcome: Outcome, line: string): Answer => {
  if ('busy' in outcome) return busyAnswer(session, line);
  if ('duplicate' in outcome) return outcome.answer;
  if ('rejected' in outcome) return rejectedAnswer(session, outcome.rejected, line);
  return (
    outcome.answer ?? cardAnswer(ticketAnswerCard(outcome.events, outcome.state, session.view))
  );
};

/** The ticket that somebody means, by its number or the id that it came in with; whether they may see it is another matter. */
export const ticketOf = async (
  { deps }: Session,
  given: string,
): Promise<TicketState | undefined> => {
  const state = await deps.tickets.load(given);
  if (state !== undefined) return state;
  const externalId = given.replace(/^TKT-/, '');
  const [row] = await deps.storage.subjects({ kind: 'ticket', externalId, limit: 1 });
  return row === undefined ? undefined : deps.tickets.load(row.key);
};

/** Does something to a ticket that is there. */
export const takeTicket = async (
  session: Session,
  given: string,
  intent: TicketIntentOf<TicketAct>,
  line: string,
): Promise<Answer> => {
  const { deps, meta } = session;
  const key = (await ticketOf(session, given))?.key;
  return key === undefined
    ? rejectedAnswer(session, { code: 'ticket-not-found', key: given }, line)
    : answered(
        session,
        await deps.tickets.handle(key, intent, meta, optionsFor(session, line)),
        line,
      );
};

/** Registers a ticket; typed in a war room, it belongs to that incident. */
export const takeNewTicket = async (
  session: Session,
  wanted: NewTicket,
  line: string,
): Promise<Answer> => {
  const { deps, meta, roomIncident } = session;
  const incident = wanted.incident ?? roomIncident;
  const state = await stateOf(session, incident);
  if (state !== undefined && !maySee(session, state))
    return rejectedAnswer(session, { code: 'confidential', key: state.key }, line);
  const { incident: _named, ...facts } = wanted;
  const intent = {
    ...facts,
    key: '',
    plain: simplify(wanted.text),
    ...(state === undefined || isEnded(state) ? {} : { incident: state.key }),
  };
  return answered(session, await deps.tickets.open(intent, meta, optionsFor(session, line)), line);
};
