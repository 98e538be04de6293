import type { OpenIntent } from '#commands/request.ts';
import type { Answer } from '#ports/messenger.ts';
import { doneAnswer, outcomeAnswer, refusalAnswer } from './answers.ts';
import { offerToJoin } from './join-offer.ts';
import { openIncidents, type Session } from './session.ts';

const messengersFor = (
  session: Session,
  wanted: readonly string[] | undefined,
): readonly string[] => {
  const on = [...session.deps.messengers.keys()];
  const { warRooms } = session.deps.policy().organisation;
  const chosen = (wanted ?? warRooms ?? on).filter((name) => on.includes(name));
  return chosen.length > 0 ? chosen : on;
};

/** Opens an incident at once; when one of the same scenario is open, the answer offers to join that one. */
export const takeOpen = async (
  session: Session,
  wanted: OpenIntent,
  line: string,
): Promise<Answer> => {
  const { deps, meta, receipt } = session;
  const others = await openIncidents(session, wanted.scenario);
  const intent = {
    ...wanted,
    messengers: messengersFor(session, wanted.messengers),
    locale: deps.defaultLocale,
  };
  const done = doneAnswer(session);
  const outcome = await deps.handler.open(intent, meta, {
    receipt,
    answer: (events, state) => offerToJoin(done(events, state), others, session),
    refusal: refusalAnswer(session, line),
  });
  return outcomeAnswer(session, outcome, line);
};
