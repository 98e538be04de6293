import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itLeadsBackFrom } from '../support/bad-addresses.ts';
import { openWebStage, type WebStage } from '../support/web-stage.ts';

let stage: WebStage;
let key: string;

beforeAll(async () => {
  stage = await openWebStage({ sandbox: true });
  await stage.app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
  key = (await stage.app.storage.incidents({ limit: 1 }))[0]?.key ?? '';
});
afterAll(() => stage.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  stage.browser().get(path, headers);

describe('bad input', () => {
  itLeadsBackFrom(get, [
    ['/incidents/INC-20200101-01', 404, '这里没有内容', 'There is nothing here'],
    ['/incidents/<b>', 404, '这里没有内容', 'There is nothing here'],
    ['/playbooks/__proto__', 404, '这里没有内容', 'There is nothing here'],
    ['/nowhere', 404, '这里没有内容', 'There is nothing here'],
    ['/incidents/%E0%A4%A', 400, '没有看懂提交的内容', 'could not be understood'],
    ['/incidents?after=%21%21', 400, '找不到列表的这个位置', 'cannot be found'],
    ['/incidents?level=<b>', 400, '看不懂这个筛选条件', 'cannot be understood'],
    ['/incidents?from=2026-13-99', 400, '看不懂这个筛选条件', 'cannot be understood'],
    [`/incidents?q=${'a+'.repeat(20)}`, 400, '搜索的内容太长', 'too long'],
    ['/sign-in?token=forged', 403, '这个链接已经不能用了', 'no longer works'],
    ['/share/forged', 403, '这个链接已经不能用了', 'no longer works'],
  ]);

  it.each([
    ['线', 'zh-CN', '搜索的内容太长'],
    ['x', 'en', 'too long'],
  ])('a search of ten thousand letters is too long: %s %s', async (letter, language, words) => {
    for (const list of ['/incidents', '/alerts', '/tickets']) {
      const path = `${list}?q=${encodeURIComponent(letter.repeat(10_000))}`;
      const answer = await get(path, { 'accept-language': language });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(words);
      expect(answer.text).toMatch(/class="way-back"> *<a/u);
    }
  });

  it.each(['99', '999999999', '0', '-1', 'x', '1e9'])('no page %s of a timeline', async (page) => {
    const answer = await get(`/incidents/${key}?page=${page}`);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('没有这一页');
    expect(answer.text).toMatch(/class="way-back"> *<a/u);
  });

  it('is answered with problem details where a program asks', async () => {
    for (const path of ['/incidents/INC-20200101-01.json', '/incidents/INC-20200101-01']) {
      const answer = await get(path, { accept: 'application/json' });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.parse(answer.text)).toMatchObject({ status: 404 });
    }
  });

  it('by the wrong method is refused with the right ones', async () => {
    const { address } = stage;
    for (const [path, method, allow] of [
      ['/incidents', 'DELETE', 'GET, HEAD'],
      [`/incidents/${key}/postmortem`, 'PUT', 'GET, POST, HEAD'],
      ['/sign-out', 'PATCH', 'POST'],
    ] as const) {
      const answer = await fetch(`${address}${path}`, { method, headers: { accept: 'text/html' } });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
      expect(await answer.text()).toContain('way-back');
    }
  });

  it('too large is refused before it is read', async () => {
    const browser = await stage.signedIn('lin');
    const answer = await browser.post(`/incidents/${key}/postmortem`, {
      act: 'why',
      text: 'x'.repeat(300_000),
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('提交的内容太大');
  });
});
