import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Log } from '#ports/system.ts';
import type { RefusedCode } from './refused.ts';
import { z } from 'zod';
import { ActionRefused } from './refused.ts';

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const REFUSED = {
  'unknown-person': { status: 404, title: 'The organisation file has no such person' },
  'unknown-room': { status: 404, title: 'There is no such room, or this person may not see it' },
  'unknown-message': { status: 404, title: 'There is no such message' },
  'unknown-script': { status: 404, title: 'There is no such script' },
  'not-a-member': { status: 403, title: 'Only members of the room may do this' },
  'not-yours': { status: 403, title: 'Only the author may do this' },
  archived: { status: 409, title: 'The room is archived' },
  empty: { status: 422, title: 'The text is empty' },
  'too-long': { status: 422, title: 'The text is too long' },
  'no-clock': { status: 409, title: 'This sandbox runs on real time' },
  'not-listening': { status: 503, title: 'Fenghuo is not ready yet' },
  'not-recorded': { status: 503, title: 'It could not be recorded now: do it again' },
} as const satisfies Record<RefusedCode, { status: number; title: string }>;

/** Answers with RFC 9457 problem details. */
export const sendProblem = (
  response: Response,
  { status, title, code, ...rest }: Problem,
): void => {
  response.status(status).type('application/problem+json');
  response.send(JSON.stringify({ type: `urn:fenghuo:sandbox:${code}`, title, status, ...rest }));
};

const isHttpError = (error: unknown): error is { readonly status: number; readonly type: string } =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  'type' in error;

/** Turns whatever a route threw into a problem; only the unexpected is logged. */
export const problemHandler =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof ActionRefused)
      return sendProblem(response, { ...REFUSED[error.code], code: error.code });
    if (error instanceof z.ZodError)
      return sendProblem(response, {
        status: 400,
        title: 'The request does not fit',
        code: 'invalid',
        errors: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      });
    // Thrown by the body parser: too large, malformed JSON.
    if (isHttpError(error) && error.status < 500)
      return sendProblem(response, {
        status: error.status,
        title: 'The request could not be read',
        code: error.type.replaceAll('.', '-'),
      });
    log.error({ err: error }, 'sandbox request failed');
    return sendProblem(response, { status: 500, title: 'Something went wrong', code: 'failed' });
  };

export const notFound: RequestHandler = (_request, response) =>
  sendProblem(response, { status: 404, title: 'There is nothing here', code: 'not-found' });

/** Refuses every method but `allowed`. */
export const onlyMethod =
  (allowed: string): RequestHandler =>
  (_request, response) => {
    response.set('Allow', allowed);
    sendProblem(response, { status: 405, title: 'Not this method', code: 'method-not-allowed' });
  };
