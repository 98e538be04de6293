import type { Localised } from '#domain/locale.ts';
import type { Capabilities } from '#ports/messenger.ts';
import type { Target } from './delivery.ts';

// What a messenger lacks is replaced here and nowhere else, and never by something that more people see.

/** How a text for one person in the room is told: in the room where the messenger can, else directly. */
export const privately = (can: Capabilities, target: Target): 'whisper' | 'direct' | undefined => {
  if (target.kind === 'direct') return 'direct';
  if (target.kind !== 'whisper') return undefined;
  return can.whisper ? 'whisper' : 'direct';
};

/** A reply goes below its card where there are threads, else under the last message. */
export const repliesInThread = (can: Capabilities): boolean => can.threads;

/** Where cards cannot be edited the first one stays; a new message for every change would bury the room. */
export const editsCards = (can: Capabilities): boolean => can.updateCards;

/** Without forms the person gets the line to complete. */
export const asksByForm = (can: Capabilities): boolean => can.forms;

/** What a messenger has or lacks; how its rooms may be called is no lack. */
export type Feature = Exclude<keyof Capabilities, 'roomNames'>;

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

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
