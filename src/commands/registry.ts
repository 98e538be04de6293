import type { Locale } from '#domain/locale.ts';
import type { Argument } from './argument.ts';
import type { Command, Verb, Words } from './command.ts';
import { fold, foldKey } from './normalise.ts';
import { ALERTS } from './verbs/alerts.ts';
import { ANNOUNCEMENTS } from './verbs/announcements.ts';
import { LIFECYCLE } from './verbs/lifecycle.ts';
import { PLANS } from './verbs/plans.ts';
import { PROGRESS } from './verbs/progress.ts';
import { RECORD } from './verbs/record.ts';
import { REVIEW } from './verbs/review.ts';
import { ROLES } from './verbs/roles.ts';
import { SELF } from './verbs/self.ts';
import { TASKS } from './verbs/tasks.ts';
import { TICKETS } from './verbs/tickets.ts';

/** Every verb there is: one entry in one file. Parser, forms, completion, help and manifests read this. */
export const REGISTRY: readonly Verb[] = [
  ...ALERTS,
  ...LIFECYCLE,
  ...TICKETS,
  ...RECORD,
  ...PROGRESS,
  ...TASKS,
  ...ROLES,
  ...ANNOUNCEMENTS,
  ...PLANS,
  ...REVIEW,
  ...SELF,
];

const HAN_WORD = /^\p{Script=Han}+$/u;

const all = (words: Words): readonly string[] => Object.values(words).flat();

const knows = (words: Words, given: string): boolean =>
  all(words).some((word) => fold(word) === fold(given));

/** The verb that a word stands for, in either language. */
export const findVerb = (given: string): Verb | undefined =>
  REGISTRY.find((verb) => knows(verb.words, given));

/** The command of a verb alone, where it has one. */
export const plainCommand = ({ commands }: Verb): Command | undefined =>
  commands.find(({ sub }) => sub === undefined);

export const findSub = ({ commands }: Verb, given: string): Command | undefined =>
  commands.find(({ sub }) => sub !== undefined && knows(sub, given));

/** The command with these canonical words: `announce draft`. */
export const findCommand = (
  id: string,
): { readonly verb: Verb; readonly command: Command } | undefined => {
  for (const verb of REGISTRY)
    for (const command of verb.commands) if (command.id === id) return { verb, command };
  return undefined;
};

/** All words for verbs, for telling a slip from a stranger. */
export const VERB_WORDS: readonly string[] = REGISTRY.flatMap(({ words }) => all(words));

/** All words for the sub-verbs of a verb. */
export const subWords = ({ commands }: Verb): readonly string[] =>
  commands.flatMap(({ sub }) => (sub === undefined ? [] : all(sub)));

/** A verb, or verb and sub-verb, as shown in this language: 公告 起草. */
export const spoken = (verb: Verb, { sub }: Command, locale: Locale): string =>
  [verb.words[locale][0], sub?.[locale][0]].filter((word) => word !== undefined).join(' ');

/** The words by which an argument may be given as `key=value`. */
export const keyWords = ({ name, label, keys }: Argument): readonly string[] => [
  name,
  ...Object.values(label),
  ...keys,
];

/** The key that a reader of this language types: 范围, regions. */
export const shownKey = ({ name, keys, label }: Argument, locale: Locale): string =>
  locale === 'en' ? name : ([...keys, label['zh-CN']].find((key) => HAN_WORD.test(key)) ?? name);

export const findArgument = ({ args }: Command, key: string): Argument | undefined =>
  args.find((argument) => keyWords(argument).some((word) => foldKey(word) === foldKey(key)));
