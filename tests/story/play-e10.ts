import type { Stage } from '../support/two-messengers/side.ts';

export const E10_START = '2026-12-05T02:00:00Z';

/** 10:00 to 10:18: opened in Slack only, graded, everything but the announcement in time. */
const beginning = async ({ slack, at }: Stage): Promise<void> => {
  await slack.say(
    'wang',
    'duty',
    'open 系统故障 "多地无法呼入" --regions 华东,华南 --users 300 --rooms slack',
  );
  await at('10:02');
  await slack.say('lin', 'room', 'grade 较大 "多地"');
  await slack.say('qian', 'room', 'task done switch-backup');
  await slack.say('sun', 'room', 'task done manual-recording');
  await at('10:05');
  await slack.say('sun', 'room', 'wording set eta=11:00 workaround=官网在线客服');
  await at('10:12');
  await slack.say('lin', 'room', 'meeting start https://m.example/10 --priority "先恢复呼入"');
  await slack.say('lin', 'room', 'task done reinforcement');
  await slack.say('sun', 'room', 'task done divert-online');
  await at('10:18');
  await slack.say(
    'sun',
    'room',
    'announce draft initial impact="热线部分地区接入困难" cause="交换节点故障" eta=11:00 workaround=官网在线客服 nextUpdate=10:50',
  );
};

/** 10:19:50: 陈波's ✅, of which nothing is heard. From 10:20:10 on Slack answers 503. Gives what delivers the vote. */
const fall = async ({ slack, at, beat }: Stage): Promise<() => Promise<void>> => {
  await at('10:19:50');
  const deliverLate = await slack.reactUnheard('chen', 'A1.v1', 'white_check_mark');
  await at('10:20:10');
  slack.network.fall();
  await beat();
  return deliverLate;
};

const approve = async ({ feishu, at }: Stage): Promise<void> => {
  await at('10:25');
  await feishu.react('su', 'A1.v1', 'THUMBSUP');
};

/** 10:27 to 10:31: published and reported from Feishu. */
const workOn = async ({ feishu, at }: Stage): Promise<void> => {
  await at('10:27');
  await feishu.say('li', 'room', '公告 已发 A1 website');
  await at('10:28');
  await feishu.say('li', 'room', '公告 已发 A1 app');
  await at('10:29');
  await feishu.say('li', 'room', '公告 已发 A1 sms');
  await at('10:31');
  await feishu.say('lin', 'room', '进展 备用线路已接管');
};

/** 10:45: Slack answers again. */
const rise = async ({ slack, at }: Stage): Promise<void> => {
  await at('10:45');
  slack.network.rise();
  await at('10:46');
};

/** E10 of domain 6, in parts. */
export const playE10 = { beginning, fall, approve, workOn, rise } as const;
