import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { silentLog } from '#app/log.ts';
import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';
import { openStorage } from '#store/open-storage.ts';
import { ADDED_RULES, metricOf, SCENARIOS, writeRules } from './bench-ingest-rules.ts';
import {
  followCards,
  later,
  type Load,
  post,
  type Sent,
  sendSamples,
  untilSeen,
} from './bench-ingest-sender.ts';
import { freePort, memoryOf, untilReady } from './bench-start.ts';
import { cpuOf } from './bench-slack-programs.ts';
import { rounded, type Spread, spreadOf, timed } from './bench-stats.ts';

// N7: samples come in over HTTP at a steady pace while people type commands; rules of the size of a
// large organisation look at each. References of the same minute: the same commands while nothing
// comes in, and the same rows by hand.

const MAIN = path.join(import.meta.dirname, '../main.ts');
const TOKEN = 'bench';
const FULL: Load = { perSecond: 5_000, forMs: MINUTE, alarms: SCENARIOS };
/** People type so often, all of them together. */
const COMMAND_EVERY: DurationMs = 100;
const QUIET_COMMANDS = 100;
const WARM_UP_COMMANDS = 30;
const PATIENCE: DurationMs = 30 * SECOND;
const LOOK_EVERY: DurationMs = 50;

export interface IngestFigures {
  readonly samples: number;
  readonly perSecond: number;
  readonly rules: number;
  /** Sent, and neither stored nor refused with a reason. */
  readonly lost: number;
  /** Batches that were told to wait, and came again. */
  readonly refused: number;
  readonly slowestAnswerMs: number;
  readonly alerts: number;
  /** From sending the value to the card in the duty channel, in ms. */
  readonly alertDelay: Spread;
  /** Commands of people meanwhile, and while nothing came in. */
  readonly ack: Spread;
  readonly ackQuiet: Spread;
  readonly ackRatio: number;
  /** Processor time of everything, and of the same rows put into the same table by hand, in ms for 1,000 samples. */
  readonly cpuMs: number;
  readonly byHandMs: number;
  readonly cpuRatio: number;
  readonly memoryMb: number;
}

let receipts = 0;
const say = async (base: string, line: string): Promise<number> => {
  receipts += 1;
  const body = JSON.stringify({
    as: 'wang',
    where: 'duty',
    line,
    receiptId: `bench-receipt-${receipts}`,
  });
  const began = performance.now();
  const { status, body: answer } = await post('person', `${base}/sandbox/api/command`, body);
  const took = performance.now() - began;
  if (status !== 200) throw new Error(`the sandbox did not take it: ${answer}`);
  return took;
};

const note = (base: string, n: number): Promise<number> => say(base, `/note "第 ${n} 条记录"`);

/** Commands one after another while nothing else happens. */
const quietly = async (base: string): Promise<Spread> => {
  await say(base, '/open 其他 "压测期间的事件"');
  for (let n = 0; n < WARM_UP_COMMANDS; n += 1) await note(base, n);
  const took: number[] = [];
  for (let n = 0; n < QUIET_COMMANDS; n += 1) took.push(await note(base, n));
  return spreadOf(took);
};

/** Commands at their own pace, however long each takes, until `isOver`. */
const meanwhile = async (base: string, isOver: () => boolean): Promise<Spread> => {
  const all: Promise<number>[] = [];
  while (!isOver()) {
    all.push(later(note(base, all.length)));
    await wait(COMMAND_EVERY);
  }
  return spreadOf(await Promise.all(all));
};

/** Samples in the store. */
const storedIn = async (url: string): Promise<number> => {
  const storage = await openStorage({ url, log: silentLog });
  try {
    let stored = 0;
    const from = Date.now() - 60 * MINUTE;
    for (let n = 0; n < SCENARIOS; n += 1)
      for (const { count } of await storage.metricMinutes(metricOf(n), from, Date.now() + MINUTE))
        stored += count;
    return stored;
  } finally {
    await storage.close();
  }
};

