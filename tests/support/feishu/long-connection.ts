import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Acked } from '../slack/fake-slack.ts';
import { decodeFrame, encodeFrame } from './frames.ts';
import type { Frame } from './frames.ts';
import type { Json } from './json.ts';
import type { Framing, Packet, Transport } from './transport.ts';

export interface LongConnectionOptions {
  readonly server: Server;
  readonly appId: string;
  readonly appSecret: string;
  /** Seconds between the client's pings. */
  readonly pingInterval: number;
  readonly ackTimeoutMs: number;
  readonly violation: (text: string) => void;
}

export interface LongConnection extends Transport {
  /** Answer of the discovery endpoint to this body. */
  discover(body: unknown): Json;
  playDead(on: boolean): void;
  cut(): void;
  /** How many connections have pinged so far, and how many of them are open. */
  opened(): number;
  open(): number;
}

const SERVICE = 7;
const MAX_CONNECTIONS = 50;
const PATH = '/ws/v2';

const isCredentials = (
  body: unknown,
): body is { readonly AppID: string; readonly AppSecret: string } =>
  typeof body === 'object' && body !== null && 'AppID' in body && 'AppSecret' in body;

interface Waiting {
  readonly socket: WebSocket;
  readonly since: number;
  settle(acked: Acked): void;
}

/** `{code, data: base64 of the handler's result}`. */
const readAck = (payload: Buffer): { readonly code: number; readonly data: unknown } => {
  const { code, data } = JSON.parse(payload.toString('utf8')) as { code: number; data?: string };
  if (data === undefined || data === '') return { code, data: undefined };
  const text = Buffer.from(data, 'base64').toString('utf8');
  return { code, data: text === '' ? undefined : JSON.parse(text) };
};

const split = (payload: Buffer, parts: number): readonly Buffer[] => {
  const step = Math.ceil(payload.length / parts);
  return Array.from({ length: parts }, (_, at) => payload.subarray(at * step, (at + 1) * step));
};

const clientConfig = (options: LongConnectionOptions): Json => ({
  ReconnectCount: -1,
  ReconnectInterval: 1,
  ReconnectNonce: 0,
  PingInterval: options.pingInterval,
});

/** The discovery endpoint: credentials against a URL with a ticket that opens one connection. */
const createDiscovery = (options: LongConnectionOptions, open: () => number) => {
  const tickets = new Set<string>();
  const discover = (body: unknown): Json => {
    if (!isCredentials(body)) return { code: 1_000_040_344, msg: 'no credential' };
    if (body.AppID !== options.appId || body.AppSecret !== options.appSecret) {
      return { code: 514, msg: 'auth failed', data: {} };
    }
    if (open() >= MAX_CONNECTIONS)
      return { code: 1_000_040_350, msg: 'exceed connection limit', data: {} };
    const ticket = randomUUID();
    tickets.add(ticket);
    const { port } = options.server.address() as AddressInfo;
    const query = new URLSearchParams({
      fpid: '493',
      aid: '552564',
      device_id: String(Math.ceil(performance.now() * 1000)),
      access_key: randomUUID(),
      service_id: String(SERVICE),
      ticket,
    });
    return {
      code: 0,
      msg: '',
      data: {
        URL: `ws://127.0.0.1:${port}${PATH}?${query.toString()}`,
        ClientConfig: clientConfig(options),
      },
    };
  };
  const admit = (url: string): boolean =>
    tickets.delete(new URL(url, 'ws://127.0.0.1').searchParams.get('ticket') ?? '');
  return { discover, admit };
};

