import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Args = Readonly<Record<string, unknown>>;

/** One call of the Web API, or one post to a response_url (`response`). */
export interface LoggedCall {
  readonly method: string;
  readonly args: Args;
}

const PLAIN: Readonly<Record<string, Args>> = {
  'conversations.open': { channel: { id: 'D0DIRECT' } },
  'chat.postMessage': { ts: '1733018400.000100', channel: 'D0DIRECT', message: {} },
  'users.info': { user: { id: 'U0PERSON', locale: 'zh-CN' } },
  'usergroups.list': { usergroups: [{ id: 'S1', users: ['U0ONE', 'U0TWO'] }] },
};

/** Calls that the adapter makes by itself, in the background. */
const BACKGROUND: readonly string[] = ['users.info', 'usergroups.list', 'apps.connections.open'];

const readArgs = async (request: IncomingMessage): Promise<Args> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  if (request.headers['content-type']?.includes('json')) return JSON.parse(text) as Args;
  const decoded = [...new URLSearchParams(text)].map(([name, value]) => {
    const isJson = /^(?:[[{]|true$|false$)/u.test(value);
    return [name, isJson ? JSON.parse(value) : value] as const;
  });
  return Object.fromEntries(decoded);
};

const reply = (response: ServerResponse, status: number, body: Args): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** Slack's side of the wire, with no rules: it writes down what is called, and speaks Socket Mode. */
export const openCallLog = async () => {
  const calls: LoggedCall[] = [];
  const refusals = new Map<string, string>();
  const sockets: WebSocket[] = [];
  const acks = new Map<string, unknown>();
  let opened = 0;
  let openingFails = 0;
  let greets = true;
  let hangs = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const args = await readArgs(request);
    const path = request.url ?? '';
    const method = path.startsWith('/response/') ? 'response' : path.replace('/api/', '');
    if (!BACKGROUND.includes(method)) calls.push({ method, args });
    if (method === 'apps.connections.open') opened += 1;
    if (hangs) return;
    if (method === 'apps.connections.open') {
      if (openingFails > 0) {
        openingFails -= 1;
        reply(response, 500, {});
        return;
      }
      reply(response, 200, { ok: true, url: `ws://127.0.0.1:${port}/link` });
      return;
    }
    const error = refusals.get(method);
    if (error !== undefined) reply(response, 200, { ok: false, error });
    else reply(response, 200, { ok: true, ...PLAIN[method] });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const hub = new WebSocketServer({ server, path: '/link' });
  hub.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('close', () => sockets.splice(sockets.indexOf(socket), 1));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as { envelope_id: string; payload?: unknown };
      acks.set(frame.envelope_id, frame.payload);
    });
    if (greets) socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    calls,
    acks,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    responseUrl: `http://127.0.0.1:${port}/response/1`,
    /** Answers a method with this error code from now on. */
    refuse: (method: string, error: string): void => void refusals.set(method, error),
    /** Leaves every call without an answer. */
    hang: (now: boolean): void => {
      hangs = now;
    },
    connections: (): number => sockets.length,
    connectionsOpened: (): number => opened,
    /** How many of the next openings are answered 500. */
    failOpening: (times: number): void => {
      openingFails = times;
    },
    /** Whether new connections are told hello. */
    greet: (now: boolean): void => {
      greets = now;
    },
    frame: (frame: unknown): void => {
      for (const socket of sockets)
        socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    },
    sever: (): void => {
      for (const socket of hub.clients) socket.terminate();
    },
    close: async (): Promise<void> => {
      for (const socket of hub.clients) socket.terminate();
      hub.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
