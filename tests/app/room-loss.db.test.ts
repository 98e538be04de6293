import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { rebuildProjections } from '#app/rebuild.ts';
import { DeliveryError, type Messenger } from '#ports/messenger.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

const open: TestApp[] = [];
const start = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const app = await createTestApp(options);
  open.push(app);
  return app;
};
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';
const lostAs = (code: string): DeliveryError => new DeliveryError(code, 'room-lost');

const warRooms = (app: TestApp) =>
  app.sandbox.world.rooms().filter(({ incident }) => incident === KEY);
const lossesOf = async (app: TestApp) =>
  (await app.timeline(KEY)).filter(({ type }) => type === 'room.lost').map(({ data }) => data);

const running = async (options?: TestAppOptions): Promise<TestApp> => {
  const app = await start(options);
  await app.say('wang', 'duty', OUTAGE);
  await app.say('lin', 'command', 'grade 重大 "全国不可用"');
  return app;
};

describe('the bot removed from a war room', () => {
  it('opens a new one: everyone invited, cards there, nothing lost, all of it on the timeline', async () => {
    const app = await running();
    const [old] = warRooms(app);
    const before = app.room();
    app.sandbox.faults.fail('post', 1, lostAs('removed'));
    await app.say('qian', 'room', 'update "正在切换备用线路"');
    await app.at('10:01');

    const rooms = warRooms(app);
    expect(rooms).toHaveLength(2);
    const room = app.room();
    expect(room.id).not.toBe(old?.id);
    expect(room.name).toMatch(/ 2$/u);
    expect(new Set(room.members)).toEqual(new Set(before.members));
    const texts = app.messages(room.id).map(({ text }) => text);
    expect(texts[0]).toContain('阶段');
    expect(texts[1]).toContain('已启用新的作战室');
    expect(texts.filter((text) => text.includes('清单')).length).toBeGreaterThan(0);
    // What was on its way into the lost room came here, once.
    expect(
      texts.filter((text) => text.startsWith('进展') && text.includes('正在切换')),
    ).toHaveLength(1);
    expect(
      app.messages(room.id).filter(({ pinned, text }) => pinned && text.includes('阶段')),
    ).toHaveLength(1);
    expect(texts.filter((text) => text.includes('阶段: '))).toHaveLength(1);

    expect(await lossesOf(app)).toMatchObject([
      { messenger: 'sandbox', room: old?.id, reason: 'removed' },
    ]);
    expect((await app.state(KEY)).rooms['sandbox']?.id).toBe(room.id);
    expect((await app.storage.outboxDepth()).pending).toBe(0);

    expect((await rebuildProjections(app.storage, shippedPolicy)).findings).toEqual([]);

    // The new room is the room of the incident from now on, and what is said in the old one still counts.
    await app.say('qian', 'room', 'update "已切换"');
    expect(app.messages(room.id).some(({ text }) => text.includes('已切换'))).toBe(true);
    expect((await app.say('lin', old?.id ?? '', 'status')).text).toContain(KEY);
  });

  it('tells the person who did it, in private, how to go on', async () => {
    const app = await running();
    const room = app.room().id;
    await app.app.inbox.receive({
      kind: 'lost',
      receiptId: 'l1',
      who: { platform: 'sandbox', id: 'qian' },
      room: { platform: 'sandbox', id: room },
      reason: 'removed',
    });
    await app.settle();
    expect(await lossesOf(app)).toMatchObject([{ reason: 'removed', by: { id: 'qian' } }]);
    const told = app.dms('qian').findLast(({ text }) => text.includes('移出'));
    expect(told?.text).toContain(KEY);
    expect(warRooms(app)).toHaveLength(2);
  });

  it('ends with one new room, however many deliveries meet the loss', async () => {
    const app = await running();
    app.sandbox.faults.fail('post', 3, lostAs('removed'));
    app.sandbox.faults.fail('update', 2, lostAs('removed'));
    app.sandbox.faults.fail('decorate', 2, lostAs('removed'));
    await app.say('lin', 'room', 'grade 较大 "仅华东"');
    await app.say('qian', 'room', 'update "一"');
    await app.at('10:02');
    expect(warRooms(app)).toHaveLength(2);
    expect(await lossesOf(app)).toHaveLength(1);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });
});

describe('a war room archived by hand', () => {
  it('comes back, with what was said meanwhile, and says why', async () => {
    const app = await running();
    const { id } = app.room();
    app.sandbox.faults.fail('post', 1, lostAs('archived'));
    await app.say('qian', 'room', 'update "正在切换"');
    await app.at('10:01');
    expect(warRooms(app)).toHaveLength(1);
    const texts = app.messages(id).map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith('进展'))).toHaveLength(1);
    expect(texts.some((text) => text.includes('作战室已恢复'))).toBe(true);
    const kinds = (await app.timeline(KEY)).map(({ type }) => type);
    expect(kinds.filter((kind) => kind.startsWith('room.'))).toEqual(
      expect.arrayContaining(['room.lost', 'room.restored']),
    );
  });

  it('that does not come back is given up for a new one (E8)', async () => {
    const app = await running();
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "其余转日常"');
    app.sandbox.faults.fail('decorate', 1, new DeliveryError('not-allowed', 'give-up'));
    await app.say('wang', 'duty', `reopen ${KEY} "再次下跌"`);
    await app.at('10:02');
    expect(await lossesOf(app)).toMatchObject([{ reason: 'stuck' }]);
    expect(warRooms(app)).toHaveLength(2);
    expect(app.messages(app.room().id).some(({ text }) => text.includes('重开'))).toBe(true);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });
});

