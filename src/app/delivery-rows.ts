import type { Intent } from '#domain/effects.ts';
import type { Notice } from '#domain/incident/notice.ts';
import { roomNumber } from '#domain/incident/rooms.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { DurationMs } from '#domain/time.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { type Delivery, type Job, placeName } from './delivery.ts';
import type { ExpandContext, Spot } from './spots.ts';

/** Lower goes first among lanes that are due. */
export const RANK = { room: 1, urgent: 2, notice: 3, refresh: 5, decor: 6, last: 8 } as const;
const URGENT: readonly Notice['card'][] = [
  'approval',
  'breach',
  'escalation',
  'executiveCall',
  'abandoned',
  'roomLost',
  'platformDown',
  'catchUp',
];

/** What people must act on goes before what they may read. */
export const rankOf = (notice: Notice): number =>
  URGENT.includes(notice.card) ? RANK.urgent : RANK.notice;

/** Empty for the first room, so that its keys and lanes read well. */
const ordinal = (state: IncidentState, messenger: string): string => {
  const number = roomNumber(state, messenger);
  return number > 1 ? String(number) : '';
};

/** `INC-…|slack|room`, and `INC-…|slack|room2` for the room that takes its place. */
export const roomKey = (state: IncidentState, messenger: string): string =>
  `${state.key}|${messenger}|room${ordinal(state, messenger)}`;

export const unarchiveKey = ({ state, version }: ExpandContext, messenger: string): string =>
  `${state.key}|${messenger}|unarchive|v${version}`;

/**
 * Rows of one lane are delivered in order. A new room has a lane of its own: what still waits for the lost
 * one is in the way of nothing.
 */
export const laneOf = (state: IncidentState, { messenger, target }: Spot): string => {
  switch (target.kind) {
    case 'room': {
      const number = ordinal(state, messenger);
      return `room:${state.key}:${messenger}${number === '' ? '' : `:${number}`}`;
    }
    case 'standing':
      return `standing:${messenger}:${target.room}`;
    case 'direct':
    case 'whisper':
      return `dm:${messenger}:${target.person}`;
  }
};

/** Places of one incident that are told apart in the keys of rows. */
export const placeKey = (state: IncidentState, { messenger, target }: Spot): string =>
  `${placeName(target)}${target.kind === 'room' ? ordinal(state, messenger) : ''}`;

interface RowParts {
  readonly key: string;
  readonly lane: string;
  readonly job: Job;
  readonly messenger: string;
  readonly rank: number;
  readonly coalesce?: boolean;
  readonly waitsFor?: string | undefined;
  /** Not before this has passed. */
  readonly after?: DurationMs;
}

/** One row for the outbox. */
export const row = (context: ExpandContext, parts: RowParts): NewOutboxRow => {
  const delivery: Delivery = {
    ...parts.job,
    incident: context.state.key,
    messenger: parts.messenger,
    room: roomNumber(context.state, parts.messenger),
    at: context.now,
  };
  return {
    key: parts.key,
    lane: parts.lane,
    stream: context.state.key,
    intent: delivery,
    coalesce: parts.coalesce ?? false,
    ...(parts.waitsFor === undefined ? {} : { waitsFor: parts.waitsFor }),
    dueAt: context.now + (parts.after ?? 0),
    rank: parts.rank,
  };
};

/** Rows in a room that does not exist yet wait for it; those in an archived one until it is back. */
export const waitForRoom = (
  context: ExpandContext,
  { messenger, target }: Spot,
): string | undefined => {
  if (target.kind !== 'room' && target.kind !== 'whisper') return undefined;
  if (context.state.rooms[messenger] === undefined) return roomKey(context.state, messenger);
  return context.unarchiving.has(messenger) ? unarchiveKey(context, messenger) : undefined;
};

/** A notice in one place. */
export const postRow = (
  intent: Extract<Intent, { do: 'post' }>,
  spot: Spot,
  context: ExpandContext,
): NewOutboxRow => {
  const { key: incident } = context.state;
  const { messenger, target } = spot;
  return row(context, {
    key: `${incident}|${messenger}|${placeName(target)}|v${context.version}.${intent.key}`,
    lane: laneOf(context.state, spot),
    messenger,
    rank: rankOf(intent.notice),
    waitsFor: waitForRoom(context, spot),
    job: {
      do: 'post',
      target,
      notice: intent.notice,
      mention: intent.mention ?? [],
      ...(intent.thread === undefined ? {} : { thread: intent.thread }),
      ...(intent.source === undefined ? {} : { source: intent.source }),
    },
  });
};

/** What leaves by other ways than a messenger. */
export const outsideRow = (
  intent: Extract<Intent, { do: 'publish' | 'callFallback' }>,
  context: ExpandContext,
  index: number,
): NewOutboxRow => {
  const { key } = context.state;
  const [purpose, lane] =
    intent.do === 'publish'
      ? [`${intent.announcement}.v${intent.version}|${intent.channel}`, `publish:${intent.channel}`]
      : [`v${context.version}.${index}`, 'fallback'];
  return row(context, {
    key: `${key}|${intent.do}|${purpose}`,
    lane,
    messenger: '',
    rank: RANK.urgent,
    job: intent,
  });
};

/** The room of an incident on one messenger; all its other rows there come after this one. */
export const openRow = (messenger: string, people: readonly string[], context: ExpandContext) =>
  row(context, {
    key: roomKey(context.state, messenger),
    lane: laneOf(context.state, { messenger, target: { kind: 'room' } }),
    messenger,
    rank: RANK.room,
    job: { do: 'openRoom', people },
  });
