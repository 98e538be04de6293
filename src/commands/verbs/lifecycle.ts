import { SEVERITIES } from '#domain/playbook/playbook.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { argument, REASON_LIMIT, reasonArgument, TITLE_LIMIT } from '../argument.ts';
import { command, words, type Built, type Verb, type Who } from '../command.ts';
import { present, type Given } from '../given.ts';
import { figuresIn } from '../values/figures-in.ts';

const COMMAND: Who = ['incidentCommander', 'commandGroup'];

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const severityOf = (word: string | undefined) => SEVERITIES.find((severity) => severity === word);

export const levelArgument = (options: {
  readonly required: boolean;
  readonly positional: boolean;
}) =>
  argument('level', 'level', '级别', 'Level', {
    keys: ['级别', '定级', '等级', 'severity'],
    ...options,
  });

const scopeOf = (given: Given<'regions' | 'users'>) => ({
  ...present('regions', given.list('regions')),
  ...present('users', given.number('users')),
});

export const SCOPE_ARGUMENTS = [
  argument('regions', 'regions', '影响地区', 'Regions', {
    keys: ['范围', '地区', '区域', '影响范围', 'region'],
  }),
  argument('users', 'users', '影响用户数', 'Customers affected', {
    keys: ['用户', '用户数', '人数', '影响用户'],
  }),
] as const;

export const FLAGS_ARGUMENT = argument('flags', 'words', '情形', 'Flags', {
  keys: ['标记', '标志', 'flag'],
  from: 'flags',
  placeholder: ['安全隐患', 'safetyHazard'],
});

const open: Verb = {
  id: 'open',
  words: words('开启 启动 发起 上报', 'open declare'),
  group: 'start',
  commands: [
    command({
      id: 'open',
      who: 'anyone',
      incident: 'none',
      summary: ['开启应急事件', 'Open an incident'],
      example: [
        '开启 系统故障 "CRM无法登录" 范围=华东,华南 用户=300',
        'open system-failure "CRM logins fail" --regions East,South --users 300',
      ],
      args: [
        argument('scenario', 'scenario', '场景', 'Scenario', {
          positional: true,
          required: true,
          keys: ['类型', 'playbook', 'type'],
        }),
        argument('title', 'rest', '标题', 'Title', {
          positional: true,
          required: true,
          maxLength: TITLE_LIMIT,
        }),
        levelArgument({ required: false, positional: false }),
        ...SCOPE_ARGUMENTS,
        argument('cause', 'text', '初步原因', 'Initial cause', {
          keys: ['原因'],
          maxLength: REASON_LIMIT,
        }),
        argument('status', 'text', '当前状态', 'Current state', {
          keys: ['状态', '现状'],
          maxLength: REASON_LIMIT,
        }),
        argument('at', 'instant', '开始时间', 'Began at', {
          keys: ['时间', '发生时间', 'since', 'started'],
          sense: 'past',
        }),
        argument('rooms', 'words', '建群平台', 'Messengers', {
          keys: ['群', '平台', 'messengers'],
          from: 'messengers',
          placeholder: ['slack', 'slack'],
        }),
        argument('from', 'text', '来源工单', 'From ticket', {
          keys: ['工单', '来源', 'ticket'],
          maxLength: TITLE_LIMIT,
          placeholder: ['20261201', '20261201'],
        }),
        argument('linked', 'id', '关联事件', 'Linked incident', {
          keys: ['关联', 'link'],
          from: 'incidents',
          maxLength: TITLE_LIMIT,
        }),
        FLAGS_ARGUMENT,
      ],
      build: (given, { policy }) => ({
        kind: 'open',
        intent: {
          type: 'open',
          scenario: given.text('scenario') ?? '',
          title: given.text('title') ?? '',
          scope: scopeOf(given),
          flags: given.list('flags') ?? [],
          ...present('severity', severityOf(given.text('level'))),
          ...present('cause', given.text('cause')),
          ...present('status', given.text('status')),
          ...present('metrics', figuresIn(given.text('status'), policy)),
          ...present('startedAt', given.number('at')),
          ...present('messengers', given.list('rooms')),
          ...present('fromTicket', given.text('from')),
          ...present('linkedTo', given.text('linked')),
        },
      }),
    }),
  ],
};

