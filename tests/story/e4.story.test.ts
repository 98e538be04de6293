import { afterEach, describe, expect, it } from 'vitest';
import { type Ground, GROUNDS, type Story, tell, told } from './tell.ts';

// E4: a false alarm, an alert that nobody verifies, an incident that is cancelled (2026-12-03).

/** Each messenger once. */
const ONCE_EACH: readonly Ground[] = ['sandbox', 'slack http', 'feishu websocket'];

let story: Story;
afterEach(() => story.close());

const texts = (where: string): readonly string[] => story.messages(where).map(({ text }) => text);
const alertCards = (): readonly string[] =>
  texts('duty').filter((text) => text.includes('预警 ALT-'));
const card = (key: string): string => alertCards().find((text) => text.includes(key)) ?? '';
const textsFor = (person: string, about: string): readonly string[] =>
  story
    .dms(person)
    .map(({ text }) => text)
    .filter((text) => text.includes(about));
const inCommand = (about: string): readonly string[] =>
  texts('command').filter((text) => text.includes(about));

/** 09:30 to 10:08: a false alarm, its echo, and the next one after the cooldown. */
const falseAlarms = async ({ at, say, measured }: Story): Promise<void> => {
  await measured('ivrHealthy', 0);
  expect(alertCards()).toHaveLength(1);
  expect(card('ALT-20261203-01')).toContain('系统故障');
  expect(card('ALT-20261203-01')).toContain('09:40');

  await at('09:36');
  const dismissed = await say('wang', 'duty', 'verify ALT-20261203-01 dismiss --reason "例行拨测"');
  expect(told(dismissed)).toContain('误报');
  expect(card('ALT-20261203-01')).toContain('例行拨测');
  expect(card('ALT-20261203-01')).toContain('王强');
  await expect(story.state()).rejects.toThrow(/no (?:incident|war room)/u);
  expect(texts('command')).toEqual([]);

  await at('09:37');
  const again = told(await say('wang', 'duty', 'verify ALT-20261203-01 dismiss again'));
  expect(again).toContain('已由王强于');
  expect(again).toContain('09:36');

  await at('09:45');
  await measured('ivrHealthy', 0);
  expect(alertCards()).toHaveLength(1);
  expect(card('ALT-20261203-01')).toContain('又触发 1 次');

  await at('10:07');
  await measured('ivrHealthy', 0);
  expect(alertCards()).toHaveLength(2);
  await at('10:08');
  await say('wang', 'duty', '核实 ALT-20261203-02 误报 探针例行检查');
};

/** 14:00 to 14:12: much worse than what was dismissed, and dismissed by its button. */
const muchWorse = async ({ at, say, press, fill, skipTo, measured }: Story): Promise<void> => {
  skipTo('14:00');
  await measured('connectRate', 78);
  await at('14:02');
  await say('wang', 'duty', 'verify ALT-20261203-03 dismiss "短时波动"');
  await at('14:10');
  await measured('connectRate', 67);
  expect(card('ALT-20261203-04')).toContain('67%');
  await at('14:12');
  const refused = told(await say('wang', 'duty', 'verify ALT-20261203-04 dismiss'));
  expect(refused).toContain('没有记录');
  expect(card('ALT-20261203-04')).toContain('待核实');
  await press('wang', 'duty', 'verify ALT-20261203-04 dismiss');
  await fill('wang', 'duty', { reason: '探针抖动' });
  expect(card('ALT-20261203-04')).toContain('探针抖动');
};

/** 21:00 to 21:16: reminder, command group, leadership. */
const unverified = async ({ at, skipTo, measured }: Story): Promise<void> => {
  skipTo('21:00');
  await measured('connectRate', 75);
  await at('21:07:30');
  expect(textsFor('wang', 'ALT-20261203-05')).toEqual([]);
  await at('21:08');
  expect(textsFor('wang', '请核实预警 ALT-20261203-05')).toHaveLength(1);
  await at('21:11');
  expect(inCommand('ALT-20261203-05 无人核实')).toHaveLength(1);
  expect(textsFor('zheng', '')).toEqual([]);
  await at('21:16');
  expect(textsFor('zheng', 'ALT-20261203-05')).toHaveLength(1);
  expect(card('ALT-20261203-05')).toContain('待核实');
};

