import type { OutboxRow, PostedMessage, Storage } from '#ports/storage.ts';
import type { Checkpoint } from '#ports/system.ts';
import { instantOf, isoOf, storable } from './codec.ts';
import type { Database, Row } from './database.ts';
import type { Dialect } from './dialect.ts';
import { type Sql, sql } from './sql.ts';
import type { WriteSmall } from './small-writes.ts';

/** Deliveries: claiming, and what becomes of a claimed row. */
export type OutboxStore = Pick<
  Storage,
  | 'claimOutbox'
  | 'finishOutbox'
  | 'retryOutbox'
  | 'abandonOutbox'
  | 'reviveOutbox'
  | 'hastenOutbox'
  | 'outboxDepth'
>;

interface ClaimedRow {
  readonly id: number;
  readonly key: string;
  readonly lane: string;
  readonly stream: string;
  readonly intent: string;
  readonly merges: unknown;
  readonly waits_for: string | null;
  readonly due_at: string;
  readonly rank: number;
  readonly attempts: number;
  readonly revision: number;
  readonly started_at: string;
  readonly last_error: string | null;
}

/** The row as it was before this claim: the attempt that begins now is counted in the database alone. */
const claimedRow = (row: ClaimedRow, now: string): OutboxRow => {
  const attempts = row.attempts - 1;
  const begunBefore = attempts > 0 || row.started_at !== now;
  return {
    id: row.id,
    key: row.key,
    lane: row.lane,
    stream: row.stream,
    intent: JSON.parse(row.intent),
    coalesce: Boolean(row.merges),
    dueAt: instantOf(row.due_at),
    rank: row.rank,
    attempts,
    revision: row.revision,
    ...(row.waits_for === null ? {} : { waitsFor: row.waits_for }),
    ...(begunBefore ? { startedAt: instantOf(row.started_at) } : {}),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
  };
};

/**
 * The first row of every lane. The lanes are found by skipping from one to the next in the index, so
 * that a long queue in one lane costs nothing.
 */
const HEADS = sql`
  lanes(lane) AS (
    SELECT min(lane) FROM outbox WHERE abandoned = false
    UNION ALL
    SELECT (SELECT min(o.lane) FROM outbox AS o WHERE o.abandoned = false AND o.lane > lanes.lane)
    FROM lanes WHERE lanes.lane IS NOT NULL
  ), heads(lane, id) AS (
    SELECT lane, (SELECT min(o.id) FROM outbox AS o WHERE o.abandoned = false AND o.lane = lanes.lane)
    FROM lanes WHERE lane IS NOT NULL
  )`;

/** Nothing to wait for. What is awaited is looked up too: two processes may pass each other while one inserts and the other finishes. */
const READY = sql`(o.waits_for IS NULL OR NOT EXISTS (
  SELECT 1 FROM outbox AS w WHERE w.key = o.waits_for AND w.abandoned = false))`;

const claimStatement = (
  dialect: Dialect,
  by: string,
  now: string,
  until: string,
  limit: number,
): Sql => sql`
  WITH RECURSIVE ${HEADS}, picked(id) AS MATERIALIZED (
    SELECT o.id FROM heads JOIN outbox AS o ON o.id = heads.id
    WHERE o.due_at <= ${now} AND ${READY}
      AND (o.claimed_until IS NULL OR o.claimed_until <= ${now})
      AND o.lane NOT IN (SELECT c.lane FROM outbox AS c WHERE c.claimed_until > ${now})
    ORDER BY o.rank, o.id LIMIT ${limit}
    ${dialect.forClaim('o')}
  )
  UPDATE outbox SET
    claimed_by = ${by}, claimed_until = ${until}, waits_for = NULL,
    attempts = attempts + 1, started_at = COALESCE(started_at, ${now})
  WHERE id IN (SELECT id FROM picked)
  RETURNING id, key, lane, stream, intent, merges, waits_for, due_at, rank, attempts, revision, started_at, last_error`;

/** Holds only while the claim is the caller's: whoever lost it changes nothing. */
const mine = (by: string, { id }: OutboxRow): Sql => sql`id = ${id} AND claimed_by = ${by}`;

const wakeWaiting = (by: string, row: OutboxRow): Sql => sql`
  UPDATE outbox SET waits_for = NULL
  WHERE waits_for = ${storable(row.key)} AND EXISTS (SELECT 1 FROM outbox WHERE ${mine(by, row)})`;

