import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWebStage, type WebStage } from '../support/web-stage.ts';

const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'&';

let stage: WebStage;
let key: string;

beforeAll(async () => {
  stage = await openWebStage({ sandbox: true });
  const { app } = stage;
  await app.say('wang', 'duty', `open 系统故障 '热线 ${EVIL}' --regions 华东 --users 300`);
  key = (await app.storage.incidents({ limit: 1 }))[0]?.key ?? '';
  for (const line of [
    'grade 重大 "全国"',
    'commander @林悦',
    `update '进展 ${EVIL}' --percent 40 --measure '措施 ${EVIL}' --caution '注意 ${EVIL}'`,
    `note '记录 ${EVIL}'`,
    `facts cause='原因 ${EVIL}' product='手环'`,
    `task add '任务 ${EVIL}' --due 20m --role logistics`,
    'link doc https://docs.example/<b>',
    'metric connectRate=68 waitSeconds=150',
    'metric connectRate=91',
    `wording set '口径 ${EVIL}'`,
    `meeting start https://meet.example/1 --priority '优先 ${EVIL}'`,
    `plan propose '方案 ${EVIL}' steps='第一步 ${EVIL}' resources='资源' due='18:00' owner='钱多'`,
    `announce draft initial impact='影响 ${EVIL}' cause='原因' eta=23:50 workaround='公众号' nextUpdate=23:40`,
  ])
    await app.say('lin', key, line);
  await app.react('chen', 'A1.v1', '+1');
  await app.react('su', 'A1.v1', '+1');
  await app.say('li', key, 'announce sent A1 website');
  await app.say('lin', key, `postmortem edit rootCause '根因 ${EVIL}'`);
  await app.say('lin', key, `postmortem why '为什么 ${EVIL}'`);
});
afterAll(() => stage.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  stage.browser().get(path, headers);

const everyPage = (): readonly string[] => [
  '/incidents',
  `/incidents?q=${encodeURIComponent(EVIL.slice(0, 60))}`,
  `/incidents/${key}`,
  `/incidents/${key}?kind=notes`,
  `/incidents/${key}?who=${encodeURIComponent(EVIL)}`,
  `/incidents/${key}/postmortem`,
  `/incidents/${key}.html`,
  '/readiness',
  '/status',
  `/sign-in?to=${encodeURIComponent(EVIL)}`,
  `/nowhere/${encodeURIComponent(EVIL)}`,
];

describe('every page', () => {
  it('shows what people wrote as text, whatever markup is in it', async () => {
    for (const path of everyPage()) {
      const { text } = await get(path);
      expect(`${path} ${/<img|<script>/iu.exec(text)?.[0]}`).toBe(`${path} undefined`);
    }
    expect((await get(`/incidents/${key}`)).text).toContain('进展 &lt;img src=x');
  });

  it('runs no script of others, sits in no frame, and tells nobody where a reader came from', async () => {
    for (const path of everyPage()) {
      const { headers, text } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/u);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      const loaded = [
        ...text.matchAll(/<(?:script|link|img|iframe)[^>]*?(?:src|href)="(?<at>[^"]*)"/gu),
      ];
      expect(loaded.filter(({ groups }) => groups?.['at']?.startsWith('/') !== true)).toEqual([]);
      expect(text).not.toMatch(/\sstyle="|\son\w+="/u);
    }
  });

  it('speaks the language that was asked for, chosen before, or the browser’s', async () => {
    const browser = stage.browser();
    expect(
      (await browser.get('/incidents', { 'accept-language': 'en-GB,zh;q=0.5' })).text,
    ).toContain('lang="en"');
    expect((await browser.get('/incidents', { 'accept-language': 'fr,zh;q=0.5' })).text).toContain(
      'lang="zh-CN"',
    );
    const answer = await browser.get('/incidents?lang=en&q=x');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/incidents?q=x']);
    expect((await browser.get('/incidents')).text).toContain('lang="en"');
  });
});

