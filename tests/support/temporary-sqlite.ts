import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for SQLite files. */
export interface TemporarySqlite {
  readonly folder: string;
  /** URL of a new, empty database. */
  url(): string;
  remove(): void;
}

/** The path behind a `file:` URL. */
export const fileOf = (url: string): string => url.replace(/^file:/, '');

export const temporarySqlite = (): TemporarySqlite => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fenghuo-sqlite-'));
  let count = 0;
  return {
    folder,
    url: () => {
      count += 1;
      return `file:${path.join(folder, `${count}.db`)}`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
