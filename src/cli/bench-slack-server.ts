import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DurationMs } from '#domain/time.ts';

type Args = Readonly<Record<string, string>>;

/** What one war room has got so far; each `performance.now()` when Slack had answered. */
export interface RoomProgress {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  invited?: number;
  posted?: number;
  pinned?: number;
  /** Named in a message in a standing channel. */
  noticed?: number;
}

/** Answers what a war room needs, accepts everything, and remembers when. */
export interface BenchSlack {
  readonly apiUrl: string;
  /** Every call takes this long. */
  latency(ms: DurationMs): void;
  /** Rooms in the order of their creation. */
  readonly rooms: () => readonly RoomProgress[];
  /** `performance.now()` of the latest call. */
  readonly lastCall: () => number;
  readonly calls: () => number;
  close(): Promise<void>;
}

/** The sample organisation's. */
const STANDING = new Set(['C_DUTY', 'C_COMMAND', 'C_FEED', 'C_AGENTS']);

const bodyOf = async (request: IncomingMessage): Promise<Args> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return request.headers['content-type']?.includes('json') === true
    ? (JSON.parse(body) as Args)
    : Object.fromEntries(new URLSearchParams(body));
};

/** What a fresh workspace would answer. */
const ANSWERS: Readonly<Record<string, (args: Args) => object>> = {
  'auth.test': () => ({ user_id: 'U_BOT', bot_id: 'B_BOT', team_id: 'T1', team: 'bench' }),
  'conversations.open': ({ users }) => ({ channel: { id: `D_${users}` } }),
  'conversations.info': ({ channel }) => ({ channel: { id: channel, name: channel } }),
  'users.conversations': () => ({ channels: [] }),
  'users.info': ({ user }) => ({ user: { id: user, name: user, locale: 'zh-CN' } }),
  'usergroups.list': () => ({ usergroups: [] }),
  'bookmarks.list': () => ({ bookmarks: [] }),
  'conversations.history': () => ({ messages: [] }),
  'conversations.canvases.create': () => ({ canvas_id: 'F_CANVAS' }),
  'chat.update': ({ channel, ts }) => ({ channel, ts }),
};

/** Key of the incident in a room's name: `inc-20261201-01-…`. */
const keyOf = (name: string): string => (/^inc-\d+-\d+/u.exec(name)?.[0] ?? name).toUpperCase();

/** Follows what is done to each room. */
const createRooms = () => {
  const rooms = new Map<string, RoomProgress>();
  let last = 0;
  const noteNotice = (args: Args, now: number): void => {
    const said = JSON.stringify(args);
    for (const room of rooms.values())
      if (said.includes(room.id) || said.includes(keyOf(room.name))) room.noticed ??= now;
  };
  return {
    all: () => [...rooms.values()],
    nextTs: (): string => {
      last += 1;
      return `1795572000.${String(last).padStart(6, '0')}`;
    },
    create: (name: string, now: number): string => {
      const id = `C_ROOM${rooms.size + 1}`;
      rooms.set(id, { id, name, created: now });
      return id;
    },
    note: (method: string, args: Args, now: number): void => {
      const room = rooms.get(args['channel'] ?? '');
      if (method === 'chat.postMessage' && STANDING.has(args['channel'] ?? ''))
        noteNotice(args, now);
      if (room === undefined) return;
      if (method === 'conversations.invite') room.invited ??= now;
      if (method === 'chat.postMessage') room.posted ??= now;
      if (method === 'pins.add') room.pinned ??= now;
    },
  };
};

const answer = (rooms: ReturnType<typeof createRooms>, method: string, args: Args): object => {
  const now = performance.now();
  rooms.note(method, args, now);
  if (method === 'conversations.create') {
    const name = args['name'] ?? '';
    return { channel: { id: rooms.create(name, now), name } };
  }
  if (method === 'chat.postMessage') return { channel: args['channel'], ts: rooms.nextTs() };
  return ANSWERS[method]?.(args) ?? {};
};

/** A Slack on loopback without limits of its own. */
export const openBenchSlack = async (): Promise<BenchSlack> => {
  let rooms = createRooms();
  let latency: DurationMs = 0;
  let lastCall = 0;
  let calls = 0;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const args = await bodyOf(request);
    lastCall = performance.now();
    calls += 1;
    const method = (request.url ?? '').replace('/api/', '');
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, ...answer(rooms, method, args) }));
    }, latency);
  };
  const server = createServer((request, response) => void take(request, response));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    latency: (ms) => {
      latency = ms;
      rooms = createRooms();
    },
    rooms: () => rooms.all(),
    lastCall: () => lastCall,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
