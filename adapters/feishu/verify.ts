import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { MINUTE, SECOND } from '#domain/time.ts';

/** In both directions: a request of tomorrow could be kept and used then. */
const WINDOW = 5 * MINUTE;

const SIGNATURE = /^[0-9a-f]{64}$/u;
/** Exactly ten digits: the nonce follows without a mark between, and must lend none to the time. */
const TIMESTAMP = /^\d{10}$/u;

/** What Feishu says about a request, in its headers; a header that came twice is two values joined by a comma. */
export interface Signed {
  readonly timestamp?: string | undefined;
  readonly nonce?: string | undefined;
  readonly signature?: string | undefined;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * Whether Feishu signed exactly this body within five minutes of `now` (real time, in ms).
 * @see https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case (read 2026-05)
 */
export const isSigned = (
  encryptKey: string,
  { timestamp = '', nonce = '', signature = '' }: Signed,
  body: Uint8Array,
  now: number,
): boolean => {
  // With an empty key anybody can sign.
  if (encryptKey === '' || !SIGNATURE.test(signature) || !TIMESTAMP.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * SECOND) > WINDOW) return false;
  const wanted = sha256(timestamp, nonce, encryptKey, body).toString('hex');
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(signature));
};

/** Whether both are the same secret, compared in a time that does not tell how much of it fits. */
export const isSecret = (given: string, secret: string): boolean =>
  secret !== '' && timingSafeEqual(sha256(given), sha256(secret));

const BLOCK = 16;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What was sealed: AES-256-CBC under the SHA-256 of the key, the IV in front. Undefined where it does not open. */
export const unseal = (encryptKey: string, sealed: string): string | undefined => {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 2 * BLOCK || bytes.length % BLOCK !== 0) return undefined;
  try {
    const iv = bytes.subarray(0, BLOCK);
    const decipher = createDecipheriv('aes-256-cbc', sha256(encryptKey), iv);
    const opened = Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()]);
    return utf8.decode(opened);
  } catch {
    return undefined;
  }
};
