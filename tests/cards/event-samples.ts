import type {
  EventOf,
  IncidentEvent,
  IncidentEventType,
  PayloadOf,
} from '#domain/incident/event.ts';
import { MINUTE } from '#domain/time.ts';
import { local } from '../support/desk.ts';
import { shippedPolicy } from '../support/policy.ts';
import { busy, DAY, person } from './fixture.ts';
import { DEADLINES } from './notice-samples.ts';

const by = person('lin');
const playbook = shippedPolicy.playbooks['public-opinion'];
const scheme = shippedPolicy.schemes['hotline'];
const source = busy();
const opened = source.of('incident.opened')[0]?.data;
const drafted = source.of('announcement.drafted')[0]?.data;
const submitted = source.of('approval.submitted')[0]?.data;
const [task] = source.incident.tasks;
if (
  playbook === undefined ||
  scheme === undefined ||
  opened === undefined ||
  drafted === undefined ||
  submitted === undefined ||
  task === undefined
)
  throw new Error('the sample incident is incomplete');

const { suggestion } = opened;
const adhoc = { ...task, id: 'divert-online', source: { kind: 'adhoc' as const } };

/** A payload of every kind of event; a new kind without a sample does not compile. */
const PAYLOADS: { readonly [T in IncidentEventType]: readonly PayloadOf<T>[] } = {
  'incident.opened': [opened],
  'playbook.attached': [{ playbook, scheme }],
  'tasks.added': [{ tasks: [adhoc] }, { tasks: [task] }],
  'tasks.superseded': [{ ids: ['announce'], because: 'regraded' }],
  'task.done': [
    { id: 'switch-backup', lateMs: 0 },
    { id: 'announce', lateMs: 29 * MINUTE, by: 'announcement.published' },
  ],
  'task.skipped': [{ id: 'announce', reason: '换班' }],
  'facts.recorded': [
    { facts: { cause: '交换节点故障' }, suggestion },
    { facts: {}, suggestion },
  ],
  'incident.graded': [{ severity: 'sev1', cadence: { everyMs: 30 * MINUTE, to: 'warRoom' } }],
  'role.assigned': [{ role: 'legal', people: [person('he')] }],
  'handover.proposed': [{ role: 'incidentCommander', to: person('chen') }],
  'handover.accepted': [{ role: 'incidentCommander' }],
  'update.posted': [{ n: 2, text: '接通率回升' }],
  'update.corrected': [{ n: 2, text: '接通率回升', was: '接通率下降' }],
  'metric.recorded': [{ values: { connectRate: 66.66, waitSeconds: 150 } }],
  'trigger.met': [
    { rule: 'r', metric: 'connectRate', op: 'lt', limit: 70, value: 66, sustainedForMs: 0 },
  ],
  'recovery.suggested': [{ metric: 'connectRate', value: 91, limit: 90, sustainedForMs: 0 }],
  'deadline.warned': [{ deadline: DEADLINES.task }],
  'deadline.breached': [{ deadline: DEADLINES.task, lateMs: MINUTE, afterRestart: false }],
  'deadline.escalated': [
    { deadline: DEADLINES.task, step: 2, escalateTo: 'leadership', resumed: false },
  ],
  'deadline.acknowledged': [
    { deadline: DEADLINES.task, reason: '换班', eta: local(DAY, '11:00') },
    { deadline: DEADLINES.task, reason: '换班' },
  ],
  'cadence.changed': [{ everyMs: 30 * MINUTE }],
  'wording.proposed': [
    { id: 'W1', text: { 'zh-CN': '口径', en: 'wording' }, vars: {}, source: 'typed' },
  ],
  'wording.published': [{ id: 'W1' }],
  'wording.frozen': [{ id: 'W1' }],
  'announcement.drafted': [
    drafted,
    { ...drafted, hold: true },
    { ...drafted, problems: [{ kind: 'missing', variable: 'eta' }] },
  ],
  'announcement.published': [{ id: 'A1', version: 1, channel: 'website' }],
  'announcement.withdrawn': [{ id: 'A1', reason: '换班' }],
  'announcement.superseded': [{ id: 'A1', by: 'A2' }],
  'approval.submitted': [submitted],
  'approval.approved': [
    { approval: 'A1.v1', by: [by] },
    { approval: 'A1.v1', by: [], preApproved: true },
  ],
  'approval.rejected': [
    { approval: 'A1.v1', by },
    { approval: 'A1.v1', by, reason: '换班' },
  ],
  'approval.reasonGiven': [{ approval: 'A1.v1', reason: '换班' }],
  'approval.restored': [{ approval: 'A1.v1' }],
  'approval.superseded': [{ approval: 'A1.v1', by: 'A1.v2' }],
  'vote.cast': [{ approval: 'A1.v1', choice: 'approve', roles: ['commandGroup'] }],
  'vote.retracted': [
    { approval: 'A1.v1', choice: 'approve', late: true },
    { approval: 'A1.v1', choice: 'approve', late: false },
  ],
  'vote.ignored': [{ approval: 'A1.v1', choice: 'approve', reason: 'author' }],
  'plan.proposed': [
    { id: 'P1', version: 1, text: '更换主节点', steps: [], resources: '', due: '', owner: '' },
  ],
  'plan.approved': [{ id: 'P1' }],
  'meeting.started': [{ url: 'https://m.example/1' }, { priority: '先恢复系统' }],
  'meeting.ended': [{}],
  'standby.called': [{ count: 12, people: [] }],
  'standby.replied': [{ reply: 'accept' }, { reply: 'decline' }],
  'standby.summarised': [{ accepted: 1, declined: 1, silent: 1 }],
  'note.added': [{ id: 'N1', text: '切换失败一次' }],
  'note.corrected': [{ id: 'N1', text: '切换失败一次', was: '切换失败' }],
  'note.deleted': [{ id: 'N1' }],
  'link.added': [{ kind: 'doc', url: 'https://d.example/plan' }],
  'chat.relayed': [{ text: '请产品准备退款口径' }],
  'room.opened': [{ messenger: 'slack', room: 'C1', name: 'inc' }],
  'room.joined': [{ messenger: 'slack', people: [by] }],
  'room.unreachable': [{ messenger: 'slack', people: [by] }],
  'room.lost': (['archived', 'removed', 'deleted', 'stuck'] as const).flatMap((reason) => [
    { messenger: 'slack', room: 'C1', reason },
    { messenger: 'slack', room: 'C1', reason, by },
  ]),
  'room.restored': [{ messenger: 'slack', room: 'C1' }],
  'room.delayed': [{ messenger: 'slack', waitMs: 40_000 }],
  'people.urged': [
    { messenger: 'feishu', people: [by], missed: [], by: 'app' },
    { messenger: 'feishu', people: [by], missed: [by], by: 'app', asked: 'phone' },
    { messenger: 'feishu', people: [by], missed: [], by: 'app', asked: 'sms', doubted: true },
    { messenger: 'feishu', people: [], missed: [by], by: 'sms' },
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
      text: '登上热搜第12位',
      url: 'https://weibo.example/1',
      propose: 'sev1',
    },
    { playbook: 'system-failure', signal: 'systemDown', text: 'CRM' },
  ],
  'meeting.linked': [{ messenger: 'feishu', url: 'https://m.example/1' }],
  'platform.down': [{ messenger: 'slack', since: local(DAY, '10:20'), unreachable: [by] }],
  'platform.substituted': [{ messenger: 'slack', by: 'feishu' }],
  'platform.up': [{ messenger: 'slack', since: local(DAY, '10:20') }],
  'rooms.archived': [{}],
  'room.localeSet': [{ locale: 'en' }],
  'incident.resolved': [{ reason: '换班' }],
  'incident.closed': [
    { openTasks: [], postmortemDraftDue: 0, postmortemReviewDue: 0 },
    { openTasks: ['announce'], forced: '换班', postmortemDraftDue: 0, postmortemReviewDue: 0 },
  ],
  'incident.reopened': [{ reason: '换班', episode: 2 }],
  'incident.cancelled': [{ reason: '换班' }],
  'postmortem.generated': [{ version: 1 }],
  'postmortem.edited': [{ field: 'rootCause', text: '固件缺陷' }],
  'postmortem.why': [{ text: '固件缺陷', level: 2 }],
  'postmortem.published': [{}],
  'action.added': [{ id: 'AI-1', text: '固件升级', type: 'fix' }],
  'action.done': [{ id: 'AI-1' }],
  'delivery.abandoned': [{ what: 'card', messenger: 'slack', error: '503' }],
};

const eventOf = <T extends IncidentEventType>(type: T, data: PayloadOf<T>): EventOf<T> =>
  // The mapped type of an event of kind T; TypeScript does not resolve it over a type parameter.
  ({
    type,
    data,
    occurredAt: local(DAY, '10:40'),
    recordedAt: local(DAY, '10:40'),
    actor: by,
    via: 'sandbox',
  }) as unknown as EventOf<T>;

/** One event for every payload above. */
export const EVENTS: readonly IncidentEvent[] = Object.entries(PAYLOADS).flatMap(
  ([type, payloads]) =>
    // The keys of the table are the event types.
    payloads.map((data) => eventOf(type as IncidentEventType, data as never)),
);
