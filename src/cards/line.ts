import type { Line, Span } from './card.ts';

/** What a sentence may be made of. */
export type Piece = Span | Line | number;

const isLine = (piece: Piece): piece is Line => Array.isArray(piece);

const spansOf = (piece: Piece): Line => {
  if (isLine(piece)) return piece;
  return [typeof piece === 'number' ? String(piece) : piece];
};

/** Adjacent plain strings become one, empty ones vanish. */
const tidy = (spans: Line): Line => {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (span === '') continue;
    if (typeof span === 'string' && typeof last === 'string') out[out.length - 1] = last + span;
    else out.push(span);
  }
  return out;
};

/** A whole sentence with spans in it, so that no messenger's markup is ever written by hand. */
export const line = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Line =>
  tidy(
    strings.flatMap((text, index) => {
      const piece = pieces[index];
      return piece === undefined ? [text] : [text, ...spansOf(piece)];
    }),
  );

/** Pieces one after another with the same separator between them. */
export const join = (pieces: readonly Piece[], separator: string): Line =>
  tidy(
    pieces.flatMap((piece, index) =>
      index === 0 ? spansOf(piece) : [separator, ...spansOf(piece)],
    ),
  );

export const bold = (text: string): Span => ({ bold: text });
export const code = (text: string): Span => ({ code: text });
export const struck = (text: string): Span => ({ struck: text });
export const link = (text: string, url: string): Span => ({ link: text, url });

/** The characters a span shows, without emphasis. */
export const spanText = (span: Span): string => {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('struck' in span) return span.struck;
  if ('mention' in span) return `@${span.name}`;
  if ('link' in span) return span.link;
  return span.text;
};

/** The characters a line shows. */
export const lineText = (spans: Line): string => spans.map(spanText).join('');
