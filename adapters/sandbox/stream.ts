import type { Response } from 'express';
import type { Organisation } from '#domain/organisation/organisation.ts';
import type { ChangeRow } from './world-schema.ts';
import type { World } from './world.ts';
import { LIMITS } from './limits.ts';
import { canSee, messageId, messageView, roomView } from './views.ts';
import { BOT } from './world-schema.ts';

/** One event of a browser's stream. */
export interface StreamEvent {
  readonly event:
    | 'room'
    | 'room-gone'
    | 'message'
    | 'message-gone'
    | 'seen'
    | 'people'
    | 'clock'
    | 'player'
    | 'reload';
  readonly data: unknown;
}

/** What one change means to `person`; undefined when it is none of their business. */
export const eventFor = (
  world: World,
  change: ChangeRow,
  person: string,
): StreamEvent | undefined => {
  if (change.person !== null && change.person !== person) return undefined;
  const room = world.room(change.room);
  if (room === undefined) return undefined;
  if (!canSee(world, person, room))
    return change.kind === 'room' ? { event: 'room-gone', data: { id: room.id } } : undefined;
  if (change.kind === 'room') return { event: 'room', data: roomView(world, room, person) };
  if (change.kind === 'seen')
    return {
      event: 'seen',
      data: {
        room: room.id,
        upto: world.seenUpto(room.id, person),
        unread: world.unread(room.id, person),
      },
    };
  if (change.message === null) return undefined;
  const row = world.message(change.message);
  if (row === undefined || (row.only_for !== null && row.only_for !== person)) return undefined;
  const unread = world.unread(room.id, person);
  return row.deleted === 1
    ? { event: 'message-gone', data: { id: messageId(row.n), room: room.id, unread } }
    : { event: 'message', data: { message: messageView(world, row, BOT), unread } };
};

export interface Streams {
  /** Keeps `response` open and tells it what `person` may know, from change number `after` on. */
  follow(response: Response, person: string, after: number): void;
  /** To every browser, whoever it shows. */
  broadcast(event: StreamEvent): void;
  close(): void;
}

// Proxies and laptops drop silent connections; browsers then notice late that they hear nothing.
const BEAT_MS = 15_000;

const write = (response: Response, { event, data }: StreamEvent, id?: number): void => {
  const head = id === undefined ? '' : `id: ${id}\n`;
  response.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
};

interface Follower {
  readonly response: Response;
  readonly person: string;
  upto: number;
}

const createTeller = (world: World, organisation: () => Organisation) => {
  const latest = new Set(['room', 'message']);
  /** Of several changes of one thing only the last is told: the event carries the thing as it is now. */
  const lastOfEach = (changes: readonly ChangeRow[]): readonly ChangeRow[] => {
    const seen = new Set<string>();
    return changes
      .toReversed()
      .filter((change) => {
        const name = `${change.kind}|${change.room}|${change.message ?? ''}`;
        const told = latest.has(change.kind) && seen.has(name);
        seen.add(name);
        return !told;
      })
      .toReversed();
  };
  return (follower: Follower): void => {
    if (!organisation().people.some((person) => person.id === follower.person)) return;
    const changes = world.changesAfter(follower.upto, LIMITS.catchUp + 1);
    const last = changes.at(-1);
    if (last === undefined) return;
    if (changes.length > LIMITS.catchUp) {
      follower.upto = world.lastChange();
      return write(follower.response, { event: 'reload', data: {} }, follower.upto);
    }
    follower.upto = last.seq;
    for (const change of lastOfEach(changes)) {
      const event = eventFor(world, change, follower.person);
      if (event !== undefined) write(follower.response, event, change.seq);
    }
  };
};

/** Server-sent events: each browser follows the world as one person. */
export const createStreams = (world: World, organisation: () => Organisation): Streams => {
  const followers = new Set<Follower>();
  const tell = createTeller(world, organisation);
  const stop = world.onChange(() => {
    for (const follower of followers) tell(follower);
  });
  const beat = setInterval(() => {
    for (const { response } of followers) response.write('event: beat\ndata: {}\n\n');
  }, BEAT_MS);
  beat.unref();
  return {
    follow: (response, person, after) => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      });
      response.write('retry: 1000\n\n');
      // A world that was begun anew counts from the start again.
      const upto = after > world.lastChange() ? -1 : after;
      if (upto < 0) write(response, { event: 'reload', data: {} }, world.lastChange());
      const follower: Follower = { response, person, upto: upto < 0 ? world.lastChange() : upto };
      followers.add(follower);
      response.on('close', () => followers.delete(follower));
      tell(follower);
    },
    broadcast: (event) => {
      for (const { response } of followers) write(response, event);
    },
    close: () => {
      stop();
      clearInterval(beat);
      for (const { response } of followers) response.end();
      followers.clear();
    },
  };
};
