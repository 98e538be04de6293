import { afterEach, describe, expect, it } from 'vitest';
import { cardIdOf } from '#app/delivery.ts';
import type { Answer } from '#ports/messenger.ts';
import { type Storage, StorageError } from '#ports/storage.ts';
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

const KEY = 'INC-20261201-01';
const ASKING = cardIdOf({ card: 'approval', approval: 'A1.v1' }, KEY, { kind: 'room' });

/** An incident with a text that waits for votes. */
const prepare = async (): Promise<TestApp> => {
  const app = await start();
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 全国');
  await app.say('lin', 'room', 'grade 重大 "全国不可用"');
  await app.say(
    'li',
    'room',
    'announce draft initial impact=热线 cause=故障 eta=11:15 workaround=官网 nextUpdate=11:00',
  );
  await app.say('qian', 'room', '@烽火 note "切换一次"');
  return app;
};

/** What people do without a word: a vote, an edit, a deletion, coming in, taking a room away. */
const gestures = async (app: TestApp) => {
  const room = app.room().id;
  const card = (await app.storage.messagesOf(ASKING))[0];
  const said = app.messages('room').find(({ text }) => text.startsWith('@烽火'));
  const message = { platform: 'sandbox', room, id: said?.id ?? '' };
  const base = { where: { platform: 'sandbox', id: room } };
  const by = (id: string) => ({ ...base, who: { platform: 'sandbox', id } });
  return {
    'vote.cast': {
      ...by('chen'),
      receiptId: 'unspoken-vote',
      kind: 'reaction',
      message: { platform: 'sandbox', room, id: card?.id ?? '' },
      emoji: 'white_check_mark',
      added: true,
      at: app.clock.now(),
    },
    'note.corrected': {
      ...by('qian'),
      receiptId: 'unspoken-edit',
      kind: 'edited',
      message,
      text: '@烽火 note "切换两次"',
      at: app.clock.now(),
    },
    'note.deleted': { ...by('qian'), receiptId: 'unspoken-deletion', kind: 'deleted', message },
    'room.lost': {
      ...by('lin'),
      receiptId: 'unspoken-loss',
      kind: 'lost',
      room: base.where,
      reason: 'removed',
    },
  } as const;
};

const typesOf = async (app: TestApp) => (await app.timeline(KEY)).map(({ type }) => type);
const SILENT: Answer = {};

describe.each(['vote.cast', 'note.corrected', 'note.deleted', 'room.lost'] as const)(
  'what becomes %s',
  (type) => {
    it('given others who change the incident all the time, then it is to come again, and is taken then', async () => {
      const first = await prepare();
      const inbound = (await gestures(first))[type];
      let left = 3;
      const second = await start({
        dir: first.dir,
        patienceMs: 0,
        between: (storage: Storage): Storage => ({
          ...storage,
          commit: async (commit) => {
            if (commit.events.length > 0 && (left -= 1) >= 0)
              await first.say('zhao', 'room', `note "第 ${left} 次"`);
            return storage.commit(commit);
          },
        }),
      });
      expect(await second.app.inbox.receive(inbound)).toEqual({ again: true });
      expect(await typesOf(first)).not.toContain(type);
      expect(await second.app.inbox.receive(inbound)).toEqual(SILENT);
      expect((await typesOf(first)).filter((one) => one === type)).toHaveLength(1);
    });

    it('given a full disk, then it is to come again, and nobody is told to repeat it', async () => {
      const first = await prepare();
      const inbound = (await gestures(first))[type];
      let full = true;
      const second = await start({
        dir: first.dir,
        between: (storage: Storage): Storage => ({
          ...storage,
          commit: async (commit) => {
            if (full) throw new StorageError('full', 'disk full');
            return storage.commit(commit);
          },
        }),
      });
      expect(await second.app.inbox.receive(inbound)).toEqual({ again: true });
      full = false;
      expect(await second.app.inbox.receive(inbound)).toEqual(SILENT);
      expect(await typesOf(first)).toContain(type);
    });
  },
);
