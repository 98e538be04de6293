import { afterEach, describe, expect, it } from 'vitest';
import { openPair, PAIRS } from '../support/two-messengers/grounds.ts';
import { looksAt } from '../support/two-messengers/looks.ts';
import { NAMES, type Stage } from '../support/two-messengers/side.ts';

// E3: a complaint cluster that becomes a matter of public opinion (2026-12-08), half of the people on each side.

let stage: Stage;
let look: ReturnType<typeof looksAt>;
afterEach(() => stage.close());

const KEY = 'INC-20261208-01';
const ALERT = 'ALT-20261208-01';
const TOPIC = '手环X2表带断裂';

const at = (clock: string, day = '2026-12-08'): number => Date.parse(`${day}T${clock}+08:00`);
let complaints = 0;
const complain = async (given: Readonly<Record<string, string>> = {}): Promise<void> => {
  complaints += 1;
  const complaint = {
    id: `C-${complaints}`,
    at: new Date(stage.clock.now()).toISOString(),
    text: `表带断裂，请联系13812345678`,
    topic: TOPIC,
    product: '手环X2',
    contact: '13812345678',
    ...given,
  };
  const taken = await stage.app().ingest.complaints([complaint, complaint]);
  expect(taken).toEqual({ accepted: 2, rejected: [] });
  await stage.settle();
};

/** 13:25 to 14:28: ten complaints in an hour are an alert, which is verified and graded. */
const clustered = async ({ slack, at: until }: Stage): Promise<void> => {
  complaints = 0;
  for (const clock of [
    '13:25',
    '13:31',
    '13:37',
    '13:43',
    '13:49',
    '13:55',
    '14:01',
    '14:07',
    '14:13',
  ]) {
    await until(clock);
    await complain();
    expect(look.texts(slack, 'duty').some((text) => text.includes('预警'))).toBe(false);
  }
  await until('14:20');
  await complain();
  for (const name of NAMES) {
    const alerts = look.texts(stage[name], 'duty').filter((text) => text.includes(ALERT));
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toContain('集中投诉');
    expect(alerts[0]).toContain('10');
  }
  await until('14:26');
  await slack.say('wang', 'duty', `verify ${ALERT} confirm regions=3 users=300`);
  for (const name of NAMES) expect(stage[name].room().name.toUpperCase()).toContain(KEY);
  const state = await stage.state();
  expect(state.suggestion.severity).toBe('sev2');
  expect(Object.keys(state.tickets ?? {})).toHaveLength(10);
  expect(await look.dueOf('tag-cluster')).toBe(at('14:41'));
  expect(await look.dueOf('publish-wording')).toBe(at('14:41'));
  expect(await look.dueOf('plan')).toBe(at('16:26'));
  expect(await look.dueOf('progress-24h')).toBe(at('14:26', '2026-12-09'));
  expect(await look.dueOf('answer-48h')).toBe(at('14:26', '2026-12-10'));
  await until('14:28');
  await slack.say('lin', 'room', 'grade 较大 "三地集中投诉"');
  expect(await look.dueOf('emergency-meeting')).toBe(at('14:58'));
  expect(await look.dueOf('reinforcement')).toBe(at('14:58'));
};

