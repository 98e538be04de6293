import type { IncidentState } from '#domain/incident/state.ts';
import type { Rejection, RejectionCode, RejectionOf } from '#domain/rejection.ts';
import type { Card } from './card.ts';
import { actions, copy, item, list, plainCard, text } from './build.ts';
import type { Refusal, RefusalContext, Refusals } from './refusal.ts';
import { ALERT_REFUSALS } from './refusals-alert.ts';
import { INCIDENT_REFUSALS } from './refusals-incident.ts';
import { OUTSIDE_REFUSALS } from './refusals-outside.ts';
import { PEOPLE_REFUSALS } from './refusals-people.ts';
import { TICKET_REFUSALS } from './refusals-ticket.ts';
import { words, type View } from './view.ts';

type Rejections = { readonly [C in RejectionCode]: RejectionOf<C> };
type Table = {
  readonly [C in RejectionCode]: (rejection: Rejections[C], context: RefusalContext) => Refusal;
};

const REFUSALS: Table = {
  ...ALERT_REFUSALS,
  ...INCIDENT_REFUSALS,
  ...OUTSIDE_REFUSALS,
  ...PEOPLE_REFUSALS,
  ...TICKET_REFUSALS,
} satisfies Refusals<RejectionCode>;

const refusalOf = <C extends RejectionCode>(
  code: C,
  rejection: Rejections[C],
  context: RefusalContext,
): Refusal => REFUSALS[code](rejection, context);

const cardOf = (refusal: Refusal, view: View): Card => {
  const { refusals } = words(view);
  const { said, title, tone, items = [], copies = [], instead, buttons = [] } = refusal;
  return plainCard(
    {
      title: title ?? refusals.title,
      tone: tone ?? 'warning',
      elements: [
        text(said),
        list(
          items.map((entry) => item(entry)),
          view,
          8,
        ),
        copies.flatMap((line, n) =>
          copy(n === 0 ? (instead ?? refusals.instead) : refusals.also, line),
        ),
        actions(buttons),
      ],
    },
    view,
  );
};

/** Why nothing was recorded, and the line that would be: seen by the person who typed it, and by nobody else. */
export const rejectionCard = (
  rejection: Rejection,
  view: View,
  context: { readonly line?: string; readonly state?: IncidentState } = {},
): Card => {
  const card = cardOf(refusalOf(rejection.code, rejection, { ...context, view }), view);
  return context.state === undefined ? card : { ...card, incident: context.state.key };
};
