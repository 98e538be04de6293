import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf } from '#domain/incident/people.ts';
import { PAGES } from '#web/pages.ts';
import type { SignIn } from '#ports/sign-in.ts';
import type { Need } from '#web/rights.ts';
import { type Browser, openWebStage, type WebStage } from '../support/web-stage.ts';

/** Every address, and what it asks of its reader: said once more here, so that a slip is noticed. */
const NEEDS: Readonly<Record<string, Need>> = {
  'GET /': 'nothing',
  'GET /incidents': 'organisation',
  'GET /incidents/:key.md': 'record',
  'GET /incidents/:key.json': 'record',
  'GET /incidents/:key.csv': 'record',
  'GET /incidents/:key.html': 'record',
  'GET /incidents/:key': 'sight',
  'GET /incidents/:key/stream': 'record',
  'GET /incidents/:key/postmortem': 'record',
  'POST /incidents/:key/postmortem': 'write',
  'GET /incidents/:key/shares': 'share',
  'POST /incidents/:key/shares': 'share',
  'GET /alerts': 'organisation',
  'GET /alerts/:key.json': 'subject',
  'GET /alerts/:key': 'subject',
  'GET /alerts/:key/stream': 'subject',
  'GET /share/:token': 'nothing',
  'GET /playbooks': 'organisation',
  'GET /playbooks/:id': 'organisation',
  'GET /readiness': 'organisation',
  'GET /status': 'nothing',
  'GET /status.json': 'nothing',
  'GET /status.atom': 'nothing',
  'GET /sign-in': 'nothing',
  'POST /sign-in': 'nothing',
  'POST /sign-out': 'self',
  'GET /sign-in/:messenger': 'nothing',
  'GET /sign-in/:messenger/return': 'nothing',
};

const READERS = [
  'stranger',
  'auditor',
  'colleague',
  'participant',
  'commander',
  'open',
  'player',
] as const;
type ReaderName = (typeof READERS)[number];
const INCIDENTS = ['ordinary', 'confidential', 'unknown'] as const;
type IncidentName = (typeof INCIDENTS)[number];

/**
 * What a need means to each reader in the order above, of the ordinary, the confidential and an unknown
 * incident: y(es), f(eed), s(ign in), n(ot found), r(efused).
 */
const MAY: Readonly<Record<Need, string>> = {
  nothing: 'yyy yyy yyy yyy yyy yyy yyy',
  organisation: 'sss sss yyy yyy yyy yyy yyy',
  sight: 'sss yss yfn yyn yyn yyn yyn',
  record: 'sss yss ynn yyn yyn yyn yyn',
  subject: 'sss sss ynn ynn yyn yyn yyn',
  write: 'sss rss rnn yyn yyn rrn yyn',
  share: 'sss rss rnn rrn yyn rrn rrn',
  self: 'sss sss yyy yyy yyy sss yyy',
};

const mayAs = (need: Need, reader: ReaderName, incident: number): string =>
  MAY[need].split(' ')[READERS.indexOf(reader)]?.[incident] ?? '?';

/** Level and state are a page like any other; what is on it is looked at below. */
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  y: [200, 303],
  f: [200],
  s: [401],
  n: [404],
  r: [403],
};

const PEOPLE: Partial<Record<ReaderName, string>> = {
  colleague: 'standby12',
  participant: 'qian',
  commander: 'lin',
  player: 'qian',
};

/** A messenger that says of every code whose it is. */
const VOUCHING: SignIn = {
  platform: 'feishu',
  address: ({ state }) => `https://accounts.example/?state=${state}`,
  account: async () => 'ou_zhao',
};

let closed: WebStage;
let sandbox: WebStage;
type Keys = Readonly<Record<IncidentName, string>>;
const keys = new Map<string, { readonly incidents: Keys; readonly alerts: Keys }>();

/** Two alerts that wait to be verified: of an ordinary scenario, and of one that is confidential. */
const raiseAlerts = async ({ app, say, settle, storage }: WebStage['app']): Promise<Keys> => {
  await app.ingest.samples([{ metric: 'loadPct', value: 130 }]);
  await say('wang', 'duty', 'signal 热搜 "手环登上热搜"');
  await settle();
  const rows = await storage.subjects({ kind: 'alert', limit: 9 });
  const of = (scenario: string): string => rows.find((row) => row.scenario === scenario)?.key ?? '';
  return {
    ordinary: of('call-surge'),
    confidential: of('public-opinion'),
    unknown: 'ALT-20200101-07',
  };
};

