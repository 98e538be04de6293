import { describe, expect, it } from 'vitest';
import {
  check,
  checkAt,
  DISCOVERY,
  feishuThat,
  feishuWith,
  type Given,
  hidden,
  refusal,
  TOKEN,
  wrongs,
} from '../../../support/feishu/doctor-desk.ts';

describe('doctor for Feishu', () => {
  it('finds nothing wrong with a healthy app, and asks nothing that Feishu would refuse', async () => {
    const feishu = await feishuThat();
    const findings = await check(feishu);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ check: what }) => what)).toEqual([
      'feishu app id',
      'feishu app secret',
      'feishu',
      'feishu permissions',
      'feishu clock',
      'feishu long connection',
      'feishu group duty',
      'feishu accounts',
    ]);
    expect(feishu.violations).toEqual([]);
    expect(feishu.denied).toEqual([]);
    expect(feishu.connections).toEqual({ opened: 0, open: 0 });
  });

  it('changes nothing: it only reads, and looks people up', async () => {
    const feishu = await feishuThat();
    await check(feishu, { people: [{ name: '何律', email: 'he@example.com' }] });
    const posted = feishu.calls.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(new Set(posted)).toEqual(
      new Set([TOKEN, DISCOVERY, '/open-apis/contact/v3/users/batch_get_id']),
    );
  });

  it.each([
    ['cli_1', 'FEISHU_APP_ID is no App ID: cli_ and 16 hexadecimal digits'],
    ['0123456789abcdef', 'FEISHU_APP_ID is no App ID: cli_ and 16 hexadecimal digits'],
  ])('tells by its look that %s is no App ID, and asks Feishu nothing', async (appId, said) => {
    const feishu = await feishuThat();
    expect(await wrongs(check(feishu, { appId }))).toEqual([`feishu app id: ${said}`]);
    expect(feishu.calls).toEqual([]);
  });

  it('tells when the App ID stands where the secret belongs', async () => {
    const feishu = await feishuThat();
    expect(await wrongs(check(feishu, { appSecret: hidden(feishu.appId) }))).toEqual([
      'feishu app secret: FEISHU_APP_SECRET holds an App ID',
    ]);
    expect(feishu.calls).toEqual([]);
  });

  it('explains a secret that Feishu refuses', async () => {
    const feishu = await feishuThat();
    expect(await wrongs(check(feishu, { appSecret: hidden('old') }))).toEqual([
      'feishu: FEISHU_APP_ID and FEISHU_APP_SECRET do not belong together',
    ]);
  });

  it('tells an app of Lark that asks Feishu, and names the other address', async () => {
    const feishu = await feishuThat();
    feishu.fail(refusal(10_003), { path: TOKEN });
    feishu.fail(refusal(1_000_040_351), { path: DISCOVERY });
    const findings = await check(feishu);
    const last = findings.find(({ ok }) => !ok);
    expect(last?.said.en).toBe('the app is not one of the platform at FEISHU_DOMAIN');
    expect(last?.mend?.en).toContain('https://open.larksuite.com');
  });

  it('says once that Feishu cannot be reached', async () => {
    const feishu = await feishuThat();
    expect(await wrongs(check(feishu, { domain: 'http://127.0.0.1:2' }))).toEqual([
      'feishu: 127.0.0.1:2 cannot be reached (ECONNREFUSED)',
    ]);
  });

  it('waits for an answer no longer than it is told', async () => {
    const feishu = await feishuThat();
    feishu.outage({ kind: 'hang' });
    expect(await wrongs(check(feishu, { patienceMs: 50 }))).toEqual([
      `feishu: ${new URL(feishu.domain).host} cannot be reached (timeout)`,
    ]);
  });

  it('answers that are none of Feishu', async () => {
    const domain = await feishuWith({ [TOKEN]: '<html>' });
    expect(await wrongs(checkAt(domain, {}))).toEqual([
      `feishu: ${new URL(domain).host} cannot be reached (HTTP 200)`,
    ]);
  });
});

describe('the clock', () => {
  const there = Date.parse('2026-12-01T02:00:00Z');
  const away = async (seconds: number, given: Given = {}) => {
    const domain = await feishuWith({}, { date: new Date(there).toUTCString() });
    return wrongs(checkAt(domain, { now: () => there + seconds * 1_000, ...given }));
  };

  it.each([
    [59, []],
    [90, ["feishu clock: 90 s away from Feishu's"]],
    [-400, ["feishu clock: 400 s away from Feishu's"]],
  ])('is judged by that of Feishu when it is %i s ahead', async (seconds, said) => {
    expect(await away(seconds)).toEqual(said);
  });

  it('is said to make webhooks useless when it is far off', async () => {
    const keys = { encryptKey: hidden('a'), verificationToken: hidden('b') };
    const transport = { kind: 'webhook', ...keys } as const;
    expect(await away(400, { transport })).toEqual([
      "feishu clock: 400 s away from Feishu's; by webhook every request would be refused as too old or too new",
    ]);
  });
});

it('doctor never tells a secret, whatever goes wrong', async () => {
  const feishu = await feishuThat();
  const secret = hidden('the\nsecret-of-ours');
  const key = hidden('secret-of-ours');
  const transport = { kind: 'webhook', encryptKey: key, verificationToken: key } as const;
  const echo = await feishuWith({ [TOKEN]: { code: 10_014, msg: 'secret-of-ours is wrong' } });
  const told = JSON.stringify([
    ...(await check(feishu, { appSecret: secret })),
    ...(await check(feishu, { transport })),
    ...(await check(feishu, { appSecret: hidden('cli_secret-of-ours') })),
    ...(await check(feishu, { appSecret: key, domain: 'http://127.0.0.1:2' })),
    ...(await checkAt(echo, { appSecret: key })),
  ]);
  expect(told).not.toContain('secret-of-ours');
});