/** 14:30 to 14:56: the first items, and a customer who will go to the press. */
const pressed = async ({ slack, at: until }: Stage): Promise<void> => {
  await until('14:30');
  await slack.say('sun', 'room', 'task done tag-cluster');
  await until('14:35');
  await slack.say('sun', 'room', 'wording set progressBy="12-09 14:26" answerBy="12-10 14:26"');
  expect(look.both('统一口径 W1')).toEqual([true, true]);
  expect(await look.doneAt('publish-wording')).toBe(at('14:35'));
  await until('14:45');
  await slack.say('lin', 'room', 'meeting start https://m.example/3 --priority "先停售批次再退换"');
  await until('14:50');
  await slack.say('lin', 'room', 'task done reinforcement');
  await complain({ text: '等了一小时，再不解决我找媒体曝光', topic: '一直没人处理' });
  expect(Object.keys((await stage.state()).tickets ?? {})).toHaveLength(11);
  for (const name of NAMES)
    expect(
      look.texts(stage[name], 'duty').filter((text) => text.includes('预警 ALT-')),
    ).toHaveLength(1);
  expect(look.both('升级关键词')).toEqual([true, true]);
  expect(look.both('媒体曝光')).toEqual([true, true]);
  for (const person of ['zhao', 'li'])
    expect(look.dms(person).filter((text) => text.includes('客户提到“媒体曝光”'))).toHaveLength(1);
  const reminders = look.remindersFromNow();
  await until('14:51:30');
  expect(reminders()).toEqual([]);
  await until('14:52');
  expect(reminders().every((title) => title.includes('进展'))).toBe(true);
  expect(reminders()).toHaveLength(2);
  await slack.press('zhao', 'room', '接手');
  await until('14:56');
  await slack.say('sun', 'room', 'update "三地门店已停售同批次"');
  expect(look.dms('sun').filter((text) => text.includes('资深客服接手'))).toEqual([]);
};

/** 15:08 to 15:20: it trends. */
const trending = async ({ slack, feishu, at: until }: Stage): Promise<void> => {
  await until('15:08');
  await feishu.say('li', 'duty', '/应急 信号 舆情 "登上热搜第12位" https://weibo.example/12');
  expect(await stage.storage().incidents({ limit: 10 })).toHaveLength(1);
  for (const name of NAMES) {
    const card = look.cardWith(stage[name], '登上热搜第12位');
    expect(card).toContain('舆情事件');
    expect(card).toContain('重大');
  }
  await until('15:10');
  await feishu.say('su', 'room', '/应急 预案 追加 public-opinion');
  await feishu.say('su', 'room', '/应急 定级 重大 登上热搜');
  expect(await look.dueOf('freeze-wording')).toBe(at('15:15'));
  expect(await look.dueOf('refer-brand')).toBe(at('15:25'));
  expect(await look.dueOf('spread-watch')).toBe(at('15:40'));
  expect(await look.dueOf('form-team')).toBe(at('16:10'));
  expect(await look.dueOf('joint-wording')).toBe(at('16:10'));
  expect(await look.dueOf('official-statement')).toBe(at('16:10'));
  for (const name of NAMES) expect(stage[name].room().members).toContain('zheng');
  expect((await stage.state()).confidential).toBe(true);
  await until('15:12');
  await slack.say('sun', 'room', 'wording freeze');
  await slack.say('sun', 'room', 'task done freeze-wording');
  for (const name of NAMES) expect(look.cardWith(stage[name], 'W1')).toContain('冻结');
  await until('15:14');
  await slack.say('fang', 'room', 'assign opsSupervisor @方晴');
  await until('15:15');
  await slack.say('fang', 'room', 'assign brandPr @苏敏 --lead');
  await until('15:16');
  await slack.say('fang', 'room', 'assign legal 何律');
  expect(await look.doneAt('form-team')).toBe(at('15:16'));
  await until('15:20');
  await slack.say('zhao', 'room', 'task done refer-brand');
};

