import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeishuSignIn } from '#adapters/feishu/sign-in.ts';
import { MINUTE } from '#domain/time.ts';
import { openSignInServer, type SignInServer } from '../support/feishu/sign-in-server.ts';
import { type Browser, openWebStage, type WebStage } from '../support/web-stage.ts';

const APP = { appId: 'cli_fenghuo', appSecret: 'a secret of the app' };
const SITE = 'https://fenghuo.example';

let feishu: SignInServer;
let stage: WebStage;
let key: string;

beforeEach(async () => {
  feishu = await openSignInServer({ ...APP, redirects: [`${SITE}/sign-in/feishu/return`] });
  const signIn = createFeishuSignIn({
    appId: APP.appId,
    appSecret: { reveal: () => APP.appSecret },
    domain: feishu.address,
  });
  stage = await openWebStage({ signIns: [signIn] });
  await stage.app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
  key = (await stage.app.storage.incidents({ limit: 1 }))[0]?.key ?? '';
});
afterEach(async () => {
  await stage.close();
  await feishu.close();
});

/** Where the button of the sign-in page leads: to Feishu. */
const begin = async (browser: Browser, to = ''): Promise<string> => {
  const { status, headers } = await browser.get(`/sign-in/feishu?to=${encodeURIComponent(to)}`);
  expect(status).toBe(303);
  return headers.get('location') ?? '';
};

/** Our part of the address that Feishu sends the browser back to. */
const pathOf = (back: string): string => back.replace(SITE, '');

const expectFailed = async (browser: Browser, path: string): Promise<void> => {
  const { status, text } = await browser.get(path);
  expect(status).toBe(403);
  expect(text).toContain('登录没有成功');
  expect(text).toMatch(/class="way-back"> *<a/u);
  expect((await browser.get('/incidents')).status).toBe(401);
};

describe('signing in with Feishu', () => {
  it('is offered to whoever has to sign in, and leads to what they asked for', async () => {
    const browser = stage.browser();
    const asked = await browser.get(`/incidents/${key}`);
    expect(asked.status).toBe(401);
    const href = /href="(?<to>\/sign-in\/feishu[^"]+)"/u.exec(asked.text)?.groups?.['to'] ?? '';
    const address = (await browser.get(href)).headers.get('location') ?? '';
    const answer = await browser.get(pathOf(feishu.agree(address, 'ou_zhao')));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/incidents/${key}`]);
    const page = await browser.get(`/incidents/${key}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('赵磊');
    const events = await stage.app.storage.events('organisation', 1, 99);
    expect(events.at(-1)).toMatchObject({ type: 'person.signedIn', actor: { id: 'zhao' } });
  });

  it('goes to the accounts host of the cloud that the app is on, with nothing secret in the address', () => {
    for (const [domain, host] of [
      ['https://open.feishu.cn', 'accounts.feishu.cn'],
      ['https://open.larksuite.com', 'accounts.larksuite.com'],
      ['https://feishu.example', 'feishu.example'],
    ] as const) {
      const signIn = createFeishuSignIn({
        appId: APP.appId,
        appSecret: { reveal: () => APP.appSecret },
        domain,
      });
      const address = signIn.address({ state: 's', challenge: 'c', redirect: SITE });
      expect(new URL(address).host).toBe(host);
      expect(decodeURIComponent(address)).not.toContain(APP.appSecret);
    }
  });

  it('works once: neither the same answer nor the same attempt is taken again', async () => {
    const browser = stage.browser();
    const address = await begin(browser);
    const back = pathOf(feishu.agree(address, 'ou_zhao'));
    expect((await browser.get(back)).status).toBe(303);
    browser.cookies.delete('fenghuo_session');
    await expectFailed(browser, back);
    await expectFailed(browser, pathOf(feishu.agree(address, 'ou_lin')));
  });

  it('is refused where the answer is another browser’s, forged, too old, or without consent', async () => {
    const browser = stage.browser();
    const address = await begin(browser);
    const back = pathOf(feishu.agree(address, 'ou_lin'));
    const stranger = stage.browser();
    await stranger.get('/status');
    await expectFailed(stranger, back);
    await expectFailed(stage.browser(), back);
    await expectFailed(browser, back.replace(/state=[^&]+/u, 'state=forged'));
    await expectFailed(browser, '/sign-in/feishu/return');
    await expectFailed(browser, pathOf(feishu.refuse(address)));
    expect(feishu.asked()).toBe(0);
    stage.app.clock.set(stage.app.clock.now() + 11 * MINUTE);
    await expectFailed(browser, back);
    expect(feishu.asked()).toBe(0);
  });

  it('is refused where Feishu does not vouch for the code', async () => {
    const browser = stage.browser();
    const first = feishu.agree(await begin(browser), 'ou_lin');
    const second = new URL(feishu.agree(await begin(browser), 'ou_lin'));
    // A code that was caught does not fit another attempt, even in the same browser.
    second.searchParams.set('code', new URL(first).searchParams.get('code') ?? '');
    await expectFailed(browser, pathOf(second.href));
    second.searchParams.set('code', 'never given');
    await expectFailed(browser, pathOf(second.href));
    expect(feishu.asked()).toBe(2);
  });

  it('is for people of the organisation only, and says so to others', async () => {
    const browser = stage.browser();
    const back = feishu.agree(await begin(browser), 'ou_somebody_else');
    const { status, text } = await browser.get(pathOf(back));
    expect(status).toBe(403);
    expect(text).toContain('组织名册中没有这个飞书账号');
  });

  it('fails politely while Feishu is away, and leads to no other site', async () => {
    const browser = stage.browser();
    const address = await begin(browser, 'https://evil.example/');
    const back = pathOf(feishu.agree(address, 'ou_zhao'));
    expect((await browser.get(back)).headers.get('location')).toBe('/incidents');
    const other = stage.browser();
    const late = pathOf(feishu.agree(await begin(other), 'ou_zhao'));
    feishu.fail();
    await expectFailed(other, late);
  });

  it('is not there for a messenger that does not vouch for people', async () => {
    for (const path of ['/sign-in/slack', '/sign-in/slack/return', '/sign-in/__proto__'])
      expect((await stage.browser().get(path)).status).toBe(404);
  });
});
