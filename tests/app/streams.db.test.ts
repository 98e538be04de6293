import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { rebuildProjections } from '#app/rebuild.ts';
import { SYSTEM } from '#domain/person.ts';
import { bells } from '../support/bell.ts';
import { shippedPolicy } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let rung: ReturnType<typeof bells>;
let dir: string | undefined;

const start = async (checkpoint?: (step: string) => void): Promise<void> => {
  rung = bells();
  const place = dir === undefined ? {} : { dir };
  app = await createTestApp({
    ...place,
    streams: rung.streams,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
};
afterEach(async () => {
  await app.close();
  if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
  dir = undefined;
});

const meta = () => ({ now: app.clock.now(), actor: SYSTEM, via: 'ingest' });
const ring = async (text = 'Phones are down', id = 'ring-1') => {
  const receipt = { platform: 'test', id };
  const outcome = await rung.newest().open({ type: 'ring', text }, meta(), { receipt });
  if (!('key' in outcome)) throw new Error('the bell was not rung');
  return outcome.key;
};
const titles = async (card: string) => {
  const messages = await app.storage.messagesOf(card);
  return messages.length;
};
const incidents = () => app.storage.incidents({ limit: 9 });

describe('a stream without rooms', () => {
  it('gets running numbers of its own, and a repeat of what began it begins nothing', async () => {
    await start();
    expect(await ring()).toBe('BEL-20261201-01');
    expect(await ring()).toBe('BEL-20261201-01');
    expect(await ring('Again', 'ring-2')).toBe('BEL-20261201-02');
    expect(await app.storage.subjects({ kind: 'bell', limit: 9 })).toHaveLength(2);
  });

  it('shows one card in the duty channel, edited as it changes', async () => {
    await start();
    const key = await ring();
    await app.settle();
    await rung.newest().handle(key, { type: 'answer' }, meta());
    await app.settle();
    expect(await titles(`bell:${key}`)).toBe(1);
  });

  it('masks what it stores, also for the rules (S4-04)', async () => {
    await start();
    const key = await ring('Call 13812345678 back');
    const [observation] = await app.storage.observations(0, 9);
    const events = await app.storage.events(key, 1, 9);
    expect(JSON.stringify([observation, events])).toContain('5678');
    expect(JSON.stringify([observation, events])).not.toContain('13812345678');
  });

  it('hears of its deadlines at the tick, once', async () => {
    await start();
    const key = await ring();
    await app.at('10:09:30');
    expect((await rung.newest().load(key))?.late).toBe(false);
    await app.at('10:20');
    const types = (await app.storage.events(key, 1, 9)).map(({ type }) => type);
    expect(types).toEqual(['rung', 'late']);
    expect(await app.storage.nextTimer()).toBeUndefined();
  });

  it('has its row and timers made again from its events', async () => {
    await start();
    const key = await ring();
    const timers: readonly string[] = [`${key}|answer`];
    await app.storage.clearTimers(timers);
    const { streams, findings } = await rebuildProjections(app.storage, shippedPolicy, [
      rung.newest(),
    ]);
    expect(streams).toBe(1);
    expect(findings).toEqual([{ what: 'timer-missing', where: timers[0] }]);
  });
});

describe('what a stream tells another one', () => {
  it('opens one incident, whose key the stream hears', async () => {
    await start();
    const key = await ring();
    const outcome = await rung.newest().handle(key, { type: 'answer' }, meta());
    expect('tells' in outcome && outcome.tells).toMatchObject([
      { receipt: `${key}|tell|open`, to: { kind: 'openIncident', about: key } },
    ]);
    await app.settle();
    const [incident, ...more] = await incidents();
    expect(more).toEqual([]);
    expect((await rung.newest().load(key))?.incident).toBe(incident?.key);
  });

  it.each(['tell:before', 'tell:opened'])(
    'is carried out once when it is cut off at %s and the app starts again',
    async (point) => {
      dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-bell-'));
      let died = false;
      await start((step) => {
        if (step !== point || died) return;
        died = true;
        throw new Error('killed');
      });
      const key = await ring();
      await rung.newest().handle(key, { type: 'answer' }, meta());
      await app.settle();
      expect(died).toBe(true);
      expect((await rung.newest().load(key))?.incident).toBeUndefined();
      await app.close();
      await start();
      await app.at('10:05');
      const [incident, ...more] = await incidents();
      expect(more).toEqual([]);
      expect((await rung.newest().load(key))?.incident).toBe(incident?.key);
    },
  );
});