describe('the page of an incident', () => {
  it('says in its head how it stands, who leads and what is due, and has everything else below', async () => {
    const { text } = await get(`/incidents/${key}`);
    for (const part of [
      '重大事件',
      '指挥长',
      '林悦',
      '40%',
      '接通率',
      'A1',
      '官网',
      'data-due=',
      '口径',
    ])
      expect(text).toContain(part);
    expect(text.length).toBeLessThan(300_000);
  });

  it('gives figures, limits and turns of the incident to those without scripts too', async () => {
    const { text } = await get(`/incidents/${key}`);
    expect(text).toContain('触发 &lt; 70%');
    expect(text).toContain('恢复 ≥ 90%');
    expect(text).toContain('n=2');
  });

  it('filters the timeline by kind, person and messenger', async () => {
    const count = async (query: string): Promise<number> =>
      (await get(`/incidents/${key}?${query}`)).text.match(/class="entry/gu)?.length ?? 0;
    const all = await count('');
    expect(await count('kind=metrics')).toBeGreaterThanOrEqual(2);
    expect(await count('who=li')).toBe(1);
    expect(await count('via=slack')).toBe(0);
    expect(all).toBeGreaterThan(await count('who=lin'));
  });

  it('leads from an entry to its chat message where the messenger has addresses', async () => {
    await stage.app.say('lin', key, '@烽火 note "从聊天记下"');
    expect((await get(`/incidents/${key}`)).text).toContain('https://chat.example/sandbox/');
  });
});

describe('the files of an incident', () => {
  it.each([
    ['md', 'text/markdown'],
    ['csv', 'text/csv'],
    ['json', 'application/json'],
    ['html', 'text/html'],
  ])('come as .%s', async (ending, type) => {
    const answer = await get(`/incidents/${key}.${ending}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.text).toContain('热线');
  });
});

describe('the list', () => {
  it.each([
    ['q=热线', true],
    ['q=线', true],
    ['q=犬', false],
    ['q=%20%20', true],
    ['product=手环', true],
    ['region=华东', true],
    ['cause=原因', true],
    ['scenario=system-failure&level=sev1&state=active', true],
    ['from=2026-12-01&to=2026-12-01', true],
    ['q=不存在的词', false],
    ['level=sev3', false],
    ['state=closed', false],
    ['region=西北', false],
    ['to=2026-11-30', false],
    ['from=2026-12-02', false],
  ])('finds by %s: %s', async (query, isFound) => {
    const { status, text } = await get(`/incidents?${query}`);
    expect(status).toBe(200);
    expect(text.includes(`href="/incidents/${key}"`)).toBe(isFound);
  });

  it('goes on after the last one shown', async () => {
    const { storage } = stage.app;
    const [row] = await storage.incidents({ limit: 1 });
    const { state } = (await stage.reading.records.load(key)) ?? {};
    expect([row?.key, state?.key]).toEqual([key, key]);
    const page = await stage.reading.list({ kind: 'open' }, { words: [] }, 1);
    expect(page.incidents.map(({ row: one }) => one.key)).toEqual([key]);
    expect(page.next).toBeUndefined();
  });
});

describe('writing the postmortem', () => {
  const form = async (fields: Readonly<Record<string, string>>) =>
    (await stage.signedIn('qian')).post(`/incidents/${key}/postmortem`, fields);

  it('is recorded as what the person did on the pages', async () => {
    const answer = await form({ act: 'edit', field: 'good', seen: '', text: '换得快', once: 'a1' });
    expect(answer.status).toBe(303);
    const state = await stage.app.state(key);
    expect(state.postmortem.human['good']).toMatchObject({ text: '换得快', by: { id: 'qian' } });
    const last = (await stage.app.timeline(key)).at(-1);
    expect([last?.type, last?.via]).toEqual(['postmortem.edited', 'web']);
  });

  it('loses nothing when somebody else wrote meanwhile', async () => {
    await form({ act: 'edit', field: 'bad', seen: '', text: '先写的', once: 'b1' });
    const answer = await form({ act: 'edit', field: 'bad', seen: '', text: '后写的', once: 'b2' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('先写的');
    expect(answer.text).toContain('后写的</textarea>');
    expect((await stage.app.state(key)).postmortem.human['bad']?.text).toBe('先写的');
  });

  it('takes a form that is sent twice once', async () => {
    const before = (await stage.app.state(key)).postmortem.whys.length;
    for (let n = 0; n < 2; n += 1)
      expect((await form({ act: 'why', text: '没有按计划升级', once: 'c1' })).status).toBe(303);
    expect((await stage.app.state(key)).postmortem.whys).toHaveLength(before + 1);
  });

  it('says why something cannot be done', async () => {
    const answer = await form({ act: 'publish', once: 'd1' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('role="alert"');
  });

  it('masks what is personal, as in chat', async () => {
    await form({
      act: 'edit',
      field: 'outcome',
      seen: '',
      text: '客户 13812345678 已回访',
      once: 'e1',
    });
    const { text } = await get(`/incidents/${key}/postmortem`);
    expect(text).not.toContain('13812345678');
    expect(text).toContain('5678');
  });
});

describe('the public status', () => {
  it('tells what was published, to anyone, and nothing of the incident behind it', async () => {
    for (const path of ['/status', '/status.json', '/status.atom']) {
      const { status, text } = await get(path);
      expect(status).toBe(200);
      expect(text).toContain('公众号');
      expect(text).not.toContain(key);
      expect(text).not.toContain('林悦');
    }
  });

  it('is a feed that readers of feeds take: one id an entry, all of it well formed', async () => {
    const { text } = await get('/status.atom');
    expect(text.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<feed')).toBe(true);
    const opened = [...text.matchAll(/<(?<name>[a-z]+)(?=[\s>])[^>]*[^/]?>/gu)].filter(
      ([whole]) => !whole.endsWith('/>'),
    );
    const closed = [...text.matchAll(/<\/[a-z]+>/gu)];
    expect(opened).toHaveLength(closed.length);
    expect(text.match(/<entry>/gu)).toHaveLength(1);
  });
});
