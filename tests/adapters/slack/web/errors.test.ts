import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { isDocumented, verdictOn } from '#adapters/slack/web/error-codes.ts';
import { answerOf, failureOf, refusedWith } from '#adapters/slack/web/errors.ts';
import { DeliveryError } from '#ports/messenger.ts';
import { COMMON_ERRORS, METHODS } from '../../../support/slack/facts.ts';
import { methodsInUse } from './methods-in-use.ts';

const refused = (method: string, error: string, more: object = {}) =>
  failureOf(method, new WebAPIPlatformError({ ok: false, error, ...more }));

const deliveryError = (method: string, error: string, more: object = {}): DeliveryError => {
  const failure = refused(method, error, more);
  if (failure.is !== 'failed') throw new Error(`${error} is ${failure.is}`);
  return failure.error;
};

const everyError = methodsInUse().flatMap((method) =>
  [...(METHODS[method]?.errors ?? []), ...COMMON_ERRORS].map((error) => [method, error] as const),
);

describe('the table of Slack errors', () => {
  it('has every error that Slack documents for the methods in use', () => {
    expect(everyError.length).toBeGreaterThan(300);
    expect(everyError.filter(([, error]) => !isDocumented(error))).toEqual([]);
  });

  it('classifies each of them, and never says when to come again unless nothing was done', () => {
    for (const [method, error] of everyError) {
      const failure = refused(method, error);
      const waits = failure.is === 'limited' ? failure.retryAfterMs : failure.error.retryAfterMs;
      expect([error, waits === undefined]).toEqual([error, failure.is === 'failed']);
    }
  });

  it.each([
    ['chat.postMessage', 'is_archived', 'room-lost', 'archived'],
    ['chat.postMessage', 'not_in_channel', 'room-lost', 'removed'],
    ['pins.add', 'channel_not_found', 'room-lost', 'deleted'],
    ['chat.update', 'message_not_found', 'gone', 'message_not_found'],
    ['chat.update', 'cant_update_message', 'gone', 'cant_update_message'],
    ['chat.update', 'edit_window_closed', 'gone', 'edit_window_closed'],
    ['chat.postMessage', 'invalid_auth', 'reauthorise', 'invalid_auth'],
    ['chat.postMessage', 'token_revoked', 'reauthorise', 'token_revoked'],
    ['chat.postMessage', 'account_inactive', 'reauthorise', 'account_inactive'],
    ['conversations.create', 'restricted_action', 'reauthorise', 'restricted_action'],
    ['pins.add', 'restricted_action', 'give-up', 'restricted_action'],
    ['chat.postEphemeral', 'user_not_in_channel', 'give-up', 'user_not_in_channel'],
    ['chat.postMessage', 'fatal_error', 'retry', 'fatal_error'],
    ['chat.postMessage', 'internal_error', 'retry', 'internal_error'],
  ])('judges %s: %s as %s (%s)', (method, error, disposition, code) => {
    expect(deliveryError(method, error)).toMatchObject({ disposition, code });
  });

  it('names the scope that is missing', () => {
    const error = deliveryError('pins.add', 'missing_scope', { needed: 'pins:write' });
    expect(error).toMatchObject({ code: 'missing_scope:pins:write', disposition: 'reauthorise' });
    expect(error.message).toContain('pins:write');
  });

  it('judges an error that Slack invents later by its name', () => {
    expect(verdictOn('chat.postMessage', 'shard_error')).toBe('retry');
    expect(verdictOn('chat.postMessage', 'workspace_temporarily_unavailable')).toBe('retry');
    expect(verdictOn('chat.postMessage', 'too_purple')).toBe('give-up');
  });

  it('keeps what Slack itself said', () => {
    const error = deliveryError('pins.add', 'already_pinned', { detail: 'x' });
    expect(refusedWith(error, ['already_pinned'])).toBe(true);
    expect(refusedWith(error, ['name_taken'])).toBe(false);
    expect(answerOf(error)?.data).toMatchObject({ detail: 'x' });
    expect(refusedWith(new DeliveryError('already_pinned', 'give-up'), ['already_pinned'])).toBe(
      false,
    );
  });
});

describe('what breaks on the way (F-N1)', () => {
  const timeout = new DOMException('late', 'TimeoutError');
  it.each([
    ['a broken connection', new WebAPIRequestError(new TypeError('fetch failed')), 'network'],
    ['no answer in time', new WebAPIRequestError(timeout), 'timeout'],
    ['an answer that stops in the middle', new TypeError('terminated'), 'network'],
    ['an answer that does not end in time', timeout, 'timeout'],
    ['HTTP 500', new WebAPIHTTPError(500, '', {}, 'oops'), 'http-500'],
    ['HTTP 503', new WebAPIHTTPError(503, '', {}, 'oops'), 'http-503'],
    [
      'a page of HTML',
      new WebAPIPlatformError({ ok: false, error: '<html>' }),
      'unreadable-answer',
    ],
  ])('%s leaves the fate of the call unknown', (_, error, code) => {
    const failure = failureOf('chat.postMessage', error);
    expect(failure).toMatchObject({ is: 'failed', error: { code, disposition: 'retry' } });
    expect(failure.is === 'failed' && failure.error.retryAfterMs).toBeUndefined();
  });

  it.each([
    ['429', new WebAPIRateLimitedError(7), 7_000],
    ['429 without a time', new Error('Retry header did not contain a valid timeout'), 30_000],
    [
      'ratelimited in the answer',
      new WebAPIPlatformError({ ok: false, error: 'ratelimited' }),
      30_000,
    ],
  ])('%s says that nothing was done, and when to come again', (_, error, retryAfterMs) => {
    expect(failureOf('chat.postMessage', error)).toEqual({ is: 'limited', retryAfterMs });
  });
});