const grade: Verb = {
  id: 'grade',
  words: words('定级 分级', 'grade'),
  group: 'start',
  commands: [
    command({
      id: 'grade',
      who: 'participant',
      incident: 'needed',
      summary: ['定级，或调整级别', 'Set or change the level'],
      example: ['定级 重大 全国接通率68%', 'grade critical "connect rate 68% nationwide"'],
      args: [
        levelArgument({ required: true, positional: true }),
        reasonArgument(),
        argument('confirm', 'flag', '仍要改', 'I am sure', { keys: ['确认', '仍要改', 'yes'] }),
      ],
      build: (given) =>
        incident({
          type: 'grade',
          severity: severityOf(given.text('level')) ?? 'sev3',
          ...present('reason', given.text('reason')),
          ...(given.flag('confirm') ? { confirmed: true } : {}),
        }),
    }),
  ],
};

const join: Verb = {
  id: 'join',
  words: words('加入', 'join'),
  group: 'start',
  commands: [
    command({
      id: 'join',
      who: 'anyone',
      incident: 'needed',
      summary: ['加入正在处理的事件', 'Join an open incident'],
      example: ['加入 INC-20261201-01', 'join INC-20261201-01'],
      args: [],
      build: () => incident({ type: 'join' }),
    }),
  ],
};

const resolve: Verb = {
  id: 'resolve',
  words: words('解除', 'resolve'),
  group: 'after',
  commands: [
    command({
      id: 'resolve',
      who: COMMAND,
      incident: 'needed',
      summary: ['解除，转入观察', 'Resolve: move to monitoring'],
      example: ['解除 主节点已更换', 'resolve "main node replaced"'],
      args: [reasonArgument({ wanted: true })],
      build: (given) => incident({ type: 'resolve', ...present('reason', given.text('reason')) }),
    }),
  ],
};

const close: Verb = {
  id: 'close',
  words: words('关闭', 'close'),
  group: 'after',
  commands: [
    command({
      id: 'close',
      who: COMMAND,
      incident: 'needed',
      summary: ['关闭事件，生成复盘', 'Close the incident and draft the postmortem'],
      example: ['关闭 观察1小时稳定', 'close "stable for an hour"'],
      args: [
        reasonArgument(),
        argument('force', 'text', '强制关闭的原因', 'Reason for closing anyway', {
          keys: ['强制', '强制关闭'],
          maxLength: REASON_LIMIT,
        }),
      ],
      build: (given) =>
        incident({
          type: 'close',
          ...present('reason', given.text('reason')),
          ...present('force', given.text('force')),
        }),
    }),
  ],
};

const reopen: Verb = {
  id: 'reopen',
  words: words('重开', 'reopen'),
  group: 'after',
  commands: [
    command({
      id: 'reopen',
      who: ['incidentCommander', 'commandGroup', 'dutyOps'],
      incident: 'named',
      summary: ['重开已解除或已关闭的事件', 'Reopen a resolved or closed incident'],
      example: [
        '重开 INC-20261201-01 接通率再次跌至74%',
        'reopen INC-20261201-01 "connect rate down to 74% again"',
      ],
      args: [reasonArgument({ required: true })],
      build: (given) => incident({ type: 'reopen', ...present('reason', given.text('reason')) }),
    }),
  ],
};

const cancel: Verb = {
  id: 'cancel',
  words: words('撤销', 'cancel'),
  group: 'after',
  commands: [
    command({
      id: 'cancel',
      who: COMMAND,
      incident: 'needed',
      summary: ['撤销误开的事件', 'Cancel an incident opened by mistake'],
      example: ['撤销 监控探针故障', 'cancel "the probe was faulty"'],
      args: [reasonArgument({ required: true })],
      build: (given) => incident({ type: 'cancel', ...present('reason', given.text('reason')) }),
    }),
  ],
};

export const LIFECYCLE: readonly Verb[] = [open, grade, join, resolve, close, reopen, cancel];
