import { fullClockText, words } from './view.ts';
import type { Refusals } from './refusal.ts';

/** Refusals about alerts. */
export const ALERT_REFUSALS: Refusals<'alert-not-found' | 'alert-decided'> = {
  'alert-not-found': ({ key }, { view }) => {
    const { alerts } = words(view);
    return { said: [key === '' ? alerts.notFoundNone : alerts.notFound(key)] };
  },
  'alert-decided': ({ as, by, at, incident }, { view }) => {
    const { alerts, refusals } = words(view);
    const when = fullClockText(at, view);
    const said =
      as === 'dismissed'
        ? alerts.decidedDismissed(by.name, when)
        : alerts.decidedConfirmed(by.name, when);
    return {
      title: refusals.alreadyTitle,
      tone: 'neutral',
      said: [said, incident === undefined ? '' : alerts.decidedIncident(incident)],
    };
  },
};
