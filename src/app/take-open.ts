import { text } from '#cards/build.ts';
import { messengerName } from '#cards/room-notices.ts';
import { words } from '#cards/view.ts';
import type { OpenIntent } from '#commands/request.ts';
import { ticketKey } from '#commands/verbs/ticket-steps.ts';
import type { Answer } from '#ports/messenger.ts';
import { doneAnswer, outcomeAnswer, refusalAnswer, rejectedAnswer } from './answers.ts';
import { offerToJoin } from './join-offer.ts';
import { openIncidents, type Session } from './session.ts';
import { ticketOf } from './take-ticket.ts';

const messengersFor = (
  session: Session,
  wanted: readonly string[] | undefined,
): readonly string[] => {
  const on = [...session.deps.messengers.keys()];
  const { warRooms } = session.deps.policy().organisation;
  const chosen = (wanted ?? warRooms ?? on).filter((name) => on.includes(name));
  return chosen.length > 0 ? chosen : on;
};

/** Where a messenger is away now, the answer says that its room comes by itself. */
const sayAway = (answer: Answer, wanted: readonly string[], { deps, view }: Session): Answer => {
  const away = wanted.filter((name) => deps.failing().has(name));
  const { card } = answer;
  if (card === undefined || away.length === 0) return answer;
  const { rooms } = words(view);
  const said = text(
    away.map((name) => rooms.away(messengerName(name, view))),
    'warning',
  );
  return { ...answer, card: { ...card, elements: [...card.elements, ...said] } };
};

/** The ticket that it is made of, with the department whose head is called in (S4-21); undefined: there is none. */
const fromTicket = async (
  session: Session,
  { fromTicket: given }: OpenIntent,
): Promise<Pick<OpenIntent, 'fromTicket' | 'fromDepartment'> | undefined> => {
  if (given === undefined) return {};
  const state = await ticketOf(session, ticketKey(given));
  if (state === undefined) return undefined;
  const department = state.transfers.at(-1)?.department;
  return {
    fromTicket: state.key,
    ...(department === undefined ? {} : { fromDepartment: department }),
  };
};

/** Opens an incident at once; when one of the same scenario is open, the answer offers to join that one. */
export const takeOpen = async (
  session: Session,
  wanted: OpenIntent,
  line: string,
): Promise<Answer> => {
  const { deps, meta, receipt } = session;
  const others = await openIncidents(session, wanted.scenario);
  const from = await fromTicket(session, wanted);
  if (from === undefined) {
    const key = wanted.fromTicket ?? '';
    return rejectedAnswer(session, { code: 'ticket-not-found', key }, line);
  }
  const intent = {
    ...wanted,
    ...from,
    messengers: messengersFor(session, wanted.messengers),
    locale: deps.defaultLocale,
  };
  const done = doneAnswer(session);
  const outcome = await deps.handler.open(intent, meta, {
    receipt,
    answer: (events, state) =>
      offerToJoin(sayAway(done(events, state), state.messengers, session), others, session),
    refusal: refusalAnswer(session, line),
  });
  return outcomeAnswer(session, outcome, line);
};
