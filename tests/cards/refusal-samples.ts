import type { UsageProblem, UsageProblemKind } from '#cards/usage-problem.ts';
import type { RejectionCode, RejectionOf } from '#domain/rejection.ts';
import { local } from '../support/desk.ts';
import { DAY, person } from './fixture.ts';

const by = person('lin');
const at = local(DAY, '10:05');

/** At least one rejection of every code; a new code without a sample does not compile. */
export const REJECTIONS: { readonly [C in RejectionCode]: readonly RejectionOf<C>[] } = {
  'incident-not-found': [
    { code: 'incident-not-found', key: '' },
    { code: 'incident-not-found', key: 'INC-20261201-09' },
  ],
  'alert-not-found': [
    { code: 'alert-not-found', key: 'ALT-20261201-09' },
    { code: 'alert-not-found', key: '' },
  ],
  'alert-decided': [
    {
      code: 'alert-decided',
      key: 'ALT-20261201-01',
      as: 'dismissed',
      by: { id: 'wang', name: '王强' },
      at: 0,
    },
    {
      code: 'alert-decided',
      key: 'ALT-20261201-01',
      as: 'confirmed',
      by: { id: 'wang', name: '王强' },
      at: 0,
      incident: 'INC-20261201-01',
    },
  ],
  'ticket-not-found': [
    { code: 'ticket-not-found', key: '' },
    { code: 'ticket-not-found', key: 'TKT-20261209' },
  ],
  'ticket-resolved': [
    { code: 'ticket-resolved', key: 'TKT-20261201', at },
    { code: 'ticket-resolved', key: 'TKT-20261201', at, by },
  ],
  'ticket-of-department': [
    { code: 'ticket-of-department', key: 'TKT-20261201', department: 'tech' },
  ],
  'ticket-with-department': [
    { code: 'ticket-with-department', key: 'TKT-20261201', department: 'tech', at },
  ],
  'ticket-nothing-to-accept': [
    { code: 'ticket-nothing-to-accept', key: 'TKT-20261201' },
    { code: 'ticket-nothing-to-accept', key: 'TKT-20261201', by },
  ],
  'ticket-without-result': [{ code: 'ticket-without-result', key: 'TKT-20261201' }],
  'department-not-found': [
    { code: 'department-not-found', given: '外太空', known: ['service', 'tech'] },
  ],
  'incident-without-tickets': [{ code: 'incident-without-tickets', key: 'INC-20261201-01' }],
  'tickets-answered': [{ code: 'tickets-answered', count: 3 }],
  'unknown-scenario': [
    { code: 'unknown-scenario', given: '宕机啦', known: ['system-failure', 'general'] },
  ],
  'wrong-phase': (['triage', 'active', 'monitoring', 'closed', 'cancelled'] as const).flatMap(
    (phase) => ['close', 'update'].map((verb) => ({ code: 'wrong-phase', phase, verb }) as const),
  ),
  'not-allowed': [{ code: 'not-allowed', verb: 'grade', needs: ['commandGroup', 'participant'] }],
  'reason-missing': [{ code: 'reason-missing', verb: 'task skip' }],
  'lowering-not-allowed': [{ code: 'lowering-not-allowed', from: 'sev1', to: 'sev2' }],
  'already-graded': [{ code: 'already-graded', severity: 'sev1', by, at }],
  'graded-just-now': [{ code: 'graded-just-now', severity: 'sev1', by, wanted: 'sev2' }],
  'unknown-role': [{ code: 'unknown-role', given: '保安' }],
  'single-role': [{ code: 'single-role', role: 'incidentCommander' }],
  'nobody-named': [
    { code: 'nobody-named', role: 'product', suggestion: person('zhao') },
    { code: 'nobody-named', role: 'techSupport' },
  ],
  'task-not-found': [
    { code: 'task-not-found', given: '宕机啦', open: ['announce', 'divert-online'] },
    { code: 'task-not-found', given: '宕机啦', open: [] },
  ],
  'task-not-open': (['done', 'skipped', 'superseded'] as const).flatMap((status) => [
    { code: 'task-not-open', task: 'announce', status, by, at },
    { code: 'task-not-open', task: 'announce', status },
  ]),
  'facts-missing': [
    { code: 'facts-missing', task: 'evidence', missing: ['evidence', 'symptom'] },
    { code: 'facts-missing', task: 'emergency-meeting', missing: ['priority'] },
  ],
  'precondition-unconfirmed': [
    {
      code: 'precondition-unconfirmed',
      task: 'overflow-route',
      zh: '外包权限与话术培训已就绪',
      en: 'outsourced access and script training in place',
    },
  ],
  'deadline-not-found': [
    { code: 'deadline-not-found', given: '宕机啦', known: ['announce', 'update'] },
  ],
  'eta-in-past': [{ code: 'eta-in-past', eta: at }],
  'cadence-out-of-range': [{ code: 'cadence-out-of-range', minMinutes: 5, maxHours: 48 }],
  'wording-missing': [{ code: 'wording-missing' }],
  'text-problems': [
    {
      code: 'text-problems',
      problems: [
        { kind: 'missing', variable: 'eta' },
        {
          kind: 'forbidden',
          phrase: '不知道',
          severity: 'block',
          replace: { 'zh-CN': '我马上为您核实', en: 'Let me check that for you' },
        },
        {
          kind: 'forbidden',
          phrase: '系统维护',
          severity: 'warn',
          replace: { 'zh-CN': '系统出现故障', en: 'A fault has occurred' },
        },
        { kind: 'personal-data', what: 'phone' },
        { kind: 'personal-data', what: 'idNumber' },
        { kind: 'personal-data', what: 'bankCard' },
        { kind: 'personal-data', what: 'address' },
        { kind: 'unknown-variable', variable: 'etaa' },
      ],
    },
  ],
  'template-not-found': [
    { code: 'template-not-found', given: '宕机啦', known: ['initial', 'resolved'] },
  ],
  'announcement-not-found': [
    { code: 'announcement-not-found', given: 'A7', known: ['A1'] },
    { code: 'announcement-not-found', given: 'A7', known: [] },
  ],
  'announcement-not-approved': [
    { code: 'announcement-not-approved', id: 'A1', status: 'pendingApproval' },
  ],
  'channel-unknown': [
    { code: 'channel-unknown', id: 'A1', channel: 'tv', channels: ['website', 'sms'] },
  ],
  'channel-already-published': [
    { code: 'channel-already-published', id: 'A1', channel: 'website', by, at },
  ],
  'announcement-final': [{ code: 'announcement-final', id: 'A1', status: 'withdrawn' }],
  'approval-not-found': [{ code: 'approval-not-found', approval: 'A7.v1' }],
  'vote-without-effect': (
    ['author', 'not-eligible', 'old-version', 'decided', 'late'] as const
  ).map((reason) => ({ code: 'vote-without-effect', approval: 'A1.v1', reason }) as const),
  'plan-incomplete': [{ code: 'plan-incomplete', missing: ['resources', 'owner'] }],
  'playbook-already-attached': [{ code: 'playbook-already-attached', playbook: 'public-opinion' }],
  'playbook-not-found': [
    { code: 'playbook-not-found', given: '宕机啦', known: ['system-failure'] },
  ],
  'standby-not-called': [{ code: 'standby-not-called' }],
  'standby-not-asked': [{ code: 'standby-not-asked' }],
  'standby-already-called': [{ code: 'standby-already-called', at }],
  'tasks-open': [{ code: 'tasks-open', tasks: ['announce', 'divert-online'] }],
  'reopen-window-passed': [{ code: 'reopen-window-passed', closedAt: at, hours: 72 }],
  'postmortem-not-ready': [
    { code: 'postmortem-not-ready', missing: ['rootCause', 'whys', 'actions', 'breach-comments'] },
  ],
  'field-not-found': [{ code: 'field-not-found', given: '宕机啦', known: ['rootCause', 'good'] }],
  'field-automatic': [{ code: 'field-automatic', field: 'who' }],
  'action-not-found': [
    { code: 'action-not-found', given: 'AI-9', known: ['AI-1'] },
    { code: 'action-not-found', given: 'AI-9', known: [] },
  ],
  'action-incomplete': [{ code: 'action-incomplete', missing: ['owner', 'due'] }],
  'handover-not-found': [{ code: 'handover-not-found' }],
  'url-invalid': [{ code: 'url-invalid', given: 'd.example' }],
  'text-too-long': [{ code: 'text-too-long', field: 'update', length: 5000, limit: 2000 }],
  'time-in-future': [{ code: 'time-in-future', at: local(DAY, '23:00') }],
  'nowhere-to-relay': [{ code: 'nowhere-to-relay' }],
  'recording-confidential': [{ code: 'recording-confidential' }],
  'account-taken': [{ code: 'account-taken', messenger: 'slack', by }],
  'person-not-found': [
    { code: 'person-not-found', given: '钱', similar: [person('qian')] },
    { code: 'person-not-found', given: '钱', similar: [] },
  ],
  'person-ambiguous': [
    { code: 'person-ambiguous', given: '李', candidates: [person('li'), person('lin')] },
  ],
  'nothing-to-record': [{ code: 'nothing-to-record', verb: 'metric' }],
  confidential: [{ code: 'confidential', key: 'INC-20261201-01' }],
  'already-joined': [{ code: 'already-joined', key: 'INC-20261201-01' }],
};

