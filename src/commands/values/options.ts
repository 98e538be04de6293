import { SEVERITIES } from '#domain/playbook/playbook.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import type { Argument, ArgumentKind } from '../argument.ts';
import type { ParseContext } from '../request.ts';
import { optionsFor } from './ids.ts';
import { levelWord, schemeInUse } from './level.ts';
import { rolesOf } from './role.ts';
import { flagsOf } from './vocabulary.ts';

/** One value to choose from. */
interface ArgumentOption {
  /** What a form sends. */
  readonly value: string;
  /** What a person types. */
  readonly word: string;
  readonly label: string;
}

const levels = ({ policy, incident, locale }: ParseContext): readonly ArgumentOption[] =>
  SEVERITIES.map((severity) => ({
    value: severity,
    word: levelWord(severity, policy, locale),
    label: schemeInUse(policy, incident)?.levels[severity].names[locale] ?? severity,
  }));

type Options = (argument: Argument, context: ParseContext) => readonly ArgumentOption[];

const none: Options = () => [];

const named = (
  things: readonly { readonly id: string; readonly names: Localised }[],
  locale: Locale,
): readonly ArgumentOption[] =>
  things.map(({ id, names }) => ({
    value: id,
    word: locale === 'en' ? id : names[locale],
    label: names[locale],
  }));

const people: Options = (_, { policy }) =>
  policy.organisation.people.map(({ id, name, title }) => ({
    value: id,
    word: `@${name}`,
    label: title === undefined ? name : `${name} · ${title}`,
  }));

const ids: Options = ({ from }, context) =>
  optionsFor(from, context).map(({ value, label }) => ({
    value,
    word: value,
    label: label[context.locale],
  }));

const flags: Options = (_, { policy, locale }) =>
  named(
    flagsOf(policy).map(({ id, label }) => ({ id, names: label })),
    locale,
  );

const BY_KIND: Readonly<Record<ArgumentKind, Options>> = {
  level: (_, context) => levels(context),
  scenario: (_, { policy, locale }) => named(Object.values(policy.playbooks), locale),
  role: (_, { policy, locale }) => named(rolesOf(policy), locale),
  person: people,
  people,
  choice: ({ choices = [] }, { locale }) =>
    choices.map(({ value, label }) => ({
      value,
      word: locale === 'en' ? value : label[locale].toLowerCase(),
      label: label[locale],
    })),
  id: ids,
  words: (argument, context) =>
    argument.from === 'flags' ? flags(argument, context) : ids(argument, context),
  text: none,
  rest: none,
  duration: none,
  instant: none,
  number: none,
  users: none,
  regions: none,
  url: none,
  vars: none,
  flag: none,
};

/** Everything that may be given for an argument; empty where it is free. */
export const argumentOptions: Options = (argument, context) =>
  BY_KIND[argument.kind](argument, context);
