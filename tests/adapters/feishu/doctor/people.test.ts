import { describe, expect, it } from 'vitest';
import {
  check,
  checkAt,
  feishuThat,
  feishuWith,
  oneOf,
  refusal,
  wrongs,
} from '../../../support/feishu/doctor-desk.ts';
import type { FakeFeishu } from '../../../support/feishu/fake-feishu.ts';

const accounts = (feishu: FakeFeishu, account: string) =>
  wrongs(check(feishu, { people: [{ name: '林悦', account }] }));

describe('people', () => {
  it('are found by their accounts, or it is said why not', async () => {
    const feishu = await feishuThat();
    expect(await accounts(feishu, 'ou_lin')).toEqual([]);
    expect(await accounts(feishu, 'ou_nobody')).toEqual(['feishu accounts: not in Feishu: 林悦']);
    expect(await accounts(feishu, 'ou_far')).toEqual([
      'feishu accounts: outside the contact scope of the app: 林悦',
    ]);
    expect(await accounts(feishu, 'lin')).toEqual([
      'feishu accounts: the account is no open_id: 林悦',
    ]);
  });

  it('of another app are told apart: everybody has another open_id in every app', async () => {
    const feishu = await feishuThat();
    feishu.fail(refusal(99_992_361), { path: '/open-apis/contact/v3/users/ou_lin' });
    expect((await accounts(feishu, 'ou_lin'))[0]).toContain('of another app or tenant');
  });

  it('with another e-mail are pointed at, without calling that wrong', async () => {
    const feishu = await feishuThat();
    const people = [{ name: '林悦', account: 'ou_lin', email: 'yue@example.com' }];
    const found = await oneOf(check(feishu, { people }), 'feishu accounts');
    expect(found).toMatchObject({ ok: true });
    expect(found?.said.en).toContain('林悦');
    expect(found?.mend).toBeDefined();
  });

  it('without an account are looked for by their e-mail, all in one call', async () => {
    const feishu = await feishuThat();
    const people = [
      { name: '何律', email: 'he@example.com' },
      { name: '吴静', email: 'wu@example.com' },
      { name: '备班01' },
    ];
    const findings = await check(feishu, { people });
    const links = findings.filter(({ check: what }) => what === 'feishu links');
    expect(links.map(({ ok, said }) => [ok, said.en])).toEqual([
      [true, 'known by e-mail: 何律'],
      [false, 'their e-mail is not in Feishu: 吴静'],
    ]);
    expect(feishu.calls.filter(({ path }) => path.endsWith('batch_get_id'))).toHaveLength(1);
  });

  it('are looked at up to a number', async () => {
    const feishu = await feishuThat({
      people: Array.from({ length: 80 }, (_, n) => ({ openId: `ou_${n}`, name: `${n}` })),
      chats: [],
    });
    const people = Array.from({ length: 80 }, (_, n) => ({ name: `${n}`, account: `ou_${n}` }));
    const found = await oneOf(check(feishu, { people, chats: [] }), 'feishu accounts');
    expect(found?.said.en).toContain('of 80, the first 50');
    expect(feishu.limited).toEqual([]);
  });

  it.each([
    [{ is_resigned: true }, 'have left: 林悦'],
    [{ is_exited: true }, 'have left: 林悦'],
    [{ is_frozen: true }, 'their accounts are paused: 林悦'],
  ])('an account that is of no use: %j', async (status, said) => {
    const user = { code: 0, data: { user: { open_id: 'ou_lin', status } } };
    const domain = await feishuWith({ '/open-apis/contact/v3/users/ou_lin': user });
    const people = [{ name: '林悦', account: 'ou_lin' }];
    expect(await wrongs(checkAt(domain, { people }))).toEqual([`feishu accounts: ${said}`]);
  });
});
