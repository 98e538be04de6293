import type { IncidentIntent } from '#domain/incident/command.ts';
import { HOUR, MINUTE, SECOND } from '#domain/time.ts';

/** A step of a story: who, what, and how long after the last one. */
export type Told = readonly [person: string, intent: IncidentIntent, afterMs?: number];

const INITIAL = {
  impact: '热线接入困难',
  cause: '交换节点故障',
  eta: '11:15',
  workaround: '公众号',
  nextUpdate: '11:00',
  recoveredAt: '11:09',
  actions: '切换备用线路',
  contact: '官网',
};
const draft = (
  template: string,
  more: Partial<Extract<IncidentIntent, { type: 'announceDraft' }>> = {},
): IncidentIntent => ({
  type: 'announceDraft',
  template,
  vars: INITIAL,
  promises: { eta: 40 * MINUTE, nextUpdate: 20 * MINUTE },
  hold: false,
  ...more,
});
const vote = (
  approval: string,
  choice: 'approve' | 'reject' = 'approve',
  cast = true,
): IncidentIntent => ({
  type: 'vote',
  approval,
  choice,
  cast,
});
const sent = (id: string, channel: string): IncidentIntent => ({
  type: 'announceSent',
  id,
  channel,
});
const sweep = (afterMs: number): Told => [
  'system',
  { type: 'deadlinesPassed', startedAt: 0 },
  afterMs,
];
const lost = (room: string, reason: 'archived' | 'removed' | 'deleted'): IncidentIntent => ({
  type: 'recordRoomLost',
  messenger: 'slack',
  room,
  reason,
});
const connectRate = (value: number): Told => [
  'wang',
  { type: 'metric', values: { connectRate: value } },
  4 * MINUTE,
];

