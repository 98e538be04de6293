import type { Storage } from '#ports/storage.ts';
import type { Checkpoint } from '#ports/system.ts';
import { createCommit, receiptReader } from './commit.ts';
import { isoOf } from './codec.ts';
import type { Database } from './database.ts';
import { createEventReader } from './event-reader.ts';
import { createOutbox } from './outbox.ts';
import { createReadModels } from './read-models.ts';
import { createReplaceProjections } from './replace-projections.ts';
import { createSmallWrites } from './small-writes.ts';
import { sql } from './sql.ts';
import { createTimers } from './timers.ts';
import { verifyChains } from './verify.ts';
import { createWatchStore } from './watch-store.ts';
import { createWriteQueue } from './write-queue.ts';

/** The store over tables that are up to date. Closing it waits for what was accepted. */
export const storageOver = (database: Database, checkpoint: Checkpoint): Storage => {
  const queue = createWriteQueue();
  const write = createSmallWrites(database, queue, 'delivery');
  // What a command notes on its way is waited for as its commit is.
  const writeAtOnce = createSmallWrites(database, queue, 'commit');
  const replace = createReplaceProjections(database);
  return {
    ...createEventReader(database),
    ...createOutbox(database, write, checkpoint),
    ...createTimers(database, write),
    ...createReadModels(database, writeAtOnce),
    ...createWatchStore(database, queue, write),
    commit: createCommit(database, queue, checkpoint),
    receipt: receiptReader(database),
    verify: (stream) => verifyChains(database, stream),
    replaceProjections: (stream, projections) =>
      queue.run(() => replace(stream, projections), 'bulk'),
    releaseClaims: async (exceptBy) => {
      // Other processes on PostgreSQL are replicas at work; their leases end by themselves.
      if (!database.dialect.alone) return;
      await write([
        sql`UPDATE outbox SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by <> ${exceptBy}`,
        sql`UPDATE timer SET claimed_by = NULL, wake_at = due_at WHERE claimed_by <> ${exceptBy}`,
        sql`UPDATE lease SET until = ${isoOf(0)} WHERE holder <> ${exceptBy}`,
      ]);
    },
    ready: () =>
      database.rows(sql`SELECT 1 FROM event LIMIT 1`).then(
        () => true,
        () => false,
      ),
    close: async () => {
      await queue.idle();
      await database.close();
    },
  };
};
