import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '#ports/system.ts';
import type { Config } from '../config.ts';

const FILE = 'web-secret';

const isAlreadyThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** The secret in this folder, made on the first start; only the program's own user may read it. */
const keptIn = (folder: string): string => {
  const file = path.join(folder, FILE);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
  return readFileSync(file, 'utf8').trim();
};

/**
 * What signs links and sessions: WEB_SECRET, else one kept beside the SQLite database. On PostgreSQL,
 * where there may be no folder of its own, a new one with each start, which ends all sessions.
 */
export const webSecretOf = ({ webSecret, database }: Config, log: Log): string => {
  if (webSecret !== undefined) return webSecret.reveal();
  if (database.engine === 'sqlite')
    return keptIn(path.dirname(database.url.reveal().replace(/^file:/u, '')));
  log.warn({}, 'WEB_SECRET is not set: signing in to the pages ends with every restart');
  return randomBytes(32).toString('base64url');
};
