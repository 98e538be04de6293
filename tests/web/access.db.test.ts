import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { createTokens } from '#web/tokens.ts';
import { openWebStage, proofIn, type WebStage } from '../support/web-stage.ts';

let stage: WebStage;
let key: string;

beforeAll(async () => {
  stage = await openWebStage();
  await stage.app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
  key = (await stage.app.storage.incidents({ limit: 1 }))[0]?.key ?? '';
});
afterAll(() => stage.close());

const later = (ms: number): void => stage.app.clock.set(stage.app.clock.now() + ms);

const enter = async (token: string, to = '/incidents') => {
  const browser = stage.browser();
  const page = await browser.get(`/sign-in?token=${token}&to=${to}`);
  const answer = await browser.post('/sign-in', { token, to }, { proof: proofIn(page.text) });
  return { browser, page, answer };
};

describe('a link that the bot gives privately', () => {
  it('asks once more, then signs one person in and leads to where it was for', async () => {
    const { page, answer, browser } = await enter(
      await stage.tokens.link('qian'),
      `/incidents/${key}`,
    );
    expect(page.text).toContain('钱多');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/incidents/${key}`);
    expect((await browser.get(`/incidents/${key}`)).text).toContain('热线接不通');
  });

  it('sets a cookie that scripts cannot read, that other sites cannot use, and that needs TLS where there is TLS', async () => {
    const { answer } = await enter(await stage.tokens.link('qian'));
    const [cookie = ''] = answer.headers.getSetCookie();
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/', 'Max-Age=43200'])
      expect(cookie).toContain(part);
  });

  it('works once, even for the same person', async () => {
    const token = await stage.tokens.link('qian');
    expect((await enter(token)).answer.status).toBe(303);
    const again = await enter(token);
    expect(again.answer.status).toBe(403);
    expect(again.answer.text).toContain('这个链接已经不能用了');
  });

  it('is not used up by a program that only looks at it', async () => {
    const token = await stage.tokens.link('qian');
    for (let n = 0; n < 3; n += 1) await stage.browser().get(`/sign-in?token=${token}`);
    expect((await enter(token)).answer.status).toBe(303);
  });

  it('ends after ten minutes', async () => {
    const token = await stage.tokens.link('qian');
    later(9 * MINUTE);
    expect((await stage.browser().get(`/sign-in?token=${token}`)).status).toBe(200);
    later(2 * MINUTE);
    for (const [language, words] of [
      ['zh-CN', '这个链接已经不能用了'],
      ['en', 'no longer works'],
    ] as const) {
      const headers = { 'accept-language': language };
      const { status, text } = await stage.browser().get(`/sign-in?token=${token}`, headers);
      expect(status).toBe(403);
      expect(text).toContain(words);
      expect(text).toMatch(/class="way-back"> *<a/u);
    }
  });

  it('opens nothing when it is forged, of another purpose, or signed with another secret', async () => {
    const { clock } = stage.app;
    const ids = { next: () => 'x' };
    const foreign = createTokens({ secret: 'another secret', clock, ids });
    const session = (await stage.tokens.session('lin')).token;
    const [head = '', , signature = ''] = session.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'lin', aud: 'link' })).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    for (const token of [
      'x',
      '',
      session,
      await foreign.link('lin'),
      `${head}.${claims}.${signature}`,
      unsigned,
    ])
      expect((await stage.browser().get(`/sign-in?token=${token}`)).status).toBe(403);
    const browser = stage.browser();
    for (const token of [await foreign.link('lin'), await stage.tokens.link('lin'), unsigned]) {
      browser.cookies.set('fenghuo_session', token);
      expect((await browser.get('/incidents')).status).toBe(401);
    }
  });

  it('is for people of the organisation only', async () => {
    expect(
      (await stage.browser().get(`/sign-in?token=${await stage.tokens.link('nobody')}`)).status,
    ).toBe(403);
  });

  it('leads to no other site', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:1',
    ]) {
      later(1);
      const { answer } = await enter(await stage.tokens.link('qian'), encodeURIComponent(to));
      expect(answer.headers.get('location')).toBe('/incidents');
    }
  });
});

describe('signing out', () => {
  it('ends every session and every unused link of the person, and nobody else’s', async () => {
    const [first, second, other] = [
      await stage.signedIn('qian'),
      await stage.signedIn('qian'),
      await stage.signedIn('lin'),
    ];
    const unused = await stage.tokens.link('qian');
    later(1);
    expect((await first?.post('/sign-out', {}))?.status).toBe(303);
    expect((await first?.get('/incidents'))?.status).toBe(401);
    expect((await second?.get('/incidents'))?.status).toBe(401);
    expect((await other?.get('/incidents'))?.status).toBe(200);
    expect((await stage.browser().get(`/sign-in?token=${unused}`)).status).toBe(403);
  });

  it('comes by itself after a working day', async () => {
    const browser = await stage.signedIn('qian');
    later(11 * 60 * MINUTE);
    expect((await browser.get('/incidents')).status).toBe(200);
    later(61 * MINUTE);
    expect((await browser.get('/incidents')).status).toBe(401);
  });
});

describe('a link for an outside reader', () => {
  const share = async (days: string): Promise<string> => {
    const lin = await stage.signedIn('lin');
    await lin.post(`/incidents/${key}/shares`, { days });
    const page = (await lin.get(`/incidents/${key}/shares`)).text;
    return (
      /https:\/\/fenghuo\.example(?<path>\/share\/[\w.-]+)/u.exec(page)?.groups?.['path'] ?? ''
    );
  };

  it('opens one incident for reading until its day, without the ways into meetings and chats', async () => {
    await stage.app.say('lin', key, 'meeting start https://meet.example/1 --priority "恢复接通率"');
    await stage.app.say('lin', key, 'link recording https://files.example/call.wav');
    const link = await share('1');
    const auditor = stage.browser();
    const answer = await auditor.get(link);
    expect(answer.headers.get('location')).toBe(`/incidents/${key}`);
    const page = (await auditor.get(`/incidents/${key}`)).text;
    expect(page).toContain('热线接不通');
    for (const path of ['', '/postmortem', '.md', '.csv', '.json', '.html']) {
      const { status, text } = await auditor.get(`/incidents/${key}${path}`);
      expect(status).toBe(200);
      expect(text).not.toContain('meet.example');
      expect(text).not.toContain('files.example');
    }
    JSON.parse((await auditor.get(`/incidents/${key}.json`)).text);
    expect((await auditor.get('/incidents')).status).toBe(401);
    later(24 * 60 * MINUTE);
    expect((await auditor.get(`/incidents/${key}`)).status).toBe(401);
    const late = await stage.browser().get(link, { 'accept-language': 'en' });
    expect(late.status).toBe(403);
    expect(late.text).toContain('no longer works');
    expect(late.text).toMatch(/class="way-back"> *<a/u);
  });

  it('is ended by whoever leads, at once', async () => {
    const path = await share('7');
    const auditor = stage.browser();
    await auditor.get(path);
    const lin = await stage.signedIn('lin');
    const shares = (await lin.get(`/incidents/${key}/shares`)).text;
    const id = /name="revoke" value="(?<id>[^"]+)"/u.exec(shares)?.groups?.['id'] ?? '';
    expect((await lin.post(`/incidents/${key}/shares`, { revoke: id })).status).toBe(303);
    expect((await auditor.get(`/incidents/${key}`)).status).toBe(401);
    expect((await stage.browser().get(path)).status).toBe(403);
  });

  it('is kept in the record: who gave it, for what, until when', async () => {
    const events = await stage.app.storage.events('organisation', 1, 1_000);
    const given = events.filter(({ type }) => type === 'share.created');
    expect(given.length).toBeGreaterThan(0);
    expect(given[0]?.actor.id).toBe('lin');
    expect(await stage.app.storage.verify('organisation')).toEqual([]);
  });
});
