import type { Command, Verb } from './command.ts';
import { fold, halfWidth, lengthOf } from './normalise.ts';
import { closedAt } from './quotes.ts';
import { findSub, findVerb, keyWords, plainCommand } from './registry.ts';
import { tokenise, type Token } from './tokenise.ts';

/** `INC-20261201-01`; drills and alerts have keys of the same shape. */
const KEY = /^(?:INC|DRL|ALT)-\d{8}-\d{2,}$/i;
const KEY_WORDS = ['incident', '事件', 'inc'];
const PREFIX = /^\s*(?:\/(?:incident|应急|應急|fenghuo|烽火)(?=\s|$)|\/(?=\S))\s*/i;
const VERB_COLON = /^(\s*[\p{L}]+)[:：](?=\s*\S)/u;

/** In characters: a text of 5,000 with all that may stand beside it. */
export const LINE_LIMIT = 12_000;

/** A line taken apart up to its arguments. */
export type Head =
  | { readonly head: 'empty' }
  | { readonly head: 'too-long'; readonly length: number }
  | { readonly head: 'unbalanced'; readonly corrected: string }
  | { readonly head: 'unknown-verb'; readonly token: Token }
  | {
      readonly head: 'no-command';
      readonly verb: Verb;
      readonly given?: Token;
      readonly end: number;
    }
  | {
      readonly head: 'command';
      readonly verb: Verb;
      readonly command: Command;
      readonly args: readonly Token[];
      readonly key?: string;
      /** Where a key would stand. */
      readonly end: number;
    };

/** The line without `/incident`, with `进展：…` as `进展 …`; nothing else changes its place. */
export const lineOf = (raw: string): string => {
  const line = raw.replace(PREFIX, '').trimEnd();
  const [, word = ''] = VERB_COLON.exec(line) ?? [];
  return word !== '' && findVerb(word) !== undefined ? line.replace(VERB_COLON, '$1 ') : line;
};

const keyOf = (token: Token | undefined): string | undefined => {
  const word = token?.option === undefined ? halfWidth(token?.piece.text ?? '').trim() : '';
  return KEY.test(word) ? word.toUpperCase() : undefined;
};

interface Named {
  readonly key?: string;
  readonly rest: readonly Token[];
}

const isKeyOption = ({ option }: Token, { args }: Command): boolean => {
  const key = fold(option?.key ?? '');
  return KEY_WORDS.includes(key) && !args.some((argument) => keyWords(argument).includes(key));
};

/** `--incident INC-…`, wherever it stands. */
const namedByOption = (tokens: readonly Token[], command: Command): Named | undefined => {
  const at = tokens.findIndex((token) => token.option !== undefined && isKeyOption(token, command));
  const value = tokens[at]?.option?.value?.text;
  const next = value === undefined ? keyOf(tokens[at + 1]) : undefined;
  const key = value === undefined ? next : halfWidth(value).trim().toUpperCase();
  if (at === -1 || key === undefined || !KEY.test(key)) return undefined;
  return { key, rest: tokens.toSpliced(at, next === undefined ? 1 : 2) };
};

const namedIn = (tokens: readonly Token[], command: Command): Named => {
  const first = keyOf(tokens[0]);
  return first === undefined
    ? (namedByOption(tokens, command) ?? { rest: tokens })
    : { key: first, rest: tokens.slice(1) };
};

const isBareOrOptions = (tokens: readonly Token[]): boolean =>
  tokens.every(({ option }) => option !== undefined && option.style !== 'colon');

const subTyped = (verb: Verb, token: Token | undefined): Command | undefined =>
  token === undefined || token.option !== undefined || token.piece.quoted
    ? undefined
    : findSub(verb, token.piece.plain);

/** The command of a verb without a sub-verb: its own, or what the bare verb means. */
const subless = (verb: Verb, tokens: readonly Token[]): Command | undefined =>
  plainCommand(verb) ??
  (isBareOrOptions(tokens) && verb.bare !== undefined ? findSub(verb, verb.bare) : undefined);

const subHead = (
  verb: Verb,
  tokens: readonly Token[],
  before: string | undefined,
  end: number,
): Head => {
  // The key may stand before the sub-verb or behind it.
  const early = before ?? keyOf(tokens[0]);
  const rest = before === undefined && early !== undefined ? tokens.slice(1) : tokens;
  const [first] = rest;
  const typed = subTyped(verb, first);
  const command = typed ?? subless(verb, rest);
  if (command === undefined)
    return { head: 'no-command', verb, end, ...(first === undefined ? {} : { given: first }) };
  const behind = typed === undefined ? end : (first?.piece.end ?? end);
  const args = typed === undefined ? rest : rest.slice(1);
  // Where no incident is needed a key is a word like any other.
  if (command.incident === 'none')
    return { head: 'command', verb, command, args: rest === tokens ? args : tokens, end: behind };
  const named = namedIn(args, command);
  const key = named.key ?? early;
  const about = key === undefined ? {} : { key };
  return { head: 'command', verb, command, args: named.rest, end: behind, ...about };
};

/** The quotation closed before the first option behind it, or at the end. */
const repaired = (line: string, at: number): string => {
  const option = /\s+(?:--\p{L}|\p{L}[\p{L}\p{N}]*[=＝])/u.exec(line.slice(at + 1));
  const candidates = option === null ? [] : [closedAt(line, at, at + 1 + option.index)];
  const balanced = candidates.find((candidate) => 'tokens' in tokenise(candidate));
  return balanced ?? closedAt(line, at, line.length);
};

/** Verb, sub-verb and incident of a line (see `lineOf`), and the words that are left. */
export const headOf = (line: string): Head => {
  if (line.length > LINE_LIMIT) return { head: 'too-long', length: lengthOf(line) };
  const found = tokenise(line);
  if ('unbalanced' in found)
    return { head: 'unbalanced', corrected: repaired(line, found.unbalanced) };
  const { tokens } = found;
  const before = keyOf(tokens[0]);
  const words = before === undefined ? tokens : tokens.slice(1);
  // `@应急助手 定级 …`: the bot's own mention, where a messenger left it in.
  const addressed =
    words[0]?.piece.plain.startsWith('@') === true &&
    findVerb(words[1]?.piece.plain ?? '') !== undefined;
  const [first, ...rest] = addressed ? words.slice(1) : words;
  if (first === undefined) return { head: 'empty' };
  const verb = first.option === undefined ? findVerb(first.piece.plain) : undefined;
  if (verb === undefined) return { head: 'unknown-verb', token: first };
  return subHead(verb, rest, before, first.piece.end);
};

/** The incident that a line names, before the rest of it is understood: the app loads it to read the line. */
export const incidentKeyIn = (raw: string): string | undefined => {
  const head = headOf(lineOf(raw));
  return head.head === 'command' ? head.key : undefined;
};
