import type { Card } from '#cards/card.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { catchUpCard } from '#cards/platform-cards.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import type { Notice } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { DeliveryError, type Place } from '#ports/messenger.ts';
import { cardIdOf, type DeliveryOf, reasonCardId, type Target, updateCardId } from './delivery.ts';
import { withMentions } from './mention-line.ts';
import { withOrigin } from './origin.ts';
import { loadRecord } from './rebuild.ts';
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
import { editsCards, privately, repliesInThread } from './substitutes.ts';

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

const eventsOf = async (
  { storage }: DeliverDeps,
  { key }: IncidentState,
): Promise<readonly IncidentEvent[]> => (await loadRecord(storage, key))?.events ?? [];

/** A corrected update keeps what else was told with it. */
const wholeUpdate = async (
  deps: DeliverDeps,
  notice: Notice,
  state: IncidentState,
): Promise<Notice> => {
  if (notice.card !== 'update' || !notice.corrected) return notice;
  const told = (await eventsOf(deps, state)).find(
    (event) => event.type === 'update.posted' && event.data.n === notice.n,
  );
  if (told?.type !== 'update.posted') return notice;
  const { n: _, text: __, message: ___, ...more } = told.data;
  return { ...more, ...notice };
};

/** What a notice says; some tell of more than the state holds. */
const drawNotice = async (
  deps: DeliverDeps,
  { delivery, state, messenger }: Sending<DeliveryOf<'post'>>,
): Promise<Card> => {
  const { target, notice, source } = delivery;
  const view = await viewFor(deps, target, state);
  const people = peopleOf(delivery.mention, deps.policy());
  const card =
    notice.card === 'catchUp'
      ? catchUpCard(notice, state, view, timelineEntries(await eventsOf(deps, state)))
      : renderNotice(await wholeUpdate(deps, notice, state), state, view);
  return withMentions(withOrigin(card, source, { state, messenger, view }), people);
};

/** The message that told an update is corrected where it stands; nobody reads the wrong one any more. */
const correct = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'post'>>,
  card: Card,
): Promise<boolean> => {
  const { delivery, state, messenger, key } = sending;
  const { notice, target } = delivery;
  if (notice.card !== 'update' || !notice.corrected || !editsCards(messenger.can)) return false;
  const message = await findMessage(deps, sending, target, updateCardId(state.key, notice.n));
  if (message === undefined) return false;
  try {
    await call(deps, 'update', () => messenger.update(message, card, key));
    return true;
  } catch (error) {
    // No longer there, or too old to be edited: then it is said once more.
    if (error instanceof DeliveryError && ['give-up', 'gone'].includes(error.disposition))
      return false;
    throw error;
  }
};

/** Under which name a notice is found again. */
const nameOf = ({ notice }: DeliveryOf<'post'>, state: IncidentState, key: string): string => {
  if (notice.card === 'reasonWanted') return reasonCardId(state.key, notice.approval);
  return notice.card === 'update' ? updateCardId(state.key, notice.n) : key;
};

/** A notice: one message, which is only edited when it turns out to be wrong. */
export const deliverPost = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'post'>>,
): Promise<Delivered> => {
  const { delivery, state, messenger, key } = sending;
  const { target } = delivery;
  const card = await drawNotice(deps, sending);
  if (await whisper(deps, sending, target, card)) return NOTHING;
  if (await correct(deps, sending, card)) return NOTHING;
  const to = await threadOf(deps, sending, placeOf(sending, target));
  const message = await call(deps, 'post', () => messenger.post(to, card, key));
  const id = nameOf(delivery, state, key.key);
  return { posted: [record(deps, sending, message, id)], facts: [] };
};
