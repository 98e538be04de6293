import { afterEach, describe, expect, it } from 'vitest';
import { openPair, type Pair, PAIRS, VARIED_PAIRS } from '../support/two-messengers/grounds.ts';
import type { Side, Stage } from '../support/two-messengers/side.ts';
import { E10_START, playE10 } from './play-e10.ts';

let stage: Stage;
afterEach(() => stage.close());

const clockOf = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(11, 19);
const start = (on: Pair): Promise<Stage> =>
  openPair(on, { start: E10_START, warRooms: ['slack', 'feishu'] });

const titles = (side: Side): readonly string[] => side.messages('room').map(({ title }) => title);
const textOf = (side: Side, title: string): string =>
  side.messages('room').find((message) => message.title.startsWith(title))?.text ?? '';
const times = async (type: string): Promise<readonly string[]> =>
  (await stage.of(type)).map(({ occurredAt }) => clockOf(occurredAt));
const reminders = (side: Side): readonly string[] =>
  titles(side).filter((title) => title.includes('提醒'));
/** When the engine reminded, whatever was written down later. */
const remindedAt = async (deadline: string): Promise<readonly string[]> =>
  (await stage.of('deadline.warned'))
    .filter(({ data }) => JSON.stringify(data).includes(`"id":"${deadline}"`))
    .map(({ occurredAt }) => clockOf(occurredAt));

describe.each(PAIRS)('E10, a messenger fails in the middle of an incident, on %s', (on) => {
  it('goes row by row as the script says', async () => {
    stage = await start(on);
    const { slack, feishu, at, fallback } = stage;
    await playE10.beginning(stage);
    expect(() => feishu.room()).toThrow('no war room');

    const deliverLate = await playE10.fall(stage);
    await at('10:21');
    expect(await stage.of('platform.down')).toEqual([]);
    expect(fallback).toEqual([]);

    await at('10:22');
    expect(await times('platform.down')).toEqual(['10:21:10']);
    expect(feishu.room().members.toSorted()).toEqual(
      ['lin', 'su', 'li', 'sun', 'zhao', 'wang', 'fang', 'zhou', 'wu'].toSorted(),
    );
    expect(textOf(feishu, 'INC-20261205-01')).toContain('较大事件');
    const told = textOf(feishu, 'Slack 无法连接');
    expect(told).toMatch(/无法触达：(?:陈波、钱多|钱多、陈波)/u);
    expect(told).toMatch(/10:30 前 .*发布公告/u);
    expect(told).toContain('公告 A1 v1 · 0/1 · 10:28 前决定');
    expect(textOf(feishu, '审批公告 A1 v1')).toContain('来自 Slack');
    expect(fallback.map(({ notice }) => notice)).toMatchObject([
      { card: 'platformDown', messenger: 'slack' },
    ]);
    const [{ notice } = { notice: undefined }] = fallback;
    expect(JSON.stringify(notice)).toContain('陈波');

    expect(await remindedAt('task:announce')).toEqual([]);
    await at('10:24:30');
    expect(await remindedAt('task:announce')).toEqual(['10:24:00']);
    expect(reminders(feishu)).toHaveLength(1);

    await playE10.approve(stage);
    expect(await times('approval.approved')).toEqual(['10:25:00']);
    expect(textOf(feishu, '公告 A1 v1')).toContain('苏敏');
    await at('10:26:30');
    expect(await remindedAt('update')).toEqual(['10:26:00']);
    expect(reminders(feishu)).toHaveLength(2);

    await playE10.workOn(stage);
    const announce = (await stage.state()).tasks.find(({ id }) => id === 'announce');
    expect(announce).toMatchObject({ status: 'done', lateMs: 0 });
    expect(textOf(feishu, 'INC-20261205-01')).toMatch(/下次进展[:：]? ?11:01 前/u);

    const heardBefore = slack.messages('room').map(({ id }) => id);
    await at('10:45');
    expect(slack.messages('room').map(({ id }) => id)).toEqual(heardBefore);
    await playE10.rise(stage);
    expect(await times('platform.up')).toEqual(['10:46:00']);
    const fresh = slack.messages('room').filter(({ id }) => !heardBefore.includes(id));
    expect(fresh.map(({ title }) => title)).toEqual(['Slack 中断期间的要点']);
    const [{ text: summary } = { text: '' }] = fresh;
    expect(summary).toContain('10:20 至 10:46');
    for (const point of ['苏敏', '备用线路已接管', '发布公告 A1 v1（官网）', 'F'])
      expect(summary).toContain(point);
    expect(textOf(slack, 'INC-20261205-01')).toMatch(/下次进展[:：]? ?11:01 前/u);
    expect(textOf(slack, '公告 A1 v1')).toContain('苏敏');
    expect((await stage.state()).outages?.[0]).toMatchObject({ messenger: 'slack' });
    expect(textOf(slack, 'INC-20261205-01')).not.toContain('无法触达');

    await deliverLate();
    const ignored = await stage.of('vote.ignored');
    expect(ignored.map(({ data, actor }) => [actor.id, data])).toEqual([
      ['chen', { approval: 'A1.v1', choice: 'approve', reason: 'late' }],
    ]);
    expect((await stage.state()).approvals['A1.v1']?.decidedBy.map(({ id }) => id)).toEqual(['su']);

    await at('10:47');
    const minute = slack.messages('room').filter(({ id }) => !heardBefore.includes(id));
    expect(minute.length).toBeLessThanOrEqual(2);
    expect(reminders(slack)).toEqual([]);
    expect(fallback).toHaveLength(1);
  });

  it('pauses no deadline, keeps both rooms, and tells nothing twice', async () => {
    stage = await start(on);
    await playE10.beginning(stage);
    const deliverLate = await playE10.fall(stage);
    await playE10.approve(stage);
    await playE10.workOn(stage);
    await playE10.rise(stage);
    await deliverLate();
    await stage.at('11:02');

    const state = await stage.state();
    expect(Object.keys(state.rooms).toSorted()).toEqual(['feishu', 'slack']);
    expect(await times('deadline.breached')).toEqual(['11:00:00', '11:01:00']);
    const events = (await stage.timeline()).map(({ type, occurredAt, data, actor }) =>
      JSON.stringify([type, occurredAt, data, actor]),
    );
    expect(new Set(events).size).toBe(events.length);
    const shown = titles(stage.feishu).filter((title) => title.includes('逾期'));
    expect(titles(stage.slack).filter((title) => title.includes('逾期'))).toEqual(shown);
    expect((await stage.storage().verify()).length).toBe(0);
    expect((await stage.storage().outboxDepth()).pending).toBe(0);
  });
});

