import type { Argument } from './argument.ts';
import {
  bindOption,
  bindStranger,
  put,
  type Bench,
  type BindProblem,
  type Binding,
} from './bind-option.ts';
import type { Command } from './command.ts';
import { findArgument } from './registry.ts';
import type { ParseContext } from './request.ts';
import type { Piece, Token } from './tokenise.ts';
import { readLevel } from './values/level.ts';
import { readRole } from './values/role.ts';
import { readScenario } from './values/scenario.ts';

const isMention = (word: string): boolean => /^(@|<@|<at\s)\S/.test(word);
const isUrl = (word: string): boolean => /^<?https?:\/\//i.test(word);

/** A quotation is prose unless it is the very word that is wanted here. */
const isReadable = ({ kind }: Argument, word: string, { policy }: ParseContext): boolean => {
  if (kind === 'level') return readLevel(word, policy) !== undefined;
  if (kind === 'scenario') return readScenario(word, policy) !== undefined;
  return kind === 'role' ? readRole(word, policy) !== undefined : true;
};

const isEnumerated = ({ kind }: Argument): boolean => ['level', 'scenario', 'role'].includes(kind);

const isPerson = ({ kind }: Argument): boolean => kind === 'person' || kind === 'people';

const stillFree = ({ command, pieces, keyed }: Bench): readonly Argument[] =>
  command.args.filter(({ name, kind, positional }) => {
    const takesMore = kind === 'people' || (kind === 'rest' && !keyed.has(name));
    return positional && (takesMore || pieces[name] === undefined);
  });

/** A quotation where a text is wanted first is that text, however much it begins like a mention. */
const isText = (
  { pieces }: Bench,
  free: readonly Argument[],
  person: Argument | undefined,
): boolean => {
  const rest = free.find(({ kind }) => kind === 'rest');
  if (rest === undefined || person === undefined || pieces[rest.name] !== undefined) return false;
  return free.indexOf(rest) < free.indexOf(person);
};

/** The argument that a mention or an address belongs to, wherever it stands. */
const byLook = (
  bench: Bench,
  free: readonly Argument[],
  { plain, quoted }: Piece,
): Argument | undefined => {
  if (isMention(plain)) {
    const person = free.find(isPerson);
    return quoted && isText(bench, free, person) ? undefined : person;
  }
  return isUrl(plain) ? free.find(({ kind }) => kind === 'url') : undefined;
};

/** Something that stands behind `argument` was typed already. */
const isPassed = ({ command, pieces, keyed }: Bench, argument: Argument): boolean =>
  command.args
    .slice(command.args.indexOf(argument) + 1)
    .some(({ name, positional }) => positional && pieces[name] !== undefined && !keyed.has(name));

/** The argument that takes this word, by its look and its place. */
const takerOf = (bench: Bench, piece: Piece): Argument | undefined => {
  const free = stillFree(bench);
  const looks = byLook(bench, free, piece);
  if (looks !== undefined) return looks;
  const rest = free.find(({ kind }) => kind === 'rest');
  const next = free.find(({ kind }) => rest === undefined || kind !== 'url');
  if (rest === undefined || next === undefined || next === rest) return next;
  const readable = isReadable(next, piece.text, bench.context);
  const begun = bench.pieces[rest.name]?.[0];
  if (begun !== undefined) return begun.quoted && isEnumerated(next) && readable ? next : rest;
  return (piece.quoted || isPassed(bench, next)) && !readable ? rest : next;
};

const hasBegun = ({ command, pieces, keyed }: Bench): boolean =>
  command.args.some(
    ({ name, kind }) => kind === 'rest' && !keyed.has(name) && pieces[name]?.[0]?.quoted === false,
  );

/** The text of words that belong together, as it stands in the line. */
const joined = (
  line: string,
  words: readonly Piece[],
  tokens: readonly Token[],
): Piece | undefined => {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || words.length === 1) return first;
  const whole = { ...first, quoted: false, end: last.end };
  const between = tokens.filter(({ piece }) => piece.start >= first.start && piece.end <= last.end);
  if (!first.quoted && between.length === words.length) {
    const text = line.slice(first.start, last.end);
    return { ...whole, text, plain: text };
  }
  const text = words
    .map((word) => (first.quoted ? word.text : line.slice(word.start, word.end)))
    .join(' ')
    .trim();
  return { ...whole, text, plain: text };
};

const finish = (
  { line, command, pieces, pairs, keyed }: Bench,
  tokens: readonly Token[],
): Binding => {
  const whole: Record<string, readonly Piece[]> = { ...pieces };
  for (const { name, kind } of command.args) {
    const words = pieces[name];
    const text = kind === 'rest' && words !== undefined ? joined(line, words, tokens) : undefined;
    if (text !== undefined) whole[name] = [text];
  }
  return { pieces: whole, pairs, keyed };
};

const bindWord = (bench: Bench, token: Token): BindProblem | undefined => {
  const argument = takerOf(bench, token.piece);
  if (argument === undefined) return { problem: 'unknown-option', token, end: token.piece.end };
  put(bench, argument, token.piece);
  return undefined;
};

/** The index behind what was bound, or why it does not fit. */
const bindNext = (bench: Bench, tokens: readonly Token[], at: number): number | BindProblem => {
  const token = tokens[at];
  if (token === undefined) return tokens.length;
  const isProse = token.option === undefined || (token.option.style === 'colon' && hasBegun(bench));
  if (!isProse && token.option !== undefined) {
    const known = findArgument(bench.command, token.option.key);
    const bound =
      known === undefined || known.kind === 'vars'
        ? bindStranger(bench, tokens, at)
        : bindOption(bench, tokens, at, known);
    if (bound !== 'prose') return bound;
  }
  return bindWord(bench, token) ?? at + 1;
};

/** Gives every word of the line to the argument that it is for. */
export const bindArguments = (
  line: string,
  tokens: readonly Token[],
  command: Command,
  context: ParseContext,
): Binding | BindProblem => {
  const bench: Bench = { line, command, context, pieces: {}, pairs: [], keyed: new Set() };
  let at = 0;
  while (at < tokens.length) {
    const next = bindNext(bench, tokens, at);
    if (typeof next !== 'number') return next;
    at = next;
  }
  return finish(bench, tokens);
};
