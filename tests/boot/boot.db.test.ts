import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { silentLog } from '#app/log.ts';
import { REGISTRY } from '#commands/registry.ts';
import { boot } from '#src/boot.ts';
import { parseConfig } from '#src/config.ts';
import { createFakeFeishu } from '../support/feishu/create-fake-feishu.ts';
import type { FakeFeishu } from '../support/feishu/fake-feishu.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// Nothing listens there.
const NOWHERE = { SLACK_API_URL: 'http://127.0.0.1:2/api/' };
const HTTP = { ...NOWHERE, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' };
const SOCKET = { ...NOWHERE, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const FEISHU = {
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 'secret',
  FEISHU_DOMAIN: 'http://127.0.0.1:2',
};
const WEBHOOK = {
  ...FEISHU,
  FEISHU_TRANSPORT: 'webhook',
  FEISHU_ENCRYPT_KEY: 'key',
  FEISHU_VERIFICATION_TOKEN: 'token',
};

const start = async (env: Readonly<Record<string, string>>) => {
  const dir = temporaryDirectory();
  const all = { DATABASE_URL: `file:${dir}/fenghuo.db`, PORT: '0', LOCALE: 'en', ...env };
  const parsed = parseConfig(all, () => '');
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return boot(parsed.config, silentLog);
};

const running = async (env: Readonly<Record<string, string>>) => {
  const booted = await start(env);
  if ('problem' in booted) throw new Error(booted.problem.kind);
  onTestFinished(() => booted.stop());
  const at = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${booted.port}${path}`, init);
  return { greeting: booted.greeting, at };
};

describe('starting with Slack', () => {
  it('works while Slack is away, and answers on its address to what is signed alone', async () => {
    const { greeting, at } = await running({ ...HTTP, PUBLIC_URL: 'https://fire.example.com' });
    expect(greeting).toContain('Slack is on: HTTP, command /incident');
    expect(greeting).toContain('https://fire.example.com/slack/events');
    expect((await at('/healthz')).status).toBe(200);
    expect((await at('/slack/events', { method: 'POST', body: '{}' })).status).toBe(401);
    const wrongMethod = await at('/slack/events');
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('POST');
  });

  it('has no address for Slack in Socket Mode, and starts while no connection can be had', async () => {
    const { greeting, at } = await running(SOCKET);
    expect(greeting).toContain('Slack is on: Socket Mode');
    expect(greeting).not.toContain('/slack/events');
    expect((await at('/slack/events', { method: 'POST', body: '{}' })).status).toBe(404);
  });

  it('keeps the sandbox away unless it is asked for, and then lets nobody move the clock', async () => {
    const without = await running(HTTP);
    expect((await without.at('/sandbox')).status).toBe(404);
    const beside = await running({ ...HTTP, SANDBOX: 'on' });
    expect(beside.greeting).toContain('Open the sandbox');
    const state = await beside.at('/sandbox/api/state?as=wang');
    expect(await state.json()).toMatchObject({ clock: null });
  });
});

const SLASH = '/open-apis/application/v7/app_slash_commands';
const PATHS = ['/feishu/events', '/feishu/cards'];

describe('starting with Feishu', () => {
  it('works while Feishu is away, and answers on both addresses to what is signed alone', async () => {
    const { greeting, at } = await running({ ...WEBHOOK, PUBLIC_URL: 'https://fire.example.com' });
    expect(greeting).toContain('Feishu is on: webhook');
    expect((await at('/healthz')).status).toBe(200);
    for (const path of PATHS) {
      expect(greeting).toContain(`https://fire.example.com${path}`);
      expect((await at(path, { method: 'POST', body: '{}' })).status).toBe(401);
      expect((await at(path)).status).toBe(405);
    }
  });

  it('has no address for Feishu by long connection, and starts while none can be had', async () => {
    const { greeting, at } = await running(FEISHU);
    expect(greeting).toContain('Feishu is on: long connection');
    for (const path of PATHS) {
      expect(greeting).not.toContain(path);
      expect((await at(path, { method: 'POST', body: '{}' })).status).toBe(404);
    }
  });

  it('is refused with an id that no long connection is opened for, and says which', async () => {
    expect(await start({ ...FEISHU, FEISHU_APP_ID: 'cli_1' })).toEqual({
      problem: { kind: 'configuration', problems: [expect.stringContaining('FEISHU_APP_ID')] },
    });
  });

  it('leaves the clock of the sandbox beside it alone', async () => {
    const { at } = await running({ ...FEISHU, SANDBOX: 'on' });
    const state = await at('/sandbox/api/state?as=wang');
    expect(await state.json()).toMatchObject({ clock: null });
  });
});

describe('starting with Slack and Feishu', () => {
  it('has both at once, each on its own addresses', async () => {
    const { greeting, at } = await running({ ...HTTP, ...WEBHOOK });
    expect(greeting).toContain('Slack is on');
    expect(greeting).toContain('Feishu is on');
    for (const path of ['/slack/events', ...PATHS])
      expect((await at(path, { method: 'POST', body: '{}' })).status).toBe(401);
  });
});

/** What a Feishu offers to its clients once the program has run beside it for a moment. */
const offeredBy = async (feishu: FakeFeishu): Promise<readonly string[]> => {
  await running({
    FEISHU_APP_ID: feishu.appId,
    FEISHU_APP_SECRET: feishu.appSecret,
    FEISHU_DOMAIN: feishu.domain,
  });
  await vi.waitFor(() => expect(feishu.slashCommands()).toContain('retry'), 10_000);
  return feishu.slashCommands();
};

describe('starting with a Feishu that answers', () => {
  const ALL = ['incident', '应急', ...REGISTRY.map(({ id }) => id)];
  let feishu: FakeFeishu;
  beforeEach(async () => {
    feishu = await createFakeFeishu({ people: [], chats: [], transport: 'websocket' });
    onTestFinished(() => feishu.close());
  });

  it('connects, and offers every verb to its clients in the background', async () => {
    expect(await offeredBy(feishu)).toEqual(ALL);
    expect(feishu.connections.open).toBe(1);
    expect(feishu.violations).toEqual([]);
  });

  it('offers them later where Feishu was away at first', async () => {
    feishu.fail({ kind: 'status', status: 502 }, { path: SLASH });
    feishu.fail({ kind: 'lost-reply' }, { path: SLASH, nth: 3 });
    expect((await offeredBy(feishu)).toSorted()).toEqual(ALL.toSorted());
  });
});

describe('starting with no messenger', () => {
  it('is refused', async () => {
    expect(await start({ SANDBOX: 'off' })).toEqual({ problem: { kind: 'no-messenger' } });
  });
});

describe('what comes in from outside', () => {
  it('in the sandbox is taken with the token that is printed, and with no other', async () => {
    const { greeting, at } = await running({ SANDBOX: 'on' });
    const token = /for this run: (?<token>\S+)/u.exec(greeting)?.groups?.['token'] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const send = (bearer: string) =>
      at('/ingest/metrics', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify({
          samples: [{ metric: 'connectRate', value: 68, at: new Date().toISOString() }],
        }),
      });
    expect((await send('guessed')).status).toBe(401);
    const taken = await send(token);
    expect(taken.status).toBe(202);
    expect(await taken.json()).toEqual({ accepted: 1, rejected: [] });
  });

  it('without a sandbox is refused until a token is set', async () => {
    const { greeting, at } = await running(HTTP);
    expect(greeting).not.toContain('Bearer');
    expect((await at('/ingest/metrics', { method: 'POST', body: '{}' })).status).toBe(401);
  });
});
