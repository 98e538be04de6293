import type { DurationMs } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Log } from '#ports/system.ts';

/** Tells whoever follows an incident that it has a newer version. */
export interface Changes {
  /** Something of this stream was stored by this process. */
  note(key: string): void;
  /** Calls `listener` after changes, from whichever process, until the returned function is called. */
  follow(key: string, listener: () => void): () => void;
  stop(): void;
}

/** Other processes on one PostgreSQL write too; one question an incident, however many follow it. */
const LOOK_EVERY: DurationMs = 400;

interface Followed {
  readonly listeners: Set<() => void>;
  /** As of the last look; -1 before the first. */
  version: number;
}

/** Looks at the store now and then, for as long as `look` finds something to look at. */
const createLooking = (look: () => Promise<boolean>, log: Log) => {
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    timer ??= setTimeout(() => {
      look()
        .catch((error: unknown) => {
          log.warn({ err: error }, 'could not look for changes');
          return true;
        })
        .then((isWanted) => {
          timer = undefined;
          if (isWanted) later();
        })
        .catch(() => undefined);
    }, LOOK_EVERY).unref();
  };
  return { later, stop: () => clearTimeout(timer) };
};

/** Changes over the store; `alone`: no other process writes, so nothing has to be asked for. */
export const createChanges = (deps: {
  readonly storage: Storage;
  readonly alone: boolean;
  readonly log: Log;
}): Changes => {
  const { storage, alone, log } = deps;
  const followed = new Map<string, Followed>();
  const note = (key: string): void => {
    for (const listener of followed.get(key)?.listeners ?? []) listener();
  };
  const looking = createLooking(async () => {
    for (const [key, one] of followed) {
      const { head } = await storage.load(key, Math.max(0, one.version));
      const isNewer = head.version !== one.version;
      one.version = head.version;
      if (isNewer) note(key);
    }
    return followed.size > 0;
  }, log);
  return {
    note,
    follow: (key, listener) => {
      const one = followed.get(key) ?? { listeners: new Set(), version: -1 };
      followed.set(key, one);
      one.listeners.add(listener);
      if (!alone) looking.later();
      return () => {
        one.listeners.delete(listener);
        if (one.listeners.size === 0 && followed.get(key) === one) followed.delete(key);
      };
    },
    stop: () => {
      looking.stop();
      followed.clear();
    },
  };
};
