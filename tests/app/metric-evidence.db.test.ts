import { afterEach, describe, expect, it } from 'vitest';
import { metricEvidence } from '#app/metric-evidence.ts';
import { loadRecord } from '#app/rebuild.ts';
import { DAY, MINUTE } from '#domain/time.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

const send = async (at: number, values: Readonly<Record<string, number>>): Promise<void> => {
  const items = Object.entries(values).map(([metric, value]) => ({
    metric,
    value,
    at: new Date(at).toISOString(),
  }));
  await app.app.ingest.samples(items);
};

/** Opened at ten, restored at eleven, with samples of the day before, of then, and of later. */
const played = async (): Promise<void> => {
  app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
  const ten = app.clock.now();
  await send(ten - DAY - 5 * MINUTE, { connectRate: 10 });
  for (const minute of [0, 20, 60]) await send(ten - DAY + minute * MINUTE, { connectRate: 94 });
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东,华南 --users 300');
  await app.say('lin', 'room', 'grade 较大');
  for (const minute of [1, 2, 3, 50]) {
    await app.at(`10:${String(minute).padStart(2, '0')}`);
    const rate = minute === 50 ? 91 : 66 + minute;
    await send(app.clock.now(), { connectRate: rate, callVolume: 100 });
    await send(app.clock.now() + 1, { connectRate: minute === 2 ? 61 : rate });
    await app.settle();
  }
  await app.at('10:55');
  await app.say('wang', 'room', 'metric csat=80');
  await app.at('11:00');
  await app.say('lin', 'room', 'resolve "已恢复"');
};
const evidence = async () => {
  const record = await loadRecord(app.storage, 'INC-20261201-01');
  if (record === undefined) throw new Error('no incident');
  return metricEvidence(app.storage, record, shippedPolicy, app.clock.now());
};

describe('the data of a review', () => {
  it('S0-62: compares the same clock window of the day before, the incident, and what came after', async () => {
    await played();
    expect((await evidence()).metrics?.['connectRate']).toEqual({
      before: 94,
      min: 61,
      max: 91,
      average: 72.9,
      atResolve: 91,
      samples: 8,
    });
    await app.at('12:30');
    await send(app.clock.now(), { connectRate: 95 });
    await app.settle();
    expect((await evidence()).metrics).toMatchObject({
      connectRate: { after: 95, atResolve: 91 },
      callVolume: { total: 400 },
    });
    app.skipTo('2026-12-02 11:30');
    await send(app.clock.now() - 20 * MINUTE, { connectRate: 10 });
    expect((await evidence()).metrics?.['connectRate']).toMatchObject({ after: 95 });
  });

  it('S0-62: says 无数据 where nothing was measured, never 0, and what was typed where nothing else was', async () => {
    await played();
    expect(Object.keys((await evidence()).metrics ?? {})).toEqual(['callVolume', 'connectRate']);
    const shown = await app.say('lin', 'room', 'postmortem show');
    const text = JSON.stringify(shown.card);
    expect(text).toContain('| 接通率 | 94% | 61% | 91% | 72.9% | 91% | 无数据 | n=8 |');
    expect(text).toMatch(/满意度 \| 无数据 \| 80% \| 80% \| 80%/u);
    expect(text).toMatch(/处理时间 \| 无数据 \| 无数据/u);
  });

  it('counts once what an operator read off the monitor', async () => {
    await played();
    const before = await evidence();
    await app.say('wang', 'room', 'metric connectRate=66 --at 10:03');
    expect((await evidence()).metrics).toEqual(before.metrics);
    await app.say('wang', 'room', 'metric connectRate=60 --at 10:04');
    expect((await evidence()).metrics?.['connectRate']).toMatchObject({ min: 60, samples: 9 });
  });

  it('is the same once samples have become minutes', async () => {
    await played();
    const before = await evidence();
    app.skipTo('2026-12-04 12:00');
    await app.app.watcher.step();
    expect(await app.storage.observations(0, 9)).toEqual([]);
    expect((await evidence()).metrics?.['connectRate']).toEqual(before.metrics?.['connectRate']);
  });
});
