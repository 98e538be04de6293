import type { AlertState } from '#domain/alert/state.ts';
import { plainCard, text } from './build.ts';
import type { Card } from './card.ts';
import { words, type View } from './view.ts';

/** What became of a verification, for whoever verified. */
export const alertAnswerCard = ({ phase, incident, how }: AlertState, view: View): Card => {
  const { alerts } = words(view);
  if (phase === 'dismissed')
    return plainCard({ title: alerts.answerDismissed, tone: 'good', elements: [] }, view);
  const said = incident === undefined ? alerts.opening : alerts[how ?? 'opened'](incident);
  return plainCard({ title: alerts.answerConfirmed, tone: 'good', elements: [text([said])] }, view);
};

/** A signal is kept; what follows from it is seen in the duty channel. */
export const signalAnswerCard = (view: View): Card => {
  const { alerts } = words(view);
  return plainCard(
    { title: alerts.signalTaken, tone: 'good', elements: [text([alerts.signalNext])] },
    view,
  );
};
