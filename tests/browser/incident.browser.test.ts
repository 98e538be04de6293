import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#domain/locale.ts';
import { openBrowser } from '../support/browser.ts';
import { startFenghuo, type RunningFenghuo } from '../support/running-fenghuo.ts';
import { barriers } from './barriers.ts';
import { inFrontOf } from './person.ts';

/** `npm run pictures` renews the pictures of the README; otherwise they go where nobody keeps them. */
const PICTURES = process.env['PICTURES'] ?? mkdtempSync(path.join(tmpdir(), 'pictures-'));
mkdirSync(PICTURES, { recursive: true });

interface Words {
  readonly short: string;
  readonly duty: string;
  readonly opened: string;
  readonly approved: string;
  readonly published: string;
  readonly closed: string;
  readonly postmortem: string;
  readonly rootCause: string;
  readonly outage: string;
  readonly draft: string;
}

const WORDS: Record<Locale, Words> = {
  'zh-CN': {
    short: 'zh',
    duty: '值守群',
    opened: '已开启 INC-',
    approved: '已通过',
    published: '已发布',
    closed: '事件已关闭',
    postmortem: '复盘',
    rootCause: '根因',
    outage: 'system-failure',
    draft: 'impact="热线接入困难" cause="交换节点故障" workaround=微信公众号',
  },
  en: {
    short: 'en',
    duty: 'Duty',
    opened: 'INC-',
    approved: 'pproved',
    published: 'ublished',
    closed: 'closed',
    postmortem: 'ostmortem',
    rootCause: 'oot cause',
    outage: 'system-failure',
    draft: 'impact="The hotline is hard to reach" cause="a switch failed" workaround="online chat"',
  },
};

let browser: Browser;
let errors: string[] = [];
let pages: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
// A page left open would go on asking a server that has gone.
afterEach(async () => {
  for (const page of pages) await page.context().close();
  pages = [];
  errors = [];
});

const open = async (
  running: RunningFenghuo,
  locale: Locale,
  width = 1440,
  height = 900,
): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width, height },
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
    if (!request.url().startsWith(running.address) && !request.url().startsWith('data:'))
      errors.push(`asked elsewhere: ${request.url()}`);
  });
  await page.goto(running.address);
  return page;
};

const picture = (page: Page, name: string) =>
  page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled' });

describe.each(['zh-CN', 'en'] as const)('a whole incident in a real browser (%s)', (locale) => {
  let running: RunningFenghuo;
  const words = WORDS[locale];

  beforeAll(async () => {
    running = await startFenghuo({ LOCALE: locale });
  });
  afterAll(() => running.stop());

  it('is opened by three questions, graded, announced by reaction, resolved, closed, and read', async () => {
    const page = await open(running, locale);
    const person = inFrontOf(page);
    await person.send('/open');
    const form = page.locator('dialog');
    await form.locator('select').first().selectOption(words.outage);
    await form
      .locator('input[type="text"], input:not([type])')
      .first()
      .fill(locale === 'en' ? 'Hotline cannot be reached' : '热线接不通');
    await form.getByLabel(/3\./).fill('全国');
    await picture(page, `form-${words.short}`);
    await form.locator('button[type="submit"]').click();
    await page.locator('ol.messages').getByText(words.opened).first().waitFor();

    await person.actAs('林悦');
    await person.enter('INC-');
    await person.send('/grade critical "nationwide"');
    await page
      .locator('nav')
      .getByText(locale === 'en' ? 'Critical' : '重大')
      .first()
      .waitFor();
    await person.send('/commander @林悦');
    await person.send('/assign brandPr @李娜');

    await person.actAs('李娜');
    await person.enter('INC-');
    await person.send(
      '/announce draft initial impact="热线接入困难" cause="交换节点故障" eta=23:50 workaround=微信公众号 nextUpdate=23:40',
    );
    await person.card('A1').waitFor();
    for (const name of ['陈波', '苏敏']) {
      await person.actAs(name);
      await person.enter('INC-');
      await person.react('A1', '✅');
    }
    await person.card('A1').getByText(words.approved).first().waitFor();
    await picture(page, `announcement-${words.short}`);
    await page.evaluate(`document.querySelector('article.card').scrollIntoView()`);
    await picture(page, `incident-${words.short}`);
    expect(await barriers(page)).toEqual([]);

    await person.actAs('李娜');
    await person.enter('INC-');
    await person.send('/announce sent A1 website');
    await page.locator('article.card', { hasText: words.published }).last().waitFor();

    await person.actAs('林悦');
    await person.enter('INC-');
    await person.send('/resolve "node replaced"');
    await person.send('/close --force "trial run"');
    await person.card(words.closed).waitFor();
    await person.send('/postmortem show');
    const document = person.card(words.postmortem);
    await document.waitFor();
    expect(await document.innerText()).toContain(words.rootCause);
    await page.evaluate(`[...document.querySelectorAll('article.card')].at(-1).scrollIntoView()`);
    await picture(page, `postmortem-${words.short}`);
    expect(errors).toEqual([]);
  });

  it('can be read and led on a phone, without scrolling sideways', async () => {
    const page = await open(running, locale, 375, 760);
    const wide = () =>
      page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(await wide()).toBeLessThanOrEqual(0);
    await page.locator('button.back').click();
    await picture(page, `phone-list-${words.short}`);
    await page.locator('nav button.room-entry', { hasText: 'INC-' }).first().click();
    await page.locator('article.card').last().waitFor();
    expect(await wide()).toBeLessThanOrEqual(0);
    await picture(page, `phone-room-${words.short}`);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.tagName')).not.toBe('BODY');
    expect(errors).toEqual([]);
  });
});
