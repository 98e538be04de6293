import type { AlertState } from '#domain/alert/state.ts';
import { plainCard, text } from './build.ts';
import type { Card } from './card.ts';
import { metricName, metricValue, words, type View } from './view.ts';

/** What became of a verification, for whoever verified. */
export const alertAnswerCard = ({ phase, incident, how }: AlertState, view: View): Card => {
  const { alerts } = words(view);
  if (phase === 'dismissed')
    return plainCard({ title: alerts.answerDismissed, tone: 'good', elements: [] }, view);
  const said = incident === undefined ? alerts.opening : alerts[how ?? 'opened'](incident);
  return plainCard({ title: alerts.answerConfirmed, tone: 'good', elements: [text([said])] }, view);
};

/** Figures are kept outside an incident; the rules look at them. */
export const samplesAnswerCard = (values: Readonly<Record<string, number>>, view: View): Card => {
  const { alerts, status, common } = words(view);
  const figures = Object.entries(values).map(([metric, value]) =>
    status.figure(metricName(metric, view), metricValue(metric, value, view)),
  );
  const elements = [text([figures.join(common.comma), alerts.samplesNext])];
  return plainCard({ title: alerts.samplesTaken, tone: 'good', elements }, view);
};

/** A signal is kept; what follows from it is seen in the duty channel. */
export const signalAnswerCard = (view: View): Card => {
  const { alerts } = words(view);
  return plainCard(
    { title: alerts.signalTaken, tone: 'good', elements: [text([alerts.signalNext])] },
    view,
  );
};
