import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { type DurationMs, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import { verdictOn } from './error-codes.ts';

/** Slack's advice where it says "too often" without a time: its windows are a minute, its usual answer is 30 s. */
const UNTOLD_WAIT: DurationMs = 30 * SECOND;

/** `limited`: Slack refused and did nothing; the wait counts from now. */
export type Failure =
  | { readonly is: 'limited'; readonly retryAfterMs: DurationMs }
  | { readonly is: 'failed'; readonly error: DeliveryError };

const failed = (error: DeliveryError): Failure => ({ is: 'failed', error });

/** The fate of the call is unknown, so there must be no `retryAfterMs`: the next attempt has to look first. */
const unknownFate = (code: string, cause: unknown): Failure =>
  failed(new DeliveryError(code, 'retry', { cause }));

const refusal = (method: string, error: WebAPIPlatformError): Failure => {
  const { data } = error;
  const code: unknown = data.error;
  // A page of HTML from something in between arrives as an "error" too.
  if (typeof code !== 'string' || !/^[a-z][a-z0-9_]{0,99}$/u.test(code))
    return unknownFate('unreadable-answer', error);
  const verdict = verdictOn(method, code);
  switch (verdict) {
    case 'limited': {
      const waitS = data.response_metadata?.retryAfter;
      return {
        is: 'limited',
        retryAfterMs: waitS === undefined ? UNTOLD_WAIT : waitS * SECOND,
      };
    }
    case 'archived':
    case 'removed':
    case 'deleted':
      return failed(new DeliveryError(verdict, 'room-lost', { cause: error }));
    case 'retry':
    case 'give-up':
    case 'reauthorise':
    case 'gone': {
      // Doctor and the log name the scope that is wanted, not only that one is.
      const needed: unknown = 'needed' in data ? data.needed : undefined;
      const named = code === 'missing_scope' && typeof needed === 'string';
      const told = named ? `${code}:${needed}` : code;
      return failed(new DeliveryError(told, verdict, { cause: error }));
    }
  }
};

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

/** What became of a call that threw: by the closed table of Slack's errors, and by what broke on the way. */
export const failureOf = (method: string, error: unknown): Failure => {
  if (error instanceof WebAPIRateLimitedError)
    return { is: 'limited', retryAfterMs: error.retryAfter * SECOND };
  if (error instanceof WebAPIPlatformError) return refusal(method, error);
  // Slack uses no status but 200 and 429; anything else was said by something in between.
  if (error instanceof WebAPIHTTPError) return unknownFate(`http-${error.statusCode}`, error);
  if (error instanceof WebAPIRequestError)
    return unknownFate(isTimeout(error.cause) ? 'timeout' : 'network', error);
  // The SDK throws a bare Error for a 429 without a time (measured with web-api 8.2.0).
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return { is: 'limited', retryAfterMs: UNTOLD_WAIT };
  // The connection broke, or time ran out, while the answer was read.
  return unknownFate(isTimeout(error) ? 'timeout' : 'network', error);
};

/** Slack's own words for a refusal, for what the table can't tell: its error code, and the whole answer. */
export const answerOf = (
  error: unknown,
): { readonly code: string; readonly data: Readonly<Record<string, unknown>> } | undefined => {
  if (!(error instanceof DeliveryError) || !(error.cause instanceof WebAPIPlatformError))
    return undefined;
  const { data } = error.cause;
  return { code: data.error, data: { ...data } };
};

/** True when Slack refused with one of these errors. */
export const refusedWith = (error: unknown, codes: readonly string[]): boolean => {
  const answer = answerOf(error);
  return answer !== undefined && codes.includes(answer.code);
};
