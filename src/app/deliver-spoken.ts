import type { Card } from '#cards/card.ts';
import { plainText } from '#cards/plain-text.ts';
import type { Locale } from '#domain/locale.ts';
import { type AccountRef, DeliveryError, type MessageRef, type Place } from '#ports/messenger.ts';
import { type CarryDeps, carryOut } from './carry-out.ts';
import type { Target } from './delivery.ts';
import { withMentions } from './mention-line.ts';
import {
  call,
  type Delivered,
  type DeliverDeps,
  NOTHING,
  peopleOf,
  type RowKey,
  UNASKED,
} from './sending.ts';
import { settleAlerts } from './settle-alerts.ts';
import { fingerprint } from './shown.ts';
import type { SpokenDelivery } from './spoken.ts';
import { editsCards } from './substitutes.ts';

type Shown = Extract<SpokenDelivery, { readonly do: 'say' | 'show' }>;
export type SpokenDeps = DeliverDeps & Omit<CarryDeps, 'messengers'>;

const placeOf = (target: Target, platform: string): Place => {
  if (target.kind === 'standing') return { kind: 'room', room: { platform, id: target.room } };
  if (target.kind === 'room') throw new DeliveryError('no-room-of-its-own', 'give-up');
  const account: AccountRef = { platform, id: target.account, person: target.person };
  return { kind: 'direct', account };
};

const drawn = async (deps: SpokenDeps, delivery: Shown): Promise<Card> => {
  const { subject, notice, target } = delivery;
  const reader = 'person' in target ? target.person : undefined;
  const locale = reader === undefined ? deps.defaultLocale : await deps.directory.localeOf(reader);
  const [viewer] = reader === undefined ? [] : peopleOf([reader], deps.policy());
  const card = await deps.streams.of(subject)?.draw(subject, notice, deps.views(locale, viewer));
  if (card === undefined) throw new DeliveryError('stream-not-found', 'give-up');
  return withMentions(card, peopleOf(delivery.mention, deps.policy()));
};

/** The newest message that shows the card in this place. */
const messageOf = async (
  { storage }: SpokenDeps,
  { card, messenger, target }: Shown,
): Promise<MessageRef | undefined> => {
  const room = target.kind === 'standing' ? target.room : undefined;
  const messages = card === undefined ? [] : await storage.messagesOf(card);
  const here = messages.findLast(
    (one) => one.platform === messenger && (room === undefined || one.room === room),
  );
  return here && { platform: here.platform, room: here.room, id: here.id };
};

const nameOf = ({ platform, room, id }: MessageRef): string => `${platform} ${room} ${id}`;

const post = async (
  deps: SpokenDeps,
  delivery: Shown,
  card: Card,
  key: RowKey,
): Promise<Delivered> => {
  const messenger = deps.messengers.get(delivery.messenger);
  // Switched off since the row was written: it waits for the messenger to come back.
  if (messenger === undefined) throw new DeliveryError('messenger-off', 'retry');
  const to = placeOf(delivery.target, messenger.platform);
  const once = { ...key, key: key.once };
  const message = await call(deps, 'post', () => messenger.post(to, card, once));
  // What an earlier attempt left may show an older state.
  if (key.uncertain && delivery.card !== undefined && editsCards(messenger.can))
    await call(deps, 'update', () => messenger.update(message, card, key));
  deps.shown.set(nameOf(message), fingerprint(card));
  const name = delivery.card ?? key.key;
  const { platform, room, id } = message;
  const stream = delivery.subject;
  const postedAt = deps.clock.now();
  return { posted: [{ platform, room, id, card: name, stream, postedAt }], facts: [] };
};

const show = async (
  deps: SpokenDeps,
  delivery: Shown,
  card: Card,
  key: RowKey,
): Promise<Delivered> => {
  const message = await messageOf(deps, delivery);
  if (message === undefined) return post(deps, delivery, card, key);
  const messenger = deps.messengers.get(delivery.messenger);
  if (messenger === undefined) throw new DeliveryError('messenger-off', 'retry');
  const same = deps.shown.get(nameOf(message)) === fingerprint(card);
  if (same || !editsCards(messenger.can)) return UNASKED;
  try {
    await call(deps, 'update', () => messenger.update(message, card, key));
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.disposition !== 'gone') throw error;
    // Somebody removed the message; the card itself is still wanted.
    return post(deps, delivery, card, { ...key, once: `${key.once}|again` });
  }
  deps.shown.set(nameOf(message), fingerprint(card));
  return NOTHING;
};

/** Calls the pager of last resort, unless meanwhile nobody need be called any more; without a connector people are told in chat alone. */
const callPager = async (
  deps: SpokenDeps,
  { subject, notice }: Extract<SpokenDelivery, { readonly do: 'callPager' }>,
  key: RowKey,
): Promise<void> => {
  const { connectors, streams, views } = deps;
  const stream = streams.of(subject);
  if (stream === undefined) throw new DeliveryError('stream-not-found', 'give-up');
  const page = await stream.page(subject, notice);
  if (connectors === undefined || page === undefined) return;
  const say = async (locale: Locale): Promise<string> => {
    const card = await stream.draw(subject, notice, views(locale));
    return card === undefined ? '' : plainText(card);
  };
  const text = { 'zh-CN': await say('zh-CN'), en: await say('en') };
  const order = { subject, kind: stream.name, page, text };
  await call(deps, 'callFallback', () => connectors.callPager(order, key));
};

/** Carries out one delivery of a stream without rooms. Throws DeliveryError. */
export const deliverSpoken = async (
  deps: SpokenDeps,
  delivery: SpokenDelivery,
  key: RowKey,
): Promise<Delivered> => {
  switch (delivery.do) {
    case 'tell':
      await carryOut(deps, { to: delivery.to, receipt: key.key });
      return UNASKED;
    case 'settleAlerts':
      await settleAlerts(deps, delivery, key.key);
      return UNASKED;
    case 'callPager':
      await callPager(deps, delivery, key);
      return UNASKED;
    case 'say':
      return post(deps, delivery, await drawn(deps, delivery), key);
    case 'show':
      return show(deps, delivery, await drawn(deps, delivery), key);
  }
};
