import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#domain/time.ts';
import { StorageError } from '#ports/storage.ts';

/** A person is answered within three seconds, with "not recorded" if need be. */
const PATIENCE_MS: DurationMs = 2_300;
const BETWEEN_TRIES_MS: DurationMs = 15;

/** Writes one after another; a database that is busy is asked again, without holding up the process. */
export interface WriteQueue {
  /** `since`: performance.now() when the caller began to wait. */
  run<T>(work: () => Promise<T>, since?: number): Promise<T>;
  /** The same inside a turn that was given already. */
  readonly insist: <T>(work: () => Promise<T>, since: number) => Promise<T>;
  /** Resolves when everything accepted so far is done. */
  idle(): Promise<void>;
}

const untilFree = async <T>(
  work: () => Promise<T>,
  since: number,
  patienceMs: DurationMs,
): Promise<T> => {
  for (;;) {
    const started = performance.now();
    try {
      return await work();
    } catch (error) {
      const now = performance.now();
      const busy = error instanceof StorageError && error.code === 'busy';
      // Another try is likely to take as long as this one did.
      if (!busy || now - since + (now - started) > patienceMs) throw error;
      await pause(BETWEEN_TRIES_MS);
    }
  }
};

export const createWriteQueue = (patienceMs: DurationMs = PATIENCE_MS): WriteQueue => {
  let last: Promise<unknown> = Promise.resolve();
  const insist: WriteQueue['insist'] = (work, since) => untilFree(work, since, patienceMs);
  return {
    insist,
    run: (work, since = performance.now()) => {
      const turn = last.then(() => insist(work, since));
      last = turn.catch(() => {});
      return turn;
    },
    idle: async () => {
      // What waits for a group is put behind the turn that is running.
      for (let seen: unknown; seen !== last; ) {
        seen = last;
        await last;
      }
    },
  };
};
