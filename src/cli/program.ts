import path from 'node:path';

/**
 * The young generation of the heap, in MB a half. Node's own limit lets it grow to 64 MB whenever much is going on,
 * which a thousand open pages make it do, and of which nothing is kept. A test holds `npm start` to the same.
 */
export const SMALL_NURSERY = '--max-semi-space-size=8';

/** What Node is given to start the program as `npm start` does. */
export const PROGRAM: readonly string[] = [
  SMALL_NURSERY,
  path.join(import.meta.dirname, '../main.ts'),
];
