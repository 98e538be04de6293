import { afterEach, describe, expect, it } from 'vitest';
import { GROUNDS, tell, told, type Story, VARIED } from './tell.ts';

let story: Story;
afterEach(() => story.close());

const OPEN = 'open 系统故障 "CRM无法登录" --regions 华东,华南 --users 300';

/** 09:00 to 09:25: everything but the announcement. */
const untilMeeting = async ({ say, at }: Story): Promise<void> => {
  await say('wang', 'duty', OPEN);
  await at('09:02');
  await say('lin', 'room', 'grade 较大 "两地不可用"');
  await at('09:03');
  await say('lin', 'room', 'assign techSupport 钱多');
  await say('lin', 'room', 'assign brandPr 李娜');
  await at('09:03:50');
  await say('qian', 'room', 'task done switch-backup');
  await say('sun', 'room', 'task done manual-recording');
  await at('09:07');
  await say('sun', 'room', 'wording set eta=10:30 workaround=在线客服');
  await at('09:20');
  await say('sun', 'room', 'task done divert-online');
  await at('09:25');
  await say('lin', 'room', 'meeting start https://m.example/5 --priority "先恢复登录"');
  await say('lin', 'room', 'task done reinforcement');
};

/** 09:30 to 09:47: breach, second step, acknowledgement. */
const untilAck = async (played: Story): Promise<void> => {
  await untilMeeting(played);
  await played.at('09:30:00');
  await played.say('qian', 'room', 'update "登录服务重启中"');
  await played.at('09:47');
  await played.say('li', 'room', 'ack announce "法务确认措辞" --eta 10:00');
};

describe.each(GROUNDS)('E5: a missed deadline, with escalation, on %s', (on) => {
  it('goes row by row as the script says, and says nothing it does not name', async () => {
    story = await tell({ start: '2026-12-04T01:00:00Z' }, on);
    const { say, at, react } = story;
    expect(told(await say('wang', 'duty', OPEN))).toContain('INC-20261204-01');
    expect(story.status()).toContain('较大');
    expect(story.status()).toMatch(/2 个地区|多个地区/u);
    await at('09:02');
    await say('lin', 'room', 'grade 较大 "两地不可用"');
    expect(story.status()).toContain('09:32');
    expect(story.find('room', '清单').text).toContain('09:30');
    await at('09:03');
    await say('lin', 'room', 'assign techSupport 钱多');
    await say('lin', 'room', 'assign brandPr 李娜');
    await at('09:03:50');
    await say('qian', 'room', 'task done switch-backup');
    await say('sun', 'room', 'task done manual-recording');
    await at('09:07');
    await say('sun', 'room', 'wording set eta=10:30 workaround=在线客服');
    await at('09:20');
    await say('sun', 'room', 'task done divert-online');
    expect(story.spoken).toEqual([]);

    await at('09:24:00');
    expect(story.find('room', '提醒').text).toContain('李娜');
    await at('09:25');
    await say('lin', 'room', 'meeting start https://m.example/5 --priority "先恢复登录"');
    await say('lin', 'room', 'task done reinforcement');
    await at('09:26:00');
    await at('09:30:00');
    await say('qian', 'room', 'update "登录服务重启中"');
    expect((await story.state()).tasks.find(({ id }) => id === 'progress-feedback')?.status).toBe(
      'done',
    );
    expect(await story.of('deadline.breached')).toEqual([]);

    await at('09:30:30');
    const red = story.find('room', '逾期');
    expect(red.alarming).toBe(true);
    expect(red.text).toContain('李娜');
    for (const channel of ['官网', '短信']) expect(red.text).toContain(channel);
    const inCommand = story.find('command', '逾期').text;
    for (const name of ['林悦', '陈波', '苏敏']) expect(inCommand).toContain(name);
    expect(await story.kinds()).toContain('09:30:00 deadline.breached');

    await at('09:45:00');
    expect(
      story
        .dms('zheng')
        .map(({ text }) => text)
        .join(),
    ).toContain('公告');
    await at('09:47');
    const acked = await say('li', 'room', 'ack announce "法务确认措辞" --eta 10:00');
    expect(told(acked)).toContain('10:00');
    expect(story.texts('room').join()).toContain('法务确认措辞');

    await at('09:54');
    await say(
      'li',
      'room',
      'announce draft initial impact="CRM无法登录" cause="登录服务异常" eta=10:30 workaround=在线客服 nextUpdate=10:30',
    );
    expect(story.find('room', 'A1').text).toContain('0/1');
    await at('09:57');
    await react('chen', 'A1', 'white_check_mark');
    await at('09:58');
    await say('li', 'room', 'announce sent A1 website');
    await at('09:58:30');
    await say('li', 'room', 'announce sent A1 app');
    await at('09:59');
    await say('li', 'room', 'announce sent A1 sms');
    const done = story
      .messages('room')
      .filter(({ title }) => title.includes('官网/APP/短信发布公告') && title.includes('完成'));
    expect(done).toHaveLength(1);
    expect(done[0]?.text).toContain('29 分');
    await at('10:00');

    expect(story.spoken.map((line) => line.slice(0, 11))).toEqual([
      '09:24:00 提醒',
      '09:26:00 提醒',
      '09:30:30 逾期',
      '09:45:00 再次',
      '09:54:00 提醒',
    ]);
  });
});

describe.each(VARIED)('E5: variations, on %s', (on) => {
  it('variation a: without publication the escalation resumes once the acknowledged time has passed', async () => {
    story = await tell({ start: '2026-12-04T01:00:00Z' }, on);
    await untilAck(story);
    await story.at('10:00');
    const before = story.dms('zheng').length;
    await story.at('10:00:30');
    expect(story.dms('zheng')).toHaveLength(before + 1);
    expect(story.spoken.at(-2)?.slice(0, 11)).toMatch(/^10:00:30/u);
  });

  it('variation b: after an outage there is one breach message, saying how late, and the second step still comes', async () => {
    story = await tell({ start: '2026-12-04T01:00:00Z' }, on);
    await untilMeeting(story);
    await story.at('09:28');
    await story.say('qian', 'room', 'update "登录服务重启中"');
    await story.at('09:29');
    await story.stopUntil('09:41');
    const breaches = story.messages('room').filter(({ title }) => /^(?:🔴 )?逾期/u.test(title));
    expect(breaches).toHaveLength(1);
    expect(breaches[0]?.text).toContain('11 分');
    expect(breaches[0]?.text).toContain('（重启补发）');
    await story.at('09:45:00');
    expect(
      story
        .dms('zheng')
        .map(({ text }) => text)
        .join(),
    ).toContain('公告');
  });
});
