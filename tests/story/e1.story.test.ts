import { afterEach, describe, expect, it } from 'vitest';
import { metrics } from '#domain/postmortem/metrics.ts';
import { MINUTE } from '#domain/time.ts';
import { recorded } from './recorded.ts';
import type { Seen } from '../support/sights.ts';
import { playE1, withMonitor } from './play-e1.ts';
import { type Ground, GROUNDS, tell, told, type Story, VARIED } from './tell.ts';

let story: Story;
afterEach(() => story.close());

const alertCards = (): readonly Seen[] =>
  story.messages('duty').filter(({ text }) => text.includes('预警 ALT-'));

/** 10:00 to 10:03: one card, with both reasons, edited each minute. */
const isAlertedOnce = async ({ at, press }: Story): Promise<void> => {
  await story.monitor(playE1.first);
  const [card, ...others] = alertCards();
  expect(others).toEqual([]);
  for (const word of ['ALT-20261201-01', '系统故障', '68%', '< 80%', '150 秒', '> 120 秒', '10:10'])
    expect(card?.text).toContain(word);
  expect(card?.text).toContain('王强');
  for (const button of ['属实', '误报']) await press('wang', 'duty', button);
  await at('10:03');
  expect(alertCards().map(({ id }) => id)).toEqual([card?.id]);
  expect(alertCards()[0]?.text).toContain('66%');
};

describe.each<Ground>([...GROUNDS, 'slack emulate'])(
  'E1: system outage, 重大, from the alert at 10:00, on %s',
  (on) => {
    it('S0-09, S0-28, S0-32, S0-34, S0-42, S0-47, S0-48, S2-32: goes row by row as the script says, and says nothing it does not name', async () => {
      story = withMonitor(await tell({ start: '2026-12-01T02:00:00Z' }, on));
      const { say, at, react } = story;

      await isAlertedOnce(story);
      await at('10:04');
      const opened = await say('wang', 'duty', playE1.confirm);
      expect(told(opened)).toContain('INC-20261201-01');
      expect(await story.kinds('ALT-20261201-01')).toContain('10:04:00 alert.confirmed');
      expect(story.room().name).toBe(
        on.startsWith('slack')
          ? 'inc-20261201-01-system-failure'
          : '【待定级】INC-20261201-01 系统故障',
      );
      expect(story.room().topic).toContain('INC-20261201-01 系统故障');
      expect(story.status()).toContain('建议');
      expect(story.status()).toContain('重大');
      expect(story.status()).toContain('全国');
      expect(story.status()).toContain('1000');
      const report = story.find('command', '类型');
      for (const word of ['系统故障', '全国', '5000', '接通率68%,等待150秒', '主交换节点无响应'])
        expect(report.text).toContain(word);
      const checklist = story.find('room', '清单').text;
      for (const clock of ['10:09', '10:14', '10:34', '11:04']) expect(checklist).toContain(clock);
      expect(await story.kinds()).toContain('10:04:00 incident.opened');
      expect((await story.of('task.done')).map(({ data }) => data)).toEqual([
        { id: 'notify-tech-ops', by: 'room.joined', lateMs: 0 },
      ]);
      expect(story.room().members).not.toContain('zheng');

      await at('10:05');
      await say('lin', 'room', '/incident grade 重大 "全国接通率68%"');
      expect(story.room().members).toContain('zheng');
      expect(
        story
          .dms('zheng')
          .map(({ text }) => text)
          .join(),
      ).toContain('重大');
      const due = (await story.state()).tasks.filter(({ source }) => source.kind === 'level');
      expect(due.map(({ id }) => id)).toEqual([
        'executive-meeting',
        'company-resources',
        'official-statement',
        'online-offline',
      ]);
      expect(
        due.every(({ dueAt }) => new Date(dueAt).toISOString() === '2026-12-01T03:05:00.000Z'),
      ).toBe(true);
      expect(story.status()).toContain('10:35');

      await at('10:06');
      await say('lin', 'room', 'assign techSupport @钱多 --lead');
      await say('lin', 'room', 'assign brandPr @李娜');
      await say('lin', 'room', 'assign customerCare @孙悦');
      await say('lin', 'room', 'commander @林悦');
      for (const [person, duty] of [
        ['qian', '排查原因'],
        ['li', '起草并发布'],
        ['sun', '统一口径'],
      ] as const)
        expect(
          story
            .dms(person)
            .map(({ text }) => text)
            .join(),
        ).toContain(duty);
      for (const name of ['钱多', '李娜', '孙悦', '林悦']) expect(story.status()).toContain(name);

      await at('10:08:00');
      expect(story.spoken).toHaveLength(1);
      const reminder = story.find('room', '提醒').text;
      for (const word of ['备用服务器', '人工记录', '钱多', '孙悦'])
        expect(reminder).toContain(word);
      await at('10:08:30');
      expect(
        told(await say('qian', 'room', 'task done switch-backup "已切至备用服务器B"')),
      ).toContain('4 分 30 秒');
      await at('10:08:50');
      await say('sun', 'room', 'task done manual-recording');

      await at('10:10');
      expect(await story.of('trigger.met')).toEqual([]);
      expect(alertCards()).toHaveLength(1);
      expect(alertCards()[0]?.text).toContain('接通率 66%');
      expect(alertCards()[0]?.text).toContain('INC-20261201-01');
      await at('10:11');
      expect((await story.kinds()).filter((kind) => kind.endsWith('trigger.met'))).toEqual([
        '10:11:00 trigger.met',
      ]);
      expect(alertCards()).toHaveLength(1);
      const met = story.find('room', '触发条件已满足').text;
      expect(met).toContain('70');
      expect(met).toContain('10 分');

      await at('10:12:30');
      await say('sun', 'room', 'wording set eta=11:15 workaround=微信公众号');
      expect(
        story
          .messages('room')
          .filter(({ pinned }) => pinned)
          .map(({ text }) => text)
          .join(),
      ).toContain('预计 11:15 前恢复');
      expect(story.texts('agents').join()).toContain('W1');

      await at('10:13');
      await say(
        'li',
        'room',
        'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00',
      );
      const approval = story.find('room', 'A1');
      for (const word of ['0/2', '林悦', '陈波', '苏敏', '热线全国范围接入困难'])
        expect(approval.text).toContain(word);

      await at('10:15');
      await react('chen', 'A1', 'white_check_mark');
      expect(story.find('room', 'A1').text).toContain('1/2');
      await at('10:16');
      await react('li', 'A1', 'white_check_mark');
      expect(story.dms('li').at(-1)?.text).toMatch(/自己|起草/u);
      expect(story.messages('room').find(({ id }) => id === approval.id)?.text).toContain('1/2');
      await at('10:18');
      await react('su', 'A1', '+1::skin-tone-4');
      expect(story.messages('room').find(({ id }) => id === approval.id)?.text).toContain('已通过');
      const ready = story.find('room', '【服务公告】');
      expect(ready.copies).toBeGreaterThanOrEqual(3);

      await at('10:19:30');
      await say('li', 'room', 'announce sent A1 website');
      await at('10:20');
      await say('li', 'room', 'announce sent A1 app');
      expect((await story.state()).tasks.find(({ id }) => id === 'announce')?.status).toBe('open');
      await at('10:22');
      await say('li', 'room', 'announce sent A1 sms');
      expect((await story.state()).tasks.find(({ id }) => id === 'announce')?.status).toBe('done');

      await playE1.middle(story);
      expect(story.status()).toContain('50');
      expect(story.texts('feed').join()).toContain('系统故障已修复50%');

      await at('10:51');
      await react('lin', 'A2', 'white_check_mark');
      await at('10:52');
      await react('chen', 'A2', 'white_check_mark');
      expect(story.find('room', 'A2').text).toContain('还差：应急领导小组');
      await at('10:54');
      await react('zheng', 'A2', 'white_check_mark');
      await at('10:56');
      await say('su', 'room', 'announce sent A2 website');
      expect(
        (await story.state()).tasks.find(({ id }) => id === 'official-statement')?.status,
      ).toBe('done');

      await playE1.recovery(story);
      expect(story.find('room', '可转入观察').text).toContain('91');
      expect((await story.kinds()).filter((kind) => kind.endsWith('recovery.suggested'))).toEqual([
        '11:08:00 recovery.suggested',
      ]);
      expect(story.status()).toContain('接通率 91%（最低 66%，最高 91%）');
      await at('11:09');
      await say('lin', 'room', 'resolve "主节点已更换"');
      expect((await story.state()).tasks.find(({ id }) => id === 'recovery-notice')?.dueAt).toBe(
        Date.parse('2026-12-01T03:39:00Z'),
      );

      await playE1.close(story);
      expect((await story.state()).phase).toBe('closed');
      expect(story.find('room', '复盘').text).toContain('第 1 版');

      expect(story.spoken.map((line) => line.slice(0, 8))).toEqual([
        '10:08:00',
        '10:12:00',
        '10:29:00',
        '10:53:00',
        '10:58:00',
      ]);
      expect(await story.of('deadline.breached')).toEqual([]);
    });
  },
);

