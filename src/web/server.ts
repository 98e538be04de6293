import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import type { Log } from '#ports/system.ts';
import type { MountedPages } from './mount-pages.ts';
import { healthz, readyz, type Readiness } from './health.ts';
import { problemHandler, sendProblem } from './problem.ts';

/** Adds the routes of a messenger or of pages; `host` is the address that is listened on. */
type Mount = (app: Express, at: { readonly host: string }) => void;

export interface WebOptions {
  readonly log: Log;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: RequestHandler;
  /** Where `/` leads instead of to the pages. */
  readonly home?: string;
  readonly host: string;
  readonly mounts: readonly Mount[];
  /** Adds the pages, after everything that is no page. */
  readonly pages?: (app: Express) => MountedPages;
}

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Everything comes from here, and nothing that stands in a page is run.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** No request may carry more than this; adapters that read the raw body use the same limit. */
const BODY_LIMIT = 1024 * 1024;

/**
 * An address may be this long together with the other headers: whoever pastes ten thousand characters into the
 * search is told that it is too long. Node's own limit would close the connection without a word.
 */
const HEADER_LIMIT = 128 * 1024;

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set(HEADERS);
  next();
};

// A body without a length is cut by the parsers, which have the same limit.
const bodyLimit: RequestHandler = (request, response, next) => {
  if (Number(request.headers['content-length'] ?? 0) <= BODY_LIMIT) {
    next();
    return;
  }
  response.set('Connection', 'close');
  sendProblem(response, 413, 'The body is larger than 1 MiB.');
};

const getOnly = (app: Express, path: string, handler: RequestHandler): void => {
  app.get(path, handler);
  app.all(path, (_request, response) => {
    response.set('Allow', 'GET, HEAD');
    sendProblem(response, 405, 'This address only answers GET.');
  });
};

/** Somebody in front of a browser is answered by a page, a program by problem details. */
const forReaders =
  (page: RequestHandler): RequestHandler =>
  (request, response, next) => {
    if (request.headers.accept?.includes('text/html') === true) page(request, response, next);
    else next();
  };

/** The one HTTP application: health, metrics, and whatever messengers and pages bring along. */
export const createWeb = (options: WebOptions): Express => {
  const { home } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(securityHeaders, bodyLimit);
  getOnly(app, '/healthz', healthz);
  getOnly(app, '/readyz', readyz(options.readiness));
  getOnly(app, '/metrics', options.metrics);
  if (home !== undefined) getOnly(app, '/', (_request, response) => response.redirect(302, home));
  for (const mount of options.mounts) mount(app, { host: options.host });
  const pages = options.pages?.(app);
  if (pages !== undefined) app.use(forReaders(pages.lost));
  app.use((_request, response) => sendProblem(response, 404, 'There is nothing at this address.'));
  if (pages !== undefined) app.use(pages.failed);
  app.use(problemHandler(options.log));
  return app;
};

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no new connections, lets answers go out, and ends what is still open after `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

const closing = (server: Server, patienceMs: number): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), patienceMs).unref();
  });

/** Listens on `host:port`; rejects with the system's error (EADDRINUSE and the like). */
export const listen = (app: Express, host: string, port: number): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer({ maxHeaderSize: HEADER_LIMIT }, app);
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: actual } = server.address() as AddressInfo;
      resolve({ port: actual, close: (patienceMs) => closing(server, patienceMs) });
    });
  });
