import { createHash } from 'node:crypto';

/** Short for what a message or a document shows, so that the same is not sent again. */
export const fingerprint = (shown: unknown): string =>
  createHash('sha1').update(JSON.stringify(shown)).digest('base64');
