import { describe, expect, it } from 'vitest';
import { SCOPES } from '#adapters/feishu/scopes.ts';
import {
  ALL,
  check,
  checkAt,
  feishuThat,
  feishuWith,
  oneOf,
  refusal,
  wrongs,
} from '../../../support/feishu/doctor-desk.ts';

describe('the bot', () => {
  it('is missed where the app has none', async () => {
    const feishu = await feishuThat();
    feishu.fail(refusal(11_205), { path: '/open-apis/bot/v3/info' });
    expect(await wrongs(check(feishu))).toEqual(['feishu: the bot is not turned on (11205)']);
  });

  it('is told apart from an address that is not on the allow-list', async () => {
    const feishu = await feishuThat();
    feishu.fail(refusal(99_991_401), { path: '/open-apis/bot/v3/info' });
    expect(await wrongs(check(feishu))).toEqual([
      "feishu: this machine's IP is not on the app's allow-list",
    ]);
  });

  it.each([
    [0, 'the app is not installed yet'],
    [1, 'the app was disabled by the tenant'],
    [3, 'the app is installed and not enabled yet'],
    [5, "the app's licence has expired"],
    [6, 'the plan expired or was downgraded, so the app is off'],
  ])('an app that is not in use: %i', async (activate_status, said) => {
    const info = { code: 0, bot: { activate_status, app_name: '烽火' } };
    const domain = await feishuWith({ '/open-apis/bot/v3/info': info });
    expect(await wrongs(checkAt(domain, {}))).toEqual([`feishu: ${said}`]);
  });
});

describe('the permissions', () => {
  it('are named where they are missing, with what is lost without them', async () => {
    const feishu = await feishuThat({
      scopes: ALL.filter((name) => !['docx:document', 'im:chat.tabs:read'].includes(name)),
    });
    expect(await wrongs(check(feishu))).toEqual([
      'feishu permissions: missing: im:chat.tabs:read (finding tabs that are there already), docx:document (timeline and postmortem as documents)',
    ]);
  });

  it('are enough without those that are sensitive or paid for, which are named', async () => {
    const feishu = await feishuThat({
      scopes: SCOPES.filter(({ optional }) => !optional).map(({ name }) => name),
    });
    expect(await wrongs(check(feishu))).toEqual([]);
    const optional = await oneOf(check(feishu), 'feishu optional permissions');
    expect(optional?.said.en).toContain('im:message.group_msg (');
    expect(optional?.said.en).toContain('im:message.urgent:phone (');
  });

  it('may be wider than what is asked for', async () => {
    const narrow = ALL.filter((name) => !/^im:(?:chat:|message:)/u.test(name));
    const wide = ['im:chat', 'im:message', 'im:chat:operate_as_owner'];
    const feishu = await feishuThat({ scopes: [...narrow, ...wide] });
    expect(await wrongs(check(feishu))).toEqual([]);
  });

  it('are left open where Feishu does not name them', async () => {
    const feishu = await feishuThat();
    feishu.fail(refusal(212_100), { path: '/open-apis/application/v6/scopes' });
    const found = await oneOf(check(feishu), 'feishu permissions');
    expect(found).toMatchObject({ ok: true });
    expect(found?.said.en).toContain('not compared');
  });

  it('are named by the calls that lack them', async () => {
    const without = ['im:chat:read', 'contact:contact.base:readonly', 'contact:user.id:readonly'];
    const feishu = await feishuThat({ scopes: ALL.filter((name) => !without.includes(name)) });
    const people = [
      { name: '林悦', account: 'ou_lin' },
      { name: '何律', email: 'he@example.com' },
    ];
    const [, group, accounts, links, ...more] = await wrongs(check(feishu, { people }));
    expect(group).toBe(
      'feishu group duty: could not be looked at without one of im:chat, im:chat:read, im:chat:readonly',
    );
    expect(accounts).toContain('without contact:contact.base:readonly: 林悦');
    expect(links).toContain('without contact:user.id:readonly');
    expect(more).toEqual([]);
  });
});
