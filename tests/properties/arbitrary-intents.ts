import * as fc from 'fast-check';
import type { IncidentIntent, IncidentIntentType } from '#domain/incident/command.ts';
import type { PersonRef } from '#domain/person.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time.ts';
import { archivingPolicy } from '../support/policy.ts';
import { NASTY } from './nasty-words.ts';

const { organisation, common, playbooks } = archivingPolicy;

const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '切至备用服务器B',
      '网络中断',
      '已确认权限与培训',
      '18:00',
      ...NASTY,
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const word = (...known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.constantFrom(...NASTY, 'x') },
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const STRANGER: PersonRef = { id: 'slack U_NOBODY', name: '路人' };
/** Everyone who can be meant: the file's people, one nobody knows, and two called like parts of every object. */
export const people: readonly PersonRef[] = [
  ...organisation.people
    .filter(({ id }) => !/^standby(0[3-9]|1)/.test(id))
    .map(({ id, name }) => ({ id, name })),
  STRANGER,
  { id: 'constructor', name: 'constructor' },
  { id: '__proto__', name: '__proto__' },
];
const person = fc.constantFrom(...people);

/** As deliveries tell it: few people, some of them twice. */
const some = fc.array(fc.constantFrom(...people.slice(0, 3), STRANGER), { maxLength: 4 });

const severity = fc.constantFrom(...SEVERITIES);
const role = word(...common.roles.map(({ id }) => id), 'responder');
const scenario = word(...Object.keys(playbooks));
const template = word(
  'initial',
  'resolved',
  'statement',
  'ivr-wait',
  'stop-use',
  'progress',
  'notice',
);
const channel = word('website', 'app', 'sms', 'ivr', 'wechat');
const announcement = word('A1', 'A2', 'a3', 'A9');
const approval = word('A1.v1', 'A1', 'A2.v1', 'A1.v2', 'W1.v1', 'W2', 'P1.v1', 'P2', 'Z9');
const items = [
  ...Object.values(playbooks).flatMap(({ checklist }) => checklist.map(({ id }) => id)),
  ...Object.values(archivingPolicy.schemes).flatMap(({ levels }) =>
    Object.values(levels).flatMap(({ duties }) => duties.map(({ id }) => id)),
  ),
];
const task = word(...items, 'switch-backup@2', 'T1', 'T2');
const deadline = word(...items, 'update', 'grade', 'A1', 'promise:A1:nextUpdate', 'action:AI-1');
const regions = fc.subarray(['华东', '华南', '全国', '上海']);
const scope = fc.record(
  { regions, users: fc.nat(5_000) },
  { requiredKeys: [], noNullPrototype: true },
);
const flags = fc.subarray(['fullOutage', 'safetyHazard', 'trendingTopic', 'x']);
const VARIABLES = [
  'impact',
  'cause',
  'eta',
  'workaround',
  'nextUpdate',
  'recoveredAt',
  'actions',
  'contact',
  'waitMinutes',
  'constructor',
];
const allVars = fc.constant(Object.fromEntries(VARIABLES.map((name) => [name, `${name}值`])));
const someVars = fc.dictionary(
  word(
    ...VARIABLES,
    'time',
    'place',
    'impact',
    'customers',
    'description',
    'actionsTaken',
    'evidence',
    'symptom',
    'scope',
    'duration',
    'demand',
  ),
  text,
  { maxKeys: 4, noNullPrototype: true },
);
const vars = fc.oneof({ weight: 2, arbitrary: allVars }, { weight: 1, arbitrary: someVars });
const url = word('https://m.example/1', 'http://d', 'ftp://x', 'javascript:1');
const message = word('m1', 'm2', 'm3');
const messenger = word('slack', 'feishu', 'sandbox');
const room = word('R1', 'R2');

