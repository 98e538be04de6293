import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Storage, StoredEvent } from '#ports/storage.ts';
import { type Checkpoint, noCheckpoint } from '#ports/system.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openStorage } from '#store/open-storage.ts';
import { raw, sql } from '#store/sql.ts';
import { storageOver } from '#store/storage-over.ts';
import {
  commit,
  delivery,
  deliveries,
  fill,
  headAfter,
  event,
  posted,
  silent,
  T0,
} from '../contract/storage-samples.ts';
import { fileOf, temporarySqlite } from '../support/temporary-sqlite.ts';

const STREAM = 'INC-20261201-01';
const sqlite = temporarySqlite();
let opened: Storage[] = [];

afterEach(async () => {
  for (const storage of opened) await storage.close();
  opened = [];
});
afterAll(() => sqlite.remove());

const openAt = async (url: string, checkpoint: Checkpoint = noCheckpoint): Promise<Storage> => {
  const storage = await openStorage({ url, log: silent, checkpoint });
  opened.push(storage);
  return storage;
};

const runFixture = (name: string, ...args: readonly string[]): ChildProcess =>
  fork(path.join(import.meta.dirname, 'fixtures', name), args, { execArgv: [] });

/** A store together with the database under it. */
const openBoth = async (): Promise<{ readonly storage: Storage; readonly database: Database }> => {
  const url = sqlite.url();
  await (await openStorage({ url, log: silent })).close();
  const database = await openDatabase(url, silent, noCheckpoint);
  const storage = storageOver(database, noCheckpoint);
  opened.push(storage);
  return { storage, database };
};

/** Locks the database from another process; gives what lets it go. */
const lock = async (url: string) => {
  const child = runFixture('hold-lock.ts', fileOf(url));
  await once(child, 'message');
  return async (): Promise<void> => {
    child.send('release');
    await once(child, 'exit');
  };
};

const limitTo = async ({ atomically }: Database, pages: number): Promise<void> => {
  // A pragma takes no parameter, and a lone one would go round the transaction.
  await atomically([raw(`PRAGMA max_page_count = ${pages}`), sql`SELECT 1`]);
};

const reasonOf = async (url: string): Promise<unknown> =>
  openStorage({ url, log: silent }).then(
    () => 'opened',
    (error: unknown) => error,
  );

/** A process that writes until it is killed, somewhere after `count` acknowledgements; versions it told by stream. */
const killedAfter = async (
  url: string,
  round: number,
  count: number,
): Promise<ReadonlyMap<string, number>> => {
  const told = new Map<string, number>();
  const child = runFixture('write-until-killed.ts', url, String(round));
  let heard = 0;
  child.on('message', ({ stream, version }: { stream: string; version: number }) => {
    told.set(stream, version);
    heard += 1;
    if (heard === count) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  return told;
};

/** Two events, a receipt and a delivery a commit: all of them or none, and no acknowledged one is missing. */
const holdsWhole = async (storage: Storage, stream: string, told: number): Promise<void> => {
  const { head } = await storage.load(stream);
  expect(head.version).toBeGreaterThanOrEqual(told);
  expect(head.version % 2).toBe(0);
  expect(await storage.receipt('slack', `${stream}:${head.version - 1}`)).toBeDefined();
  expect(await storage.receipt('slack', `${stream}:${head.version + 1}`)).toBeUndefined();
};

/** One database, a number of writers that are killed one after another; SQLite's own word on the file. */
const killedWriters = async (rounds: number): Promise<unknown> => {
  const url = sqlite.url();
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1)
    for (const [stream, version] of await killedAfter(url, round, 3 + 13 * round))
      acknowledged.set(stream, version);
  expect(acknowledged.size).toBeGreaterThanOrEqual(3 * rounds);
  const storage = await openAt(url);
  for (const [stream, version] of acknowledged) await holdsWhole(storage, stream, version);
  expect(await storage.verify()).toEqual([]);
  const db = new BetterSqlite(fileOf(url), { readonly: true });
  const counted = db.prepare<[], { events: number }>('SELECT count(*) AS events FROM event').get();
  expect((await storage.outboxDepth()).pending * 2).toBe(counted?.events);
  const integrity: unknown = db.pragma('integrity_check', { simple: true });
  db.close();
  return integrity;
};

describe('durability', () => {
  it('journal and synchronous=FULL are in force on the very connection that Prisma writes with', async () => {
    const { database } = await openBoth();
    const [journal, level, timeout] = await database.atomically([
      sql`PRAGMA journal_mode`,
      sql`PRAGMA synchronous`,
      sql`PRAGMA busy_timeout`,
    ]);
    expect(journal).toEqual([{ journal_mode: 'wal' }]);
    expect(level).toEqual([{ synchronous: 2 }]);
    expect(Number(timeout?.[0]?.['timeout'])).toBeLessThan(2_500);
  });

  it('refuses a place where SQLite promises nothing', async () => {
    await expect(openDatabase('file::memory:', silent, noCheckpoint)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('durability'),
    });
  });

  it('F-D3: a writer killed 20 times loses no acknowledged commit and leaves no half of one', async () => {
    const integrity = await Promise.all([killedWriters(10), killedWriters(10)]);
    expect(integrity).toEqual(['ok', 'ok']);
  });
});

