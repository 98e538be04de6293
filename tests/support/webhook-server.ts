import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** Somebody else's system on loopback that takes what is posted to it. */
export interface WebhookServer {
  readonly address: string;
  readonly received: readonly Received[];
  /** What is answered from now on, one after the other; afterwards 200. */
  answer(...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

export const openWebhookServer = async (): Promise<WebhookServer> => {
  const received: Received[] = [];
  const planned: Reply[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      received.push({ path: url, headers, text: Buffer.concat(chunks).toString('utf8') });
      const { status, headers: sent = {}, text = '' } = planned.shift() ?? { status: 200 };
      response.writeHead(status, sent).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    received,
    answer: (...replies) => void planned.push(...replies),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
