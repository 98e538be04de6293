import type { Localised } from '#domain/locale.ts';
import type { ProblemCode, ProblemOf } from './problem.ts';

type Words = { readonly [C in ProblemCode]: (problem: ProblemOf<C>) => Localised };

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });
const list = (values: readonly string[], separator: string): string =>
  values.length === 0 ? '—' : values.join(separator);
const zh = (values: readonly string[]): string => list(values, '、');
const en = (values: readonly string[]): string => list(values, ', ');

const unknown =
  (thing: Localised) =>
  ({ given, allowed }: { readonly given: string; readonly allowed: readonly string[] }) =>
    say(
      `不认识的${thing['zh-CN']}“${given}”。可用：${zh(allowed)}`,
      `Unknown ${thing.en} "${given}". Known: ${en(allowed)}`,
    );

/** Error codes of the file system, as people say them. */
const REASONS: Readonly<Record<string, Localised>> = {
  ENOENT: say('文件或目录不存在', 'there is no such file or folder'),
  EACCES: say('没有读取权限', 'reading it is not permitted'),
  ENOTDIR: say('不是目录', 'it is not a folder'),
  EISDIR: say('是目录，不是文件', 'it is a folder, not a file'),
};

const WORDS: Words = {
  unreadable: ({ reason }) => {
    const known = REASONS[reason] ?? say(reason, reason);
    return say(`无法读取：${known['zh-CN']}`, `Cannot be read: ${known.en}`);
  },
  'yaml-syntax': ({ detail }) => say(`YAML 语法错误：${detail}`, `YAML syntax error: ${detail}`),
  'missing-field': ({ field }) => say(`缺少字段“${field}”`, `The field "${field}" is missing`),
  'missing-language': ({ language }) =>
    say(`缺少语言“${language}”的文本`, `The text for the language "${language}" is missing`),
  'unknown-key': unknown(say('字段', 'field')),
  'wrong-type': ({ expected }) =>
    say(`类型不对，应为 ${expected}`, `Wrong type: expected ${expected}`),
  'not-allowed': ({ allowed }) =>
    say(`不允许的取值。可用：${zh(allowed)}`, `Value not allowed. Use one of: ${en(allowed)}`),
  'out-of-range': ({ rule }) =>
    say(`取值不符合要求：${rule}`, `The value does not meet the rule: ${rule}`),
  'bad-duration': ({ given }) =>
    say(
      `“${given}”不是有效时长。请写成 500ms、30s、5m、1h 或 5d`,
      `"${given}" is not a duration. Write it like 500ms, 30s, 5m, 1h or 5d`,
    ),
  'bad-clock': ({ given }) =>
    say(
      `“${given}”不是有效时刻。请写成 "22:00" 这样的 24 小时制`,
      `"${given}" is not a time of day. Write it like "22:00"`,
    ),
  'bad-pattern': ({ given }) =>
    say(`“${given}”不是有效的正则表达式`, `"${given}" is not a regular expression`),
  'no-channel': () =>
    say(
      '公告模板没有任何渠道的文本（如 website、app、sms）',
      'The announcement has no text for any channel (website, app, sms, …)',
    ),
  'unknown-event': unknown(say('自动完成事件', 'completing event')),
  'unknown-role': unknown(say('角色', 'role')),
  'unknown-scheme': unknown(say('分级方案', 'severity scheme')),
  'unknown-playbook': unknown(say('预案', 'playbook')),
  'unknown-variable': unknown(say('变量', 'variable')),
  'unknown-channel': unknown(say('渠道', 'channel')),
  'unknown-template': unknown(say('公告模板或类别', 'announcement template or kind')),
  'unknown-metric': unknown(say('指标', 'metric')),
  'unknown-keyword': unknown(say('关键词组', 'keyword group')),
  'unknown-clock': unknown(say('工单时限', 'ticket clock')),
  'unknown-category': unknown(say('工单类型', 'ticket type')),
  'unknown-person': unknown(say('人员', 'person')),
  'variables-differ': ({ onlyZh, onlyEn }) =>
    say(
      `中英文的变量不一致。仅中文有：${zh(onlyZh)}；仅英文有：${zh(onlyEn)}`,
      `The two languages use different variables. Only in Chinese: ${en(onlyZh)}; only in English: ${en(onlyEn)}`,
    ),
  'bad-template': ({ given }) =>
    say(
      `“${given}”不是有效的变量写法，应为 {{name}}`,
      `"${given}" is not a variable. Write it like {{name}}`,
    ),
  'forbidden-phrase': ({ phrase, replace }) =>
    say(
      `文本含有禁用语“${phrase}”。建议改为：${replace['zh-CN']}`,
      `The text contains the forbidden phrase "${phrase}". Suggested instead: ${replace.en}`,
    ),
  'retention-too-short': ({ days, minimum }) =>
    say(
      `保存期限 ${days} 天不足，不得少于 ${minimum} 天（两年）`,
      `A retention of ${days} days is too short: the minimum is ${minimum} days (two years)`,
    ),
  'rule-never-fires': ({ rule, because }) =>
    say(
      `规则“${rule}”永远不会触发：${because['zh-CN']}`,
      `The rule "${rule}" can never fire: ${because.en}`,
    ),
  'vote-never-passes': ({ given }) =>
    say(
      `“${given}”必须投票，却不在可投票的角色中，审批永远无法通过`,
      `"${given}" must vote but is not among those who may, so the approval can never pass`,
    ),
  'range-empty': () =>
    say('范围为空：下限大于上限', 'The range is empty: its minimum is above its maximum'),
  'needs-target': ({ event }) =>
    say(
      `“${event}”需要在冒号后说明对象，如 ${event}:all`,
      `"${event}" needs a target behind a colon, like ${event}:all`,
    ),
  'duplicate-id': ({ given, first }) =>
    say(`标识“${given}”重复，已用于 ${first}`, `The id "${given}" is already used by ${first}`),
  'duplicate-alias': ({ given, first }) =>
    say(`别名“${given}”重复，已用于 ${first}`, `The alias "${given}" is already used by ${first}`),
  'duplicate-account': ({ messenger, given, first }) =>
    say(
      `${messenger} 账号“${given}”重复，已属于 ${first}`,
      `The ${messenger} account "${given}" already belongs to ${first}`,
    ),
};

/** What a person who edits the file reads about it. */
export const problemMessage = <C extends ProblemCode>(problem: ProblemOf<C>): Localised =>
  WORDS[problem.code](problem);