/** A moment near the command's own, told as the distance from it: a promise, a due time, … */
const moment = fc.integer({ min: -2 * 3_600, max: 4 * 3_600 }).map((seconds) => seconds * SECOND);
/** … or something that was, as a rule. */
const past = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3_600, max: 0 }).map((seconds) => seconds * SECOND) },
  { weight: 1, arbitrary: moment },
);
const edited = maybe(fc.record({ text, at: past }));
const period = fc.oneof(
  fc.integer({ min: 1, max: DAY }),
  fc.constantFrom(SECOND, 30 * SECOND, MINUTE, 20 * MINUTE, HOUR, DAY),
);
const load = fc.integer({ min: 0, max: 120 });
const figures = {
  metric: word('connectRate', 'loadPct'),
  limit: fc.constant(90),
  value: load,
  at: past,
  sustainedForMs: period,
};

type Fields<T extends IncidentIntentType> = {
  readonly [K in Exclude<keyof Extract<IncidentIntent, { type: T }>, 'type'>]-?: fc.Arbitrary<
    Extract<IncidentIntent, { type: T }>[K] | undefined
  >;
};
type Table = { readonly [T in IncidentIntentType]: Fields<T> };

/** One arbitrary for each field of each intent; a new intent is a compile error here. */
export const INTENTS: Table = {
  open: {
    key: fc.constant('INC-20261201-01'),
    scenario,
    title: text,
    severity: maybe(severity),
    scope,
    flags,
    cause: maybe(text),
    status: maybe(text),
    startedAt: maybe(past),
    messengers: fc.subarray(['slack', 'feishu', 'sandbox'], { minLength: 1 }),
    linkedTo: maybe(fc.constant('INC-20261101-01')),
    fromTicket: maybe(fc.constant('TKT-20261201')),
    fromDepartment: maybe(fc.constantFrom('tech', 'nowhere')),
    alert: maybe(fc.constant('ALT-20261201-01')),
    alertedAt: maybe(past),
    metrics: maybe(fc.constant({ connectRate: 68 })),
    tickets: maybe(fc.constant(['TKT-20261201'])),
    locale: fc.constantFrom('zh-CN', 'en'),
  },
  grade: { severity, reason: maybe(text), confirmed: maybe(fc.boolean()) },
  facts: { facts: someVars, scope, flags },
  assign: { role, people: fc.array(person, { maxLength: 3 }), lead: fc.boolean() },
  handover: { role, to: person, note: maybe(text) },
  acceptHandover: { role: maybe(role) },
  update: {
    text,
    percent: maybe(fc.nat(100)),
    measure: maybe(text),
    caution: maybe(text),
    message: maybe(message),
    edited,
  },
  metric: {
    values: fc.dictionary(word('connectRate', 'loadPct', 'waitSeconds'), fc.nat(200), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    dims: maybe(fc.constant({ region: '华东' })),
    at: maybe(past),
  },
  taskDone: { task, note: maybe(text) },
  taskSkip: { task, reason: maybe(text) },
  taskAdd: { title: text, dueMs: period, role, owner: maybe(person) },
  ack: { deadline, reason: maybe(text), eta: maybe(moment) },
  cadence: { everyMs: period, reason: maybe(text) },
  wordingSet: { text: maybe(text), vars },
  wordingFreeze: {},
  announceDraft: {
    template,
    vars,
    promises: fc.record(
      { eta: moment, nextUpdate: moment },
      { requiredKeys: [], noNullPrototype: true },
    ),
    hold: fc.constantFrom(false, false, false, true),
    supersedes: maybe(announcement),
  },
  announceRevise: {
    id: announcement,
    vars,
    promises: fc.record(
      { eta: moment, nextUpdate: moment },
      { requiredKeys: [], noNullPrototype: true },
    ),
    hold: fc.constantFrom(false, false, false, true),
  },
  announceSent: { id: announcement, channel, url: maybe(url) },
  announceWithdraw: { id: announcement, reason: maybe(text) },
  vote: {
    approval,
    choice: fc.constantFrom('approve', 'approve', 'reject'),
    cast: fc.constantFrom(true, true, true, false),
    reason: maybe(text),
    at: maybe(past),
  },
  rejectionReason: { approval, reason: text },
  planPropose: {
    text,
    steps: fc.array(text, { maxLength: 3 }),
    resources: maybe(text),
    due: maybe(text),
    owner: maybe(text),
    compensation: maybe(text),
  },
  meetingStart: { url: maybe(url), priority: maybe(text) },
  meetingEnd: {},
  playbookAttach: { playbook: scenario },
  standbyCall: { count: maybe(fc.integer({ min: 1, max: 30 })) },
  standbyReply: { reply: fc.constantFrom('accept', 'decline') },
  note: { text, at: maybe(past), message: maybe(message), edited },
  relay: { text },
  link: { kind: word('doc', 'evidence', 'recording'), url },
  resolve: { reason: maybe(text) },
  close: { reason: maybe(text), force: maybe(text) },
  reopen: { reason: maybe(text) },
  cancel: { reason: maybe(text) },
  postmortemEdit: { field: word('rootCause', 'what', 'when', 'outcome', '根因'), text },
  postmortemWhy: { text },
  postmortemPublish: {},
  actionAdd: {
    text,
    owner: maybe(person),
    dueAt: maybe(moment),
    category: fc.constantFrom('fix', 'training', 'drill'),
  },
  actionDone: { id: word('AI-1', 'ai-2') },
  setRoomLocale: { locale: fc.constantFrom('zh-CN', 'en') },
  join: {},
  deadlinesPassed: { startedAt: moment },
  recordRoomOpened: { messenger, room, name: text },
  recordRoomLost: {
    messenger,
    room,
    reason: fc.constantFrom('archived', 'removed', 'deleted', 'stuck'),
    by: maybe(person),
  },
  recordRoomRestored: { messenger, room },
  recordRoomDelayed: { messenger, waitMs: period },
  recordJoined: { messenger, people: some },
  recordUnreachable: { messenger, people: some },
  recordUrged: {
    messenger,
    people: some,
    missed: some,
    by: fc.constantFrom('app', 'sms', 'phone'),
    asked: maybe(fc.constantFrom('app', 'sms', 'phone')),
    doubted: maybe(fc.constant(true as const)),
  },
  recordTodoPlaced: { ref: word('AI-1'), messenger, handle: word('task-1') },
  triggerMet: {
    ...figures,
    rule: word('sf-connect-outage', 'cs-capacity'),
    dims: maybe(someVars),
    op: fc.constantFrom('lt', 'gt'),
  },
  linkTickets: {
    tickets: fc.array(fc.record({ key: word('TKT-20261201', 'TKT-20261202') }), { maxLength: 3 }),
    word: maybe(text),
  },
  noteTickets: {
    tickets: fc.array(word('TKT-20261201', 'TKT-20261202'), { maxLength: 3 }),
    did: fc.constantFrom('progressed', 'answered'),
  },
  progressTickets: { text },
  closeTickets: { text: maybe(text) },
  recovered: { ...figures, since: past },
  recordFigure: { metric: figures.metric, value: load, least: load, most: load, at: past },
  proposePlaybook: {
    playbook: word('public-opinion', 'system-failure', 'nothing'),
    signal: word('trendingTopic'),
    text,
    url: maybe(url),
  },
  recordMeetingLink: { messenger, url },
  recordPlatformDown: {
    messenger,
    since: past,
    up: fc.subarray(['slack', 'feishu', 'sandbox']),
    unreachable: some,
    alone: fc.boolean(),
  },
  recordPlatformUp: { messenger },
  recordAbandoned: { key: fc.option(text, { nil: undefined }), what: text, messenger, error: text },
  messageEdited: { message, text, at: maybe(past) },
  messageDeleted: { message },
};
