import type { Line } from '../../card.ts';
import { line } from '../../line.ts';

/** A typed line that could not be read, and the line that could. */
export const usageZh = {
  title: '这条命令没看懂',
  askTitle: '请选择',
  typed: (typed: Line) => line`您输入的是：${typed}`,
  corrected: '可以复制这一行：',
  unknownVerb: (given: string) => `没有「${given}」这个命令。`,
  unknownVerbSuggest: (given: string) => `没有「${given}」这个命令，您可能想用下面这一行。`,
  missing: (argument: string) => `还缺「${argument}」。`,
  invalid: (argument: string, given: string) => `「${argument}」不能是「${given}」。`,
  allowed: (choices: string) => `可以写：${choices}`,
  unknownOption: (given: string) => `没有用到「${given}」，已从下面这行去掉。`,
  unknownOptionSuggest: (given: string, suggestion: string) =>
    `没有「${given}」这个选项，是不是「${suggestion}」？`,
  unknownSubverb: (command: string, given: string) => `「${command}」后面不能接「${given}」。`,
  quote: '引号没有成对，已在下面补上。',
  tooLong: (argument: string, length: number, limit: number) =>
    `「${argument}」有 ${length} 字，最多 ${limit} 字，请精简后再发。`,
  timeUnreadable: (given: string) => `看不出「${given}」是什么时间，请写成 11:15 或 12-09 14:26。`,
  timeInPast: (given: string) => `「${given}」已经过去，请写一个将来的时间。`,
  noIncident: '这里没有关联事件，请写明编号。',
  several: '同时有多个事件，这条命令是给哪一个的？',
  choice: (key: string, title: string) => `${key} ${title}`,
  empty: '请输入命令，或从下面选一个开始。',
  help: '看帮助',
  form: '打开表单',
  start: '开启事件',
  status: '看状态',
};
