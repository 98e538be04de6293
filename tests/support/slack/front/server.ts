import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HookAnswer } from '../hooks.ts';
import type { ApiCall, ApiFault } from '../fake-slack.ts';
import type { Args } from '../world/method.ts';
import { readArguments } from './arguments.ts';
import type { Faults } from './faults.ts';
import { type Ending, type Gate, passGate } from './gate.ts';
import type { Sockets } from './sockets.ts';

export interface ServerParts {
  readonly gate: Gate;
  readonly faults: Faults;
  readonly sockets: Sockets;
  /** What comes to a response_url. */
  readonly hook: (id: string, body: string) => HookAnswer;
  /** The bytes of a file; false when there is no such upload. */
  readonly upload: (id: string, content: Buffer) => Promise<boolean>;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
};

const pause = (ms: number): Promise<void> =>
  ms <= 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        setTimeout(resolve, ms);
      });

const send = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Args = {},
): void => {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8',
    ...(headers as Readonly<Record<string, string>>),
  });
  response.end(isText ? body : JSON.stringify(body));
};

const end = (gate: Gate, response: ServerResponse, ending: Ending): string => {
  const scopes = { 'x-oauth-scopes': [...gate.scopes].join(','), 'x-slack-req-id': 'fake' };
  switch (ending.kind) {
    case 'answer':
      send(response, 200, ending.reply, scopes);
      return ending.outcome;
    case 'limited':
      send(
        response,
        429,
        { ok: false, error: 'ratelimited' },
        {
          'retry-after': String(ending.retryAfterS),
        },
      );
      return 'ratelimited';
    case 'status':
      send(response, ending.status, 'upstream failed');
      return `http ${ending.status}`;
    case 'cut':
      response.socket?.destroy();
      return ending.outcome;
    case 'silence':
      return 'hang';
  }
};

const tokenOf = (request: IncomingMessage): string =>
  (request.headers.authorization ?? '').replace(/^Bearer\s+/u, '');

const slowness = (fault: ApiFault | undefined): number => (fault?.kind === 'slow' ? fault.ms : 0);

const answerApi = async (
  { gate, faults }: ServerParts,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const beganMs = performance.now();
  const body = (await bodyOf(request)).toString('utf8');
  const { journal } = gate;
  const fault = faults.next(method);
  const all = readArguments(method, request.headers['content-type'] ?? '', body);
  if (all === undefined) journal.violations.push(`${method}: a body that cannot be read`);
  const { token, ...args } = all ?? {};
  if (token !== undefined) journal.violations.push(`${method}: token among the arguments`);
  const call = { method, args, token: tokenOf(request) };
  const place = journal.calls.length;
  const at = gate.clock.now();
  const entry = (outcome: string): ApiCall => ({
    ...call,
    at,
    outcome,
    beganMs,
    endedMs: performance.now(),
  });
  journal.calls.push(entry('under way'));
  await pause(faults.delayMs() + slowness(fault));
  const ending = await passGate(gate, call, fault);
  journal.calls[place] = entry(end(gate, response, ending));
};

/** A fault that befalls an upload or a response_url; true when it was all that happened. */
const strike = (fault: ApiFault | undefined, response: ServerResponse): boolean => {
  if (fault === undefined || fault.kind === 'slow' || fault.kind === 'lost-reply') return false;
  if (fault.kind === 'drop') response.socket?.destroy();
  if (fault.kind === 'status') send(response, fault.status, 'upstream failed');
  if (fault.kind === 'error') send(response, 400, fault.error);
  if (fault.kind === 'limited') {
    send(response, 429, 'ratelimited', { 'retry-after': String(fault.retryAfterS) });
  }
  return true;
};

const answerOther = async (
  parts: ServerParts,
  [kind, id]: readonly [kind: string, id: string],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await bodyOf(request);
  const fault = parts.faults.next(kind === 'hooks' ? 'response_url' : 'upload');
  await pause(parts.faults.delayMs() + slowness(fault));
  if (strike(fault, response)) return;
  if (kind === 'hooks') {
    const answer = parts.hook(id, body.toString('utf8'));
    if (fault?.kind === 'lost-reply') response.socket?.destroy();
    else send(response, answer.status, answer.body);
    return;
  }
  const isKnown = await parts.upload(id, await fileIn(request, body));
  if (fault?.kind === 'lost-reply') response.socket?.destroy();
  else if (isKnown) send(response, 200, `OK - ${body.length}`);
  else send(response, 404, 'not found');
};

/** The bytes of an upload, sent as they are or as a form. */
const fileIn = async (request: IncomingMessage, body: Buffer): Promise<Buffer> => {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData();
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
};

const route = async (
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const [, kind = '', name = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
  if (kind === 'api') await answerApi(parts, name, request, response);
  else if (kind === 'hooks' || kind === 'upload') {
    await answerOther(parts, [kind, name], request, response);
  } else send(response, 404, 'not found');
};

/** Opens the front on loopback. */
export const openServer = async (parts: ServerParts) => {
  const server = createServer((request, response) => {
    // A client that goes away in the middle is no failure of the fake.
    response.on('error', () => {});
    route(parts, request, response).catch((error: unknown) => {
      parts.gate.journal.violations.push(`the fake failed: ${String(error)}`);
      response.socket?.destroy();
    });
  });
  server.on('upgrade', parts.sockets.upgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async (): Promise<void> => {
      parts.sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
