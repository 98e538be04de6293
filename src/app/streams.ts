import type { Stream } from './stream-handler.ts';

/** The kinds of streams without rooms, found by the key of one of them. */
export interface Streams {
  readonly all: readonly Stream[];
  /** Undefined for an incident, and for a kind that is not there. */
  of(key: string): Stream | undefined;
}

export const streamsOf = (all: readonly Stream[]): Streams => ({
  all,
  of: (key) => all.find(({ prefix }) => key.startsWith(prefix)),
});
