import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '#app/log.ts';
import { boot } from '#src/boot.ts';
import { parseConfig } from '#src/config.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// Nothing listens there.
const NOWHERE = { SLACK_API_URL: 'http://127.0.0.1:2/api/' };
const HTTP = { ...NOWHERE, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' };
const SOCKET = { ...NOWHERE, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const FEISHU = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 'secret' };

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

describe('starting with Feishu, which this version does not speak', () => {
  it('is refused when nobody else could be heard', async () => {
    expect(await start(FEISHU)).toMatchObject({
      problem: { kind: 'configuration', problems: [expect.stringContaining('Feishu')] },
    });
  });

  it('says beside others that its settings have no effect', async () => {
    const { greeting } = await running({ ...FEISHU, SANDBOX: 'on' });
    expect(greeting).toContain('does not speak Feishu');
  });
});

describe('starting with no messenger', () => {
  it('is refused', async () => {
    expect(await start({ SANDBOX: 'off' })).toEqual({ problem: { kind: 'no-messenger' } });
  });
});
