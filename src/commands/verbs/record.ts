import { argument, choice } from '../argument.ts';
import { command, words, type Verb } from '../command.ts';
import { present } from '../given.ts';
import { EXPORT_FORMATS } from '../request.ts';

const status: Verb = {
  id: 'status',
  words: words('状态', 'status'),
  group: 'work',
  commands: [
    command({
      id: 'status',
      who: 'anyone',
      incident: 'needed',
      summary: ['查看当前状态', 'Show where things stand'],
      example: ['状态', 'status'],
      args: [],
      build: () => ({ kind: 'query', query: { type: 'status' } }),
    }),
  ],
};

const timeline: Verb = {
  id: 'timeline',
  words: words('时间线', 'timeline'),
  group: 'work',
  commands: [
    command({
      id: 'timeline',
      who: 'anyone',
      incident: 'needed',
      summary: ['查看时间线', 'Show the timeline'],
      example: ['时间线', 'timeline'],
      args: [
        argument('page', 'number', '页', 'Page', {
          positional: true,
          keys: ['页码'],
          min: 1,
          max: 10_000,
        }),
      ],
      build: (given) => ({
        kind: 'query',
        query: { type: 'timeline', ...present('page', given.number('page')) },
      }),
    }),
    command({
      id: 'timeline export',
      sub: ['导出', 'export'],
      who: 'participant',
      incident: 'needed',
      summary: ['导出时间线', 'Export the timeline'],
      example: ['时间线 导出 md', 'timeline export json'],
      args: [
        argument('format', 'choice', '格式', 'Format', {
          positional: true,
          choices: [
            choice('md', 'Markdown', 'Markdown'),
            choice('json', 'JSON', 'JSON'),
            choice('csv', 'CSV', 'CSV', '表格', 'excel'),
          ],
        }),
      ],
      build: (given) => ({
        kind: 'query',
        query: {
          type: 'timeline',
          export: EXPORT_FORMATS.find((format) => format === given.text('format')) ?? 'md',
        },
      }),
    }),
  ],
};

export const RECORD: readonly Verb[] = [status, timeline];
