import { z } from 'zod';
import { type DurationMs, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Scope } from './buckets.ts';
import { type Verdict, verdictOn } from './error-codes.ts';
import { Broken, Refusal } from './refusal.ts';

/** Where the platform says "too often" without a time; its windows are a second. */
const UNTOLD_WAIT: DurationMs = 1.1 * SECOND;

/** `limited`: the platform refused and did nothing; the wait counts from now. `token`: a new one may do. */
export type Failure =
  | { readonly is: 'limited'; readonly scope: Scope; readonly retryAfterMs: DurationMs }
  | { readonly is: 'token'; readonly error: DeliveryError }
  | { readonly is: 'failed'; readonly error: DeliveryError };

const failed = (error: DeliveryError): Failure => ({ is: 'failed', error });

/** The fate of the call is unknown, so there must be no `retryAfterMs`: the next attempt has to look first. */
const unknownFate = (code: string, cause: unknown): Failure =>
  failed(new DeliveryError(code, 'retry', { cause }));

const NO_PERMISSION = 99_991_672;
const violations = z
  .object({ permission_violations: z.array(z.object({ subject: z.string() })) })
  .transform(({ permission_violations }) => permission_violations.map(({ subject }) => subject));

/** Doctor and the log name the permissions of which one is wanted, not only that one is. */
const toldBy = ({ code, body }: Refusal): string => {
  const { data: wanted } = violations.safeParse(body['error']);
  return code === NO_PERMISSION && wanted !== undefined && wanted.length > 0
    ? `${code}:${wanted.slice(0, 8).join('|')}`
    : String(code);
};

const judged = (verdict: Verdict, refusal: Refusal): Failure => {
  switch (verdict) {
    case 'limited':
      return {
        is: 'limited',
        scope: 'api',
        retryAfterMs: refusal.resetS === undefined ? UNTOLD_WAIT : refusal.resetS * SECOND,
      };
    case 'busy':
      return { is: 'limited', scope: 'place', retryAfterMs: UNTOLD_WAIT };
    case 'token':
      return {
        is: 'token',
        error: new DeliveryError(toldBy(refusal), 'reauthorise', { cause: refusal }),
      };
    case 'archived':
    case 'removed':
    case 'deleted':
      return failed(new DeliveryError(verdict, 'room-lost', { cause: refusal }));
    case 'retry':
    case 'give-up':
    case 'reauthorise':
    case 'gone':
      return failed(new DeliveryError(toldBy(refusal), verdict, { cause: refusal }));
  }
};

/** A code that the platform invents later is judged by its HTTP status. */
const byStatus = (status: number): Verdict => {
  if (status === 429) return 'limited';
  return status >= 500 ? 'retry' : 'give-up';
};

/** What became of a call that threw (`POST /open-apis/im/v1/messages`): by the closed table, and by what broke. */
export const failureOf = (api: string, error: unknown): Failure => {
  if (error instanceof DeliveryError) return failed(error);
  if (error instanceof Refusal) {
    const verdict = verdictOn(api, error.code, error.message) ?? byStatus(error.status);
    return judged(verdict, error);
  }
  if (error instanceof Broken && error.status === 429)
    return { is: 'limited', scope: 'api', retryAfterMs: UNTOLD_WAIT };
  if (error instanceof Broken) return unknownFate(error.message, error);
  return unknownFate('unreadable-answer', error);
};

/** The platform's own code for a refusal, for what the table can't tell. */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof DeliveryError && error.cause instanceof Refusal ? error.cause.code : undefined;

/** True when the platform refused with one of these codes. */
export const refusedWith = (error: unknown, codes: readonly number[]): boolean => {
  const code = codeOf(error);
  return code !== undefined && codes.includes(code);
};

/** True when nothing was done, and the same call is to be made again at a known time. */
export const isLimited = (error: unknown): boolean =>
  error instanceof DeliveryError && error.retryAfterMs !== undefined;
