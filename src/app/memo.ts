import type { DurationMs } from '#domain/time.ts';
import { createLru } from './lru.ts';

/** Answers remembered for a short time. */
export interface Memo<V> {
  get(key: string, read: () => Promise<V>): Promise<V>;
  set(key: string, value: V): void;
  clear(): void;
}

interface Remembered<V> {
  readonly value: V;
  readonly until: number;
}

/** Remembers what `read` gave for `forMs` of real time. */
export const createMemo = <V>(limit: number, forMs: DurationMs): Memo<V> => {
  let entries = createLru<Remembered<V>>(limit);
  const set = (key: string, value: V): void =>
    entries.set(key, { value, until: performance.now() + forMs });
  return {
    get: async (key, read) => {
      const known = entries.get(key);
      if (known !== undefined && known.until > performance.now()) return known.value;
      const value = await read();
      set(key, value);
      return value;
    },
    set,
    clear: () => {
      entries = createLru(limit);
    },
  };
};
