import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { warRooms } from '../../support/slack/burst.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { accountOf } from '../../support/slack/slack-sights.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const KEY = 'INC-20261201-01';

let app: SlackTestApp;
beforeEach(async () => {
  app = await createSlackTestApp({ transport: 'http' });
});
afterEach(() => closeClean(app));

const kindsOf = async (key = KEY): Promise<readonly string[]> =>
  (await app.timeline(key)).map(({ type }) => type);
const last = async (type: string): Promise<unknown> =>
  (await app.timeline(KEY)).findLast((event) => event.type === type)?.data;

/** As a message of its own, not only on a card. */
const isSaid = (room: string, words: string): boolean =>
  app.messages(room).some(({ text, pinned }) => !pinned && text.includes(words));

/** What only this person was told there for what they just did. */
const answersTo = (person: string, channel: string): readonly string[] =>
  app.slack
    .messages(channel, accountOf(person))
    .filter(({ answer, onlyFor }) => answer && onlyFor === accountOf(person))
    .map(({ shown }) => shown);

describe('what people do with what is old', () => {
  it('a vote on a version that was replaced does not count, and the voter is told where to vote', async () => {
    await app.say('wang', 'duty', OPEN);
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    await app.say(
      'li',
      'room',
      'announce draft initial impact=热线 cause=交换节点故障 eta=11:15 workaround=微信公众号 nextUpdate=11:00',
    );
    const old = app.messages('room').findLast(({ text }) => text.includes('A1 v1'));
    await app.say('li', 'room', 'announce revise A1 impact="热线部分接入困难"');
    await app.slack.react(accountOf('chen'), app.room().id, old?.id ?? '', 'white_check_mark');
    await app.settle();
    expect(app.dms('chen').at(-1)?.text).toContain('v1已被新版本取代，请在最新版本上表态');
    expect(await kindsOf()).toContain('vote.ignored');
    expect(Object.values((await app.state()).approvals).at(-1)?.votes).toEqual({});
  });

  it('a button of an older card that came too late says what became of the task', async () => {
    await app.say('wang', 'duty', OPEN);
    await app.at('10:04');
    const room = app.room().id;
    const reminder = app.slack.messages(room).find(({ title }) => title.includes('提醒'));
    await app.say('qian', 'room', 'task done switch-backup "已切换"');
    const done = (await kindsOf()).filter((kind) => kind === 'task.done').length;
    const acked = await app.slack.press(
      accountOf('zhao'),
      { channel: room, ts: reminder?.ts ?? '' },
      '完成：启动备用服务器/切换备用线路',
    );
    expect(acked.status).toBe(200);
    await expect.poll(() => answersTo('zhao', room).join()).toContain('已由钱多于10:04完成');
    expect((await kindsOf()).filter((kind) => kind === 'task.done')).toHaveLength(done);
  });
});

describe('a command in a foreign channel', () => {
  beforeEach(async () => {
    await app.say('wang', 'duty', OPEN);
    await app.say('wang', 'duty', 'open 系统故障 "另一条线路不通"');
  });

  it('is asked which incident it is for, with the line to copy, and changes nothing', async () => {
    const before = [await kindsOf(), await kindsOf('INC-20261201-02')];
    const { text } = await app.say('lin', 'feed', 'grade 较大 "仅华东"');
    expect(text).toContain('是给哪一个的');
    expect(text).toContain('grade INC-20261201-02 较大 "仅华东"');
    expect([await kindsOf(), await kindsOf('INC-20261201-02')]).toEqual(before);
  });

  it('with a key, in the room of another incident, is about the one that is named', async () => {
    const other = app.room('inc-20261201-02');
    await app.say('lin', other.id, `update ${KEY} "正在切换"`);
    expect(await kindsOf()).toContain('update.posted');
    expect(await kindsOf('INC-20261201-02')).not.toContain('update.posted');
    const [first] = warRooms(app);
    expect(isSaid(first?.id ?? '', '正在切换')).toBe(true);
    expect(isSaid(other.id, '正在切换')).toBe(false);
  });
});

