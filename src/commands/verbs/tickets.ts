import { TICKET_CATEGORIES } from '#domain/ticket/rules.ts';
import { argument, choice, TEXT_LIMIT, TITLE_LIMIT } from '../argument.ts';
import { command, words, type Verb } from '../command.ts';
import { present } from '../given.ts';
import { EXPORT_FORMATS } from '../request.ts';
import { severityOf, ticketArgument, ticketKey, TICKET_STEPS } from './ticket-steps.ts';

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
  commands: [add, list, show, ...TICKET_STEPS],
};

/** Complaint tickets, from what a customer said to what they were told. */
export const TICKETS: readonly Verb[] = [ticket];
