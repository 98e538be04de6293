import { REGISTRY } from '#commands/registry.ts';
import type { Notice } from '#domain/incident/notice.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import type { Capabilities } from '#ports/messenger.ts';

// What each messenger has, as data: nothing here decides anything, and tests hold it against what runs.

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

/** What a messenger has or lacks; how its rooms may be called is no lack. */
export type Feature = Exclude<keyof Capabilities, 'roomNames'>;

/** What takes the place of what a messenger lacks, for those who choose one. */
export const SUBSTITUTES: Readonly<Record<Feature, Localised>> = {
  whisper: say('改为私信', 'a direct message'),
  forms: say('给出可补全的指令', 'the line to complete'),
  threads: say('发在群里', 'a message in the room'),
  updateCards: say('以 `status` 查看', 'ask with `status`'),
  topic: say('写在状态卡上', 'on the status card'),
  pin: say('以 `status` 查看', 'ask with `status`'),
  rename: say('级别写在主题和状态卡上', 'the level is in the topic and on the status card'),
  archive: say('群保留，不归档', 'the room stays as it is'),
  bookmarks: say('列在状态卡上', 'listed on the status card'),
  documents: say('以 `timeline` 查看', 'ask with `timeline`'),
  rewritesFiles: say('发布时附上最终版', 'the final version comes with publishing'),
  urgent: say('消息中 @ 本人', 'a message that mentions them'),
  todos: say('以 `task list`、`action list` 查看', 'ask with `task list` and `action list`'),
  meetings: say('在 `meeting start` 后附上链接', 'give a link with `meeting start`'),
  files: say('以 `timeline export` 导出', 'ask with `timeline export`'),
};

/** A messenger as a column of the table. */
export interface ParityColumn {
  readonly title: Localised;
  readonly platform: string;
  readonly can: Capabilities;
}

export type ParityKind = 'verbs' | 'cards' | 'notices' | 'buttons' | 'reactions' | 'room';

/** Things that need the same of a messenger, and what each messenger has for them. */
export interface ParityRow {
  readonly kind: ParityKind;
  readonly title: Localised;
  readonly items: readonly string[];
  readonly needs?: Feature;
}

/** How a notice reaches its readers: a live card, a message in a room, to one person, or below a card. */
export type Manner = 'live' | 'room' | 'person' | 'whisper' | 'thread';

/** A new kind of notice is a compile error here. `person` ones may be said in a channel as well. */
export const MANNERS: Readonly<Record<Notice['card'], Manner>> = {
  status: 'live',
  checklist: 'live',
  report: 'live',
  feedStatus: 'live',
  approval: 'live',
  announcement: 'live',
  wording: 'live',
  standbyCounter: 'live',
  graded: 'room',
  executiveCall: 'person',
  assigned: 'room',
  duties: 'person',
  handoverAsked: 'person',
  handedOver: 'room',
  update: 'room',
  reminder: 'room',
  breach: 'room',
  escalation: 'room',
  acknowledged: 'room',
  taskDone: 'room',
  taskSkipped: 'room',
  taskAdded: 'room',
  cadence: 'room',
  reasonWanted: 'thread',
  approvalRejected: 'person',
  approvalApproved: 'room',
  voteIgnored: 'whisper',
  voteKept: 'whisper',
  channelPublished: 'room',
  announcementWithdrawn: 'room',
  wordingFrozen: 'room',
  meeting: 'room',
  meetingPriorityWanted: 'whisper',
  meetingEnded: 'room',
  meetingLink: 'room',
  playbookAttached: 'room',
  planApproved: 'room',
  standbyAsk: 'person',
  standbySummary: 'room',
  note: 'room',
  relayed: 'room',
  link: 'room',
  facts: 'room',
  triggerMet: 'room',
  signalHeard: 'room',
  ticketWord: 'room',
  recoverySuggested: 'room',
  resolved: 'room',
  closed: 'room',
  reopened: 'room',
  cancelled: 'room',
  postmortem: 'room',
  outcomeAsked: 'person',
  actionAdded: 'room',
  actionDone: 'room',
  lateJoiner: 'whisper',
  unreachable: 'room',
  roomLost: 'room',
  roomLostBy: 'person',
  roomDelayed: 'person',
  platformDown: 'room',
  catchUp: 'room',
  abandoned: 'person',
};

/** Commands that stand on buttons of cards. */
export const BUTTONS: readonly string[] = [
  'join',
  'status',
  'timeline',
  'grade',
  'task list',
  'task done',
  'handover accept',
  'standby call',
  'standby accept',
  'standby decline',
  'standby list',
  'assign',
  'vote',
  'announce list',
  'announce sent',
  'playbook list',
  'playbook show',
  'playbook attach',
  'postmortem show',
  'postmortem publish',
  'action list',
  'action done',
  'ticket accept',
  'ticket inform',
  'ticket show',
  'retry',
  'help',
];

