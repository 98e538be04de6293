import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { Instant } from '#domain/time.ts';
import type { Acked } from '../slack/fake-slack.ts';
import { isObject } from './json.ts';
import type { Transport, Wire } from './transport.ts';

/** IV and AES-256-CBC under the SHA-256 of the key, in base64. */
export const sealText = (plain: string, encryptKey: string): string => {
  const key = createHash('sha256').update(encryptKey).digest();
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
};

export const signatureOf = (
  encryptKey: string,
  timestamp: string,
  nonce: string,
  rawBody: string | Uint8Array,
): string =>
  createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(rawBody)
    .digest('hex');

type Sealed = Required<Wire>['sealed'];

/** A delivery as it goes over HTTP: sealed and signed. `at` in milliseconds. */
export const sealedDelivery = (plain: string, encryptKey: string, at: Instant): Sealed => {
  const body = JSON.stringify({ encrypt: sealText(plain, encryptKey) });
  const timestamp = String(Math.floor(at / 1000));
  const nonce = randomBytes(8).toString('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signatureOf(encryptKey, timestamp, nonce, body),
    },
  };
};

/** The platform waits a second for the echo. */
const CHALLENGE_MS = 1000;

export interface WebhookOptions {
  readonly encryptKey: string;
  readonly ackTimeoutMs: number;
  readonly now: () => Instant;
}

export interface Webhook extends Transport {
  deliverTo(urls: { readonly events: string; readonly cards: string }): void;
  /** The URL check: a sealed challenge that must be echoed. */
  challenge(token: string): Promise<Acked>;
}

const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const post = async (url: string, sealed: Sealed, timeoutMs: number): Promise<Acked> => {
  const since = performance.now();
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: sealed.headers,
      body: sealed.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = bodyOf(await answer.text());
    return { status: answer.status, body, ms: performance.now() - since };
  } catch (error) {
    return { status: 0, body: String(error), ms: performance.now() - since };
  }
};

/** Deliveries by webhook: events to one URL, card callbacks to the other. */
export const createWebhook = (options: WebhookOptions): Webhook => {
  let urls: { readonly events: string; readonly cards: string } | undefined;
  return {
    deliverTo: (given) => {
      urls = given;
    },
    wire: (body) => ({
      id: '',
      sealed: sealedDelivery(body, options.encryptKey, options.now()),
    }),
    challenge: async (token) => {
      if (urls === undefined) throw new Error('no address to deliver to');
      const challenge = randomBytes(8).toString('hex');
      const plain = JSON.stringify({ challenge, token, type: 'url_verification' });
      const sealed = sealedDelivery(plain, options.encryptKey, options.now());
      const acked = await post(urls.events, sealed, CHALLENGE_MS);
      const echoed = isObject(acked.body) && acked.body['challenge'] === challenge;
      return echoed ? acked : { ...acked, status: 0 };
    },
    send: async (packet) => {
      const { sealed } = packet.wire;
      if (urls === undefined || sealed === undefined) {
        return { status: 0, body: 'no address to deliver to', ms: 0 };
      }
      return post(packet.callback ? urls.cards : urls.events, sealed, options.ackTimeoutMs);
    },
    sendBytes: () => {
      throw new Error('there is no long connection');
    },
    close: async () => {},
  };
};
