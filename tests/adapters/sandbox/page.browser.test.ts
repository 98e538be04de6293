import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { openBrowser } from '../../support/browser.ts';
import { createFakeInbox } from '../../support/sandbox/fake-inbox.ts';
import { createTestSandbox, serve, type Served } from '../../support/sandbox/test-sandbox.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Size {
  readonly width: number;
  readonly height: number;
}
const DESK: Size = { width: 1440, height: 900 };
const PHONE: Size = { width: 375, height: 760 };

const WIDER_THAN_ITS_PLACE = `[document.documentElement, ...document.querySelectorAll('.scroll, .card')]
  .some((element) => element.scrollWidth > element.clientWidth + 1)`;

describe('the page of the sandbox', () => {
  let browser: Browser;
  let context: BrowserContext;
  let sandbox: Sandbox;
  let inbox: ReturnType<typeof createFakeInbox>;
  let served: Served;
  const problems: string[] = [];

  const open = async (viewport = DESK, scheme: 'light' | 'dark' = 'light'): Promise<Page> => {
    // Without motion: what fades in has little contrast for a moment.
    const reducedMotion = 'reduce';
    context = await browser.newContext({
      viewport,
      colorScheme: scheme,
      locale: 'zh-CN',
      reducedMotion,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url)) problems.push(`asked ${request.url()}`);
    });
    await page.goto(served.url);
    await page.locator('form.composer textarea').waitFor();
    return page;
  };
  const send = async (page: Page, line: string): Promise<void> => {
    await page.locator('#composer').fill(line);
    await page.locator('#composer').press('Enter');
  };
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    problems.length = 0;
    sandbox = createTestSandbox();
    inbox = createFakeInbox(sandbox);
    await sandbox.listen(inbox);
    served = await serve(sandbox);
  });
  afterEach(async () => {
    await context.close();
    await served.close();
  });

  it('greets a newcomer with three ways to begin, and opens a form from one of them', async () => {
    const page = await open();
    expect(await page.locator('.way strong').allInnerTexts()).toEqual([
      '开启事件',
      '看一次演示',
      '帮助',
    ]);
    await page.locator('.way').first().click();
    await page.locator('dialog[open]').waitFor();
    await page.locator('dialog .button.primary').click();
    await page.locator('dialog .error').waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("name")')).toBe('title');
    await page.keyboard.type('热线接通率骤降');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('nav .room-entry', { hasText: 'INC-' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('shows what people write as text, whatever it looks like', async () => {
    const page = await open();
    const evil =
      '<img src=x onerror="document.title=1"> <script>document.title=2</script> javascript:alert(1)';
    await send(page, evil);
    const said = page.locator('.chat-text').last();
    await said.waitFor();
    expect(await said.innerText()).toBe(evil);
    expect(await said.locator('img, script, a').count()).toBe(0);
    expect(await page.title()).toContain('烽火');
    expect(problems).toEqual([]);
  });

  it('keeps a line that could not be sent, and sends it once with one receipt when it can', async () => {
    const page = await open();
    const receipts: string[] = [];
    let broken = true;
    await page.route('**/api/command', async (route) => {
      receipts.push(route.request().postDataJSON().receiptId);
      if (broken) return route.abort();
      return route.continue();
    });
    await send(page, '断线时说的话');
    await page.locator('.pending.waiting', { hasText: '断线时说的话' }).waitFor();
    // It outlives a reload, and goes out by itself.
    await page.reload();
    await page.locator('.pending.waiting', { hasText: '断线时说的话' }).waitFor();
    broken = false;
    await page.locator('.chat-text', { hasText: '断线时说的话' }).waitFor();
    expect(new Set(receipts).size).toBe(1);
    expect(receipts.length).toBeGreaterThan(2);
    expect(await page.locator('.chat-text', { hasText: '断线时说的话' }).count()).toBe(1);
    await page.locator('.pending').waitFor({ state: 'detached' });
  });

  it('gives a refused line back to the message box', async () => {
    const page = await open();
    await send(page, 'x'.repeat(4_100));
    await page.locator('.pending.refused').waitFor();
    await page.locator('.pending .button').first().click();
    await expect.poll(() => page.locator('#composer').inputValue()).toHaveLength(4_100);
  });

  it('can be led by the keyboard alone', async () => {
    const page = await open();
    await page.locator('.way').last().waitFor();
    await page.keyboard.press('/');
    await page.locator('.completions li').first().waitFor();
    await page.keyboard.type('ann');
    await page.locator('.completions li', { hasText: 'announce' }).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator('#composer').inputValue()).toBe('/announce draft ');
    await page.locator('#composer').fill('/o');
    await page.locator('.completions li').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.completions').waitFor({ state: 'detached' });
    await page.locator('button.me').focus();
    await page.keyboard.press('Enter');
    await page.locator('input[role="combobox"]:focus').waitFor();
    await page.keyboard.type('苏敏');
    await page.locator('#person-su.active').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('button.me', { hasText: '苏敏' }).waitFor();
    expect(await page.evaluate('document.activeElement.className')).toBe('me');
  });

  it('does not send while a Chinese input method still composes', async () => {
    const page = await open();
    await page.locator('#composer').fill('zhong');
    await page
      .locator('#composer')
      .dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    expect(await page.locator('#composer').inputValue()).toBe('zhong');
    await page.locator('#composer').press('Enter');
    await page.locator('.chat-text', { hasText: 'zhong' }).waitFor();
    expect(await page.locator('#composer').inputValue()).toBe('');
  });

  it('says aloud what arrives in the room on screen', async () => {
    const page = await open();
    sandbox.world.addMessage({ room: 'duty', author: 'lin', text: '接通率掉到68%' });
    await expect
      .poll(() => page.locator('.app > [aria-live]').textContent())
      .toBe('林悦: 接通率掉到68%');
  });

  it('speaks both languages, and remembers which', async () => {
    const page = await open();
    await page.locator('button.language').click();
    await page.locator('h1', { hasText: 'Duty' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await page.reload();
    await page.locator('h1', { hasText: 'Duty' }).waitFor();
    await send(page, '/status');
    await page.locator('.only-you', { hasText: 'Only you can see this' }).waitFor();
    expect(inbox.received.at(-1)?.locale).toBe('en');
  });

  it.each([
    ['a desk by day', DESK, 'light'],
    ['a phone by night', PHONE, 'dark'],
  ] as const)('is accessible and fits on %s', async (_name, size, scheme) => {
    const page = await open(size, scheme);
    await send(page, '/open 系统故障 "热线接通率骤降"');
    await page.locator('.message.private').waitFor();
    if (size === PHONE) await page.locator('button.back').click();
    await page.locator('nav .room-entry', { hasText: 'INC-' }).click();
    for (const line of ['/metric connectRate=66', '/announce draft initial', '/status'])
      await send(page, line);
    await page.locator('.message.private', { hasText: '/status' }).waitFor();
    const wide = await page.evaluate(WIDER_THAN_ITS_PLACE);
    expect(wide).toBe(false);
    await page.evaluate(`${AXE};0`);
    const { violations } = (await page.evaluate('axe.run()')) as {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    };
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(problems).toEqual([]);
  });
});
