import { DeliveryError, type DeliveryKey } from '#ports/messenger.ts';
import { deliverPin, deliverRefresh } from './deliver-card.ts';
import { deliverOutside } from './deliver-outside.ts';
import { deliverPost } from './deliver-post.ts';
import { deliverDecoration, deliverInvite, deliverOpenRoom } from './deliver-room.ts';
import type { Delivery } from './delivery.ts';
import type { Delivered, DeliverDeps } from './sending.ts';

/** Carries out one delivery, drawn from the newest state of its incident. Throws DeliveryError. */
export const deliver = async (
  deps: DeliverDeps,
  delivery: Delivery,
  key: DeliveryKey,
): Promise<Delivered> => {
  const state = await deps.loadIncident(delivery.incident);
  if (state === undefined) throw new DeliveryError('incident-not-found', 'give-up');
  if (delivery.do === 'publish' || delivery.do === 'callFallback')
    return deliverOutside(deps, delivery, state, key);
  const messenger = deps.messengers.get(delivery.messenger);
  // Switched off since the row was written: it waits for the messenger to come back.
  if (messenger === undefined) throw new DeliveryError('messenger-off', 'retry');
  const sending = { state, messenger, key };
  switch (delivery.do) {
    case 'openRoom':
      return deliverOpenRoom(deps, { ...sending, delivery });
    case 'invite':
      return deliverInvite(deps, { ...sending, delivery });
    case 'post':
      return deliverPost(deps, { ...sending, delivery });
    case 'refresh':
      return deliverRefresh(deps, { ...sending, delivery });
    case 'pin':
      return deliverPin(deps, { ...sending, delivery });
    case 'rename':
    case 'topic':
    case 'bookmark':
    case 'archive':
    case 'unarchive':
      return deliverDecoration(deps, { ...sending, delivery });
  }
};
