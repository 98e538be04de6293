import { quote } from '#commands/quotes.ts';
import { readSteps } from '#commands/values/regions.ts';

/** Where a reader must find what was written into a field. */
export type Sight =
  /** A message in the war room. */
  | 'room'
  | 'topic'
  | 'purpose'
  /** The document of the room. */
  | 'canvas'
  /** The exported timeline. */
  | 'file'
  | 'command'
  | 'feed'
  | 'agents'
  /** The private answer to a query. */
  | 'answer';

/** A field that a person fills in by a command. */
export interface UserField {
  readonly name: string;
  readonly as: string;
  readonly line: (text: string) => string;
  readonly seen: readonly Sight[];
  /** What is recorded of a text, where it is a list or must be short. */
  readonly parts: (text: string) => readonly string[];
}

const field = (
  name: string,
  as: string,
  line: (quoted: string) => string,
  ...seen: readonly Sight[]
): UserField => ({
  name,
  as,
  line: (text) => line(quote(text)),
  seen,
  parts: (text) => [text],
});

/** The longest name of a kind of link. */
const KIND_LIMIT = 40;
const short = (text: string): string =>
  text.slice(0, KIND_LIMIT).toWellFormed().replaceAll('\uFFFD', '');

/** Those of a declaration; all in one line. */
export const DECLARED: readonly UserField[] = [
  field('title', 'wang', (text) => text, 'room', 'topic', 'purpose', 'canvas', 'file', 'feed'),
  field('cause', 'wang', (text) => `--cause ${text}`, 'room', 'canvas', 'command'),
  field('status', 'wang', (text) => `--status ${text}`, 'room', 'canvas', 'command'),
];

/** Every other field of free text, in an order in which the incident takes them. */
export const FIELDS: readonly UserField[] = [
  field('grade reason', 'lin', (text) => `grade 重大 ${text}`, 'room', 'file'),
  field('note', 'qian', (text) => `note ${text}`, 'file'),
  field('update', 'qian', (text) => `update ${text}`, 'room', 'feed', 'file'),
  field('update measure', 'qian', (text) => `update 切换中 --measure ${text}`, 'room', 'file'),
  field('update caution', 'qian', (text) => `update 切换中 --caution ${text}`, 'room', 'file'),
  field('fact', 'qian', (text) => `facts place=${text}`, 'room', 'file', 'canvas'),
  field(
    'task title',
    'lin',
    (text) => `task add ${text} --due 1h --role techSupport`,
    'room',
    'file',
  ),
  field('task note', 'qian', (text) => `task done switch-backup ${text}`, 'file'),
  field('skip reason', 'lin', (text) => `task skip divert-online ${text}`, 'file'),
  field('wording', 'sun', (text) => `wording set ${text}`, 'room', 'agents', 'file'),
  field(
    'wording variable',
    'sun',
    (text) => `wording set eta=11:15 workaround=${text}`,
    'room',
    'agents',
    'file',
    'canvas',
  ),
  field(
    'announcement variable',
    'li',
    (text) =>
      `announce draft initial impact=${text} cause=故障 eta=11:15 workaround=官网 nextUpdate=11:00`,
    'room',
  ),
  field('rejection', 'chen', (text) => `vote A1.v1 reject ${text}`, 'file'),
  field('withdrawal', 'li', (text) => `announce withdraw A1 ${text}`, 'room', 'file'),
  field(
    'plan',
    'lin',
    (text) => `plan propose ${text} steps=停售 resources=20人 due=18:00 owner=方晴`,
    'room',
    'file',
  ),
  {
    ...field(
      'plan steps',
      'lin',
      (text) => `plan propose 更换 steps=${text} resources=20人 due=18:00 owner=方晴`,
      'room',
    ),
    parts: readSteps,
  },
  field(
    'plan resources',
    'lin',
    (text) => `plan propose 更换 steps=停售 resources=${text} due=18:00 owner=方晴`,
    'room',
  ),
  field(
    'plan due',
    'lin',
    (text) => `plan propose 更换 steps=停售 resources=20人 due=${text} owner=方晴`,
    'room',
  ),
  field(
    'plan owner',
    'lin',
    (text) => `plan propose 更换 steps=停售 resources=20人 due=18:00 owner=${text}`,
    'room',
  ),
  field(
    'plan compensation',
    'lin',
    (text) =>
      `plan propose 更换 steps=停售 resources=20人 due=18:00 owner=方晴 compensation=${text}`,
    'room',
  ),
  field(
    'meeting priority',
    'lin',
    (text) => `meeting start https://meeting.example.com/1 --priority ${text}`,
    'room',
    'file',
  ),
  {
    ...field('link kind', 'qian', (text) => text, 'file'),
    line: (text) => `link ${quote(short(text))} https://files.example.com/1`,
    parts: (text) => [short(text)],
  },
  field('cadence reason', 'lin', (text) => `cadence 2h ${text}`, 'file'),
  field('role note', 'lin', (text) => `handover incidentCommander @陈波 ${text}`, 'room', 'file'),
  field('late item', 'lin', (text) => `ack announce ${text} --eta 30m`, 'room', 'file'),
  field('resolve reason', 'lin', (text) => `resolve ${text}`, 'room', 'file'),
  field(
    'postmortem field',
    'lin',
    (text) => `postmortem edit rootCause ${text}`,
    'answer',
    'canvas',
  ),
  field('why', 'lin', (text) => `postmortem why ${text}`, 'answer', 'canvas'),
  field('action', 'lin', (text) => `action add ${text} @钱多 --due 5d`, 'room', 'answer'),
  field('close reason', 'lin', (text) => `close --force ${text}`, 'room', 'file'),
  field('reopen reason', 'lin', (text) => `reopen INC ${text}`, 'room', 'command'),
];
