import type { TicketAct, TicketIntentOf } from '#domain/ticket/command.ts';
import { LATE_CAUSES } from '#domain/ticket/event.ts';
import { TICKET_HANDLERS } from '#domain/ticket/people.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import {
  argument,
  choice,
  REASON_LIMIT,
  reasonArgument,
  TEXT_LIMIT,
  TITLE_LIMIT,
} from '../argument.ts';
import { command, type Built, type Command, type Who } from '../command.ts';
import { present, type Given } from '../given.ts';
import { levelArgument } from './lifecycle.ts';

/** Departments also work on what was handed to them. */
const HANDLERS: Who = [...TICKET_HANDLERS, 'deptHead'];

/** `20261201`, `#20261201` and `TKT-20261201` are the same ticket. */
export const ticketKey = (given: string): string => {
  const plain = given.trim().replace(/^#/, '').toUpperCase();
  return plain.startsWith('TKT-') ? plain : `TKT-${plain}`;
};

export const ticketArgument = (options: { readonly required: boolean }) =>
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

export const severityOf = (word: string | undefined) =>
  SEVERITIES.find((severity) => severity === word);

/** With `--all` there is no number, so what stands in its place belongs to the text. */
const textOf = (given: Given<'ticket' | 'text' | 'all'>): string =>
  [given.flag('all') ? given.text('ticket') : undefined, given.text('text')]
    .filter((part) => part !== undefined)
    .join(' ');

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

/** What is done to a ticket that is there, in the order in which it happens. */
export const TICKET_STEPS: readonly Command[] = [
  progress,
  transfer,
  accept,
  result,
  inform,
  close,
  level,
  escalate,
];
