import { renderNotice } from '#cards/notice-card.ts';
import { type View, words } from '#cards/view.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Delivery } from './delivery.ts';

/** What a delivery was to bring, as people call it: the title of its card, or what was to be done. */
export const describeDelivery = (delivery: Delivery, state: IncidentState, view: View): string => {
  if (delivery.do === 'post') return renderNotice(delivery.notice, state, view).title;
  if (delivery.do === 'refresh') return renderNotice(delivery.card, state, view).title;
  return words(view).lifecycle.deliveries[delivery.do];
};
