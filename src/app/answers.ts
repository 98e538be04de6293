import { answerCard } from '#cards/answer-card.ts';
import type { Card } from '#cards/card.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Answer } from '#ports/messenger.ts';
import type { Outcome } from './handle-command.ts';
import { maskDeep } from './mask-intent.ts';
import type { Session } from './session.ts';
import { busyCard } from './busy-card.ts';

/** Nothing to say: what happened is seen in the room. */
export const SILENCE: Answer = {};

/** What nobody typed and nobody can repeat: it is taken, or the messenger is to bring it again. */
export const AGAIN: Answer = { again: true };
export const settledAnswer = (outcome: Outcome): Answer => ('busy' in outcome ? AGAIN : SILENCE);

export const cardAnswer = (card: Card): Answer => ({ card });

/** What was done, for the one who did it. */
export const doneAnswer =
  (session: Session) =>
  (events: readonly IncidentEvent[], state: IncidentState): Answer =>
    cardAnswer(answerCard(events, state, session.view));

/** What is said back to a person stays in the messenger, so it is masked like what is recorded. */
export const masked = <T>({ deps }: Session, said: T): T =>
  maskDeep(said, deps.policy().common.mask);

/** Why nothing was recorded. `line` is what was typed, to be corrected and sent again. */
export const rejectedAnswer = (
  session: Session,
  rejection: Rejection,
  line: string,
  state?: IncidentState,
): Answer =>
  cardAnswer(
    rejectionCard(masked(session, rejection), session.view, {
      line: masked(session, line),
      ...(state === undefined ? {} : { state }),
    }),
  );

/** The same, to be kept with the receipt of what was refused. */
export const refusalAnswer =
  (session: Session, line: string) =>
  (rejection: Rejection, state?: IncidentState): Answer =>
    rejectedAnswer(session, rejection, line, state);

/** Others changed the same at the same moment: nothing was recorded, and the line to send again. */
export const busyAnswer = (session: Session, line: string): Answer =>
  cardAnswer(busyCard(session.view, masked(session, line)));

/** The answer that belongs to an outcome. */
export const outcomeAnswer = (session: Session, outcome: Outcome, line: string): Answer => {
  if ('events' in outcome)
    return outcome.answer ?? doneAnswer(session)(outcome.events, outcome.state);
  if ('rejected' in outcome) return rejectedAnswer(session, outcome.rejected, line, outcome.state);
  return 'duplicate' in outcome
    ? outcome.answer
    : cardAnswer(busyCard(session.view, masked(session, line)));
};