/** The same with a form to fill in. */
export const FORM_BUTTONS: readonly string[] = [
  'verify',
  'open',
  'grade',
  'update',
  'facts',
  'task done',
  'ack',
  'plan propose',
  'meeting start',
  'wording set',
  'wording check',
  'announce draft',
  'announce revise',
  'resolve',
  'close',
  'reopen',
  'postmortem edit',
  'postmortem why',
  'action add',
  'ticket add',
  'ticket progress',
  'ticket transfer',
  'ticket result',
  'ticket close',
  'bind',
  'help',
];

const noticesIn = (manner: Manner): readonly string[] =>
  Object.entries(MANNERS).flatMap(([card, is]) => (is === manner ? [card] : []));

const commands = REGISTRY.flatMap((verb) => verb.commands);
const withForm = commands.filter(
  ({ args, formWhenBare }) => formWhenBare === true || args.some(({ required }) => required),
);

const FURNITURE: Readonly<
  Record<Exclude<Feature, 'whisper' | 'forms' | 'threads' | 'updateCards'>, Localised>
> = {
  topic: say('群主题', 'topic'),
  pin: say('置顶状态卡', 'pinned status card'),
  rename: say('随级别和阶段改名', 'name that follows level and phase'),
  archive: say('归档', 'archiving'),
  bookmarks: say('书签或标签页', 'bookmarks or tabs'),
  documents: say('文档', 'document'),
  files: say('文件', 'files'),
  rewritesFiles: say('复盘文件随编辑更新', 'the postmortem file follows edits'),
  urgent: say('逾期与升级时加急', 'urgent calls when overdue'),
  todos: say('指派给个人的任务进入其任务列表', 'what is given to a person, on that person’s list'),
  meetings: say('新建会议', 'new meetings'),
};

const furniture = (): readonly ParityRow[] =>
  Object.entries(FURNITURE).map(([name, title]) => ({
    kind: 'room',
    title,
    items: [],
    // The keys of the table are features.
    needs: name as keyof typeof FURNITURE,
  }));

/** Every verb, card, button, reaction and notice, by what they need of a messenger. */
export const parityRows = (): readonly ParityRow[] => [
  { kind: 'verbs', title: say('指令', 'verbs'), items: REGISTRY.map(({ id }) => id) },
  {
    kind: 'verbs',
    title: say('只写动词时打开表单', 'forms of bare verbs'),
    items: withForm.map(({ id }) => id),
    needs: 'forms',
  },
  {
    kind: 'cards',
    title: say('原处更新的卡片', 'cards kept up to date in place'),
    items: noticesIn('live'),
    needs: 'updateCards',
  },
  { kind: 'notices', title: say('群内通知', 'notices in rooms'), items: noticesIn('room') },
  { kind: 'notices', title: say('私信', 'direct messages'), items: noticesIn('person') },
  {
    kind: 'notices',
    title: say('群内仅本人可见', 'seen by one person in the room'),
    items: noticesIn('whisper'),
    needs: 'whisper',
  },
  {
    kind: 'notices',
    title: say('卡片下的回复', 'reply below a card'),
    items: noticesIn('thread'),
    needs: 'threads',
  },
  { kind: 'buttons', title: say('按钮', 'buttons'), items: BUTTONS },
  {
    kind: 'buttons',
    title: say('打开表单的按钮', 'buttons that open a form'),
    items: FORM_BUTTONS,
    needs: 'forms',
  },
  { kind: 'reactions', title: say('表情：通过', 'reactions: approve'), items: ['approve'] },
  { kind: 'reactions', title: say('表情：驳回', 'reactions: reject'), items: ['reject'] },
  ...furniture(),
];

const YES = '✓';

const reactionCell = (choice: string, { platform }: ParityColumn, policy: Policy): string => {
  const { approve, reject } = policy.common.reactions;
  const table = choice === 'approve' ? approve : reject;
  const names = table[platform] ?? Object.values(table).flat();
  return names.map((name) => `\`${name}\``).join(' ');
};

/** What a messenger has for a row: yes, its own names of reactions, or what takes the place of what it lacks. */
export const parityCell = (
  { kind, items, needs }: ParityRow,
  column: ParityColumn,
  policy: Policy,
  locale: Locale,
): string => {
  if (kind === 'reactions') return reactionCell(items[0] ?? '', column, policy);
  return needs === undefined || column.can[needs] ? YES : SUBSTITUTES[needs][locale];
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const nameOf = ({ title, items, kind }: ParityRow, locale: Locale): string => {
  if (items.length === 0 || kind === 'reactions') return title[locale];
  const listed = items.map((item) => `\`${item}\``).join(' ');
  return locale === 'en' ? `${title.en}: ${listed}` : `${title['zh-CN']}：${listed}`;
};

/** The table of the README, as Markdown. */
export const parityTable = (
  columns: readonly ParityColumn[],
  policy: Policy,
  locale: Locale,
): string => {
  const head = [locale === 'en' ? 'What' : '内容', ...columns.map(({ title }) => title[locale])];
  const rows = parityRows().map((row) => [
    nameOf(row, locale),
    ...columns.map((column) => parityCell(row, column, policy, locale)),
  ]);
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};
