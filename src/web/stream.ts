import type { Response } from 'express';
import type { Changes } from '#app/reading/changes.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Log } from '#ports/system.ts';

/** What can be followed: every change of it makes a higher version. */
interface Versioned {
  readonly version: number;
}

/** Readers who see the same: what is new is drawn once for all of them. */
export interface LiveGroup<R extends Versioned> {
  readonly version: number;
  /** What is new since the last time; undefined the first time, and when nothing is. */
  advance(record: R): object | undefined;
  /** What is new since a version; undefined when that is too much to send. */
  since(record: R, version: number): object | undefined;
}

/** One open page that follows something. */
export interface Follower<R extends Versioned> {
  readonly response: Response;
  /** Version of the last event it was told of. */
  upto: number;
  /** Whether its reader may still see it; asked with every change. */
  readonly maySee: (record: R) => boolean;
  /** Whether the session behind it still counts; asked now and then. */
  readonly isStillIn: () => Promise<boolean>;
}

/** What a page follows, and as which kind of reader; `createGroup` is called for the first of them. */
export interface Followed<R extends Versioned> {
  readonly key: string;
  readonly look: string;
  readonly createGroup: () => LiveGroup<R>;
}

/** Tells open pages what changes: one broadcaster an incident or alert, however many follow it. */
export interface Streams<R extends Versioned> {
  /** False where too many follow already. */
  follow(follower: Follower<R>, about: Followed<R>): boolean;
  close(): void;
}

/** Proxies and laptops drop silent connections, and a session may have ended meanwhile. */
const BEAT: DurationMs = 15 * SECOND;
/** A browser that takes nothing for so many bytes comes again with the id it has. */
const MOST_WAITING = 1024 * 1024;
const MOST_FOLLOWERS = 10_000;

interface Group<R extends Versioned> {
  readonly live: LiveGroup<R>;
  readonly followers: Set<Follower<R>>;
}

interface Channel<R extends Versioned> {
  readonly key: string;
  /** By how it is drawn: language, and what is shown of it. */
  readonly groups: Map<string, Group<R>>;
  readonly stop: () => void;
  telling: boolean;
  again: boolean;
}

type Answering = Pick<Follower<never>, 'response'>;

const end = ({ response }: Answering): void => {
  response.end();
};

const write = ({ response }: Answering, bytes: Buffer): void => {
  if (response.writableLength > MOST_WAITING) response.end();
  else response.write(bytes);
};

/** One event of a stream, as bytes: they are the same for a thousand connections, and kept once. */
const eventBytes = (name: string, data: unknown, id?: number): Buffer =>
  Buffer.from(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`,
  );

/** Tells one group; those who are behind the others are told all that they missed. */
const tellGroup = <R extends Versioned>({ live, followers }: Group<R>, record: R): void => {
  const from = live.version;
  const news = live.advance(record);
  const shared = news && eventBytes('change', news, record.version);
  const missed = new Map<number, Buffer>();
  for (const follower of followers) {
    if (!follower.maySee(record)) {
      end(follower);
      continue;
    }
    if (follower.upto >= record.version) continue;
    if (follower.upto === from && shared !== undefined) write(follower, shared);
    else {
      const text =
        missed.get(follower.upto) ??
        eventBytes(...catchUp(live, record, follower.upto), record.version);
      missed.set(follower.upto, text);
      write(follower, text);
    }
    follower.upto = record.version;
  }
};

const catchUp = <R extends Versioned>(
  live: LiveGroup<R>,
  record: R,
  upto: number,
): readonly [string, unknown] => {
  const missed = live.since(record, upto);
  return missed === undefined ? ['reload', {}] : ['change', missed];
};

const open = ({ response }: Answering): void => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1000\n\n');
};

/** Tells a channel's groups; changes that come meanwhile are told once it is done. */
const tellChannel = async <R extends Versioned>(
  channel: Channel<R>,
  { load, log }: StreamDeps<R>,
): Promise<void> => {
  if (channel.telling) {
    channel.again = true;
    return;
  }
  channel.telling = true;
  try {
    do {
      channel.again = false;
      const record = await load(channel.key);
      if (record !== undefined) for (const one of channel.groups.values()) tellGroup(one, record);
    } while (channel.again);
  } catch (error) {
    log.warn({ err: error, stream: channel.key }, 'could not tell open pages');
  } finally {
    channel.telling = false;
  }
};

const followersOf = <R extends Versioned>({ groups }: Channel<R>): readonly Follower<R>[] =>
  [...groups.values()].flatMap(({ followers }) => [...followers]);

/** The channels that somebody follows. */
const createChannels = <R extends Versioned>(deps: StreamDeps<R>) => {
  const channels = new Map<string, Channel<R>>();
  const everyone = (): readonly Follower<R>[] => [...channels.values()].flatMap(followersOf);
  return {
    everyone,
    of: (key: string): Channel<R> => {
      const before = channels.get(key);
      if (before !== undefined) return before;
      const stop = deps.changes.follow(key, () => void tellChannel(channel, deps));
      const channel: Channel<R> = { key, groups: new Map(), stop, telling: false, again: false };
      channels.set(key, channel);
      return channel;
    },
    /** Takes a follower out, and what nobody follows any more. */
    leave: (channel: Channel<R>, look: string, follower: Follower<R>): boolean => {
      const one = channel.groups.get(look);
      if (one?.followers.delete(follower) !== true) return false;
      if (one.followers.size === 0) channel.groups.delete(look);
      if (channel.groups.size === 0 && channels.get(channel.key) === channel) {
        channel.stop();
        channels.delete(channel.key);
      }
      return true;
    },
    close: (): void => {
      for (const follower of everyone()) end(follower);
      for (const channel of channels.values()) channel.stop();
      channels.clear();
    },
  };
};

/** Keeps connections awake, and ends those whose session is over. */
const beatOf = (
  everyone: () => readonly (Answering & Pick<Follower<never>, 'isStillIn'>)[],
  now: () => number,
): NodeJS.Timeout =>
  setInterval(() => {
    const text = eventBytes('beat', { now: now() });
    for (const follower of everyone()) {
      write(follower, text);
      follower.isStillIn().then(
        (isIn) => (isIn ? undefined : end(follower)),
        () => end(follower),
      );
    }
  }, BEAT).unref();

interface StreamDeps<R extends Versioned> {
  readonly changes: Changes;
  readonly load: (key: string) => Promise<R | undefined>;
  readonly log: Log;
  readonly now: () => number;
}

/** Streams over what is read of one kind of thing. */
export const createStreams = <R extends Versioned>(deps: StreamDeps<R>): Streams<R> => {
  const channels = createChannels(deps);
  const beat = beatOf(channels.everyone, deps.now);
  let count = 0;
  return {
    follow: (follower, { key, look, createGroup }) => {
      if (count >= MOST_FOLLOWERS) return false;
      count += 1;
      const channel = channels.of(key);
      const one = channel.groups.get(look) ?? { live: createGroup(), followers: new Set() };
      channel.groups.set(look, one);
      one.followers.add(follower);
      open(follower);
      follower.response.on('close', () => {
        if (channels.leave(channel, look, follower)) count -= 1;
      });
      void tellChannel(channel, deps);
      return true;
    },
    close: () => {
      clearInterval(beat);
      channels.close();
    },
  };
};