const argument = { 'zh-CN': '级别', en: 'Level' };
const corrected = 'grade sev2';

/** At least one usage problem of every kind that the parser can find. */
export const USAGE: {
  readonly [K in UsageProblemKind]: readonly Extract<UsageProblem, { kind: K }>[];
} = {
  'unknown-verb': [
    { kind: 'unknown-verb', given: 'grad', suggestion: corrected },
    { kind: 'unknown-verb', given: 'xyz' },
  ],
  'missing-argument': [{ kind: 'missing-argument', command: 'grade', argument, corrected }],
  'invalid-argument': [
    {
      kind: 'invalid-argument',
      command: 'grade',
      argument,
      given: '很大',
      allowed: ['sev1', 'sev2'],
      corrected,
    },
    { kind: 'invalid-argument', command: 'grade', argument, given: '很大', allowed: [], corrected },
  ],
  'unknown-option': [
    { kind: 'unknown-option', given: 'etaa', suggestion: 'eta', corrected },
    { kind: 'unknown-option', given: 'etaa', corrected },
  ],
  'unknown-subverb': [
    {
      kind: 'unknown-subverb',
      command: 'task',
      given: '搞定',
      known: ['done', 'list'],
      corrected: 'task done announce',
    },
    { kind: 'unknown-subverb', command: 'task', given: '搞定', known: ['done', 'list'] },
  ],
  'unbalanced-quote': [{ kind: 'unbalanced-quote', corrected: 'note "x"' }],
  'too-long': [{ kind: 'too-long', argument, length: 5000, limit: 2000 }],
  'time-unreadable': [{ kind: 'time-unreadable', given: '25:00', corrected }],
  'time-in-past': [{ kind: 'time-in-past', given: '9:00', corrected }],
  'no-incident': [{ kind: 'no-incident', corrected: 'grade INC-20261201-01 sev2' }],
  'several-incidents': [
    {
      kind: 'several-incidents',
      choices: [
        {
          key: 'INC-20261201-01',
          title: '主交换节点无响应',
          corrected: 'grade INC-20261201-01 sev2',
        },
        { key: 'INC-20261201-02', title: 'App无法登录', corrected: 'grade INC-20261201-02 sev2' },
      ],
    },
  ],
  empty: [{ kind: 'empty' }],
};
