import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '#domain/time.ts';

/** What the world outside the process knows of it: who got an answer, and what time it is. */
export interface Progress {
  /** Steps that were answered; -1 before the first. */
  readonly acked: number;
  readonly clock: Instant | undefined;
  /** When the process said that nothing was left to do, in real time. */
  readonly settledAt: number | undefined;
}

export type Mark = 'acked' | 'clock' | 'settled';

const fileIn = (dir: string): string => path.join(dir, 'progress');

/** Appends a line that survives the process. */
export const note = (dir: string, mark: Mark, value: number): void => {
  const fd = openSync(fileIn(dir), 'a');
  writeSync(fd, `${mark} ${value}\n`);
  fsyncSync(fd);
  closeSync(fd);
};

export const readProgress = (dir: string): Progress => {
  const file = fileIn(dir);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const last = (mark: Mark): number | undefined => {
    const line = lines.findLast((each) => each.startsWith(`${mark} `));
    return line === undefined ? undefined : Number(line.slice(mark.length + 1));
  };
  return { acked: last('acked') ?? -1, clock: last('clock'), settledAt: last('settled') };
};
