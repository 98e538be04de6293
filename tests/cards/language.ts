import type { Card, CardElement, Line, Span } from '#cards/card.ts';

const spanWords = (span: Span): string => {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('struck' in span) return span.struck;
  // Names, addresses, commands and times are the same in every language.
  return ' ';
};

const words = (line: Line): string => line.map(spanWords).join('');

const elementWords = (element: CardElement): readonly string[] => {
  switch (element.kind) {
    case 'heading':
      return [element.text];
    case 'text':
      return element.lines.map(words);
    case 'facts':
      return element.items.flatMap(({ label, value }) => [label, words(value)]);
    case 'list':
      return element.items.map(({ line }) => words(line));
    case 'table':
      return [...element.columns, ...element.rows.flat().map(words)];
    case 'copy':
      return [element.label]; // its text is for somebody else
    case 'progress':
      return [element.label];
    case 'divider':
      return [];
    case 'actions':
      return element.buttons.flatMap(({ label, confirm = '' }) => [label, confirm]);
    case 'note':
      return [words(element.line)];
    case 'image':
      return [element.alt];
    case 'chart':
      return [element.title];
  }
};

/** Everything a card says in its own words: no command lines, no texts to hand on, no names. */
export const ownWords = (card: Card): readonly string[] => [
  card.title,
  card.fallback,
  ...card.elements.flatMap(elementWords),
];

/** All texts people typed, from anywhere in `data`; translated texts of the rules are left out. */
export const typedTexts = (data: unknown, key = ''): readonly string[] => {
  if (typeof data === 'string')
    return /\p{Script=Han}/u.test(data) && key !== 'zh-CN' && key !== 'zh' ? [data] : [];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    ['playbooks', 'scheme', 'ladder'].includes(name) ? [] : typedTexts(value, name),
  );
};

/** The text without what people typed. */
export const without = (text: string, typed: readonly string[]): string =>
  typed
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, part) => (part === '' ? rest : rest.replaceAll(part, ' ')), text);

/** Two or more Latin words in a row: a sentence that was forgotten. */
export const LATIN_SENTENCE = /\b(?!INC|UTC)[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}/u;
export const HAN = /\p{Script=Han}/u;
