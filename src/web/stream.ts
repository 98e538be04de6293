import type { Response } from 'express';
import type { IncidentRecord } from '#app/reading/records.ts';
import type { Reading } from '#app/reading/reading.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Log } from '#ports/system.ts';
import { createLiveGroup, type LiveGroup, type Drawn } from './live-group.ts';

/** One open page that follows an incident. */
export interface Follower {
  readonly response: Response;
  /** Version of the last event it was told of. */
  upto: number;
  /** Whether its reader may still see the incident; asked with every change. */
  readonly maySee: (record: IncidentRecord) => boolean;
  /** Whether the session behind it still counts; asked now and then. */
  readonly isStillIn: () => Promise<boolean>;
}

/** Tells open pages what changes: one broadcaster an incident, however many follow it. */
export interface Streams {
  /** Undefined where too many follow already. */
  follow(
    follower: Follower,
    about: { readonly key: string; readonly look: string; readonly draw: Drawn },
  ): boolean;
  close(): void;
}

/** Proxies and laptops drop silent connections, and a session may have ended meanwhile. */
const BEAT: DurationMs = 15 * SECOND;
/** A browser that takes nothing for so many bytes comes again with the id it has. */
const MOST_WAITING = 1024 * 1024;
const MOST_FOLLOWERS = 10_000;

interface Channel {
  readonly key: string;
  /** By how it is drawn: language, and what is shown of it. */
  readonly groups: Map<string, { readonly group: LiveGroup; readonly followers: Set<Follower> }>;
  readonly stop: () => void;
  telling: boolean;
  again: boolean;
}

const end = (follower: Follower): void => {
  follower.response.end();
};

const write = (follower: Follower, bytes: Buffer): void => {
  const { response } = follower;
  if (response.writableLength > MOST_WAITING) end(follower);
  else response.write(bytes);
};

/** One event of a stream, as bytes: they are the same for a thousand connections, and kept once. */
const eventBytes = (name: string, data: unknown, id?: number): Buffer =>
  Buffer.from(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`,
  );

/** Tells one group; those who are behind the others are told all that they missed. */
const tellGroup = (
  { group, followers }: { readonly group: LiveGroup; readonly followers: Set<Follower> },
  record: IncidentRecord,
): void => {
  const from = group.version;
  const news = group.advance(record);
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
        eventBytes(...catchUp(group, record, follower.upto), record.version);
      missed.set(follower.upto, text);
      write(follower, text);
    }
    follower.upto = record.version;
  }
};

const catchUp = (
  group: LiveGroup,
  record: IncidentRecord,
  upto: number,
): readonly [string, unknown] => {
  const missed = group.since(record, upto);
  return missed === undefined ? ['reload', {}] : ['change', missed];
};

const open = ({ response }: Follower): void => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1000\n\n');
};

/** Tells a channel's groups; changes that come meanwhile are told once it is done. */
const tellChannel = async (channel: Channel, { reading, log }: StreamDeps): Promise<void> => {
  if (channel.telling) {
    channel.again = true;
    return;
  }
  channel.telling = true;
  try {
    do {
      channel.again = false;
      const record = await reading.records.load(channel.key);
      if (record !== undefined) for (const one of channel.groups.values()) tellGroup(one, record);
    } while (channel.again);
  } catch (error) {
    log.warn({ err: error, incident: channel.key }, 'could not tell open pages');
  } finally {
    channel.telling = false;
  }
};

const followersOf = ({ groups }: Channel): readonly Follower[] =>
  [...groups.values()].flatMap(({ followers }) => [...followers]);

/** The channels that somebody follows. */
const createChannels = (deps: StreamDeps) => {
  const channels = new Map<string, Channel>();
  const everyone = (): readonly Follower[] => [...channels.values()].flatMap(followersOf);
  return {
    everyone,
    of: (key: string): Channel => {
      const before = channels.get(key);
      if (before !== undefined) return before;
      const stop = deps.reading.changes.follow(key, () => void tellChannel(channel, deps));
      const channel: Channel = { key, groups: new Map(), stop, telling: false, again: false };
      channels.set(key, channel);
      return channel;
    },
    /** Takes a follower out, and what nobody follows any more. */
    leave: (channel: Channel, look: string, follower: Follower): boolean => {
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
const beatOf = (everyone: () => readonly Follower[], now: () => number): NodeJS.Timeout =>
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

interface StreamDeps {
  readonly reading: Reading;
  readonly log: Log;
  readonly now: () => number;
}

/** Streams over what is read of incidents. */
export const createStreams = (deps: StreamDeps): Streams => {
  const channels = createChannels(deps);
  const beat = beatOf(channels.everyone, deps.now);
  let count = 0;
  return {
    follow: (follower, { key, look, draw }) => {
      if (count >= MOST_FOLLOWERS) return false;
      count += 1;
      const channel = channels.of(key);
      const one = channel.groups.get(look) ?? {
        group: createLiveGroup(draw),
        followers: new Set(),
      };
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
