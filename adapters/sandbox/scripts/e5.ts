import type { Script } from '../script.ts';
import { both, react, say, watch } from './steps.ts';

/** E5 without its tickets: a deadline is missed and goes up the ladder. */
export const e5: Script = {
  id: 'e5',
  names: both('公告超时，逐级升级', 'A missed deadline and its escalation'),
  about: both(
    '公告 30 分钟没发出去会怎样：提醒、逾期红卡、升级到领导、说明原因后暂停，最后补上。',
    'What happens when the announcement is not out after 30 minutes: reminder, red card, escalation, a pause with a reason, and the end.',
  ),
  date: '2026-12-04',
  steps: [
    say(
      '09:00:00',
      'wang',
      'duty',
      'open 系统故障 "CRM无法登录" --regions 华东,华南 --users 300',
      both(
        '王强开启事件。两个地区、超过 100 人：建议较大。',
        '王强 opens the incident. Two regions, more than 100 people: Major is suggested.',
      ),
    ),
    say(
      '09:02:00',
      'lin',
      'room',
      'grade 较大 "两地不可用"',
      both(
        '林悦定级较大：进展 09:32 前，公告 09:30 前。',
        '林悦 grades it Major: update by 09:32, announcement by 09:30.',
      ),
    ),
    say(
      '09:03:00',
      'lin',
      'room',
      'assign techSupport @钱多',
      both('分工给钱多和李娜。', '钱多 and 李娜 get their roles.'),
    ),
    say('09:03:10', 'lin', 'room', 'assign brandPr @李娜'),
    say(
      '09:03:30',
      'qian',
      'room',
      'task done switch-backup',
      both(
        '09:04 提醒之前就完成了，所以不会有提醒。',
        'Done before the reminder of 09:04, so none comes.',
      ),
    ),
    say('09:03:45', 'sun', 'room', 'task done manual-recording'),
    say(
      '09:07:00',
      'sun',
      'room',
      'wording set eta=10:30 workaround=微信公众号',
      both('统一口径发布。', 'The unified wording is out.'),
    ),
    say('09:20:00', 'sun', 'room', 'task done divert-online'),
    watch(
      '09:24:00',
      both(
        '公告还有 6 分钟：提醒李娜一个人。',
        'Six minutes left for the announcement: only 李娜 is reminded.',
      ),
    ),
    say(
      '09:25:00',
      'lin',
      'room',
      'meeting start https://m.example/5 --priority "先恢复登录"',
      both('紧急会议与处理优先级。', 'Emergency meeting with its order of work.'),
    ),
    say('09:25:20', 'lin', 'room', 'task done reinforcement "技术4人增援"'),
    watch('09:26:00', both('提醒：进展 09:32 到期。', 'Reminder: an update is due at 09:32.')),
    say(
      '09:30:00',
      'qian',
      'room',
      'update "登录服务重启中"',
      both(
        '钱多的进展赶上了。正好 09:30:00，公告此刻还不算超时。',
        'The update makes it. At 09:30:00 sharp the announcement is not yet overdue.',
      ),
    ),
    watch(
      '09:30:30',
      both(
        '公告逾期：作战室红卡点名李娜，指挥组群点名三位负责人。',
        'Overdue: a red card in the room names 李娜, the command channel names the three heads.',
      ),
    ),
    watch(
      '09:45:00',
      both(
        '仍未完成：第二次升级，私信郑远。',
        'Still not done: the second step, a direct message to 郑远.',
      ),
    ),
    say(
      '09:47:00',
      'li',
      'room',
      'ack announce "法务确认措辞" --eta 10:00',
      both(
        '李娜说明原因和时间，升级暂停到 10:00。',
        '李娜 gives a reason and a time; escalation pauses until 10:00.',
      ),
    ),
    say(
      '09:54:00',
      'li',
      'room',
      'announce draft initial impact="CRM无法登录" cause="登录服务异常" eta=10:30 workaround=微信公众号 nextUpdate=10:30',
      both(
        '公告起草完成，较大事件需要 1 票。',
        'The draft is ready; a major incident needs one vote.',
      ),
    ),
    react(
      '09:57:00',
      'chen',
      'white_check_mark',
      'A1.v1',
      both('陈波 ✅：通过。', '陈波 ✅: approved.'),
    ),
    say('09:58:00', 'li', 'room', 'announce sent A1 website'),
    say('09:58:30', 'li', 'room', 'announce sent A1 app'),
    say(
      '09:59:00',
      'li',
      'room',
      'announce sent A1 sms',
      both(
        '全部发布：清单记为「完成，逾期 29 分」，与「未完成」颜色不同。',
        'All out. The item reads “done, 29 min late”, in another colour than “not done”.',
      ),
    ),
    say('09:59:30', 'qian', 'room', 'update "登录成功率恢复中"'),
    say(
      '10:10:00',
      'lin',
      'room',
      'resolve "登录恢复"',
      both('登录恢复，解除事件。', 'Sign-in works again; the incident is resolved.'),
    ),
    say(
      '10:20:00',
      'li',
      'room',
      'announce draft resolved impact=CRM登录 cause=登录服务异常 recoveredAt=10:10',
    ),
    react(
      '10:22:00',
      'chen',
      'white_check_mark',
      'A2.v1',
      both('恢复公告通过。', 'The recovery notice is approved.'),
    ),
    say('10:24:00', 'li', 'room', 'announce sent A2 website'),
    say(
      '10:40:00',
      'lin',
      'room',
      'close "观察30分钟稳定"',
      both(
        '关闭。复盘里如实写着：一项逾期 29 分，谁在何时说明了原因。',
        'Closed. The postmortem says it plainly: one item 29 minutes late, and who explained it when.',
      ),
    ),
  ],
};
