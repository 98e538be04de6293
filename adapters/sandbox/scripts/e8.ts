import type { Script, Step } from '../script.ts';
import { both, react, say } from './steps.ts';

const again: readonly Step[] = [
  say(
    '12:40:00',
    'lin',
    'room',
    'postmortem edit rootCause "主交换节点固件缺陷"',
    both(
      '关闭之后，林悦补上复盘的根因。人写的文字以后不会被覆盖。',
      'After closing, 林悦 writes the root cause. What a person wrote is never overwritten.',
    ),
  ),
  say(
    '12:40:30',
    'lin',
    'room',
    'action add "固件升级" @钱多 --due {date+14}',
    both('改进措施有负责人、有期限。', 'An action item with an owner and a date.'),
  ),
  say(
    '13:04:00',
    'wang',
    'duty',
    'reopen {incident} "接通率再次跌至74%"',
    both(
      '接通率又跌了。72 小时内重开原事件：级别保留，清单从现在重新计时。',
      'It falls again. Within 72 hours the same incident reopens: the level stays, the checklist starts anew.',
    ),
  ),
  say(
    '13:05:00',
    'qian',
    'room',
    'task done switch-backup',
    both('大家已经熟悉了，很快完成。', 'By now everyone knows what to do.'),
  ),
  say('13:06:00', 'sun', 'room', 'task done manual-recording'),
  say('13:08:00', 'sun', 'room', 'wording set eta=14:00 workaround=微信公众号'),
];

const lower: readonly Step[] = [
  say(
    '13:20:00',
    'li',
    'room',
    'grade 较大 "仅华东"',
    both(
      '李娜不能降级：降级只有应急指挥组可以。',
      '李娜 may not lower the level: only the command group may.',
    ),
  ),
  say(
    '13:20:30',
    'lin',
    'room',
    'grade 较大',
    both('林悦可以，但必须给理由。', '林悦 may, but must say why.'),
  ),
  say(
    '13:20:40',
    'lin',
    'room',
    'grade 较大 "仅华东受影响"',
    both(
      '降为较大：重大的四项职责作废，不算逾期。',
      'Lowered to Major: the four critical duties fall away and do not count as late.',
    ),
  ),
  say('13:25:00', 'sun', 'room', 'task done divert-online'),
  say(
    '13:25:20',
    'li',
    'room',
    'announce draft initial impact="华东地区热线接入困难" cause=交换节点故障 eta=14:00 workaround=微信公众号 nextUpdate=14:00',
    both('这次较大，公告只要 1 票。', 'Major this time: the announcement needs one vote.'),
  ),
  react(
    '13:25:50',
    'chen',
    'white_check_mark',
    'A4.v1',
    both('陈波 ✅：通过。', '陈波 ✅: approved.'),
  ),
  say('13:26:10', 'li', 'room', 'announce sent A4 website'),
  say('13:26:30', 'li', 'room', 'announce sent A4 app'),
  say(
    '13:26:50',
    'li',
    'room',
    'announce sent A4 sms',
    both('三个渠道在提醒之前就发完了。', 'All three channels are out before any reminder.'),
  ),
  say(
    '13:34:00',
    'qian',
    'room',
    'update "固件已回退"',
    both('钱多同步进展。', '钱多 gives an update.'),
  ),
  say('13:35:00', 'lin', 'room', 'meeting start https://m.example/8 --priority "先稳定华东"'),
  say('13:35:30', 'lin', 'room', 'task done reinforcement "技术6人增援"'),
];

const end: readonly Step[] = [
  say('13:40:00', 'lin', 'room', 'resolve "固件回退后稳定"', both('再次解除。', 'Resolved again.')),
  say(
    '13:50:00',
    'li',
    'room',
    'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=13:40',
    both('恢复公告。', 'Recovery notice.'),
  ),
  react(
    '13:52:00',
    'lin',
    'white_check_mark',
    'A5.v1',
    both('林悦 ✅：通过。', '林悦 ✅: approved.'),
  ),
  say(
    '13:55:00',
    'li',
    'room',
    'announce sent A5 website',
    both('恢复公告已发布。', 'The recovery notice is out.'),
  ),
  say(
    '14:10:00',
    'lin',
    'room',
    'close "稳定30分钟"',
    both(
      '再次关闭。复盘 v2：根因原文不动，两段经过都在。',
      'Closed again. Postmortem v2 keeps the root cause as written and tells both episodes.',
    ),
  ),
];

/** E8: what was closed comes back; goes on where E1 ended. */
export const e8: Script = {
  id: 'e8',
  names: both('关闭之后又重开', 'Closed, then reopened'),
  about: both(
    '接着「全国系统故障」：一小时后复发，重开、降级、再关闭，复盘里人写的内容一字不动。',
    'Goes on from the nationwide outage: it comes back an hour later, is reopened, lowered and closed again; what people wrote stays word for word.',
  ),
  date: '2026-12-01',
  continues: 'e1',
  steps: [...again, ...lower, ...end],
};
