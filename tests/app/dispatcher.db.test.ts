import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '#ports/messenger.ts';
import { actorOf } from '#domain/incident/people.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const open: TestApp[] = [];
const start = async (calls: string[] = []): Promise<TestApp> => {
  const app = await createTestApp({
    checkpoint: (step) => {
      if (step.startsWith('deliver:') && step.endsWith(':before'))
        calls.push(step.split(':')[1] ?? '');
    },
  });
  open.push(app);
  return app;
};
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';
const METHODS = ['openRoom', 'invite', 'post', 'update', 'decorate'] as const;

/** Acts without waiting for the deliveries. */
const act = async (app: TestApp, person: string, intent: IncidentIntent): Promise<void> => {
  const actor = actorOf(shippedPolicy, person);
  if (actor === undefined) throw new Error(`nobody is ${person}`);
  await app.app.handler.handle(KEY, intent, { now: app.clock.now(), actor, via: 'sandbox' });
};

/** Everything that was brought about on the platform, without ids and times. */
const effects = (app: TestApp) => {
  const { world } = app.sandbox;
  return world.rooms().map(({ id, name, kind, topic }) => ({
    name,
    kind,
    topic,
    members: world
      .members(id)
      .map(({ person }) => person)
      .toSorted(),
    messages: app.messages(id).map(({ text, pinned }) => ({ text, pinned })),
  }));
};

/** How much of it there is: what is sent later shows a later state. */
const amounts = (app: TestApp) =>
  effects(app).map(({ members, messages, ...room }) => ({
    ...room,
    members: members.length,
    messages: messages.length,
    pinned: messages.filter(({ pinned }) => pinned).length,
  }));

const undisturbed = async () => {
  const app = await start();
  await app.say('wang', 'duty', OUTAGE);
  await app.say('lin', 'command', `grade 重大 "全国不可用"`);
  await app.at('10:02');
  return app;
};

describe('every call to a messenger', () => {
  it.each(METHODS)('whose reply is lost has taken effect once: %s (F-N1, F2)', async (method) => {
    const app = await start();
    app.sandbox.faults.loseReply(method, 1);
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', `grade 重大 "全国不可用"`);
    await app.at('10:02');
    expect(amounts(app)).toEqual(amounts(await undisturbed()));
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });

  it.each(METHODS)(
    'that fails at first is repeated until it succeeds: %s (F-N1, F4)',
    async (method) => {
      const app = await start();
      app.sandbox.faults.fail(method, 3, new DeliveryError('server-error', 'retry'));
      await app.say('wang', 'duty', OUTAGE);
      await app.say('lin', 'command', `grade 重大 "全国不可用"`);
      await app.at('10:02');
      expect(amounts(app)).toEqual(amounts(await undisturbed()));
    },
  );
});

describe('a messenger that says when to come back', () => {
  it('is left alone until then (F3)', async () => {
    const calls: string[] = [];
    const app = await start(calls);
    const limited = new DeliveryError('rate-limited', 'retry', { retryAfterMs: 90_000 });
    app.sandbox.faults.fail('openRoom', 1, limited);
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:01');
    expect(calls.filter((method) => method === 'openRoom')).toHaveLength(1);
    expect(app.sandbox.world.roomOfIncident(KEY)).toBeUndefined();

    await app.at('10:01:30');
    expect(app.room().name).toContain(KEY);
    expect(calls.filter((method) => method === 'openRoom')).toHaveLength(2);
  });
});

describe('a delivery that is refused for good', () => {
  it('is told on the timeline and in private, and holds up nothing behind it', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const refused = new DeliveryError('not-allowed-here', 'give-up');
    app.sandbox.faults.fail('post', 1, refused);
    await app.say('qian', 'room', 'update "正在切换"');
    await app.say('qian', 'room', 'update "已切换"');

    const abandoned = (await app.timeline()).filter(({ type }) => type === 'delivery.abandoned');
    expect(abandoned).toHaveLength(1);
    expect(abandoned[0]?.data).toMatchObject({ messenger: 'sandbox', error: 'not-allowed-here' });
    const told = ['lin', 'wang', 'chen', 'su'].filter((person) =>
      app.dms(person).some(({ text }) => text.includes('not-allowed-here')),
    );
    expect(told).not.toEqual([]);
    expect(app.messages('room').some(({ text }) => text.includes('not-allowed-here'))).toBe(false);
    expect(app.messages('room').some(({ text }) => text.includes('已切换'))).toBe(true);

    const { key } = { key: '', ...(abandoned[0]?.data as { readonly key?: string } | undefined) };
    expect((await app.say('li', 'dm', `retry "${key}"`)).text).toContain('值守运营');
    const again = await app.press('wang', 'dm', '再试一次');
    await app.settle();
    expect(again.text).toContain('已重新发送');
    expect(app.messages('room').filter(({ text }) => text.includes('正在切换')).length).toBe(1);
    expect((await app.press('wang', 'dm', '再试一次')).text).toContain('没有需要重发');
  });

  it('does not tell of the telling, when even that is refused', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    app.sandbox.faults.fail('post', 200, new DeliveryError('not-allowed-here', 'give-up'));
    await app.say('qian', 'room', 'update "正在切换"');
    const abandoned = (await app.timeline()).filter(({ type }) => type === 'delivery.abandoned');
    expect(abandoned.length).toBeLessThan(10);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });
});

