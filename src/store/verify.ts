import type { Finding, Head } from '#ports/storage.ts';
import { type EventRow, hashOf } from './codec.ts';
import type { Database } from './database.ts';
import { empty, sql } from './sql.ts';

const PAGE = 500;

/** What is wrong with an event that follows `before`: `version-gap` or `hash-mismatch`. */
const faultOf = (before: Head, row: EventRow): string | undefined => {
  if (row.version !== before.version + 1) return 'version-gap';
  return hashOf(before.hash, row) === row.hash ? undefined : 'hash-mismatch';
};

/** Walks streams event by event; after the first fault of a stream the rest of it is passed over. */
const createWalk = () => {
  const findings: Finding[] = [];
  let stream = '';
  let head: Head = { version: 0, hash: '' };
  let broken = false;
  return {
    findings,
    step: (row: EventRow): void => {
      if (row.stream !== stream) {
        stream = row.stream;
        head = { version: 0, hash: '' };
        broken = false;
      }
      if (broken) return;
      const fault = faultOf(head, row);
      if (fault !== undefined) {
        findings.push({ what: fault, where: `${row.stream}#${row.version}` });
        broken = true;
      }
      head = { version: row.version, hash: row.hash };
    },
  };
};

/** Incidents, alerts and tickets whose read model is ahead of their events: the last events were taken away. */
const cutOff = async ({ rows }: Database, stream?: string): Promise<readonly Finding[]> => {
  const found = await rows<{ stream: string; version: number }>(sql`
    SELECT i.stream, i.version
    FROM (SELECT stream, version FROM incident UNION ALL SELECT stream, version FROM subject) AS i
    WHERE i.version > COALESCE((SELECT max(e.version) FROM event AS e WHERE e.stream = i.stream), 0)
    ${stream === undefined ? empty : sql`AND i.stream = ${stream}`}
    ORDER BY i.stream`);
  return found.map((row) => ({ what: 'events-missing', where: `${row.stream}#${row.version}` }));
};

/** The first event of each stream (or of one) that does not fit its chain. Reads page by page: any number of events. */
export const verifyChains = async (
  database: Database,
  stream?: string,
): Promise<readonly Finding[]> => {
  const walk = createWalk();
  let last: { readonly stream: string; readonly version: number } = { stream: '', version: -1 };
  for (;;) {
    const page = await database.rows<EventRow>(sql`
      SELECT stream, version, type, data, occurred_at, recorded_at, actor_id, actor_name, via, cause, hash
      FROM event
      WHERE (stream, version) > (${last.stream}, ${last.version})
      ${stream === undefined ? empty : sql`AND stream = ${stream}`}
      ORDER BY stream, version LIMIT ${PAGE}`);
    for (const row of page) walk.step(row);
    const end = page.at(-1);
    if (end === undefined) break;
    last = { stream: end.stream, version: end.version };
  }
  return [...walk.findings, ...(await cutOff(database, stream))];
};