/** 15:22 to 15:39: one wording of brand and legal. */
const jointWording = async ({ slack, feishu, at: until }: Stage): Promise<void> => {
  await until('15:22');
  await feishu.say('li', 'room', '/应急 口径 设置');
  await until('15:24');
  const before = look.texts(slack, 'room').length;
  const checked = await slack.say('zhao', 'room', 'wording check "这不是我们的责任,我不知道"');
  expect(checked.text).toContain('这件事由我来跟进');
  expect(checked.text).toContain('我马上为您核实');
  expect(look.texts(slack, 'room').length).toBe(before);
  await until('15:25');
  await feishu.react('su', 'W2.v1', 'THUMBSUP');
  for (const name of NAMES) expect(look.cardWith(stage[name], '审批口径 W2')).toContain('法务');
  await until('15:29');
  await feishu.react('he', 'W2.v1', 'CheckMark');
  expect(look.both('统一口径 W2')).toEqual([true, true]);
  expect(await look.doneAt('joint-wording')).toBe(at('15:29'));
  await until('15:33');
  await feishu.say('li', 'room', '任务 完成 spread-watch "热度快照 https://weibo.example/heat"');
  const reminders = look.remindersFromNow();
  await until('15:33:30');
  expect(reminders()).toEqual([]);
  await until('15:34');
  expect(reminders()).toHaveLength(2);
  await until('15:39');
  await slack.say('sun', 'room', 'update "已启动同批次召回评估"');
};

/** 15:45 to 16:30: leadership, the statement, the plan. */
const answeredTo = async ({ slack, feishu, at: until }: Stage): Promise<void> => {
  await until('15:45');
  await feishu.say('zheng', 'room', '会议 开始 https://m.example/4 优先级=先致歉再召回');
  await until('15:48');
  await feishu.say(
    'su',
    'room',
    '公告 起草 statement topic=手环表带 facts=同批次表带断裂 actions=停售并免费更换 contact=官网客服 nextUpdate=18:00',
  );
  await until('15:50');
  await feishu.say('zheng', 'room', '任务 完成 company-resources');
  await until('15:52');
  await feishu.say('zheng', 'room', '任务 完成 online-offline');
  await until('15:53');
  await slack.react('lin', 'A1.v1', 'white_check_mark');
  await until('15:55');
  await feishu.react('zheng', 'A1.v1', 'THUMBSUP');
  expect(look.both('公告 A1 v1 已通过')).toEqual([true, true]);
  const statement = look.remindersFromNow();
  await until('15:57:30');
  expect(statement()).toEqual([]);
  await until('15:58');
  expect(statement().every((title) => title.includes('官方声明'))).toBe(true);
  expect(statement()).toHaveLength(2);
  await until('16:00');
  await feishu.say('li', 'room', '公告 已发 A1 website');
  expect(await look.doneAt('official-statement')).toBe(at('16:00'));
  const later = look.remindersFromNow();
  await until('16:02');
  expect(later()).toHaveLength(2);
  await until('16:03');
  expect(later()).toHaveLength(4);
  await until('16:05');
  await slack.say(
    'fang',
    'room',
    'plan propose "停售并免费更换" steps="停售；通知；更换" resources=售后20人 due=今天20:00 owner=方晴',
  );
  await until('16:08');
  await slack.say('sun', 'room', 'update "方案已提交审批"');
  await until('16:12');
  await slack.react('chen', 'P1.v1', 'white_check_mark');
  expect(await look.doneAt('plan')).toBe(at('16:12'));
  await until('16:30');
  await slack.say('lin', 'room', 'cadence 24h "转入常态跟进"');
};

/** Nothing is due in between. */
const skipTo = async (clock: string, day: string): Promise<void> => {
  stage.clock.set(at(clock, day));
  await stage.at(`${day} ${clock}`);
};

