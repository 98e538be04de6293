import { afterEach, describe, expect, it } from 'vitest';
import { GROUNDS, tell, told, type Story, VARIED } from './tell.ts';

let story: Story;
afterEach(() => story.close());

const PHONE = '13812345678';

/** 15:00 to 15:08: opened, graded, everything else in time, and the first version that goes to the vote. */
const untilSubmitted = async (played: Story): Promise<void> => {
  const { say, at } = played;
  await say('wang', 'duty', 'open 系统故障 "App无法登录" --regions 华东,华南 --users 300');
  await at('15:01');
  await say('lin', 'room', 'grade 较大 "多地无法登录"');
  await at('15:02');
  await say('lin', 'room', 'assign brandPr 李娜');
  await say('qian', 'room', 'task done switch-backup');
  await say('sun', 'room', 'task done manual-recording');
  await say('sun', 'room', 'wording set eta=15:50 workaround=官网在线客服');
  await say('sun', 'room', 'task done divert-online');
  await say('lin', 'room', 'meeting start https://m.example/6 --priority "先恢复登录"');
  await say('lin', 'room', 'task done reinforcement');
  await at('15:05');
  await say(
    'li',
    'room',
    `announce draft initial impact="App无法登录" cause="我们也不知道,用户王小明${PHONE}反馈" workaround=官网在线客服 nextUpdate=15:40`,
  );
  await at('15:08');
  await say('li', 'room', 'announce revise A1 cause="登录服务异常" eta=15:50');
};

const untilRejected = async (played: Story): Promise<void> => {
  await untilSubmitted(played);
  await played.at('15:10');
  await played.react('wang', 'A1', 'white_check_mark');
  await played.at('15:11');
  await played.react('su', 'A1', 'x');
};

describe.each(GROUNDS)('E6: an announcement rejected, revised, approved, on %s', (on) => {
  it('goes row by row as the script says, and says nothing it does not name', async () => {
    story = await tell({ start: '2026-12-07T07:00:00Z' }, on);
    const { say, at, react } = story;
    await say('wang', 'duty', 'open 系统故障 "App无法登录" --regions 华东,华南 --users 300');
    await at('15:01');
    await say('lin', 'room', 'grade 较大 "多地无法登录"');
    await at('15:02');
    await say('lin', 'room', 'assign brandPr 李娜');
    await say('qian', 'room', 'task done switch-backup');
    await say('sun', 'room', 'task done manual-recording');
    await say('sun', 'room', 'wording set eta=15:50 workaround=官网在线客服');
    await say('sun', 'room', 'task done divert-online');
    await say('lin', 'room', 'meeting start https://m.example/6 --priority "先恢复登录"');
    await say('lin', 'room', 'task done reinforcement');

    await at('15:05');
    const faulty = told(
      await say(
        'li',
        'room',
        `announce draft initial impact="App无法登录" cause="我们也不知道,用户王小明${PHONE}反馈" workaround=官网在线客服 nextUpdate=15:40`,
      ),
    );
    expect(faulty).toContain('eta');
    expect(faulty).toContain('不知道');
    expect(faulty).toContain('我马上为您核实');
    expect(faulty).toMatch(/手机号|电话/u);
    expect(story.texts('room').join()).not.toContain('0/1');
    const draft = (await story.state()).announcements[0];
    expect(draft).toMatchObject({ id: 'A1', status: 'draft' });
    expect(draft?.versions[0]?.vars['cause']).toContain('*******5678');

    await at('15:08');
    await say('li', 'room', 'announce revise A1 cause="登录服务异常" eta=15:50');
    const second = story.find('room', 'A1');
    for (const word of ['0/1', '15:18', 'v2', '林悦', '陈波', '苏敏'])
      expect(second.text).toContain(word);

    await at('15:10');
    await react('wang', 'A1', 'white_check_mark');
    expect(story.dms('wang').at(-1)?.text).toContain('应急指挥组');
    await at('15:11');
    await react('su', 'A1', 'x');
    expect(story.messages('room').find(({ id }) => id === second.id)?.text).toContain('已驳回');
    const asked = story.messages('room').find(({ thread }) => thread === second.id);
    expect(asked?.text).toContain('苏敏');
    await at('15:12');
    await story.chat('su', 'room', '预计时间没有技术确认', second.id);
    expect((await story.state()).approvals['A1.v2']?.reason).toBe('预计时间没有技术确认');
    expect(story.dms('li').at(-1)?.text).toContain('预计时间没有技术确认');
    await at('15:13');
    await react('chen', 'A1.v2', 'white_check_mark');
    expect(story.dms('chen').at(-1)?.text).toContain('v2');
    expect(story.dms('chen').at(-1)?.text).toContain('已驳回');

    await at('15:16');
    await say('li', 'room', 'announce revise A1 eta=16:10 cause="登录服务异常,正在定位"');
    expect(story.messages('room').find(({ id }) => id === second.id)?.text).toContain('已被');
    const third = story.find('room', 'v3');
    expect(third.struck).toBe(true);
    await at('15:17');
    await react('su', 'A1', 'white_check_mark');
    expect(story.messages('room').find(({ id }) => id === third.id)?.text).toContain('已通过');
    await at('15:18');
    await react('su', 'A1', 'white_check_mark', false);
    expect((await story.state()).announcements[0]?.status).toBe('approved');
    expect(story.dms('su').at(-1)?.text).toContain('announce withdraw');

    await at('15:20');
    await say('li', 'room', 'announce sent A1 website');
    await at('15:21');
    await say('li', 'room', 'announce sent A1 app');
    await say('li', 'room', 'announce sent A1 sms');
    expect((await story.state()).tasks.find(({ id }) => id === 'announce')).toMatchObject({
      status: 'done',
      lateMs: 0,
    });
    await say('qian', 'room', 'update "正在定位登录服务"');

    await at('15:40:30');
    const promise = story.find('room', '承诺').text;
    expect(promise).toContain('李娜');
    await at('15:43');
    await say(
      'li',
      'room',
      'announce draft initial impact="App无法登录" cause="登录服务异常" eta=16:10 workaround=官网在线客服 nextUpdate=16:10 --supersedes A1',
    );
    await at('15:44');
    await react('lin', 'A2', 'white_check_mark');
    await say('qian', 'room', 'update "已定位,正在修复"');
    await at('15:45');
    for (const channel of ['website', 'app', 'sms'])
      await say('li', 'room', `announce sent A2 ${channel}`);
    expect((await story.state()).announcements.map(({ status }) => status)).toEqual([
      'superseded',
      'published',
    ]);
    await at('16:05');
    await say('lin', 'room', 'resolve "登录恢复"');
    await at('16:15');

    expect(story.spoken.map((line) => line.slice(0, 11))).toEqual(['15:40:30 提醒']);
    const approvals = Object.values((await story.state()).approvals).filter(
      ({ ref }) => ref === 'A1',
    );
    expect((await story.state()).announcements[0]?.versions).toHaveLength(3);
    expect(approvals.filter(({ decidedBy }) => decidedBy.length > 0)).toHaveLength(2);
    expect(approvals.reduce((sum, { counted }) => sum + counted, 0)).toBe(2);
    expect(approvals.reduce((sum, { ignored }) => sum + ignored, 0)).toBe(2);
    expect((await story.of('vote.retracted')).map(({ data }) => data)).toMatchObject([
      { approval: 'A1.v3', choice: 'approve', late: true },
    ]);
    const last = approvals.find(({ id }) => id === 'A1.v3');
    const first = approvals.find(({ id }) => id === 'A1.v2');
    expect((last?.decidedAt ?? 0) - (first?.submittedAt ?? 0)).toBe(9 * 60_000);
    await expectNowhere(PHONE);
  });
});

