/** How one command is filled in, by whom, in an order in which an incident takes them. */
export interface Filling {
  readonly command: string;
  readonly as: string;
  readonly right: Readonly<Record<string, string | readonly string[]>>;
  /** What can't be read, by field. */
  readonly wrong?: Readonly<Record<string, string>>;
  /** Asks or is refused, and leaves nothing on the timeline. */
  readonly asks?: true;
}

const filling = (
  command: string,
  as: string,
  right: Filling['right'],
  more: Pick<Filling, 'wrong' | 'asks'> = {},
): Filling => ({ command, as, right, ...more });

const VARS = {
  'vars.impact': '热线接入困难',
  'vars.cause': '交换节点故障',
  'vars.eta': '11:15',
  'vars.workaround': '微信公众号',
  'vars.nextUpdate': '11:00',
};
const PLAN = { steps: '停售；通知', resources: '售后20人', due: '今天18:00', owner: '方晴' };

export const FILLINGS: readonly Filling[] = [
  filling(
    'ticket add',
    'sun',
    { text: '表带断裂', topic: '表带' },
    { wrong: { source: '不是链接' } },
  ),
  filling('ticket show', 'sun', { ticket: '20261201' }, { asks: true }),
  filling('ticket progress', 'sun', { ticket: '20261201', text: '已致电' }),
  filling(
    'ticket transfer',
    'sun',
    { ticket: '20261201', department: 'tech', reason: '查日志' },
    { asks: true },
  ),
  filling('ticket accept', 'qian', { ticket: '20261201' }, { asks: true }),
  filling('ticket result', 'qian', { ticket: '20261201', result: '更换' }, { asks: true }),
  filling('ticket inform', 'sun', { ticket: '20261201' }),
  filling('ticket level', 'sun', { ticket: '20261201', level: 'sev2' }, { asks: true }),
  filling('ticket escalate', 'sun', { ticket: '20261201', reason: '情绪激动' }, { asks: true }),
  filling(
    'ticket close',
    'sun',
    { ticket: '20261201', satisfaction: '5' },
    { wrong: { satisfaction: '9' }, asks: true },
  ),
  filling(
    'verify',
    'wang',
    { alert: 'ALT-20261201-09', decision: 'confirm', regions: '全国' },
    { wrong: { users: '很多' }, asks: true },
  ),
  filling(
    'signal',
    'li',
    { kind: 'recall', text: '三款充电器召回' },
    { wrong: { url: '不是链接' } },
  ),
  filling('grade', 'lin', { level: 'sev1', reason: '全国不可用' }),
  filling(
    'update',
    'qian',
    { text: '备用线路切换中', percent: '50' },
    { wrong: { percent: '150' } },
  ),
  filling('facts', 'qian', { 'facts.place': '上海' }, { wrong: { users: '很多' } }),
  filling(
    'metric',
    'wang',
    { 'values.connectRate': '68' },
    { wrong: { 'values.connectRate': '高' } },
  ),
  filling('note', 'qian', { text: '切换失败一次' }),
  filling('relay', 'qian', { text: '请产品准备退款口径' }, { asks: true }),
  filling(
    'link',
    'qian',
    { kind: '证据', url: 'https://files.example.com/1' },
    { wrong: { url: '不是链接' } },
  ),
  filling('cadence', 'lin', { period: '2小时' }, { wrong: { period: '很久' } }),
  filling('task done', 'qian', { task: 'switch-backup', note: '已切换' }),
  filling('task skip', 'lin', { task: 'divert-online', reason: '已修复' }),
  filling(
    'task add',
    'lin',
    { title: '夜宵30份', due: '1小时', role: 'techSupport' },
    { wrong: { due: '很快' } },
  ),
  filling('ack', 'lin', { deadline: 'announce', reason: '法务确认措辞' }),
  filling('assign', 'lin', { role: 'techSupport', people: ['U_QIAN', 'U_ZHAO'] }),
  filling('commander', 'lin', { person: 'U_LIN' }),
  filling('handover', 'lin', { to: 'U_CHEN', note: '夜班接手' }),
  filling('wording check', 'lin', { text: '这不是我们的责任' }, { asks: true }),
  filling(
    'announce draft',
    'li',
    { template: 'initial', ...VARS },
    { wrong: { 'vars.eta': '09:00' } },
  ),
  filling('announce revise', 'li', { id: 'A1', 'vars.cause': '登录服务异常' }),
  filling('vote', 'chen', { approval: 'A1.v2', choice: 'approve' }),
  filling('vote', 'su', { approval: 'A1.v2', choice: 'approve' }),
  filling('announce sent', 'li', { id: 'A1', channel: 'website' }, { wrong: { url: '不是链接' } }),
  filling('announce withdraw', 'li', { id: 'A1', reason: '预计时间有误' }),
  filling('plan propose', 'lin', { text: '停售并免费更换', ...PLAN }),
  filling('meeting start', 'lin', { priority: '先恢复系统' }, { wrong: { url: '不是链接' } }),
  filling('playbook show', 'lin', { playbook: 'public-opinion' }, { asks: true }),
  filling('playbook history', 'lin', { playbook: 'public-opinion' }, { asks: true }),
  filling('playbook attach', 'lin', { playbook: 'public-opinion' }),
  filling('action add', 'lin', { text: '固件升级', owner: 'U_QIAN', due: '2026-12-06 10:00' }),
  filling('action done', 'qian', { id: 'AI-1' }),
  filling('bind', 'lin', { messenger: 'slack', account: 'U_LIN' }, { asks: true }),
  filling('language', 'lin', { language: 'zh' }, { asks: true }),
  filling('retry', 'wang', { delivery: 'INC-20261201-01|slack|duty|v3.1' }, { asks: true }),
  filling('resolve', 'lin', {}),
  filling('reopen', 'lin', { reason: '接通率再次下跌' }),
  filling('close', 'lin', {}),
  filling('postmortem edit', 'lin', { field: 'rootCause', text: '固件缺陷' }),
  filling('postmortem why', 'lin', { text: '固件未升级' }),
  filling('cancel', 'lin', { reason: '监控误报' }),
];
