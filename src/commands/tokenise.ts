import { halfWidth } from './normalise.ts';
import { quotable, quotedAt, type Quotable } from './quotes.ts';

/** A word or a value, with its place in the line. */
export interface Piece {
  /** As typed, without quotes and escapes: for free text. */
  readonly text: string;
  /** Half-width: for everything that is looked up. */
  readonly plain: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** How a key was written. Only `dashes` is certain; the others may be prose that looks like it. */
type KeyStyle = 'dashes' | 'dash' | 'equals' | 'colon';

export interface Token {
  /** The whole token as a word. */
  readonly piece: Piece;
  readonly option?: { readonly key: string; readonly style: KeyStyle; readonly value?: Piece };
}

export type Tokens = { readonly tokens: readonly Token[] } | { readonly unbalanced: number };

/** `raw` in half-width characters is `plain`; every index means the same place in both. */
type Source = Quotable;

const KEY = '\\p{L}[\\p{L}\\p{N}_.-]*';
const DASHED = new RegExp(`(--|[—–]{1,2})(${KEY})(?=[\\s=:]|$)`, 'uy');
const EQUALS = new RegExp(`(${KEY})\\s*=`, 'uy');
const COLON = new RegExp(`(${KEY}):(?=\\S)(?!//)`, 'uy');
const MENTION = /<(?:@|at\s|#|!|https?:)[^<>\n]*>(?:[^<>\n]*<\/at>)?/y;
const WORD = /\S+/y;
const NEXT_KEY = new RegExp(`${KEY}\\s*=|--\\p{L}`, 'uy');

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return at;
};

const pieceOf = (source: Source, start: number, end: number): Piece => {
  const text = source.raw.slice(start, end);
  return { text, plain: source.plain.slice(start, end), quoted: false, start, end };
};

/** The quotation, mention or word at `at`; 'open' for a quotation without an end. */
const valueAt = (source: Source, at: number): Piece | 'open' | undefined => {
  const named = source.plain[at] === '@' && quotedAt(source, at + 1);
  const quoted = named === false ? quotedAt(source, at) : named;
  if (quoted === 'open') return 'open';
  if (quoted !== undefined) {
    const text = named === false ? quoted.text : `@${quoted.text}`;
    return { text, plain: halfWidth(text), quoted: true, start: at, end: quoted.end };
  }
  const word = matchAt(MENTION, source.plain, at) ?? matchAt(WORD, source.plain, at);
  return word === null ? undefined : pieceOf(source, at, at + word[0].length);
};

type Scanned = { readonly token: Token } | 'open';

const optionToken = (
  source: Source,
  span: { readonly start: number; readonly valueAt: number },
  option: { readonly key: string; readonly style: KeyStyle },
  value: Piece | undefined,
): Scanned => ({
  token: {
    piece: pieceOf(source, span.start, value?.end ?? span.valueAt),
    option: value === undefined ? option : { ...option, value },
  },
});

const dashedAt = (source: Source, start: number): Scanned | undefined => {
  const found = matchAt(DASHED, source.plain, start);
  if (found === null) return undefined;
  const [all, dashes, key = ''] = found;
  const style = dashes === '--' ? 'dashes' : 'dash';
  const end = start + all.length;
  const glued = /[=:]/.test(source.plain[end] ?? '');
  if (!glued) return optionToken(source, { start, valueAt: end }, { key, style }, undefined);
  const value = valueAt(source, end + 1);
  if (value === 'open') return 'open';
  return optionToken(source, { start, valueAt: end + 1 }, { key, style }, value);
};

const equalsAt = (source: Source, start: number): Scanned | undefined => {
  const found = matchAt(EQUALS, source.plain, start);
  if (found === null) return undefined;
  const after = start + found[0].length;
  const valueStart = skipSpace(source.plain, after);
  const isEmpty = valueStart > after && matchAt(NEXT_KEY, source.plain, valueStart) !== null;
  const value = isEmpty ? undefined : valueAt(source, valueStart);
  if (value === 'open') return 'open';
  return optionToken(
    source,
    { start, valueAt: after },
    { key: found[1] ?? '', style: 'equals' },
    value,
  );
};

const colonAt = (source: Source, start: number): Scanned | undefined => {
  const found = matchAt(COLON, source.plain, start);
  if (found === null) return undefined;
  const after = start + found[0].length;
  const value = valueAt(source, after);
  // `他说:"…` in prose: a quotation without an end is left as it stands.
  if (value === 'open' || value === undefined) return undefined;
  return optionToken(
    source,
    { start, valueAt: after },
    { key: found[1] ?? '', style: 'colon' },
    value,
  );
};

const tokenAt = (source: Source, start: number): Scanned | undefined => {
  const option = dashedAt(source, start) ?? equalsAt(source, start) ?? colonAt(source, start);
  if (option !== undefined) return option;
  const piece = valueAt(source, start);
  if (piece === undefined) return undefined;
  return piece === 'open' ? 'open' : { token: { piece } };
};

/** Where the open quotation begins: the first quote from `at` that has no end. */
const openQuoteFrom = (line: Source, at: number): number => {
  for (let index = at; index < line.plain.length; index += 1)
    if (quotedAt(line, index) === 'open') return index;
  return at;
};

/** Words, `key=value`, `--key value`, `key：value` and quotations of a line. */
export const tokenise = (raw: string): Tokens => {
  const source = quotable(halfWidth(raw), raw);
  const tokens: Token[] = [];
  let at = skipSpace(source.plain, 0);
  while (at < raw.length) {
    const scanned = tokenAt(source, at);
    if (scanned === 'open') return { unbalanced: openQuoteFrom(source, at) };
    if (scanned === undefined) break;
    tokens.push(scanned.token);
    at = skipSpace(source.plain, Math.max(scanned.token.piece.end, at + 1));
  }
  return { tokens };
};
