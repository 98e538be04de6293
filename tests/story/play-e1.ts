import type { Acts } from '../support/sights.ts';
import type { Story } from './tell.ts';

/** Who plays: acts, and lets time run. */
type Player = Pick<Acts, 'say' | 'react'> & Pick<Story, 'at'>;

/** 10:04 to 10:22: opened by hand, graded, staffed, worded, announced. */
const beginning = async ({ say, at, react }: Player): Promise<void> => {
  await say(
    'wang',
    'duty',
    'open 系统故障 "主交换节点无响应" --regions 全国 --users 5000 --status "接通率68%,等待150秒" --cause "主交换节点无响应" --at 10:00',
  );
  await at('10:05');
  await say('lin', 'room', 'grade 重大 "全国接通率68%"');
  await at('10:06');
  await say('lin', 'room', 'assign techSupport @钱多 --lead');
  await say('lin', 'room', 'assign brandPr @李娜');
  await say('lin', 'room', 'assign customerCare @孙悦');
  await say('lin', 'room', 'commander @林悦');
  await at('10:08:30');
  await say('qian', 'room', 'task done switch-backup "已切至备用服务器B"');
  await at('10:08:50');
  await say('sun', 'room', 'task done manual-recording');
  await say('wang', 'room', 'metric connectRate=68 waitSeconds=150 --at 10:00');
  await at('10:11');
  await say('wang', 'room', 'metric connectRate=66');
  await at('10:12:30');
  await say('sun', 'room', 'wording set eta=11:15 workaround=微信公众号');
  await at('10:13');
  await say(
    'li',
    'room',
    'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00',
  );
  await at('10:15');
  await react('chen', 'A1', 'white_check_mark');
  await at('10:16');
  await react('li', 'A1', 'white_check_mark');
  await at('10:18');
  await react('su', 'A1', '+1::skin-tone-4');
  await at('10:19:30');
  await say('li', 'room', 'announce sent A1 website');
  await at('10:20');
  await say('li', 'room', 'announce sent A1 app');
  await at('10:22');
  await say('li', 'room', 'announce sent A1 sms');
};

/** 10:25 to 10:50: duties of the level, the first update, the statement's draft. */
const middle = async ({ say, at }: Player): Promise<void> => {
  await at('10:25');
  await say('sun', 'room', 'task done divert-online');
  await at('10:30');
  await say('zheng', 'room', 'task done online-offline');
  await at('10:34');
  await say('qian', 'room', 'update "系统故障已修复50%" --percent 50 --measure "已启用备用线路"');
  await at('10:40');
  await say(
    'zheng',
    'room',
    'meeting start https://m.example/1 --priority "先恢复系统,再处理投诉"',
  );
  await at('10:48');
  await say(
    'su',
    'room',
    'announce draft statement impact="热线全国范围接入困难" cause=交换节点故障 actions=切换备用线路 eta=11:15 contact=官网',
  );
  await at('10:50');
  await say('zheng', 'room', 'task done company-resources "各部门20人支援"');
};

const statement = async ({ say, at, react }: Player): Promise<void> => {
  await at('10:51');
  await react('lin', 'A2', 'white_check_mark');
  await at('10:52');
  await react('chen', 'A2', 'white_check_mark');
  await at('10:54');
  await react('zheng', 'A2', 'white_check_mark');
  await at('10:56');
  await say('su', 'room', 'announce sent A2 website');
};

/** 11:02 to 11:08: the rate is back. */
const recovery = async ({ say, at }: Player): Promise<void> => {
  for (const minute of ['02', '03', '04', '05', '06', '07', '08']) {
    await at(`11:${minute}`);
    await say('wang', 'room', 'metric connectRate=91');
    if (minute === '03') await say('qian', 'room', 'update "接通率回升至91%"');
  }
};

/** 11:15 to 12:09: the recovery notice, and the end. */
const close = async ({ say, at, react }: Player): Promise<void> => {
  await at('11:15');
  await say(
    'li',
    'room',
    'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=11:09',
  );
  await at('11:17');
  await react('lin', 'A3', 'white_check_mark');
  await at('11:18');
  await react('chen', 'A3', 'white_check_mark');
  await at('11:20');
  await say('li', 'room', 'announce sent A3 website');
  await at('12:09');
  await say('lin', 'room', 'close "观察1小时稳定"');
};

/** E1 of domain 6 from 10:04 on, in parts; E8 continues after the whole. */
export const playE1 = {
  middle,
  recovery,
  close,
  whole: async (story: Player): Promise<void> => {
    await beginning(story);
    await middle(story);
    await statement(story);
    await recovery(story);
    await story.at('11:09');
    await story.say('lin', 'room', 'resolve "主节点已更换"');
    await close(story);
  },
} as const;
