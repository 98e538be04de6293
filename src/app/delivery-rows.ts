import type { Intent } from '#domain/effects.ts';
import type { Notice } from '#domain/incident/notice.ts';
import type { Capabilities } from '#ports/messenger.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { type Delivery, type Job, placeName } from './delivery.ts';
import { type ExpandContext, roomMessengers, type Spot } from './spots.ts';

/** Lower goes first among lanes that are due. */
export const RANK = { room: 1, urgent: 2, notice: 3, refresh: 5, decor: 6 } as const;
const URGENT: readonly Notice['card'][] = [
  'approval',
  'breach',
  'escalation',
  'executiveCall',
  'abandoned',
];

/** What people must act on goes before what they may read. */
export const rankOf = (notice: Notice): number =>
  URGENT.includes(notice.card) ? RANK.urgent : RANK.notice;

const roomKey = (incident: string, messenger: string): string => `${incident}|${messenger}|room`;

/** Rows of one lane are delivered in order. */
export const laneOf = (incident: string, { messenger, target }: Spot): string => {
  switch (target.kind) {
    case 'room':
      return `room:${incident}:${messenger}`;
    case 'standing':
      return `standing:${messenger}:${target.room}`;
    case 'direct':
    case 'whisper':
      return `dm:${messenger}:${target.person}`;
  }
};

interface RowParts {
  readonly key: string;
  readonly lane: string;
  readonly job: Job;
  readonly messenger: string;
  readonly rank: number;
  readonly coalesce?: boolean;
  readonly waitsFor?: string | undefined;
}

/** One row for the outbox. */
export const row = (context: ExpandContext, parts: RowParts): NewOutboxRow => {
  const delivery: Delivery = {
    ...parts.job,
    incident: context.state.key,
    messenger: parts.messenger,
  };
  return {
    key: parts.key,
    lane: parts.lane,
    stream: context.state.key,
    intent: delivery,
    coalesce: parts.coalesce ?? false,
    ...(parts.waitsFor === undefined ? {} : { waitsFor: parts.waitsFor }),
    dueAt: context.now,
    rank: parts.rank,
  };
};

/** Rows in rooms that do not exist yet wait for the room; in the room's own lane they are behind it anyway. */
export const waitForRoom = (
  context: ExpandContext,
  { messenger, target }: Spot,
): string | undefined =>
  (target.kind === 'room' || target.kind === 'whisper') &&
  context.state.rooms[messenger] === undefined
    ? roomKey(context.state.key, messenger)
    : undefined;

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
    lane: laneOf(incident, spot),
    messenger,
    rank: rankOf(intent.notice),
    waitsFor: waitForRoom(context, spot),
    job: {
      do: 'post',
      target,
      notice: intent.notice,
      mention: intent.mention ?? [],
      ...(intent.thread === undefined ? {} : { thread: intent.thread }),
    },
  });
};

export type Decor = Extract<Job, { do: 'rename' | 'topic' | 'bookmark' | 'archive' | 'unarchive' }>;

const can = (capabilities: Capabilities | undefined, job: Decor): boolean => {
  if (capabilities === undefined) return false;
  switch (job.do) {
    case 'rename':
      return capabilities.rename;
    case 'topic':
      return capabilities.topic;
    case 'bookmark':
      return capabilities.bookmarks;
    case 'archive':
    case 'unarchive':
      return capabilities.archive;
  }
};

/** A name, topic, link or archiving for every room that can have one. */
export const decorRows = (
  job: Decor,
  context: ExpandContext,
  index: number,
): readonly NewOutboxRow[] => {
  const { state, messengers } = context;
  // Name and topic are drawn from the state when they are set, so a newer one replaces a waiting one.
  const coalesce = job.do === 'rename' || job.do === 'topic';
  const purpose = coalesce ? job.do : `${job.do}|v${context.version}.${index}`;
  return roomMessengers(state, messengers)
    .filter((messenger) => can(messengers.get(messenger), job))
    .map((messenger) =>
      row(context, {
        key: `${state.key}|${messenger}|${purpose}`,
        lane: `decor:${state.key}:${messenger}`,
        messenger,
        rank: RANK.decor,
        coalesce,
        waitsFor: waitForRoom(context, { messenger, target: { kind: 'room' } }),
        job,
      }),
    );
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
    key: roomKey(context.state.key, messenger),
    lane: `room:${context.state.key}:${messenger}`,
    messenger,
    rank: RANK.room,
    job: { do: 'openRoom', people },
  });
