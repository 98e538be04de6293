import type { Locale } from '#domain/locale.ts';
import type { DeadlineKind, DeadlineRef } from '#domain/incident/event.ts';
import type { Notice, NoticeOf, Overdue } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { MINUTE } from '#domain/time.ts';
import { local } from '../support/desk.ts';
import {
  busy,
  cancelled,
  closed,
  confidential,
  DAY,
  opinion,
  person,
  reopened,
  resolved,
  revised,
  submittedTwice,
  surge,
} from './fixture.ts';

/** Every kind of deadline, so that each has a button in some sample. */
const deadline = (
  kind: DeadlineKind,
  id: string,
  more: Partial<DeadlineRef> = {},
): DeadlineRef => ({
  id,
  kind,
  anchoredAt: local(DAY, '10:04'),
  dueAt: local(DAY, '10:34'),
  role: 'brandPr',
  owners: [person('li')],
  title: { 'zh-CN': '待办事项', en: 'Something to do' },
  ...more,
});

export const DEADLINES = {
  task: deadline('task', 'task:announce'),
  grade: deadline('grade', 'grade', { owners: [] }),
  update: deadline('update', 'update', { dueAt: local(DAY, '11:04') }),
  approval: deadline('approval', 'approval:P1.v1'),
  promise: deadline('promise', 'promise:A1:nextUpdate'),
  standbySummary: deadline('standbySummary', 'standby'),
  postmortemDraft: deadline('postmortemDraft', 'postmortemDraft'),
  postmortemReview: deadline('postmortemReview', 'postmortemReview'),
  action: deadline('action', 'action:AI-1'),
} as const satisfies Record<DeadlineKind, DeadlineRef>;

const overdue = (more: Partial<Overdue> = {}): Overdue => ({
  deadline: DEADLINES.task,
  lateMs: 29 * MINUTE,
  afterRestart: false,
  ...more,
});

const by = person('lin');
const acknowledged = { by: person('li'), reason: '法务确认措辞', eta: local(DAY, '11:00') };

