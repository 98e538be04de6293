import { createHmac } from 'node:crypto';
import { IDENTITY } from './identity.ts';

/** Seconds since 1970, now. */
export const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

/** The headers with which Slack signs a body. */
export const signatureOf = (
  body: string | Uint8Array,
  at: string | number = nowInSeconds(),
  secret: string = IDENTITY.signingSecret,
): Readonly<Record<string, string>> => {
  const hash = createHmac('sha256', secret).update(`v0:${at}:`).update(body).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` };
};
