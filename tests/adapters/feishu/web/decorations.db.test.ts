import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decoration, RoomRef } from '#ports/messenger.ts';
import { cardOf, createDesk, type Desk, DUTY, HOUR, LIN, LOST, PLAN } from './desk.ts';

let desk: Desk;
let room: RoomRef;
beforeEach(async () => {
  desk = await createDesk();
  ({ room } = await desk.outbound.openRoom(PLAN, desk.key()));
  desk.asked();
});
afterEach(() => desk.close());

const decorate = (decoration: Decoration) => desk.outbound.decorate(room, decoration, desk.key());
const group = () => desk.feishu.chat(room.id);
const LINK = { kind: 'bookmark', label: '会议', url: 'https://meet.example.com/1' } as const;
const document = (markdown: string) => ({ kind: 'document', title: '5W1H', markdown }) as const;
const TOPIC = { kind: 'topic', text: '接通率 68%' } as const;
const NAME = { kind: 'rename', asciiName: 'x', displayName: '【重大】INC-20261201-01' } as const;

describe('decorating a room', () => {
  const cases: readonly (readonly [Decoration, string, () => unknown, unknown])[] = [
    [TOPIC, '/open-apis/im/v1/chats', () => group().description, TOPIC.text],
    [NAME, '/open-apis/im/v1/chats', () => group().name, NAME.displayName],
    [LINK, '/open-apis/im/v1/chats', () => group().tabs, [{ name: '会议', url: LINK.url }]],
    [
      document('# 系统故障\n\n- 接通率'),
      '/open-apis/docx',
      () => group().announcement,
      '系统故障\n接通率',
    ],
  ];

  it.each(cases)('has the effect of once: %j', async (decoration, _, effect, wanted) => {
    await decorate(decoration);
    await decorate(decoration);
    expect(effect()).toEqual(wanted);
  });

  it.each(cases)(
    'has it after a lost answer at any of its calls, too: %j (F-N1)',
    async (decoration, path, effect, wanted) => {
      for (let nth = 0; nth < 4; nth += 1) {
        desk.feishu.fail(LOST, { path, nth });
        await desk.deliver(async (outbound, key) => {
          try {
            await outbound.decorate(room, decoration, key);
          } finally {
            desk.restart();
          }
        });
        expect(effect()).toEqual(wanted);
      }
    },
  );

  it('keeps a card on top and pinned, and says when it is gone', async () => {
    const message = await desk.outbound.post({ kind: 'room', room: DUTY }, cardOf('x'), desk.key());
    const pin = () => desk.outbound.decorate(DUTY, { kind: 'pin', message }, desk.key());
    await pin();
    await pin();
    expect(desk.feishu.messages(DUTY.id)).toMatchObject([{ pinned: true, topNotice: true }]);
    await desk.feishu.recall(LIN.id, DUTY.id, message.id);
    await expect(pin()).rejects.toMatchObject({ disposition: 'gone' });
  });

  it('keeps it on top where pins are kept to the owner of the group (230046)', async () => {
    const message = await desk.outbound.post({ kind: 'room', room }, cardOf('x'), desk.key());
    desk.feishu.fail({ kind: 'error', error: '230046' }, { path: '/open-apis/im/v1/pins' });
    await decorate({ kind: 'pin', message });
    expect(desk.feishu.messages(room.id)).toMatchObject([{ pinned: false, topNotice: true }]);
  });

  it('leaves the group as it is when it is archived, opened again or given a purpose', async () => {
    await decorate({ kind: 'archive' });
    await decorate({ kind: 'unarchive' });
    await decorate({ kind: 'purpose', text: 'x' });
    expect(desk.asked()).toEqual([]);
    expect(desk.outbound.can).toMatchObject({ archive: false, rename: true, topic: true });
  });

  it('says when there is no room for another link (232046)', async () => {
    for (let n = 0; n < 20; n += 1) await decorate({ ...LINK, label: `链接 ${n}` });
    await expect(decorate({ ...LINK, label: '第二十一个' })).rejects.toMatchObject({
      disposition: 'give-up',
      code: '232046',
    });
  });

  it('shortens what is too long (F-S4)', async () => {
    await decorate({ ...TOPIC, text: '长'.repeat(500) });
    await decorate({ ...NAME, displayName: '长'.repeat(500) });
    await decorate({ ...LINK, label: '长'.repeat(500) });
    expect([group().description.length, group().name.length]).toEqual([100, 60]);
    expect(group().tabs[0]?.name).toHaveLength(30);
  });

  it('says how the room was lost', async () => {
    await desk.feishu.removeBot(LIN.id, room.id);
    for (const decoration of [TOPIC, NAME, LINK, document('x')])
      await expect(decorate(decoration)).rejects.toMatchObject({
        disposition: 'room-lost',
        code: 'removed',
      });
  });
});

describe('the announcement', () => {
  it('is written anew as a whole each time', async () => {
    await decorate(document('# 甲\n\n- 一\n- 二\n\n三'));
    await decorate(document('# 乙\n\n- 四'));
    expect(group().announcement).toBe('乙\n四');
  });

  it('is never empty meanwhile: the new text goes in before the old one goes', async () => {
    await decorate(document('旧'));
    desk.asked();
    await decorate(document('新'));
    expect(desk.asked().map((call) => call.split(' ')[0])).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('goes on where three calls a second stopped it, without one refusal (F-N3)', async () => {
    await decorate(document('旧'));
    const long = Array.from({ length: 280 }, (_, n) => `- 第 ${n} 行`).join('\n');
    await desk.deliver((outbound, key) => outbound.decorate(room, document(long), key));
    const lines = group().announcement.split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([280, '第 0 行', '第 279 行']);
    expect(desk.feishu.limited).toEqual([]);
  });

  it('is written from its beginning after anything but a limit: people may have edited it', async () => {
    const long = document(Array.from({ length: 120 }, (_, n) => `- 第 ${n} 行`).join('\n'));
    desk.feishu.fail({ kind: 'status', status: 500 }, { path: '/open-apis/docx', nth: 1 });
    await desk.deliver((outbound, key) => outbound.decorate(room, long, key));
    const written = desk.feishu.calls
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/children'))
      .map(({ body }) => (body as { index: number }).index);
    expect(written).toEqual([0, 50, 0, 50, 100]);
    expect(group().announcement.split('\n')).toHaveLength(120);
  });

  it('is cut where it is longer than anybody reads (F-S4)', async () => {
    const long = Array.from({ length: 1_000 }, (_, n) => `- 第 ${n} 行`).join('\n');
    await desk.deliver((outbound, key) => outbound.decorate(room, document(long), key));
    const lines = group().announcement.split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([300, '…']);
  });

  it('is left alone where the group keeps it to its owner, said once and asked for after an hour', async () => {
    const denied = { kind: 'error', error: '1772005' } as const;
    desk.feishu.fail(denied, { path: '/open-apis/docx', times: 2 });
    await decorate(document('一'));
    await decorate(document('二'));
    expect(desk.asked()).toHaveLength(1);
    expect(desk.logged).toMatchObject([{ level: 'warn' }]);
    desk.clock.set(desk.clock.now() + HOUR);
    await decorate(document('三'));
    desk.clock.set(desk.clock.now() + HOUR);
    await decorate(document('四'));
    expect(group().announcement).toBe('四');
    expect(desk.logged).toHaveLength(1);
  });
});