const openIncidents = async (stage: WebStage): Promise<void> => {
  const { app } = stage;
  // While nothing runs: beside an open incident nothing is raised.
  const alerts = await raiseAlerts(app);
  await app.say('wang', 'duty', 'open 系统故障 "热线接不通" --regions 华东 --users 300');
  await app.say('zhao', 'duty', 'open 安全隐患 "手环电池爆炸伤人" --level 一级 --users 1');
  const found = await app.storage.incidents({ limit: 9 });
  const of = (confidential: boolean): string =>
    found.find((row) => row.confidential === confidential)?.key ?? '';
  const incidents = { ordinary: of(false), confidential: of(true), unknown: 'INC-20200101-07' };
  keys.set(stage.address, { incidents, alerts });
};

const known = (stage: WebStage): { readonly incidents: Keys; readonly alerts: Keys } => {
  const found = keys.get(stage.address);
  if (found === undefined) throw new Error('no incidents were opened');
  return found;
};
const keysOf = (stage: WebStage): Keys => known(stage).incidents;
/** What a route is about is told by its address. */
const keysFor = (path: string, stage: WebStage): Keys =>
  path.startsWith('/alerts') ? known(stage).alerts : keysOf(stage);

beforeAll(async () => {
  closed = await openWebStage({ signIns: [VOUCHING] });
  sandbox = await openWebStage({ sandbox: true, signIns: [VOUCHING] });
  for (const stage of [closed, sandbox]) await openIncidents(stage);
});
afterAll(async () => {
  await closed.close();
  await sandbox.close();
});

const shareToken = async (stage: WebStage): Promise<string> => {
  const actor = actorOf(stage.app.app.views('en').policy, 'lin');
  if (actor === undefined) throw new Error('nobody leads');
  const until = stage.app.clock.now() + 3_600_000;
  const id = crypto.randomUUID();
  const incident = keysOf(stage).ordinary;
  await stage.reading.access.record({ type: 'share', id, incident, until }, actor, id);
  return stage.tokens.share(id, incident, until);
};

const stageOf = (reader: ReaderName): WebStage =>
  reader === 'open' || reader === 'player' ? sandbox : closed;

const browserOf = async (reader: ReaderName): Promise<Browser> => {
  const stage = stageOf(reader);
  const person = PEOPLE[reader];
  if (person !== undefined) return stage.signedIn(person);
  const browser = stage.browser();
  if (reader === 'auditor') await browser.get(`/share/${await shareToken(stage)}`);
  return browser;
};

/** The address with everything in it that makes it whole for this incident. */
const addressFor = async (path: string, key: string, stage: WebStage): Promise<string> => {
  const token = path.includes(':token') ? await shareToken(stage) : '';
  return path
    .replace(':key', key)
    .replace(':token', token)
    .replace(':id', 'system-failure')
    .replace(':messenger', 'feishu');
};

const FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/incidents/:key/postmortem': { act: 'why', text: '因为' },
  '/incidents/:key/shares': { days: '1' },
};

const ask = async (
  browser: Browser,
  route: { readonly method: string; readonly path: string },
  key: string,
  reader: ReaderName,
): Promise<number> => {
  const stage = stageOf(reader);
  const address = await addressFor(route.path, key, stage);
  if (route.path.endsWith('/stream')) {
    const ending = new AbortController();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init = { signal: ending.signal, headers: { cookie } };
    const { status } = await fetch(`${stage.address}${address}`, init);
    ending.abort();
    return status;
  }
  if (route.path.endsWith('/return')) {
    const began = (await browser.get('/sign-in/feishu')).headers.get('location') ?? '';
    const state = new URL(began).searchParams.get('state') ?? '';
    return (await browser.get(`${address}?code=any&state=${state}`)).status;
  }
  if (route.method === 'GET') return (await browser.get(address)).status;
  stage.app.clock.set(stage.app.clock.now() + 1);
  const token = route.path === '/sign-in' ? { token: await stage.tokens.link('qian') } : {};
  return (await browser.post(address, { ...FORMS[route.path], ...token })).status;
};

const routes = PAGES.flatMap((page) => page.routes);

