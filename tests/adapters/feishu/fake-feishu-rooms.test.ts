import { afterEach, describe, expect, it } from 'vitest';
import type { FakeFeishuOptions } from '../../support/feishu/create-fake-feishu.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import { CARD, startFeishu } from '../../support/feishu/samples.ts';
import { connectSdk } from '../../support/feishu/sdk-app.ts';

const stops: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const start = async (options: Partial<FakeFeishuOptions> = {}) => {
  const feishu = await startFeishu(options);
  stops.push(feishu.close);
  return feishu;
};

const connect = async (
  feishu: FakeFeishu,
  ...rest: Parameters<typeof connectSdk> extends [unknown, ...infer R] ? R : never
) => {
  const app = await connectSdk(feishu, ...rest);
  stops.push(app.stop);
  return app;
};

describe('a room with everything in it', () => {
  it('is made, named, noticed, tabbed, announced and documented through the SDK', async () => {
    const feishu = await start();
    const { client, send } = await connect(feishu, () => ({}));
    const path = { chat_id: 'oc_duty' };
    const id = await send('oc_duty', CARD);
    await client.im.chatTopNotice.putTopNotice({
      path,
      data: { chat_top_notice: [{ action_type: '1', message_id: id }] },
    });
    await client.im.pin.create({ data: { message_id: id } });
    await client.im.chatTab.create({
      path,
      data: {
        chat_tabs: [
          { tab_name: '时间线', tab_type: 'url', tab_content: { url: 'https://example.com/t' } },
        ],
      },
    });
    await client.request({
      method: 'POST',
      url: '/open-apis/docx/v1/chats/oc_duty/announcement/blocks/oc_duty/children',
      params: { revision_id: -1, client_token: 'a' },
      data: {
        children: [
          { block_type: 2, text: { elements: [{ text_run: { content: '指挥：林悦' } }] } },
        ],
      },
    });
    expect(feishu.chat('oc_duty')).toMatchObject({
      tabs: [{ name: '时间线', url: 'https://example.com/t' }],
      announcement: '指挥：林悦',
    });
    expect(feishu.messages('oc_duty')[0]).toMatchObject({ topNotice: true, pinned: true });
    expect(feishu.violations).toEqual([]);
  });

  it('takes Markdown as a document: converted, nested, shared with the group', async () => {
    const feishu = await start();
    const { client } = await connect(feishu, () => ({}));
    const made = await client.docx.document.create({ data: { title: '复盘' } });
    const document_id = made.data?.document?.document_id ?? '';
    const markdown = '# 结论\n\n| 项 | 值 |\n|---|---|\n| 时长 | **2 小时** |\n\n- 一\n';
    const { data } = await client.docx.v1.document.convert({
      data: { content_type: 'markdown', content: markdown },
    });
    const descendants = JSON.parse(JSON.stringify(data?.blocks ?? []), (key, value: unknown) =>
      key === 'merge_info' ? undefined : value,
    ) as unknown;
    await client.request({
      method: 'POST',
      url: `/open-apis/docx/v1/documents/${document_id}/blocks/${document_id}/descendant`,
      params: { document_revision_id: -1 },
      data: { children_id: data?.first_level_block_ids ?? [], index: 0, descendants },
    });
    await client.drive.permissionMember.create({
      path: { token: document_id },
      params: { type: 'docx' },
      data: { member_type: 'openchat', member_id: 'oc_duty', perm: 'edit', type: 'chat' },
    });
    expect(feishu.documents()).toEqual([
      {
        id: document_id,
        title: '复盘',
        text: '结论\n项\n值\n时长\n2 小时\n一',
        permissions: ['openchat:oc_duty:edit'],
      },
    ]);
    expect(feishu.violations).toEqual([]);
  });

  it('slash commands, a meeting and a task', async () => {
    const feishu = await start();
    const { client } = await connect(feishu, () => ({}));
    const url = '/open-apis/application/v7/app_slash_commands';
    const command = { command: 'open', description: { default_value: '开启应急' } };
    await client.request({ method: 'POST', url, data: command });
    await expect(client.request({ method: 'POST', url, data: command })).rejects.toThrow('400');
    const end_time = String(Math.floor(Date.now() / 1000) + 3600);
    await client.vc.reserve.apply({
      params: { user_id_type: 'open_id' },
      data: { end_time, owner_id: 'ou_lin', meeting_settings: { topic: '系统故障' } },
    });
    await client.task.v2.task.create({
      params: { user_id_type: 'open_id' },
      data: {
        summary: '切换线路',
        members: [{ id: 'ou_lin', type: 'user', role: 'assignee' }],
        client_token: '0123456789',
      },
    });
    expect(feishu.slashCommands()).toEqual(['open']);
    expect(feishu.meetings()).toEqual(['https://vc.feishu.cn/j/112000000']);
    expect(feishu.tasks()).toMatchObject([{ summary: '切换线路', members: ['ou_lin:assignee'] }]);
    expect(feishu.violations).toEqual([]);
    expect(feishu.denied).toEqual([]);
  });
});
