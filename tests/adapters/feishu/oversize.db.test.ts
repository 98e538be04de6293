import { afterEach, describe, expect, it } from 'vitest';
import type { Policy } from '#domain/policy.ts';
import { SECOND } from '#domain/time.ts';
import { accountOf } from '../../support/feishu/cast.ts';
import { closeClean } from '../../support/feishu/close-clean.ts';
import { createFeishuTestApp, type FeishuTestApp } from '../../support/feishu/feishu-app.ts';
import { everyoneInFeishu } from '../../support/feishu/feishu-policy.ts';
import { untilQuiet } from '../../support/outside/burst.ts';

const KEY = 'INC-20261201-01';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

let app: FeishuTestApp;
const start = async (policy?: Policy): Promise<void> => {
  const rules = policy === undefined ? {} : { policy };
  app = await createFeishuTestApp({ transport: 'webhook', ...rules });
};
afterEach(() => closeClean(app));

const of = async (type: string): Promise<readonly unknown[]> =>
  (await app.timeline(KEY)).filter((event) => event.type === type).map(({ data }) => data);
/** All that anybody can read in the room from the bot, and what hangs on it. */
const seenInRoom = (): string => {
  const { id, announcement } = app.feishu.chat(app.room(KEY).id);
  const said = app.messages(id).filter(({ author }) => author === app.feishu.appId);
  const documents = app.feishu.documents().map(({ text }) => text);
  return [...said.map(({ text }) => text), announcement, ...documents].join('\n');
};

describe('F-S4: what is longer than anybody reads', () => {
  it('a title of 5,000 or 100,000 characters opens nothing, and the limit is told', async () => {
    await start();
    const long = await app.say('wang', 'duty', `open 系统故障 "${'题'.repeat(5_000)}"`);
    expect(long.text).toMatch(/有 5000 字，最多 200 字/u);
    const endless = await app.say('wang', 'duty', `open 系统故障 "${'题'.repeat(100_000)}"`);
    expect(endless.text).toMatch(/有 1000\d\d 字，最多 12000 字/u);
    expect(await app.storage.incidents({ limit: 1 })).toEqual([]);
  });

  it('the longest title is kept whole, and shortened with an ellipsis where Feishu has less room', async () => {
    await start();
    const title = `${'<&>'.repeat(66)}终点`;
    await app.say('wang', 'duty', `open 系统故障 "${title}"`);
    expect(await of('incident.opened')).toMatchObject([{ title }]);
    const { name, topic } = app.room(KEY);
    expect(name.length).toBeLessThanOrEqual(60);
    expect(topic.length).toBeLessThanOrEqual(250);
    expect(seenInRoom()).toContain(title);
  });

  const WRITTEN: readonly (readonly [string, string, string, (text: string) => string])[] = [
    ['一条记录', 'qian', 'note.added', (text) => `note "${text}"`],
    ['一次进展', 'qian', 'update.posted', (text) => `update "${text}"`],
    ['一份口径', 'sun', 'wording.proposed', (text) => `wording set "${text}"`],
    [
      '一个方案',
      'lin',
      'plan.proposed',
      (text) => `plan propose "${text}" steps=停售 resources=20人 due=18:00 owner=方晴`,
    ],
  ];

  it('notes, updates, wordings and plans of 4,001 characters are recorded whole and read', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    for (const [what, as, type, line] of WRITTEN) {
      const text = `起点${what}`.padEnd(3_999, '长').concat('终点');
      await app.say(as, 'room', line(text));
      expect(JSON.stringify(await of(type))).toContain(text);
    }
    await app.say('lin', 'room', 'timeline export md');
    await untilQuiet(app, app.feishu);
    for (const [what] of WRITTEN) expect(seenInRoom()).toContain(`起点${what}长长`);
    expect(seenInRoom()).toContain('长长长终点');
  });

  it('100,000 characters change nothing, and the limit is told', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    for (const [, as, type, line] of WRITTEN) {
      const { text } = await app.say(as, 'room', line('长'.repeat(100_000)));
      expect(text).toMatch(/有 1000\d\d 字，最多 12000 字/u);
      expect(await of(type)).toEqual([]);
    }
  });

  it('announcement texts made of the longest variables are recorded whole, and can be copied', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    const impact = `起点${'长'.repeat(996)}终点`;
    await app.say(
      'li',
      'room',
      `announce draft initial impact=${impact} cause=${'因'.repeat(1_000)} eta=11:15 workaround=${'道'.repeat(1_000)} nextUpdate=11:00`,
    );
    expect(JSON.stringify(await of('announcement.drafted'))).toContain(impact);
    expect(seenInRoom()).toContain(impact);
  });

  it('a checklist of 90 long items is shown as far as a card takes it, and says how much is missing', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    for (let n = 0; n < 90; n += 1) {
      const line = `/应急 task add "${`第${n}项`.padEnd(150, '事')}" --due 1h --role techSupport`;
      await app.feishu.say(accountOf('lin'), app.room(KEY).id, line);
      // Faster than this nobody types, and Feishu would not let it all be answered.
      app.clock.set(app.clock.now() + SECOND);
    }
    await app.settle();
    const { text } = await app.say('lin', 'room', 'task list');
    expect(text).toMatch(/另有 \d+ 项/u);
    const added = (await app.state()).tasks.filter(({ title }) => title['zh-CN'].includes('事事'));
    expect(added).toHaveLength(90);
  });
});

