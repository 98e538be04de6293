import { afterEach, describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../support/feishu/cast.ts';
import { createFeishuTestApp, type FeishuTestApp } from '../../support/feishu/feishu-app.ts';

const KEY = 'INC-20261201-01';

let app: FeishuTestApp;
afterEach(async () => {
  const { violations, denied } = app.feishu;
  await app.close();
  const found = [...violations, ...denied];
  if (found.length > 0) throw new Error(`Feishu would not have taken: ${found.join('; ')}`);
});

const declared = async (transport: 'websocket' | 'webhook'): Promise<string> => {
  app = await createFeishuTestApp({ transport });
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 全国 --users 5000');
  return app.room(KEY).id;
};

/** Names the bot below a message of somebody else. */
const below = async (person: string, room: string, parent: string, line: string): Promise<void> => {
  await app.feishu.say(accountOf(person), room, line, { mention: true, parent });
  await app.settle();
};

/** The form comes after the acknowledgement. */
const filled = (person: string, values: Readonly<Record<string, string>>): Promise<unknown> =>
  vi.waitFor(() => app.fill(person, 'room', values));

describe.each(['websocket', 'webhook'] as const)(
  'a verb alone below a message, by %s',
  (transport) => {
    it('S3-07: 工单 新增 makes a ticket of what the customer said, masked, in the incident of the room', async () => {
      const room = await declared(transport);
      const said = await app.feishu.say(
        accountOf('qian'),
        room,
        '客户说表带断了，电话13812345678',
        {
          untold: true,
        },
      );
      await below('sun', room, said.id, '工单 新增');
      await filled('sun', { topic: '手环表带' });
      const [ticket] = await app.storage.subjects({ kind: 'ticket', limit: 5 });
      expect(ticket).toMatchObject({ title: '手环表带', incident: KEY });
      const shown = (await app.say('sun', 'dm', `ticket show ${ticket?.key ?? ''}`)).text;
      expect(shown).toContain('客户说表带断了，电话*******5678');
    });

    it('记录 puts it on the timeline at the time when it was said', async () => {
      const room = await declared(transport);
      const said = await app.feishu.say(accountOf('qian'), room, '主备切换失败', { untold: true });
      await app.at('10:20');
      await below('lin', room, said.id, '记录');
      await filled('lin', {});
      const [note] = (await app.timeline(KEY)).filter(({ type }) => type === 'note.added');
      expect(note?.data).toMatchObject({ text: '主备切换失败' });
      expect(note?.occurredAt).toBe(Date.parse('2026-12-01T02:00:00Z'));
    });

    it('with words of its own keeps them, and below a card of ours it is what it always was', async () => {
      const room = await declared(transport);
      const said = await app.feishu.say(accountOf('qian'), room, '主备切换失败', { untold: true });
      await below('lin', room, said.id, '记录 已人工切换');
      const notes = (await app.timeline(KEY)).filter(({ type }) => type === 'note.added');
      expect(notes.map(({ data }) => data)).toMatchObject([{ text: '已人工切换' }]);
      const card = app.feishu.messages(room).find(({ topNotice }) => topNotice);
      await below('lin', room, card?.id ?? '', '工单 新增');
      expect(await app.storage.subjects({ kind: 'ticket', limit: 5 })).toEqual([]);
    });
  },
);
