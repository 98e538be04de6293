import { afterEach, describe, expect, it } from 'vitest';
import { DAY } from '#domain/time.ts';
import { SCOPES } from '#adapters/feishu/scopes.ts';
import { accountOf } from '../../support/feishu/cast.ts';
import {
  createFeishuTestApp,
  type FeishuAppOptions,
  type FeishuTestApp,
} from '../../support/feishu/feishu-app.ts';
import { untilQuiet } from '../../support/outside/burst.ts';
import { shippedPolicy } from '../../support/policy.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';

let app: FeishuTestApp;
const NOTHING = 'nothing';
/** The address whose calls were to be refused; a refusal of any other fails the test. */
let refusedOnPurpose = NOTHING;
afterEach(async () => {
  const { violations, denied } = app.feishu;
  const found = [...violations, ...denied.filter((one) => !one.includes(refusedOnPurpose))];
  await app.close();
  refusedOnPurpose = NOTHING;
  if (found.length > 0) throw new Error(`Feishu would not have taken: ${found.join('; ')}`);
});

const declare = async (fake: FeishuAppOptions['fake'] = {}): Promise<void> => {
  app = await createFeishuTestApp({ transport: 'webhook', fake });
  await app.say('wang', 'duty', OPEN);
};
const kinds = async (): Promise<readonly string[]> =>
  (await app.timeline(KEY)).map(({ type }) => type);
const last = async (type: string): Promise<unknown> =>
  (await app.timeline(KEY)).findLast((event) => event.type === type)?.data;
const urgedOf = async (): Promise<readonly unknown[]> =>
  (await app.timeline(KEY)).filter(({ type }) => type === 'people.urged').map(({ data }) => data);
const timelineText = async (person: string): Promise<string> =>
  (await app.say(person, 'dm', `timeline ${KEY}`)).text;

describe('a message that was recalled', () => {
  it('a note that its author takes back is marked so on the timeline, and its text stays', async () => {
    await declare();
    const room = app.room().id;
    const { id } = await app.feishu.say(accountOf('qian'), room, '/应急 记录 "已切换一半"');
    await app.settle();
    await app.feishu.recall(accountOf('qian'), room, id);
    await app.settle();
    expect(await last('note.added')).toMatchObject({ text: '已切换一半' });
    expect(await kinds()).toContain('note.deleted');
    expect(await timelineText('lin')).toContain('钱多删除记录');
  });

  it('a live card is put up anew with its next change, and stands on top again', async () => {
    await declare();
    const { id: room } = app.room();
    const card = () => app.feishu.messages(room).find(({ topNotice }) => topNotice);
    const before = card();
    // Whoever manages the group may recall what the bot wrote.
    await app.feishu.recall(app.feishu.appId, room, before?.id ?? '');
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    await app.at('10:01');
    expect(card()?.id).not.toBe(before?.id);
    expect(card()?.shown).toContain('重大事件');
  });

  it('a card older than 14 days is put up anew as well', async () => {
    await declare();
    const { id: room } = app.room();
    const card = () => app.feishu.messages(room).find(({ topNotice }) => topNotice);
    const before = card();
    app.clock.set(app.clock.now() + 15 * DAY);
    await app.say('qian', 'room', 'update "仍在处置"');
    expect(card()?.id).not.toBe(before?.id);
    expect(card()?.shown).toContain('仍在处置');
  });
});

describe('a group that is lost', () => {
  it.each([
    ['from which the bot was taken', 'removeBot', 'removed'],
    ['that was dissolved', 'dissolve', 'deleted'],
  ] as const)(
    '%s is replaced, with everyone and the card, and who did it is told',
    async (_, act, reason) => {
      await declare();
      const before = app.room();
      await app.feishu[act](accountOf('lin'), before.id);
      await app.settle();
      await app.at('10:01');
      const after = app.room();
      expect(after.id).not.toBe(before.id);
      expect(after.name).toMatch(/ 2$/u);
      expect(new Set(after.members)).toEqual(new Set(before.members));
      expect(app.messages(after.id).filter(({ pinned }) => pinned)).toHaveLength(1);
      expect(await last('room.lost')).toMatchObject({ reason, by: { id: 'lin' } });
      expect(await timelineText('su')).toContain('林悦');
      expect(app.dms('lin').at(-1)?.text).toContain('作战室');
      await app.say('qian', 'room', 'update "继续处置"');
      expect(app.messages(after.id).some(({ text }) => text.includes('继续处置'))).toBe(true);
      await untilQuiet(app, app.feishu);
      expect((await app.storage.outboxDepth()).pending).toBe(0);
    },
  );
});

describe('a document without permission', () => {
  it('is missed and told after a day, all else goes on, and Feishu does not count as away for it', async () => {
    refusedOnPurpose = '/docx/v1/documents';
    await declare({
      scopes: SCOPES.map(({ name }) => name).filter((name) => !name.startsWith('docx:')),
    });
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "其余转日常"');
    await app.at('10:02');
    expect(app.feishu.denied).toContain('POST /open-apis/docx/v1/documents');
    expect(app.messages('room').some(({ text }) => text.includes('已关闭'))).toBe(true);
    expect([...app.app.dispatcher.failing()]).toEqual([]);
    const next = await app.say('wang', 'duty', 'open 系统故障 "另一条线路不通" --regions 华东');
    expect(next.text).not.toContain('连不上');
    expect(app.room('INC-20261201-02').members).toContain('wang');

    app.skipTo('2026-12-02 11:30');
    await app.settle();
    expect(await last('delivery.abandoned')).toMatchObject({
      error: expect.stringMatching(/^99991672:docx:document/u),
    });
    expect(await timelineText('lin')).toContain('多次失败后放弃：99991672:docx:document');
  });
});

describe('the quota for urgent messages', () => {
  it('that is used up leaves a buzz, and the timeline says why', async () => {
    await declare({ quota: { sms: 0, phone: 0 } });
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    await app.at('10:16');
    expect(await urgedOf()).toContainEqual(expect.objectContaining({ by: 'app', asked: 'sms' }));
    expect(await timelineText('lin')).toContain('短信加急没有权限或额度已用完，改用应用内加急');
    const called = app.feishu.messages(app.room().id).flatMap(({ urgent }) => urgent.app);
    expect(called.length).toBeGreaterThan(0);
  });
});

describe('a person who is known in another messenger only', () => {
  it('is named in the room as out of reach, and on the timeline; the others are invited', async () => {
    app = await createFeishuTestApp({ transport: 'webhook', policy: shippedPolicy });
    await app.say('wang', 'duty', OPEN);
    // 陈波 and 钱多 are in Slack only.
    expect(app.room().members).toEqual(expect.arrayContaining(['wang', 'lin', 'su']));
    const card = app.messages('room').find(({ pinned }) => pinned)?.text;
    for (const name of ['陈波', '钱多']) expect(card).toContain(name);
    expect(await last('room.unreachable')).toMatchObject({
      people: expect.arrayContaining([{ id: 'qian', name: '钱多' }]),
    });
    const told = app.messages('room').find(({ text }) => text.includes('无法触达'));
    expect(told?.text).toContain('钱多');
  });
});
