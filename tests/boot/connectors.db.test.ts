import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connectors } from '#app/connectors.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { actorOf } from '#domain/incident/people.ts';
import type { Policy } from '#domain/policy.ts';
import { createConnectors } from '#src/boot/connectors.ts';
import { secretsOf } from '#src/config/secret.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { policyWith } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { openWebhookServer, type WebhookServer } from '../support/webhook-server.ts';

const SECRET = 'a secret of the website';
const KEY = 'INC-20261201-01';
const UNCERTAIN = { uncertain: false, since: 0 };

let server: WebhookServer;
let app: TestApp;
beforeEach(async () => {
  server = await openWebhookServer();
});
afterEach(async () => {
  await app.close();
  await server.close();
});

const connected = (): Policy =>
  policyWith({
    publish: {
      website: { url: `${server.address}/website`, secretEnv: 'PUBLISH_WEBSITE_SECRET' },
      app: { url: `${server.address}/app` },
    },
    fallback: { url: `${server.address}/pager` },
  });

const start = async (
  env: Readonly<Record<string, string>> = { PUBLISH_WEBSITE_SECRET: SECRET },
): Promise<Connectors> => {
  const policy = connected();
  const clock = createHandClock(Date.parse('2026-12-01T02:10:00Z'));
  const secretOf = secretsOf(env, () => '');
  const connectors = createConnectors({ policy: () => policy, clock, secretOf });
  app = await createTestApp({ policy, connectors });
  return connectors;
};

const act = async (person: string, intent: IncidentIntent): Promise<void> => {
  const actor = actorOf(connected(), person);
  if (actor === undefined) throw new Error(`nobody is ${person}`);
  await app.app.handler.handle(KEY, intent, { now: app.clock.now(), actor, via: 'sandbox' });
};

/** An announcement for website, app and SMS that is approved. */
const approve = async (): Promise<void> => {
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东,华南 --users 300');
  await app.say('lin', 'room', 'grade 较大');
  await app.say(
    'li',
    'room',
    'announce draft initial impact=热线 cause=交换节点故障 eta=11:15 workaround=公众号 nextUpdate=11:00',
  );
  await act('lin', { type: 'vote', approval: 'A1.v1', choice: 'approve', cast: true });
  await app.settle();
};

const sentTo = (path: string) => server.received.filter((one) => one.path === path);
const published = async (): Promise<readonly unknown[]> =>
  (await app.timeline())
    .filter(({ type }) => type === 'announcement.published')
    .map(({ data }) => data);

describe('an approved announcement', () => {
  it('leaves for the channels of the organisation file, once each, and the others stay by hand', async () => {
    await start();
    server.answer(
      { status: 200, text: '{"url":"https://www.example.com/notice/1"}' },
      { status: 204 },
    );
    await approve();
    expect(server.received.map(({ path }) => path).toSorted()).toEqual(['/app', '/website']);
    const [website] = sentTo('/website');
    expect(JSON.parse(website?.text ?? '')).toMatchObject({
      event: 'announcement-approved',
      incident: KEY,
      announcement: 'A1',
      version: 1,
      channel: 'website',
      text: { 'zh-CN': expect.stringContaining('热线'), en: expect.any(String) },
    });
    expect((await published()).map((data) => JSON.stringify(data)).join()).toContain('"website"');
    expect(await published()).toHaveLength(2);
    const state = await app.state();
    expect(state.announcements[0]?.published.map(({ channel }) => channel).toSorted()).toEqual([
      'app',
      'website',
    ]);
  });

  it('is signed where the file names a secret: HMAC-SHA256 of time and body', async () => {
    await start();
    await approve();
    const [signed] = sentTo('/website');
    const time = String(signed?.headers['x-fenghuo-timestamp']);
    const hmac = createHmac('sha256', SECRET).update(`${time}.${signed?.text}`).digest('hex');
    expect(signed?.headers['x-fenghuo-signature']).toBe(`sha256=${hmac}`);
    expect(sentTo('/app')[0]?.headers['x-fenghuo-signature']).toBeUndefined();
  });

  it('is repeated under the same key until it is taken (5xx, 429)', async () => {
    await start();
    server.answer(
      { status: 503 },
      { status: 503 },
      { status: 429, headers: { 'retry-after': '30' } },
    );
    await approve();
    await app.at('10:05');
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
    expect(keys.length).toBeGreaterThan(3);
    expect(await published()).toHaveLength(2);
  });

  it('that is refused is told, and published by hand', async () => {
    await start();
    server.answer({ status: 404 }, { status: 404 });
    await approve();
    await app.at('10:05');
    expect(server.received).toHaveLength(2);
    expect(await published()).toEqual([]);
    const given = (await app.timeline()).filter(({ type }) => type === 'delivery.abandoned');
    expect(given.map(({ data }) => data)).toMatchObject([
      { error: 'http-404' },
      { error: 'http-404' },
    ]);
    expect((await app.say('li', 'room', 'announce sent A1 website')).text).toContain('官网');
  });

  it('is not sent unsigned when its secret is missing', async () => {
    await start({});
    await approve();
    expect(sentTo('/website')).toEqual([]);
    expect(sentTo('/app')).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    await start();
    const elsewhere = { status: 302, headers: { location: `${server.address}/elsewhere` } };
    server.answer(elsewhere, elsewhere);
    await approve();
    expect(sentTo('/elsewhere')).toEqual([]);
    expect(await published()).toEqual([]);
  });

  it('that was withdrawn meanwhile is not sent any more', async () => {
    await start();
    server.answer({ status: 503 }, { status: 503 });
    await approve();
    await app.say('li', 'room', 'announce withdraw A1 "误报"');
    await app.at('10:10');
    expect([...sentTo('/website'), ...sentTo('/app')]).toHaveLength(2);
  });
});

