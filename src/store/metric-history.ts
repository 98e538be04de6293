import type { MetricMinute, WatchStorage } from '#ports/watch-storage.ts';
import { instantOf, isoOf } from './codec.ts';
import type { Database } from './database.ts';
import type { WriteSmall } from './small-writes.ts';
import { raw, sql } from './sql.ts';
import { dimsOf } from './watch-rows.ts';

// The minute of an ISO text, as an ISO text.
const MINUTE = raw(`substr(at, 1, 16) || ':00.000Z'`);

interface StoredMinute {
  readonly metric: string;
  readonly dims: string;
  readonly minute: string;
  readonly count: unknown;
  readonly total: number;
  readonly least: number;
  readonly most: number;
}

const minuteOf = (row: StoredMinute): MetricMinute => {
  const count = Number(row.count);
  return {
    metric: row.metric,
    ...dimsOf(row.dims),
    minute: instantOf(row.minute),
    count,
    mean: row.total / count,
    least: row.least,
    most: row.most,
  };
};

/** Samples by the minute: as they are while they are young, rolled up afterwards. */
export const createMetricHistory = (
  database: Database,
  write: WriteSmall,
): Pick<WatchStorage, 'metricMinutes' | 'rollUpSamples' | 'forgetMinutes'> => ({
  metricMinutes: async (metric, from, to) => {
    const found = await database.rows<StoredMinute>(sql`
      SELECT metric, dims, minute, sum(count) AS count, sum(total) AS total, min(least) AS least, max(most) AS most
      FROM (
        SELECT metric, dims, minute, count, total, least, most FROM metric_minute
        WHERE metric = ${metric} AND minute >= ${isoOf(from)} AND minute < ${isoOf(to)}
        UNION ALL
        SELECT metric, dims, ${MINUTE}, 1, value, value, value FROM observation
        WHERE metric = ${metric} AND at >= ${isoOf(from)} AND at < ${isoOf(to)}
      ) AS s
      GROUP BY metric, dims, minute ORDER BY minute, dims`);
    return found.map(minuteOf);
  },
  rollUpSamples: async (before, seenUpTo, limit) => {
    // By time, which its index gives: in the order of ids the whole table would be looked through each minute.
    const old = sql`
      SELECT id FROM observation
      WHERE kind = 'sample' AND at < ${isoOf(before)} AND id <= ${seenUpTo}
      ORDER BY at, id LIMIT ${limit}`;
    // Both statements pick the same rows: nothing that they pick from is added below an id that was seen.
    const [, gone = []] = await write([
      sql`
      INSERT INTO metric_minute (metric, dims, minute, count, total, least, most)
      SELECT metric, dims, ${MINUTE}, count(*), sum(value), min(value), max(value)
      FROM observation WHERE id IN (${old}) GROUP BY metric, dims, ${MINUTE}
      ON CONFLICT (metric, minute, dims) DO UPDATE SET
        count = metric_minute.count + excluded.count,
        total = metric_minute.total + excluded.total,
        least = CASE WHEN excluded.least < metric_minute.least THEN excluded.least ELSE metric_minute.least END,
        most = CASE WHEN excluded.most > metric_minute.most THEN excluded.most ELSE metric_minute.most END`,
      sql`DELETE FROM observation WHERE id IN (${old}) RETURNING id`,
    ]);
    return gone.length;
  },
  forgetMinutes: async (before) => {
    await write([sql`DELETE FROM metric_minute WHERE minute < ${isoOf(before)}`]);
  },
});
