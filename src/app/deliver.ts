import { isEnded } from '#domain/incident/fact.ts';
import { roomNumber } from '#domain/incident/rooms.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Instant } from '#domain/time.ts';
import { DeliveryError, type Messenger } from '#ports/messenger.ts';
import { isCovered } from './covered.ts';
import { deliverPin, deliverRefresh } from './deliver-card.ts';
import { deliverAttach, deliverDocument } from './deliver-document.ts';
import { deliverOutside } from './deliver-outside.ts';
import { deliverPost } from './deliver-post.ts';
import { deliverDecoration, deliverInvite, deliverOpenRoom } from './deliver-room.ts';
import { concernsRoom, type Delivery } from './delivery.ts';
import { afterLoss, lossOf } from './room-loss.ts';
import { type Delivered, type DeliverDeps, type RowKey, UNASKED } from './sending.ts';
import { deliverTodo } from './todos.ts';
import { deliverMeeting } from './meetings.ts';
import { deliverUrge } from './urging.ts';

/** Meant for a room that a new one took the place of; the new one has all it needs, but messages go there. */
const isStale = (delivery: Delivery, state: IncidentState): boolean => {
  const { room = 1, messenger } = delivery;
  if (room >= roomNumber(state, messenger)) return false;
  if (delivery.do === 'post' || delivery.do === 'attach') return false;
  // Nobody else tells whom nobody could reach.
  if (delivery.do === 'invite' && delivery.unreachable.length > 0) return false;
  return concernsRoom(delivery) || delivery.do === 'openRoom';
};

/** Reopened or cancelled since. */
const isOverruled = (delivery: Delivery, state: IncidentState): boolean =>
  delivery.do === 'archive'
    ? !isEnded(state)
    : delivery.do === 'unarchive' && state.phase === 'cancelled';

type Inside = Exclude<Delivery, { do: 'publish' | 'callFallback' }>;

const through = (
  deps: DeliverDeps,
  delivery: Inside,
  sending: {
    readonly state: IncidentState;
    readonly messenger: Messenger;
    readonly key: RowKey;
    readonly begun: Instant;
  },
): Promise<Delivered> => {
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
    case 'urge':
      return deliverUrge(deps, { ...sending, delivery });
    case 'todo':
      return deliverTodo(deps, { ...sending, delivery });
    case 'meeting':
      return deliverMeeting(deps, { ...sending, delivery });
    case 'document':
      return deliverDocument(deps, { ...sending, delivery });
    case 'attach':
      return deliverAttach(deps, { ...sending, delivery });
    case 'rename':
    case 'topic':
    case 'purpose':
    case 'page':
    case 'bookmark':
    case 'archive':
    case 'unarchive':
      return deliverDecoration(deps, { ...sending, delivery });
  }
};

/** Carries out one delivery, drawn from the newest state of its incident. Throws DeliveryError. */
export const deliver = async (
  deps: DeliverDeps,
  delivery: Delivery,
  key: RowKey,
): Promise<Delivered> => {
  const state = await deps.loadIncident(delivery.incident);
  if (state === undefined) throw new DeliveryError('incident-not-found', 'give-up');
  if (delivery.do === 'publish' || delivery.do === 'callFallback')
    return deliverOutside(deps, delivery, state, key);
  if (isStale(delivery, state) || isOverruled(delivery, state) || isCovered(delivery, state))
    return UNASKED;
  const messenger = deps.messengers.get(delivery.messenger);
  // Switched off since the row was written: it waits for the messenger to come back.
  if (messenger === undefined) throw new DeliveryError('messenger-off', 'retry');
  const begun = deps.clock.now();
  try {
    return await through(deps, delivery, { state, messenger, key, begun });
  } catch (error) {
    const loss = lossOf(delivery, error);
    if (loss === undefined) throw error;
    return afterLoss(deps, delivery, { state, loss, begun });
  }
};
