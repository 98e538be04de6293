import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '#web/pages.ts';
import type { Need } from '#web/rights.ts';
import {
  FORMS,
  INCIDENTS,
  openReaders,
  READERS,
  type ReaderName,
  type Readers,
} from '../support/readers.ts';
import type { Browser } from '../support/web-stage.ts';

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
  'GET /tickets': 'organisation',
  'GET /tickets.csv': 'organisation',
  'GET /tickets/:key.json': 'subject',
  'GET /tickets/:key': 'subject',
  'GET /tickets/:key/stream': 'subject',
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

let readers: Readers;

beforeAll(async () => {
  readers = await openReaders();
});
afterAll(() => readers.close());

const ask = async (
  browser: Browser,
  route: { readonly method: string; readonly path: string },
  key: string,
  reader: ReaderName,
): Promise<number> => {
  const stage = readers.stageOf(reader);
  const address = await readers.addressFor(route.path, key, stage);
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
        const browser = await readers.browserOf(reader);
        const key = readers.keysFor(path, readers.stageOf(reader))[incident];
        const status = await ask(browser, { method, path }, key, reader);
        const verdict = mayAs(need, reader, index);
        if (STATUSES[verdict]?.includes(status) !== true)
          wrong.push(`${method} ${path} (${incident}): ${status} instead of ${verdict}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows level and state of a confidential incident to colleagues, and nothing of its content', async () => {
    const browser = await readers.browserOf('colleague');
    const page = await browser.get(
      `/incidents/${readers.incidentsOf(readers.closed).confidential}`,
    );
    expect(page.status).toBe(200);
    expect(page.text).toContain('重大');
    expect(page.text).not.toContain('手环');
    expect(page.text).not.toContain('data-timeline');
  });

  it('answers for what is hidden exactly as for what does not exist', async () => {
    const colleague = await readers.browserOf('colleague');
    const { confidential, unknown } = readers.incidentsOf(readers.closed);
    for (const path of ['/postmortem', '.json', '.md', '/shares', '/stream']) {
      const hidden = await colleague.get(`/incidents/${confidential}${path}`);
      const missing = await colleague.get(`/incidents/${unknown}${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
      expect(hidden.headers.get('content-type')).toBe(missing.headers.get('content-type'));
    }
    const stranger = readers.closed.browser();
    await stranger.get('/status');
    const hidden = await stranger.get(`/incidents/${confidential}`);
    const missing = await stranger.get(`/incidents/${unknown}`);
    expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
  });

  it('hides an alert that may not be seen, and what it is about, from pages, files, lists and searches', async () => {
    const colleague = await readers.browserOf('colleague');
    const { ordinary, confidential, unknown } = readers.alertsOf(readers.closed);
    for (const path of ['', '.json', '/stream']) {
      const hidden = await colleague.get(`/alerts/${confidential}${path}`);
      const missing = await colleague.get(`/alerts/${unknown}${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
      expect(hidden.headers.get('content-type')).toBe(missing.headers.get('content-type'));
    }
    const duty = await readers.closed.signedIn('wang');
    for (const query of ['', '?q=手环', '?scenario=public-opinion', '?state=raised']) {
      expect((await duty.get(`/alerts${query}`)).text).toContain(confidential);
      expect((await colleague.get(`/alerts${query}`)).text).not.toContain(confidential);
    }
    expect((await colleague.get('/alerts')).text).toContain(ordinary);
    expect((await duty.get(`/alerts/${confidential}`)).text).toContain('手环登上热搜');
  });

  it('hides a ticket that may not be worked on from pages, files, lists, searches and its incident', async () => {
    const { ordinary, confidential, unknown } = readers.ticketsOf(readers.closed);
    for (const reader of ['colleague', 'participant'] as const) {
      const browser = await readers.browserOf(reader);
      for (const path of ['', '.json', '/stream']) {
        const hidden = await browser.get(`/tickets/${confidential}${path}`);
        const missing = await browser.get(`/tickets/${unknown}${path}`);
        expect(hidden.status).toBe(404);
        expect(hidden.text.replaceAll(confidential, unknown)).toBe(missing.text);
        expect(hidden.headers.get('content-type')).toBe(missing.headers.get('content-type'));
        expect((await browser.get(`/tickets/TKT-${confidential}${path}`)).status).toBe(404);
      }
      expect((await browser.get('/tickets')).text).toContain(ordinary);
    }
    const colleague = await readers.browserOf('colleague');
    const care = await readers.closed.signedIn('sun');
    const leader = await readers.closed.signedIn('zheng');
    for (const path of ['', '?q=手环过敏', '?state=processing', '.csv', '.csv?q=退款']) {
      expect((await care.get(`/tickets${path}`)).text).toContain(confidential);
      expect((await leader.get(`/tickets${path}`)).text).toContain(confidential);
      expect((await colleague.get(`/tickets${path}`)).text).not.toContain(confidential);
    }
  });

  it('is not got round by a search: what a confidential incident is about finds nothing', async () => {
    const colleague = await readers.browserOf('colleague');
    const participant = await readers.browserOf('participant');
    const { confidential } = readers.incidentsOf(readers.closed);
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
    const { ordinary } = readers.incidentsOf(readers.stageOf('open'));
    const { get } = readers.stageOf('open').browser();
    expect((await get(`/incidents/${ordinary}`)).status).toBe(200);
    const proxied = { 'x-forwarded-for': '203.0.113.9' };
    expect((await get(`/incidents/${ordinary}`, proxied)).status).toBe(401);
  });
});
