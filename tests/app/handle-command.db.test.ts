import { afterEach, describe, expect, it } from 'vitest';
import { actorOf } from '#domain/incident/people.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import type { Storage } from '#ports/storage.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

const open: TestApp[] = [];
const start = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const app = await createTestApp(options);
  open.push(app);
  return app;
};
afterEach(async () => {
  for (const app of open.splice(0).toReversed()) await app.close();
});

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';

const metaOf = (app: TestApp, person: string) => {
  const actor = actorOf(shippedPolicy, person);
  if (actor === undefined) throw new Error(`nobody is ${person}`);
  return { now: app.clock.now(), actor, via: 'sandbox' };
};
const note = (text: string): IncidentIntent => ({ type: 'note', text });
const typesOf = async (app: TestApp) => (await app.timeline(KEY)).map(({ type }) => type);

describe('what comes in twice', () => {
  it('has one effect and the same answer (E9, F-E2)', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const first = await app.say('wang', 'room', 'note "已联系运营商"', 'slack-event-7');
    const receive = () =>
      app.app.inbox.receive({
        kind: 'command',
        line: 'note "已联系运营商"',
        receiptId: 'slack-event-7',
        who: { platform: 'sandbox', id: 'wang' },
        where: { platform: 'sandbox', id: app.room().id },
      });
    const second = await receive();

    expect(second.card).toEqual(first.card);
    expect((await typesOf(app)).filter((type) => type === 'note.added')).toHaveLength(1);
  });

  it('opens one incident only, also when both copies arrive in one instant', async () => {
    const app = await start();
    const receive = () =>
      app.app.inbox.receive({
        kind: 'command',
        line: OUTAGE,
        receiptId: 'same-event',
        who: { platform: 'sandbox', id: 'wang' },
        where: { platform: 'sandbox', id: 'duty' },
      });
    const [one, other] = await Promise.all([receive(), receive()]);
    const late = await receive();
    await app.settle();

    expect(other?.card?.title).toBe(one?.card?.title);
    expect(late.card?.title).toBe(one?.card?.title);
    expect(await app.storage.streams('INC-')).toEqual([KEY]);
    expect(app.sandbox.world.rooms().filter(({ kind }) => kind === 'war')).toHaveLength(1);
  });

  it('does not take a late repeat of what was refused, although it would be taken now (F-E1)', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'room', 'grade 一般 "单区域"');
    const refused = await app.say('lin', 'room', 'close --force "误触"', 'early-close');
    await app.say('lin', 'room', 'resolve');
    const late = await app.say('lin', 'room', 'close --force "误触"', 'early-close');

    expect(refused.text).toBe(late.text);
    expect((await app.state()).phase).toBe('monitoring');
  });

  it('does not read a late repeat once more: its line would be asked about now', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const first = await app.say('qian', 'duty', 'note "只有这一个"', 'event-8');
    await app.say('wang', 'duty', OUTAGE);
    const fresh = await start({ dir: app.dir });
    const late = await fresh.app.inbox.receive({
      kind: 'command',
      line: 'note "只有这一个"',
      receiptId: 'event-8',
      who: { platform: 'sandbox', id: 'qian' },
      where: { platform: 'sandbox', id: 'duty' },
    });
    expect(late).toEqual({ card: first.card, repeated: true });
  });

  it('knows after a restart that a window was opened for it', async () => {
    const app = await start();
    const receive = (one: TestApp) =>
      one.app.inbox.receive({
        kind: 'command',
        line: 'open',
        receiptId: 'slash:trigger-1',
        trigger: 'trigger-1',
        who: { platform: 'sandbox', id: 'wang' },
        where: { platform: 'sandbox', id: 'duty' },
      });
    const first = await receive(app);
    expect(first).toHaveProperty('form');
    expect(first).not.toHaveProperty('repeated');
    const fresh = await start({ dir: app.dir });
    expect(await receive(fresh)).toEqual({ form: first.form, repeated: true });
  });

  it('tells a repeat that would be refused now what it was told the first time', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const done = await app.say('qian', 'room', 'task done switch-backup', 'event-9');
    const again = await app.app.inbox.receive({
      kind: 'command',
      line: 'task done switch-backup',
      receiptId: 'event-9',
      who: { platform: 'sandbox', id: 'qian' },
      where: { platform: 'sandbox', id: app.room().id },
    });
    expect(again.card).toEqual(done.card);
  });
});

const openBy = (app: TestApp, n: number) =>
  app.app.inbox.receive({
    kind: 'command',
    line: OUTAGE,
    receiptId: `open-${n}`,
    who: { platform: 'sandbox', id: 'wang' },
    where: { platform: 'sandbox', id: 'duty' },
  });

