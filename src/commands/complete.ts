import type { Argument } from './argument.ts';
import { bindArguments } from './bind-arguments.ts';
import type { Command, Verb } from './command.ts';
import { headOf, lineOf, type Head } from './head.ts';
import { contextFor } from './incident-of-line.ts';
import { fold, halfWidth } from './normalise.ts';
import { quoteIfNeeded } from './quotes.ts';
import { findArgument, REGISTRY, shownKey } from './registry.ts';
import type { ParseContext } from './request.ts';
import { argumentOptions } from './values/options.ts';
import { metricsOf } from './values/metric.ts';
import { factsOf } from './values/vocabulary.ts';
import { templatesFor } from './values/ids.ts';

/** One way to go on; `line` is the whole line after taking it. */
export interface Completion {
  readonly line: string;
  readonly label: string;
  readonly hint: string;
}

/** A word that may come next. */
interface Next {
  readonly word: string;
  readonly hint: string;
  /** Other words under which it is found. */
  readonly also: readonly string[];
}

const MOST = 12;

const verbWords = (verb: Verb, { locale }: ParseContext): Next => {
  const { words, commands } = verb;
  const [command] = commands;
  return {
    word: words[locale][0] ?? verb.id,
    hint: command?.summary[locale] ?? '',
    also: Object.values(words).flat(),
  };
};

const subWords = ({ sub, summary }: Command, { locale }: ParseContext): readonly Next[] =>
  sub === undefined
    ? []
    : [{ word: sub[locale][0] ?? '', hint: summary[locale], also: Object.values(sub).flat() }];

const valueWords = (argument: Argument, context: ParseContext): readonly Next[] =>
  argumentOptions(argument, context).map(({ value, word, label }) => ({
    word: quoteIfNeeded(word),
    hint: label,
    also: [value, label],
  }));

/** 范围= for a Chinese reader, regions= for an English one. */
const keyWord = (argument: Argument, { locale }: ParseContext): string => {
  const key = shownKey(argument, locale);
  return argument.kind === 'flag' ? `--${key}` : `${key}=`;
};

const variables = (
  argument: Argument,
  command: Command,
  typed: string | undefined,
  context: ParseContext,
): readonly Next[] => {
  const { policy, locale } = context;
  if (argument.from === 'metrics')
    return metricsOf(policy).map(({ id, label, words }) => ({
      word: `${locale === 'en' ? id : label[locale].replaceAll(' ', '')}=`,
      hint: id,
      also: [id, ...words],
    }));
  if (argument.from === 'facts')
    return factsOf(policy).map(({ id, label }) => ({
      word: `${locale === 'en' ? id : label[locale]}=`,
      hint: id,
      also: [id],
    }));
  const templates = templatesFor(context).filter(
    ({ id }) => command.id !== 'announce draft' || typed === undefined || id === typed,
  );
  return [...new Set(templates.flatMap(({ vars }) => vars))].map((id) => ({
    word: `${id}=`,
    hint: '',
    also: [],
  }));
};

const argumentsNext = (
  head: Extract<Head, { head: 'command' }>,
  line: string,
  context: ParseContext,
): readonly Next[] => {
  const { command, args } = head;
  const binding = bindArguments(line, args, command, context);
  if ('problem' in binding) {
    return binding.problem === 'valueless' ? valueWords(binding.argument, context) : [];
  }
  const { pieces, pairs } = binding;
  const open = command.args.filter(
    ({ name, kind }) => pieces[name] === undefined || kind === 'people',
  );
  const [positional] = open.filter((argument) => argument.positional);
  const keyed = open.filter((argument) => !argument.positional && argument.kind !== 'vars');
  const vars = command.args.find(({ kind }) => kind === 'vars');
  const template = pieces['template']?.[0]?.plain;
  const given = new Set(pairs.map(({ key }) => fold(key)));
  return [
    ...(positional === undefined ? [] : valueWords(positional, context)),
    ...(vars === undefined
      ? []
      : variables(vars, command, template, context).filter(
          ({ word }) => !given.has(fold(word.slice(0, -1))),
        )),
    ...keyed.map((argument) => ({
      word: keyWord(argument, context),
      hint: argument.label[context.locale],
      also: [`--${argument.name}`, argument.name],
    })),
  ];
};

const people = (context: ParseContext): readonly Next[] =>
  context.policy.organisation.people.map(({ id, name, title = '' }) => ({
    word: `@${name}`,
    hint: title,
    also: [`@${id}`],
  }));

const fits = ({ word, also, hint }: Next, partial: string): boolean => {
  const typed = fold(partial);
  return (
    [word, ...also].some((candidate) => fold(candidate).startsWith(typed)) ||
    (typed.length > 1 && fold(hint).includes(typed))
  );
};

const verbsNext = (context: ParseContext): readonly Next[] =>
  REGISTRY.map((verb) => verbWords(verb, context));

/** `key=` just typed: the values of that key. */
const afterKey = (
  partial: string,
  command: Command,
  context: ParseContext,
): readonly Next[] | undefined => {
  const [, key] = /^(?:--)?(\p{L}[\p{L}\p{N}_-]*)[=:]/u.exec(halfWidth(partial)) ?? [];
  const argument = key === undefined ? undefined : findArgument(command, key);
  if (argument === undefined || key === undefined) return undefined;
  const prefix = partial.slice(0, partial.search(/[=＝:：]/) + 1);
  return valueWords(argument, context).map((next) => ({
    ...next,
    word: `${prefix}${next.word}`,
    also: next.also.map((word) => `${prefix}${word}`),
  }));
};

const nextWords = (done: string, partial: string, context: ParseContext): readonly Next[] => {
  if (partial.startsWith('@') || partial.startsWith('＠')) return people(context);
  const head = headOf(lineOf(done));
  if (head.head === 'empty') return verbsNext(context);
  if (head.head === 'no-command')
    return head.given === undefined
      ? head.verb.commands.flatMap((command) => subWords(command, context))
      : [];
  if (head.head !== 'command') return [];
  const { command, verb, args } = head;
  const here = contextFor(context, head.key);
  const values = afterKey(partial, command, here);
  if (values !== undefined) return values;
  // `task ` means `task list`, but a sub-verb may still follow.
  const subs =
    args.length === 0 && !wasSubTyped(done, verb, command)
      ? verb.commands.flatMap((each) => subWords(each, context))
      : [];
  if (subs.length > 0 && command.sub !== undefined) return subs;
  return [...subs, ...argumentsNext(head, lineOf(done), here)];
};

const wasSubTyped = (done: string, verb: Verb, { sub }: Command): boolean =>
  sub !== undefined &&
  done.split(/\s+/).some(
    (word) =>
      Object.values(sub)
        .flat()
        .some((known) => fold(known) === fold(word)) && fold(word) !== fold(verb.id),
  );

/** What may be typed next, the person's language first; at most twelve. */
export const complete = (line: string, context: ParseContext): readonly Completion[] => {
  const partial = /\S*$/.exec(line)?.[0] ?? '';
  const done = line.slice(0, line.length - partial.length);
  return nextWords(done, partial, context)
    .filter((next) => fits(next, partial))
    .slice(0, MOST)
    .map(({ word, hint }) => ({
      line: `${done}${word}${word.endsWith('=') ? '' : ' '}`,
      label: word,
      hint,
    }));
};
