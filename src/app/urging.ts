import type { Intent, Loudness } from '#domain/effects.ts';
import type { AccountRef } from '#ports/messenger.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import type { DeliveryOf } from './delivery.ts';
import { postRow, RANK, row } from './delivery-rows.ts';
import {
  call,
  type Delivered,
  type DeliverDeps,
  findMessage,
  peopleOf,
  type Sending,
  UNASKED,
} from './sending.ts';
import type { ExpandContext, Spot } from './spots.ts';

type Post = Extract<Intent, { do: 'post' }>;

const calledBy = ({ mention = [] }: Post, { target }: Spot): readonly string[] =>
  'person' in target ? [target.person] : mention;

/** A notice in one place and, where it is urgent and the messenger can, a call to those who must read it. */
export const postRows = (
  intent: Post,
  spot: Spot,
  context: ExpandContext,
): readonly NewOutboxRow[] => {
  const post = postRow(intent, spot, context);
  const people = calledBy(intent, spot);
  const { urgent } = intent;
  const can = context.messengers.get(spot.messenger)?.urgent === true;
  if (urgent === undefined || people.length === 0 || !can) return [post];
  const { messenger, target } = spot;
  return [
    post,
    row(context, {
      key: `${post.key}|urge`,
      // A lane of its own: a call that has to wait holds up no message.
      lane: `decor:${context.state.key}:${messenger}:urge`,
      messenger,
      rank: RANK.urgent,
      waitsFor: post.key,
      job: { do: 'urge', target, message: post.key, people, by: urgent },
    }),
  ];
};

/** Nobody's telephone rings twice because an answer was lost; a second buzz in the app does no harm. */
const loudnessOf = ({ delivery, key }: Sending<DeliveryOf<'urge'>>): Loudness =>
  key.uncertain ? 'app' : delivery.by;

/** Calls people to a message that they can see; who was called, and how, becomes an event. */
export const deliverUrge = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'urge'>>,
): Promise<Delivered> => {
  const { delivery, messenger, key } = sending;
  const { platform } = messenger;
  const message = await findMessage(deps, sending, delivery.target, delivery.message);
  // Given up, or an outage covered it: there is nothing to call anybody to.
  if (message === undefined) return UNASKED;
  const found = await Promise.all(
    delivery.people.map((person) => deps.directory.accountOn(person, platform)),
  );
  const accounts = found.filter((account) => account !== undefined);
  if (accounts.length === 0) return UNASKED;
  const asked = loudnessOf(sending);
  const urged = await call(deps, 'urge', () => messenger.urge(message, accounts, asked, key));
  const personOf = new Map(accounts.map(({ id, person }) => [id, person]));
  const named = (list: readonly AccountRef[]) =>
    peopleOf(
      list.flatMap(({ id }) => personOf.get(id) ?? []),
      deps.policy(),
    );
  const fact = {
    type: 'recordUrged',
    messenger: platform,
    people: named(urged.reached),
    missed: named(urged.failed.map(({ account }) => account)),
    by: urged.by,
    ...(urged.by === delivery.by ? {} : { asked: delivery.by }),
    ...(asked === delivery.by ? {} : { doubted: true as const }),
  } as const;
  return { posted: [], facts: [fact] };
};
