import type { Script, Step } from '../script.ts';
import { both, react, say } from './steps.ts';

const first: readonly Step[] = [
  say(
    '16:00:00',
    'zhao',
    'duty',
    'open 安全隐患 "手环电池爆炸伤人" --level 一级 --users 1 --regions 上海',
    both(
      '人身安全：不用先核实，直接一级。作战室保密，郑远立刻收到私信。',
      'Someone is hurt: no verification first, Level I at once. The room is confidential and 郑远 gets a direct message.',
    ),
  ),
  say(
    '16:03:00',
    'wang',
    'room',
    'facts time=15:50 place=上海 customers=1 description="手环充电时电池爆炸,用户手部烫伤" actionsTaken=已停用并就医 impact=可能同批次',
    both(
      '六要素补齐，「立即上报」自动完成。',
      'The six facts are complete; reporting up completes itself.',
    ),
  ),
  say(
    '16:05:00',
    'lin',
    'room',
    'assign brandPr @李娜',
    both(
      '分工：品牌与客服各有专人负责。',
      'Roles are given: brand and customer care each have a person.',
    ),
  ),
  say('16:05:10', 'lin', 'room', 'assign customerCare @孙悦'),
  say(
    '16:10:00',
    'sun',
    'room',
    'task done first-response',
    both('15 分钟内已响应受伤用户。', 'The injured customer was called within 15 minutes.'),
  ),
  say(
    '16:18:00',
    'zhao',
    'room',
    'update "用户已就医,家属已联系"',
    both('至少每 20 分钟一次进展。', 'An update at least every 20 minutes.'),
  ),
];

const notice: readonly Step[] = [
  say(
    '16:20:00',
    'li',
    'room',
    'announce draft stop-use product=手环X2 risk=电池过热风险 action=停止使用并断开充电 contact=官网在线客服 nextUpdate=18:00',
    both('停用提示起草，需要 2 票。', 'The stop-use notice is drafted; it needs two votes.'),
  ),
  react('16:22:00', 'lin', 'white_check_mark', 'A1.v1', both('林悦 ✅：1/2。', '林悦 ✅: 1 of 2.')),
  react('16:23:00', 'su', 'white_check_mark', 'A1.v1', both('苏敏 ✅：2/2。', '苏敏 ✅: 2 of 2.')),
  say(
    '16:23:30',
    'li',
    'room',
    'announce sent A1 website',
    both('提示已上官网，赶在提醒之前。', 'It is on the website, before any reminder.'),
  ),
  say('16:24:00', 'li', 'room', 'announce sent A1 app'),
  say('16:24:30', 'li', 'room', 'announce sent A1 sms'),
  say('16:36:00', 'zhao', 'room', 'update "已通知同批次用户停用"'),
];

const evidence: readonly Step[] = [
  say(
    '16:47:00',
    'zhao',
    'room',
    'task done evidence',
    both('证据没给全，拒绝，并指出缺什么。', 'Refused: evidence is missing, and it says which.'),
  ),
  say('16:47:10', 'zhao', 'room', 'link evidence https://docs.example/photos'),
  say(
    '16:47:30',
    'zhao',
    'room',
    'facts symptom=电池鼓包起火 scope=手环X2同批次 duration=首例 demand=医疗费与退款 evidence=照片与购买凭证',
    both(
      '五项齐全、附上链接，清单项自动完成。',
      'All five facts and a link: the item completes itself.',
    ),
  ),
  say('16:54:00', 'sun', 'room', 'update "同批次排查中"'),
  say('17:10:00', 'zhao', 'room', 'update "检测机构已取样"'),
];

const plan: readonly Step[] = [
  say(
    '17:20:00',
    'zhao',
    'room',
    'plan propose "停售并免费更换" steps="停售;召回;更换" due=12-13 owner=赵磊',
    both('方案缺资源，拒绝。', 'Refused: the plan names no resources.'),
  ),
  say(
    '17:22:00',
    'zhao',
    'room',
    'plan propose "停售并免费更换" steps="停售;召回;更换" resources="备件2000只" due=12-13 owner=赵磊',
    both('方案完整，一级事件由领导小组审批。', 'Complete. At Level I leadership approves it.'),
  ),
  react(
    '17:25:00',
    'chen',
    'white_check_mark',
    'P1.v1',
    both('陈波不在领导小组，不计票。', '陈波 is not in leadership; his vote does not count.'),
  ),
  react(
    '17:28:00',
    'zheng',
    'white_check_mark',
    'P1.v1',
    both(
      '郑远 ✅：方案通过，一小时内告知客户。',
      '郑远 ✅: approved; customers are told within the hour.',
    ),
  ),
  say(
    '17:30:00',
    'zhao',
    'room',
    'task done cause-analysis',
    both('初步根源分析完成。', 'The first analysis of the cause is done.'),
  ),
  say('17:38:00', 'zhao', 'room', 'update "方案已批准,开始联系客户"'),
  say(
    '18:00:00',
    'sun',
    'room',
    'task done tell-customers',
    both('客户已逐一告知方案与时间。', 'Customers were told the plan and the times, one by one.'),
  ),
  say('18:05:00', 'lin', 'room', 'resolve "同批次已停售,更换进行中"'),
  say(
    '18:40:00',
    'lin',
    'room',
    'close "客户均已安置"',
    both(
      '关闭。保密事件的复盘只有参与者看得到。',
      'Closed. Only participants can read the postmortem of a confidential incident.',
    ),
  ),
];

/** E11: a product hurts somebody; the after-sales scheme, confidential. */
export const e11: Script = {
  id: 'e11',
  names: both('产品安全：手环电池爆炸', 'Product safety: a battery explodes'),
  about: both(
    '人身安全走售后方案：直接一级、全程保密、六要素上报、证据与方案缺一不可。',
    'Safety goes by the after-sales scheme: Level I at once, confidential, six facts to leadership, evidence and plan must be complete.',
  ),
  date: '2026-12-11',
  steps: [...first, ...notice, ...evidence, ...plan],
};
