import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import type { Answer } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

const opened: TestApp[] = [];
const start = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const app = await createTestApp(options);
  opened.push(app);
  return app;
};
afterEach(async () => {
  for (const app of opened.splice(0).toReversed()) await app.close();
});

const OUTAGE = 'open 系统故障 "热线打不通" --regions 全国';
const KEY = 'INC-20261201-01';
let count = 0;

const about = (room: string) => ({
  who: { platform: 'sandbox', id: 'qian' },
  where: { platform: 'sandbox', id: room },
  message: { platform: 'sandbox', room, id: 'm900' },
  receiptId: `disorder-${(count += 1)}`,
});
const says = (app: TestApp, room: string, line: string): Promise<Answer> =>
  app.app.inbox.receive({ ...about(room), kind: 'command', line });
/** An edit that happened so many minutes after ten, whenever it is told. */
const edits = (app: TestApp, room: string, text: string, minute: number): Promise<Answer> =>
  app.app.inbox.receive({
    ...about(room),
    kind: 'edited',
    text,
    at: Date.parse('2026-12-01T10:00:00+08:00') + minute * MINUTE,
  });

const texts = async (app: TestApp): Promise<readonly string[]> =>
  Object.values((await app.state(KEY)).messages).map(({ text }) => text);
const corrections = async (app: TestApp): Promise<readonly unknown[]> =>
  (await app.timeline(KEY))
    .filter(({ type }) => type === 'note.corrected' || type === 'update.corrected')
    .map(({ data }) => data);

describe('edits of a message, told in another order than they were made (F-E1)', () => {
  it('given the second edit first, then the first one changes nothing when it comes', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const room = app.room().id;
    await says(app, room, 'note "切换一次"');
    await edits(app, room, '@烽火 note "切换三次"', 3);
    await edits(app, room, '@烽火 note "切换两次"', 2);
    expect(await texts(app)).toEqual(['切换三次']);
    expect(await corrections(app)).toHaveLength(1);
  });

  it('given an edit back to the first text, then what was in between does not come back', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const room = app.room().id;
    await says(app, room, 'note "切换一次"');
    await edits(app, room, '@烽火 note "切换一次"', 3);
    await edits(app, room, '@烽火 note "切换两次"', 2);
    expect(await texts(app)).toEqual(['切换一次']);
  });

  it.each(['note', 'update'])(
    'given edits before their %s, then it is recorded as it was said and as it is now',
    async (verb) => {
      const app = await start();
      await app.say('wang', 'duty', OUTAGE);
      const room = app.room().id;
      await edits(app, room, `@烽火 ${verb} "切换三次"`, 3);
      await edits(app, room, `@烽火 ${verb} "切换两次"`, 2);
      expect(await corrections(app)).toEqual([]);
      const { dir } = app;
      await app.app.stop(0);
      const later = await start({ dir });
      await says(later, room, `${verb} "切换一次"`);
      expect(await corrections(later)).toMatchObject([{ was: '切换一次', text: '切换三次' }]);
      expect(await texts(later)).toEqual(['切换三次']);
    },
  );

  it('given an early edit with a number of a customer, then no number is kept', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const room = app.room().id;
    await edits(app, room, '@烽火 note "回电 13987654321"', 1);
    await says(app, room, 'note "回电"');
    expect(await texts(app)).toEqual(['回电 *******4321']);
    const kept = await app.storage.receipt('sandbox', `edited:${room}:m900:0`);
    expect(JSON.stringify(kept)).toContain('*******4321');
  });

  it('given an early edit that comes twice, then it is kept once (F-E2)', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const room = app.room().id;
    for (const _ of [1, 2]) await edits(app, room, '@烽火 note "切换两次"', 2);
    const kept = async (n: number) => app.storage.receipt('sandbox', `edited:${room}:m900:${n}`);
    expect(await kept(0)).toBeDefined();
    expect(await kept(1)).toBeUndefined();
  });

  it('given chat that is edited, then nothing of it is kept', async () => {
    const app = await start();
    await app.say('wang', 'duty', OUTAGE);
    const room = app.room().id;
    await edits(app, room, '先喝口水', 1);
    await edits(app, room, '@烽火 status', 2);
    expect(await app.storage.receipt('sandbox', `edited:${room}:m900:0`)).toBeUndefined();
  });

  it('given an edit that another process takes while the note is recorded, then both are there', async () => {
    const first = await start();
    await first.say('wang', 'duty', OUTAGE);
    const room = first.room().id;
    let told: Promise<unknown> | undefined;
    const second = await start({
      dir: first.dir,
      between: (storage: Storage): Storage => ({
        ...storage,
        commit: async (commit) => {
          const isNote = commit.events.some(({ type }) => type === 'note.added');
          if (isNote) await (told ??= edits(first, room, '@烽火 note "切换两次"', 2));
          return storage.commit(commit);
        },
      }),
    });
    await says(second, room, 'note "切换一次"');
    expect(await corrections(first)).toMatchObject([{ was: '切换一次', text: '切换两次' }]);
  });
});