/** The long connection of the platform: frames, pings and acknowledgements. */
export const createLongConnection = (options: LongConnectionOptions): LongConnection => {
  const sockets = new Set<WebSocket>();
  /** Those that have pinged: a client listens from then on. */
  const ready = new Set<WebSocket>();
  const dead = new Set<WebSocket>();
  const waiting = new Map<string, Waiting>();
  let opened = 0;
  let turn = 0;
  const { discover, admit } = createDiscovery(options, () => sockets.size);
  const wss = new WebSocketServer({ noServer: true });

  const pong = (socket: WebSocket, frame: Frame): void => {
    if (frame.service !== SERVICE) options.violation(`ping for service ${frame.service}`);
    socket.send(
      encodeFrame({
        kind: 'control',
        service: SERVICE,
        headers: { type: 'pong' },
        payload: Buffer.from(JSON.stringify(clientConfig(options))),
      }),
    );
  };
  const acknowledged = (frame: Frame): void => {
    const waiter = waiting.get(frame.headers['message_id'] ?? '');
    if (waiter === undefined) return;
    if (frame.headers['biz_rt'] === undefined) options.violation('acknowledged without biz_rt');
    const { code, data } = readAck(frame.payload);
    waiter.settle({ status: code, body: data, ms: performance.now() - waiter.since });
  };
  const hear = (socket: WebSocket, bytes: Buffer): void => {
    if (dead.has(socket)) return;
    try {
      const frame = decodeFrame(bytes);
      if (frame.kind === 'data') acknowledged(frame);
      else if (frame.headers['type'] === 'ping') {
        if (!ready.has(socket)) opened += 1;
        ready.add(socket);
        pong(socket, frame);
      }
    } catch (error) {
      options.violation(`a frame that cannot be read: ${String(error)}`);
    }
  };
  wss.on('connection', (socket: WebSocket) => {
    sockets.add(socket);
    socket.on('message', (bytes: Buffer) => hear(socket, bytes));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      sockets.delete(socket);
      ready.delete(socket);
      dead.delete(socket);
      const lost = [...waiting.values()].filter((one) => one.socket === socket);
      for (const { settle } of lost) settle({ status: 0, body: 'connection lost', ms: 0 });
    });
  });
  options.server.on('upgrade', (request, stream, head) => {
    if (!(request.url ?? '').startsWith(PATH) || !admit(request.url ?? '')) {
      options.violation(`a connection without a ticket: ${request.url}`);
      stream.destroy();
      return;
    }
    wss.handleUpgrade(request, stream, head, (socket) => wss.emit('connection', socket, request));
  });

  /** Each event goes to one connection of the app, in turn. */
  const pick = (): WebSocket | undefined => {
    const live = [...ready].filter((socket) => !dead.has(socket));
    turn += 1;
    return live[turn % Math.max(1, live.length)] ?? [...ready][0];
  };
  const write = (socket: WebSocket, packet: Packet, { parts = 1, order }: Framing): void => {
    if (dead.has(socket)) return;
    const payloads = split(Buffer.from(packet.body), parts);
    for (const seq of order ?? payloads.keys())
      socket.send(
        encodeFrame({
          kind: 'data',
          service: SERVICE,
          headers: {
            type: 'event',
            message_id: packet.wire.id,
            sum: String(parts),
            seq: String(seq),
            trace_id: randomUUID(),
          },
          payload: payloads[seq] ?? Buffer.alloc(0),
        }),
      );
  };
  return {
    discover,
    wire: () => ({ id: randomUUID() }),
    sendBytes: (bytes) => pick()?.send(bytes),
    send: async (packet, framing = {}) => {
      const socket = pick();
      if (socket === undefined) return { status: 0, body: 'no connection', ms: 0 };
      const since = performance.now();
      return new Promise<Acked>((resolve) => {
        const settle = (acked: Acked): void => {
          clearTimeout(timer);
          waiting.delete(packet.wire.id);
          resolve(acked);
        };
        const timer = setTimeout(
          () => settle({ status: 0, body: 'no acknowledgement', ms: performance.now() - since }),
          options.ackTimeoutMs,
        );
        waiting.set(packet.wire.id, { socket, since, settle });
        write(socket, packet, framing);
      });
    },
    playDead: (on) => {
      dead.clear();
      if (on) for (const socket of sockets) dead.add(socket);
    },
    cut: () => {
      for (const socket of sockets) socket.terminate();
    },
    opened: () => opened,
    open: () => ready.size,
    close: async () => {
      for (const socket of sockets) socket.terminate();
      await new Promise<void>((resolve) => wss.close(() => resolve()));
    },
  };
};
