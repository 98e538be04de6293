import type { Button, Card, CardElement, Line, Span } from './card.ts';
import { spanText } from './line.ts';

/** A link shows where it leads; there is nothing to press in plain text. */
const plainSpan = (span: Span): string =>
  typeof span === 'object' && 'link' in span && span.link !== span.url
    ? `${span.link} ${span.url}`
    : spanText(span);

const plainLine = (line: Line): string => line.map(plainSpan).join('');

const MARKS = {
  open: '□',
  done: '✔',
  late: '△',
  overdue: '✖',
  skipped: '–',
  struck: '~',
} as const;

const buttonText = ({ label, line }: Button): string => `[${label}: ${line}]`;

const barText = (percent: number): string => {
  const full = Math.min(10, Math.max(0, Math.round(percent / 10)));
  return `${'█'.repeat(full)}${'░'.repeat(10 - full)}`;
};

const elementLines = (element: CardElement): readonly string[] => {
  switch (element.kind) {
    case 'heading':
      return [element.text];
    case 'text':
      return element.lines.map(plainLine);
    case 'facts':
      return element.items.map(({ label, value }) => `${label}: ${plainLine(value)}`);
    case 'list':
      return element.items.map(({ line, mark }) =>
        mark === undefined ? `• ${plainLine(line)}` : `${MARKS[mark]} ${plainLine(line)}`,
      );
    case 'table':
      return [
        element.columns.join(' | '),
        ...element.rows.map((row) => row.map(plainLine).join(' | ')),
      ];
    case 'copy':
      return [element.label, element.text];
    case 'progress':
      return [`${barText(element.percent)} ${element.label}`];
    case 'divider':
      return ['—'];
    case 'actions':
      return element.buttons.map(buttonText);
    case 'note':
      return [plainLine(element.line)];
    case 'image':
      return [element.alt];
    case 'chart':
      return [element.title];
  }
};

/** The whole card as text, one line a row: for tests, the command line and messengers without cards. */
export const plainText = (card: Card): string =>
  [card.title, ...card.elements.flatMap(elementLines)].join('\n');
