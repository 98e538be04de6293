import type { Argument } from './argument.ts';
import type { Command } from './command.ts';
import { foldKey } from './normalise.ts';
import { keyWords } from './registry.ts';
import type { ParseContext } from './request.ts';
import type { Piece, Token } from './tokenise.ts';
import { isClock, isDayOnly } from './values/instant.ts';
import { nearest } from './values/nearest.ts';
import { findTerm, flagsOf, variablesOf, factsOf, termWords } from './values/vocabulary.ts';
import { metricWords } from './values/metric.ts';

/** A `key=value` for a `vars` argument, with the key's place. */
export interface BoundPair {
  readonly key: string;
  readonly keyStart: number;
  readonly piece: Piece;
}

/** What was typed for each argument, not yet read. */
export interface Binding {
  readonly pieces: Readonly<Record<string, readonly Piece[]>>;
  readonly pairs: readonly BoundPair[];
  /** Names of arguments given by key, and not by their place. */
  readonly keyed: ReadonlySet<string>;
}

export type BindProblem =
  | {
      readonly problem: 'unknown-option';
      readonly token: Token;
      readonly nearKey?: string;
      /** Where what belongs to it ends. */
      readonly end: number;
    }
  | { readonly problem: 'valueless'; readonly argument: Argument; readonly at: number };

/** The work in progress: what was given to which argument so far. */
export interface Bench {
  readonly line: string;
  readonly command: Command;
  readonly context: ParseContext;
  readonly pieces: Record<string, Piece[]>;
  readonly pairs: BoundPair[];
  readonly keyed: Set<string>;
}

export const put = ({ pieces }: Bench, argument: Argument, piece: Piece): void => {
  (pieces[argument.name] ??= []).push(piece);
};

/** An option given twice counts once: the last. */
const replace = (bench: Bench, argument: Argument, piece: Piece): void => {
  if (argument.kind !== 'people') bench.pieces[argument.name] = [];
  bench.keyed.add(argument.name);
  put(bench, argument, piece);
};

const varsOf = ({ args }: Command): Argument | undefined =>
  args.find(({ kind }) => kind === 'vars');
const restOf = ({ args }: Command): Argument | undefined =>
  args.find(({ kind, positional }) => kind === 'rest' && positional);

const varWords = (argument: Argument, { policy }: ParseContext): readonly string[] => {
  if (argument.from === 'metrics') return metricWords(policy);
  const terms = argument.from === 'facts' ? factsOf(policy) : variablesOf(policy);
  return terms.flatMap(termWords);
};

/** Labels may hold spaces and brackets, which no key can. */
const TYPEABLE = /^\p{L}[\p{L}\p{N}_-]*$/u;

/** The key that was probably meant; short ones are too easily near. */
const nearKey = (key: string, { command, context }: Bench): string | undefined => {
  const vars = varsOf(command);
  const known = vars === undefined ? [] : varWords(vars, context);
  if (known.some((word) => foldKey(word) === foldKey(key))) return undefined;
  // A metric that nobody knows is told with the metrics that there are.
  const candidates = [
    ...command.args.filter(({ kind }) => kind !== 'vars').flatMap(keyWords),
    ...(vars?.from === 'metrics' ? [] : known),
  ].filter((word) => TYPEABLE.test(word));
  return key.length < 4 ? undefined : nearest(key, candidates);
};

const withClock = (
  piece: Piece,
  argument: Argument,
  next: Token | undefined,
  { context }: Bench,
): Piece | undefined => {
  const takesTime = ['instant', 'vars', 'duration'].includes(argument.kind);
  if (!takesTime || next === undefined || next.option !== undefined || piece.quoted)
    return undefined;
  const moment = { ...context, sense: argument.sense ?? ('future' as const) };
  if (!isDayOnly(piece.text, moment) || !isClock(next.piece.text)) return undefined;
  return {
    ...piece,
    text: `${piece.text} ${next.piece.text}`,
    plain: `${piece.plain} ${next.piece.plain}`,
    end: next.piece.end,
  };
};

const flagPiece = (token: Token): Piece => ({
  ...token.piece,
  text: 'true',
  plain: 'true',
  quoted: false,
});