const keepMessage = (by: string, row: OutboxRow, message: PostedMessage): Sql => sql`
  INSERT INTO message (platform, room, id, card, stream, posted_at)
  SELECT ${message.platform}, ${message.room}, ${message.id}, ${storable(message.card)}, ${message.stream}, ${isoOf(message.postedAt)}
  FROM outbox WHERE ${mine(by, row)}
  ON CONFLICT (platform, room, id) DO UPDATE SET card = excluded.card, stream = excluded.stream`;

// Deleting comes before releasing: a renewal that slips in between finds its row released.
const finishStatements = (
  by: string,
  row: OutboxRow,
  posted: readonly PostedMessage[],
): readonly Sql[] => [
  ...posted.map((message) => keepMessage(by, row, message)),
  wakeWaiting(by, row),
  sql`DELETE FROM outbox WHERE ${mine(by, row)} AND revision = ${row.revision} RETURNING id`,
  sql`
    UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, attempts = 0, started_at = NULL, last_error = NULL
    WHERE ${mine(by, row)} RETURNING id`,
];

const retryStatement = (
  by: string,
  row: OutboxRow,
  dueAt: string,
  error: string,
  counts: boolean,
): Sql => sql`
  UPDATE outbox SET
    claimed_by = NULL, claimed_until = NULL, due_at = ${dueAt}, last_error = ${storable(error)},
    attempts = attempts - ${counts ? 0 : 1}
  WHERE ${mine(by, row)} RETURNING id`;

const abandonStatements = (by: string, row: OutboxRow, error: string): readonly Sql[] => [
  wakeWaiting(by, row),
  sql`
    UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, abandoned = true, last_error = ${storable(error)}
    WHERE ${mine(by, row)} RETURNING id`,
];

// Whether the first attempts had an effect stays unknown, so the count does not go back to none.
const reviveStatement = (key: string, now: string): Sql => sql`
  UPDATE outbox SET
    abandoned = false, due_at = ${now}, queued_at = ${now},
    attempts = CASE WHEN attempts > 0 THEN 1 ELSE 0 END
  WHERE key = ${storable(key)} AND abandoned = true RETURNING id`;

const depthStatement = sql`
  SELECT
    (SELECT CAST(count(*) AS INTEGER) FROM outbox WHERE abandoned = false) AS pending,
    (SELECT min(queued_at) FROM outbox WHERE abandoned = false) AS oldest,
    (WITH RECURSIVE ${HEADS}
      SELECT min(CASE WHEN b.until > o.due_at THEN b.until ELSE o.due_at END)
      FROM heads JOIN outbox AS o ON o.id = heads.id
      LEFT JOIN (
        SELECT lane, max(claimed_until) AS until FROM outbox WHERE claimed_until IS NOT NULL GROUP BY lane
      ) AS b ON b.lane = o.lane
      WHERE ${READY}) AS next_due`;

interface DepthRow {
  readonly pending: number;
  readonly oldest: string | null;
  readonly next_due: string | null;
}

/** True when any of the statements touched the row. */
const touched = (results: readonly (readonly Row[])[]): boolean =>
  results.some((returned) => returned.length > 0);

export const createOutbox = (
  database: Database,
  write: WriteSmall,
  checkpoint: Checkpoint,
): OutboxStore => ({
  claimOutbox: async (by, now, leaseMs, limit) => {
    const at = isoOf(now);
    const statement = claimStatement(database.dialect, by, at, isoOf(now + leaseMs), limit);
    const [claimed = []] = await write([statement]);
    checkpoint('claim:after');
    return claimed
      .map((row) => claimedRow(row as unknown as ClaimedRow, at))
      .toSorted((a, b) => a.rank - b.rank || a.id - b.id);
  },
  finishOutbox: async (by, row, posted) => {
    checkpoint('finish:before');
    const done = touched(await write(finishStatements(by, row, posted)));
    checkpoint('finish:after');
    return done;
  },
  retryOutbox: async (by, row, dueAt, error, counts) =>
    touched(await write([retryStatement(by, row, isoOf(dueAt), error, counts)])),
  abandonOutbox: async (by, row, error) => touched(await write(abandonStatements(by, row, error))),
  reviveOutbox: async (key, now) => touched(await write([reviveStatement(key, isoOf(now))])),
  hastenOutbox: async (now) => {
    const at = isoOf(now);
    await write([sql`UPDATE outbox SET due_at = ${at} WHERE due_at > ${at} AND abandoned = false`]);
  },
  outboxDepth: async () => {
    const [depth] = await database.rows<DepthRow>(depthStatement);
    return {
      pending: depth?.pending ?? 0,
      ...(depth?.oldest ? { oldest: instantOf(depth.oldest) } : {}),
      ...(depth?.next_due ? { nextDue: instantOf(depth.next_due) } : {}),
    };
  },
});