describe('locked by another process', () => {
  it('F-D1: says busy within 3 s, for each of many commits, and the process goes on meanwhile', async () => {
    const url = sqlite.url();
    const storage = await openAt(url);
    await fill(storage, STREAM, 2);
    const release = await lock(url);
    const started = performance.now();
    let longestPause = 0;
    let last = started;
    const ticks = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 5);
    const late: number[] = [];
    const tries = Array.from({ length: 5 }, async (_, n) => {
      await expect(
        storage.commit(commit({ stream: `INC-9-${n}`, outbox: [delivery(`${n}`)] })),
      ).rejects.toMatchObject({ name: 'StorageError', code: 'busy' });
      late.push(performance.now() - started);
    });
    // What is read does not wait.
    expect((await storage.load(STREAM)).events).toHaveLength(2);
    await Promise.all(tries);
    clearInterval(ticks);
    expect(Math.max(...late)).toBeLessThan(3_000);
    expect(longestPause).toBeLessThan(500);
    await release();
    expect(await storage.outboxDepth()).toEqual({ pending: 0 });
    expect((await storage.commit(commit({ stream: 'INC-9-0' }))).ok).toBe(true);
  });

  it('F-D1: a lock that ends in time delays the commit and nothing else', async () => {
    const url = sqlite.url();
    const storage = await openAt(url);
    const release = await lock(url);
    const stored = storage.commit(commit());
    const claimed = storage.claimOutbox('me', 0, 1_000, 1);
    // Longer than SQLite itself waits, so that it is the store that asks again.
    await pause(150);
    await release();
    expect((await stored).ok).toBe(true);
    expect(await claimed).toEqual([]);
  });
});

/** More than fits where the disk is full. */
const largeReceipt = (id: string) =>
  sql`INSERT INTO receipt (platform, id, stream, at) VALUES ('slack', ${id}, ${'长'.repeat(200_000)}, '')`;

