import type { IncidentIntent } from '#domain/incident/command.ts';
import { argument, REASON_LIMIT, TEXT_LIMIT } from '../argument.ts';
import { command, words, type Built, type Verb } from '../command.ts';
import { present } from '../given.ts';
import { readSteps } from '../values/regions.ts';

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const plan: Verb = {
  id: 'plan',
  words: words('方案', 'plan'),
  group: 'work',
  bare: 'propose',
  assumed: 'propose',
  commands: [
    command({
      id: 'plan propose',
      sub: ['提出 提交 提议', 'propose'],
      who: 'participant',
      incident: 'needed',
      summary: ['提出处理方案，送审', 'Propose a handling plan for approval'],
      example: [
        '方案 提出 停售并免费更换 步骤=停售；通知；更换 资源=售后20人 时限=今天18:00 负责人=方晴',
        'plan propose "stop sales, replace free" steps="stop;tell;replace" resources="20 people" due=18:00 owner=Fang',
      ],
      args: [
        argument('text', 'rest', '方案', 'Plan', {
          positional: true,
          required: true,
          keys: ['内容'],
          maxLength: TEXT_LIMIT,
        }),
        argument('steps', 'text', '步骤（用；分开）', 'Steps (separate with ;)', {
          wanted: true,
          keys: ['步骤'],
          maxLength: TEXT_LIMIT,
        }),
        argument('resources', 'text', '资源', 'Resources', {
          wanted: true,
          maxLength: REASON_LIMIT,
        }),
        argument('due', 'text', '时间节点', 'Due', {
          wanted: true,
          keys: ['时限', '期限', '截止', '节点'],
          maxLength: REASON_LIMIT,
        }),
        argument('owner', 'text', '责任人', 'Owner', {
          wanted: true,
          keys: ['负责人'],
          maxLength: REASON_LIMIT,
        }),
        argument('compensation', 'text', '补偿', 'Compensation', { maxLength: REASON_LIMIT }),
      ],
      build: (given) =>
        incident({
          type: 'planPropose',
          text: given.text('text') ?? '',
          steps: readSteps(given.text('steps') ?? ''),
          ...present('resources', given.text('resources')),
          ...present('due', given.text('due')),
          ...present('owner', given.text('owner')),
          ...present('compensation', given.text('compensation')),
        }),
    }),
  ],
};

const meeting: Verb = {
  id: 'meeting',
  words: words('会议', 'meeting'),
  group: 'work',
  bare: 'start',
  assumed: 'start',
  commands: [
    command({
      id: 'meeting start',
      sub: ['开始', 'start'],
      who: ['incidentCommander', 'commandGroup', 'leadership'],
      incident: 'needed',
      formWhenBare: true,
      summary: ['登记会议与处理优先级', 'Record a meeting and the order of work'],
      example: [
        '会议 开始 https://meeting.example.com/1 优先级=先恢复系统，再处理投诉',
        'meeting start https://meeting.example.com/1 --priority "restore first, complaints next"',
      ],
      args: [
        argument('url', 'url', '会议链接', 'Link', { positional: true, keys: ['链接', 'link'] }),
        argument('priority', 'rest', '处理优先级', 'Order of work', {
          positional: true,
          wanted: true,
          keys: ['优先级'],
          maxLength: REASON_LIMIT,
        }),
      ],
      build: (given) =>
        incident({
          type: 'meetingStart',
          ...present('url', given.text('url')),
          ...present('priority', given.text('priority')),
        }),
    }),
    command({
      id: 'meeting end',
      sub: ['结束', 'end'],
      who: ['incidentCommander', 'commandGroup', 'leadership'],
      incident: 'needed',
      summary: ['登记会议结束', 'Record the end of the meeting'],
      example: ['会议 结束', 'meeting end'],
      args: [],
      build: () => incident({ type: 'meetingEnd' }),
    }),
  ],
};

const playbookArgument = argument('playbook', 'scenario', '预案', 'Playbook', {
  positional: true,
  required: true,
  keys: ['场景', 'id'],
});

const playbook: Verb = {
  id: 'playbook',
  words: words('预案', 'playbook playbooks'),
  group: 'start',
  bare: 'list',
  assumed: 'show',
  commands: [
    command({
      id: 'playbook list',
      sub: ['列表', 'list'],
      who: 'anyone',
      incident: 'none',
      summary: ['查看全部预案', 'List the playbooks'],
      example: ['预案 列表', 'playbook list'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'playbookList' } }),
    }),
    command({
      id: 'playbook show',
      sub: ['查看', 'show'],
      who: 'anyone',
      incident: 'none',
      summary: ['查看预案的步骤与时限', 'Show the steps of a playbook'],
      example: ['预案 查看 系统故障', 'playbook show system-failure'],
      args: [playbookArgument],
      build: (given) => ({
        kind: 'query',
        query: { type: 'playbookShow', playbook: given.text('playbook') ?? '' },
      }),
    }),
    command({
      id: 'playbook attach',
      sub: ['追加', 'attach'],
      who: ['incidentCommander', 'commandGroup'],
      incident: 'needed',
      summary: ['给事件追加预案', 'Attach another playbook to the incident'],
      example: ['预案 追加 舆情事件', 'playbook attach public-opinion'],
      args: [playbookArgument],
      build: (given) =>
        incident({ type: 'playbookAttach', playbook: given.text('playbook') ?? '' }),
    }),
    command({
      id: 'playbook history',
      sub: ['历史 版本', 'history'],
      who: 'anyone',
      incident: 'none',
      summary: ['查看预案的版本历史', 'Show the versions of a playbook'],
      example: ['预案 历史 系统故障', 'playbook history system-failure'],
      args: [playbookArgument],
      build: (given) => ({
        kind: 'query',
        query: { type: 'playbookHistory', playbook: given.text('playbook') ?? '' },
      }),
    }),
  ],
};

export const PLANS: readonly Verb[] = [plan, meeting, playbook];
