import { at } from '../context.ts';
import { assign, does, done, ref, scripted, sent, type ScriptLine } from './script-line.ts';

const e3 = scripted('E3', '2026-12-08');

const HOUR = 3_600_000;

export const E3: readonly ScriptLine[] = [
  e3(
    '14:28',
    'grade 较大 "三地集中投诉"',
    does({ type: 'grade', severity: 'sev2', reason: '三地集中投诉' }),
  ),
  e3('14:30', 'task done tag-cluster', done('tag-cluster')),
  e3(
    '14:35',
    'wording set progressBy="12-09 14:26" answerBy="12-10 14:26"',
    does({ type: 'wordingSet', vars: { progressBy: '12-09 14:26', answerBy: '12-10 14:26' } }),
  ),
  e3(
    '14:45',
    'meeting start https://m.example/3 --priority "先停售批次再退换"',
    does({ type: 'meetingStart', url: 'https://m.example/3', priority: '先停售批次再退换' }),
  ),
  e3('14:50', 'task done reinforcement', done('reinforcement')),
  e3(
    '15:10',
    '/应急 预案 追加 public-opinion',
    does({ type: 'playbookAttach', playbook: 'public-opinion' }),
  ),
  e3(
    '15:10',
    '/应急 定级 重大 登上热搜',
    does({ type: 'grade', severity: 'sev1', reason: '登上热搜' }),
  ),
  e3('15:12', 'wording freeze', does({ type: 'wordingFreeze' })),
  e3('15:12', 'task done freeze-wording', done('freeze-wording')),
  e3('15:14', 'assign opsSupervisor @方晴', assign('opsSupervisor', [ref('fang', '方晴')])),
  e3('15:15', 'assign brandPr @苏敏 --lead', assign('brandPr', [ref('su', '苏敏')], true)),
  e3('15:16', 'assign legal 何律', assign('legal', [ref('he', '何律')])),
  e3('15:20', 'task done refer-brand', done('refer-brand')),
  e3('15:22', '/应急 口径 设置', does({ type: 'wordingSet', vars: {} })),
  e3('15:24', 'wording check "这不是我们的责任,我不知道"', {
    kind: 'query',
    query: { type: 'wordingCheck', text: '这不是我们的责任,我不知道' },
  }),
  e3(
    '15:33',
    '任务 完成 spread-watch https://hot.example/12',
    done('spread-watch', 'https://hot.example/12'),
  ),
  e3(
    '15:45',
    '会议 开始 https://m.example/4 优先级=先致歉再召回',
    does({ type: 'meetingStart', url: 'https://m.example/4', priority: '先致歉再召回' }),
  ),
  e3(
    '15:48',
    '公告 起草 statement topic=表带断裂 facts=已停售 actions=免费更换 contact=官网 nextUpdate=18:00',
    does({
      type: 'announceDraft',
      template: 'statement',
      vars: {
        topic: '表带断裂',
        facts: '已停售',
        actions: '免费更换',
        contact: '官网',
        nextUpdate: '18:00',
      },
      promises: { nextUpdate: at('2026-12-08', '18:00') },
      hold: false,
    }),
  ),
  e3('16:00', '公告 已发 A1 website', sent('A1', 'website')),
  e3(
    '16:05',
    'plan propose "停售并免费更换" steps=停售;通知;更换 resources=售后20人 due=今天18:00 owner=方晴',
    does({
      type: 'planPropose',
      text: '停售并免费更换',
      steps: ['停售', '通知', '更换'],
      resources: '售后20人',
      due: '今天18:00',
      owner: '方晴',
    }),
  ),
  e3(
    '16:30',
    'cadence 24h "转入常态跟进"',
    does({ type: 'cadence', everyMs: 24 * HOUR, reason: '转入常态跟进' }),
  ),
];