describe('disk full', () => {
  it('F-D2: says full, stores nothing of the commit, and goes on by itself when there is space', async () => {
    const { storage, database } = await openBoth();
    const head = await fill(storage, STREAM, 3);
    await limitTo(database, 1);
    const large = commit({ expected: head, events: [event(4, { text: '长'.repeat(200_000) })] });
    for (let tries = 0; tries < 3; tries += 1)
      await expect(storage.commit(large)).rejects.toMatchObject({ code: 'full' });
    // In a group those that still fit are stored.
    const [big, small] = await Promise.allSettled([
      storage.commit(large),
      storage.commit(commit({ stream: 'INC-small' })),
    ]);
    expect(big.status).toBe('rejected');
    expect(small).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect((await storage.load(STREAM)).head).toEqual(head);
    await limitTo(database, 100_000);
    expect((await headAfter(storage.commit(large))).version).toBe(4);
    expect(await storage.verify()).toEqual([]);
  });

  it('F-D2: says full also where SQLite has rolled the transaction back by itself', async () => {
    const { database } = await openBoth();
    await limitTo(database, 1);
    for (let tries = 0; tries < 2; tries += 1)
      await expect(
        database.atomically([largeReceipt('1'), largeReceipt('2')]),
      ).rejects.toMatchObject({
        code: 'full',
      });
    await limitTo(database, 100_000);
    expect(await database.atomically([largeReceipt('1'), largeReceipt('2')])).toHaveLength(2);
  });

  it('F-D2: a delivery whose end cannot be stored stays claimed, and ends when there is space', async () => {
    const { storage, database } = await openBoth();
    await storage.commit(deliveries(delivery('a'), delivery('b', { lane: 'b' })));
    const [a, b] = await storage.claimOutbox('me', T0, 1_000, 2);
    if (a === undefined || b === undefined) throw new Error('nothing was claimed');
    await limitTo(database, 1);
    const message = posted('1', '长'.repeat(200_000));
    for (let tries = 0; tries < 3; tries += 1)
      await expect(storage.finishOutbox('me', a, [message])).rejects.toMatchObject({
        code: 'full',
      });
    // Beside it another ends that needs no space.
    const ends = [storage.finishOutbox('me', a, [message]), storage.finishOutbox('me', b, [])];
    expect(await Promise.allSettled(ends)).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: true },
    ]);
    expect((await storage.outboxDepth()).pending).toBe(1);
    await limitTo(database, 100_000);
    expect(await storage.finishOutbox('me', a, [message])).toBe(true);
    expect(await storage.message('slack', 'C1', '1')).toEqual(message);
  });
});

describe('reads beside a commit', () => {
  it('see nothing of a transaction before it is committed', async () => {
    const seen: Promise<readonly StoredEvent[]>[] = [];
    const receipts: Promise<unknown>[] = [];
    const storage = await openAt(sqlite.url(), (step) => {
      if (step !== 'commit:inside') return;
      seen.push(storage.events(STREAM, 1, 9));
      receipts.push(storage.receipt('slack', 'Ev1'));
    });
    const receipt = { platform: 'slack', id: 'Ev1', at: 0 };
    await storage.commit(commit({ receipt, snapshot: 1, outbox: [delivery('a')] }));
    expect(seen.length).toBeGreaterThan(2);
    // The last checkpoint stands before COMMIT too.
    for (const events of await Promise.all(seen)) expect(events).toEqual([]);
    for (const found of await Promise.all(receipts)) expect(found).toBeUndefined();
    expect(await storage.events(STREAM, 1, 9)).toHaveLength(1);
  });
});

describe('a database that cannot be used', () => {
  it('is unreadable when it is a text file, and stays as it was', async () => {
    const url = sqlite.url();
    const text = '这不是数据库 '.repeat(200);
    writeFileSync(fileOf(url), text);
    expect(await reasonOf(url)).toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('DATABASE_URL'),
    });
    expect(readFileSync(fileOf(url), 'utf8')).toBe(text);
  });

  it('is unreadable when it is a folder, or in a place where none can be made', async () => {
    const url = sqlite.url();
    mkdirSync(fileOf(url));
    expect(await reasonOf(url)).toMatchObject({ code: 'unreadable' });
    writeFileSync(path.join(sqlite.folder, 'plain'), '');
    expect(await reasonOf(`file:${sqlite.folder}/plain/below/x.db`)).toMatchObject({
      code: 'unreadable',
    });
  });

  it('is unreadable when its pages are damaged', async () => {
    const url = sqlite.url();
    await fill(await openAt(url), STREAM, 50);
    await opened.pop()?.close();
    const bytes = readFileSync(fileOf(url));
    bytes.fill(0xa5, 4_096);
    writeFileSync(fileOf(url), bytes);
    const answer = await openStorage({ url, log: silent }).then(
      (storage) => {
        opened.push(storage);
        return storage.commit(commit({ stream: 'x' })).catch((error: unknown) => error);
      },
      (error: unknown) => error,
    );
    expect(answer).toMatchObject({ name: 'StorageError', code: 'unreadable' });
  });

  it('is made with its folders when there is none', async () => {
    const storage = await openAt(`file:${sqlite.folder}/deep/er/x.db`);
    expect(await storage.ready()).toBe(true);
  });
});