describe('F-S4: a timeline of 10,000 events', () => {
  it('is answered with its newest part, goes on, and is a document of the room in the end, as far as one goes', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    const { head } = await app.storage.load(KEY);
    const { key: stream } = await app.state();
    const at = app.clock.now();
    const events = Array.from({ length: 10_000 }, (_, n) => ({
      type: 'note.added' as const,
      data: { id: `N${n + 1}`, text: `第 ${n + 1} 条记录` },
      actor: { id: 'qian', name: '钱多' },
      via: 'feishu',
      cause: `test:${n}`,
      occurredAt: at,
      recordedAt: at,
    }));
    const none = { outbox: [], timers: { set: [], clear: [] } };
    const commit = await app.storage.commit({ stream, expected: head, events, ...none });
    expect(commit.ok).toBe(true);

    const { text } = await app.say('lin', 'room', 'timeline');
    expect(text).toContain('第 10000 条记录');
    expect((await app.say('lin', 'room', 'timeline export md')).text).toContain('…');
    // Another command after it, as if nothing were.
    await app.say('qian', 'room', 'update "仍在处理"');
    expect(await of('update.posted')).toHaveLength(1);
    expect(seenInRoom()).toContain('仍在处理');

    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "观察稳定"');
    await untilQuiet(app, app.feishu);
    const documents = app.feishu.documents().map((document) => document.text);
    process.stdout.write(
      `F-S4: documents of ${documents.map(({ length }) => length).join(', ')} characters\n`,
    );
    // As far as a document takes it, and it says that it goes on; the record itself is whole.
    const timeline = documents.find((one) => one.includes('第 1 条记录')) ?? '';
    expect(timeline).toContain('第 2000 条记录');
    expect(timeline.trimEnd().endsWith('…')).toBe(true);
    expect(await of('note.added')).toHaveLength(10_000);
  }, 120_000);
});

describe('F-S4: what is hardly there', () => {
  it('titles of nothing but emoji or marks open incidents, each with a room', async () => {
    await start();
    const titles = ['👨‍👩‍👧‍👦', '🔥🔥🔥', '？', '٣'];
    for (const title of titles) await app.say('wang', 'duty', `open 系统故障 "${title}"`);
    const rows = await app.storage.incidents({ limit: 10 });
    expect(rows.map(({ title }) => title).toReversed()).toEqual(titles);
    for (const [n, title] of titles.entries())
      expect(app.room(`INC-20261201-0${n + 1}`).topic).toContain(title);
  });

  it.each(['', ' ', '\u3000'])(
    'a title of %j opens nothing, and what is missing is told',
    async (title) => {
      await start();
      const { text } = await app.say('wang', 'duty', `open 系统故障 "${title}"`);
      expect(text).toContain('标题');
      expect(await app.storage.incidents({ limit: 1 })).toEqual([]);
    },
  );
});

describe('F-S4: 200 people', () => {
  const many = Array.from({ length: 200 }, (_, n) => ({
    id: `extra${n}`,
    name: `值班${n}`,
    groups: ['techSupport'],
    accounts: { feishu: `ou_extra${n}` },
  }));

  it('are all in the room, fifty with its opening and the others after, and the card is on top', async () => {
    const { organisation } = everyoneInFeishu;
    await start({
      ...everyoneInFeishu,
      organisation: { ...organisation, people: [...organisation.people, ...many] },
    });
    await app.say('wang', 'duty', OPEN);
    const { id, members } = app.room(KEY);
    expect(many.filter((person) => !members.includes(person.id))).toEqual([]);
    expect(app.feishu.messages(id).filter(({ topNotice }) => topNotice)).toHaveLength(1);
    const joined = (await of('room.joined')) as readonly { readonly people: readonly unknown[] }[];
    expect(joined.flatMap(({ people }) => people).length).toBeGreaterThanOrEqual(200);
  });
});