describe.each(VARIED_PAIRS)('variations of E10 on %s', (on) => {
  it('tells by the catch-up what was said before anybody knew, and never repeats it', async () => {
    stage = await start(on);
    const { slack, feishu, at, beat } = stage;
    await playE10.beginning(stage);
    await at('10:20:10');
    slack.network.fall();
    // Its message is the first call that fails.
    await feishu.say('sun', 'dm', 'note "备用线路已拨通"');
    await at('10:20:30');
    await feishu.say('sun', 'dm', 'note "正在切换流量"');
    await beat();
    await playE10.workOn(stage);
    await playE10.rise(stage);
    await at('10:50');

    expect(await times('platform.down')).toEqual(['10:21:10']);
    expect(titles(slack).filter((title) => title === '记录')).toEqual([]);
    const summary = textOf(slack, 'Slack 中断期间的要点');
    expect(summary).toContain('备用线路已拨通');
    expect(summary).toContain('正在切换流量');
  });

  it('says the same when the process is started again at every tick of the outage', async () => {
    stage = await start(on);
    await playE10.beginning(stage);
    await playE10.fall(stage);
    await stage.at('10:21:30');
    for (let tick = 0; tick < 45; tick += 1)
      await stage.stopUntil(clockOf(stage.clock.now() + 30_000));
    await playE10.rise(stage);

    expect(await stage.of('platform.down')).toHaveLength(1);
    expect(await stage.of('platform.substituted')).toHaveLength(1);
    expect(await times('platform.up')).toEqual(['10:46:00']);
    expect(stage.fallback.filter(({ notice }) => notice.card === 'platformDown')).toHaveLength(1);
    // Several deadlines that pass at once call the same people, each to its own message.
    const events = (await stage.timeline()).map(({ type, occurredAt, data, cause }) =>
      JSON.stringify([type, occurredAt, data, cause]),
    );
    expect(events.filter((event, n) => events.indexOf(event) !== n)).toEqual([]);
    for (const side of [stage.slack, stage.feishu]) {
      const said = side.messages('room').map(({ text }) => text);
      expect(new Set(said).size).toBe(said.length);
    }
    expect(titles(stage.slack).at(-1)).toBe('Slack 中断期间的要点');
  });

  it('goes on without any messenger, and the first one back hears what happened', async () => {
    stage = await start(on);
    const { slack, feishu, at, fallback, beat } = stage;
    await playE10.beginning(stage);
    await at('10:20:10');
    slack.network.fall();
    feishu.network.fall();
    await beat();
    await at('10:30:30');

    expect(await times('platform.down')).toEqual(['10:21:10', '10:21:10']);
    expect(await stage.of('platform.substituted')).toEqual([]);
    expect(() => feishu.room()).toThrow('no war room');
    expect(fallback.filter(({ notice }) => notice.card === 'platformDown')).toHaveLength(2);
    expect(await remindedAt('task:announce')).toEqual(['10:24:00']);
    expect(await times('deadline.breached')).toEqual(['10:28:00', '10:30:00']);
    expect((await stage.storage().outboxDepth()).pending).toBeGreaterThan(0);

    feishu.network.rise();
    await at('10:32');
    expect(await times('platform.up')).toEqual(['10:31:30']);
    expect(feishu.room().members).toContain('zhou');
    expect(textOf(feishu, 'Slack 中断期间的要点')).toContain('到时限未完成');
    expect(textOf(feishu, 'Slack 无法连接')).toContain('陈波');
    expect(titles(slack)).not.toContain('Slack 中断期间的要点');

    slack.network.rise();
    await at('10:34');
    expect(titles(slack).filter((title) => title.includes('要点'))).toHaveLength(1);
    expect((await stage.storage().outboxDepth()).pending).toBe(0);
  });

  it('takes no more than one catch-up where both rooms were there and both messengers fell', async () => {
    stage = await start(on);
    const { slack, feishu, at, beat } = stage;
    await slack.say('wang', 'duty', 'open 系统故障 "多地无法呼入" --regions 华东 --users 300');
    await at('10:02');
    slack.network.fall();
    feishu.network.fall();
    await beat();
    await at('10:10');
    feishu.network.rise();
    await at('10:12');
    expect(titles(feishu).filter((title) => title.includes('要点'))).toEqual([
      '飞书 中断期间的要点',
    ]);
    expect(await stage.of('platform.substituted')).toEqual([]);
    slack.network.rise();
    await at('10:14');
    expect(titles(slack).filter((title) => title.includes('要点'))).toEqual([
      'Slack 中断期间的要点',
    ]);
  });

  it('loses nothing and says nothing twice when the process dies at 10:25:30', async () => {
    stage = await start(on);
    await playE10.beginning(stage);
    await playE10.fall(stage);
    await playE10.approve(stage);
    await stage.at('10:25:30');
    await stage.stopUntil('10:26:30');
    await stage.at('10:27');

    expect((await stage.state()).approvals['A1.v1']?.status).toBe('approved');
    expect(await stage.of('platform.down')).toHaveLength(1);
    expect(await remindedAt('update')).toHaveLength(1);
    expect(reminders(stage.feishu)).toHaveLength(2);
    expect(stage.fallback).toHaveLength(1);

    await playE10.workOn(stage);
    await playE10.rise(stage);
    expect(await times('platform.up')).toEqual(['10:46:00']);
    expect(titles(stage.slack).filter((title) => title.includes('要点'))).toHaveLength(1);
    expect((await stage.state()).tasks.find(({ id }) => id === 'announce')?.lateMs).toBe(0);
  });
});