/** The same rows into the same table with a flush a batch, by hand: processor time in ms for 1,000. */
const byHand = async (dir: string, { perSecond }: Load): Promise<number> => {
  const file = path.join(dir, 'by-hand.db');
  await (await openStorage({ url: `file:${file}`, log: silentLog })).close();
  const db = new BetterSqlite(file);
  db.pragma('synchronous = FULL');
  const insert = db.prepare(
    `INSERT INTO observation (kind, at, received_at, metric, dims, value, body)
     VALUES ('sample', ?, ?, ?, ?, ?, '{}')`,
  );
  const batch = db.transaction((from: number, size: number) => {
    for (let n = from; n < from + size; n += 1) {
      const at = new Date(1_796_000_000_000 + n).toISOString();
      insert.run(at, at, metricOf(n % SCENARIOS), '{"region":"华东"}', n % 100);
    }
  });
  const size = Math.round(perSecond / 20);
  const before = process.cpuUsage();
  for (let n = 0; n < 100; n += 1) batch.immediate(n * size, size);
  const { user, system } = process.cpuUsage(before);
  db.close();
  return (user + system) / (100 * size);
};

const untilStored = async (url: string, wanted: number): Promise<number> => {
  const until = performance.now() + PATIENCE;
  let stored = await storedIn(url);
  while (stored < wanted && performance.now() < until) {
    await wait(LOOK_EVERY);
    stored = await storedIn(url);
  }
  return stored;
};

const start = (url: string, dir: string, port: number): ChildProcess =>
  spawn(process.execPath, [MAIN], {
    // Beside PostgreSQL the sandbox keeps its world there.
    cwd: dir,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATABASE_URL: url,
      INGEST_TOKEN: TOKEN,
      PLAYBOOKS_DIR: writeRules(dir),
      SANDBOX: 'on',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Samples and commands at the same time, until the last card is there. */
const underLoad = async (base: string, load: Load) => {
  const cards = await followCards(base);
  const over = { yet: false };
  const sending = async () => {
    try {
      let sent: Sent | undefined;
      const took = await timed(async () => {
        sent = await sendSamples(base, TOKEN, load);
      });
      if (sent === undefined) throw new Error('nothing was sent');
      await untilSeen(cards.seen, sent.alarmed.keys(), PATIENCE);
      return { sent, took };
    } finally {
      over.yet = true;
    }
  };
  const [{ sent, took }, ack] = await Promise.all([sending(), meanwhile(base, () => over.yet)]);
  cards.close();
  const delays = [...sent.alarmed].map(([n, at]) => (cards.seen.get(n) ?? Infinity) - at);
  return { sent, took, ack, delays };
};

const measured = async (url: string, dir: string, load: Load): Promise<IngestFigures> => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = start(url, dir, port);
  try {
    await untilReady(port, child);
    const ackQuiet = await quietly(base);
    const cpuBefore = cpuOf(child);
    const { sent, took, ack, delays } = await underLoad(base, load);
    const cpuMs = (1_000 * (cpuOf(child) - cpuBefore)) / sent.samples;
    const memoryMb = memoryOf(child);
    const stored = await untilStored(url, sent.accepted);
    const byHandMs = await byHand(dir, load);
    return {
      samples: sent.samples,
      perSecond: Math.round((sent.samples * SECOND) / took),
      rules: ADDED_RULES,
      lost: sent.samples - stored,
      refused: sent.refused,
      slowestAnswerMs: rounded(sent.slowest),
      alerts: delays.length,
      alertDelay: spreadOf(delays),
      ack,
      ackQuiet,
      ackRatio: rounded(ack.p99 / ackQuiet.p99),
      cpuMs: rounded(cpuMs),
      byHandMs: rounded(byHandMs),
      cpuRatio: rounded(cpuMs / byHandMs),
      memoryMb,
    };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
};

/** The program on a database, under load. `url`: an empty one; default a SQLite file. */
export const measureIngest = async (load: Load = FULL, url?: string): Promise<IngestFigures> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-ingest-'));
  try {
    return await measured(url ?? `file:${path.join(dir, 'bench.db')}`, dir, load);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};
