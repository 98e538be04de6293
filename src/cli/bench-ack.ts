import path from 'node:path';
import Database from 'better-sqlite3';
import { PLATFORM } from '#adapters/sandbox/actions.ts';
import type { Inbound } from '#ports/messenger.ts';
import { inParallel } from '#app/in-parallel.ts';
import { type BenchApp, openBenchApp } from './bench-app.ts';
import { rounded, type Spread, spreadOf, timed } from './bench-stats.ts';

const INCIDENTS = 100;
const COMMANDS = 1_000;
const WARM_UP = 100;
const TOGETHER = 20;

interface Ack {
  readonly oneAtATime: Spread;
  readonly twentyAtATime: Spread;
  readonly perSecond: number;
  /** One durable SQLite transaction of the same size, by hand, in the same minute. */
  readonly reference: Spread;
  readonly ratio: number;
}

let receipts = 0;
const command = (line: string): Inbound => {
  receipts += 1;
  return {
    kind: 'command',
    line,
    receiptId: `bench-${receipts}`,
    who: { platform: PLATFORM, id: 'qian' },
    where: { platform: PLATFORM, id: 'duty' },
  };
};

/** What people do most: progress, records, figures, questions. */
const lineFor = (n: number, keys: readonly string[]): string => {
  const key = keys[n % keys.length] ?? '';
  const lines = [
    `update ${key} "第 ${n} 次进展" --percent ${n % 100}`,
    `note ${key} "第 ${n} 条记录"`,
    `metric ${key} connectRate=${60 + (n % 40)}`,
    `status ${key}`,
  ];
  return lines[n % lines.length] ?? '';
};

const openIncidents = async ({ app, storage }: BenchApp): Promise<readonly string[]> => {
  for (let n = 0; n < INCIDENTS; n += 1)
    await app.inbox.receive(
      command(`open 系统故障 "第 ${n} 处打不通" --regions 全国 --users 5000`),
    );
  await app.settled();
  return storage.streams('INC-');
};

const measure = async (
  { app }: BenchApp,
  keys: readonly string[],
  count: number,
  together: number,
): Promise<{ readonly spread: Spread; readonly perSecond: number }> => {
  const took: number[] = [];
  const all = await timed(() =>
    inParallel([...Array(count).keys()], together, async (n) => {
      const inbound = command(lineFor(n, keys));
      took.push(await timed(() => app.inbox.receive(inbound)));
    }),
  );
  return { spread: spreadOf(took), perSecond: Math.round((count / all) * 1_000) };
};

const reference = async (dir: string): Promise<Spread> => {
  const db = new Database(path.join(dir, 'reference.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, data TEXT)');
  const insert = db.prepare('INSERT INTO row (data) VALUES (?)');
  const write = db.transaction(() => {
    for (let n = 0; n < 8; n += 1) insert.run('x'.repeat(500));
  });
  const took: number[] = [];
  for (let n = 0; n < COMMANDS; n += 1) took.push(await timed(() => write.immediate()));
  db.close();
  return spreadOf(took);
};

/** Acknowledgement in the sandbox with 100 incidents open, deliveries running beside it. */
export const benchAck = async (): Promise<Ack> => {
  const bench = await openBenchApp();
  try {
    const keys = await openIncidents(bench);
    await bench.app.start();
    await measure(bench, keys, WARM_UP, 1);
    const one = await measure(bench, keys, COMMANDS, 1);
    const twenty = await measure(bench, keys, COMMANDS, TOGETHER);
    const byHand = await reference(bench.dir);
    return {
      oneAtATime: one.spread,
      twentyAtATime: twenty.spread,
      perSecond: twenty.perSecond,
      reference: byHand,
      ratio: rounded(one.spread.p50 / byHand.p50),
    };
  } finally {
    await bench.close();
  }
};