describe('the table of who may what', () => {
  it('covers every route and method there is', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      Object.keys(NEEDS).toSorted(),
    );
  });

  it.each(READERS)('holds for every route, asked by: %s', async (reader) => {
    const wrong: string[] = [];
    for (const { method, path } of routes) {
      const need = NEEDS[`${method} ${path}`] ?? 'nothing';
      for (const [index, incident] of INCIDENTS.entries()) {
        // Signing out or in changes who asks, so each route is asked by a new browser.
        const browser = await browserOf(reader);
        const key = keysFor(path, stageOf(reader))[incident];
        const status = await ask(browser, { method, path }, key, reader);
        const verdict = mayAs(need, reader, index);
        if (STATUSES[verdict]?.includes(status) !== true)
          wrong.push(`${method} ${path} (${incident}): ${status} instead of ${verdict}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows level and state of a confidential incident to colleagues, and nothing of its content', async () => {
    const browser = await browserOf('colleague');
    const page = await browser.get(`/incidents/${keysOf(closed).confidential}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('重大');
    expect(page.text).not.toContain('手环');
    expect(page.text).not.toContain('data-timeline');
  });

  it('answers for what is hidden exactly as for what does not exist', async () => {
    const colleague = await browserOf('colleague');
    const { confidential, unknown } = keysOf(closed);
    for (const path of ['/postmortem', '.json', '.md', '/shares', '/stream']) {
      const hidden = await colleague.get(`/incidents/${confidential}${path}`);
      const missing = await colleague.get(`/incidents/${unknown}${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
      expect(hidden.headers.get('content-type')).toBe(missing.headers.get('content-type'));
    }
    const stranger = closed.browser();
    await stranger.get('/status');
    const hidden = await stranger.get(`/incidents/${confidential}`);
    const missing = await stranger.get(`/incidents/${unknown}`);
    expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
  });

  it('hides an alert that may not be seen, and what it is about, from pages, files, lists and searches', async () => {
    const colleague = await browserOf('colleague');
    const { ordinary, confidential, unknown } = known(closed).alerts;
    for (const path of ['', '.json', '/stream']) {
      const hidden = await colleague.get(`/alerts/${confidential}${path}`);
      const missing = await colleague.get(`/alerts/${unknown}${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
      expect(hidden.headers.get('content-type')).toBe(missing.headers.get('content-type'));
    }
    const duty = await closed.signedIn('wang');
    for (const query of ['', '?q=手环', '?scenario=public-opinion', '?state=raised']) {
      expect((await duty.get(`/alerts${query}`)).text).toContain(confidential);
      expect((await colleague.get(`/alerts${query}`)).text).not.toContain(confidential);
    }
    expect((await colleague.get('/alerts')).text).toContain(ordinary);
    expect((await duty.get(`/alerts/${confidential}`)).text).toContain('手环登上热搜');
  });

  it('is not got round by a search: what a confidential incident is about finds nothing', async () => {
    const colleague = await browserOf('colleague');
    const participant = await browserOf('participant');
    const { confidential } = keysOf(closed);
    const q = encodeURIComponent('手环');
    expect((await participant.get(`/incidents?q=${q}`)).text).toContain(confidential);
    expect((await colleague.get(`/incidents?q=${q}`)).text).not.toContain(confidential);
    expect((await colleague.get('/incidents?scenario=product-quality')).text).not.toContain(
      confidential,
    );
    const all = (await colleague.get('/incidents')).text;
    expect(all).toContain(confidential);
    expect(all).not.toContain('手环');
  });

  it('opens everything only to who sits at the machine of the sandbox', async () => {
    const { ordinary } = keysOf(sandbox);
    const { get } = sandbox.browser();
    expect((await get(`/incidents/${ordinary}`)).status).toBe(200);
    const proxied = { 'x-forwarded-for': '203.0.113.9' };
    expect((await get(`/incidents/${ordinary}`, proxied)).status).toBe(401);
  });
});

describe('every address', () => {
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
  const byPath = Map.groupBy(routes, ({ path }) => path);

  it.each(READERS)(
    'refuses every other method, and says which ones there are: %s',
    async (reader) => {
      const stage = stageOf(reader);
      const browser = await browserOf(reader);
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const wrong: string[] = [];
      for (const [path, here] of byPath) {
        const allowed = here.map(({ method }) => String(method));
        if (allowed.includes('GET')) allowed.push('HEAD');
        const address = await addressFor(path, keysFor(path, stage).ordinary, stage);
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
    const browser = await closed.signedIn('lin');
    for (const { method, path } of routes) {
      if (method !== 'GET' || !path.includes(':')) continue;
      const address = path
        .replace(':key', keysFor(path, closed).unknown)
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
        const browser = await browserOf(reader);
        const address = await addressFor(path, keysOf(stageOf(reader)).ordinary, stageOf(reader));
        const stolen = closed.tokens.formProof('somebody-elses-visit lin');
        for (const proof of ['', 'x', stolen]) {
          const { status } = await browser.post(address, { ...FORMS[path] }, { proof });
          expect(`${path} ${status}`).toBe(`${path} 403`);
        }
      }
    },
  );

  it('from another site changes nothing, even with a proof', async () => {
    const lin = await browserOf('commander');
    const path = `/incidents/${keysOf(closed).ordinary}/shares`;
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
