import type { DeadlineRef, IncidentEventType, NewTask, PayloadOf } from '#domain/incident/event.ts';
import type { PersonRef } from '#domain/person.ts';
import { MINUTE } from '#domain/time.ts';
import { penOf } from './event-pen.ts';
import { shippedPolicy } from './policy.ts';

const at = Date.parse('2026-12-01T10:00:00+08:00');
const lin: PersonRef = { id: 'lin', name: 'Lin Yue' };
const qian: PersonRef = { id: 'qian', name: 'Qian Duo' };
const text = { 'zh-CN': '发布公告', en: 'Publish the notice' };

const deadline: DeadlineRef = {
  id: 'task:announce',
  kind: 'task',
  anchoredAt: at,
  dueAt: at + 30 * MINUTE,
  role: 'brandPr',
  owners: [lin],
  title: text,
};

const task: NewTask = {
  id: 'adhoc-1',
  item: 'adhoc-1',
  source: { kind: 'adhoc' },
  title: text,
  role: 'techSupport',
  anchor: 'added',
  anchoredAt: at,
  dueAt: at + 20 * MINUTE,
};

const { playbook, scheme } = penOf({ policy: shippedPolicy });
const { common } = shippedPolicy;

const opened: PayloadOf<'incident.opened'> = {
  key: 'INC-20261201-01',
  title: 'Hotline down',
  playbook,
  scheme,
  engine: common.engine,
  ladder: common.escalationLadder,
  timezone: common.timezone,
  locale: 'zh-CN',
  suggestion: { severity: 'sev1', reasons: [{ kind: 'nationwide' }] },
  scope: { regions: [], nationwide: true, users: 5000 },
  flags: [],
  status: 'connect rate 68%',
  messengers: ['slack'],
  gradeDueMs: 5 * MINUTE,
};

const drafted: PayloadOf<'announcement.drafted'> = {
  id: 'A1',
  version: 1,
  template: 'initial',
  kind: 'notice',
  vars: {},
  texts: { website: text },
  problems: [],
  preApproved: false,
  hold: false,
  promises: {},
};

const plan: PayloadOf<'plan.proposed'> = {
  id: 'P1',
  version: 1,
  text: 'stop sales',
  steps: ['stop'],
  resources: 'stock',
  due: 'today',
  owner: 'Lin Yue',
};

const approval: PayloadOf<'approval.submitted'>['approval'] = {
  id: 'A1.v1',
  subject: 'announcement',
  ref: 'A1',
  version: 1,
  author: qian,
  eligible: ['commandGroup'],
  quorum: 2,
  mustInclude: [],
  allowSelf: false,
  decideBy: at + 10 * MINUTE,
};

const trigger: PayloadOf<'trigger.met'> = {
  rule: 'sf-connect-outage',
  metric: 'connectRate',
  op: 'lt',
  limit: 70,
  value: 66,
  sustainedForMs: 10 * MINUTE,
};

const cadence = { everyMs: 30 * MINUTE, to: 'warRoom' };
const due = { postmortemDraftDue: at, postmortemReviewDue: at };
const ignored = ['author', 'not-eligible', 'old-version', 'decided', 'late'] as const;
const because = ['regraded', 'reopened', 'closed', 'cancelled'] as const;

/**
 * Payloads of every kind of event, with each optional part once there and once not.
 * A new kind does not compile until it has a sample, and so cannot be without a sentence.
 */
