import type { Step } from '../script.ts';
import { both, react, say } from './steps.ts';

/** 10:34 to 10:56: the repair, the meeting, the statement. */
export const handling: readonly Step[] = [
  say(
    '10:34:00',
    'qian',
    'room',
    'update "系统故障已修复50%" --percent 50 --measure "已启用备用线路"',
    both(
      '一次进展：状态卡、状态频道同时更新，下次进展 11:04 前。',
      'One update renews the status card and the feed; the next is due by 11:04.',
    ),
  ),
  say(
    '10:40:00',
    'zheng',
    'room',
    'meeting start https://m.example/1 --priority "先恢复系统,再处理投诉"',
    both(
      '高层会议连同处理优先级一起记录。',
      'The executive meeting is recorded with its order of work.',
    ),
  ),
  say(
    '10:48:00',
    'su',
    'room',
    'announce draft statement impact="热线全国范围接入困难" cause=交换节点故障 actions=切换备用线路 eta=11:15 contact=官网',
    both(
      '官方声明：除两票之外还必须有领导小组的一票。',
      'The official statement needs two votes, one of them from leadership.',
    ),
  ),
  say('10:50:00', 'zheng', 'room', 'task done company-resources "各部门20人支援"'),
  react('10:51:00', 'lin', 'white_check_mark', 'A2.v1', both('林悦 ✅：1/2。', '林悦 ✅: 1 of 2.')),
  react(
    '10:52:00',
    'chen',
    'white_check_mark',
    'A2.v1',
    both(
      '票数够了，但仍待审批：还差应急领导小组。',
      'Enough votes, still pending: leadership is missing.',
    ),
  ),
  react(
    '10:54:00',
    'zheng',
    'white_check_mark',
    'A2.v1',
    both('郑远 ✅：声明通过。', '郑远 ✅: the statement is approved.'),
  ),
  say(
    '10:56:00',
    'su',
    'room',
    'announce sent A2 website',
    both(
      '声明已发；A1 承诺的 11:00 更新也随之兑现，不再提醒。',
      'Published. It also keeps A1’s promise of news by 11:00, so no reminder comes.',
    ),
  ),
];

/** 11:02 to 12:09: recovery, its notice, the end. */
export const recovering: readonly Step[] = [
  say(
    '11:02:00',
    'wang',
    'room',
    'metric connectRate=91',
    both(
      '接通率回到 91%，开始计稳定时间。',
      'The connect rate is back at 91 %; stability is being counted.',
    ),
  ),
  say('11:03:00', 'wang', 'room', 'metric connectRate=91'),
  say('11:03:00', 'qian', 'room', 'update "接通率回升至91%"'),
  ...[4, 5, 6, 7].map((minute) => say(`11:0${minute}:00`, 'wang', 'room', 'metric connectRate=91')),
  say(
    '11:08:00',
    'wang',
    'room',
    'metric connectRate=91',
    both(
      '达标超过 5 分钟：建议「可转入观察」，由人决定。',
      'On target for more than five minutes: moving to monitoring is suggested; a person decides.',
    ),
  ),
  say(
    '11:09:00',
    'lin',
    'room',
    'resolve "主节点已更换"',
    both(
      '林悦解除事件，进入观察；进展不再催，恢复公告 11:39 前。',
      '林悦 resolves it; updates are no longer demanded, the recovery notice is due by 11:39.',
    ),
  ),
  say(
    '11:15:00',
    'li',
    'room',
    'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=11:09',
    both('恢复公告 A3。', 'Recovery notice A3.'),
  ),
  react('11:17:00', 'lin', 'white_check_mark', 'A3.v1', both('林悦 ✅：1/2。', '林悦 ✅: 1 of 2.')),
  react(
    '11:18:00',
    'chen',
    'white_check_mark',
    'A3.v1',
    both('陈波 ✅：通过。', '陈波 ✅: approved.'),
  ),
  say(
    '11:20:00',
    'li',
    'room',
    'announce sent A3 website',
    both('恢复公告已发布。', 'The recovery notice is out.'),
  ),
  say(
    '12:09:00',
    'lin',
    'room',
    'close "观察1小时稳定"',
    both(
      '关闭事件：5W1H 复盘已按时间线写好八成，0 项超时。',
      'Closed. The 5W1H postmortem is already 80 % written from the timeline; nothing was late.',
    ),
  ),
];