/** 18:00:30 on: what was promised to the public, and to every customer. */
const promises = async ({ slack, feishu, at: until }: Stage): Promise<void> => {
  await until('18:00');
  const promised = look.remindersFromNow();
  await until('18:00:30');
  expect(
    promised().length + look.dms('li').filter((text) => text.includes('18:00')).length,
  ).toBeGreaterThan(0);
  await until('18:10');
  await feishu.say(
    'li',
    'room',
    '公告 起草 statement topic=手环表带 facts=同批次表带断裂 actions=召回 contact=官网客服 nextUpdate="12-12 18:00" 替代=A1',
  );
  await slack.react('lin', 'A2.v1', 'white_check_mark');
  await feishu.react('zheng', 'A2.v1', 'THUMBSUP');
  await feishu.say('li', 'room', '公告 已发 A2 website');
  await skipTo('09:37:30', '2026-12-09');
  const progress = look.remindersFromNow();
  await until('09:38');
  expect(progress().every((title) => title.includes('24 小时内'))).toBe(true);
  expect(progress()).toHaveLength(2);
  await skipTo('11:41:30', '2026-12-09');
  const cadence = look.remindersFromNow();
  await until('11:42');
  expect(cadence()).toHaveLength(2);
  await skipTo('13:50', '2026-12-09');
  const told = await slack.say('sun', 'room', 'ticket progress --all');
  expect(told.text).toContain('11 / 11');
  expect(await look.doneAt('progress-24h')).toBe(at('13:50', '2026-12-09'));
  await until('14:00');
  await slack.say('sun', 'room', 'update "全部用户已告知进度"');
  await skipTo('07:59:30', '2026-12-10');
  const answer = look.remindersFromNow();
  await until('08:00');
  expect(answer().every((title) => title.includes('48 小时内'))).toBe(true);
  expect(answer()).toHaveLength(2);
  await skipTo('09:11:30', '2026-12-10');
  const last = look.remindersFromNow();
  await until('09:12');
  expect(last()).toHaveLength(2);
  await skipTo('10:00', '2026-12-10');
  const closed = await slack.say('sun', 'room', 'ticket close --all');
  expect(closed.text).toContain('11 / 11');
  expect(await look.doneAt('answer-48h')).toBe(at('10:00', '2026-12-10'));
  await until('10:30');
  await slack.say('lin', 'room', 'resolve "批次更换完成"');
  await skipTo('10:30', '2026-12-11');
  await slack.say('lin', 'room', 'close "稳定一天"');
};

const outcome = async (): Promise<void> => {
  const state = await stage.state();
  expect(state.phase).toBe('closed');
  expect(state.severityHistory.map(({ severity }) => severity)).toEqual(['sev2', 'sev1']);
  expect(state.playbooks.map(({ playbook }) => playbook.id)).toEqual([
    'complaint-cluster',
    'public-opinion',
  ]);
  expect(state.wordings.map(({ id }) => id)).toEqual(['W1', 'W2']);
  expect(state.tasks.filter(({ lateMs = 0 }) => lateMs > 0)).toEqual([]);
  expect((await stage.of('deadline.breached')).map(({ data }) => data)).toEqual([]);
  expect(await stage.storage().incidents({ limit: 10 })).toHaveLength(1);
  const outsider = await stage.slack.say('standby01', 'dm', `timeline ${KEY}`);
  expect(outsider.text).not.toContain('媒体曝光');
  expect(outsider.text).toContain('保密');
  const open = await stage.storage().subjects({ kind: 'ticket', open: true, limit: 50 });
  expect(open).toEqual([]);
};

describe.each(PAIRS)('E3, a complaint cluster that becomes public opinion, on %s', (on) => {
  it('S0-29, S0-30, S0-31, S0-52, S0-53, S2-34, S2-35, S2-36: goes row by row as the script says', async () => {
    stage = await openPair(on, { start: '2026-12-08T05:24:30Z', warRooms: ['slack', 'feishu'] });
    look = looksAt(stage);
    await clustered(stage);
    await pressed(stage);
    await trending(stage);
    await jointWording(stage);
    await answeredTo(stage);
    await promises(stage);
    await outcome();
    const everything = [
      JSON.stringify(await stage.timeline()),
      ...NAMES.flatMap((name) =>
        ['room', 'duty', 'command', 'feed'].flatMap((where) => look.texts(stage[name], where)),
      ),
      ...['sun', 'zhao', 'li', 'fang'].flatMap((person) => look.dms(person)),
    ].join('\n');
    expect(everything).not.toContain('13812345678');
  });
});