/** Words behind `--flags` that name flags: `--flags batchQuality safetyHazard`. */
const flagWordsFrom = (tokens: readonly Token[], from: number, { context }: Bench): number => {
  let at = from;
  const flags = flagsOf(context.policy);
  while (
    tokens[at]?.option === undefined &&
    findTerm(tokens[at]?.piece.plain ?? '', flags) !== undefined
  )
    at += 1;
  return at;
};

/** The index behind the option at `at`, or why it does not fit. */
export const bindOption = (
  bench: Bench,
  tokens: readonly Token[],
  at: number,
  argument: Argument,
): number | BindProblem => {
  const token = tokens[at];
  if (token?.option === undefined) return at + 1;
  const { value, style } = token.option;
  if (argument.kind === 'flag') {
    replace(bench, argument, value ?? flagPiece(token));
    return at + 1;
  }
  const next = tokens[at + 1];
  const follows =
    next?.option === undefined || next.option.style === 'colon' ? next?.piece : undefined;
  const taken = value ?? (style === 'dashes' || style === 'dash' ? follows : undefined);
  if (taken === undefined) return { problem: 'valueless', argument, at: token.piece.end };
  const after = at + (value === undefined ? 2 : 1);
  const timed = withClock(taken, argument, tokens[after], bench);
  replace(bench, argument, timed ?? taken);
  if (argument.from !== 'flags') return timed === undefined ? after : after + 1;
  const end = flagWordsFrom(tokens, after, bench);
  for (const word of tokens.slice(after, end)) put(bench, argument, word.piece);
  return end;
};

const bindPair = (
  bench: Bench,
  tokens: readonly Token[],
  at: number,
  vars: Argument,
): number | BindProblem => {
  const token = tokens[at];
  if (token?.option === undefined) return at + 1;
  const { key, value } = token.option;
  const next = tokens[at + 1];
  const taken = value ?? (next?.option === undefined ? next?.piece : undefined);
  if (taken === undefined) return { problem: 'valueless', argument: vars, at: token.piece.end };
  const after = at + (value === undefined ? 2 : 1);
  const timed = withClock(taken, vars, tokens[after], bench);
  const keyStart = token.piece.start + Math.max(0, token.piece.plain.indexOf(key));
  bench.pairs.push({ key, keyStart, piece: timed ?? taken });
  return timed === undefined ? after : after + 1;
};

/** `--colour red`: the word behind goes with it, unless the command still waits for one. */
const strangerEnd = ({ command, pieces }: Bench, tokens: readonly Token[], at: number): number => {
  const token = tokens[at];
  const next = tokens[at + 1];
  const waits = command.args.some(
    ({ name, positional, required }) => positional && required && pieces[name] === undefined,
  );
  const takes = token?.option?.style === 'dashes' && token.option.value === undefined && !waits;
  return (
    (takes && next?.option === undefined ? next?.piece.end : undefined) ?? token?.piece.end ?? 0
  );
};

/** An option whose key no argument knows: a variable, a flag, a slip, or prose. */
export const bindStranger = (
  bench: Bench,
  tokens: readonly Token[],
  at: number,
): number | BindProblem | 'prose' => {
  const token = tokens[at];
  if (token?.option === undefined) return 'prose';
  const { key, style } = token.option;
  const { command, context } = bench;
  const flags = command.args.find(({ from }) => from === 'flags');
  if (
    style === 'dashes' &&
    flags !== undefined &&
    findTerm(key, flagsOf(context.policy)) !== undefined
  ) {
    put(bench, flags, { ...token.piece, text: key, plain: key });
    return at + 1;
  }
  if (style === 'colon' || style === 'dash') return 'prose';
  const near = nearKey(key, bench);
  const vars = varsOf(command);
  if (vars !== undefined && near === undefined) return bindPair(bench, tokens, at, vars);
  if (style === 'equals' && near === undefined && restOf(command) !== undefined) return 'prose';
  const end = strangerEnd(bench, tokens, at);
  return {
    problem: 'unknown-option',
    token,
    end,
    ...(near === undefined ? {} : { nearKey: near }),
  };
};
