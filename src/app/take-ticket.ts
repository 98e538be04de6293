import { ticketAnswerCard } from '#cards/ticket-answer.ts';
import type { NewTicket } from '#commands/request.ts';
import { simplify } from '#commands/normalise.ts';
import type { TicketAct, TicketIntentOf } from '#domain/ticket/command.ts';
import type { TicketEvent } from '#domain/ticket/event.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import type { Rejection } from '#domain/rejection.ts';
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

/** The key of the ticket that somebody means: its number, or the id that it came in with. */
const keyOf = async (
  { deps }: Session,
  given: string,
): Promise<{ readonly key: string; readonly state: TicketState | undefined }> => {
  const state = await deps.tickets.load(given);
  if (state !== undefined) return { key: given, state };
  const externalId = given.replace(/^TKT-/, '');
  const [row] = await deps.storage.subjects({ kind: 'ticket', externalId, limit: 1 });
  return row === undefined
    ? { key: given, state: undefined }
    : { key: row.key, state: await deps.tickets.load(row.key) };
};

/** The ticket that somebody means, if it is there and theirs to see. */
export const ticketOf = async (session: Session, given: string): Promise<TicketState | undefined> =>
  (await keyOf(session, given)).state;

/** Does something to a ticket that is there. */
export const takeTicket = async (
  session: Session,
  given: string,
  intent: TicketIntentOf<TicketAct>,
  line: string,
): Promise<Answer> => {
  const { deps, meta } = session;
  const { key, state } = await keyOf(session, given);
  const unknown: Rejection = { code: 'ticket-not-found', key };
  if (state === undefined) return rejectedAnswer(session, unknown, line);
  if (intent.type === 'progress' && intent.text.trim() === '')
    return rejectedAnswer(session, { code: 'nothing-to-record', verb: 'ticket progress' }, line);
  return answered(
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
  const isOpen = state !== undefined && ['triage', 'active', 'monitoring'].includes(state.phase);
  const { incident: _named, ...facts } = wanted;
  const intent = {
    ...facts,
    key: '',
    plain: simplify(wanted.text),
    ...(isOpen ? { incident: state.key } : {}),
  };
  return answered(session, await deps.tickets.open(intent, meta, optionsFor(session, line)), line);
};
