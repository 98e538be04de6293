import { createHmac } from 'node:crypto';
import { type DurationMs, HOUR, type Instant, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Secret } from '../config/secret.ts';

export interface Webhook {
  readonly url: string;
  readonly body: unknown;
  /** The same for every attempt, so that the other side can tell a repeat (`Idempotency-Key`). */
  readonly key: string;
  readonly now: Instant;
  readonly secret?: Secret;
}

const TIMEOUT: DurationMs = 10 * SECOND;
const LONGEST_WAIT: DurationMs = HOUR;
const LONGEST_ANSWER = 64 * 1024;
const TRY_AGAIN: readonly number[] = [408, 425, 429];

/** A header holds Latin letters only; the key may hold the name of a channel. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/gu, encodeURIComponent);

/** `sha256=` and the HMAC of `<unix seconds>.<body>`: who knows the secret can tell that it is from us and not old. */
export const signatureOf = (secret: Secret, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex')}`;

const headersOf = ({ key, secret, now }: Webhook, body: string): Record<string, string> => {
  const timestamp = String(Math.floor(now / SECOND));
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'fenghuo',
    'idempotency-key': headerText(key),
    ...(secret === undefined
      ? {}
      : {
          'x-fenghuo-timestamp': timestamp,
          'x-fenghuo-signature': signatureOf(secret, timestamp, body),
        }),
  };
};

const waitOf = (response: Response, now: Instant): { readonly retryAfterMs?: DurationMs } => {
  const said = response.headers.get('retry-after');
  if (said === null) return {};
  const wait = /^\d+$/u.test(said) ? Number(said) * SECOND : Date.parse(said) - now;
  return Number.isNaN(wait) ? {} : { retryAfterMs: Math.min(Math.max(wait, 0), LONGEST_WAIT) };
};

const textOf = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ANSWER) return '';
  }
  return text;
};

const send = async (webhook: Webhook, body: string): Promise<Response> => {
  try {
    return await fetch(webhook.url, {
      method: 'POST',
      // Somewhere else nobody has agreed to what we send.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
      headers: headersOf(webhook, body),
      body,
    });
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new DeliveryError(late ? 'timeout' : 'unreachable', 'retry', { cause });
  }
};

/** Posts JSON to an address of the organisation file; gives what was answered. Throws DeliveryError, classified. */
export const callWebhook = async (webhook: Webhook): Promise<string> => {
  const response = await send(webhook, JSON.stringify(webhook.body));
  // An answer that breaks off is as good as none: it was taken.
  const answer = await textOf(response).catch(() => '');
  if (response.ok) return answer;
  const code = `http-${response.status}`;
  const again = response.status >= 500 || TRY_AGAIN.includes(response.status);
  throw new DeliveryError(
    code,
    again ? 'retry' : 'give-up',
    again ? waitOf(response, webhook.now) : {},
  );
};