/** Courses of events that people really take; runs are made of them with anything in between. */
export const STORYLINES: readonly (readonly Told[])[] = [
  [
    ['lin', { type: 'meetingStart' }],
    ['system', { type: 'recordMeetingLink', messenger: 'feishu', url: 'https://m.example/9' }],
  ],
  [
    [
      'system',
      {
        type: 'recordPlatformDown',
        messenger: 'slack',
        since: -MINUTE,
        up: ['feishu'],
        unreachable: [{ id: 'qian', name: '钱多' }],
        alone: false,
      },
    ],
    ['lin', { type: 'update', text: '备用线路已接管' }],
    ['system', { type: 'recordPlatformUp', messenger: 'slack' }, 5 * MINUTE],
  ],
  [
    ['li', draft('initial')],
    ['chen', vote('A1')],
    ['su', vote('A1')],
    ['li', sent('A1', 'website')],
    ['li', sent('A1', 'app')],
    ['li', sent('A1', 'sms')],
    ['su', vote('A1', 'approve', false)],
    sweep(30 * MINUTE),
  ],
  [
    ['li', draft('initial')],
    ['su', vote('A1', 'reject')],
    ['su', { type: 'rejectionReason', approval: 'A1', reason: '预计时间没有技术确认' }],
    ['su', vote('A1', 'reject', false)],
    ['chen', vote('A1')],
    ['li', { type: 'announceRevise', id: 'A1', vars: { eta: '12:00' }, promises: {}, hold: false }],
    ['su', vote('A1.v1')],
    ['lin', vote('A1.v2')],
    ['su', vote('A1.v2')],
  ],
  [
    ['li', draft('initial', { supersedes: 'A1' })],
    ['chen', vote('A2')],
    ['lin', vote('A2')],
    ['li', sent('A2', 'website')],
    ['li', { type: 'announceWithdraw', id: 'A2', reason: '时间有误' }],
  ],
  [
    ['su', draft('statement')],
    ['lin', vote('A1')],
    ['zheng', vote('A1')],
    ['su', sent('A1', 'website')],
  ],
  [
    ['lin', { type: 'grade', severity: 'sev1', reason: '全国' }],
    ['zheng', { type: 'meetingStart', url: 'https://m.example/1', priority: '先恢复' }],
    ['zheng', { type: 'meetingEnd' }],
    ['lin', { type: 'grade', severity: 'sev2', reason: '仅华东' }, MINUTE],
    ['zhao', { type: 'grade', severity: 'sev1' }, 5 * SECOND],
  ],
  [
    [
      'qian',
      {
        type: 'planPropose',
        text: '更换',
        steps: ['停售', '更换'],
        resources: '20人',
        due: '18:00',
        owner: '钱多',
      },
    ],
    ['zheng', vote('P1')],
    ['zhao', vote('P1')],
    ['lin', vote('P1')],
  ],
  [
    ['zhou', { type: 'standbyCall' }],
    ['standby01', { type: 'standbyReply', reply: 'accept' }, MINUTE],
    ['standby02', { type: 'standbyReply', reply: 'decline' }],
    sweep(10 * MINUTE),
  ],
  [
    ['sun', { type: 'wordingSet', text: '系统出现故障，正在抢修', vars: {} }],
    ['su', vote('W1')],
    ['he', vote('W1')],
    ['sun', { type: 'wordingFreeze' }],
  ],
  [
    ['sun', { type: 'note', text: '切换失败一次', message: 'm1' }],
    ['sun', { type: 'messageEdited', message: 'm1', text: '切换失败两次' }],
    ['sun', { type: 'messageDeleted', message: 'm1' }],
    ['qian', { type: 'update', text: '已修复50%', percent: 50, message: 'm2' }],
    ['qian', { type: 'messageEdited', message: 'm2', text: '已修复60%' }],
  ],
  // Closed while a text is still being decided on; it is approved and published afterwards.
  [
    ['li', draft('initial')],
    ['lin', { type: 'resolve', reason: '已恢复' }],
    ['lin', { type: 'close', force: '其余转日常' }],
    sweep(HOUR),
    ['chen', vote('A1')],
    ['su', vote('A1')],
    ['li', sent('A1', 'website')],
    sweep(HOUR),
  ],
  // A room archived by hand, the bot removed from it, and the room that takes its place.
  [
    ['system', { type: 'recordRoomDelayed', messenger: 'slack', waitMs: 40 * SECOND }],
    ['system', { type: 'recordRoomOpened', messenger: 'slack', room: 'R1', name: 'inc' }],
    ['system', lost('R1', 'archived')],
    ['system', lost('R1', 'archived')],
    ['system', { type: 'recordRoomRestored', messenger: 'slack', room: 'R1' }],
    ['system', lost('R1', 'removed')],
    ['system', { type: 'recordRoomOpened', messenger: 'slack', room: 'R2', name: 'inc-2' }],
    ['system', lost('R1', 'deleted')],
    ['lin', { type: 'resolve', reason: '已恢复' }],
    ['lin', { type: 'close', force: '其余转日常' }],
    ['system', lost('R2', 'removed')],
    ['wang', { type: 'reopen', reason: '再次下跌' }],
  ],
  [
    ['system', { type: 'recordRoomOpened', messenger: 'feishu', room: 'R1', name: 'inc' }],
    ['lin', { type: 'resolve', reason: '已恢复' }],
    ['lin', { type: 'close', force: '其余转日常' }],
    sweep(73 * HOUR),
    sweep(73 * HOUR),
  ],
  [connectRate(69), connectRate(68), connectRate(67), connectRate(66)],
  [connectRate(91), connectRate(92), connectRate(91), connectRate(95)],
  [
    [
      'lin',
      {
        type: 'assign',
        role: 'incidentCommander',
        people: [{ id: 'lin', name: '林悦' }],
        lead: false,
      },
    ],
    ['lin', { type: 'handover', role: 'incidentCommander', to: { id: 'chen', name: '陈波' } }],
    ['chen', { type: 'acceptHandover' }],
  ],
  [
    sweep(25 * MINUTE),
    ['lin', { type: 'ack', deadline: 'update', reason: '正在核实', eta: 20 * MINUTE }],
    sweep(21 * MINUTE),
    ['lin', { type: 'ack', deadline: 'update', reason: '仍在核实' }],
    sweep(2 * HOUR),
  ],
  [
    ['lin', { type: 'resolve', reason: '主节点已更换' }],
    ['lin', { type: 'close', reason: '稳定', force: '其余转日常' }, HOUR],
    ['lin', { type: 'postmortemEdit', field: 'rootCause', text: '固件缺陷' }],
    ['lin', { type: 'postmortemWhy', text: '为什么断' }],
    ['lin', { type: 'postmortemWhy', text: '为什么坏' }],
    ['lin', { type: 'postmortemWhy', text: '为什么没换' }],
    ['lin', { type: 'postmortemEdit', field: 'breachComments', text: '人手不足' }],
    [
      'lin',
      {
        type: 'actionAdd',
        text: '固件升级',
        owner: { id: 'qian', name: '钱多' },
        dueAt: 48 * HOUR,
        category: 'fix',
      },
    ],
    ['lin', { type: 'postmortemPublish' }],
    sweep(49 * HOUR),
    ['qian', { type: 'actionDone', id: 'AI-1' }],
    ['wang', { type: 'reopen', reason: '再次下跌' }],
  ],
  [
    [
      'li',
      {
        type: 'facts',
        facts: {
          time: '15:50',
          place: '上海',
          customers: '1',
          description: '电池',
          actionsTaken: '停用',
          impact: '同批次',
        },
        scope: {},
        flags: [],
      },
    ],
    ['li', { type: 'link', kind: 'evidence', url: 'https://d.example/1' }],
    ['lin', { type: 'playbookAttach', playbook: 'public-opinion' }],
  ],
];