/** Lets the other process change the incident between our reading and our writing, `times` times. */
const overtaken = (times: number, overtake: () => Promise<unknown>) => {
  let left = times;
  return (storage: Storage): Storage => ({
    ...storage,
    commit: async (commit) => {
      if (commit.events.some(({ via }) => via === 'sandbox') && left > 0) {
        left -= 1;
        await overtake();
      }
      return storage.commit(commit);
    },
  });
};

describe('a cancelled incident', () => {
  it('is among the open ones no more (E4)', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    expect(await app.storage.incidents({ open: true, limit: 9 })).toHaveLength(1);
    await app.say('lin', 'room', 'cancel "监控探针故障"');
    expect(await app.storage.incidents({ open: true, limit: 9 })).toEqual([]);
    expect((await app.say('lin', 'command', 'status')).text).not.toContain('INC-20261201-01');
  });
});

describe('two processes on one database', () => {
  it('decide again on what the other one wrote, and lose nothing', async () => {
    const first = await start();
    await first.say('wang', 'duty', OUTAGE);
    const second = await start({
      dir: first.dir,
      between: overtaken(1, () =>
        first.app.handler.handle(KEY, note('来自第一个进程'), metaOf(first, 'lin')),
      ),
    });
    const outcome = await second.app.handler.handle(
      KEY,
      note('来自第二个进程'),
      metaOf(second, 'qian'),
    );

    expect(outcome).toHaveProperty('events');
    const notes = (await first.timeline(KEY)).filter(({ type }) => type === 'note.added');
    expect(notes.map(({ data }) => data)).toMatchObject([
      { text: '来自第一个进程' },
      { text: '来自第二个进程' },
    ]);
    expect(await first.storage.verify()).toEqual([]);
  });

  it('go on while a person would wait, however often they are overtaken', async () => {
    const first = await start();
    await first.say('wang', 'duty', OUTAGE);
    const second = await start({
      dir: first.dir,
      between: overtaken(6, () =>
        first.app.handler.handle(KEY, note('来自第一个进程'), metaOf(first, 'lin')),
      ),
    });
    const outcome = await second.app.handler.handle(
      KEY,
      note('第七次成功'),
      metaOf(second, 'qian'),
    );

    expect(outcome).toHaveProperty('events');
    const types = await typesOf(first);
    expect(types.filter((type) => type === 'note.added')).toHaveLength(7);
  });

  it('give way politely once patience is over, and record nothing', async () => {
    const first = await start();
    await first.say('wang', 'duty', OUTAGE);
    let count = 0;
    const second = await start({
      dir: first.dir,
      patienceMs: 0,
      between: overtaken(3, () =>
        first.app.handler.handle(KEY, note(`第 ${(count += 1)} 条`), metaOf(first, 'lin')),
      ),
    });
    const answer = await second.app.inbox.receive({
      kind: 'command',
      line: 'note "挤不进去"',
      receiptId: 'overtaken',
      who: { platform: 'sandbox', id: 'qian' },
      where: { platform: 'sandbox', id: first.room().id },
    });

    expect(answer.card?.title).toContain('没有记录');
    expect(JSON.stringify(answer.card)).toContain('note \\"挤不进去\\"');
    expect(JSON.stringify(await first.timeline(KEY))).not.toContain('挤不进去');
  });

  it('open incidents under different keys in the same instant (F7)', async () => {
    const first = await start();
    const second = await start({ dir: first.dir });
    await Promise.all([0, 1, 2, 3, 4, 5].map((n) => openBy(n % 2 === 0 ? first : second, n)));
    expect(await first.storage.streams('INC-')).toHaveLength(6);
  });
});

describe('personal data', () => {
  it('is masked before it reaches an event, a card or an answer (S4-04, E6)', async () => {
    const app = await start();
    await app.say('wang', 'duty', 'open 系统故障 "用户王小明13812345678反馈打不通"');
    const answer = await app.say('qian', 'room', 'note "回电 13987654321 已接通"');
    const unread = await app.say('qian', 'room', 'nota "13987654321"');

    const stored = JSON.stringify(await app.timeline(KEY));
    const shown = JSON.stringify([app.messages('room'), answer, unread, app.messages('command')]);
    expect(stored).toContain('*******5678');
    for (const number of ['13812345678', '13987654321']) {
      expect(stored).not.toContain(number);
      expect(shown).not.toContain(number);
    }
  });
});

describe('a long incident', () => {
  it('is loaded from a snapshot that equals the fold of all its events (N12)', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    for (let n = 0; n < 450; n += 1)
      await app.app.handler.handle(KEY, note(`第 ${n} 条`), metaOf(app, 'qian'));

    const loaded = await app.storage.load(KEY);
    expect(loaded.snapshot?.version).toBeGreaterThanOrEqual(400);
    expect(loaded.events.length).toBeLessThan(200);
    const fresh = await start({ dir: app.dir });
    expect(await fresh.state(KEY)).toEqual(await app.state(KEY));
  });
});
