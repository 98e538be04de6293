import type { Card, CardElement, Line, Span } from '#cards/card.ts';
import type { PersonRef } from '#domain/person.ts';

const mentioned = (span: Span): readonly string[] =>
  typeof span === 'object' && 'mention' in span ? [span.mention] : [];

const linesOf = (element: CardElement): readonly Line[] => {
  switch (element.kind) {
    case 'text':
      return element.lines;
    case 'facts':
      return element.items.map(({ value }) => value);
    case 'list':
      return element.items.map(({ line }) => line);
    case 'table':
      return element.rows.flat();
    case 'note':
      return [element.line];
    case 'heading':
    case 'copy':
    case 'progress':
    case 'divider':
    case 'actions':
    case 'image':
    case 'chart':
      return [];
  }
};

/** The card with everyone mentioned whom it does not mention by itself, so that they are notified. */
export const withMentions = (card: Card, people: readonly PersonRef[]): Card => {
  const present = new Set(card.elements.flatMap(linesOf).flat().flatMap(mentioned));
  const missing = people.filter(({ id }) => !present.has(id));
  if (missing.length === 0) return card;
  const line: Line = missing.flatMap(({ id, name }, index): Span[] =>
    index === 0 ? [{ mention: id, name }] : [' ', { mention: id, name }],
  );
  return { ...card, elements: [{ kind: 'text', lines: [line] }, ...card.elements] };
};