describe('order', () => {
  it('is kept in a room: status card first, then what happened as it happened', async () => {
    const app = await start();
    app.sandbox.faults.fail('openRoom', 2, new DeliveryError('server-error', 'retry'));
    await app.say('wang', 'duty', OUTAGE);
    for (const text of ['一', '二', '三']) await act(app, 'qian', { type: 'update', text });
    await app.at('10:01');

    const texts = app.messages('room').map(({ text }) => text);
    expect(texts[0]).toContain('阶段');
    const at = (word: string) =>
      texts.findIndex((text) => text.startsWith('进展') && text.includes(`钱多：${word}`));
    expect(at('二')).toBeGreaterThan(at('一'));
    expect(at('三')).toBeGreaterThan(at('二'));
    expect(at('一')).toBeGreaterThan(0);
  });

  it('costs one edit when a card changes twenty times in a burst (design 6)', async () => {
    const calls: string[] = [];
    const app = await start(calls);
    await app.say('wang', 'duty', OUTAGE);
    await act(app, 'lin', { type: 'grade', severity: 'sev1', reason: '全国不可用' });
    await app.settle();
    calls.length = 0;
    for (let n = 1; n <= 20; n += 1)
      await act(app, 'qian', { type: 'metric', values: { connectRate: 40 + n } });
    await app.settle();

    expect(calls).toEqual(['update']);
    expect(app.messages('room').find(({ pinned }) => pinned)?.text).toContain('60%');
  });

  it('gives every edit a key of its own, also once the row before it is gone', async () => {
    const keys: string[] = [];
    const app = await createTestApp({
      through: (sandbox) => ({
        ...sandbox,
        update: (message, card, key) => {
          keys.push(key.key);
          return sandbox.update(message, card, key);
        },
      }),
    });
    open.push(app);
    await app.say('wang', 'duty', OUTAGE);
    for (const n of [1, 2, 3]) {
      await act(app, 'qian', { type: 'metric', values: { connectRate: 40 + n } });
      await app.settle();
    }
    expect(keys.length).toBeGreaterThanOrEqual(3);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not let an invitation wait for a name that cannot be set', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const limited = new DeliveryError('limited', 'retry', { retryAfterMs: 60_000 });
    app.sandbox.faults.fail('decorate', 5, limited);
    await app.say('lin', 'command', 'grade 重大 "全国不可用"');
    expect(app.room().members).toContain('zheng');
    expect(app.room().name).not.toContain('重大');
    await app.at('10:04');
    expect(app.room().name).toContain('重大');
  });

  it('does not edit a card that would show the same', async () => {
    const calls: string[] = [];
    const app = await start(calls);
    await app.say('wang', 'duty', OUTAGE);
    calls.length = 0;
    await act(app, 'qian', { type: 'note', text: '只是记录' });
    await app.settle();
    expect(calls).not.toContain('update');
  });
});

describe('a card that somebody removed', () => {
  it('is posted again with its next change', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const card = app.messages('room').find(({ pinned }) => pinned);
    app.sandbox.world.removeMessage(Number(card?.id.slice(1)));
    await app.say('lin', 'command', 'grade 重大 "全国不可用"');
    expect(app.messages('room').filter(({ text }) => text.includes('阶段'))).toHaveLength(1);

    await app.say('qian', 'room', 'update "正在切换" --percent 50');
    const cards = app.messages('room').filter(({ text }) => text.includes('阶段'));
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toContain('50%');
  });
});

describe('the platform calls of opening an incident', () => {
  it('are no more than its visible results need (N11)', async () => {
    const calls: string[] = [];
    const app = await start(calls);
    await app.say('wang', 'duty', OUTAGE);
    const posts = ['duty', 'command', 'feed', 'room'].flatMap((where) => app.messages(where));
    expect(calls.filter((method) => method === 'post')).toHaveLength(posts.length);
    expect(calls.filter((method) => method === 'update').length).toBeLessThanOrEqual(1);
    // The room, its people, its pin and its bookmark, and one edit.
    expect(calls.length).toBeLessThanOrEqual(posts.length + 5);
  });
});
