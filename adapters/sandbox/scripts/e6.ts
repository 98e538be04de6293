import type { Script, Step } from '../script.ts';
import { both, react, reply, say, unreact, watch } from './steps.ts';

const before: readonly Step[] = [
  say(
    '15:00:00',
    'wang',
    'duty',
    'open 系统故障 "App无法登录" --regions 华东,华南 --users 300',
    both('App 无法登录，王强开启事件。', 'Nobody can sign in to the app; 王强 opens the incident.'),
  ),
  say(
    '15:01:00',
    'lin',
    'room',
    'grade 较大 "两地无法登录"',
    both(
      '林悦定级较大，其余清单项都按时完成。',
      '林悦 grades it Major; the other items are done in time.',
    ),
  ),
  say('15:01:20', 'lin', 'room', 'assign brandPr @李娜'),
  say('15:01:40', 'lin', 'room', 'assign techSupport @钱多'),
  say('15:02:30', 'qian', 'room', 'task done switch-backup'),
  say('15:02:50', 'sun', 'room', 'task done manual-recording'),
  say('15:03:10', 'sun', 'room', 'wording set eta=15:50 workaround=官网在线客服'),
  say('15:03:40', 'lin', 'room', 'meeting start https://m.example/6 --priority "先恢复登录"'),
  say('15:04:00', 'lin', 'room', 'task done reinforcement "技术4人增援"'),
  say('15:04:20', 'sun', 'room', 'task done divert-online'),
];

const voting: readonly Step[] = [
  say(
    '15:05:00',
    'li',
    'room',
    'announce draft initial impact="App无法登录" cause="我们也不知道,用户王小明13812345678反馈" workaround=官网在线客服 nextUpdate=15:40',
    both(
      '草稿有问题：缺预计恢复时间、有禁用语、带手机号。只有李娜看到，号码已打码。',
      'The draft has problems: no recovery time, a forbidden phrase, a phone number. Only 李娜 sees this; the number is masked.',
    ),
  ),
  say(
    '15:08:00',
    'li',
    'room',
    'announce revise A1 cause="登录服务异常" eta=15:50',
    both('改好后自动提交审批。', 'Mended, it goes to approval by itself.'),
  ),
  react(
    '15:10:00',
    'wang',
    'white_check_mark',
    'A1.v2',
    both(
      '王强不在应急指挥组，他的 ✅ 不计，只告诉他本人。',
      '王强 is not in the command group; his ✅ does not count and only he is told.',
    ),
  ),
  react(
    '15:11:00',
    'su',
    'x',
    'A1.v2',
    both(
      '苏敏 ❌：一票驳回，机器人在讨论串里问原因。',
      '苏敏 ❌: one vote rejects. The bot asks for the reason in the thread.',
    ),
  ),
  reply(
    '15:12:00',
    'su',
    'A1.v2',
    '预计时间没有技术确认',
    both(
      '她在讨论串里回复，成为驳回原因，李娜私下收到。',
      'Her reply in the thread becomes the reason; 李娜 gets it privately.',
    ),
  ),
  react(
    '15:13:00',
    'chen',
    'white_check_mark',
    'A1.v2',
    both('对已驳回的版本点 ✅ 没有作用。', 'A ✅ on a rejected version changes nothing.'),
  ),
  say(
    '15:16:00',
    'li',
    'room',
    'announce revise A1 eta=16:10 cause="登录服务异常,正在定位"',
    both('第三版，卡片上标出与上一版的不同。', 'Version three; its card shows what changed.'),
  ),
  react(
    '15:17:00',
    'su',
    'white_check_mark',
    'A1.v3',
    both('苏敏 ✅：通过。', '苏敏 ✅: approved.'),
  ),
  unreact(
    '15:18:00',
    'su',
    'white_check_mark',
    'A1.v3',
    both(
      '通过之后撤回表情不算数，提示她用「公告 撤回」。',
      'Taking the reaction back after approval does not count; she is pointed to “announce withdraw”.',
    ),
  ),
];

const after: readonly Step[] = [
  say('15:20:00', 'li', 'room', 'announce sent A1 website'),
  say('15:21:00', 'li', 'room', 'announce sent A1 app'),
  say(
    '15:21:10',
    'li',
    'room',
    'announce sent A1 sms',
    both('三个渠道发布完毕。', 'All three channels are out.'),
  ),
  say(
    '15:24:00',
    'qian',
    'room',
    'update "登录服务异常,正在定位"',
    both('钱多同步进展。', '钱多 gives an update.'),
  ),
  watch(
    '15:40:30',
    both(
      '对用户承诺 15:40 更新，时间到了：提醒李娜。',
      'Customers were promised news by 15:40, and it has passed: 李娜 is reminded.',
    ),
  ),
  say(
    '15:43:00',
    'li',
    'room',
    'announce draft initial impact="App无法登录" cause="登录服务异常" eta=16:10 workaround=官网在线客服 nextUpdate=16:10 --supersedes A1',
    both('新公告 A2 取代 A1。', 'A2 takes the place of A1.'),
  ),
  react(
    '15:44:00',
    'lin',
    'white_check_mark',
    'A2.v1',
    both('林悦 ✅：通过。', '林悦 ✅: approved.'),
  ),
  say('15:45:00', 'li', 'room', 'announce sent A2 website'),
  say('15:45:10', 'li', 'room', 'announce sent A2 app'),
  say(
    '15:45:20',
    'li',
    'room',
    'announce sent A2 sms',
    both('A2 已发布，A1 标为已被取代。', 'A2 is out, A1 is marked as superseded.'),
  ),
  say('15:46:00', 'qian', 'room', 'update "已定位,正在修复"'),
  say(
    '16:05:00',
    'lin',
    'room',
    'resolve "登录恢复"',
    both('解除事件，16:10 不会再提醒。', 'Resolved; nothing is demanded at 16:10.'),
  ),
  say(
    '16:10:00',
    'li',
    'room',
    'announce draft resolved impact=App登录 cause=登录服务异常 recoveredAt=16:05',
  ),
  react(
    '16:12:00',
    'lin',
    'white_check_mark',
    'A3.v1',
    both('恢复公告通过。', 'The recovery notice is approved.'),
  ),
  say('16:15:00', 'li', 'room', 'announce sent A3 website'),
  say(
    '16:40:00',
    'lin',
    'room',
    'close "稳定35分钟"',
    both(
      '关闭，复盘里留着每一版公告和每一票。',
      'Closed; the postmortem keeps every version and every vote.',
    ),
  ),
];

/** E6: an announcement is refused, revised and approved. */
export const e6: Script = {
  id: 'e6',
  names: both('公告被驳回、修改、通过', 'An announcement rejected, revised, approved'),
  about: both(
    '对外的每一句话怎样把关：缺项与禁用语检查、表情审批、驳回要有原因、版本对比、承诺计时。',
    'How every public sentence is checked: missing facts, forbidden phrases, votes by reaction, a reason for each no, versions, promises with a clock.',
  ),
  date: '2026-12-07',
  steps: [...before, ...voting, ...after],
};
