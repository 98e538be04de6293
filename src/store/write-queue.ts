import { setImmediate as eventLoop, setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#domain/time.ts';
import { StorageError } from '#ports/storage.ts';

/** A person is answered within three seconds, with "not recorded" if need be. */
const PATIENCE_MS: DurationMs = 2_300;
const BETWEEN_TRIES_MS: DurationMs = 15;

/**
 * What a write is for, the most urgent first. `commit`: somebody waits for it, be it a person or a
 * deadline. `delivery`: claims of deliveries and timers, and what becomes of them. `bulk`: much that
 * nobody waits for, in turns of at most about 20 ms each.
 */
export type WriteClass = 'commit' | 'delivery' | 'bulk';

/**
 * SQLite answers within the call, so that turns follow each other without the process hearing anything:
 * 40 batches of 1,000 samples left it deaf for two seconds. After so long it listens, and a command that
 * has come goes before the bulk that is left.
 */
const LONGEST_DEAF_MS: DurationMs = 10;

const CLASSES: readonly WriteClass[] = ['commit', 'delivery', 'bulk'];

/**
 * So many turns of others a class lets pass while it waits, then it has one, however many commits
 * come in; a turn may write all that has gathered, so this holds up hardly anything. A commit waits
 * for no more than the turn that is running and, now and then, one of each class that waited too long.
 */
const MOST_PASSED_OVER: Readonly<Record<WriteClass, number>> = {
  commit: Number.POSITIVE_INFINITY,
  delivery: 4,
  bulk: 8,
};

/** Writes one after another, by their class; a database that is busy is asked again, without holding up the process. */
export interface WriteQueue {
  /** In the order of their coming within a class. `since`: performance.now() when the caller began to wait. */
  run<T>(work: () => Promise<T>, of: WriteClass, since?: number): Promise<T>;
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

/** Never rejects. */
type Turn = () => Promise<void>;

/** Those that wait, and whose turn is next. */
const createTurns = () => {
  const waiting: Readonly<Record<WriteClass, Turn[]>> = { commit: [], delivery: [], bulk: [] };
  const passedOver: Record<WriteClass, number> = { commit: 0, delivery: 0, bulk: 0 };
  const isTired = (of: WriteClass): boolean => passedOver[of] >= MOST_PASSED_OVER[of];
  return {
    add: (of: WriteClass, turn: Turn): void => void waiting[of].push(turn),
    next: (): Turn | undefined => {
      const here = CLASSES.filter((of) => waiting[of].length > 0);
      const chosen = here.find(isTired) ?? here[0];
      if (chosen === undefined) return undefined;
      for (const of of here) passedOver[of] = of === chosen ? 0 : passedOver[of] + 1;
      return waiting[chosen].shift();
    },
  };
};

/** An empty queue. */
export const createWriteQueue = (patienceMs: DurationMs = PATIENCE_MS): WriteQueue => {
  const turns = createTurns();
  let working: Promise<void> | undefined;
  const insist: WriteQueue['insist'] = (work, since) => untilFree(work, since, patienceMs);

  const workOff = async (): Promise<void> => {
    let heard = performance.now();
    for (let turn = turns.next(); turn !== undefined; turn = turns.next()) {
      await turn();
      if (performance.now() - heard < LONGEST_DEAF_MS) continue;
      await eventLoop();
      heard = performance.now();
    }
    working = undefined;
  };
  return {
    insist,
    run: (work, of, since = performance.now()) =>
      new Promise((resolve, reject) => {
        turns.add(of, () => insist(work, since).then(resolve, reject));
        // Those that are asked for in the same breath are chosen among, too.
        working ??= Promise.resolve().then(workOff);
      }),
    idle: async () => {
      // What waits for a group is put behind the turn that is running.
      while (working !== undefined) await working;
    },
  };
};