describe.each(VARIED)('E1: its figures, on %s', (on) => {
  it('S0-62: ends with the figures of the script, and a postmortem that cannot be published yet', async () => {
    story = await tell({ start: '2026-12-01T02:00:00Z' }, on);
    await playE1.alerted(story);
    const { state, events } = await recorded(story);
    const figures = metrics(state, events);
    expect(figures).toMatchObject({
      timeToVerifyMs: 4 * MINUTE,
      timeToGradeMs: 1 * MINUTE,
      timeToAnnounceMs: 15.5 * MINUTE,
      timeToAnnounceAllMs: 18 * MINUTE,
      timeToResolveMs: 65 * MINUTE,
      impactMs: 69 * MINUTE,
      lateItems: 0,
      announcements: 3,
      votesCounted: 7,
      votesIgnored: 1,
    });
    expect(figures.minima['connectRate']).toBe(66);
    expect(state.metrics['connectRate']?.min).toBe(66);
    const review = told(await story.say('lin', 'room', 'postmortem show'));
    expect(review).toContain('最低接通率');
    expect(review).toContain('66%');
    expect(review).toMatch(/根因/u);
    const refused = await story.say('lin', 'room', 'postmortem publish');
    expect(told(refused)).toContain('根因');
    expect((await story.state()).postmortem.status).toBe('draft');
  });

  it('opened by hand at 10:04 it has the same figures, but for the time to verify', async () => {
    story = await tell({ start: '2026-12-01T02:04:00Z' }, on);
    await playE1.whole(story);
    const { state, events } = await recorded(story);
    const figures = metrics(state, events);
    expect(figures).toMatchObject({
      timeToGradeMs: 1 * MINUTE,
      timeToResolveMs: 65 * MINUTE,
      impactMs: 69 * MINUTE,
      lateItems: 0,
    });
    expect(figures).not.toHaveProperty('timeToVerifyMs');
  });
});