/** 21:18 to 21:21: confirmed late, and called off. */
const confirmedLate = async ({ at, say }: Story): Promise<void> => {
  await at('21:18');
  const confirmed = await say(
    'lin',
    'duty',
    'verify ALT-20261203-05 confirm --regions 全国 --users 5000',
  );
  expect(told(confirmed)).toContain('INC-20261203-01');
  expect(card('ALT-20261203-05')).toContain('INC-20261203-01');
  expect(card('ALT-20261203-05')).toContain('超时 8 分');
  const [opened] = await story.timeline('INC-20261203-01');
  expect(opened).toMatchObject({
    type: 'incident.opened',
    actor: { id: 'lin' },
    data: { alert: 'ALT-20261203-05', title: '系统故障' },
  });
  await at('21:20');
  expect(textsFor('zheng', 'ALT-20261203-05')).toHaveLength(1);

  await at('21:21');
  await say('lin', 'room', 'cancel "监控探针故障"');
  expect(card('ALT-20261203-05')).toContain('按误报统计');
  expect(texts('INC-20261203-01').some((text) => text.includes('监控探针故障'))).toBe(true);
};

describe.each(GROUNDS)('E4: false alarm, unverified alert, cancelled incident, on %s', (on) => {
  it('S0-28, S0-32, S0-33: goes row by row as the script says', async () => {
    story = await tell({ start: '2026-12-03T01:30:00Z' }, on);
    await falseAlarms(story);
    await muchWorse(story);
    await unverified(story);
    await confirmedLate(story);
    expect((await story.state('INC-20261203-01')).phase).toBe('cancelled');
  });

  it('is taken as real by the button on its card, with what its form asks for', async () => {
    story = await tell({ start: '2026-12-03T01:30:00Z' }, on);
    await story.measured('connectRate', 75);
    await story.press('wang', 'duty', '属实');
    await story.fill('wang', 'duty', { regions: '全国', users: '5000' });
    expect(card('ALT-20261203-01')).toContain('已开启事件 INC-20261203-01');
    const { regions, users } = (await story.state()).scope;
    expect({ regions, users }).toEqual({ regions: ['全国'], users: 5_000 });
  });
});

describe.each(ONCE_EACH)('E4: what goes on, on %s', (on) => {
  it('of a flapping metric is one card in two hours, edited as samples come in', async () => {
    story = await tell({ start: '2026-12-01T02:00:00Z' }, on);
    const { say, at, measured } = story;
    await measured('connectRate', 75);
    await say('wang', 'duty', 'verify ALT-20261201-01 dismiss "短时波动"');
    await at('10:31');
    for (let minute = 31; minute < 151; minute += 1) {
      const time = `${10 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
      await at(time);
      await measured('connectRate', minute % 2 === 1 ? 75 : 85);
    }
    expect(alertCards()).toHaveLength(2);
    expect(card('ALT-20261201-02')).toContain('75%');
    expect(textsFor('wang', 'ALT-20261201-02')).toHaveLength(1);
    expect(inCommand('ALT-20261201-02')).toHaveLength(1);
    expect(textsFor('zheng', 'ALT-20261201-02')).toHaveLength(1);
  });

  it('E8: of a scenario closed a short while ago offers to reopen it, and is settled by that', async () => {
    story = await tell({ start: '2026-12-01T04:00:00Z' }, on);
    const { say, at, press, fill, measured } = story;
    await say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 全国 --users 5000');
    await say('lin', 'room', 'grade 较大 "两地"');
    await say('lin', 'room', 'resolve "已恢复"');
    await say('lin', 'room', 'close --force "其余转日常"');
    await at('13:00');
    await measured('connectRate', 74);
    expect(card('ALT-20261201-01')).toContain('INC-20261201-01');
    expect(card('ALT-20261201-01')).toContain('可以重开');
    await at('13:04');
    await press('wang', 'duty', '重开 INC-20261201-01');
    await fill('wang', 'duty', { reason: '接通率再次跌至74%' });
    expect((await story.state()).phase).toBe('active');
    expect(card('ALT-20261201-01')).toContain('已重开事件 INC-20261201-01');
    await at('13:30');
    expect(inCommand('无人核实')).toEqual([]);
  });

  it('S0-31: a signal raises one, and proposes its playbook to an incident that runs (E3)', async () => {
    story = await tell({ start: '2026-12-01T02:00:00Z' }, on);
    const { say, at } = story;
    await say('li', 'duty', '信号 舆情 登上热搜第12位');
    expect(card('ALT-20261201-01')).toContain('热搜');
    await say('wang', 'duty', 'verify ALT-20261201-01 dismiss "旧闻"');
    await say('wang', 'duty', 'open 集中投诉 "表带断裂" --regions 华东,华南 --users 300');
    await at('11:00');
    await say('li', 'duty', '信号 舆情 登上热搜第3位');
    expect(alertCards()).toHaveLength(1);
    const said = texts('room').filter((text) => text.includes('外部信号'));
    expect(said.filter((text) => text.includes('第3位'))).toHaveLength(1);
  });
});
