import type { Locale } from '#domain/locale.ts';
import type { Argument } from './argument.ts';
import type { Binding, BindProblem, BoundPair } from './bind-option.ts';
import type { Command } from './command.ts';
import type { PlacedFault } from './fault.ts';
import { quote, quoteIfNeeded } from './quotes.ts';
import { shownKey } from './registry.ts';
import type { ParseContext } from './request.ts';
import type { Piece } from './tokenise.ts';
import { exampleOf } from './values/example.ts';
import { findTerm, variablesOf } from './values/vocabulary.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** `line` with `text` in place of a span. */
export const replaced = (line: string, { start, end }: Span, text: string): string =>
  `${line.slice(0, start)}${text}${line.slice(end)}`;

/** `line` with `text` as a word of its own at `at`. */
export const inserted = (line: string, at: number, text: string): string =>
  [line.slice(0, at).trimEnd(), text, line.slice(at).trimStart()]
    .filter((part) => part !== '')
    .join(' ');

/** `line` without a span and the space that it leaves. */
const removed = (line: string, { start, end }: Span): string =>
  inserted(replaced(line, { start, end }, ''), start, '');

const isText = ({ kind }: Argument): boolean => kind === 'text' || kind === 'rest';

/** An example as a word of a line. */
const exampleWord = (argument: Argument, context: ParseContext): string => {
  const example = exampleOf(argument, context);
  if (argument.kind === 'vars') return example;
  return isText(argument) ? quote(example) : quoteIfNeeded(example);
};

const asOption = (argument: Argument, word: string, locale: Locale): string => {
  const key = shownKey(argument, locale);
  return key === argument.name ? `--${key} ${word}` : `${key}=${word}`;
};

/** Where the first word stands that belongs behind `argument`. */
const placeBefore = (
  argument: Argument,
  { args }: Command,
  { pieces, keyed }: Binding,
): number | undefined => {
  const behind = args
    .slice(args.indexOf(argument) + 1)
    .filter(({ name, positional }) => positional && !keyed.has(name));
  const starts = behind.flatMap(({ name }) => pieces[name] ?? []).map(({ start }) => start);
  return starts.length === 0 ? undefined : Math.min(...starts);
};

/** `line` with an example for an argument that is missing. */
export const completed = (
  line: string,
  argument: Argument,
  command: Command,
  binding: Binding,
  context: ParseContext,
): string => {
  const word = exampleWord(argument, context);
  const empty = binding.pieces[argument.name]?.[0];
  if (empty !== undefined) return replaced(line, empty, word);
  if (argument.kind === 'vars') return inserted(line, line.length, word);
  if (!argument.positional)
    return inserted(line, line.length, asOption(argument, word, context.locale));
  return inserted(line, placeBefore(argument, command, binding) ?? line.length, word);
};

/** `line` with a value behind the key that ends at `at`. */
export const withValue = (
  line: string,
  at: number,
  argument: Argument,
  context: ParseContext,
): string => {
  const isPair = argument.kind === 'vars';
  const word = isPair
    ? argument.from === 'metrics'
      ? '68'
      : '"…"'
    : exampleWord(argument, context);
  const glued = /[=＝:：]\s*$/.test(line.slice(0, at));
  return `${line.slice(0, at)}${glued ? '' : ' '}${word}${line.slice(at)}`;
};

const pairFor = (
  { key, pair }: PlacedFault,
  pairs: readonly BoundPair[],
  { policy }: ParseContext,
): BoundPair | undefined =>
  pair === undefined
    ? pairs.findLast(
        (each) => findTerm(each.key, variablesOf(policy))?.id === key || each.key === key,
      )
    : pairs[pair];

/** `line` with a readable value, or key, in the place of the fault. */
export const mended = (
  line: string,
  placed: PlacedFault,
  { pieces, pairs }: Binding,
  context: ParseContext,
): string => {
  const { argument, key, keyWrong, fault } = placed;
  if (!('better' in fault)) return line;
  const word = quoteIfNeeded(fault.better);
  if (key === undefined) {
    const piece: Piece | undefined = pieces[argument]?.[0];
    return piece === undefined ? line : replaced(line, piece, word);
  }
  const pair = pairFor(placed, pairs, context);
  if (pair === undefined) return line;
  return keyWrong === true
    ? replaced(line, { start: pair.keyStart, end: pair.keyStart + pair.key.length }, fault.better)
    : replaced(line, pair.piece, word);
};

/** `line` with the key that was meant, or without the words that nothing takes. */
export const withoutStranger = (
  line: string,
  { token: { piece, option }, nearKey, end }: Extract<BindProblem, { problem: 'unknown-option' }>,
): string => {
  if (nearKey === undefined || option === undefined)
    return removed(line, { start: piece.start, end });
  const start = piece.start + line.slice(piece.start, piece.end).search(/[^-—–－]/);
  return replaced(line, { start, end: start + option.key.length }, nearKey);
};
