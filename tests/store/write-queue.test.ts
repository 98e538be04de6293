import { describe, expect, it } from 'vitest';
import { StorageError } from '#ports/storage.ts';
import { createGroup } from '#store/group-commit.ts';
import { createWriteQueue, type WriteClass } from '#store/write-queue.ts';

/** Writes of numbers: negative ones are refused. Keeps what was written in each transaction. */
const numbers = (agree: (taken: readonly number[], next: number) => boolean = () => true) => {
  const transactions: (readonly number[])[] = [];
  const together = async (items: readonly number[]) => {
    transactions.push(items);
    await Promise.resolve();
    if (items.some((n) => n < 0)) throw new StorageError('failed', 'refused');
    return items.map((n) => ({ n }));
  };
  const alone = async (item: number) => {
    const [result] = await together([item]);
    return result ?? { n: Number.NaN };
  };
  const queue = createWriteQueue();
  const write = createGroup<number, { n: number }>({ queue, of: 'commit', together, alone, agree });
  return { transactions, write, queue };
};

describe('group commit', () => {
  it('writes what arrives during a transaction in the next one, each with its own result', async () => {
    const { transactions, write, queue } = numbers();
    const blocked = queue.run(
      () => new Promise<void>((resolve) => setImmediate(resolve)),
      'commit',
    );
    const results = await Promise.all([1, 2, 3].map((n) => write(n)));
    await blocked;
    expect(results).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(transactions).toEqual([[1, 2, 3]]);
  });

  it('falls back to one by one when one of a group is refused', async () => {
    const { transactions, write } = numbers();
    const settled = await Promise.allSettled([1, -2, 3].map((n) => write(n)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(transactions).toEqual([[1, -2, 3], [1], [-2], [3]]);
  });

  it('puts those that do not agree into later transactions, in order', async () => {
    const { transactions, write } = numbers((taken, next) => !taken.includes(next));
    await Promise.all([1, 1, 2, 1, 2].map((n) => write(n)));
    expect(transactions).toEqual([[1, 2], [1, 2], [1]]);
  });

  it('never puts more than 64 into one transaction, and loses none', async () => {
    const { transactions, write } = numbers();
    const results = await Promise.all(Array.from({ length: 150 }, (_, n) => write(n)));
    expect(results.map(({ n }) => n)).toEqual(Array.from({ length: 150 }, (_, n) => n));
    expect(transactions.map(({ length }) => length)).toEqual([64, 64, 22]);
  });
});

const busy = (): never => {
  throw new StorageError('busy', 'locked');
};

describe('a busy database', () => {
  it('is asked again until it is free', async () => {
    let tries = 0;
    const work = async (): Promise<string> => {
      tries += 1;
      return tries < 4 ? busy() : 'stored';
    };
    expect(await createWriteQueue().run(work, 'commit')).toBe('stored');
    expect(tries).toBe(4);
  });

  it('is given up when the patience that began with the caller is at its end', async () => {
    const queue = createWriteQueue(200);
    const started = performance.now();
    const tries = [1, 2, 3].map(() =>
      queue.run(async () => busy(), 'commit').catch((error: unknown) => error),
    );
    for (const one of await Promise.all(tries)) expect(one).toMatchObject({ code: 'busy' });
    const waited = performance.now() - started;
    expect(waited).toBeGreaterThan(150);
    expect(waited).toBeLessThan(400);
  });

  it('does not stand in the way of what comes after', async () => {
    const queue = createWriteQueue();
    const since = performance.now() - 10_000;
    await expect(queue.run(async () => busy(), 'delivery', since)).rejects.toMatchObject({
      code: 'busy',
    });
    expect(await queue.run(async () => 'next', 'commit')).toBe('next');
  });
});

/** Has writes of these classes wait for one that runs, and gives the order in which they went. */
const orderOf = async (waiting: readonly WriteClass[]): Promise<readonly WriteClass[]> => {
  const queue = createWriteQueue();
  const went: WriteClass[] = [];
  const add = (of: WriteClass): void => void queue.run(async () => void went.push(of), of);
  await queue.run(async () => waiting.forEach(add), 'commit');
  await queue.idle();
  return went;
};

describe('classes of writes', () => {
  it('commits go first, then deliveries, then what nobody waits for', async () => {
    const order = await orderOf(['bulk', 'delivery', 'commit', 'bulk', 'delivery', 'commit']);
    expect(order).toEqual(['commit', 'commit', 'delivery', 'delivery', 'bulk', 'bulk']);
  });

  it('a class that let enough commits pass has one turn, so that none starves', async () => {
    const commits = Array.from({ length: 12 }, (): WriteClass => 'commit');
    const order = await orderOf(['bulk', 'delivery', ...commits]);
    expect(order.indexOf('delivery')).toBe(4);
    expect(order.indexOf('bulk')).toBe(8);
  });

  it('a commit goes before all else that waits, however much that is', async () => {
    const flood = Array.from({ length: 100 }, (): readonly WriteClass[] => ['bulk', 'delivery']);
    const order = await orderOf([...flood.flat(), 'commit']);
    expect(order.indexOf('commit')).toBe(0);
  });

  it('idle waits for every class', async () => {
    const queue = createWriteQueue();
    const done: WriteClass[] = [];
    for (const of of ['bulk', 'delivery', 'commit'] as const)
      void queue.run(async () => void done.push(of), of);
    await queue.idle();
    expect(done).toEqual(['commit', 'delivery', 'bulk']);
  });
});

/** Holds up the process as a call of SQLite does. */
const holdUp = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('a queue whose writes take place within the call', () => {
  it('N7: hears what comes in between its turns, and lets a commit go before the bulk that is left', async () => {
    const queue = createWriteQueue();
    const order: string[] = [];
    const bulk = [1, 2, 3, 4, 5, 6].map((n) =>
      queue.run(async () => {
        holdUp(12);
        order.push(`bulk ${n}`);
      }, 'bulk'),
    );
    const heard = new Promise<void>((resolve) => {
      setImmediate(() => {
        resolve(queue.run(async () => void order.push('commit'), 'commit'));
      });
    });
    await Promise.all([...bulk, heard]);
    expect(order.indexOf('commit')).toBeLessThan(3);
    expect(order).toHaveLength(7);
  });
});
