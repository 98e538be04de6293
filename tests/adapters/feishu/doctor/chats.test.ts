import { describe, expect, it } from 'vitest';
import {
  check,
  checkAt,
  feishuThat,
  feishuWith,
  refusal,
  wrongs,
} from '../../../support/feishu/doctor-desk.ts';
import type { FakeFeishu } from '../../../support/feishu/fake-feishu.ts';

const group = (feishu: FakeFeishu, id: string) =>
  wrongs(check(feishu, { chats: [{ name: 'duty', id }] }));

describe('standing groups', () => {
  it('are of no use where the bot is not in them', async () => {
    expect(await group(await feishuThat(), 'oc_other')).toEqual([
      'feishu group duty: the bot is not in 别处',
    ]);
  });

  it('are of no use once they are dissolved', async () => {
    const feishu = await feishuThat();
    await feishu.dissolve('ou_lin', 'oc_duty');
    expect(await group(feishu, 'oc_duty')).toEqual(['feishu group duty: 值守 was dissolved']);
  });

  it.each([
    [232_006, 'there is no such group'],
    [232_010, 'the group is of another tenant'],
    [232_011, 'the bot is not in it'],
    [230_000, 'Feishu refused to show it: 230000'],
  ])('are explained where Feishu refuses to show them with %i', async (code, said) => {
    const feishu = await feishuThat();
    feishu.fail(refusal(code), { path: '/open-apis/im/v1/chats/oc_duty' });
    expect(await group(feishu, 'oc_duty')).toEqual([`feishu group duty: ${said}`]);
  });

  it('are asked for by ids only, whatever stands in the file', async () => {
    const feishu = await feishuThat();
    const said = 'feishu group duty: what is given is no id of a group';
    expect(await group(feishu, '../messages/om_1')).toEqual([said]);
    expect(await group(feishu, '值守')).toEqual([said]);
    expect(feishu.calls.map(({ path }) => path).join()).not.toContain('om_1');
  });

  it.each([
    [{ external: true }, 'has people from outside'],
    [{ chat_mode: 'p2p' }, 'is a direct conversation'],
    [{ chat_status: 'dissolved_save' }, 'was dissolved'],
    [
      { moderation_permission: 'only_owner', owner_id: 'ou_lin' },
      'only its owner and managers may speak',
    ],
  ])('a group that is of no use: %j', async (facts, said) => {
    const chat = { code: 0, data: { name: '值守', chat_mode: 'group', ...facts } };
    const domain = await feishuWith({ '/open-apis/im/v1/chats/oc_1': chat });
    const [found, ...more] = await wrongs(
      checkAt(domain, { chats: [{ name: 'duty', id: 'oc_1' }] }),
    );
    expect(found).toContain(said);
    expect(more).toEqual([]);
  });

  it.each([
    [{ moderation_permission: 'only_owner' }],
    [
      {
        moderation_permission: 'only_owner',
        owner_id: 'ou_lin',
        bot_manager_id_list: ['cli_0123456789abcdef'],
      },
    ],
  ])('a group where the bot may speak though few may: %j', async (facts) => {
    const chat = { code: 0, data: { name: '值守', ...facts } };
    const domain = await feishuWith({ '/open-apis/im/v1/chats/oc_1': chat });
    expect(await wrongs(checkAt(domain, { chats: [{ name: 'duty', id: 'oc_1' }] }))).toEqual([]);
  });
});
