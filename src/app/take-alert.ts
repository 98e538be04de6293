import { alertAnswerCard, signalAnswerCard } from '#cards/alert-answer.ts';
import type { AlertIntentOf } from '#domain/alert/command.ts';
import type { AlertState } from '#domain/alert/state.ts';
import type { SignalSeen } from '#domain/watch/observation.ts';
import type { Rejection } from '#domain/rejection.ts';
import { DeliveryError, type Answer } from '#ports/messenger.ts';
import { busyAnswer, cardAnswer, rejectedAnswer } from './answers.ts';
import { maskDeep } from './mask-intent.ts';
import { openIncidents, type Session } from './session.ts';
import type { Told } from './stream-commit.ts';

type Decision = AlertIntentOf<'confirm' | 'dismiss'>;

/** An incident of the scenario that runs takes the alert in, rather than a second one be opened. */
const joining = async (
  session: Session,
  state: AlertState,
  intent: Decision,
): Promise<Decision> => {
  if (intent.type === 'dismiss') return intent;
  const [open] = await openIncidents(session, intent.scenario ?? state.scenario);
  return open === undefined ? intent : { ...intent, join: open.key };
};

/** Does at once what waits in the outbox, under the same receipt, so that the answer can name the incident. */
const carriedOut = async (
  { deps }: Session,
  tells: readonly Told[],
): Promise<string | undefined> => {
  try {
    for (const told of tells) {
      const incident = await deps.carryOut(told);
      if (incident !== undefined) return incident;
    }
  } catch (error) {
    // The outbox tries it again.
    if (!(error instanceof DeliveryError)) throw error;
  }
  return undefined;
};

/** Verifies an alert: a real one opens an incident or joins one, a false one is dismissed with its reason. */
export const takeAlert = async (
  session: Session,
  key: string,
  intent: Decision,
  line: string,
): Promise<Answer> => {
  const { deps, meta, receipt, view } = session;
  const state = await deps.alerts.load(key);
  const unknown: Rejection = { code: 'alert-not-found', key };
  if (state === undefined) return rejectedAnswer(session, unknown, line);
  const outcome = await deps.alerts.handle(key, await joining(session, state, intent), meta, {
    receipt,
    answer: (_, after) => cardAnswer(alertAnswerCard(after, view)),
    refusal: (rejection) => rejectedAnswer(session, rejection, line),
  });
  if ('busy' in outcome) return busyAnswer(session, line);
  if ('duplicate' in outcome) return outcome.answer;
  if ('rejected' in outcome) return rejectedAnswer(session, outcome.rejected, line);
  const incident = await carriedOut(session, outcome.tells);
  const after = incident === undefined ? outcome.state : { ...outcome.state, incident };
  return cardAnswer(alertAnswerCard(after, view));
};

/** Keeps what somebody heard outside; the rules look at it like at any other signal. */
export const takeSignal = async (session: Session, signal: SignalSeen): Promise<Answer> => {
  const { deps, meta, receipt, view } = session;
  const masked = maskDeep(signal, deps.policy().common.mask);
  const stored = { ...masked, kind: 'signal' as const, signal: signal.signal, at: meta.now };
  await deps.observe(
    { ...stored, ...(signal.url === undefined ? {} : { url: signal.url }) },
    `${receipt.platform}|${receipt.id}`,
  );
  return cardAnswer(signalAnswerCard(view));
};
