import type { Card } from '#cards/card.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { DeliveryError, type Place } from '#ports/messenger.ts';
import { cardIdOf, type DeliveryOf, reasonCardId, type Target } from './delivery.ts';
import { withMentions } from './mention-line.ts';
import {
  accountOf,
  call,
  type Delivered,
  type DeliverDeps,
  findMessage,
  NOTHING,
  peopleOf,
  placeOf,
  record,
  roomOf,
  type Sending,
  viewFor,
} from './sending.ts';
import { privately, repliesInThread } from './substitutes.ts';

const whisper = async (
  deps: DeliverDeps,
  sending: Sending,
  target: Target,
  card: Card,
): Promise<boolean> => {
  const account = accountOf(sending, target);
  const { messenger, key, state } = sending;
  if (account === undefined || privately(messenger.can, target) !== 'whisper') return false;
  if (state.rooms[messenger.platform] === undefined) return false;
  try {
    await call(deps, 'whisper', () => messenger.whisper(account, roomOf(sending), card, key));
    return true;
  } catch (error) {
    // Not in the room, or the room is gone: told directly instead, which is just as private.
    const refused =
      error instanceof DeliveryError &&
      ['give-up', 'gone', 'room-lost'].includes(error.disposition);
    if (refused) return false;
    throw error;
  }
};

const threadOf = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'post'>>,
  place: Place,
): Promise<Place> => {
  const { delivery, state, messenger } = sending;
  if (delivery.thread === undefined || place.kind !== 'room') return place;
  if (!repliesInThread(messenger.can)) return place;
  const card = cardIdOf(delivery.thread, state.key, delivery.target);
  const thread = await findMessage(deps, sending, delivery.target, card);
  return thread === undefined ? place : { ...place, thread };
};

/** A notice: one message that is not edited later. */
export const deliverPost = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'post'>>,
): Promise<Delivered> => {
  const { delivery, state, messenger, key } = sending;
  const { target, notice } = delivery;
  const view = await viewFor(deps, target, state);
  const people = peopleOf(delivery.mention, deps.policy());
  const card = withMentions(renderNotice(notice, state, view), people);
  if (await whisper(deps, sending, target, card)) return NOTHING;
  const to = await threadOf(deps, sending, placeOf(sending, target));
  const message = await call(deps, 'post', () => messenger.post(to, card, key));
  const id = notice.card === 'reasonWanted' ? reasonCardId(state.key, notice.approval) : key.key;
  return { posted: [record(deps, sending, message, id)], facts: [] };
};
