import type { IncidentIntent } from '#domain/incident/command.ts';
import { argument, REASON_LIMIT } from '../argument.ts';
import { command, words, type Built, type Verb } from '../command.ts';
import { present } from '../given.ts';

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const COMMANDER = 'incidentCommander';

const assign: Verb = {
  id: 'assign',
  words: words('分工 指派', 'assign'),
  group: 'people',
  commands: [
    command({
      id: 'assign',
      who: ['incidentCommander', 'commandGroup', 'opsSupervisor'],
      incident: 'needed',
      summary: ['指派角色', 'Assign people to a role'],
      example: ['分工 技术支持组 @钱多 --组长', 'assign techSupport @Qian --lead'],
      args: [
        argument('role', 'role', '角色', 'Role', {
          positional: true,
          required: true,
          keys: ['组'],
        }),
        argument('people', 'people', '人员', 'People', {
          positional: true,
          keys: ['人', '成员', 'person'],
        }),
        argument('lead', 'flag', '任组长', 'As the lead', { keys: ['组长', '负责人'] }),
      ],
      build: (given) =>
        incident({
          type: 'assign',
          role: given.text('role') ?? '',
          people: given.people('people'),
          lead: given.flag('lead'),
        }),
    }),
  ],
};

const commander: Verb = {
  id: 'commander',
  words: words('指挥 指挥长', 'commander'),
  group: 'people',
  commands: [
    command({
      id: 'commander',
      who: ['incidentCommander', 'commandGroup'],
      incident: 'needed',
      summary: ['指定指挥长', 'Name the incident commander'],
      example: ['指挥 @林悦', 'commander @Lin'],
      args: [
        argument('person', 'person', '指挥长', 'Commander', {
          positional: true,
          required: true,
          keys: ['人', '人员'],
        }),
      ],
      build: (given) =>
        incident({ type: 'assign', role: COMMANDER, people: given.people('person'), lead: false }),
    }),
  ],
};

const roleArgument = argument('role', 'role', '角色', 'Role', { positional: true, keys: ['组'] });

const handover: Verb = {
  id: 'handover',
  words: words('交接', 'handover'),
  group: 'people',
  commands: [
    command({
      id: 'handover',
      who: ['incidentCommander', 'commandGroup'],
      incident: 'needed',
      summary: ['把角色交接给同事', 'Hand a role over to a colleague'],
      example: ['交接 技术支持组 @赵磊 夜班接手', 'handover techSupport @Zhao "night shift"'],
      args: [
        roleArgument,
        argument('to', 'person', '接手人', 'To', {
          positional: true,
          required: true,
          keys: ['给', '人', 'person'],
        }),
        argument('note', 'rest', '说明', 'Note', {
          positional: true,
          keys: ['备注'],
          maxLength: REASON_LIMIT,
        }),
      ],
      build: (given) => {
        const [to] = given.people('to');
        if (to === undefined) return { faults: [] };
        return incident({
          type: 'handover',
          role: given.text('role') ?? '',
          to,
          ...present('note', given.text('note')),
        });
      },
    }),
    command({
      id: 'handover accept',
      sub: ['接手 接受 接收 确认', 'accept'],
      who: 'anyone',
      incident: 'needed',
      summary: ['接手交接给我的角色', 'Accept a role handed over to me'],
      example: ['交接 接手', 'handover accept'],
      args: [roleArgument],
      build: (given) =>
        incident({ type: 'acceptHandover', ...present('role', given.text('role')) }),
    }),
  ],
};

const standby: Verb = {
  id: 'standby',
  words: words('备班', 'standby'),
  group: 'people',
  bare: 'list',
  commands: [
    command({
      id: 'standby call',
      sub: ['呼叫 通知', 'call'],
      who: ['logistics', 'commandGroup'],
      incident: 'needed',
      summary: ['呼叫备班人员', 'Call in standby staff'],
      example: ['备班 呼叫', 'standby call 12'],
      args: [
        argument('count', 'number', '人数', 'How many', {
          positional: true,
          keys: ['数量', 'n'],
          min: 1,
          max: 10_000,
        }),
      ],
      build: (given) =>
        incident({ type: 'standbyCall', ...present('count', given.number('count')) }),
    }),
    command({
      id: 'standby accept',
      sub: ['到岗 能来', 'accept yes'],
      who: 'anyone',
      incident: 'needed',
      summary: ['答复：到岗', 'Answer: I am coming'],
      example: ['备班 到岗', 'standby accept'],
      args: [],
      build: () => incident({ type: 'standbyReply', reply: 'accept' }),
    }),
    command({
      id: 'standby decline',
      sub: ['不能 不能到岗 拒绝', 'decline no'],
      who: 'anyone',
      incident: 'needed',
      summary: ['答复：不能到岗', 'Answer: I cannot come'],
      example: ['备班 不能', 'standby decline'],
      args: [],
      build: () => incident({ type: 'standbyReply', reply: 'decline' }),
    }),
    command({
      id: 'standby list',
      sub: ['名单 列表', 'list'],
      who: 'participant',
      incident: 'needed',
      summary: ['查看备班答复', 'Show who is coming'],
      example: ['备班 名单', 'standby list'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'standbyList' } }),
    }),
  ],
};

export const ROLES: readonly Verb[] = [assign, commander, handover, standby];