export const EVENT_SAMPLES: {
  readonly [K in IncidentEventType]: readonly [PayloadOf<K>, ...PayloadOf<K>[]];
} = {
  'incident.opened': [opened],
  'playbook.attached': [{ playbook, scheme }],
  'tasks.added': [
    { tasks: [task] },
    { tasks: [{ ...task, source: { kind: 'level', severity: 'sev1' } }] },
  ],
  'tasks.superseded': [
    { ids: ['announce'], because: 'regraded' },
    ...because.map((reason) => ({ ids: ['announce', 'switch-backup'], because: reason })),
  ],
  'task.done': [
    { id: 'announce', lateMs: 0 },
    { id: 'announce', lateMs: MINUTE, note: 'done by hand' },
    { id: 'announce', lateMs: 0, by: 'announcement.published' },
    { id: 'announce', lateMs: MINUTE, by: 'announcement.published' },
  ],
  'task.skipped': [{ id: 'announce', reason: 'not needed' }],
  'facts.recorded': [
    { facts: { place: 'Shanghai', customers: '1' }, suggestion: opened.suggestion },
  ],
  'incident.graded': [
    { severity: 'sev1', cadence },
    { severity: 'sev2', from: 'sev1', reason: 'only one region', cadence },
  ],
  'role.assigned': [
    { role: 'techSupport', people: [qian] },
    { role: 'techSupport', people: [qian], lead: true },
    { role: 'incidentCommander', people: [lin] },
  ],
  'handover.proposed': [
    { role: 'techSupport', to: qian },
    { role: 'techSupport', to: qian, note: 'shift' },
  ],
  'handover.accepted': [{ role: 'techSupport' }, { role: 'techSupport', from: qian }],
  'update.posted': [
    { n: 1, text: 'half repaired' },
    { n: 2, text: 'repaired.', percent: 50, measure: 'spare line', caution: 'one wording' },
  ],
  'update.corrected': [{ n: 1, text: 'all repaired', was: 'half repaired' }],
  'metric.recorded': [{ values: { connectRate: 66, waitSeconds: 150 } }],
  'trigger.met': [trigger, { ...trigger, sustainedForMs: 0 }],
  'recovery.suggested': [
    { metric: 'connectRate', value: 91, limit: 90, sustainedForMs: 5 * MINUTE },
  ],
  'deadline.warned': [
    { deadline },
    { deadline: { ...deadline, kind: 'promise' } },
    { deadline: { ...deadline, owners: [] } },
  ],
  'deadline.breached': [
    { deadline, lateMs: 30_000, afterRestart: false, escalateTo: 'commandGroup' },
    { deadline, lateMs: 11 * MINUTE, afterRestart: true },
  ],
  'deadline.escalated': [
    { deadline, step: 2, escalateTo: 'leadership', resumed: false },
    { deadline, step: 2, escalateTo: 'leadership', resumed: true },
  ],
  'deadline.acknowledged': [
    { deadline, reason: 'legal' },
    { deadline, reason: 'legal', eta: at + MINUTE },
  ],
  'cadence.changed': [{ everyMs: 24 * 60 * MINUTE }, { everyMs: 60 * MINUTE, reason: 'calm' }],
  'wording.proposed': [{ id: 'W1', text, vars: {}, source: 'playbook' }],
  'wording.published': [{ id: 'W1' }],
  'wording.frozen': [{ id: 'W1' }],
  'announcement.drafted': [
    drafted,
    { ...drafted, problems: [{ kind: 'missing', variable: 'eta' }] },
  ],
  'announcement.published': [{ id: 'A1', version: 1, channel: 'website' }],
  'announcement.withdrawn': [{ id: 'A1', reason: 'wrong time' }],
  'announcement.superseded': [{ id: 'A1', by: 'A2' }],
  'approval.submitted': [{ approval }],
  'approval.approved': [
    { approval: 'A1.v1', by: [lin, qian] },
    { approval: 'A1.v1', by: [], preApproved: true },
  ],
  'approval.rejected': [
    { approval: 'A1.v1', by: lin },
    { approval: 'A1.v1', by: lin, reason: 'no time given' },
  ],
  'approval.reasonGiven': [{ approval: 'A1.v1', reason: 'no time given' }],
  'approval.restored': [{ approval: 'A1.v1' }],
  'approval.superseded': [{ approval: 'A1.v1', by: 'A1.v2' }],
  'vote.cast': [
    { approval: 'A1.v1', choice: 'approve', roles: [] },
    { approval: 'A1.v1', choice: 'reject', roles: [] },
    { approval: 'A1.v1', choice: 'approve', roles: [], at: 0, again: true },
  ],
  'vote.retracted': [
    { approval: 'A1.v1', choice: 'approve', late: true },
    { approval: 'A1.v1', choice: 'reject', late: false },
  ],
  'vote.ignored': [
    { approval: 'A1.v1', choice: 'approve', reason: 'author' },
    ...ignored.map((reason) => ({ approval: 'A1.v1', choice: 'reject' as const, reason })),
  ],
  'plan.proposed': [plan],
  'plan.approved': [{ id: 'P1' }],
  'meeting.started': [{}, { url: 'https://m.example/1', priority: 'restore first' }],
  'meeting.ended': [{}],
  'standby.called': [
    { count: 1, people: [lin] },
    { count: 12, people: [lin, qian] },
  ],
  'standby.replied': [{ reply: 'accept' }, { reply: 'decline' }],
  'standby.summarised': [{ accepted: 9, declined: 1, silent: 2 }],
  'note.added': [{ id: 'N1', text: 'someone called' }],
  'note.corrected': [{ id: 'N1', text: 'two people called', was: 'someone called' }],
  'note.deleted': [{ id: 'N1' }],
  'link.added': [{ kind: 'evidence', url: 'https://e.example/1' }],
  'chat.relayed': [{ text: 'product, please prepare the refund wording' }],
  'room.opened': [{ messenger: 'slack', room: 'C1', name: 'inc-20261201-01' }],
  'room.joined': [{ messenger: 'slack', people: [lin, qian] }],
  'room.unreachable': [{ messenger: 'slack', people: [qian] }],
  'room.lost': [
    { messenger: 'slack', room: 'C1', reason: 'archived' },
    { messenger: 'slack', room: 'C1', reason: 'removed', by: qian },
    { messenger: 'slack', room: 'C1', reason: 'deleted' },
    { messenger: 'slack', room: 'C1', reason: 'stuck' },
  ],
  'room.restored': [{ messenger: 'slack', room: 'C1' }],
  'room.delayed': [{ messenger: 'slack', waitMs: 40_000 }],
  'people.urged': [
    { messenger: 'feishu', people: [qian], missed: [], by: 'app' },
    { messenger: 'feishu', people: [qian], missed: [qian], by: 'app', asked: 'phone' },
    { messenger: 'feishu', people: [qian], missed: [], by: 'app', asked: 'sms', doubted: true },
    { messenger: 'feishu', people: [], missed: [qian], by: 'sms' },
  ],
  'todo.placed': [{ ref: 'AI-1', messenger: 'feishu', handle: 'task-1' }],
  'tickets.linked': [
    { tickets: [{ key: 'TKT-20261201', topic: 'X2' }] },
    { tickets: [{ key: 'TKT-20261202' }, { key: 'TKT-20261203' }] },
    { tickets: [{ key: 'TKT-20261203' }], word: 'go to the press' },
  ],
  'tickets.progressed': [
    { tickets: ['TKT-20261201'] },
    { tickets: ['TKT-20261201', 'TKT-20261202'] },
    { tickets: ['TKT-20261201', 'TKT-20261202'], text: '已寄出新表带', all: true },
  ],
  'tickets.answered': [
    { tickets: ['TKT-20261201'] },
    { tickets: ['TKT-20261201', 'TKT-20261202'] },
    { tickets: ['TKT-20261201', 'TKT-20261202'], all: true },
  ],
  'signal.heard': [
    {
      playbook: 'public-opinion',
      signal: 'trendingTopic',
      text: 'number 12 of the trending topics',
      url: 'https://weibo.example/1',
      propose: 'sev1',
    },
    { playbook: 'system-failure', signal: 'systemDown', text: 'CRM' },
  ],
  'meeting.linked': [{ messenger: 'feishu', url: 'https://m.example/1' }],
  'platform.down': [
    { messenger: 'slack', since: at, unreachable: [], alone: true },
    { messenger: 'slack', since: at, unreachable: [lin, qian] },
  ],
  'platform.substituted': [{ messenger: 'slack', by: 'feishu' }],
  'platform.up': [{ messenger: 'slack', since: at }],
  'rooms.archived': [{}],
  'room.localeSet': [{ locale: 'en' }, { locale: 'zh-CN' }],
  'incident.resolved': [{ reason: 'node replaced' }],
  'incident.closed': [
    { openTasks: [], ...due },
    { openTasks: ['announce'], forced: 'published by hand', ...due },
  ],
  'incident.reopened': [{ reason: 'down again', episode: 2 }],
  'incident.cancelled': [{ reason: 'probe broken' }],
  'postmortem.generated': [{ version: 1 }],
  'postmortem.edited': [
    { field: 'rootCause', text: 'firmware' },
    { field: 'rootCause', text: 'firmware', was: 'network' },
  ],
  'postmortem.why': [{ text: 'node stopped', level: 1 }],
  'postmortem.published': [{}],
  'action.added': [
    { id: 'AI-1', text: 'new firmware', type: 'fix' },
    { id: 'AI-1', text: 'new firmware', owner: qian, dueAt: at, type: 'fix' },
  ],
  'action.done': [{ id: 'AI-1' }],
  'delivery.abandoned': [{ what: 'status', messenger: 'slack', error: 'channel_not_found' }],
};
