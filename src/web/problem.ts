import type { ErrorRequestHandler, Response } from 'express';
import type { Log } from '#ports/system.ts';

/** One thing that is wrong with a request, by field. */
export interface FieldProblem {
  readonly field: string;
  readonly detail: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Content too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not ready',
};

/** Answers with RFC 9457 problem details. */
export const sendProblem = (
  response: Response,
  status: number,
  detail: string,
  errors?: readonly FieldProblem[],
): void => {
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: TITLES[status] ?? 'Error',
        status,
        detail,
        ...(errors === undefined ? {} : { errors }),
      }),
    );
};

const DETAILS: Readonly<Record<string, string>> = {
  'entity.too.large': 'The body is larger than 1 MiB.',
  'entity.parse.failed': 'The body is not valid JSON.',
  'encoding.unsupported': 'The content encoding is not supported.',
  'charset.unsupported': 'The character set is not supported.',
  'request.aborted': 'The request ended before its body was complete.',
  'request.size.invalid': 'The body is not as long as its Content-Length says.',
};

const readProblem = (error: unknown): { readonly status: number; readonly type: string } => {
  if (typeof error !== 'object' || error === null) return { status: 500, type: '' };
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  return { status, type };
};

/** Last in the chain: what nobody handled becomes problem details, never a stack trace. */
export const problemHandler =
  (log: Log): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, type } = readProblem(error);
    if (status >= 400 && status < 500) {
      sendProblem(response, status, DETAILS[type] ?? 'The request could not be read.');
      return;
    }
    log.error({ err: error, path: request.path }, 'request failed');
    sendProblem(response, 500, 'Something went wrong on our side. It has been logged.');
  };
