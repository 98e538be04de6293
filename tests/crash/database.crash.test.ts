import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#app/log.ts';
import { storageTroubleCard } from '#cards/help-cards.ts';
import { plainText } from '#cards/plain-text.ts';
import { noCheckpoint } from '#ports/system.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openStorage } from '#store/open-storage.ts';
import { raw, sql } from '#store/sql.ts';
import { storageOver } from '#store/storage-over.ts';
import { databaseFile, type FileApp, openFileApp } from '../support/crash-app.ts';
import { removeFolder, runFolder, startScript } from '../support/crash-run.ts';
import { createHandClock, type HandClock } from '../support/hand-clock.ts';

const HOLD_LOCK = path.join(import.meta.dirname, 'hold-lock.ts');
const ANSWERED_WITHIN_MS = 3_000;
const HEALED_AFTER_S = 10;
const START = Date.parse('2026-12-01T10:04:00+08:00');

let dir: string;
let running: FileApp;
let clock: HandClock;

beforeEach(() => {
  dir = runFolder();
});
afterEach(async () => {
  await running.abandon(2_000);
  removeFolder(dir);
});

interface Said {
  /** Told that nothing was recorded. */
  readonly refused: boolean;
  readonly text: string;
  readonly tookMs: number;
}

/** What a messenger hands in for wang, and how long the answer took. */
const send = async (receiptId: string, line: string): Promise<Said> => {
  const started = performance.now();
  const who = { platform: 'sandbox', id: 'wang', person: 'wang' };
  const where = { platform: 'sandbox', id: 'duty' };
  const answer = await running.app.inbox.receive({ kind: 'command', receiptId, who, where, line });
  const tookMs = performance.now() - started;
  const { title } = storageTroubleCard(running.app.views('zh-CN'));
  const { card } = answer;
  return {
    tookMs,
    refused: card?.title === title,
    text: card === undefined ? '' : plainText(card),
  };
};

const noteLine = (n: number): string => `note INC-20261201-01 第${n}次尝试`;

/** Receipts with an event behind them. */
const stored = async (ids: readonly string[]): Promise<readonly boolean[]> => {
  const events = await running.storage.events('INC-20261201-01', 1, 1_000);
  const causes = new Set(events.map(({ cause }) => cause));
  return ids.map((id) => causes.has(`sandbox:${id}`));
};

const start = async (): Promise<void> => {
  clock = createHandClock(START);
  running = await openFileApp({ dir, clock });
  await running.app.start();
  await send('open', 'open 系统故障 "主交换节点无响应"');
  await running.app.settled();
};

/** Runs `work` while another program holds the database. */
const whileLocked = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
  const holder = startScript(HOLD_LOCK, [databaseFile(dir), String(ms)]);
  await holder.heard('locked');
  const result = await work();
  await holder.ended;
  return result;
};

/** Either stored, or told so honestly with what was typed; never both, never neither. */
const expectHonest = async (ids: readonly string[], answers: readonly Said[]): Promise<void> => {
  const there = await stored(ids);
  for (const [n, { refused, text, tookMs }] of answers.entries()) {
    expect({ id: ids[n], stored: there[n] }).toEqual({ id: ids[n], stored: !refused });
    if (refused) expect(text).toContain(noteLine(n));
    expect(tookMs).toBeLessThan(ANSWERED_WITHIN_MS);
  }
};

describe('F-D1: the database is locked by another program', () => {
  it('for 1 second: the command waits and is stored', async () => {
    await start();
    const said = await whileLocked(1_000, () => send('one', noteLine(0)));
    await expectHonest(['one'], [said]);
    expect(await stored(['one'])).toEqual([true]);
  });

  it('for 5 seconds: the person hears within 3 that nothing was recorded, and the repeat is taken', async () => {
    await start();
    const [first, second] = await whileLocked(5_000, async () => {
      const early = send('first', noteLine(0));
      await pause(1_500);
      return Promise.all([early, send('second', noteLine(1))]);
    });
    expect([first.refused, second.refused]).toEqual([true, true]);
    await expectHonest(['first', 'second'], [first, second]);
    await send('first', noteLine(0));
    await send('second', noteLine(1));
    expect(await stored(['first', 'second'])).toEqual([true, true]);
  });

  it('for longer than anybody waits: every one of many commands is answered in time, and deliveries go on afterwards', async () => {
    await start();
    const ids = Array.from({ length: 12 }, (_, n) => `many-${n}`);
    const answers = await whileLocked(7_000, () =>
      Promise.all(
        ids.map(async (id, n) => {
          await pause(n * 400);
          return send(id, noteLine(n));
        }),
      ),
    );
    await expectHonest(ids, answers);
    expect(answers.filter(({ refused }) => refused).length).toBeGreaterThan(0);
    for (const [n, id] of ids.entries()) await send(id, noteLine(n));
    expect(await stored(ids)).toEqual(ids.map(() => true));
    // What could not be put back meanwhile has its next try soon, not when its lease has run out.
    for (let second = 0; second < HEALED_AFTER_S; second += 1) {
      await running.app.settled();
      clock.set(clock.now() + 1_000);
    }
    await running.app.settled();
    expect((await running.storage.outboxDepth()).pending).toBe(0);
    const problems = await running.storage.events('INC-20261201-01', 1, 1_000);
    expect(problems.filter(({ type }) => type === 'delivery.abandoned')).toEqual([]);
    expect(await running.storage.verify()).toEqual([]);
  });
});

describe('F-D2: the disk of the database is full', () => {
  const limitTo = async (database: Database, pages: number): Promise<void> => {
    await database.atomically([raw(`PRAGMA max_page_count = ${pages}`), sql`SELECT 1`]);
  };

  it('acknowledges nothing that was not stored, and works again when there is space', async () => {
    const url = `file:${databaseFile(dir)}`;
    await (await openStorage({ url, log: silentLog })).close();
    const database = await openDatabase(url, silentLog, noCheckpoint);
    const storage = storageOver(database, noCheckpoint);
    running = await openFileApp({ dir, clock: createHandClock(START), storage });
    await running.app.start();
    await send('open', 'open 系统故障 "主交换节点无响应"');
    await running.app.settled();

    await limitTo(database, 1);
    const ids = Array.from({ length: 60 }, (_, n) => `full-${n}`);
    const answers: Said[] = [];
    for (const [n, id] of ids.entries()) answers.push(await send(id, noteLine(n)));
    await expectHonest(ids, answers);
    const refused = answers.filter((said) => said.refused);
    expect(refused.length).toBeGreaterThan(10);

    await limitTo(database, 100_000);
    for (const [n, id] of ids.entries()) await send(id, noteLine(n));
    expect(await stored(ids)).toEqual(ids.map(() => true));
    await running.app.settled();
    expect(await storage.verify()).toEqual([]);
  });
});
