import { at } from '../context.ts';
import { does, ref, scripted, sent, update, type ScriptLine } from './script-line.ts';

const e5 = scripted('E5', '2026-12-04');
const e6 = scripted('E6', '2026-12-07');
const e7 = scripted('E7', '2026-12-10');
const e8 = scripted('E8', '2026-12-01');

export const E5_TO_E8: readonly ScriptLine[] = [
  e5('09:00', 'open 系统故障 "CRM无法登录" --regions 华东,华南 --users 300', {
    kind: 'open',
    intent: {
      type: 'open',
      scenario: 'system-failure',
      title: 'CRM无法登录',
      scope: { regions: ['华东', '华南'], users: 300 },
      flags: [],
    },
  }),
  e5(
    '09:02',
    'grade 较大 "两地不可用"',
    does({ type: 'grade', severity: 'sev2', reason: '两地不可用' }),
  ),
  e5('09:30', 'update "登录服务重启中"', update('登录服务重启中')),
  e5(
    '09:47',
    'ack announce "法务确认措辞" --eta 10:00',
    does({
      type: 'ack',
      deadline: 'announce',
      reason: '法务确认措辞',
      eta: at('2026-12-04', '10:00'),
    }),
  ),
  e6(
    '15:05',
    'announce draft initial impact="App无法登录" cause="我们也不知道,用户王小明13812345678反馈" workaround=官网在线客服 nextUpdate=15:40',
    does({
      type: 'announceDraft',
      template: 'initial',
      vars: {
        impact: 'App无法登录',
        cause: '我们也不知道,用户王小明13812345678反馈',
        workaround: '官网在线客服',
        nextUpdate: '15:40',
      },
      promises: { nextUpdate: at('2026-12-07', '15:40') },
      hold: false,
    }),
  ),
  e6(
    '15:08',
    'announce revise A1 cause="登录服务异常" eta=15:50',
    does({
      type: 'announceRevise',
      id: 'A1',
      vars: { cause: '登录服务异常', eta: '15:50' },
      promises: { eta: at('2026-12-07', '15:50') },
      hold: false,
    }),
  ),
  e6(
    '15:16',
    'announce revise A1 eta=16:10 cause="登录服务异常,正在定位"',
    does({
      type: 'announceRevise',
      id: 'A1',
      vars: { eta: '16:10', cause: '登录服务异常,正在定位' },
      promises: { eta: at('2026-12-07', '16:10') },
      hold: false,
    }),
  ),
  e6(
    '15:43',
    'announce draft initial impact=App无法登录 eta=16:10 nextUpdate=16:10 --supersedes A1',
    does({
      type: 'announceDraft',
      template: 'initial',
      vars: { impact: 'App无法登录', eta: '16:10', nextUpdate: '16:10' },
      promises: { eta: at('2026-12-07', '16:10'), nextUpdate: at('2026-12-07', '16:10') },
      hold: false,
      supersedes: 'A1',
    }),
  ),
  e6(
    '15:19',
    'announce withdraw A1 "预计时间有误"',
    does({ type: 'announceWithdraw', id: 'A1', reason: '预计时间有误' }),
  ),
  e6('16:05', 'resolve', does({ type: 'resolve' })),
  e7('15:03', 'grade 重大', does({ type: 'grade', severity: 'sev1' })),
  e7('15:18', 'announce sent A1 website', sent('A1', 'website')),
  e8(
    '12:40',
    'postmortem edit rootCause "主交换节点固件缺陷"',
    does({ type: 'postmortemEdit', field: 'rootCause', text: '主交换节点固件缺陷' }),
  ),
  e8(
    '12:40',
    'action add "固件升级" @钱多 --due 2026-12-15',
    does({
      type: 'actionAdd',
      text: '固件升级',
      owner: ref('qian', '钱多'),
      dueAt: at('2026-12-15', '23:59'),
      category: 'fix',
    }),
  ),
  e8(
    '13:04',
    'reopen INC-20261201-01 "接通率再次跌至74%"',
    does({ type: 'reopen', reason: '接通率再次跌至74%' }, 'INC-20261201-01'),
  ),
  e8('13:20', 'grade 较大 "仅华东"', does({ type: 'grade', severity: 'sev2', reason: '仅华东' })),
  e8('13:20', 'grade 较大', does({ type: 'grade', severity: 'sev2' })),
];
