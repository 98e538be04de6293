import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBenchApp } from '#cli/bench-app.ts';
import { fillWithNotes } from '#cli/bench-fold.ts';
import { openBrowser } from '../support/browser.ts';
import { crowding } from '../support/crowding.ts';
import { type RunningFenghuo, startFenghuo } from '../support/running-fenghuo.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-long-'));
let browser: Browser;
let running: RunningFenghuo;
let key: string;

beforeAll(async () => {
  const bench = await openBenchApp(dir);
  key = await fillWithNotes(bench);
  await bench.close();
  const DATABASE_URL = `file:${path.join(dir, 'bench.db')}`;
  running = await startFenghuo({ LOCALE: 'zh-CN', DATABASE_URL }, dir);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await running.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('the page of an incident of 10,000 events is short, and can be used within a second', async () => {
  const address = `${running.address}incidents/${key}`;
  const html = await (await fetch(address, { headers: { accept: 'text/html' } })).text();
  expect(html).toMatch(/1000\d 条/u);
  expect(Buffer.byteLength(html)).toBeLessThan(300_000);
  const page = await browser.newPage({ locale: 'zh-CN' });
  await page.goto(address);
  await page.getByText('实时更新中').waitFor();
  // Since the link was pressed: the live connection is opened once all scripts of the page have run.
  expect(await page.evaluate<number>('performance.now()')).toBeLessThan(1_000 * crowding());
});
