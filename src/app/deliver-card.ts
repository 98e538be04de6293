import type { Card } from '#cards/card.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { DeliveryError, type DeliveryKey, type MessageRef } from '#ports/messenger.ts';
import { isCoveredCard } from './covered.ts';
import { cardIdOf, type DeliveryOf } from './delivery.ts';
import {
  call,
  type Delivered,
  type DeliverDeps,
  findMessage,
  NOTHING,
  notYet,
  placeOf,
  record,
  type Sending,
  UNASKED,
  viewFor,
} from './sending.ts';
import { sourceOfCard, withOrigin } from './origin.ts';
import { fingerprint } from './shown.ts';
import { editsCards } from './substitutes.ts';

const messageKey = ({ platform, room, id }: MessageRef): string => `${platform} ${room} ${id}`;

const isRefusal = (error: unknown): boolean =>
  error instanceof DeliveryError && ['give-up', 'gone'].includes(error.disposition);

const pin = ({ checkpoint }: DeliverDeps, sending: Sending, message: MessageRef): Promise<void> => {
  const room = { platform: message.platform, id: message.room };
  const decoration = { kind: 'pin', message } as const;
  return call({ checkpoint }, 'decorate', () =>
    sending.messenger.decorate(room, decoration, sending.key),
  );
};

/**
 * The name of the post stays the same when the card is renewed before a retry; what an earlier attempt left
 * may show an older state and is edited.
 */
const postCard = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'refresh'>>,
  card: Card,
  key: DeliveryKey,
): Promise<Delivered> => {
  const { delivery, state, messenger } = sending;
  const to = placeOf(sending, delivery.target);
  const message = await call(deps, 'post', () => messenger.post(to, card, key));
  if (key.uncertain && editsCards(messenger.can))
    await call(deps, 'update', () => messenger.update(message, card, sending.key));
  deps.shown.set(messageKey(message), fingerprint(card));
  const id = cardIdOf(delivery.card, state.key, delivery.target);
  return { posted: [record(deps, sending, message, id)], facts: [] };
};

/** The card once more, and pinned as the one before it was. */
const postAgain: typeof postCard = async (deps, sending, card, key) => {
  const delivered = await postCard(deps, sending, card, key);
  if (sending.delivery.pin !== true || !sending.messenger.can.pin) return delivered;
  for (const message of delivered.posted)
    await pin(deps, sending, message).catch((error: unknown) => {
      // The card is there, which counts for more than where it is found.
      if (!isRefusal(error)) throw error;
    });
  return delivered;
};

const drawLive = async (
  deps: DeliverDeps,
  { delivery, state, messenger }: Sending<DeliveryOf<'refresh'>>,
): Promise<Card> => {
  const { card, target } = delivery;
  const view = await viewFor(deps, target, state);
  const source = target.kind === 'room' ? sourceOfCard(card, state) : undefined;
  return withOrigin(renderNotice(card, state, view), source, { state, messenger, view });
};

/** A live card: edited where it is, posted where it is not. */
export const deliverRefresh = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'refresh'>>,
): Promise<Delivered> => {
  const { delivery, state, messenger, key } = sending;
  const { target } = delivery;
  const card = await drawLive(deps, sending);
  const id = cardIdOf(delivery.card, state.key, target);
  const message = await findMessage(deps, sending, target, id);
  const once = { ...key, key: key.once };
  if (message === undefined)
    return isCoveredCard(delivery, state) ? UNASKED : postCard(deps, sending, card, once);
  const same = deps.shown.get(messageKey(message)) === fingerprint(card);
  if (same || !editsCards(messenger.can)) return UNASKED;
  try {
    await call(deps, 'update', () => messenger.update(message, card, key));
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.disposition !== 'gone') throw error;
    // Somebody removed the message; the card itself is still wanted.
    return postAgain(deps, sending, card, { ...once, key: `${key.once}|again` });
  }
  deps.shown.set(messageKey(message), fingerprint(card));
  return NOTHING;
};

/** Pins a live card. Throws DeliveryError until it is posted. */
export const deliverPin = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'pin'>>,
): Promise<Delivered> => {
  const { delivery, state } = sending;
  const { target } = delivery;
  const card = cardIdOf(delivery.card, state.key, target);
  const message = await findMessage(deps, sending, target, card);
  if (message === undefined && isCoveredCard(delivery, state)) return UNASKED;
  // Its first post was given up; the next change of the card posts it, or somebody has it tried again.
  if (message === undefined) throw notYet('card-not-posted', sending);
  await pin(deps, sending, message);
  return NOTHING;
};
