import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answered, sendRaw } from './requests.ts';

/** One request on its way to the app, byte for byte, and what it was answered. */
export interface Captured {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: Answered;
}

const CARRIED = /^(?:content-type|x-slack-)/u;

/** Stands between Slack and the app, and keeps what passes, as one would who listens on the line. */
export const openTap = async (target: () => string) => {
  const captured: Captured[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = new Uint8Array(Buffer.concat(parts));
      const headers = Object.fromEntries(
        Object.entries(request.headers)
          .filter(([name]) => CARRIED.test(name))
          .map(([name, value]) => [name, String(value)]),
      );
      void sendRaw(target(), { body, headers }).then((answer) => {
        captured.push({ body, headers, answer });
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(answer.body);
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/slack/events`,
    captured,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

export type Tap = Awaited<ReturnType<typeof openTap>>;
