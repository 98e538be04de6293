import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCOPES } from '#adapters/feishu/scopes.ts';
import type { FileToAttach, RoomRef } from '#ports/messenger.ts';
import { createDesk, type Desk, HOUR, LOST, PLAN } from './desk.ts';

let desk: Desk;
let room: RoomRef;
beforeEach(async () => {
  desk = await createDesk();
  ({ room } = await desk.outbound.openRoom(PLAN, desk.key()));
  desk.asked();
});
afterEach(() => desk.close());

const TABLE = '| 时间 | 谁 |\n| --- | --- |\n| 10:04 | 林悦 |\n| 10:08 | 钱进 |';

const file = (version: number, content = `# 复盘\n\n${TABLE}`): FileToAttach => ({
  name: `INC-20261201-01-postmortem-v${version}.md`,
  title: `复盘 INC-20261201-01 第 ${version} 版`,
  content,
});

const attach = (given: FileToAttach) => desk.outbound.attach(room, given, desk.key());
const shared = () => desk.feishu.documents().filter(({ permissions }) => permissions.length > 0);
const links = () => desk.feishu.messages(room.id).map((message) => message.shown);

describe('a file for a room', () => {
  it('is a document in the group’s hands, linked as a tab and in a message', async () => {
    await attach(file(1));
    expect(desk.feishu.documents()).toMatchObject([
      {
        title: '复盘 INC-20261201-01 第 1 版',
        text: '复盘\n时间\n谁\n10:04\n林悦\n10:08\n钱进',
        permissions: [`openchat:${room.id}:edit`],
      },
    ]);
    const [document] = desk.feishu.documents();
    const { tabs } = desk.feishu.chat(room.id);
    expect(tabs).toEqual([
      { name: '复盘 INC-20261201-01', url: expect.stringMatching(`/docx/${document?.id}$`) },
    ]);
    expect(links()).toEqual(['复盘 INC-20261201-01 第 1 版']);
  });

  it('keeps one document through its versions, also in a new process', async () => {
    await attach(file(1));
    desk.restart();
    await desk.deliver((outbound, key) => outbound.attach(room, file(2, '# 复盘二'), key));
    expect(desk.feishu.documents()).toMatchObject([{ text: '复盘二' }]);
    expect(desk.feishu.chat(room.id).tabs).toHaveLength(1);
    expect(links()).toEqual(['复盘 INC-20261201-01 第 1 版', '复盘 INC-20261201-01 第 2 版']);
  });

  it('follows later edits in its place, and nobody is told again', async () => {
    await attach(file(1));
    await desk.deliver((outbound, key) =>
      outbound.attach(room, { ...file(1, '# 复盘\n\n根因：固件缺陷'), anew: true }, key),
    );
    expect(desk.feishu.documents()).toMatchObject([{ text: '复盘\n根因：固件缺陷' }]);
    expect(desk.feishu.chat(room.id).tabs).toHaveLength(1);
    expect(links()).toEqual(['复盘 INC-20261201-01 第 1 版']);
  });

  it('is another document than the timeline’s', async () => {
    const timeline = {
      name: 'INC-20261201-01-timeline-v1.md',
      title: '时间线 INC-20261201-01',
      content: TABLE,
    };
    await attach(timeline);
    await desk.deliver((outbound, key) => outbound.attach(room, file(1), key));
    expect(desk.feishu.chat(room.id).tabs.map(({ name }) => name)).toEqual([
      '时间线 INC-20261201-01',
      '复盘 INC-20261201-01',
    ]);
  });

  it('has the effect of once after a lost answer at any of its calls (F-N1)', async () => {
    for (let nth = 0; nth < 8; nth += 1) {
      const desk2 = await createDesk();
      try {
        const opened = await desk2.outbound.openRoom(PLAN, desk2.key());
        desk2.feishu.fail(LOST, { nth });
        await desk2.deliver((outbound, key) => outbound.attach(opened.room, file(1), key));
        expect([nth, desk2.feishu.documents()]).toEqual([nth, [expect.anything()]]);
        expect(desk2.feishu.chat(opened.room.id).tabs).toHaveLength(1);
        expect(desk2.feishu.messages(opened.room.id)).toHaveLength(1);
      } finally {
        await desk2.close();
      }
    }
  });

  it('goes on in the document that a process left behind when it died over it (F-C1)', async () => {
    desk.feishu.fail(LOST, { path: '/open-apis/docx/v1/documents' });
    const key = desk.key();
    await expect(desk.outbound.attach(room, file(1), key)).rejects.toMatchObject({
      disposition: 'retry',
    });
    desk.restart();
    desk.clock.set(desk.clock.now() + 3_000);
    await desk.outbound.attach(room, file(1), { ...key, uncertain: true });
    expect(desk.feishu.documents()).toMatchObject([
      { text: expect.stringMatching(/^复盘/u), permissions: [`openchat:${room.id}:edit`] },
    ]);
  });

  it('is made anew where the app’s folder may not be listed, and the empty one is seen by nobody', async () => {
    const may = SCOPES.map(({ name }) => name).filter((name) => name !== 'space:document:retrieve');
    const bare = await createDesk({ scopes: may });
    try {
      const opened = await bare.outbound.openRoom(PLAN, bare.key());
      bare.feishu.fail(LOST, { path: '/open-apis/docx/v1/documents' });
      await bare.deliver((outbound, key) => outbound.attach(opened.room, file(1), key));
      expect(bare.feishu.documents().map(({ permissions }) => permissions.length)).toEqual([0, 1]);
    } finally {
      await bare.close();
    }
  });

  it('takes a record of ten thousand lines in portions, without one refusal (F-N3, F-S4)', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `| 10:${n} | 第 ${n} 条 |`);
    const content = `# 时间线\n\n| 时间 | 内容 |\n| --- | --- |\n${rows.join('\n')}`;
    await desk.deliver((outbound, key) => outbound.attach(room, file(1, content), key));
    const [document] = desk.feishu.documents();
    const lines = document?.text.split('\n') ?? [];
    expect(lines.at(-1)).toBe('…');
    expect(lines).toContain('第 3000 条');
    expect(desk.feishu.limited).toEqual([]);
  });

  it('is written into a new document when somebody deleted the first', async () => {
    await attach(file(1));
    const denied = { kind: 'error', error: '1770003' } as const;
    desk.feishu.fail(denied, { path: '/open-apis/docx' });
    desk.clock.set(desk.clock.now() + 3_000);
    await attach(file(2, '新'));
    expect(shared()).toHaveLength(2);
    expect(desk.feishu.chat(room.id).tabs.at(-1)?.url).toContain(shared().at(-1)?.id);
  });

  it('is linked by the message alone where there is no room for a tab (232046)', async () => {
    const full = { kind: 'error', error: '232046' } as const;
    // The list of tabs goes first, then the tab.
    desk.feishu.fail(full, { path: `/open-apis/im/v1/chats/${room.id}/chat_tabs`, nth: 1 });
    await attach(file(1));
    expect(desk.feishu.chat(room.id).tabs).toEqual([]);
    expect(links()).toHaveLength(1);
  });

  it('is not announced twice when the platform has forgotten the attempt (F-N2)', async () => {
    const key = desk.key();
    await desk.outbound.attach(room, file(1), key);
    desk.restart();
    desk.clock.set(desk.clock.now() + 2 * HOUR);
    await desk.outbound.attach(room, file(1), { ...key, uncertain: true });
    expect(links()).toHaveLength(1);
  });

  it('has its tab alone when it can’t be told whether it was announced (230027)', async () => {
    const bare = await createDesk({ groupMessages: false });
    try {
      const opened = await bare.outbound.openRoom(PLAN, bare.key());
      const key = { ...bare.key(), uncertain: true, since: bare.clock.now() - 2 * HOUR };
      await bare.outbound.attach(opened.room, file(1), key);
      expect(bare.feishu.chat(opened.room.id).tabs).toHaveLength(1);
      expect(bare.feishu.messages(opened.room.id)).toEqual([]);
    } finally {
      await bare.close();
    }
  });

  it('waits for an administrator where documents are not permitted', async () => {
    const bare = await createDesk({
      scopes: ['im:chat:create', 'im:chat.tabs:read', 'im:message:send_as_bot'],
    });
    try {
      const opened = await bare.outbound.openRoom(PLAN, bare.key());
      await expect(bare.outbound.attach(opened.room, file(1), bare.key())).rejects.toMatchObject({
        disposition: 'reauthorise',
        code: expect.stringContaining('docx:document'),
      });
    } finally {
      await bare.close();
    }
  });
});
