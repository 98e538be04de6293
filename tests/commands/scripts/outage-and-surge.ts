import { at } from '../context.ts';
import { assign, does, done, ref, scripted, sent, update, type ScriptLine } from './script-line.ts';

const e1 = scripted('E1', '2026-12-01');
const e2 = scripted('E2', '2026-11-11');

export const E1: readonly ScriptLine[] = [
  e1(
    '10:05',
    '/incident grade 重大 "全国接通率68%"',
    does({ type: 'grade', severity: 'sev1', reason: '全国接通率68%' }),
  ),
  e1(
    '10:06',
    'assign techSupport @钱多 --lead',
    assign('techSupport', [ref('qian', '钱多')], true),
  ),
  e1('10:06', 'assign brandPr @李娜', assign('brandPr', [ref('li', '李娜')])),
  e1('10:06', 'assign customerCare @孙悦', assign('customerCare', [ref('sun', '孙悦')])),
  e1('10:06', 'commander @林悦', assign('incidentCommander', [ref('lin', '林悦')])),
  e1(
    '10:08',
    'task done switch-backup "已切至备用服务器B"',
    done('switch-backup', '已切至备用服务器B'),
  ),
  e1('10:08', 'task done manual-recording', done('manual-recording')),
  e1(
    '10:12',
    'wording set eta=11:15 workaround=微信公众号',
    does({ type: 'wordingSet', vars: { eta: '11:15', workaround: '微信公众号' } }),
  ),
  e1(
    '10:13',
    'announce draft initial impact="热线全国范围接入困难" cause="交换节点故障" eta=11:15 workaround=微信公众号 nextUpdate=11:00',
    does({
      type: 'announceDraft',
      template: 'initial',
      vars: {
        impact: '热线全国范围接入困难',
        cause: '交换节点故障',
        eta: '11:15',
        workaround: '微信公众号',
        nextUpdate: '11:00',
      },
      promises: { eta: at('2026-12-01', '11:15'), nextUpdate: at('2026-12-01', '11:00') },
      hold: false,
    }),
  ),
  e1('10:19', 'announce sent A1 website', sent('A1', 'website')),
  e1('10:20', 'announce sent A1 app', sent('A1', 'app')),
  e1('10:22', 'announce sent A1 sms', sent('A1', 'sms')),
  e1('10:25', 'task done divert-online', done('divert-online')),
  e1('10:30', 'task done online-offline', done('online-offline')),
  e1(
    '10:34',
    'update "系统故障已修复50%" --percent 50 --measure "已启用备用线路"',
    does({ type: 'update', text: '系统故障已修复50%', percent: 50, measure: '已启用备用线路' }),
  ),
  e1(
    '10:40',
    'meeting start https://m.example/1 --priority "先恢复系统,再处理投诉"',
    does({ type: 'meetingStart', url: 'https://m.example/1', priority: '先恢复系统,再处理投诉' }),
  ),
  e1(
    '10:48',
    'announce draft statement impact=热线接入困难 cause=交换节点故障 actions=切换备用线路 eta=11:15 contact=官网',
    does({
      type: 'announceDraft',
      template: 'statement',
      vars: {
        impact: '热线接入困难',
        cause: '交换节点故障',
        actions: '切换备用线路',
        eta: '11:15',
        contact: '官网',
      },
      promises: { eta: at('2026-12-01', '11:15') },
      hold: false,
    }),
  ),
  e1(
    '10:50',
    'task done company-resources "各部门20人支援"',
    done('company-resources', '各部门20人支援'),
  ),
  e1('10:56', 'announce sent A2 website', sent('A2', 'website')),
  e1('11:03', 'update "接通率回升至91%"', update('接通率回升至91%')),
  e1('11:09', 'resolve "主节点已更换"', does({ type: 'resolve', reason: '主节点已更换' })),
  e1(
    '11:15',
    'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=11:09',
    does({
      type: 'announceDraft',
      template: 'resolved',
      vars: { impact: '热线', cause: '交换节点故障', recoveredAt: '11:09' },
      promises: {},
      hold: false,
    }),
  ),
  e1('11:20', 'announce sent A3 website', sent('A3', 'website')),
  e1('12:09', 'close "观察1小时稳定"', does({ type: 'close', reason: '观察1小时稳定' })),
  e1(
    '10:00',
    'metric connectRate=68 waitSeconds=150',
    does({ type: 'metric', values: { connectRate: 68, waitSeconds: 150 } }),
  ),
];

export const E2: readonly ScriptLine[] = [
  e2(
    '00:10',
    '/应急 定级 一般 单区域大促咨询',
    does({ type: 'grade', severity: 'sev3', reason: '单区域大促咨询' }),
  ),
  e2('00:12', '/应急 备班 呼叫', does({ type: 'standbyCall' })),
  e2(
    '00:15',
    '/应急 公告 起草 ivr-wait waitMinutes=8 workaround=公众号',
    does({
      type: 'announceDraft',
      template: 'ivr-wait',
      vars: { waitMinutes: '8', workaround: '公众号' },
      promises: {},
      hold: false,
    }),
  ),
  e2('00:16', '/应急 公告 已发 A1 ivr', sent('A1', 'ivr')),
  e2('00:18', '/应急 清单 完成 simplify-flow', done('simplify-flow')),
  e2('00:20', '备班 到岗', does({ type: 'standbyReply', reply: 'accept' })),
  e2('00:20', '备班 不能', does({ type: 'standbyReply', reply: 'decline' })),
  e2('00:23', '清单 完成 adjust-shift 增开20席', done('adjust-shift', '增开20席')),
  e2('00:24', '清单 完成 adjust-routing', done('adjust-routing')),
  e2(
    '00:33',
    '/应急 定级 较大 话务达承载126%',
    does({ type: 'grade', severity: 'sev2', reason: '话务达承载126%' }),
  ),
  e2('00:36', '清单 完成 overflow-route', done('overflow-route')),
  e2(
    '00:36',
    '清单 完成 overflow-route 已确认权限与培训',
    done('overflow-route', '已确认权限与培训'),
  ),
  e2(
    '00:44',
    '会议 开始 https://m.example/2',
    does({ type: 'meetingStart', url: 'https://m.example/2' }),
  ),
  e2(
    '00:45',
    '会议 开始 https://m.example/2 优先级=先保接通,再处理售后',
    does({ type: 'meetingStart', url: 'https://m.example/2', priority: '先保接通,再处理售后' }),
  ),
  e2('00:52', '清单 完成 reinforcement 产品6人售后4人', done('reinforcement', '产品6人售后4人')),
  e2('00:58', '进展 排队降至40人', update('排队降至40人')),
  e2('01:15', '进展 接通率91%', update('接通率91%')),
  e2('01:22', '解除 排队清零', does({ type: 'resolve', reason: '排队清零' })),
  e2('01:52', '关闭', does({ type: 'close' })),
  e2('01:53', '/incident status', { kind: 'query', query: { type: 'status' } }),
];
