import type { Head, Storage, StoredEvent } from '#ports/storage.ts';
import { createLru } from './lru.ts';

/** A stream folded up to its head. `snapshotAt`: version of the last snapshot known to be stored. */
export interface Folded<S> {
  readonly head: Head;
  readonly state: S | undefined;
  readonly snapshotAt: number;
}

/** Folded streams in memory, brought up to date with one read; always equal to the fold of all events. */
export interface StreamCache<S> {
  load(stream: string): Promise<Folded<S>>;
  put(stream: string, folded: Folded<S>): void;
  drop(stream: string): void;
}

export interface StreamCacheOptions<S> {
  readonly storage: Storage;
  readonly evolve: (state: S | undefined, event: StoredEvent) => S | undefined;
  /** What a snapshot holds, read back from JSON. */
  readonly restore: (snapshot: unknown) => S;
  readonly limit: number;
}

/** A stream without events. */
export const EMPTY: Folded<never> = {
  head: { version: 0, hash: '' },
  state: undefined,
  snapshotAt: 0,
};

/** A cache of at most `limit` streams over `storage`. */
export const createStreamCache = <S>(options: StreamCacheOptions<S>): StreamCache<S> => {
  const { storage, evolve, restore } = options;
  const lru = createLru<Folded<S>>(options.limit);

  const read = async (stream: string, known: Folded<S>): Promise<Folded<S> | undefined> => {
    const { head, snapshot, events } = await storage.load(stream, known.head.version);
    if (head.version === known.head.version)
      return head.hash === known.head.hash ? known : undefined;
    let state = snapshot === undefined ? known.state : restore(snapshot.state);
    let version = snapshot?.version ?? known.head.version;
    for (const event of events) {
      if (event.version !== version + 1) return undefined;
      state = evolve(state, event);
      version = event.version;
    }
    if (version !== head.version) return undefined;
    return { head, state, snapshotAt: snapshot?.version ?? known.snapshotAt };
  };

  return {
    load: async (stream) => {
      const known = lru.get(stream);
      // A head that is behind ours or differs means the database was exchanged: start over from nothing.
      const folded = (await read(stream, known ?? EMPTY)) ?? (await read(stream, EMPTY));
      if (folded === undefined) throw new Error(`events of ${stream} are not in one piece`);
      if (folded !== known && folded.head.version > 0) lru.set(stream, folded);
      return folded;
    },
    put: (stream, folded) => lru.set(stream, folded),
    drop: (stream) => lru.delete(stream),
  };
};
