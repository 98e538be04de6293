import { argument, choice, REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from '../argument.ts';
import { command, words, type Verb } from '../command.ts';
import { present } from '../given.ts';
import { figuresIn } from '../values/figures-in.ts';
import { SCOPE_ARGUMENTS } from './lifecycle.ts';

const VERIFIERS = ['dutyOps', 'commandGroup'];
const CONFIRMED = { argument: 'decision', value: 'confirm' };
const DISMISSED = { argument: 'decision', value: 'dismiss' };

const verify: Verb = {
  id: 'verify',
  words: words('核实', 'verify'),
  group: 'start',
  commands: [
    command({
      id: 'verify',
      who: VERIFIERS,
      incident: 'none',
      summary: ['核实预警，属实即开启事件', 'Verify an alert; a real one opens an incident'],
      example: [
        '核实 ALT-20261201-01 属实 范围=全国 用户=5000 状态=接通率68% 原因=主交换节点无响应',
        'verify ALT-20261201-01 confirm --regions nationwide --users 5000 --status "connect rate 68%"',
      ],
      args: [
        argument('alert', 'text', '预警编号', 'Alert', {
          positional: true,
          required: true,
          maxLength: TITLE_LIMIT,
          placeholder: ['ALT-20261201-01', 'ALT-20261201-01'],
        }),
        argument('decision', 'choice', '结论', 'Decision', {
          positional: true,
          required: true,
          choices: [
            choice('confirm', '属实', 'Real', 'confirmed', 'real', '确认'),
            choice('dismiss', '误报', 'False alarm', 'dismissed', 'false'),
          ],
        }),
        argument('reason', 'rest', '误报的原因', 'Why it is a false alarm', {
          positional: true,
          maxLength: REASON_LIMIT,
          keys: ['理由', 'why', '误报原因'],
          wanted: true,
          goesWith: DISMISSED,
        }),
        ...SCOPE_ARGUMENTS.map((scope) => ({ ...scope, goesWith: CONFIRMED })),
        argument('status', 'text', '当前状态', 'Current state', {
          keys: ['状态', '现状'],
          maxLength: REASON_LIMIT,
          goesWith: CONFIRMED,
        }),
        argument('cause', 'text', '初步原因', 'Initial cause', {
          keys: ['原因'],
          maxLength: REASON_LIMIT,
          goesWith: CONFIRMED,
        }),
        argument('scenario', 'scenario', '场景', 'Scenario', {
          keys: ['类型', 'playbook', 'type'],
          goesWith: CONFIRMED,
        }),
      ],
      build: (given, { policy }) => {
        const key = (given.text('alert') ?? '').toUpperCase();
        if (given.text('decision') === 'dismiss')
          return {
            kind: 'alert',
            key,
            intent: { type: 'dismiss', ...present('reason', given.text('reason')) },
          };
        return {
          kind: 'alert',
          key,
          intent: {
            type: 'confirm',
            scope: {
              ...present('regions', given.list('regions')),
              ...present('users', given.number('users')),
            },
            ...present('scenario', given.text('scenario')),
            ...present('status', given.text('status')),
            ...present('metrics', figuresIn(given.text('status'), policy)),
            ...present('cause', given.text('cause')),
          },
        };
      },
    }),
  ],
};

const signal: Verb = {
  id: 'signal',
  words: words('信号', 'signal'),
  group: 'start',
  commands: [
    command({
      id: 'signal',
      who: 'anyone',
      incident: 'none',
      summary: [
        '报告外部信号，如热搜、召回、系统宕机',
        'Report something from outside: a trending topic, a recall, a system down',
      ],
      example: [
        '信号 舆情 登上热搜第12位',
        'signal trendingTopic "number 12 of the trending topics"',
      ],
      args: [
        argument('kind', 'choice', '信号类型', 'Kind', {
          positional: true,
          required: true,
          keys: ['类型'],
          choices: [
            choice('trendingTopic', '热搜', 'Trending topic', '舆情', '上热搜'),
            choice('mediaReport', '媒体报道', 'Media report', '媒体'),
            choice('socialExposure', '社交平台曝光', 'Exposure on social media', '曝光'),
            choice('systemDown', '系统宕机', 'System down', '宕机'),
            choice('majorProductFault', '重大产品故障', 'Major product fault', '产品故障'),
            choice('recall', '召回', 'Recall'),
          ],
        }),
        argument('text', 'text', '内容', 'What was seen', {
          positional: true,
          required: true,
          maxLength: TEXT_LIMIT,
        }),
        argument('url', 'url', '链接', 'Link', {
          positional: true,
          keys: ['网址', 'link', 'href'],
        }),
        argument('system', 'text', '系统', 'System', { keys: ['系统'], maxLength: TITLE_LIMIT }),
      ],
      build: (given) => ({
        kind: 'signal',
        signal: {
          kind: 'signal',
          signal: given.text('kind') ?? '',
          text: given.text('text') ?? '',
          ...present('url', given.text('url')),
          ...present('system', given.text('system')),
        },
      }),
    }),
  ],
};

/** What begins before there is an incident. */
export const ALERTS: readonly Verb[] = [verify, signal];