describe.each(VARIED)('E6: variations, on %s', (on) => {
  it('variation: taking ❌ back before there is a new version makes it pending again', async () => {
    story = await tell({ start: '2026-12-07T07:00:00Z' }, on);
    await untilRejected(story);
    await story.at('15:14');
    await story.react('su', 'A1', 'x', false);
    expect((await story.state()).approvals['A1.v2']).toMatchObject({
      status: 'pending',
      counted: 0,
    });
    const cards = story.messages('room').filter(({ title }) => title.includes('A1 v2'));
    expect(cards.some(({ text }) => text.includes('0/1'))).toBe(true);
  });

  it('variation: whoever drafted it cannot approve it', async () => {
    story = await tell({ start: '2026-12-07T07:00:00Z' }, on);
    const { say, at, react } = story;
    await say('wang', 'duty', 'open 系统故障 "App无法登录" --regions 华东,华南 --users 300');
    await at('15:01');
    await say('lin', 'room', 'grade 较大 "多地无法登录"');
    await say(
      'su',
      'room',
      'announce draft initial impact="App无法登录" cause="登录服务异常" eta=15:50 workaround=官网在线客服 nextUpdate=15:40',
    );
    await react('su', 'A1', 'white_check_mark');
    expect((await story.of('vote.ignored')).map(({ data }) => data)).toEqual([
      { approval: 'A1.v1', choice: 'approve', reason: 'author' },
    ]);
    expect(story.find('room', 'A1').text).toContain('0/1');
  });
});

/** Nowhere at all: not in the record, not in a room, not in an export. */
async function expectNowhere(number: string): Promise<void> {
  expect(JSON.stringify(await story.timeline())).not.toContain(number);
  for (const where of ['room', 'duty', 'command', 'feed', 'agents']) {
    // In Feishu a command is a message of its author, which stays as it was typed.
    const said = story
      .messages(where)
      .filter(({ author }) => !story.on.startsWith('feishu') || author.startsWith('cli_'));
    expect(said.map(({ text }) => text).join()).not.toContain(number);
  }
  for (const person of ['li', 'su', 'lin', 'chen', 'wang'])
    expect(JSON.stringify(story.dms(person))).not.toContain(number);
  const exported = told(await story.say('lin', 'room', 'timeline export md'));
  expect(exported).not.toContain(number);
}
