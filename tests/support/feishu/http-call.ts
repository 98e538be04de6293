import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** One request as it came in over HTTP. */
export interface HttpCall {
  readonly method: string;
  /** The path as it was sent, before any tidying. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  answer(status: number, body: unknown, headers?: Readonly<Record<string, string>>): void;
  /** Breaks the connection without an answer. */
  break(): void;
}

const queryOf = (search: URLSearchParams): Record<string, string> => {
  const query: Record<string, string> = {};
  for (const [name, value] of search) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  }
  return query;
};

const toCall = async (request: IncomingMessage, response: ServerResponse): Promise<HttpCall> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [path = '/', search = ''] = (request.url ?? '/').split('?');
  return {
    method: request.method ?? 'GET',
    path,
    query: queryOf(new URLSearchParams(search)),
    headers: request.headers,
    text: Buffer.concat(chunks).toString('utf8'),
    answer: (status, body, headers = {}) => {
      if (response.destroyed || response.headersSent) return;
      const json = typeof body !== 'string';
      response.writeHead(status, {
        'content-type': json ? 'application/json; charset=utf-8' : 'text/plain',
        ...headers,
      });
      response.end(json ? JSON.stringify(body) : body);
    },
    break: () => {
      response.destroy();
      request.socket.destroy();
    },
  };
};

export const createHttpServer = (handle: (call: HttpCall) => Promise<void>): Server =>
  createServer((request, response) => {
    toCall(request, response)
      .then(handle)
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
  });
