import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#domain/locale.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningFenghuo, startFenghuo } from '../support/running-fenghuo.ts';
import { barriers } from './barriers.ts';
import { complaintsBefore, INCIDENT_LINES, linesAbout } from './happenings.ts';
import { createSending, INGEST_TOKEN } from './sending.ts';

/** `PICTURES=folder` keeps pictures of every look to be looked at, and proves every one of them. */
const KEPT = process.env['PICTURES'] !== undefined;
const PICTURES = process.env['PICTURES'] ?? mkdtempSync(path.join(tmpdir(), 'pages-'));
mkdirSync(PICTURES, { recursive: true });

const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-pages-'));
let browser: Browser;
let running: RunningFenghuo;
let key: string;
/** Alerts: one that became the incident, and one that waits. */
let linked: string;
let waiting: string;
/** Tickets: one that is overdue, and one that went through a department. */
let overdue: string;
let solved: string;
let errors: string[] = [];
let pages: Page[] = [];

const start = (port: string): Promise<RunningFenghuo> =>
  startFenghuo({ LOCALE: 'zh-CN', PORT: port, INGEST_TOKEN }, dir);

const {
  ingest,
  measure,
  say,
  rooms,
  duty: dutyRoom,
  alertOf,
} = createSending(() => running.address);

const raiseAlerts = async (duty: string): Promise<void> => {
  await measure({ connectRate: 92, waitSeconds: 20 });
  await measure({ connectRate: 78, waitSeconds: 150 });
  await measure({ loadPct: 135 });
  await say('wang', duty, '/signal 热搜 "登上热搜第12位" https://example.com/topic');
  linked = await alertOf('system-failure');
  waiting = await alertOf('call-surge');
  const rumour = await alertOf('public-opinion');
  await say('wang', duty, `/verify ${rumour} dismiss "同名品牌，与我们无关"`);
};

const addTickets = async (duty: string): Promise<void> => {
  // One after the other: the numbers follow.
  for (const one of complaintsBefore(Date.now())) await ingest('complaints', { complaints: [one] });
  const listed = await (await fetch(`${running.address}tickets`)).text();
  const numbers = [...listed.matchAll(/href="\/tickets\/(?<number>\d+)"/gu)];
  [, overdue = '', solved = ''] = numbers.map(({ groups }) => groups?.['number'] ?? '');
  for (const [person, line] of linesAbout(solved, overdue)) await say(person, duty, line);
};

beforeAll(async () => {
  browser = await openBrowser();
  running = await start('0');
  const duty = await dutyRoom();
  // While nothing runs: beside an open incident nothing is raised.
  await raiseAlerts(duty);
  await say('wang', duty, '/open 系统故障 "热线接不通" --regions 全国 --users 5000');
  const listed = await (await fetch(`${running.address}incidents`)).text();
  key = /INC-\d{8}-\d+/u.exec(listed)?.[0] ?? '';
  for (const line of INCIDENT_LINES) await say('lin', duty, `/${line}`);
  await addTickets(duty);
});
afterAll(async () => {
  await browser.close();
  await running.stop();
  rmSync(dir, { recursive: true, force: true });
});
afterEach(async () => {
  for (const page of pages) await page.context().close();
  pages = [];
  errors = [];
});

interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly locale: Locale;
}

const open = async (address: string, look: Partial<Look> = {}): Promise<Page> => {
  const { width = 1440, scheme = 'light', locale = 'zh-CN' } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  pages.push(page);
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(running.address))
      errors.push(`asked elsewhere: ${request.url()}`);
  });
  await page.goto(`${running.address}${address}`);
  return page;
};

const picture = (page: Page, name: string) =>
  page.screenshot({
    path: path.join(PICTURES, `${name}.png`),
    fullPage: true,
    animations: 'disabled',
  });

const sideways = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** `isProved`: by the rules of WCAG too, which takes a second a page and does not depend on much here. */
const LOOKS: readonly (Look & { readonly isProved: boolean })[] = [375, 768, 1440].flatMap(
  (width) => [
    { width, scheme: 'light', locale: 'zh-CN', isProved: width === 1440 },
    { width, scheme: 'dark', locale: 'en', isProved: width === 375 },
  ],
);

