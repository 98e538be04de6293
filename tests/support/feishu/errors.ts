import { API_FAULTS } from '../outside/delivery-faults.ts';
import { type ErrorCase, errorCases, type ErrorLore } from '../outside/documented-errors.ts';
import type { ApiFault } from '../slack/fake-slack.ts';
import { routeFacts } from './facts.ts';
import { type FaultyFeishu, openFaultyFeishu } from './faulty-stage.ts';

/** What every call may be answered with: too many calls, and a token that holds no longer. */
const COMMON = ['99991400', '99991663'];

/** What one call may meet; the limits of Feishu and its tokens beside what every platform does. */
export const FEISHU_FAULTS: Readonly<Record<string, ApiFault>> = {
  ...API_FAULTS,
  'token void (99991663)': { kind: 'error', error: '99991663' },
  'too many to a group (230020)': { kind: 'error', error: '230020' },
  'members busy (232019)': { kind: 'error', error: '232019' },
};

const errorsOf = (route: string): readonly string[] => {
  const fact = routeFacts.find(({ method, path }) => `${method} ${path}` === route);
  return [...new Set((fact?.errors ?? []).map(([, code]) => String(code)))];
};

export const feishuErrorCases = (calls: readonly string[]): readonly ErrorCase[] =>
  errorCases(calls, errorsOf, COMMON);

/** Not there, recalled, too old, taken back: a card that can't be edited any more. */
const GONE = new Set(['230001', '230011', '230031', '230110']);

/** What a room does without where it is not allowed: its announcement, its tabs, the pin of its card. */
const LEFT_OUT: readonly (readonly [string, RegExp])[] = [
  ['/docx/', /^announcement /u],
  ['/chat_tabs', /^tab /u],
  ['/pins', /"title":"INC-/u],
];

/** The name of the room in the place of a lost one has a number more. */
const FIRST = '】INC-#-# 系统故障';
const REPLACED = `${FIRST} #`;

export const FEISHU_ERRORS: ErrorLore<FaultyFeishu> = {
  open: openFaultyFeishu,
  name: 'feishu',
  direct: 'dm ou_wang',
  roomName: /INC-/u,
  strike: ({ feishu }, { method, nth, error }) =>
    feishu.fail({ kind: 'error', error }, { route: method, nth }),
  saysDone: () => false,
  saysGone: ({ method, error }) => method.startsWith('PATCH ') && GONE.has(error),
  isLeftOut: (line, { method }) =>
    LEFT_OUT.some(([what, shape]) => method.includes(what) && shape.test(line)),
  isNew: (line) => line.includes(REPLACED),
  inFirst: (line) => line.replaceAll(REPLACED, FIRST),
};
