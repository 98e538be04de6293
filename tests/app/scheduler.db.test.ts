import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const ENGINE = /^(?:提醒|逾期|\d+ 项已逾期|再次升级)/u;

let dir: string;
let app: TestApp;
const start = async (options: TestAppOptions = {}): Promise<TestApp> => {
  app = await createTestApp({ dir, ...options });
  return app;
};
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-scheduler-'));
});
afterEach(async () => {
  await app.close();
  rmSync(dir, { recursive: true, force: true });
});

const spoken = (): readonly string[] =>
  app
    .messages('room')
    .flatMap(({ text }) => (ENGINE.test(text) ? [text.split('\n')[0] ?? ''] : []));

describe('the sweep', () => {
  it('tells what is due at one tick in one message (domain 0.4)', async () => {
    await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:04:00');
    expect(spoken()).toEqual(['提醒：3 项即将到期']);
    const warned = (await app.timeline()).filter(({ type }) => type === 'deadline.warned');
    expect(warned).toHaveLength(3);
  });

  it('does nothing between ticks, and nothing twice', async () => {
    await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.at('10:04:00');
    const { length } = await app.timeline();
    for (let n = 0; n < 5; n += 1) await app.app.scheduler.sweep(app.clock.now());
    await app.at('10:04:29');
    expect(await app.timeline()).toHaveLength(length);
  });

  it('after an outage says once, and how late, what was missed (S0-04, E5 b)', async () => {
    await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', 'grade 重大 "全国不可用"');
    await app.at('10:03:30');
    await app.close();

    await start({ start: '2026-12-01T02:13:00Z' });
    await app.app.scheduler.sweepToTick();
    await app.settle();
    expect(spoken()).toHaveLength(1);
    expect(app.messages('room').at(-1)?.text).toContain('重启补发');
    const breached = (await app.timeline()).filter(({ type }) => type === 'deadline.breached');
    expect(breached.length).toBeGreaterThan(1);
    for (const { data, occurredAt } of breached) {
      expect(data).toMatchObject({ afterRestart: true });
      expect(occurredAt).toBeLessThan(app.clock.now());
    }
  });

  it('forgets timers of an incident that is over', async () => {
    await start();
    await app.say('wang', 'duty', OUTAGE);
    await app.say('lin', 'command', 'cancel "误报"');
    expect(await app.storage.nextTimer()).toBeUndefined();
  });

  it('clears a timer that no state wants, instead of meeting it again', async () => {
    await start();
    await app.say('wang', 'duty', OUTAGE);
    const stale = { id: 'INC-20261201-01|nothing', stream: 'INC-20261201-01', dueAt: 0, rank: 1 };
    const { head } = await app.storage.load('INC-20261201-01');
    await app.storage.commit({
      stream: 'INC-20261201-01',
      expected: head,
      events: [],
      outbox: [],
      timers: { set: [stale], clear: [] },
    });
    await app.app.scheduler.sweep(app.clock.now());
    expect(await app.storage.nextTimer()).toBeGreaterThan(app.clock.now());
  });

  it('reaches the incident whose deadline is most severe first', async () => {
    const order: string[] = [];
    await start({
      between: (storage) => ({
        ...storage,
        commit: (commit) => {
          if (commit.events.some(({ via }) => via === 'timer')) order.push(commit.stream);
          return storage.commit(commit);
        },
      }),
    });
    await app.say('wang', 'duty', OUTAGE);
    await app.say('wang', 'duty', 'open 系统故障 "另一处"');
    await app.say('lin', 'command', 'grade INC-20261201-01 一般 "只有一处"');
    await app.say('lin', 'command', 'grade INC-20261201-02 重大 "全国不可用"');
    app.skipTo('10:05:30');
    await app.app.scheduler.sweep(app.clock.now());
    expect(order[0]).toBe('INC-20261201-02');
  });
});
