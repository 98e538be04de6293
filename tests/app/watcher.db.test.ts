import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '#app/log.ts';
import { createWatcher, type Watcher, type WatchRules } from '#app/watcher.ts';
import { SYSTEM } from '#domain/person.ts';
import { DAY } from '#domain/time.ts';
import type { Finding } from '#domain/watch/finding.ts';
import { bells } from '../support/bell.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let rung: ReturnType<typeof bells>;

const start = async (): Promise<void> => {
  rung = bells();
  app = await createTestApp({ streams: rung.streams });
};
afterEach(() => app.close());

const found = (at: number, value: number): Finding => ({
  kind: 'fired',
  rule: 'below-70',
  playbook: 'system-failure',
  stage: 'trigger',
  again: false,
  at,
  reason: {
    kind: 'threshold',
    metric: 'connectRate',
    op: 'lt',
    limit: 70,
    value,
    sustainedForMs: 0,
  },
});

/** Fires once, when the value has been below 70 twice in a row: what it knows must survive a restart. */
const twiceBelow70 = (): WatchRules => ({
  rules: () => undefined,
  horizonMs: () => DAY,
  createEngine: () => {
    let below = 0;
    return {
      observe: (seen) => {
        if (seen.kind !== 'sample') return [];
        below = seen.value < 70 ? below + 1 : 0;
        return below === 2 ? [found(seen.at, seen.value)] : [];
      },
      tick: () => [],
    };
  },
  react: async (_finding, id) => {
    const meta = { now: app.clock.now(), actor: SYSTEM, via: 'watch' };
    const receipt = { platform: 'watch', id };
    await rung.newest().open({ type: 'ring', text: 'below 70' }, meta, { receipt });
  },
});

const watcher = (by: string, checkpoint: (step: string) => void = () => {}): Watcher => {
  const { storage, clock } = app;
  return createWatcher({ ...twiceBelow70(), storage, clock, log: silentLog, checkpoint, by });
};

const measure = async (...values: readonly number[]): Promise<void> => {
  await app.app.ingest.samples(values.map((value) => ({ metric: 'connectRate', value })));
};
const rings = async (): Promise<number> =>
  (await app.storage.subjects({ kind: 'bell', limit: 99 })).length;

describe('the watch', () => {
  it('looks at everything once, in order, and acts on what the rules find', async () => {
    await start();
    const one = watcher('one');
    await measure(80, 69, 71, 69);
    await one.step();
    expect(await rings()).toBe(0);
    await measure(68, 67);
    await one.step();
    await one.step();
    expect(await rings()).toBe(1);
  });

  it('knows after a restart what was before, and tells nothing of it again', async () => {
    await start();
    await measure(69, 68, 80, 69);
    await watcher('one').step();
    expect(await rings()).toBe(1);
    await measure(68);
    app.skipTo('10:00:30');
    await watcher('another').step();
    expect(await rings()).toBe(2);
  });

  it.each(['watch:found', 'watch:told'])(
    'raises exactly one alert when it is cut off at %s and starts again',
    async (point) => {
      await start();
      await measure(69, 68);
      const first = watcher('one', (step) => {
        if (step === point) throw new Error('cut off');
      });
      await expect(first.step()).rejects.toThrow('cut off');
      expect(await rings()).toBe(point === 'watch:found' ? 0 : 1);
      await watcher('one').step();
      expect(await rings()).toBe(1);
    },
  );

  it('is one process at a time, taken over 30 s after that one fell silent', async () => {
    await start();
    const one = watcher('one');
    const two = watcher('two');
    expect(await one.step()).toBe(true);
    expect(await two.step()).toBe(false);
    app.skipTo('10:00:29');
    expect(await two.step()).toBe(false);
    app.skipTo('10:00:30');
    expect(await two.step()).toBe(true);
    await measure(69, 68);
    expect(await one.step()).toBe(false);
    await two.stop();
    expect(await one.step()).toBe(true);
    expect(await rings()).toBe(1);
  });

  it('keeps samples two days, then their minutes', async () => {
    await start();
    await measure(80, 82);
    const at = app.clock.now();
    app.skipTo('2026-12-03 10:01');
    await watcher('one').step();
    expect(await app.storage.observations(0, 9)).toEqual([]);
    const [minute] = await app.storage.metricMinutes('connectRate', at, at + 1);
    expect(minute).toMatchObject({ count: 2, mean: 81 });
  });
});
