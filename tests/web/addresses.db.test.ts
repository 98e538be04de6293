import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '#web/pages.ts';
import { FORMS, openReaders, READERS, type Readers } from '../support/readers.ts';

let readers: Readers;

beforeAll(async () => {
  readers = await openReaders();
});
afterAll(() => readers.close());

const routes = PAGES.flatMap((page) => page.routes);

describe('every address', () => {
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
  const byPath = Map.groupBy(routes, ({ path }) => path);

  it.each(READERS)(
    'refuses every other method, and says which ones there are: %s',
    async (reader) => {
      const stage = readers.stageOf(reader);
      const browser = await readers.browserOf(reader);
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const wrong: string[] = [];
      for (const [path, here] of byPath) {
        const allowed = here.map(({ method }) => String(method));
        if (allowed.includes('GET')) allowed.push('HEAD');
        const address = await readers.addressFor(
          path,
          readers.keysFor(path, stage).ordinary,
          stage,
        );
        for (const method of METHODS.filter((one) => !allowed.includes(one))) {
          const headers = { accept: 'text/html', cookie, 'accept-language': 'en' };
          const answer = await fetch(`${stage.address}${address}`, { method, headers });
          const text = await answer.text();
          const isRight =
            answer.status === 405 &&
            answer.headers.get('allow') === allowed.join(', ') &&
            // A program that asks by its address is answered in its own way.
            (/\.json$|\/stream$/u.test(path) || method === 'HEAD' || text.includes('way-back'));
          if (!isRight) wrong.push(`${method} ${path}: ${answer.status}`);
        }
      }
      expect(byPath.size).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    },
  );

  it.each([
    ['zh-CN', '这里没有内容', '这个链接已经不能用了'],
    ['en', 'There is nothing here', 'no longer works'],
  ])('that leads to nothing is a page with the way back: %s', async (language, none, invalid) => {
    const browser = await readers.closed.signedIn('lin');
    for (const { method, path } of routes) {
      if (method !== 'GET' || !path.includes(':')) continue;
      const address = path
        .replace(':key', readers.keysFor(path, readers.closed).unknown)
        .replace(':id', 'no-such-playbook')
        .replace(':token', 'forged')
        .replace(':messenger', 'nobody');
      const headers = { 'accept-language': language };
      const { status, text } = await browser.get(address, headers);
      const isForged = path.includes(':token');
      expect(`${path} ${status}`).toBe(`${path} ${isForged ? 403 : 404}`);
      if (/\.json$|\/stream$/u.test(path)) continue;
      expect(text).toContain(isForged ? invalid : none);
      expect(text).toMatch(/class="way-back"> *<a/u);
    }
  });
});

describe('a form', () => {
  const forms = routes.filter(({ method }) => method === 'POST');

  it.each(READERS)(
    'without the proof that it is ours changes nothing, sent by: %s',
    async (reader) => {
      expect(forms.length).toBeGreaterThan(3);
      for (const { path } of forms) {
        const browser = await readers.browserOf(reader);
        const address = await readers.addressFor(
          path,
          readers.incidentsOf(readers.stageOf(reader)).ordinary,
          readers.stageOf(reader),
        );
        const stolen = readers.closed.tokens.formProof('somebody-elses-visit lin');
        for (const proof of ['', 'x', stolen]) {
          const { status } = await browser.post(address, { ...FORMS[path] }, { proof });
          expect(`${path} ${status}`).toBe(`${path} 403`);
        }
      }
    },
  );

  it('from another site changes nothing, even with a proof', async () => {
    const lin = await readers.browserOf('commander');
    const path = `/incidents/${readers.incidentsOf(readers.closed).ordinary}/shares`;
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ])
      expect((await lin.post(path, { days: '1' }, { headers })).status).toBe(403);
    const ours = { origin: 'https://fenghuo.example', 'sec-fetch-site': 'same-origin' };
    expect((await lin.post(path, { days: '1' }, { headers: ours })).status).toBe(303);
  });
});