/** At least one notice of every kind; a new kind without a sample does not compile. */
const NOTICES: { readonly [C in Notice['card']]: readonly NoticeOf<C>[] } = {
  status: [{ card: 'status' }],
  checklist: [{ card: 'checklist' }],
  report: [{ card: 'report' }],
  feedStatus: [{ card: 'feedStatus' }],
  approval: [
    { card: 'approval', approval: 'A1.v1' },
    { card: 'approval', approval: 'A1.v2' },
    { card: 'approval', approval: 'A1.v3' },
    { card: 'approval', approval: 'P1.v1' },
    { card: 'approval', approval: 'W2.v1' },
    { card: 'approval', approval: 'nowhere' },
  ],
  announcement: [
    { card: 'announcement', id: 'A1' },
    { card: 'announcement', id: 'A2' },
    { card: 'announcement', id: 'A3' },
    { card: 'announcement', id: 'A9' },
  ],
  wording: [
    { card: 'wording', id: 'W1', forAgents: false },
    { card: 'wording', id: 'W1', forAgents: true },
    { card: 'wording', id: 'W2', forAgents: false },
    { card: 'wording', id: 'W2', forAgents: true },
    { card: 'wording', id: 'W9', forAgents: true },
  ],
  standbyCounter: [{ card: 'standbyCounter' }],
  graded: [
    { card: 'graded', severity: 'sev1', by, reason: '全国接通率68%' },
    { card: 'graded', severity: 'sev2', from: 'sev1', by },
  ],
  executiveCall: [{ card: 'executiveCall', severity: 'sev1' }],
  assigned: [
    { card: 'assigned', role: 'techSupport', people: [person('qian')], lead: true, by },
    {
      card: 'assigned',
      role: 'responder',
      people: [person('fang'), person('he')],
      lead: false,
      by,
    },
  ],
  duties: [
    { card: 'duties', role: 'techSupport', person: person('qian') },
    { card: 'duties', role: 'incidentCommander', person: by },
    { card: 'duties', role: 'legal', person: person('he') },
  ],
  handoverAsked: [
    {
      card: 'handoverAsked',
      role: 'incidentCommander',
      from: by,
      to: person('chen'),
      note: '换班',
    },
  ],
  handedOver: [{ card: 'handedOver', role: 'incidentCommander', to: person('chen') }],
  update: [
    {
      card: 'update',
      n: 1,
      text: '系统故障已修复50%',
      percent: 50,
      measure: '已启用备用线路',
      caution: '勿自行解释原因',
      by,
      corrected: false,
    },
    { card: 'update', n: 2, text: '系统故障已修复50%', by, corrected: true },
  ],
  reminder: [
    { card: 'reminder', deadlines: Object.values(DEADLINES) },
    { card: 'reminder', deadlines: [DEADLINES.update] },
  ],
  breach: [
    { card: 'breach', overdue: [overdue({ acknowledged })], escalatedTo: [by, person('chen')] },
    {
      card: 'breach',
      overdue: [overdue({ afterRestart: true }), overdue({ deadline: DEADLINES.update })],
      escalatedTo: [],
    },
  ],
  escalation: [
    { card: 'escalation', overdue: [overdue()], escalatedTo: [person('zheng')], resumed: true },
    {
      card: 'escalation',
      overdue: [overdue(), overdue({ deadline: DEADLINES.grade })],
      escalatedTo: [],
      resumed: false,
    },
  ],
  acknowledged: [
    { card: 'acknowledged', deadline: DEADLINES.task, ...acknowledged },
    { card: 'acknowledged', deadline: DEADLINES.task, by, reason: '法务确认措辞' },
  ],
  taskDone: [
    {
      card: 'taskDone',
      task: 'switch-backup',
      by: person('qian'),
      lateMs: 0,
      note: '已切至备用服务器B',
    },
    { card: 'taskDone', task: 'announce', by: person('li'), lateMs: 29 * MINUTE },
    { card: 'taskDone', task: 'notify-tech-ops', by: { id: 'system', name: '烽火' }, lateMs: 0 },
  ],
  taskSkipped: [{ card: 'taskSkipped', task: 'divert-online', by, reason: '法务确认措辞' }],
  taskAdded: [{ card: 'taskAdded', task: 'divert-online', by }],
  cadence: [{ card: 'cadence', everyMs: 30 * MINUTE, by, reason: '换班' }],
  reasonWanted: [{ card: 'reasonWanted', approval: 'A1.v2', by }],
  approvalRejected: [
    { card: 'approvalRejected', approval: 'A1.v2', by, reason: '预计时间没有技术确认' },
    { card: 'approvalRejected', approval: 'P1.v1', by },
  ],
  approvalApproved: [
    { card: 'approvalApproved', approval: 'A1.v1', by: [person('chen'), person('su')] },
    { card: 'approvalApproved', approval: 'P1.v1', by: [] },
  ],
  voteIgnored: (['author', 'not-eligible', 'old-version', 'decided', 'late'] as const).map(
    (reason) => ({
      card: 'voteIgnored',
      approval: 'A1.v1',
      choice: 'approve',
      reason,
    }),
  ),
  voteKept: [{ card: 'voteKept', approval: 'A1.v1' }],
  channelPublished: [{ card: 'channelPublished', id: 'A1', channel: 'website', by }],
  announcementWithdrawn: [{ card: 'announcementWithdrawn', id: 'A1', by, reason: '换班' }],
  wordingFrozen: [{ card: 'wordingFrozen', id: 'W1', by }],
  meeting: [
    { card: 'meeting', url: 'https://m.example/1', priority: '先恢复系统,再处理投诉', by },
    { card: 'meeting', by },
  ],
  meetingPriorityWanted: [
    { card: 'meetingPriorityWanted', url: 'https://m.example/1' },
    { card: 'meetingPriorityWanted' },
  ],
  ticketWord: [{ card: 'ticketWord', tickets: ['TKT-20261201'], word: '媒体曝光' }],
  signalHeard: [
    {
      card: 'signalHeard',
      playbook: 'public-opinion',
      signal: 'trendingTopic',
      text: '登上热搜第12位',
      url: 'https://weibo.example/1',
      propose: 'sev1',
      by,
    },
  ],
  meetingLink: [{ card: 'meetingLink', url: 'https://m.example/1' }],
  meetingEnded: [{ card: 'meetingEnded', by }],
  playbookAttached: [{ card: 'playbookAttached', playbook: 'public-opinion', by }],
  planApproved: [{ card: 'planApproved', id: 'P1' }],
  standbyAsk: [{ card: 'standbyAsk' }],
  standbySummary: [{ card: 'standbySummary', accepted: 9, declined: 1, silent: 2 }],
  note: [{ card: 'note', text: '切换失败一次', at: local(DAY, '10:06'), by }],
  relayed: [{ card: 'relayed', text: '请产品准备退款口径', by }],
  link: [{ card: 'link', kind: 'evidence', url: 'https://d.example/plan', by }],
  facts: [{ card: 'facts', facts: { place: '上海', cause: '交换节点故障' }, by }],
  triggerMet: [
    {
      card: 'triggerMet',
      metric: 'connectRate',
      op: 'lt',
      limit: 70,
      value: 66,
      sustainedForMs: 10 * MINUTE,
    },
    {
      card: 'triggerMet',
      metric: 'loadPct',
      op: 'gt',
      limit: 120,
      value: 126,
      sustainedForMs: 0,
      propose: 'sev1',
    },
  ],
  recoverySuggested: [{ card: 'recoverySuggested', metric: 'connectRate', limit: 90, value: 91 }],
  resolved: [{ card: 'resolved', by, reason: '主节点已更换' }],
  closed: [
    { card: 'closed', by, reason: '观察1小时稳定' },
    { card: 'closed', by, forced: '换班' },
  ],
  reopened: [{ card: 'reopened', by, reason: '换班', episode: 2 }],
  cancelled: [{ card: 'cancelled', by, reason: '换班' }],
  postmortem: [{ card: 'postmortem', version: 1 }],
  outcomeAsked: [{ card: 'outcomeAsked' }],
  actionAdded: [{ card: 'actionAdded', id: 'AI-1', by }],
  actionDone: [{ card: 'actionDone', id: 'AI-1', by }],
  lateJoiner: [
    { card: 'lateJoiner', person: person('qian') },
    { card: 'lateJoiner', person: person('he') },
  ],
  unreachable: [
    { card: 'unreachable', messenger: 'slack', people: [person('chen'), person('qian')] },
  ],
  roomLost: (['archived', 'removed', 'deleted', 'stuck'] as const).flatMap((reason) => [
    { card: 'roomLost', messenger: 'slack', reason },
    { card: 'roomLost', messenger: 'slack', reason, by },
  ]),
  roomLostBy: (['archived', 'removed', 'deleted', 'stuck'] as const).map((reason) => ({
    card: 'roomLostBy',
    messenger: 'slack',
    reason,
    by,
  })),
  roomDelayed: [{ card: 'roomDelayed', messenger: 'slack', waitMs: 40_000 }],
  platformDown: [[], [person('chen'), person('qian')]].map((unreachable) => ({
    card: 'platformDown',
    messenger: 'slack',
    since: local(DAY, '10:20'),
    unreachable,
  })),
  catchUp: [
    {
      card: 'catchUp',
      messenger: 'slack',
      since: local(DAY, '10:20'),
      until: local(DAY, '10:46'),
    },
  ],
  abandoned: [{ card: 'abandoned', what: '状态卡', messenger: 'slack', error: '503' }],
};

export const ALL_NOTICES: readonly Notice[] = Object.values(NOTICES).flat();

const stages = {
  busy,
  submittedTwice,
  revised,
  resolved,
  closed,
  confidential,
  cancelled,
  reopened,
  opinion,
  surge,
};

/** States in which each notice is drawn, in one room language. */
export const statesIn = (
  locale: Locale,
): readonly { readonly name: string; readonly state: IncidentState; readonly now: number }[] =>
  Object.entries(stages).map(([name, make]) => {
    const { incident: state, now } = make(locale);
    return { name, state, now };
  });
