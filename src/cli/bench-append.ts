import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type {
  Commit,
  IncidentRow,
  NewEvent,
  NewOutboxRow,
  Storage,
  TimerRow,
} from '#ports/storage.ts';
import type { Log } from '#ports/system.ts';
import { openStorage } from '#store/open-storage.ts';
import { appendByHand } from './bench-append-by-hand.ts';

// N4: one command's rows, durable, through the store against better-sqlite3 by hand. Both write the
// same rows into the same tables with one disk flush a commit: 1 read, then 2 events, 3 deliveries,
// 2 timers, 1 receipt and the row of the incident.

const T0 = Date.parse('2026-12-01T02:00:00.000Z');
const ROUNDS = 5;
const WARM_UP = 1;
const COMMANDS = 800;
const AT_A_TIME = 20;

const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, child: () => silent };

const noteEvent = (n: number): NewEvent => ({
  type: 'update.posted',
  data: { n, text: '已切换到备用线路，正在观察接通率', percent: 60, measure: '备用线路' },
  occurredAt: T0 + n,
  recordedAt: T0 + n,
  actor: { id: 'lin', name: '林悦' },
  via: 'slack',
  cause: `slack:Ev${n}`,
});

const outboxRow = (stream: string, n: number, place: string): NewOutboxRow => ({
  key: `${stream}|v${n}|${place}`,
  lane: `${place}:${stream}`,
  stream,
  intent: { do: 'post', target: { kind: 'room' }, notice: { card: 'update', n }, mention: ['lin'] },
  coalesce: false,
  dueAt: T0,
  rank: 5,
});

const timerRow = (stream: string, n: number, what: string): TimerRow => ({
  id: `${stream}|${what}|warn|${n}`,
  stream,
  dueAt: T0 + 3_600_000 + n,
  rank: 3,
});

const incidentRow = (key: string, version: number): IncidentRow => ({
  key,
  version,
  phase: 'active',
  severity: 'major',
  scenario: 'system-failure',
  title: '华东电话系统中断',
  confidential: false,
  openedAt: T0,
  resolvedAt: null,
  closedAt: null,
  reopened: 0,
  search: `${key.toLowerCase()} 华东电话系统中断 system-failure 系统故障 电话 全国`,
});

/** What one command writes; `n` makes its keys its own. */
const command = (stream: string, n: number, expected: Commit['expected']): Commit => ({
  stream,
  expected,
  events: [noteEvent(n), noteEvent(n + 1)],
  receipt: { platform: 'slack', id: `${stream}:${n}`, at: T0 + n, answer: { text: '已记录' } },
  outbox: ['slack', 'feishu', 'duty'].map((place) => outboxRow(stream, n, place)),
  timers: { set: ['update', 'task'].map((what) => timerRow(stream, n, what)), clear: [] },
  incident: incidentRow(stream, expected.version + 2),
});

/** Runs `work` COMMANDS times, `width` at a time; commands a second. */
const rate = async (
  width: number,
  work: (lane: number) => Promise<void> | void,
): Promise<number> => {
  const started = performance.now();
  const each = Math.floor(COMMANDS / width);
  const runLane = async (lane: number): Promise<void> => {
    for (let n = 0; n < each; n += 1) await work(lane);
  };
  await Promise.all(Array.from({ length: width }, (_, lane) => runLane(lane)));
  return (each * width * 1_000) / (performance.now() - started);
};

const throughStore = (storage: Storage, round: string) => {
  const next = new Map<number, number>();
  return async (lane: number): Promise<void> => {
    const stream = `INC-${round}-${lane}`;
    const n = next.get(lane) ?? 1;
    next.set(lane, n + 2);
    const { head } = await storage.load(stream, n - 1);
    const result = await storage.commit(command(stream, n, head));
    if (!result.ok) throw new Error(`the store refused command ${n} of ${stream}`);
  };
};

/** The same rows by hand. */
const byHand = (db: BetterSqlite.Database, round: string) => {
  const write = appendByHand(db);
  const next = new Map<number, number>();
  return (lane: number): void => {
    const stream = `RAW-${round}-${lane}`;
    const n = next.get(lane) ?? 1;
    next.set(lane, n + 2);
    write(command(stream, n, { version: n - 1, hash: '' }));
  };
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const round2 = (value: number): number => Math.round(value * 100) / 100;

/** One way of calling, in figures: commands a second and the store's share of what is possible by hand. */
export interface AppendFigures {
  readonly rawPerSecond: number;
  readonly storePerSecond: number;
  readonly ratio: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

const figures = (
  pairs: readonly { readonly raw: number; readonly store: number }[],
): AppendFigures => {
  const ratios = pairs.map(({ raw, store }) => store / raw);
  return {
    rawPerSecond: Math.round(median(pairs.map(({ raw }) => raw))),
    storePerSecond: Math.round(median(pairs.map(({ store }) => store))),
    ratio: round2(median(ratios)),
    ratioMin: round2(Math.min(...ratios)),
    ratioMax: round2(Math.max(...ratios)),
  };
};

/** N4 `append`, by turns so that both meet the same machine. Throws StorageError when the disk is full. */
export const benchAppend = async (): Promise<{
  readonly one: AppendFigures;
  readonly together: AppendFigures & { readonly atATime: number };
}> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fenghuo-bench-'));
  const [rawFile, storeFile] = [path.join(folder, 'raw.db'), path.join(folder, 'store.db')];
  // Opened once by the store for its tables.
  await (await openStorage({ url: `file:${rawFile}`, log: silent })).close();
  const db = new BetterSqlite(rawFile);
  db.pragma('synchronous = FULL');
  const storage = await openStorage({ url: `file:${storeFile}`, log: silent });
  const measure = async (width: number): Promise<AppendFigures> => {
    const pairs: { readonly raw: number; readonly store: number }[] = [];
    for (let n = 0; n < ROUNDS + WARM_UP; n += 1) {
      // One connection can only write one after another: its rate does not depend on the width.
      const raw = await rate(1, byHand(db, `${width}-${n}`));
      const store = await rate(width, throughStore(storage, `${width}-${n}`));
      if (n >= WARM_UP) pairs.push({ raw, store });
    }
    return figures(pairs);
  };
  try {
    const one = await measure(1);
    return { one, together: { atATime: AT_A_TIME, ...(await measure(AT_A_TIME)) } };
  } finally {
    await storage.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
