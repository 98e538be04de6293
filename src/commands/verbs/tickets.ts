import type { TicketAct, TicketIntentOf } from '#domain/ticket/command.ts';
import { LATE_CAUSES } from '#domain/ticket/event.ts';
import { TICKET_CATEGORIES } from '#domain/ticket/rules.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import {
  argument,
  choice,
  REASON_LIMIT,
  reasonArgument,
  TEXT_LIMIT,
  TITLE_LIMIT,
} from '../argument.ts';
import { command, words, type Built, type Verb, type Who } from '../command.ts';
import { present, type Given } from '../given.ts';
import { EXPORT_FORMATS } from '../request.ts';
import { levelArgument } from './lifecycle.ts';

const HANDLERS: Who = [
  'customerCare',
  'teamLead',
  'supervisor',
  'seniorAgent',
  'opsSupervisor',
  'dutyOps',
  'commandGroup',
  'deptHead',
];

/** `20261201`, `#20261201` and `TKT-20261201` are the same ticket. */
export const ticketKey = (given: string): string => {
  const plain = given.trim().replace(/^#/, '').toUpperCase();
  return plain.startsWith('TKT-') ? plain : `TKT-${plain}`;
};

const ticketArgument = (options: { readonly required: boolean }) =>
  argument('ticket', 'text', '工单编号', 'Ticket', {
    positional: true,
    keys: ['工单', '编号', 'number', 'no'],
    maxLength: TITLE_LIMIT,
    placeholder: ['20261201', '20261201'],
    ...options,
  });

const allArgument = argument('all', 'flag', '本事件的全部工单', 'All of the incident', {
  keys: ['全部', '所有'],
});

const about = <T extends TicketAct>(given: Given<'ticket'>, intent: TicketIntentOf<T>): Built => ({
  kind: 'ticket',
  key: ticketKey(given.text('ticket') ?? ''),
  intent,
});

const severityOf = (word: string | undefined) => SEVERITIES.find((severity) => severity === word);

/** With `--all` there is no number, so what stands in its place belongs to the text. */
const textOf = (given: Given<'ticket' | 'text' | 'all'>): string =>
  [given.flag('all') ? given.text('ticket') : undefined, given.text('text')]
    .filter((part) => part !== undefined)
    .join(' ');

const FACTS = [
  argument('topic', 'text', '主题', 'Topic', { keys: ['主题'], maxLength: TITLE_LIMIT }),
  argument('product', 'text', '产品', 'Product', { keys: ['产品'], maxLength: TITLE_LIMIT }),
  argument('batch', 'text', '批次', 'Batch', { keys: ['批次'], maxLength: TITLE_LIMIT }),
  argument('region', 'text', '地区', 'Region', { keys: ['地区'], maxLength: TITLE_LIMIT }),
  argument('customer', 'text', '客户姓名', 'Customer', {
    keys: ['客户', '姓名', 'name'],
    maxLength: TITLE_LIMIT,
  }),
  argument('contact', 'text', '联系方式', 'Contact', {
    keys: ['联系', '电话', '手机', 'phone'],
    maxLength: TITLE_LIMIT,
  }),
  argument('tags', 'words', '标签', 'Tags', { keys: ['标签', 'tag'] }),
  argument('source', 'url', '来源链接', 'Source', { keys: ['来源', '链接', 'url', 'link'] }),
] as const;

const add = command({
  id: 'ticket add',
  sub: ['新增 登记 添加', 'add new'],
  who: 'anyone',
  incident: 'maybe',
  summary: ['登记投诉工单', 'Register a complaint'],
  example: [
    '工单 新增 "手环表带断裂，要求退货" 主题=手环X2表带断裂 联系=13812345678',
    'ticket add "strap broken, wants a refund" topic="X2 strap" contact=13812345678',
  ],
  args: [
    argument('text', 'rest', '客户说了什么', 'What the customer said', {
      positional: true,
      required: true,
      keys: ['内容', '描述', 'description'],
      maxLength: TEXT_LIMIT,
    }),
    argument('category', 'choice', '类型', 'Type', {
      keys: ['类型', 'type'],
      choices: [
        choice('complaint', '投诉', 'Complaint'),
        choice('inquiry', '咨询', 'Inquiry'),
        choice('suggestion', '建议', 'Suggestion', '意见'),
        choice('business', '办理', 'Request', '业务'),
      ],
    }),
    argument('level', 'level', '级别', 'Level', {
      keys: ['级别', '紧急程度', 'urgency', 'severity'],
    }),
    ...FACTS,
  ],
  build: (given, { incident, inRoom }) => ({
    kind: 'ticketAdd',
    intent: {
      type: 'add',
      text: given.text('text') ?? '',
      category:
        TICKET_CATEGORIES.find((category) => category === given.text('category')) ?? 'complaint',
      tags: given.list('tags') ?? [],
      ...present('severity', severityOf(given.text('level'))),
      ...present('topic', given.text('topic')),
      ...present('product', given.text('product')),
      ...present('batch', given.text('batch')),
      ...present('region', given.text('region')),
      ...present('customer', given.text('customer')),
      ...present('contact', given.text('contact')),
      ...present('source', given.text('source')),
      ...present('incident', inRoom ? incident?.key : undefined),
    },
  }),
});

const progress = command({
  id: 'ticket progress',
  sub: ['进展 反馈', 'progress'],
  who: HANDLERS,
  incident: 'maybe',
  formWhenBare: true,
  summary: ['记录已向客户反馈的进展', 'Record what the customer was told'],
  example: [
    '工单 进展 20261201 已致电说明退货流程',
    'ticket progress 20261201 "called, explained"',
  ],
  args: [
    ticketArgument({ required: false }),
    argument('text', 'rest', '反馈内容', 'What was said', {
      positional: true,
      wanted: true,
      keys: ['内容'],
      maxLength: TEXT_LIMIT,
    }),
    allArgument,
  ],
  build: (given) =>
    given.flag('all')
      ? { kind: 'incident', intent: { type: 'progressTickets', text: textOf(given) } }
      : about(given, { type: 'progress', text: given.text('text') ?? '' }),
});

const transfer = command({
  id: 'ticket transfer',
  sub: ['转办 转交', 'transfer'],
  who: HANDLERS,
  incident: 'none',
  summary: [
    '转给责任部门，部门须在时限内接收',
    'Hand it to a department, which must take it on in time',
  ],
  example: ['工单 转办 20261201 技术 需要查日志', 'ticket transfer 20261201 tech "check the logs"'],
  args: [
    ticketArgument({ required: true }),
    argument('department', 'id', '部门', 'Department', {
      positional: true,
      required: true,
      keys: ['部门', 'dept'],
      from: 'departments',
      maxLength: TITLE_LIMIT,
    }),
    reasonArgument(),
  ],
  build: (given) =>
    about(given, {
      type: 'transfer',
      department: given.text('department') ?? '',
      ...present('reason', given.text('reason')),
    }),
});

const accept = command({
  id: 'ticket accept',
  sub: ['接收 接手', 'accept take'],
  who: 'anyone',
  incident: 'none',
  summary: [
    '接收转来的工单，或接手升级的客户',
    'Take on what was handed over, or take over a customer',
  ],
  example: ['工单 接收 20261201', 'ticket accept 20261201'],
  args: [ticketArgument({ required: true })],
  build: (given) => about(given, { type: 'accept' }),
});

const result = command({
  id: 'ticket result',
  sub: ['结果', 'result'],
  who: HANDLERS,
  incident: 'none',
  summary: ['填写处理结果', 'Enter the result'],
  example: ['工单 结果 20261201 免费更换表带', 'ticket result 20261201 "free replacement"'],
  args: [
    ticketArgument({ required: true }),
    argument('result', 'rest', '处理结果', 'Result', {
      positional: true,
      required: true,
      keys: ['内容', 'text'],
      maxLength: TEXT_LIMIT,
    }),
  ],
  build: (given) => about(given, { type: 'giveResult', result: given.text('result') ?? '' }),
});

const inform = command({
  id: 'ticket inform',
  sub: ['告知 回复', 'inform'],
  who: HANDLERS,
  incident: 'none',
  summary: ['记录已把结果告知客户', 'Record that the customer was told the result'],
  example: ['工单 告知 20261201', 'ticket inform 20261201'],
  args: [
    ticketArgument({ required: true }),
    argument('text', 'rest', '告知内容', 'What was said', {
      positional: true,
      keys: ['内容'],
      maxLength: TEXT_LIMIT,
    }),
  ],
  build: (given) => about(given, { type: 'inform', ...present('text', given.text('text')) }),
});

const close = command({
  id: 'ticket close',
  sub: ['关闭 解决 完结', 'close resolve'],
  who: HANDLERS,
  incident: 'maybe',
  formWhenBare: true,
  summary: ['解决工单', 'Resolve a ticket'],
  example: ['工单 关闭 20261201 满意度=5', 'ticket close 20261201 satisfaction=5'],
  args: [
    ticketArgument({ required: false }),
    argument('text', 'rest', '处理结果', 'Result', {
      positional: true,
      keys: ['结果', 'result'],
      maxLength: TEXT_LIMIT,
    }),
    argument('satisfaction', 'number', '客户满意度', 'Satisfaction', {
      keys: ['满意度', '评分'],
      min: 1,
      max: 5,
      placeholder: ['5', '5'],
    }),
    argument('cause', 'choice', '超时原因', 'Cause of delay', {
      keys: ['原因类别'],
      choices: [
        choice('system', '系统', 'System'),
        choice('people', '人员', 'People'),
        choice('process', '流程', 'Process'),
      ],
    }),
    allArgument,
  ],
  build: (given) => {
    const text = textOf(given);
    if (given.flag('all'))
      return {
        kind: 'incident',
        intent: { type: 'closeTickets', ...(text === '' ? {} : { text }) },
      };
    return about(given, {
      type: 'close',
      ...(text === '' ? {} : { result: text }),
      ...present('satisfaction', given.number('satisfaction')),
      ...present(
        'cause',
        LATE_CAUSES.find((cause) => cause === given.text('cause')),
      ),
    });
  },
});

const level = command({
  id: 'ticket level',
  sub: ['定级 改级', 'level grade'],
  who: HANDLERS,
  incident: 'none',
  summary: ['调整工单级别，时限随之调整', 'Change the level, and the time limits with it'],
  example: [
    '工单 定级 20261201 一级 涉及人身安全',
    'ticket level 20261201 sev1 "somebody was hurt"',
  ],
  args: [
    ticketArgument({ required: true }),
    levelArgument({ required: true, positional: true }),
    reasonArgument(),
  ],
  build: (given) =>
    about(given, {
      type: 'grade',
      severity: severityOf(given.text('level')) ?? 'sev3',
      reason: given.text('reason') ?? '',
    }),
});

const escalate = command({
  id: 'ticket escalate',
  sub: ['升级', 'escalate'],
  who: 'anyone',
  incident: 'none',
  summary: ['请资深客服接手', 'Ask a senior agent to take over'],
  example: ['工单 升级 20261201 客户情绪激动', 'ticket escalate 20261201 "the customer is upset"'],
  args: [
    ticketArgument({ required: true }),
    argument('reason', 'rest', '原因', 'Reason', {
      positional: true,
      required: true,
      keys: ['理由', 'why'],
      maxLength: REASON_LIMIT,
    }),
  ],
  build: (given) => about(given, { type: 'escalate', reason: given.text('reason') ?? '' }),
});

const show = command({
  id: 'ticket show',
  sub: ['查看', 'show'],
  who: 'anyone',
  incident: 'none',
  summary: ['查看一张工单', 'Show a ticket'],
  example: ['工单 查看 20261201', 'ticket show 20261201'],
  args: [ticketArgument({ required: true })],
  build: (given) => ({
    kind: 'query',
    query: { type: 'ticketShow', ticket: ticketKey(given.text('ticket') ?? '') },
  }),
});

const list = command({
  id: 'ticket list',
  sub: ['列表', 'list'],
  who: 'anyone',
  incident: 'maybe',
  summary: ['未解决的工单；导出客户处理记录表', 'Open tickets; exports the record table'],
  example: ['工单 列表 导出=csv', 'ticket list export=csv'],
  args: [
    argument('search', 'rest', '搜索', 'Search', {
      positional: true,
      keys: ['搜索', '关键词'],
      maxLength: TITLE_LIMIT,
    }),
    argument('all', 'flag', '含已解决', 'Resolved ones too', { keys: ['全部', '所有'] }),
    argument('export', 'choice', '导出', 'Export', {
      keys: ['导出'],
      choices: EXPORT_FORMATS.filter((format) => format === 'csv').map((format) =>
        choice(format, format, format),
      ),
    }),
  ],
  build: (given) => ({
    kind: 'query',
    query: {
      type: 'ticketList',
      all: given.flag('all'),
      ...present('search', given.text('search')),
      ...(given.text('export') === undefined ? {} : { export: 'csv' }),
    },
  }),
});

const ticket: Verb = {
  id: 'ticket',
  words: words('工单', 'ticket tickets'),
  group: 'start',
  bare: 'list',
  assumed: 'add',
  commands: [add, list, show, progress, transfer, accept, result, inform, close, level, escalate],
};

/** Complaint tickets, from what a customer said to what they were told. */
export const TICKETS: readonly Verb[] = [ticket];
