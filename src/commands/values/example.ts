import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { localDateKey } from '#domain/time.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import type { Argument, ArgumentKind } from '../argument.ts';
import type { ParseContext } from '../request.ts';
import { exampleInstant } from './instant.ts';
import { levelWord, levelWords } from './level.ts';
import { optionsFor } from './ids.ts';
import { nearest } from './nearest.ts';
import { metricWords } from './metric.ts';
import { roleWords } from './role.ts';
import { scenarioWords } from './scenario.ts';

/** A key that shows how one is written. */
export const exampleKey = ({ now, timezone }: ParseContext): string =>
  `INC-${localDateKey(now, timezone)}-01`;

const firstScenario = ({ policy, locale }: ParseContext): string => {
  const playbook = policy.playbooks['system-failure'] ?? Object.values(policy.playbooks)[0];
  if (playbook === undefined) return 'general';
  return locale === 'en' ? playbook.id : playbook.names['zh-CN'];
};

const firstRole = ({ policy, locale }: ParseContext): string => {
  const { roles } = policy.common;
  const role = roles.find(({ id }) => id === 'techSupport') ?? roles[0];
  if (role === undefined) return 'responder';
  return locale === 'en' ? role.id : role.names['zh-CN'];
};

type Example = (argument: Argument, context: ParseContext) => string;

const anyone: Example = (_, { locale }) => (locale === 'zh-CN' ? '@姓名' : '@name');
const label: Example = ({ label: words }, { locale }) => `${words[locale]}…`;
const firstOption: Example = (argument, context) =>
  optionsFor(argument.from, context)[0]?.value ?? `<${argument.label[context.locale]}>`;

const BY_KIND: Readonly<Record<ArgumentKind, Example>> = {
  level: (_, { policy, locale }) => levelWord('sev2', policy, locale),
  scenario: (_, context) => firstScenario(context),
  role: (_, context) => firstRole(context),
  person: anyone,
  people: anyone,
  duration: () => '30m',
  instant: ({ sense = 'future' }, context) => exampleInstant({ ...context, sense }, context.locale),
  number: ({ min = 1 }) => String(min),
  users: () => '100',
  regions: (_, { locale }) => (locale === 'zh-CN' ? '华东' : 'East'),
  url: () => 'https://example.com',
  choice: ({ choices = [] }) => choices[0]?.value ?? '',
  id: firstOption,
  words: firstOption,
  vars: (_, { locale }) => (locale === 'zh-CN' ? '名称=内容' : 'name=value'),
  flag: label,
  text: label,
  rest: label,
};

/** What may stand for an argument in a corrected line, unquoted. */
export const exampleOf = (argument: Argument, context: ParseContext): string =>
  (argument.from === undefined ? undefined : optionsFor(argument.from, context)[0]?.value) ??
  argument.placeholder?.[context.locale] ??
  BY_KIND[argument.kind](argument, context);

type Words = (argument: Argument, context: ParseContext) => readonly string[];

const none: Words = () => [];
const optionWords: Words = ({ from }, context) =>
  optionsFor(from, context).flatMap(({ value, label: words }) => [value, ...Object.values(words)]);

/** Words that an argument understands, for telling a slip from a stranger. */
const UNDERSTOOD: Readonly<Record<ArgumentKind, Words>> = {
  level: (_, { policy }) => levelWords(policy),
  scenario: (_, { policy }) => scenarioWords(policy),
  role: (_, { policy }) => roleWords(policy),
  vars: ({ from }, { policy }) => (from === 'metrics' ? metricWords(policy) : []),
  choice: ({ choices = [] }) =>
    choices.flatMap(({ value, label: words, words: others }) => [
      value,
      ...Object.values(words),
      ...others,
    ]),
  id: optionWords,
  words: optionWords,
  text: none,
  rest: none,
  person: none,
  people: none,
  duration: none,
  instant: none,
  number: none,
  users: none,
  regions: none,
  url: none,
  flag: none,
};

/** The nearest word that can be read, else an example. */
export const betterThan = (given: string, argument: Argument, context: ParseContext): string =>
  nearest(given, UNDERSTOOD[argument.kind](argument, context)) ?? exampleOf(argument, context);

const named = (
  things: readonly { readonly id: string; readonly names: Localised }[],
  locale: Locale,
): readonly string[] => things.map(({ id, names }) => (locale === 'en' ? id : names[locale]));

/** What is allowed, worded for the person; free arguments name nothing. */
const ALLOWED: Readonly<Record<ArgumentKind, Words>> = {
  ...UNDERSTOOD,
  level: (_, { policy, locale }) =>
    SEVERITIES.map((severity) => levelWord(severity, policy, locale)),
  scenario: (_, { policy, locale }) => named(Object.values(policy.playbooks), locale),
  role: (_, { policy, locale }) => named(policy.common.roles, locale),
  choice: ({ choices = [] }, { locale }) =>
    choices.map(({ value, label: words }) => (locale === 'en' ? value : words[locale])),
  id: ({ from }, context) => optionsFor(from, context).map(({ value }) => value),
  words: ({ from }, context) => optionsFor(from, context).map(({ value }) => value),
  duration: (_, { locale }) =>
    locale === 'en' ? ['20m', '1h', '24h', '5d'] : ['20m', '1h', '30分钟', '半小时'],
  number: ({ min = 0, max }) => (max === undefined ? [] : [`${min}–${max}`]),
  url: () => ['https://…'],
  vars: none,
};

/** What is allowed, worded for the person. */
export const allowedFor = (argument: Argument, context: ParseContext): readonly string[] =>
  ALLOWED[argument.kind](argument, context);