const addresses = (): Readonly<Record<string, string>> => ({
  list: 'incidents',
  incident: `incidents/${key}`,
  alerts: 'alerts',
  alert: `alerts/${linked}`,
  'alert-waiting': `alerts/${waiting}`,
  tickets: 'tickets',
  ticket: `tickets/${solved}`,
  'ticket-overdue': `tickets/${overdue}`,
  postmortem: `incidents/${key}/postmortem`,
  playbook: 'playbooks/system-failure',
  readiness: 'readiness',
  status: 'status',
  'sign-in': 'sign-in',
});

/** Pages with lines that a script draws. */
const CHARTS: readonly string[] = ['incident', 'alert', 'alert-waiting'];

describe('the pages in a real browser', () => {
  it('are found by a Chinese word, opened, and read', async () => {
    const page = await open('incidents');
    await page.getByRole('searchbox').fill('接不通');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '热线接不通' }).click();
    await page.getByRole('heading', { name: '热线接不通' }).waitFor();
    const said = await page.locator('main').innerText();
    for (const part of ['重大事件', '林悦', '备用线路已接管一半坐席', '触发 < 70%'])
      expect(said).toContain(part);
    await page.locator('canvas').first().waitFor();
    expect(errors).toEqual([]);
  });

  it.each(LOOKS)(
    'show no barrier and scroll in one direction: $width $scheme $locale',
    async (look) => {
      const wrong: string[] = [];
      for (const [name, address] of Object.entries(addresses())) {
        const page = await open(address, look);
        if (CHARTS.includes(name)) await page.locator('canvas').first().waitFor();
        if ((await sideways(page)) > 0) wrong.push(`${name} scrolls sideways`);
        if (look.isProved || KEPT)
          wrong.push(...(await barriers(page)).map((one) => `${name} ${one}`));
        if (KEPT) await picture(page, `${name}-${look.width}-${look.scheme}-${look.locale}`);
        await page.context().close();
      }
      pages = [];
      expect(wrong).toEqual([]);
      expect(errors).toEqual([]);
    },
  );

  it('tell within a second what was done in the chat, without loading again', async () => {
    const page = await open(`incidents/${key}`);
    await page.getByText('实时更新中').waitFor();
    await page.evaluate('window.isTheSamePage = true');
    const room = (await rooms()).find(({ id }) => id.startsWith('room-'));
    const text = '第二条线路已接通';
    const seen = page.locator('.timeline .entry', { hasText: text }).waitFor();
    const began = performance.now();
    await say('qian', room?.id ?? '', `/update "${text}" --percent 80`);
    await seen;
    expect(performance.now() - began).toBeLessThan(1_000);
    await page.locator('[data-section="head"]', { hasText: '80%' }).waitFor();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    expect(errors).toEqual([]);
  });

  it('count down by the second', async () => {
    const page = await open(`incidents/${key}`);
    const left = page.locator('[data-section="deadlines"] [data-due]').first();
    const before = await left.innerText();
    await expect.poll(() => left.innerText(), { timeout: 10_000 }).not.toBe(before);
    expect(await left.innerText()).toMatch(/还有|逾期/u);
  });

  it('can be read without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    pages.push(page);
    await page.goto(`${running.address}incidents/${key}?kind=metrics`);
    expect(await page.locator('.entry').count()).toBeGreaterThanOrEqual(3);
    expect(await page.locator('table').first().innerText()).toContain('66%');
    await page.getByRole('button', { name: '筛选' }).waitFor();
  });

  it('tell of an alert what is measured, and that somebody decided, without loading again', async () => {
    const page = await open(`alerts/${waiting}`);
    await page.getByText('实时更新中').waitFor();
    await page.evaluate('window.isTheSamePage = true');
    const duty = await dutyRoom();
    await measure({ loadPct: 152 });
    await page.locator('[data-section="reasons"]', { hasText: '152' }).waitFor();
    await page.locator('canvas').first().waitFor();
    await say('wang', duty, `/verify ${waiting} dismiss "促销活动，已有准备"`);
    await page.locator('.badge', { hasText: '已解除' }).waitFor();
    await page.locator('.entry', { hasText: '促销活动，已有准备' }).waitFor();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    expect(errors).toEqual([]);
  });

  it('tell of a ticket what was done in the chat, and count down until then', async () => {
    const page = await open(`tickets/${overdue}`);
    await page.getByText('实时更新中').waitFor();
    await page.evaluate('window.isTheSamePage = true');
    // Of limits that are hours away only the minutes are told; the overdue one counts seconds.
    const left = page.locator('[data-section="clocks"] [data-due]').first();
    const before = await left.innerText();
    await expect.poll(() => left.innerText(), { timeout: 10_000 }).not.toBe(before);
    const duty = await dutyRoom();
    await say('sun', duty, `/ticket progress ${overdue} "已回电，说明恢复时间"`);
    await page.locator('[data-section="progress"]', { hasText: '已回电' }).waitFor();
    await page.locator('.entry', { hasText: '孙悦首次响应客户。' }).waitFor();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    expect(errors).toEqual([]);
  });

  it('find a ticket by a Chinese word', async () => {
    const page = await open('tickets');
    await page.getByRole('searchbox').fill('充电模块');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '手环充电' }).click();
    await page.getByRole('heading', { name: '处理结果' }).waitFor();
    const said = await page.locator('main').innerText();
    for (const part of ['王**', '*******5678', '4 分（满意）', '孙悦转给技术。'])
      expect(said).toContain(part);
    expect(errors).toEqual([]);
  });

  it('lead from an incident to its alert and back', async () => {
    const page = await open(`incidents/${key}`);
    await page.getByRole('link', { name: `预警 ${linked}` }).click();
    await page.getByRole('heading', { name: '触发原因' }).waitFor();
    await page.getByRole('link', { name: key }).click();
    await page.getByRole('heading', { name: '热线接不通' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('are printed without what can be pressed', async () => {
    for (const [name, address] of Object.entries(addresses())) {
      const page = await open(address, { width: 768 });
      if (CHARTS.includes(name)) await page.locator('canvas').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      for (const part of ['.main-nav', '.search', '.filters', 'button'])
        for (const one of await page.locator(part).all())
          expect(`${name} ${part} ${await one.isVisible()}`).toBe(`${name} ${part} false`);
      if (KEPT) await picture(page, `${name}-print`);
      await page.context().close();
    }
    pages = [];
  });

  it('let a person write the postmortem, and print it as a report', async () => {
    const page = await open(`incidents/${key}/postmortem`);
    await page.getByRole('link', { name: '先选择身份' }).click();
    await page.getByRole('button', { name: '钱多' }).click();
    await page.locator('#edit-rootCause summary').click();
    await page.locator('#edit-rootCause textarea').fill('主交换节点固件缺陷');
    await page.locator('#edit-rootCause button').click();
    await page.locator('article', { hasText: '主交换节点固件缺陷' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'postmortem-written');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.editing').isVisible()).toBe(false);
    expect(await page.locator('.main-nav').isVisible()).toBe(false);
    await picture(page, 'postmortem-print');
    const file = await page.pdf({ format: 'A4', path: path.join(PICTURES, 'postmortem.pdf') });
    expect(readFileSync(path.join(PICTURES, 'postmortem.pdf')).subarray(0, 5).toString()).toBe(
      '%PDF-',
    );
    expect(file.length).toBeGreaterThan(10_000);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: '退出' }).click();
    await page.waitForURL(/sign-in/u);
    expect(errors).toEqual([]);
  });

  it('can be used from the keyboard alone', async () => {
    const page = await open(`incidents/${key}`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('location.hash')).toBe('#main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<boolean>('document.activeElement.closest("main") !== null')).toBe(
      true,
    );
  });

  it('go on after the server was started again, and miss nothing', async () => {
    const page = await open(`incidents/${key}`);
    await page.getByText('实时更新中').waitFor();
    await page.evaluate('window.isTheSamePage = true');
    const { port } = new URL(running.address);
    await running.stop();
    await page.getByText('连接中断').waitFor();
    running = await start(port);
    const room = (await rooms()).find(({ id }) => id.startsWith('room-'));
    await say('qian', room?.id ?? '', '/note "在重启之后记下"');
    await page.locator('.timeline .entry', { hasText: '在重启之后记下' }).waitFor();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
  });
});
