import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkSlack, type DoctorOptions } from '#adapters/slack/doctor.ts';
import { BOT_SCOPES } from '#adapters/slack/scopes.ts';

type Answer = Readonly<Record<string, unknown>>;
type Args = Readonly<Record<string, string>>;

/** What a healthy workspace answers. */
const HEALTHY: Readonly<Record<string, (args: Args) => Answer>> = {
  'auth.test': () => ({ ok: true, team: '晨星', user: 'fenghuo' }),
  'apps.connections.open': () => ({ ok: true, url: 'wss://127.0.0.1/' }),
  'conversations.info': ({ channel }) => ({
    ok: true,
    channel: { id: channel, name: 'duty', is_member: true, is_private: true },
  }),
  'users.info': ({ user }) => ({ ok: true, user: { id: user, deleted: false } }),
  'users.lookupByEmail': () => ({ ok: true, user: { id: 'U_HE' } }),
};

interface SlackHere {
  readonly apiUrl: string;
  /** Method and token of every call. */
  readonly calls: readonly { readonly method: string; readonly token: string }[];
}

const bodyOf = async (request: IncomingMessage): Promise<Args> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return Object.fromEntries(new URLSearchParams(body));
};

const slackThat = async (
  answers: Readonly<Record<string, (args: Args) => Answer>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<SlackHere> => {
  const calls: { method: string; token: string }[] = [];
  const server = createServer((request, response) => {
    const method = (request.url ?? '').replace('/api/', '');
    calls.push({ method, token: (request.headers.authorization ?? '').replace('Bearer ', '') });
    void bodyOf(request).then((args) => {
      const scopes = BOT_SCOPES.map(({ name }) => name).join(',');
      response.writeHead(200, { 'x-oauth-scopes': scopes, ...headers });
      const answer = answers[method] ?? HEALTHY[method];
      response.end(JSON.stringify(answer?.(args) ?? { ok: false, error: 'unknown_method' }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { apiUrl: `http://127.0.0.1:${port}/api/`, calls };
};

const hidden = (value: string) => ({ reveal: () => value });
const check = (slack: Pick<SlackHere, 'apiUrl'>, given: Partial<DoctorOptions> = {}) =>
  checkSlack({
    apiUrl: slack.apiUrl,
    botToken: hidden('xoxb-bot'),
    transport: { kind: 'socket', appToken: hidden('xapp-app') },
    rooms: [{ name: 'duty', id: 'C_DUTY' }],
    people: [{ name: '林悦', account: 'U_LIN', email: 'lin@example.com' }],
    now: () => Date.now(),
    ...given,
  });

/** What is wrong, in English, by check. */
const wrongs = async (findings: ReturnType<typeof check>): Promise<readonly string[]> =>
  (await findings).filter(({ ok }) => !ok).map(({ check: what, said }) => `${what}: ${said.en}`);

describe('doctor for Slack', () => {
  it('finds nothing wrong with a healthy app', async () => {
    const slack = await slackThat();
    const findings = await check(slack);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ check: what }) => what)).toEqual([
      'slack bot token',
      'slack app token',
      'slack',
      'slack scopes',
      'slack clock',
      'slack socket mode',
      'slack channel duty',
      'slack accounts',
    ]);
  });

  it('asks for a connection with the app token, and for everything else with that of the bot', async () => {
    const slack = await slackThat();
    await check(slack);
    for (const { method, token } of slack.calls)
      expect(token).toBe(method === 'apps.connections.open' ? 'xapp-app' : 'xoxb-bot');
  });

  it('opens no connection over HTTP', async () => {
    const slack = await slackThat();
    const transport = { kind: 'http', signingSecret: hidden('0123') } as const;
    expect(await wrongs(check(slack, { transport }))).toEqual([]);
    expect(slack.calls.map(({ method }) => method)).not.toContain('apps.connections.open');
  });

  it.each([
    ['xapp-1', 'SLACK_BOT_TOKEN holds an app token'],
    ['xoxp-1', 'SLACK_BOT_TOKEN holds a user token'],
    ['xoxe.xoxb-1', 'SLACK_BOT_TOKEN holds a token that expires (rotation)'],
    ['hello', 'SLACK_BOT_TOKEN holds something else'],
  ])('tells by its look that %s is no bot token, and asks Slack nothing', async (token, said) => {
    const slack = await slackThat();
    expect(await wrongs(check(slack, { botToken: hidden(token) }))).toEqual([
      `slack bot token: ${said}`,
    ]);
    expect(slack.calls).toEqual([]);
  });

  it('tells swapped tokens, and does not try the wrong one', async () => {
    const slack = await slackThat();
    const transport = { kind: 'socket', appToken: hidden('xoxb-bot') } as const;
    expect(await wrongs(check(slack, { transport }))).toEqual([
      'slack app token: SLACK_APP_TOKEN holds a bot token',
    ]);
    expect(slack.calls.map(({ method }) => method)).not.toContain('apps.connections.open');
  });

  it('names the scopes that are missing, and what is lost without them', async () => {
    const rest = BOT_SCOPES.map(({ name }) => name).filter((name) => name !== 'pins:write');
    const slack = await slackThat({}, { 'x-oauth-scopes': rest.join(', ') });
    expect(await wrongs(check(slack))).toEqual([
      'slack scopes: missing: pins:write (the pinned status card)',
    ]);
  });

  it.each([
    ['invalid_auth', 'SLACK_BOT_TOKEN is not valid'],
    ['token_revoked', 'SLACK_BOT_TOKEN was revoked'],
    ['account_inactive', 'the app was removed from the workspace'],
    ['something_new', 'Slack refused the token: something_new'],
  ])('explains a token that Slack refuses with %s', async (error, said) => {
    const slack = await slackThat({ 'auth.test': () => ({ ok: false, error }) });
    expect(await wrongs(check(slack))).toEqual([`slack: ${said}`]);
  });

  it('says once that Slack cannot be reached', async () => {
    expect(await wrongs(check({ apiUrl: 'http://127.0.0.1:2/api/' }))).toEqual([
      'slack: 127.0.0.1:2 cannot be reached (ECONNREFUSED)',
    ]);
  });

  it.each([
    [59, []],
    [90, ["slack clock: 90 s away from Slack's"]],
    [-90, ["slack clock: 90 s away from Slack's"]],
    [
      400,
      [
        "slack clock: 400 s away from Slack's; over HTTP every request would be refused as too old or too new",
      ],
    ],
  ])('judges a clock that is %i s ahead', async (seconds, said) => {
    const there = Date.parse('2026-12-01T02:00:00Z');
    const slack = await slackThat({}, { date: new Date(there).toUTCString() });
    expect(await wrongs(check(slack, { now: () => there + seconds * 1_000 }))).toEqual(said);
  });

  it.each([
    [{ is_member: false }, '#duty'],
    [{ is_member: true, is_archived: true }, '#duty is archived'],
    [{ is_member: true, is_ext_shared: true }, 'shared with another organisation'],
  ])('finds a standing channel that is of no use: %j', async (facts, said) => {
    const slack = await slackThat({
      'conversations.info': () => ({ ok: true, channel: { name: 'duty', ...facts } }),
    });
    const [found, ...more] = await wrongs(check(slack));
    expect(found).toContain(said);
    expect(more).toEqual([]);
  });

  it('finds a standing channel that is not there or hidden from the bot', async () => {
    const slack = await slackThat({
      'conversations.info': () => ({ ok: false, error: 'channel_not_found' }),
    });
    expect((await wrongs(check(slack)))[0]).toContain('C_DUTY of duty is not there');
  });

  it.each([
    [{ ok: false, error: 'user_not_found' }, 'not in Slack: 林悦'],
    [{ ok: true, user: { deleted: true } }, 'their accounts are deactivated: 林悦'],
    [{ ok: true, user: { is_bot: true } }, "the account is a bot's: 林悦"],
    [
      { ok: true, user: { is_ultra_restricted: true } },
      'single-channel guests cannot be invited to war rooms: 林悦',
    ],
  ])('finds an account that is of no use: %j', async (answer, said) => {
    const slack = await slackThat({ 'users.info': () => answer });
    expect(await wrongs(check(slack))).toEqual([`slack accounts: ${said}`]);
  });

  it('points at an account whose e-mail is another one, without calling it wrong', async () => {
    const profile = { email: 'chen@example.com' };
    const slack = await slackThat({ 'users.info': () => ({ ok: true, user: { profile } }) });
    const findings = await check(slack);
    const accounts = findings.find(({ check: what }) => what === 'slack accounts');
    expect(accounts).toMatchObject({ ok: true });
    expect(accounts?.said.en).toContain('林悦');
    expect(accounts?.mend).toBeDefined();
  });

  it('looks for people without an account by their e-mail', async () => {
    const slack = await slackThat({
      'users.lookupByEmail': ({ email }) =>
        email === 'he@example.com' ? { ok: true } : { ok: false, error: 'users_not_found' },
    });
    const people = [
      { name: '何律', email: 'he@example.com' },
      { name: '吴静', email: 'wu@example.com' },
      { name: '备班01' },
    ];
    const findings = await check(slack, { people });
    const links = findings.filter(({ check: what }) => what === 'slack links');
    expect(links.map(({ ok, said }) => [ok, said.en])).toEqual([
      [true, 'known by e-mail: 何律'],
      [false, 'their e-mail is not in Slack: 吴静'],
    ]);
  });

  it('looks at no more people than Slack lets it in a minute', async () => {
    const slack = await slackThat();
    const people = Array.from({ length: 80 }, (_, n) => ({ name: `${n}`, account: `U${n}` }));
    const findings = await check(slack, { people });
    expect(slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(50);
    expect(findings.at(-1)?.said.en).toContain('of 80, the first 50');
  });

  it('never tells a secret, whatever goes wrong', async () => {
    // A line break cannot be sent in a header; the error of fetch repeats the whole header.
    const botToken = hidden('xoxb-the\nsecret');
    const transport = { kind: 'socket', appToken: hidden('xoxb-other-secret') } as const;
    const slack = await slackThat();
    const told = JSON.stringify([
      ...(await check(slack, { botToken })),
      ...(await check(slack, { transport })),
      ...(await check(slack, { botToken: hidden('xapp-third-secret') })),
    ]);
    expect(told).not.toContain('secret"');
    expect(told).not.toMatch(/the\\nsecret|other-secret|third-secret/u);
  });
});
