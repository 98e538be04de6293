import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Acked } from '../fake-slack.ts';
import { IDENTITY } from '../identity.ts';
import { isRecord } from '../world/method.ts';

const MAX_CONNECTIONS = 10;
const PING_EVERY_MS = 10_000;
/** What Slack announces for a connection's life. */
const CONNECTION_LIFE_S = 18_060;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

interface Waiting {
  readonly began: number;
  readonly acceptsPayload: boolean;
  readonly resolve: (acked: Acked) => void;
  readonly timer: NodeJS.Timeout;
}

const read = (data: unknown): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(String(data));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isEmpty = (payload: unknown): boolean =>
  payload === undefined ||
  payload === null ||
  payload === '' ||
  (isRecord(payload) && Object.keys(payload).length === 0);

/** Socket Mode: hello, envelopes to any one connection, acknowledgements, disconnects. */
export const createSockets = (violate: (what: string) => void) => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  let turn = 0;

  const settle = (id: string, status: number, body?: unknown): void => {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    one.resolve({ status, body, ms: performance.now() - one.began });
  };

  const seen = new Set<string>();
  const onAck = (data: unknown): void => {
    const frame = read(data);
    const id = frame?.['envelope_id'];
    if (frame === undefined || typeof id !== 'string') {
      violate('Socket Mode: a frame without envelope_id');
      return;
    }
    if (!seen.has(id)) violate(`Socket Mode: acknowledged an unknown envelope ${id}`);
    const { payload } = frame;
    const isRefused = waiting.get(id)?.acceptsPayload === false && !isEmpty(payload);
    if (isRefused) violate('Socket Mode: a payload where none is accepted');
    settle(id, 200, isEmpty(payload) ? undefined : payload);
  };

  const welcome = (socket: WebSocket): void => {
    connections.push(socket);
    const beat = setInterval(() => socket.ping('Ping from fake Slack'), PING_EVERY_MS);
    beat.unref();
    socket.on('message', (data: unknown) => onAck(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(beat);
      connections.splice(connections.indexOf(socket), 1);
    });
    const hello = {
      type: 'hello',
      num_connections: connections.length,
      debug_info: {
        host: 'applink-fake',
        build_number: 1,
        approximate_connection_time: CONNECTION_LIFE_S,
      },
      connection_info: { app_id: IDENTITY.appId },
    };
    socket.send(JSON.stringify(hello));
  };

  return {
    /** A single-use ticket for a connection. */
    ticket: (): string => {
      const ticket = `ticket-${tickets.size}-${performance.now()}`;
      tickets.add(ticket);
      return ticket;
    },
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const ticket = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket) || connections.length >= MAX_CONNECTIONS) {
        socket.destroy();
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    /** Sends an envelope to one connection and waits for its acknowledgement. */
    send: (body: string, timeoutMs: number): Promise<Acked> => {
      const began = performance.now();
      const usable = connections.filter(({ readyState }) => readyState === WebSocket.OPEN);
      const socket = usable[turn % Math.max(1, usable.length)];
      turn += 1;
      const frame = read(body) ?? {};
      const id = String(frame['envelope_id']);
      if (socket === undefined) return Promise.resolve({ status: 0, body: undefined, ms: 0 });
      seen.add(id);
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(id, 0), timeoutMs);
        const acceptsPayload = frame['accepts_response_payload'] === true;
        waiting.set(id, { began, acceptsPayload, resolve, timer });
        socket.send(body);
      });
    },
    /** Announces the end of all connections; `close` also ends them. */
    disconnect: (reason: DisconnectReason, close: boolean): void => {
      for (const socket of connections) {
        const debug = { host: 'applink-fake' };
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debug }));
        if (close) socket.close();
      }
    },
    /** Breaks all connections without a word. */
    sever: (): void => {
      for (const socket of connections) socket.terminate();
    },
    count: (): number => connections.length,
    close: (): void => {
      for (const id of waiting.keys()) settle(id, 0);
      for (const socket of connections) socket.terminate();
      server.close();
    },
  };
};

export type Sockets = ReturnType<typeof createSockets>;
