import type { IncidentIntent } from '#domain/incident/command.ts';
import { argument, choice, REASON_LIMIT, TEXT_LIMIT } from '../argument.ts';
import { command, words, type Built, type Verb } from '../command.ts';
import { present } from '../given.ts';

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const postmortem: Verb = {
  id: 'postmortem',
  words: words('复盘', 'postmortem'),
  group: 'after',
  bare: 'show',
  commands: [
    command({
      id: 'postmortem show',
      sub: ['查看', 'show'],
      who: 'participant',
      incident: 'needed',
      summary: ['查看复盘', 'Show the postmortem'],
      example: ['复盘 查看', 'postmortem show'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'postmortemShow' } }),
    }),
    command({
      id: 'postmortem edit',
      sub: ['编辑 修改', 'edit'],
      who: 'participant',
      incident: 'needed',
      summary: ['填写复盘的一栏', 'Fill in a field of the postmortem'],
      example: [
        '复盘 编辑 根因 主交换节点固件缺陷',
        'postmortem edit rootCause "firmware defect of the main switch"',
      ],
      args: [
        argument('field', 'id', '栏目', 'Field', {
          positional: true,
          required: true,
          keys: ['字段'],
          from: 'fields',
          maxLength: 40,
          placeholder: ['rootCause', 'rootCause'],
        }),
        argument('text', 'rest', '内容', 'Text', {
          positional: true,
          required: true,
          maxLength: TEXT_LIMIT,
        }),
      ],
      build: (given) =>
        incident({
          type: 'postmortemEdit',
          field: given.text('field') ?? '',
          text: given.text('text') ?? '',
        }),
    }),
    command({
      id: 'postmortem why',
      sub: ['为什么 追问', 'why'],
      who: 'participant',
      incident: 'needed',
      summary: ['补充一层“为什么”', 'Add one more why'],
      example: [
        '复盘 为什么 固件未按计划升级',
        'postmortem why "the firmware was not upgraded as planned"',
      ],
      args: [
        argument('text', 'rest', '为什么', 'Why', {
          positional: true,
          required: true,
          keys: ['内容'],
          maxLength: REASON_LIMIT,
        }),
      ],
      build: (given) => incident({ type: 'postmortemWhy', text: given.text('text') ?? '' }),
    }),
    command({
      id: 'postmortem publish',
      sub: ['发布', 'publish'],
      who: ['incidentCommander', 'commandGroup'],
      incident: 'needed',
      summary: ['发布复盘', 'Publish the postmortem'],
      example: ['复盘 发布', 'postmortem publish'],
      args: [],
      build: () => incident({ type: 'postmortemPublish' }),
    }),
  ],
};

const action: Verb = {
  id: 'action',
  words: words('改进 改进措施', 'action actions'),
  group: 'after',
  bare: 'list',
  assumed: 'add',
  commands: [
    command({
      id: 'action add',
      sub: ['新增 添加', 'add'],
      who: 'participant',
      incident: 'needed',
      summary: ['新增改进措施', 'Add an action item'],
      example: [
        '改进 新增 固件升级 @钱多 期限=5天',
        'action add "firmware upgrade" @Qian --due 5d',
      ],
      args: [
        argument('text', 'rest', '改进措施', 'Action', {
          positional: true,
          required: true,
          keys: ['内容', '措施'],
          maxLength: REASON_LIMIT,
        }),
        argument('owner', 'person', '负责人', 'Owner', {
          positional: true,
          wanted: true,
          keys: ['人', '责任人'],
        }),
        argument('due', 'instant', '期限', 'Due', {
          wanted: true,
          keys: ['时限', '截止', '到期'],
          sense: 'future',
        }),
        argument('type', 'choice', '类型', 'Kind', {
          choices: [
            choice('fix', '修复', 'Fix', '整改'),
            choice('process', '流程', 'Process'),
            choice('training', '培训', 'Training'),
            choice('kb', '知识库', 'Knowledge base'),
            choice('drill', '演练', 'Drill'),
            choice('qa', '质检', 'Quality check'),
          ],
        }),
      ],
      build: (given) =>
        incident({
          type: 'actionAdd',
          text: given.text('text') ?? '',
          category: given.text('type') ?? 'fix',
          ...present('owner', given.people('owner')[0]),
          ...present('dueAt', given.number('due')),
        }),
    }),
    command({
      id: 'action done',
      sub: ['完成', 'done'],
      who: 'participant',
      incident: 'needed',
      summary: ['完成改进措施', 'Complete an action item'],
      example: ['改进 完成 AI-1', 'action done AI-1'],
      args: [
        argument('id', 'id', '编号', 'Number', {
          positional: true,
          required: true,
          from: 'actions',
          maxLength: 40,
          placeholder: ['AI-1', 'AI-1'],
        }),
      ],
      build: (given) => incident({ type: 'actionDone', id: given.text('id') ?? '' }),
    }),
    command({
      id: 'action list',
      sub: ['列表', 'list'],
      who: 'participant',
      incident: 'needed',
      summary: ['查看改进措施', 'List the action items'],
      example: ['改进 列表', 'action list'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'actionList' } }),
    }),
  ],
};

export const REVIEW: readonly Verb[] = [postmortem, action];
