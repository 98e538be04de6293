import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler, Router } from 'express';
import type { Ingest, Ingested } from '#app/ingest.ts';
import { sendProblem } from './problem.ts';

const MOST_ITEMS = 5_000;
const BODY_LIMIT = '1mb';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether the request carries the token; compared in the same time whatever it carries. */
const bearer = (token: string | undefined): RequestHandler => {
  const wanted = token === undefined ? undefined : digest(`Bearer ${token}`);
  return (request, response, next) => {
    const given = digest(request.headers.authorization ?? '');
    if (wanted !== undefined && timingSafeEqual(given, wanted)) {
      next();
      return;
    }
    response.set('WWW-Authenticate', 'Bearer');
    sendProblem(response, 401, 'The bearer token of INGEST_TOKEN is missing or wrong.');
  };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a body, or what is wrong with it. */
type ItemsOf = (body: unknown) => readonly unknown[] | string;

const listIn =
  (field: string): ItemsOf =>
  (body) => {
    const items = isObject(body) ? body[field] : undefined;
    if (!Array.isArray(items)) return `The body must be an object with the list "${field}".`;
    return items.length <= MOST_ITEMS
      ? items
      : `A batch must not have more than ${MOST_ITEMS} items; this one has ${items.length}.`;
  };

const theSignal: ItemsOf = (body) =>
  isObject(body) ? [body] : 'The body must be an object with "kind" and "text".';

const handle =
  (itemsOf: ItemsOf, take: (items: readonly unknown[]) => Promise<Ingested>): RequestHandler =>
  async (request, response) => {
    const items = itemsOf(request.body);
    if (typeof items === 'string') {
      sendProblem(response, 400, items);
      return;
    }
    const result = await take(items);
    if ('busy' in result) {
      response.set('Retry-After', '1');
      sendProblem(response, 429, 'More is coming in than can be stored now. Send it again.');
      return;
    }
    response.status(202).json(result);
  };

const jsonOnly: RequestHandler = (request, response, next) => {
  if (request.is('application/json') !== false) next();
  else sendProblem(response, 415, 'The body must be application/json.');
};

const postOnly: RequestHandler = (_request, response) => {
  response.set('Allow', 'POST');
  sendProblem(response, 405, 'This address only answers POST.');
};

/** `/ingest/*` (contract 4): who has no token is turned away before anything is read. */
export const ingestRoutes = (ingest: Ingest, token: string | undefined): Router => {
  const routes: Readonly<Record<string, RequestHandler>> = {
    '/ingest/metrics': handle(listIn('samples'), ingest.samples),
    '/ingest/complaints': handle(listIn('complaints'), ingest.complaints),
    '/ingest/signals': handle(theSignal, ingest.signals),
    '/ingest/alertmanager': handle(listIn('alerts'), ingest.alertmanager),
  };
  const router = Router();
  for (const [path, handler] of Object.entries(routes)) {
    router.post(path, bearer(token), jsonOnly, express.json({ limit: BODY_LIMIT }), handler);
    router.all(path, postOnly);
  }
  return router;
};
