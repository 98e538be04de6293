import type { Card, Form } from '#cards/card.ts';

const at = (clock: string): number => Date.parse(`2026-12-01T${clock}:00+08:00`);
const when = (clock: string) => ({ instant: at(clock), text: clock });
export const INCIDENT = 'INC-20261201-01';

/** Every kind of element at least once, worded as the product words them. */
export const statusCard = (percent: number, graded: boolean): Card => ({
  title: `${graded ? '🔴 重大 · ' : ''}${INCIDENT} 热线接通率骤降`,
  tone: graded ? 'danger' : 'warning',
  fallback: `${INCIDENT} 热线接通率骤降`,
  incident: INCIDENT,
  elements: [
    {
      kind: 'text',
      lines: [['系统故障 · ', { bold: graded ? '处置中' : '待定级' }, ' · 已进行 18 分钟']],
    },
    {
      kind: 'facts',
      items: [
        { label: '影响范围', value: ['全国 · 约 5000 人'] },
        { label: '当前状态', value: ['接通率 68%，等待 150 秒'] },
        { label: '初步原因', value: ['主交换节点无响应'] },
        { label: '指挥长', value: [{ mention: 'lin', name: '林悦' }] },
        { label: '下次进展', value: [when('10:35'), ' 前'] },
        { label: '预计恢复', value: [when('11:15')] },
      ],
    },
    { kind: 'progress', percent, label: '修复进度' },
    { kind: 'divider' },
    { kind: 'heading', text: '正在计时' },
    {
      kind: 'list',
      items: [
        { line: [when('10:09'), ' 启动备用服务器 · 钱多'], mark: 'done' },
        { line: [when('10:09'), ' 启用人工记录模式 · 孙悦'], mark: 'late' },
        { line: [when('10:14'), ' 发布统一口径 · 孙悦'], mark: 'overdue' },
        { line: [when('10:34'), ' 官网/APP/短信发布公告 · 李娜'], mark: 'open' },
        { line: ['原定级的四项职责'], mark: 'struck' },
        { line: ['通知外包团队（不需要）'], mark: 'skipped' },
      ],
    },
    {
      kind: 'actions',
      buttons: [
        { label: '同步进展', line: 'update', style: 'primary', form: true },
        { label: '起草公告', line: 'announce draft', style: 'default', form: true },
        { label: '清单', line: 'task list', style: 'default' },
        {
          label: '解除',
          line: 'resolve',
          style: 'danger',
          confirm: '确定解除这个事件？解除后进入观察。',
        },
      ],
    },
    { kind: 'note', line: ['时间为北京时间（UTC+8）。建议级别：重大（全国；用户 5000 ≥ 1000）'] },
  ],
});

export const chartCard: Card = {
  title: '触发条件已满足：接通率低于 70% 已 10 分钟',
  tone: 'danger',
  fallback: '触发条件已满足',
  elements: [
    {
      kind: 'chart',
      title: '接通率（%）',
      threshold: 70,
      series: [
        {
          name: '接通率',
          points: [92, 90, 84, 77, 68, 67, 69, 66, 68, 67, 66, 66].map(
            (value, n) => [at('10:00') + n * 60_000, value] as const,
          ),
        },
      ],
    },
    {
      kind: 'table',
      columns: ['指标', '当前', '昨日同期', '阈值'],
      rows: [
        [['接通率'], [{ bold: '66%' }], ['92%'], ['< 70%']],
        [['平均等待'], ['150 秒'], ['35 秒'], ['> 120 秒']],
        [['排队人数'], ['212'], ['18'], ['—']],
      ],
    },
  ],
};

export const approvalCard = (votes: number): Card => ({
  title: votes >= 2 ? '公告 A1 v1：已通过' : '公告 A1 v1：待审批',
  tone: votes >= 2 ? 'good' : 'warning',
  fallback: '公告 A1 待审批',
  incident: INCIDENT,
  vote: true,
  elements: [
    {
      kind: 'facts',
      items: [
        { label: '起草', value: ['李娜'] },
        { label: '已通过', value: [{ bold: `${votes}/2` }] },
        { label: '可审批', value: ['应急指挥组'] },
        { label: '审批截止', value: [when('10:23')] },
      ],
    },
    {
      kind: 'copy',
      label: '官网',
      text: '【服务公告】热线全国范围接入困难。原因：交换节点故障。预计恢复时间：11:15。期间您可通过 微信公众号 获得服务。我们将于 11:00 前更新进展，由此带来的不便深表歉意。',
    },
    {
      kind: 'copy',
      label: '短信',
      text: '【晨星】热线故障抢修中，预计11:15恢复，急事请用微信公众号。',
    },
    {
      kind: 'text',
      tone: 'muted',
      lines: [
        [
          '在卡片上点 ✅ 通过，❌ 驳回。提到的人：',
          { mention: 'chen', name: '陈波' },
          ' ',
          { mention: 'su', name: '苏敏' },
        ],
      ],
    },
    {
      kind: 'actions',
      buttons: [
        { label: '通过', line: 'vote A1.v1 approve', style: 'primary' },
        { label: '驳回', line: 'vote A1.v1 reject', style: 'danger', form: true },
      ],
    },
  ],
});

export const simple = (title: string, tone: Card['tone'], ...lines: readonly string[]): Card => ({
  title,
  tone,
  fallback: `${title} ${lines.join(' ')}`,
  elements: lines.length === 0 ? [] : [{ kind: 'text', lines: lines.map((line) => [line]) }],
});

export const helpCard: Card = {
  title: '你可以做的事',
  tone: 'info',
  fallback: '帮助',
  elements: [
    {
      kind: 'text',
      lines: [['任何人都可以', { bold: '开启事件' }, '；在作战室里，命令默认作用于这个事件。']],
    },
    {
      kind: 'table',
      columns: ['命令', '作用'],
      rows: [
        [[{ code: '/open 系统故障 "标题"' }], ['开启事件，作战室立刻就位']],
        [[{ code: '/grade 重大 "理由"' }], ['定级，职责与时限随之生效']],
        [[{ code: '/update "进展"' }], ['同步进展，重置下次汇报时间']],
        [[{ code: '/task done switch-backup' }], ['完成清单项']],
      ],
    },
    {
      kind: 'actions',
      buttons: [
        { label: '开启事件', line: 'open', style: 'primary', form: true },
        { label: '当前状态', line: 'status', style: 'default' },
      ],
    },
  ],
};

export const openForm: Form = {
  command: 'open',
  title: '开启事件',
  intro: [['填好前两项就可以开始，其余随时补充。']],
  submit: '开启',
  fields: [
    {
      id: 'scenario',
      label: '场景',
      kind: 'choice',
      required: true,
      value: 'system-failure',
      options: [
        { value: 'system-failure', label: '系统故障' },
        { value: 'call-surge', label: '话务量激增' },
        { value: 'general', label: '其他 / 说不清' },
      ],
    },
    {
      id: 'title',
      label: '发生了什么',
      kind: 'text',
      required: true,
      maxLength: 60,
      placeholder: '例如：热线接通率骤降',
    },
    {
      id: 'regions',
      label: '影响地区',
      kind: 'text',
      required: false,
      hint: '多个地区用逗号分开，全国写“全国”',
    },
    { id: 'users', label: '影响人数', kind: 'number', required: false },
    { id: 'status', label: '目前状态', kind: 'multiline', required: false },
    { id: 'who', label: '先叫上谁', kind: 'people', required: false },
  ],
};
