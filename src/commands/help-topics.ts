import type { Locale, Localised } from '#domain/locale.ts';
import type { Argument } from './argument.ts';
import type { Command, GroupId, Verb, Who } from './command.ts';
import { findVerb, REGISTRY, shownKey, spoken } from './registry.ts';

/** One argument, explained. */
interface HelpArgument {
  readonly label: string;
  /** Words for it in `key=value`. */
  readonly keys: readonly string[];
  readonly required: boolean;
  /** The words it may be, where they are few. */
  readonly choices: readonly string[];
}

/** One command, explained. */
export interface HelpCommand {
  readonly id: string;
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly who: Who;
  readonly arguments: readonly HelpArgument[];
}

export interface HelpTopic {
  /** Canonical, for a `help <verb>` button. */
  readonly verb: string;
  /** In the reader's language. */
  readonly word: string;
  /** All other words for it, in both languages. */
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly who: Who;
  readonly commands: readonly HelpCommand[];
}

export interface HelpGroup {
  readonly id: GroupId;
  readonly title: string;
  readonly topics: readonly HelpTopic[];
}

const GROUPS: Readonly<Record<GroupId, Localised>> = {
  start: { 'zh-CN': '开启与定级', en: 'Opening and grading' },
  work: { 'zh-CN': '处置', en: 'Working on it' },
  people: { 'zh-CN': '人员', en: 'People' },
  outside: { 'zh-CN': '对外沟通', en: 'Telling customers' },
  after: { 'zh-CN': '收尾与复盘', en: 'Closing and learning' },
  self: { 'zh-CN': '帮助与个人', en: 'Help and yourself' },
};
const ORDER: readonly GroupId[] = ['start', 'work', 'people', 'outside', 'after', 'self'];

const labelOf = ({ label }: Argument, locale: Locale): string =>
  locale === 'en' ? label.en.toLowerCase() : label['zh-CN'].replace(/（.*）$/, '');

const positionalUsage = (argument: Argument, locale: Locale): string => {
  const label = labelOf(argument, locale);
  const isText = argument.kind === 'rest' && argument.name !== 'verb';
  const shown = isText ? `"${label}"` : `<${label}>`;
  return argument.required ? shown : `[${shown}]`;
};

const keyedUsage = (argument: Argument, locale: Locale): string => {
  if (argument.kind === 'vars') return locale === 'en' ? 'name=value …' : '名称=内容 …';
  const key = shownKey(argument, locale);
  if (argument.kind === 'flag') return `[--${key}]`;
  const shown = locale === 'en' ? `--${key} …` : `${key}=…`;
  return argument.required ? shown : `[${shown}]`;
};

const usageOf = (verb: Verb, command: Command, locale: Locale): string =>
  [
    spoken(verb, command, locale),
    ...command.args
      .filter(({ positional }) => positional)
      .map((argument) => positionalUsage(argument, locale)),
    ...command.args
      .filter(({ positional }) => !positional)
      .map((argument) => keyedUsage(argument, locale)),
  ].join(' ');

const argumentOf = (argument: Argument, locale: Locale): HelpArgument => ({
  label: argument.label[locale],
  keys: [argument.name, ...argument.keys],
  required: argument.required,
  choices: (argument.choices ?? []).map(({ value, label }) =>
    locale === 'en' ? value : label[locale],
  ),
});

const commandOf = (verb: Verb, command: Command, locale: Locale): HelpCommand => ({
  id: command.id,
  usage: usageOf(verb, command, locale),
  summary: command.summary[locale],
  example: command.example[locale],
  who: command.who,
  arguments: command.args.map((argument) => argumentOf(argument, locale)),
});

const topicOf = (verb: Verb, locale: Locale): HelpTopic | undefined => {
  const commands = verb.commands.map((command) => commandOf(verb, command, locale));
  const [main] = commands;
  if (main === undefined) return undefined;
  const { usage, summary, example, who } = main;
  const word = verb.words[locale][0] ?? verb.id;
  const aliases = Object.values(verb.words)
    .flat()
    .filter((alias) => alias !== word);
  return { verb: verb.id, word, aliases, usage, summary, example, who, commands };
};

/** All commands by group, in the reader's language. */
export const helpTopics = (locale: Locale): readonly HelpGroup[] =>
  ORDER.map((id) => ({
    id,
    title: GROUPS[id][locale],
    topics: REGISTRY.filter(({ group }) => group === id)
      .map((verb) => topicOf(verb, locale))
      .filter((topic) => topic !== undefined),
  }));

/** One verb in full, by any of its words; undefined when there is no such verb. */
export const helpTopic = (word: string, locale: Locale): HelpTopic | undefined => {
  const verb = findVerb(word) ?? findVerb(word.trim().split(/\s+/)[0] ?? '');
  return verb === undefined ? undefined : topicOf(verb, locale);
};