describe('the room of an ended incident', () => {
  it('is archived after its last message, when the incident is cancelled', async () => {
    const order: string[] = [];
    const watched = (sandbox: Messenger): Messenger => ({
      ...sandbox,
      decorate: (room, decoration, key) => {
        order.push(decoration.kind);
        return sandbox.decorate(room, decoration, key);
      },
      post: (to, card, key) => {
        order.push(card.title);
        return sandbox.post(to, card, key);
      },
    });
    const app = await running({ through: watched });
    order.length = 0;
    await app.say('lin', 'room', 'cancel "误报"');
    expect(order.filter((what) => ['topic', 'archive', '事件已撤销'].includes(what)).at(-1)).toBe(
      'archive',
    );
    expect(order).toContain('事件已撤销');
    expect(warRooms(app)[0]?.archived).toBe(1);
    expect(await lossesOf(app)).toEqual([]);
  });

  it('is missed by nobody: what was to be sent there is dropped without a word', async () => {
    const app = await running();
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "其余转日常"');
    app.sandbox.faults.fail('post', 1, lostAs('archived'));
    await app.say('lin', 'room', 'action add "固件升级" @钱多 --due 2026-12-15');
    await app.at('10:02');
    const kinds = (await app.timeline(KEY)).map(({ type }) => type);
    expect(kinds).toContain('room.lost');
    expect(kinds).not.toContain('delivery.abandoned');
    expect(warRooms(app)).toHaveLength(1);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });
});

describe('a standing channel that is lost', () => {
  it('is a delivery given up, and no loss of the war room', async () => {
    const app = await start();
    app.sandbox.faults.fail('post', 1, lostAs('archived'));
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:01');
    const kinds = (await app.timeline(KEY)).map(({ type }) => type);
    expect(
      kinds.filter((kind) => kind === 'delivery.abandoned' || kind === 'room.lost'),
    ).toHaveLength(1);
  });
});

describe('a new room that waits for a limit', () => {
  it('is announced once in private, and the messenger counts as up', async () => {
    const app = await start();
    const limited = new DeliveryError('limited', 'retry', { retryAfterMs: 40_000 });
    app.sandbox.faults.fail('openRoom', 2, limited);
    await app.say('wang', 'duty', OUTAGE);
    expect(app.app.dispatcher.failing().size).toBe(0);
    await app.at('10:02');
    const told = app.dms('wang').filter(({ text }) => text.includes('约 40 秒后开好'));
    expect(told).toHaveLength(1);
    const kinds = (await app.timeline(KEY)).map(({ type }) => type);
    expect(kinds.filter((kind) => kind === 'room.delayed')).toHaveLength(1);
    expect(app.room().members).toContain('wang');
  });

  it('for a moment only is not worth a word', async () => {
    const app = await start();
    app.sandbox.faults.fail(
      'openRoom',
      1,
      new DeliveryError('limited', 'retry', { retryAfterMs: 2_000 }),
    );
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:01');
    expect((await app.timeline(KEY)).some(({ type }) => type === 'room.delayed')).toBe(false);
  });
});

describe('opening an incident while the messenger is away', () => {
  it('is answered calmly: the room comes by itself', async () => {
    const app = await start();
    const away = new DeliveryError('server-error', 'retry');
    for (const method of ['openRoom', 'post'] as const) app.sandbox.faults.fail(method, 50, away);
    await app.say('wang', 'duty', OUTAGE);
    expect(app.app.dispatcher.failing().has('sandbox')).toBe(true);
    const again = await app.say('li', 'duty', OUTAGE);
    expect(again.text).toContain('恢复后会自动建立作战室');
  });

  it('is said of nobody who only has not been asked yet, however soon after the start it is (F-C1)', async () => {
    const app = await start({
      through: (messenger) => ({
        ...messenger,
        lookup: async (whom) => {
          await pause(150);
          return messenger.lookup(whom);
        },
      }),
    });
    await app.app.start();
    expect((await app.say('wang', 'duty', OUTAGE)).text).not.toContain('连不上');
  });

  it('is told from the start where the messenger hangs, and nothing waits for it', async () => {
    const app = await start({
      through: (messenger) => ({ ...messenger, lookup: () => new Promise(() => {}) }),
    });
    await app.app.start();
    expect((await app.say('wang', 'duty', OUTAGE)).text).toContain('恢复后会自动建立作战室');
  });
});
