import type { IncidentIntent } from '#domain/incident/command.ts';
import { argument, REASON_LIMIT, reasonArgument, TITLE_LIMIT } from '../argument.ts';
import { command, words, type Built, type Verb } from '../command.ts';
import { present } from '../given.ts';

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const taskArgument = argument('task', 'id', '事项', 'Item', {
  positional: true,
  required: true,
  keys: ['任务', '清单', 'id'],
  from: 'tasks',
  maxLength: TITLE_LIMIT,
  placeholder: ['switch-backup', 'switch-backup'],
});

const task: Verb = {
  id: 'task',
  words: words('清单 任务', 'task tasks checklist'),
  group: 'work',
  bare: 'list',
  assumed: 'add',
  commands: [
    command({
      id: 'task list',
      sub: ['列表 查看', 'list'],
      who: 'participant',
      incident: 'needed',
      summary: ['查看清单', 'Show the checklist'],
      example: ['清单', 'task list'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'taskList' } }),
    }),
    command({
      id: 'task done',
      sub: ['完成', 'done'],
      who: 'participant',
      incident: 'needed',
      summary: ['勾选清单事项', 'Tick an item of the checklist'],
      example: [
        '清单 完成 switch-backup 已切至备用服务器B',
        'task done switch-backup "on server B"',
      ],
      args: [
        taskArgument,
        argument('note', 'rest', '说明', 'Note', {
          positional: true,
          keys: ['备注'],
          maxLength: REASON_LIMIT,
        }),
      ],
      build: (given) =>
        incident({
          type: 'taskDone',
          task: given.text('task') ?? '',
          ...present('note', given.text('note')),
        }),
    }),
    command({
      id: 'task skip',
      sub: ['跳过', 'skip'],
      who: 'participant',
      incident: 'needed',
      summary: ['跳过清单事项并说明原因', 'Skip an item, saying why'],
      example: [
        '清单 跳过 divert-online 已修复，无需引导',
        'task skip divert-online "already repaired"',
      ],
      args: [taskArgument, reasonArgument({ required: true })],
      build: (given) =>
        incident({
          type: 'taskSkip',
          task: given.text('task') ?? '',
          ...present('reason', given.text('reason')),
        }),
    }),
    command({
      id: 'task add',
      sub: ['新增 添加', 'add'],
      who: 'participant',
      incident: 'needed',
      summary: ['新增清单事项', 'Add an item to the checklist'],
      example: [
        '清单 新增 夜宵30份 时限=1小时 角色=后勤保障组',
        'task add "30 meals" --due 1h --role logistics',
      ],
      args: [
        argument('title', 'rest', '事项', 'Item', {
          positional: true,
          required: true,
          keys: ['标题', '内容'],
          maxLength: TITLE_LIMIT,
        }),
        argument('due', 'duration', '时限', 'Due in', {
          required: true,
          keys: ['时限', '期限', '限时', '截止'],
          sense: 'future',
        }),
        argument('role', 'role', '负责角色', 'Role', { required: true, keys: ['角色', '组'] }),
        argument('owner', 'person', '负责人', 'Owner', { positional: true, keys: ['人', '人员'] }),
      ],
      build: (given) =>
        incident({
          type: 'taskAdd',
          title: given.text('title') ?? '',
          dueMs: given.number('due') ?? 0,
          role: given.text('role') ?? '',
          ...present('owner', given.people('owner')[0]),
        }),
    }),
  ],
};

const ack: Verb = {
  id: 'ack',
  words: words('知悉', 'ack acknowledge'),
  group: 'work',
  commands: [
    command({
      id: 'ack',
      who: 'participant',
      incident: 'needed',
      summary: ['说明逾期原因，暂停升级', 'Explain a late item and pause its escalation'],
      example: [
        '知悉 announce 法务确认措辞 预计=30分钟后',
        'ack announce "legal checks the wording" --eta 30m',
      ],
      args: [
        argument('deadline', 'id', '逾期事项', 'Late item', {
          positional: true,
          required: true,
          keys: ['事项', '任务', 'id'],
          from: 'deadlines',
          maxLength: TITLE_LIMIT,
          placeholder: ['announce', 'announce'],
        }),
        reasonArgument({ required: true }),
        argument('eta', 'instant', '预计完成', 'Expected by', {
          keys: ['预计', '预计时间', 'until'],
          sense: 'future',
        }),
      ],
      build: (given) =>
        incident({
          type: 'ack',
          deadline: given.text('deadline') ?? '',
          ...present('reason', given.text('reason')),
          ...present('eta', given.number('eta')),
        }),
    }),
  ],
};

export const TASKS: readonly Verb[] = [task, ack];
