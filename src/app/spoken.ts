import type { OpenPlace, SpokenIntent, Tell } from '#domain/effects.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { Capabilities } from '#ports/messenger.ts';
import type { NewOutboxRow, OutboxRow, Storage } from '#ports/storage.ts';
import { placeName, type Target } from './delivery.ts';
import { RANK } from './delivery-rows.ts';
import type { Directory } from './directory.ts';
import type { Placements } from './placements.ts';
import { type Spot, standingSpots } from './spots.ts';

/** What an outbox row of a stream without rooms asks for. `subject`: the key of the stream. */
export type SpokenDelivery = {
  readonly subject: string;
  /** Empty for what goes to another stream, or out of the house by another way. */
  readonly messenger: string;
} & (
  | {
      readonly do: 'say' | 'show';
      readonly target: Target;
      readonly notice: unknown;
      readonly mention: readonly string[];
      /** Name of a live card in the store of posted messages. */
      readonly card?: string;
    }
  | { readonly do: 'tell'; readonly to: Tell }
  | { readonly do: 'callPager'; readonly notice: unknown }
  /** From an incident: `subject` is its key. */
  | { readonly do: 'settleAlerts'; readonly because: 'opened' | 'reopened' | 'cancelled' }
);

/** The delivery of a row, when it is one of a stream without rooms. */
export const spokenOf = ({ intent }: OutboxRow): SpokenDelivery | undefined =>
  typeof intent === 'object' && intent !== null && 'subject' in intent
    ? (intent as SpokenDelivery)
    : undefined;

export interface SpokenContext {
  readonly key: string;
  readonly version: number;
  readonly now: Instant;
  readonly opening: boolean;
  readonly policy: Policy;
  readonly messengers: ReadonlyMap<string, Capabilities>;
  readonly directory: Directory;
  readonly placements: Placements;
  readonly storage: Storage;
}

const spotsOf = async (place: OpenPlace, context: SpokenContext): Promise<readonly Spot[]> => {
  const { policy, messengers, directory, storage } = context;
  switch (place.kind) {
    case 'standing':
      return standingSpots(place.channel, policy, messengers);
    case 'person': {
      const account = await directory.reach(place.person, [...messengers.keys()]);
      if (account === undefined) return [];
      const target: Target = { kind: 'direct', person: place.person, account: account.id };
      return [{ messenger: account.platform, target }];
    }
    case 'room': {
      const found = await Promise.all(
        [...messengers.keys()].map(async (messenger) => ({
          messenger,
          room: await storage.roomOf(messenger, place.incident),
        })),
      );
      return found.flatMap(({ messenger, room }): readonly Spot[] =>
        room === undefined ? [] : [{ messenger, target: { kind: 'standing', room } }],
      );
    }
  }
};

/** The outbox key of a tell, which is the receipt of what it does. */
export const tellKey = (stream: string, key: string): string => `${stream}|tell|${key}`;

const row = (
  context: SpokenContext,
  parts: Pick<NewOutboxRow, 'key' | 'lane' | 'rank'> & {
    readonly intent: SpokenDelivery;
    readonly waitsFor?: string;
    readonly coalesce?: boolean;
  },
): NewOutboxRow => ({ coalesce: false, ...parts, stream: context.key, dueAt: context.now });

const laneOf = ({ messenger, target }: Spot): string =>
  'person' in target
    ? `dm:${messenger}:${target.person}`
    : `standing:${messenger}:${placeName(target)}`;

type Refresh<N extends { readonly card: string }> = Extract<SpokenIntent<N>, { do: 'refresh' }>;

/** The first post keeps its turn among the messages of its place; edits have their own lane and coalesce. */
const cardRows = async <N extends { readonly card: string }>(
  { card, mention = [] }: Refresh<N>,
  name: string,
  spot: Spot,
  context: SpokenContext,
): Promise<{ readonly rows: readonly NewOutboxRow[]; readonly first?: string }> => {
  const { key, placements, opening } = context;
  const { messenger, target } = spot;
  const personal = 'person' in target;
  const id = `${name}:${key}${personal ? `#${target.person}` : ''}`;
  const base = `${key}|${messenger}|${placeName(target)}|${id}`;
  const first = `${base}|first`;
  const show = {
    do: 'show',
    subject: key,
    messenger,
    target,
    notice: card,
    mention,
    card: id,
  } as const;
  const edit = row(context, {
    key: `${base}|edit`,
    lane: `cards:${key}:${messenger}`,
    rank: RANK.refresh,
    coalesce: true,
    waitsFor: first,
    intent: { ...show, mention: [] },
  });
  const room = target.kind === 'standing' ? target.room : undefined;
  if (await placements.has(first, { card: id, platform: messenger, room, personal }))
    return { rows: [edit] };
  const post = row(context, { key: first, lane: laneOf(spot), rank: RANK.urgent, intent: show });
  // Another process may have the first post on its way with an older state: then this edit follows it.
  return { rows: opening ? [post] : [post, edit], first };
};

interface Rows {
  readonly rows: readonly NewOutboxRow[];
  readonly first?: string;
}

type Placed<N extends { readonly card: string }> = Extract<
  SpokenIntent<N>,
  { do: 'post' | 'refresh' }
>;

const placedRows = async <N extends { readonly card: string }>(
  intent: Placed<N>,
  cardName: (notice: N) => string,
  spot: Spot,
  context: SpokenContext,
): Promise<Rows> => {
  if (intent.do === 'refresh') return cardRows(intent, cardName(intent.card), spot, context);
  const { key, version } = context;
  const { notice, mention = [] } = intent;
  const { messenger, target } = spot;
  const said: SpokenDelivery = { do: 'say', subject: key, messenger, target, notice, mention };
  const name = `${key}|${messenger}|${placeName(target)}|v${version}.${intent.key}`;
  return {
    rows: [row(context, { key: name, lane: laneOf(spot), rank: RANK.urgent, intent: said })],
  };
};

const rowsOf = async <N extends { readonly card: string }>(
  intent: SpokenIntent<N>,
  cardName: (notice: N) => string,
  context: SpokenContext,
): Promise<readonly Rows[]> => {
  const { key: subject, version } = context;
  if (intent.do === 'tell') {
    const told: SpokenDelivery = { do: 'tell', subject, messenger: '', to: intent.to };
    const key = tellKey(subject, intent.key);
    return [
      { rows: [row(context, { key, lane: `tell:${subject}`, rank: RANK.room, intent: told })] },
    ];
  }
  if (intent.do === 'callFallback') {
    const { notice } = intent;
    const called: SpokenDelivery = { do: 'callPager', subject, messenger: '', notice };
    const key = `${subject}|callFallback|v${version}.${intent.key}`;
    return [{ rows: [row(context, { key, lane: 'fallback', rank: RANK.urgent, intent: called })] }];
  }
  const spots = await spotsOf(intent.place, context);
  return Promise.all(spots.map((spot) => placedRows(intent, cardName, spot, context)));
};

/** Rows for the outbox, and the keys of first posts among them. */
export const expandSpoken = async <N extends { readonly card: string }>(
  intents: readonly SpokenIntent<N>[],
  cardName: (notice: N) => string,
  context: SpokenContext,
): Promise<{ readonly rows: readonly NewOutboxRow[]; readonly firsts: readonly string[] }> => {
  const parts: Rows[] = [];
  for (const intent of intents) parts.push(...(await rowsOf(intent, cardName, context)));
  return {
    rows: parts.flatMap(({ rows }) => rows),
    firsts: parts.flatMap(({ first }) => first ?? []),
  };
};