describe('the pager of last resort', () => {
  it('is told whom nobody reaches, what is open and what waits, by name and time', async () => {
    const connectors = await start();
    await approve();
    const notice = {
      card: 'platformDown',
      messenger: 'slack',
      since: Date.parse('2026-12-01T02:05:00Z'),
      unreachable: [{ id: 'chen', name: '陈波' }],
    } as const;
    const state = await app.state();
    await connectors.callFallback({ state, notice }, { key: 'K1', ...UNCERTAIN });
    const [call] = sentTo('/pager');
    expect(call?.headers['idempotency-key']).toBe('K1');
    const body = JSON.parse(call?.text ?? '');
    expect(body).toMatchObject({
      event: 'messenger-down',
      messenger: 'slack',
      since: '2026-12-01T02:05:00.000Z',
      unreachable: [{ id: 'chen', name: '陈波' }],
      incident: { key: KEY, severity: 'sev2', title: '热线打不通' },
      text: { 'zh-CN': expect.stringContaining('无法触达：陈波') },
    });
    expect(body.open.length).toBeGreaterThan(3);
    expect(body.open[0]).toMatchObject({ dueAt: expect.any(String), owners: expect.any(Array) });
  });

  it('hears nothing of what a confidential incident is about', async () => {
    const connectors = await start();
    await approve();
    const state = { ...(await app.state()), confidential: true };
    const notice = { card: 'breach', overdue: [], escalatedTo: [] } as const;
    await connectors.callFallback({ state, notice }, { key: 'K2', ...UNCERTAIN });
    const said = sentTo('/pager')[0]?.text ?? '';
    expect(said).toContain(KEY);
    expect(said).not.toContain('热线');
    expect(JSON.parse(said)).not.toHaveProperty('text');
  });

  it('that cannot be reached is called again later', async () => {
    const connectors = await start();
    await approve();
    await server.close();
    const state = await app.state();
    const order = { state, notice: { card: 'breach', overdue: [], escalatedTo: [] } } as const;
    await expect(connectors.callFallback(order, { key: 'K3', ...UNCERTAIN })).rejects.toMatchObject(
      { code: 'unreachable', disposition: 'retry' },
    );
  });
});

describe('a secret that the organisation file names', () => {
  it('comes from the variable or from the file that NAME_FILE names', () => {
    const env = { A: ' a ', B_FILE: '/run/b', C_FILE: '/none' };
    const secretOf = secretsOf(env, (path) => {
      if (path !== '/run/b') throw new Error('no such file');
      return 'b\n';
    });
    expect(['A', 'B', 'C', 'D'].map((name) => secretOf(name)?.reveal())).toEqual([
      'a',
      'b',
      undefined,
      undefined,
    ]);
  });
});
