import { StorageError } from '#ports/storage.ts';
import type { WriteClass, WriteQueue } from './write-queue.ts';

export interface GroupOptions<I, R extends object> {
  readonly queue: WriteQueue;
  readonly of: WriteClass;
  /** All of them in one transaction, or none. */
  readonly together: (items: readonly I[]) => Promise<readonly R[]>;
  /** By itself, or after a group failed: each is to get its own right answer. */
  readonly alone: (item: I) => Promise<R>;
  /** False when the two would get in each other's way in one transaction. */
  readonly agree: (taken: readonly I[], next: I) => boolean;
}

/** One that waits to be written together with others. */
interface Waiting<I, R> {
  readonly item: I;
  readonly since: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** A disk flush costs as much as ten commits: those that meet share one. */
const MOST_TOGETHER = 64;

/** Whether the members of a failed group may fare better one by one. */
const isWorthRetrying = (error: unknown): boolean =>
  !(error instanceof StorageError) || error.code === 'failed' || error.code === 'full';

const writeEach = async <I, R extends object>(
  { queue, alone }: GroupOptions<I, R>,
  members: readonly Waiting<I, R>[],
): Promise<void> => {
  for (const { item, since, resolve, reject } of members)
    await queue.insist(() => alone(item), since).then(resolve, reject);
};

const writeMembers = async <I, R extends object>(
  options: GroupOptions<I, R>,
  members: readonly Waiting<I, R>[],
): Promise<void> => {
  if (members.length <= 1) return writeEach(options, members);
  try {
    const results = await options.together(members.map(({ item }) => item));
    for (const [n, { resolve, reject }] of members.entries()) {
      const result = results[n];
      if (result === undefined) reject(new Error('a member of a group got no result'));
      else resolve(result);
    }
  } catch (error) {
    if (!isWorthRetrying(error)) throw error;
    await writeEach(options, members);
  }
};

/** Splits off those that can share the next transaction, in the order in which they came. */
const takeFrom = <I, R extends object>(
  { agree }: GroupOptions<I, R>,
  waiting: readonly Waiting<I, R>[],
): { readonly taken: readonly Waiting<I, R>[]; readonly left: Waiting<I, R>[] } => {
  const taken: Waiting<I, R>[] = [];
  const items: I[] = [];
  const left: Waiting<I, R>[] = [];
  for (const next of waiting) {
    const joins = items.length < MOST_TOGETHER && agree(items, next.item);
    (joins ? taken : left).push(next);
    if (joins) items.push(next.item);
  }
  return { taken, left };
};

/** Gathers what arrives while the queue is at work and writes it in one transaction. */
export const createGroup = <I, R extends object>(
  options: GroupOptions<I, R>,
): ((item: I, since?: number) => Promise<R>) => {
  let waiting: Waiting<I, R>[] = [];
  let asked = false;

  const ask = (): void => {
    const [oldest] = waiting;
    if (asked || oldest === undefined) return;
    asked = true;
    let members: readonly Waiting<I, R>[] | undefined;
    // Once a turn: a busy database is asked again with the same members.
    const take = (): readonly Waiting<I, R>[] => {
      if (members !== undefined) return members;
      const { taken, left } = takeFrom(options, waiting);
      members = taken;
      waiting = left;
      asked = false;
      ask();
      return members;
    };
    options.queue
      .run(() => writeMembers(options, take()), options.of, oldest.since)
      .catch((error: unknown) => {
        for (const { reject } of take()) reject(error);
      });
  };

  return (item, since = performance.now()) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, since, resolve, reject });
      ask();
    });
};
