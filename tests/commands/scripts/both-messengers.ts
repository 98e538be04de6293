import { at } from '../context.ts';
import { assign, does, done, ref, scripted, sent, update, type ScriptLine } from './script-line.ts';

const e9 = scripted('E9', '2026-12-09');
const e11 = scripted('E11', '2026-12-11');

const HOUR = 3_600_000;
const MINUTE = 60_000;

export const E9_TO_E11: readonly ScriptLine[] = [
  e9('11:00', 'open 系统故障 "呼叫系统异常" --users 2000 --regions 全国', {
    kind: 'open',
    intent: {
      type: 'open',
      scenario: 'system-failure',
      title: '呼叫系统异常',
      scope: { regions: ['全国'], users: 2000 },
      flags: [],
    },
  }),
  e9('11:02', 'grade 重大', does({ type: 'grade', severity: 'sev1' })),
  e9('11:02', '/应急 定级 较大 x', does({ type: 'grade', severity: 'sev2', reason: 'x' })),
  e9('11:03', 'assign brandPr 李娜', assign('brandPr', [ref('li', '李娜')])),
  e9('11:03', 'assign logistics 周航', assign('logistics', [ref('zhou', '周航')])),
  e9(
    '11:05',
    '口径 设置 系统出现故障，正在抢修',
    does({ type: 'wordingSet', vars: {}, text: '系统出现故障，正在抢修' }),
  ),
  e9(
    '11:06',
    '/应急 公告 起草 initial 影响=热线接入困难 预计=12:00',
    does({
      type: 'announceDraft',
      template: 'initial',
      vars: { impact: '热线接入困难', eta: '12:00' },
      promises: { eta: at('2026-12-09', '12:00') },
      hold: false,
    }),
  ),
  e9(
    '11:15',
    '资料 evidence https://…',
    does({ type: 'link', kind: 'evidence', url: 'https://…' }),
  ),
  e9('11:22', '清单 完成 divert-online', done('divert-online')),
  scripted('E10', '2026-12-05')('10:27', '公告 已发 A1 website', sent('A1', 'website')),
  scripted('E10', '2026-12-05')('10:31', '进展 备用线路已接管', update('备用线路已接管')),
  e11('16:00', 'open 安全隐患 "手环电池爆炸伤人" --level 一级 --users 1 --regions 上海', {
    kind: 'open',
    intent: {
      type: 'open',
      scenario: 'product-quality',
      title: '手环电池爆炸伤人',
      severity: 'sev1',
      scope: { regions: ['上海'], users: 1 },
      flags: [],
    },
  }),
  e11(
    '16:03',
    'facts time=15:50 place=上海 customers=1 description=电池爆炸 actionsTaken=已停用并就医 impact=可能同批次',
    does({
      type: 'facts',
      facts: {
        time: '15:50',
        place: '上海',
        customers: '1',
        description: '电池爆炸',
        actionsTaken: '已停用并就医',
        impact: '可能同批次',
      },
      scope: {},
      flags: [],
    }),
  ),
  e11('16:47', 'task done evidence', done('evidence')),
  e11(
    '16:47',
    'facts symptom=爆炸 scope=同批次 duration=1小时 demand=赔偿 evidence=照片',
    does({
      type: 'facts',
      facts: {
        symptom: '爆炸',
        scope: '同批次',
        duration: '1小时',
        demand: '赔偿',
        evidence: '照片',
      },
      scope: {},
      flags: [],
    }),
  ),
  e11(
    '17:20',
    'plan propose "停售" steps=停售',
    does({ type: 'planPropose', text: '停售', steps: ['停售'] }),
  ),
];

const elsewhere = scripted('section 1', '2026-12-01');
export const SECTION_1: readonly ScriptLine[] = [
  elsewhere('10:04', 'open 用户情绪爆发 "x"', {
    kind: 'open',
    intent: { type: 'open', scenario: 'complaint-cluster', title: 'x', scope: {}, flags: [] },
  }),
  elsewhere('10:04', 'playbook list', { kind: 'query', query: { type: 'playbookList' } }),
  elsewhere('10:04', 'playbook show system-failure', {
    kind: 'query',
    query: { type: 'playbookShow', playbook: 'system-failure' },
  }),
  elsewhere('10:04', 'link doc https://d', does({ type: 'link', kind: 'doc', url: 'https://d' })),
  elsewhere(
    '10:10',
    'note "切换失败一次" --at 10:06',
    does({ type: 'note', text: '切换失败一次', at: at('2026-12-01', '10:06') }),
  ),
  elsewhere(
    '10:04',
    'task add "夜宵30份" --due 1h --role logistics',
    does({ type: 'taskAdd', title: '夜宵30份', dueMs: HOUR, role: 'logistics' }),
  ),
  elsewhere(
    '10:04',
    'task add "夜宵30份" --due 20m --role logistics',
    does({ type: 'taskAdd', title: '夜宵30份', dueMs: 20 * MINUTE, role: 'logistics' }),
  ),
  elsewhere('10:04', 'assign product', assign('product', [])),
  elsewhere('10:04', 'assign legal', assign('legal', [])),
  elsewhere('10:04', 'close --force "原因"', does({ type: 'close', force: '原因' })),
  elsewhere('10:04', 'update "…" --percent 50', does({ type: 'update', text: '…', percent: 50 })),
  elsewhere(
    '10:04',
    'action add "专项培训" @钱多 --type training',
    does({ type: 'actionAdd', text: '专项培训', owner: ref('qian', '钱多'), category: 'training' }),
  ),
  elsewhere('10:04', 'timeline', { kind: 'query', query: { type: 'timeline' } }),
  elsewhere('10:04', 'timeline export md', {
    kind: 'query',
    query: { type: 'timeline', export: 'md' },
  }),
];
