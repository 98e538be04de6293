import type { Intent } from '#domain/effects.ts';
import type { LiveCard } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { cardIdOf, type Job } from './delivery.ts';
import { laneOf, placeKey, RANK, rankOf, row, waitForRoom } from './delivery-rows.ts';
import type { ExpandContext, Spot } from './spots.ts';

const roomIdOf = ({ messenger, target }: Spot, state: IncidentState): string | undefined => {
  if (target.kind === 'standing') return target.room;
  return target.kind === 'room' ? state.rooms[messenger]?.id : undefined;
};

/** Rows, and the key of the first post among them. */
export interface CardRows {
  readonly rows: readonly NewOutboxRow[];
  readonly first?: string;
}

/**
 * The first post of a card keeps its turn among the notices of its place; edits go by their own lane and
 * coalesce, so that a burst of changes never holds up what people must read.
 */
export const cardRows = async (
  intent: Extract<Intent, { do: 'refresh' }>,
  spot: Spot,
  context: ExpandContext,
): Promise<CardRows> => {
  const { state } = context;
  const { messenger, target } = spot;
  const { card } = intent;
  const cardId = cardIdOf(card, state.key, target);
  const base = `${state.key}|${messenger}|${placeKey(state, spot)}|${cardId}`;
  const first = `${base}|first`;
  const job: Refresh = {
    do: 'refresh',
    target,
    card,
    ...(intent.pin ? { pin: true } : {}),
  };
  const editOf = (waitsFor: string): NewOutboxRow =>
    row(context, {
      key: `${base}|edit`,
      lane: `cards:${state.key}:${messenger}`,
      messenger,
      rank: RANK.refresh,
      coalesce: true,
      waitsFor,
      job,
    });
  const placed = await context.placements.has(first, {
    card: cardId,
    platform: messenger,
    room: roomIdOf(spot, state),
    personal: target.kind === 'direct' || target.kind === 'whisper',
  });
  // Where there is no room yet, the first post waits for it, and must still come before the edit.
  const archived = context.unarchiving.has(messenger) ? waitForRoom(context, spot) : undefined;
  if (placed) return { rows: [editOf(archived ?? first)] };
  const post = firstRow(first, job, spot, context);
  const pin = intent.pin ? [pinRow(card, spot, first, context)].flat() : [];
  // Another process may have the first post on its way with an older state: then this edit follows it.
  return { rows: context.opening ? [post, ...pin] : [post, ...pin, editOf(first)], first };
};

type Refresh = Extract<Job, { do: 'refresh' }>;

const firstRow = (key: string, job: Refresh, spot: Spot, context: ExpandContext): NewOutboxRow =>
  row(context, {
    key,
    lane: laneOf(context.state, spot),
    messenger: spot.messenger,
    rank: job.card.card === 'status' && job.target.kind === 'room' ? RANK.room : rankOf(job.card),
    waitsFor: waitForRoom(context, spot),
    job,
  });

const pinRow = (
  card: LiveCard,
  spot: Spot,
  first: string,
  context: ExpandContext,
): readonly NewOutboxRow[] => {
  const { messenger, target } = spot;
  if (context.messengers.get(messenger)?.pin !== true) return [];
  return [
    row(context, {
      key: `${first}|pin`,
      lane: `decor:${context.state.key}:${messenger}:pin`,
      messenger,
      rank: RANK.decor,
      waitsFor: first,
      job: { do: 'pin', target, card },
    }),
  ];
};
