import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, SECOND } from '#domain/time.ts';

/** Slack's own recommendation; kept in both directions, for Bolt 5.1 looks only at the past (measured). */
const WINDOW = 5 * MINUTE;

const SIGNATURE = /^v0=[0-9a-f]{64}$/u;
const TIMESTAMP = /^\d{1,11}$/u;

/** What Slack says about a request, in its headers; a header that came twice is two values joined by a comma. */
export interface Signed {
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/**
 * Whether Slack signed exactly this body within five minutes of `now` (real time, in ms).
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack (read 2026-11)
 */
export const isSigned = (
  secret: string,
  { timestamp = '', signature = '' }: Signed,
  body: Uint8Array,
  now: number,
): boolean => {
  // With an empty secret anybody can sign.
  if (secret === '' || !SIGNATURE.test(signature) || !TIMESTAMP.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * SECOND) > WINDOW) return false;
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return timingSafeEqual(Buffer.from(`v0=${hash}`), Buffer.from(signature));
};
