import type { Storage } from '#ports/storage.ts';
import { cacheOf, storedAs } from '../stream-commit.ts';
import type { Happened, Spoken, StreamKind } from '../stream-kind.ts';

/** One stream without rooms (an alert, a ticket) with its whole record, as of `version`. */
export interface StreamRecord<S, E> {
  readonly key: string;
  readonly version: number;
  readonly state: S;
  readonly events: readonly E[];
}

/** Streams of one kind as they are read. */
export interface StreamRecords<S, E> {
  state(key: string): Promise<S | undefined>;
  /** Undefined where there is none of that key. */
  load(key: string): Promise<StreamRecord<S, E> | undefined>;
}

const IN_MEMORY = 200;

/** Records of one kind over the store. */
export const createStreamRecords = <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  kind: StreamKind<S, I, E, N>,
  storage: Storage,
): StreamRecords<S, E> => {
  const cache = cacheOf(kind, storage, IN_MEMORY);
  const folded = async (key: string) => (key.startsWith(kind.prefix) ? cache.load(key) : undefined);
  return {
    state: async (key) => (await folded(key))?.state,
    load: async (key) => {
      const found = await folded(key);
      if (found?.state === undefined) return undefined;
      const { head, state } = found;
      const events = await storage.events(key, 1, head.version);
      return { key, version: head.version, state, events: events.map((one) => storedAs<E>(one)) };
    },
  };
};
