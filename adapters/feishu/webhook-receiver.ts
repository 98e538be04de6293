import type { EventDispatcher } from '@larksuiteoapi/node-sdk';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Log } from '#ports/system.ts';
import { openBody, type Opened } from './inbound/open-body.ts';
import { isKind } from './inbound/shapes.ts';
import { NotTaken } from './inbound/take.ts';
import type { Receiver } from './listen.ts';
import { createRecent } from './web/recent.ts';

/** Takes what Feishu posts, on a server that others own. */
export interface WebhookReceiver extends Receiver {
  readonly routes: (app: Express) => void;
}

export interface WebhookOptions {
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly log: Log;
}

interface Answered {
  readonly status: number;
  readonly body: object;
}

/** Events and card callbacks are set up apart in the console; each address takes both. */
const PATHS = ['/feishu/events', '/feishu/cards'];
const BODY_LIMIT = 1024 * 1024;
/** More than come within the ten minutes in which a signature holds. */
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
  if (status === 200) response.json(body);
  else response.type('application/problem+json').send(JSON.stringify(body));
};

const header = (request: Request, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

const signedBy = (request: Request) => ({
  timestamp: header(request, 'x-lark-request-timestamp'),
  nonce: header(request, 'x-lark-request-nonce'),
  signature: header(request, 'x-lark-signature'),
});

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

type EventBody = Extract<Opened, { is: 'event' }>['body'];

/** Feishu repeats what is not answered with 200. */
const invoke = async (
  dispatcher: EventDispatcher,
  body: EventBody,
  log: Log,
): Promise<Answered> => {
  // Someone may subscribe the app to more than we hear: acknowledged, and of no interest.
  if (!isKind(body.header.event_type)) return { status: 200, body: {} };
  try {
    const reply: unknown = await dispatcher.invoke(body, { needCheck: false });
    return { status: 200, body: typeof reply === 'object' && reply !== null ? reply : {} };
  } catch (error) {
    log.warn({ err: error }, 'could not take what Feishu sent now');
    return error instanceof NotTaken
      ? problem(503, 'It could not be stored now.')
      : { status: 200, body: {} };
  }
};

/**
 * Takes what Feishu posts. Each request is judged on its raw bytes; a signature seen before gets the answer it
 * got then, and has no other effect.
 */
export const createWebhookReceiver = (options: WebhookOptions): WebhookReceiver => {
  const { log } = options;
  let dispatcher: EventDispatcher | undefined;
  const answered = createRecent<Promise<Answered>>(REMEMBERED);

  const answerTo = async (request: Request): Promise<Answered> => {
    const bytes: Uint8Array = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const opened = openBody(signedBy(request), bytes, options, Date.now());
    if (opened.is === 'challenge') return { status: 200, body: { challenge: opened.challenge } };
    if (opened.is === 'refused') return problem(opened.status, opened.why);
    if (dispatcher === undefined) return problem(503, 'Nobody is listening.');
    const before = answered.get(opened.signature);
    if (before !== undefined) return before;
    const answer = invoke(dispatcher, opened.body, log);
    answered.set(opened.signature, answer);
    if ((await answer).status !== 200) answered.delete(opened.signature);
    return answer;
  };

  const handle: RequestHandler = (request, response, next) => {
    answerTo(request).then((answer) => send(response, answer), next);
  };

  return {
    start: async (given) => {
      dispatcher = given;
    },
    stop: async () => {
      dispatcher = undefined;
    },
    routes: (web) => {
      const raw = express.raw({ limit: BODY_LIMIT, type: () => true, inflate: false });
      for (const path of PATHS) {
        web.post(path, raw, handle, bodyProblem);
        web.all(path, methodProblem);
      }
    },
  };
};
