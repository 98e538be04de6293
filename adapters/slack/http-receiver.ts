import type { App, Receiver } from '@slack/bolt';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Log } from '#ports/system.ts';
import { deliver } from './inbound/delivery.ts';
import { readBody } from './inbound/read-body.ts';
import { type Body, type Handshake, readHandshake, recognise } from './inbound/shapes.ts';
import { isSigned } from './verify.ts';
import { createRecent } from './web/recent.ts';

/** Bolt's receiver for HTTP, on a server that others own. */
export interface HttpReceiver extends Receiver {
  readonly routes: (app: Express) => void;
}

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly log: Log;
}

interface Answered {
  readonly status: number;
  readonly body?: object | undefined;
}

const PATH = '/slack/events';
const BODY_LIMIT = 1024 * 1024;
/** More than come within the ten minutes in which a signature holds: Slack sends at most 30,000 an hour. */
const REMEMBERED = 10_000;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  405: 'Method not allowed',
  413: 'Content too large',
  503: 'Not ready',
};

/** RFC 9457. */
const problem = (status: number, detail: string): Answered => ({
  status,
  body: { type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail },
});

const send = (response: Response, { status, body }: Answered): void => {
  response.status(status);
  if (body === undefined) response.end();
  else if (status === 200) response.json(body);
  else response.type('application/problem+json').send(JSON.stringify(body));
};

const header = (request: Request, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

const retryOf = (request: Request) => {
  const number = Number(header(request, 'x-slack-retry-num'));
  return {
    number: Number.isSafeInteger(number) ? number : undefined,
    reason: header(request, 'x-slack-retry-reason'),
  };
};

const answerHandshake = (asked: Handshake, log: Log): Answered => {
  if ('ssl_check' in asked) return { status: 200 };
  if (asked.type === 'url_verification')
    return { status: 200, body: { challenge: asked.challenge } };
  log.warn({}, 'Slack sends no more events for a while: more than 30,000 within an hour');
  return { status: 200 };
};

const bodyProblem: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const isTooLarge = error instanceof Error && 'status' in error && error.status === 413;
  response.set('Connection', 'close');
  send(
    response,
    isTooLarge
      ? problem(413, 'The body is larger than 1 MiB.')
      : problem(400, 'The body could not be read.'),
  );
};

const methodProblem = (_request: Request, response: Response): void => {
  response.set('Allow', 'POST');
  send(response, problem(405, 'This address only answers POST.'));
};

/** Answers as soon as a listener acknowledges; Slack sends an event again that is answered 503. */
const createTake =
  (log: Log) =>
  (app: App, body: Body, request: Request, onFault: () => void): Promise<Answered> =>
    new Promise((resolve) => {
      const acknowledge = async (answer?: object): Promise<void> => {
        resolve({ status: 200, body: answer });
      };
      void deliver(app, { body, acknowledge }, retryOf(request), log).then((fate) => {
        if (fate !== 'taken') onFault();
        if (fate === 'postponed') resolve(problem(503, 'It could not be recorded now.'));
      });
    });

/** What a request is: something to take, named by its signature, or something that is answered at once. */
type Judged = { readonly answer: Answered } | { readonly body: Body; readonly signature: string };

const judge = (request: Request, { signingSecret, log }: HttpReceiverOptions): Judged => {
  const bytes: Uint8Array = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const signature = header(request, 'x-slack-signature') ?? '';
  const timestamp = header(request, 'x-slack-request-timestamp') ?? '';
  if (!isSigned(signingSecret, { signature, timestamp }, bytes, Date.now()))
    return { answer: problem(401, 'The request is not signed by Slack, or its time is not now.') };
  const raw = readBody(header(request, 'content-type') ?? '', bytes);
  const asked = readHandshake(raw);
  if (asked !== undefined) return { answer: answerHandshake(asked, log) };
  const body = recognise(raw);
  return body === undefined
    ? { answer: problem(400, 'This is nothing that is listened to here.') }
    : { body, signature };
};

/**
 * Takes what Slack posts. Each request is judged on its raw bytes; a signature seen before gets the answer it
 * got then, and has no other effect.
 */
export const createHttpReceiver = (options: HttpReceiverOptions): HttpReceiver => {
  let app: App | undefined;
  let isOpen = false;
  const answered = createRecent<Promise<Answered>>(REMEMBERED);
  const take = createTake(options.log);

  const answerTo = async (request: Request): Promise<Answered> => {
    const judged = judge(request, options);
    if ('answer' in judged) return judged.answer;
    if (app === undefined || !isOpen) return problem(503, 'Nobody is listening.');
    const { body, signature } = judged;
    const before = answered.get(signature);
    if (before !== undefined) return before;
    const answer = take(app, body, request, () => answered.delete(signature));
    answered.set(signature, answer);
    return answer;
  };

  const handle: RequestHandler = (request, response, next) => {
    answerTo(request).then((answer) => send(response, answer), next);
  };

  return {
    init: (created) => {
      app = created;
    },
    start: async () => {
      isOpen = true;
    },
    stop: async () => {
      isOpen = false;
    },
    routes: (web) => {
      const raw = express.raw({ limit: BODY_LIMIT, type: () => true, inflate: false });
      web.post(PATH, raw, handle, bodyProblem);
      web.all(PATH, methodProblem);
    },
  };
};
