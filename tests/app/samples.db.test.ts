import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

type Values = Readonly<Record<string, number>>;

const send = async (values: Values, at = app.clock.now(), dims?: Record<string, string>) => {
  const when = new Date(at).toISOString();
  await app.app.ingest.samples(
    Object.entries(values).map(([metric, value]) => ({
      metric,
      value,
      at: when,
      ...(dims === undefined ? {} : { dims }),
    })),
  );
};
const monitor = async (values: Values): Promise<void> => {
  await send(values);
  await app.settle();
};

const clock = (minute: number): string =>
  `${10 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
/** One sample a minute, from minutes after ten on. */
const everyMinute = async (from: number, to: number, value: number): Promise<void> => {
  for (let minute = from; minute <= to; minute += 1) {
    await app.at(clock(minute));
    await monitor({ connectRate: value });
  }
};
const of = async (type: string) => (await app.timeline()).filter((event) => event.type === type);
const values = async () => (await of('metric.recorded')).map(({ data }) => data);
const said = (text: string) =>
  app.messages('room').filter((message) => message.text.includes(text));
const opened = async (start: string, more: TestAppOptions = {}): Promise<void> => {
  app = await createTestApp({ ...more, start });
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东,华南 --users 300');
  await app.say('lin', 'room', 'grade 较大');
};

describe('samples during an incident', () => {
  it('S0-09: 69 % each minute from 10:00 is told at 10:11 and not at 10:10, once, in the words of a typed figure', async () => {
    await opened('2026-12-01T01:59:00Z');
    await everyMinute(0, 10, 69);
    expect(await of('trigger.met')).toEqual([]);
    await everyMinute(11, 15, 69);
    const [met, ...others] = await of('trigger.met');
    expect(others).toEqual([]);
    expect(met?.occurredAt).toBe(Date.parse('2026-12-01T02:11:00Z'));
    await app.say('wang', 'room', 'metric connectRate=68');
    const [room, ...again] = said('触发条件已满足');
    expect(again).toEqual([]);
    expect(room?.text).toContain('接通率');
    expect(app.messages('duty').filter(({ text }) => text.includes('ALT-'))).toEqual([]);
  });

  it('S0-09: told by hand first, the samples tell it no second time', async () => {
    await opened('2026-12-01T01:59:00Z');
    await everyMinute(0, 10, 69);
    await app.at('10:11');
    await app.say('wang', 'room', 'metric connectRate=69');
    await monitor({ connectRate: 69 });
    expect(await of('trigger.met')).toHaveLength(1);
    expect(said('触发条件已满足')).toHaveLength(1);
  });

  it('S0-47: 91 % held over five minutes suggests to watch only; 89.9 % does not', async () => {
    await opened('2026-12-01T01:59:00Z');
    await everyMinute(0, 9, 89.9);
    expect(await of('recovery.suggested')).toEqual([]);
    await everyMinute(10, 15, 91);
    expect(await of('recovery.suggested')).toEqual([]);
    await everyMinute(16, 20, 91);
    expect(await of('recovery.suggested')).toMatchObject([
      { occurredAt: Date.parse('2026-12-01T02:16:00Z'), data: { value: 91, limit: 90 } },
    ]);
    expect(said('可转入观察')).toHaveLength(1);
  });

  it('S0-47: a target that was held before counts from the opening', async () => {
    app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
    await everyMinute(0, 10, 95);
    await app.say('wang', 'duty', 'open 系统故障 "后台无响应" --regions 华东,华南 --users 300');
    await app.say('lin', 'room', 'grade 较大');
    await everyMinute(11, 15, 95);
    expect(await of('recovery.suggested')).toEqual([]);
    await everyMinute(16, 16, 95);
    expect(await of('recovery.suggested')).toHaveLength(1);
  });

  it('S2-27: a part of the whole is named, and is another piece of news than the whole', async () => {
    app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
    await app.say('wang', 'duty', 'open 话务量激增 "大促咨询" --regions 华东,华南 --users 300');
    await send({ loadPct: 130 }, app.clock.now(), { region: '华东' });
    await app.settle();
    expect(said('触发条件已满足')[0]?.text).toContain('承载（华东） 130%');
    await monitor({ loadPct: 126 });
    await send({ loadPct: 131 }, app.clock.now(), { region: '华东' });
    await app.settle();
    expect((await of('trigger.met')).map(({ data }) => data)).toMatchObject([
      { value: 130, dims: { region: '华东' } },
      { value: 126 },
    ]);
    const timeline = (await app.say('wang', 'room', 'timeline')).text;
    expect(timeline).toContain('承载（华东） > 120%');
  });

  it('a relapse while it is watched is told again', async () => {
    await opened('2026-12-01T01:59:00Z');
    await everyMinute(0, 11, 69);
    await everyMinute(12, 18, 91);
    await app.say('lin', 'room', 'resolve "已恢复"');
    await everyMinute(19, 30, 69);
    expect(await of('trigger.met')).toHaveLength(2);
  });

  it('one that holds already when the incident opens is told to its room', async () => {
    app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
    await everyMinute(0, 12, 69);
    await app.say('wang', 'duty', 'verify ALT-20261201-01 confirm --regions 华东,华南 --users 300');
    await everyMinute(13, 14, 69);
    expect(await of('trigger.met')).toHaveLength(1);
  });

  it('many a second are one event a minute, with the least and the most of them', async () => {
    await opened('2026-12-01T01:59:00Z');
    await app.at('10:00');
    const from = app.clock.now();
    for (let n = 0; n < 1_000; n += 1)
      await send({ connectRate: n === 500 ? 61 : 75 }, from - 59 * SECOND + n * 60);
    await app.settle();
    await app.at('10:01');
    await monitor({ connectRate: 76 });
    expect(await values()).toEqual([
      { values: { connectRate: 75 } },
      { values: { connectRate: 75 }, least: { connectRate: 61 } },
      { values: { connectRate: 76 }, least: { connectRate: 75 } },
    ]);
    expect((await app.state()).metrics['connectRate']).toMatchObject({
      min: 61,
      max: 76,
      last: 76,
    });
    expect(await app.storage.verify()).toEqual([]);
  });

  it('are of the metrics that its playbooks and goals speak of, whole, and of its own time', async () => {
    await opened('2026-12-01T01:59:00Z');
    await app.at('10:05');
    await send({ connectRate: 60 }, app.clock.now() - 30 * MINUTE);
    await send({ waitSeconds: 130, loadPct: 90, csat: 88, handleSeconds: 300 });
    await send({ connectRate: 70 }, app.clock.now(), { region: '华东' });
    await app.settle();
    expect(await values()).toEqual([{ values: { waitSeconds: 130 } }, { values: { csat: 88 } }]);
  });

  it.each(['watch:found', 'watch:told'])(
    'are recorded once when it is cut off at %s',
    async (point) => {
      let armed = false;
      const checkpoint = (step: string): void => {
        if (!armed || step !== point) return;
        armed = false;
        throw new Error('cut off');
      };
      await opened('2026-12-01T01:59:00Z', { checkpoint });
      armed = true;
      await send({ connectRate: 85, waitSeconds: 40 });
      await expect(app.settle()).rejects.toThrow('cut off');
      await app.settle();
      expect(await values()).toEqual([
        { values: { connectRate: 85 } },
        { values: { waitSeconds: 40 } },
      ]);
    },
  );

  it('come to an incident that others changed all the while with the next look', async () => {
    let conflicts = 0;
    const between = (storage: Storage): Storage => ({
      ...storage,
      commit: async (commit) => {
        const isOurs = commit.events.some(({ via }) => via === 'ingest');
        if (!isOurs || conflicts === 0) return storage.commit(commit);
        conflicts -= 1;
        return { ok: false, because: 'conflict' };
      },
    });
    await opened('2026-12-01T01:59:00Z', { between, patienceMs: 0 });
    conflicts = 3;
    await send({ connectRate: 85, waitSeconds: 40 });
    await expect(app.settle()).rejects.toThrow('could not be told');
    await app.settle();
    expect(await values()).toEqual([
      { values: { connectRate: 85 } },
      { values: { waitSeconds: 40 } },
    ]);
  });

  it('fill no timeline and say nothing in the room', async () => {
    await opened('2026-12-01T01:59:00Z');
    const before = app.messages('room').length;
    await everyMinute(0, 2, 85);
    expect(app.messages('room')).toHaveLength(before);
    const shown = await app.say('wang', 'room', 'timeline');
    expect(shown.text).not.toContain('85%');
  });
});
