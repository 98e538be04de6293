import type { IncidentIntent } from '#domain/incident/command.ts';
import { argument, choice, REASON_LIMIT, reasonArgument, TEXT_LIMIT } from '../argument.ts';
import { command, words, type Built, type Verb } from '../command.ts';
import { present } from '../given.ts';
import { FLAGS_ARGUMENT, SCOPE_ARGUMENTS } from './lifecycle.ts';

const incident = (intent: IncidentIntent): Built => ({ kind: 'incident', intent });

const facts: Verb = {
  id: 'facts',
  words: words('要素', 'facts fact'),
  group: 'work',
  commands: [
    command({
      id: 'facts',
      who: 'participant',
      incident: 'needed',
      formWhenBare: true,
      summary: ['补充事件要素', 'Record the facts of the report'],
      example: [
        '要素 地点=上海 措施=已停用并就医',
        'facts place=Shanghai actionsTaken="taken out of use"',
      ],
      args: [
        argument('facts', 'vars', '要素', 'Facts', {
          from: 'facts',
          maxLength: REASON_LIMIT,
          placeholder: ['description=…', 'description=…'],
        }),
        ...SCOPE_ARGUMENTS,
        FLAGS_ARGUMENT,
      ],
      build: (given) =>
        incident({
          type: 'facts',
          facts: given.vars('facts'),
          scope: {
            ...present('regions', given.list('regions')),
            ...present('users', given.number('users')),
          },
          flags: given.list('flags') ?? [],
        }),
    }),
  ],
};

const update: Verb = {
  id: 'update',
  words: words('进展 汇报', 'update'),
  group: 'work',
  commands: [
    command({
      id: 'update',
      who: 'participant',
      incident: 'needed',
      summary: ['通报进展', 'Post a progress update'],
      example: ['进展 系统故障已修复50% 进度=50', 'update "half repaired" --percent 50'],
      args: [
        argument('text', 'rest', '进展', 'Update', {
          positional: true,
          required: true,
          maxLength: TEXT_LIMIT,
          keys: ['内容'],
        }),
        argument('percent', 'number', '完成百分比', 'Percent done', {
          keys: ['进度', '百分比'],
          min: 0,
          max: 100,
          placeholder: ['50', '50'],
        }),
        argument('measure', 'text', '已采取措施', 'Measure taken', {
          keys: ['措施'],
          maxLength: REASON_LIMIT,
        }),
        argument('caution', 'text', '注意事项', 'Caution', {
          keys: ['注意', '提醒'],
          maxLength: REASON_LIMIT,
        }),
      ],
      build: (given) =>
        incident({
          type: 'update',
          text: given.text('text') ?? '',
          ...present('percent', given.number('percent')),
          ...present('measure', given.text('measure')),
          ...present('caution', given.text('caution')),
        }),
    }),
  ],
};

const metric: Verb = {
  id: 'metric',
  words: words('指标', 'metric metrics'),
  group: 'work',
  commands: [
    command({
      id: 'metric',
      who: 'participant',
      incident: 'open',
      summary: ['记录指标', 'Record figures'],
      example: ['指标 接通率=68% 等待=150s', 'metric connectRate=68 waitSeconds=150'],
      args: [
        argument('values', 'vars', '指标', 'Figures', {
          from: 'metrics',
          required: true,
          maxLength: REASON_LIMIT,
          placeholder: ['接通率=68', 'connectRate=68'],
        }),
        argument('at', 'instant', '采样时间', 'Measured at', { keys: ['时间'], sense: 'past' }),
      ],
      build: (given) => {
        const entries = Object.entries(given.vars('values'));
        const dims = entries.filter(([key]) => key.startsWith('dim:'));
        return incident({
          type: 'metric',
          values: Object.fromEntries(
            entries
              .filter(([key]) => !key.startsWith('dim:'))
              .map(([key, value]) => [key, Number(value)]),
          ),
          ...(dims.length === 0
            ? {}
            : { dims: Object.fromEntries(dims.map(([key, value]) => [key.slice(4), value])) }),
          ...present('at', given.number('at')),
        });
      },
    }),
  ],
};

const cadence: Verb = {
  id: 'cadence',
  words: words('节奏', 'cadence'),
  group: 'work',
  commands: [
    command({
      id: 'cadence',
      who: ['incidentCommander', 'commandGroup'],
      incident: 'needed',
      summary: ['改变进展汇报的间隔', 'Change how often updates are due'],
      example: ['节奏 24小时 转入常态跟进', 'cadence 24h "routine follow-up"'],
      args: [
        argument('period', 'duration', '间隔', 'Period', {
          positional: true,
          required: true,
          keys: ['周期'],
        }),
        reasonArgument(),
      ],
      build: (given) =>
        incident({
          type: 'cadence',
          everyMs: given.number('period') ?? 0,
          ...present('reason', given.text('reason')),
        }),
    }),
  ],
};

const note: Verb = {
  id: 'note',
  words: words('记录', 'note'),
  group: 'work',
  commands: [
    command({
      id: 'note',
      who: 'participant',
      incident: 'needed',
      summary: ['在时间线上记一笔，可补记时间', 'Add a note to the timeline, backdated if wanted'],
      example: ['记录 切换失败一次 时间=10:06', 'note "failover failed once" --at 10:06'],
      args: [
        argument('text', 'rest', '内容', 'Note', {
          positional: true,
          required: true,
          maxLength: TEXT_LIMIT,
        }),
        argument('at', 'instant', '发生时间', 'Happened at', { keys: ['时间'], sense: 'past' }),
      ],
      build: (given) =>
        incident({
          type: 'note',
          text: given.text('text') ?? '',
          ...present('at', given.number('at')),
        }),
    }),
  ],
};

const link: Verb = {
  id: 'link',
  words: words('资料', 'link'),
  group: 'work',
  commands: [
    command({
      id: 'link',
      who: 'participant',
      incident: 'needed',
      summary: ['附上资料链接', 'Attach a link'],
      example: ['资料 证据 https://example.com/photo', 'link evidence https://example.com/photo'],
      args: [
        argument('kind', 'choice', '资料类型', 'Kind', {
          positional: true,
          required: true,
          keys: ['类型'],
          others: true,
          maxLength: 40,
          choices: [
            choice('doc', '文档', 'Document', '资料'),
            choice('evidence', '证据', 'Evidence', '凭证', '截图', '照片'),
            choice('log', '日志', 'Log'),
            choice('recording', '录音', 'Recording'),
            choice('ticket', '工单', 'Ticket'),
          ],
        }),
        argument('url', 'url', '链接', 'Link', {
          positional: true,
          required: true,
          keys: ['网址', 'href'],
        }),
      ],
      build: (given) =>
        incident({ type: 'link', kind: given.text('kind') ?? 'doc', url: given.text('url') ?? '' }),
    }),
  ],
};

const relay: Verb = {
  id: 'relay',
  words: words('转述', 'relay'),
  group: 'work',
  commands: [
    command({
      id: 'relay',
      who: 'participant',
      incident: 'needed',
      summary: [
        '把一句话转述到其他平台的作战室',
        'Pass a message on to the rooms of the other messengers',
      ],
      example: ['转述 请产品准备退款口径', 'relay "product, please prepare the refund wording"'],
      args: [
        argument('text', 'rest', '内容', 'Message', {
          positional: true,
          required: true,
          maxLength: TEXT_LIMIT,
        }),
      ],
      build: (given) => incident({ type: 'relay', text: given.text('text') ?? '' }),
    }),
  ],
};

export const PROGRESS: readonly Verb[] = [update, facts, metric, note, relay, link, cadence];
