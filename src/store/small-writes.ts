import type { Database, Row } from './database.ts';
import type { Sql } from './sql.ts';
import { createGroup } from './group-commit.ts';
import type { WriteClass, WriteQueue } from './write-queue.ts';

/** Writes a few statements at once; gives the rows that each returned. */
export type WriteSmall = (statements: readonly Sql[]) => Promise<readonly (readonly Row[])[]>;

/** Small writes that meet share one transaction. None of them can clash with another. */
export const createSmallWrites = (
  database: Database,
  queue: WriteQueue,
  of: WriteClass,
): WriteSmall => {
  const alone = (statements: readonly Sql[]): Promise<readonly (readonly Row[])[]> =>
    database.atomically(statements);
  return createGroup<readonly Sql[], readonly (readonly Row[])[]>({
    queue,
    of,
    alone,
    agree: () => true,
    together: async (all) => {
      const results = await alone(all.flat());
      let next = 0;
      return all.map((statements) => {
        const own = results.slice(next, next + statements.length);
        next += statements.length;
        return own;
      });
    },
  });
};
