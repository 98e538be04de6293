import { describe, expect, it } from 'vitest';
import { manifest } from '#cli/manifest.ts';
import { runCommandLine } from '#cli/run.ts';
import { REGISTRY } from '#commands/registry.ts';

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const said = { out: '', err: '' };
  const status = await runCommandLine([manifest], ['manifest', ...args], env, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
  });
  return { status, ...said };
};

const printed = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { status, out } = await run(['slack', ...args], env);
  expect(status).toBe(0);
  return JSON.parse(out);
};

describe('manifest slack', () => {
  it('needs no credentials, and says nothing but JSON', async () => {
    const { status, out, err } = await run(['slack']);
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out).settings.socket_mode_enabled).toBe(true);
  });

  it('has every verb of the registry in the hint of the command', async () => {
    const { features } = await printed([], { LOCALE: 'en', SLACK_COMMAND: '/fire' });
    const [{ command, usage_hint: hint }] = features.slash_commands;
    expect(command).toBe('/fire');
    expect(hint.split(' | ')).toEqual(REGISTRY.map(({ id }) => id));
    const zh = await printed([]);
    expect(zh.features.slash_commands[0].usage_hint).toContain('open 开启 | grade 定级');
  });

  const HTTP = { SLACK_SIGNING_SECRET: 's', PUBLIC_URL: 'https://fire.example.com/' };
  it('chooses between Socket Mode and HTTP as the program would, and as it is told', async () => {
    const isSocket = async (args: readonly string[], env: Readonly<Record<string, string>>) =>
      (await printed(args, env)).settings.socket_mode_enabled;
    expect(await isSocket([], HTTP)).toBe(false);
    expect(await isSocket([], { ...HTTP, SLACK_APP_TOKEN_FILE: '/run/secrets/app' })).toBe(true);
    expect(await isSocket(['--socket'], HTTP)).toBe(true);
    expect(await isSocket(['--http'], { PUBLIC_URL: HTTP.PUBLIC_URL })).toBe(false);
    const { settings } = await printed([], HTTP);
    expect(settings.interactivity.request_url).toBe('https://fire.example.com/slack/events');
  });

  it('warns beside the manifest when Slack could not call the address', async () => {
    const { status, out, err } = await run(['slack', '--http'], { LOCALE: 'en' });
    expect(status).toBe(0);
    expect(JSON.parse(out).settings.event_subscriptions.request_url).toContain('localhost');
    expect(err).toContain('PUBLIC_URL');
  });

  it.each([
    [[]],
    [['teams']],
    [['toString']],
    [['slack', 'x']],
    [['slack', '--http', '--socket']],
    [['slack', '--minimal']],
  ])('ends with 2 and shows how for %j', async (args) => {
    const { status, out, err } = await run(args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('manifest slack');
  });

  it('refuses a command that Slack would refuse', async () => {
    const { status, err } = await run(['slack'], { SLACK_COMMAND: 'fire' });
    expect(status).toBe(2);
    expect(err).toContain('SLACK_COMMAND');
  });
});

describe('manifest feishu', () => {
  it('prints nothing on standard output but what the console imports', async () => {
    const { status, out } = await run(['feishu']);
    expect(status).toBe(0);
    const pasted = JSON.parse(out);
    expect(Object.keys(pasted)).toEqual(['scopes']);
    expect(Object.keys(pasted.scopes)).toEqual(['tenant', 'user']);
    expect(pasted.scopes.tenant).toContain('im:message:send_as_bot');
  });

  it.each([
    ['zh-CN', '接收消息', '卡片回传交互'],
    ['en', 'a message was received', 'a button or form of a card'],
  ])('says beside it in %s what is added by hand', async (LOCALE, event, callback) => {
    const { err } = await run(['feishu'], { LOCALE });
    expect(err).toContain(`im.message.receive_v1  ${event}`);
    expect(err).toContain(`card.action.trigger  ${callback}`);
  });

  it('has all of it in one with --json, for programs', async () => {
    const { out, err } = await run(['feishu', '--json']);
    expect(err).toBe('');
    const { scopes, events, callbacks } = JSON.parse(out);
    expect(scopes.user).toEqual([]);
    expect(events).toContain('application.bot.menu_v6');
    expect(callbacks).toEqual(['card.action.trigger']);
  });

  it('can leave out what is sensitive or paid for', async () => {
    const { out } = await run(['feishu', '--minimal']);
    expect(out).toContain('im:message.urgent"');
    expect(out).not.toMatch(/group_msg"|:sms|:phone/u);
  });

  it.each([[['feishu', 'x']], [['feishu', '--http']], [['feishu', '--socket']]])(
    'ends with 2 and shows how for %j',
    async (args) => {
      const { status, out, err } = await run(args);
      expect(status).toBe(2);
      expect(out).toBe('');
      expect(err).toContain('manifest feishu');
    },
  );
});
