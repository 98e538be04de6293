import { coveringOutage } from '#domain/incident/outage.ts';
import type { Notice } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Delivery, DeliveryOf } from './delivery.ts';

// What was to be said through a messenger that was down. It is not sent late: one catch-up message tells of
// it, and cards are drawn from the state of then.

/** In the newest state of the incident they say the same later, so that they may come late. */
const NEVER_LATE: readonly Notice['card'][] = ['reminder', 'breach', 'escalation'];

const isCoveredPost = ({ target, notice }: DeliveryOf<'post'>): boolean => {
  if (notice.card === 'catchUp') return false;
  // What one person was to hear is in no catch-up; only its clocks have run on.
  const toOne = target.kind === 'direct' || target.kind === 'whisper';
  return toOne ? NEVER_LATE.includes(notice.card) : true;
};

/** Whether this need not be said any more, because an outage of its messenger covers it. */
export const isCovered = (delivery: Delivery, state: IncidentState): boolean => {
  const { messenger, at } = delivery;
  if (at === undefined || delivery.do !== 'post') return false;
  return isCoveredPost(delivery) && coveringOutage(state, messenger, at) !== undefined;
};

/**
 * Whether a card that has no message in its room yet is left out. A room that was there before the
 * outage gets a new card with the next change of what it shows; one that opens afterwards gets all.
 */
export const isCoveredCard = (
  delivery: DeliveryOf<'refresh' | 'pin'>,
  state: IncidentState,
): boolean => {
  const { messenger, at, target, card } = delivery;
  if (at === undefined || target.kind !== 'room' || card.card === 'status') return false;
  const outage = coveringOutage(state, messenger, at);
  const openedAt = state.rooms[messenger]?.openedAt;
  return outage !== undefined && openedAt !== undefined && openedAt <= outage.since;
};
