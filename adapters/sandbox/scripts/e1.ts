import type { Script, Step } from '../script.ts';
import { handling, recovering } from './e1-second-hour.ts';
import { both, react, say, watch } from './steps.ts';

const opening: readonly Step[] = [
  say(
    '10:04:00',
    'wang',
    'duty',
    'open 系统故障 "热线接通率骤降" --regions 全国 --users 5000 --status "接通率68%,等待150秒" --cause "主交换节点无响应" --at 10:00',
    both(
      '值守运营王强发现接通率跌到 68%，一行命令开启事件：作战室、成员、清单和时限一次就位。',
      'Duty operator 王强 sees the connect rate fall to 68 %. One line opens the incident: room, people, checklist and clocks are there at once.',
    ),
  ),
  say(
    '10:04:30',
    'wang',
    'room',
    'metric connectRate=68 waitSeconds=150 --at 10:00',
    both(
      '指标写进时间线，之后的触发与恢复判断都以它为准。',
      'Metrics go on the timeline; triggers and recovery are judged by them.',
    ),
  ),
  say(
    '10:05:00',
    'lin',
    'room',
    'grade 重大 "全国接通率68%"',
    both(
      '客服负责人林悦定级为重大。只有真正定级之后，分管副总郑远才会被叫到。',
      '林悦, head of service, grades it Critical. Only a real grading calls the vice president 郑远.',
    ),
  ),
  say(
    '10:06:00',
    'lin',
    'room',
    'assign techSupport @钱多 --lead',
    both(
      '分工：每个人私下收到自己的职责。',
      'Roles are given; each person is told their duties privately.',
    ),
  ),
  say('10:06:10', 'lin', 'room', 'assign brandPr @李娜'),
  say('10:06:20', 'lin', 'room', 'assign customerCare @孙悦'),
  say('10:06:30', 'lin', 'room', 'commander @林悦'),
  watch(
    '10:08:00',
    both(
      '时限走到 80%：两项任务合成一条提醒，只点名该做的人。',
      '80 % of the time is gone: one combined reminder, naming only those who owe something.',
    ),
  ),
  say(
    '10:08:30',
    'qian',
    'room',
    'task done switch-backup "已切至备用服务器B"',
    both(
      '钱多切到备用服务器，用时 4 分 30 秒，按时。',
      '钱多 has switched to the spare server: 4 min 30 s, on time.',
    ),
  ),
  say(
    '10:08:50',
    'sun',
    'room',
    'task done manual-recording',
    both('孙悦启用人工记录。', '孙悦 has the front line record by hand.'),
  ),
  say('10:10:00', 'wang', 'room', 'metric connectRate=67'),
  say(
    '10:11:00',
    'wang',
    'room',
    'metric connectRate=66',
    both(
      '接通率低于 70% 已超过 10 分钟：作战室看到「触发条件已满足」。',
      'Below 70 % for longer than ten minutes: the room is told that the trigger is met.',
    ),
  ),
];

const announcing: readonly Step[] = [
  say(
    '10:12:30',
    'sun',
    'room',
    'wording set eta=11:15 workaround=微信公众号',
    both(
      '统一口径 W1 置顶，一线客服群同步收到，随时可复制。',
      'Unified wording W1 is pinned and reaches the agents, ready to copy.',
    ),
  ),
  say(
    '10:13:00',
    'li',
    'room',
    'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00',
    both(
      '李娜起草公告，三个渠道的文本自动生成；重大事件需要 2 票。',
      '李娜 drafts the announcement; texts for three channels are made. A critical incident needs two votes.',
    ),
  ),
  react(
    '10:15:00',
    'chen',
    'white_check_mark',
    'A1.v1',
    both('陈波点 ✅：1/2。', '陈波 reacts ✅: 1 of 2.'),
  ),
  react(
    '10:16:00',
    'li',
    'white_check_mark',
    'A1.v1',
    both(
      '起草人自己的 ✅ 不计票，原因只告诉她本人。',
      'The author’s own ✅ does not count; only she is told why.',
    ),
  ),
  react(
    '10:18:00',
    'su',
    '+1::skin-tone-4',
    'A1.v1',
    both('苏敏点 👍：2/2，公告通过。', '苏敏 reacts 👍: 2 of 2, approved.'),
  ),
  say(
    '10:19:30',
    'li',
    'room',
    'announce sent A1 website',
    both(
      '机器人看不见官网，所以逐个渠道由人确认已发布。',
      'The bot cannot see the website, so a person confirms each channel.',
    ),
  ),
  say('10:20:00', 'li', 'room', 'announce sent A1 app'),
  say(
    '10:22:00',
    'li',
    'room',
    'announce sent A1 sms',
    both(
      '三个渠道都已发布，清单项自动完成：18 分钟。',
      'All three channels are out; the item completes itself: 18 minutes.',
    ),
  ),
  say(
    '10:25:00',
    'sun',
    'room',
    'task done divert-online',
    both(
      '引导用户改用公众号和在线客服。',
      'Callers are led to the WeChat account and online chat.',
    ),
  ),
  say(
    '10:30:00',
    'zheng',
    'room',
    'task done online-offline',
    both('郑远启动线上线下联动。', '郑远 starts the online and offline diversion.'),
  ),
];

/** E1: a nationwide outage, graded Critical, from the first call to the postmortem. */
export const e1: Script = {
  id: 'e1',
  names: both('全国系统故障（重大）', 'Nationwide outage (Critical)'),
  about: both(
    '从接通率骤降到关闭复盘的完整两小时：定级、分工、提醒、公告审批、进展、恢复。第一次看就看这个。',
    'The whole two hours, from the first call to the postmortem: grading, roles, reminders, approvals, updates, recovery. Watch this one first.',
  ),
  date: '2026-12-01',
  steps: [...opening, ...announcing, ...handling, ...recovering],
};