describe('people and rooms that are gone', () => {
  it('who left Slack keeps nobody out, is named in the room, and is on the timeline', async () => {
    await app.slack.deactivate(accountOf('zhao'));
    await app.say('wang', 'duty', OPEN);
    const { members } = app.room();
    expect(members).toEqual(expect.arrayContaining(['wang', 'lin', 'qian', 'chen']));
    expect(members).not.toContain('zhao');
    expect(await last('room.unreachable')).toMatchObject({
      people: expect.arrayContaining([{ id: 'zhao', name: '赵磊' }]),
    });
    const told = app.messages('room').find(({ text }) => text.includes('无法触达'));
    expect(told?.text).toContain('赵磊');
  });

  it('a room archived by hand comes back, says so, and tells who did it how to end an incident', async () => {
    await app.say('wang', 'duty', OPEN);
    const { id } = app.room();
    await app.slack.archive(accountOf('lin'), id);
    await app.settle();
    expect(app.slack.channel(id).archived).toBe(false);
    expect(await last('room.lost')).toMatchObject({ reason: 'archived', by: { id: 'lin' } });
    expect(await kindsOf()).toContain('room.restored');
    expect(app.messages(id).at(-1)?.text).toContain('作战室已恢复');
    expect(app.dms('lin').at(-1)?.text).toContain('请在事件关闭后再归档');
    await app.say('qian', id, 'update "继续处置"');
    expect(isSaid(id, '继续处置')).toBe(true);
  });

  it('a room from which the bot was taken is replaced by another, with everyone and the card', async () => {
    await app.say('wang', 'duty', OPEN);
    const before = app.room();
    await app.slack.remove(accountOf('chen'), before.id, app.slack.bot.userId);
    await app.settle();
    const room = app.room();
    expect(room.name).toBe('inc-20261201-01-system-failure-2');
    expect(new Set(room.members)).toEqual(new Set(before.members));
    const pinned = app.messages(room.id).filter((message) => message.pinned);
    expect(pinned.map(({ text }) => text.includes('阶段'))).toEqual([true]);
    expect(await last('room.lost')).toMatchObject({ reason: 'removed', by: { id: 'chen' } });
    expect(app.dms('chen').at(-1)?.text).toContain('请到新群继续');
    await app.say('qian', room.id, 'update "继续处置"');
    expect(isSaid(room.id, '继续处置')).toBe(true);
    await app.at('10:01:30');
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });
});

describe('a room that is gone while it is being set up', () => {
  it.each(['conversations.setPurpose', 'bookmarks.add', 'conversations.invite', 'pins.add'])(
    'as %s finds out, is replaced by one in which everything is, and once',
    async (method) => {
      app.slack.fail({ kind: 'error', error: 'channel_not_found' }, { method });
      await app.say('wang', 'duty', OPEN);
      await app.at('10:01');
      const room = app.room();
      expect(room.name).toBe('inc-20261201-01-system-failure-2');
      expect(room.members).toEqual(expect.arrayContaining(['wang', 'lin', 'qian', 'chen']));
      const titles = app.messages(room.id).map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.filter((title) => title.includes('清单'))).toHaveLength(1);
      expect(titles.filter((title) => title.includes('无法触达'))).toHaveLength(1);
      expect(app.messages(room.id).filter(({ pinned }) => pinned)).toHaveLength(1);
      expect((await app.storage.outboxDepth()).pending).toBe(0);
    },
  );
});

describe('a token that Slack takes back', () => {
  it('is named where readiness is asked for; commands are recorded, and rooms come once it works again', async () => {
    const { slack, clock } = app;
    const later = (): void => clock.set(clock.now() + MINUTE);
    const asked = async (outcome: string): Promise<void> => {
      await expect
        .poll(() => slack.calls.findLast(({ method }) => method === 'users.info')?.outcome)
        .toBe(outcome);
      await expect.poll(() => app.app.problems()).toHaveLength(outcome === 'ok' ? 0 : 1);
    };
    app.app.dispatcher.run();
    await asked('ok');

    slack.outage({ kind: 'error', error: 'token_revoked' });
    later();
    await asked('token_revoked');
    expect(await app.app.problems()).toEqual(['slack refuses: token_revoked']);
    const acked = await slack.slash(accountOf('wang'), 'C_DUTY', OPEN);
    expect(acked.status).toBe(200);
    expect(JSON.stringify(acked.body)).toContain('暂时连不上');
    await app.settle();
    expect(warRooms(app)).toEqual([]);
    expect(await kindsOf()).toContain('incident.opened');

    slack.outage(undefined);
    later();
    await app.settle();
    later();
    await asked('ok');
    expect(app.room().members).toContain('wang');
    expect((await kindsOf()).filter((kind) => kind === 'room.opened')).toHaveLength(1);
    expect(await kindsOf()).not.toContain('delivery.abandoned');
  });
});
