import type { Storage, TimerRow } from '#ports/storage.ts';
import { instantOf, isoOf } from './codec.ts';
import type { Database } from './database.ts';
import type { WriteSmall } from './small-writes.ts';
import { sql } from './sql.ts';

export type TimerStore = Pick<Storage, 'claimTimers' | 'clearTimers' | 'nextTimer'>;

/** A timer as its table gives it. */
export interface StoredTimer {
  readonly id: string;
  readonly stream: string;
  readonly due_at: string;
  readonly rank: number;
}

export const timerRow = (row: StoredTimer): TimerRow => ({
  id: row.id,
  stream: row.stream,
  dueAt: instantOf(row.due_at),
  rank: row.rank,
});

const byUrgency = (a: TimerRow, b: TimerRow): number =>
  a.rank - b.rank || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);

/**
 * Timers: `wake_at` is when the sweep must look, the due time or the end of a claim, so that one index
 * answers both "what is due" and "when is the next".
 */
export const createTimers = (database: Database, write: WriteSmall): TimerStore => ({
  claimTimers: async (by, now, leaseMs, limit) => {
    const [claimed = []] = await write([
      sql`
      WITH picked(id) AS MATERIALIZED (
        SELECT t.id FROM timer AS t WHERE t.wake_at <= ${isoOf(now)}
        ORDER BY t.rank, t.due_at, t.id LIMIT ${limit}
        ${database.dialect.forClaim('t')}
      )
      UPDATE timer SET wake_at = ${isoOf(now + leaseMs)}, claimed_by = ${by}
      WHERE id IN (SELECT id FROM picked)
      RETURNING id, stream, due_at, rank`,
    ]);
    return claimed.map((row) => timerRow(row as unknown as StoredTimer)).toSorted(byUrgency);
  },
  clearTimers: async (ids) => {
    if (ids.length === 0) return;
    await write([
      sql`DELETE FROM timer WHERE id IN (SELECT value FROM ${database.dialect.textsOf(JSON.stringify(ids))})`,
    ]);
  },
  nextTimer: async () => {
    const [next] = await database.rows<{ wake_at: string | null }>(
      sql`SELECT min(wake_at) AS wake_at FROM timer`,
    );
    return next === undefined || next.wake_at === null ? undefined : instantOf(next.wake_at);
  },
});
