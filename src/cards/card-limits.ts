import type { CardElement } from './card.ts';
import { linesLength } from './cut.ts';
import { lineText } from './line.ts';

/** The most a messenger takes. Lengths in UTF-16 units; `text` is the whole text of one element. */
export interface CardLimits {
  readonly elements: number;
  readonly text: number;
  /** Headings and the title of the card. */
  readonly heading: number;
  /** In one row; more buttons get another row. */
  readonly buttons: number;
  readonly buttonLabel: number;
  /** In one block; more facts get another block. */
  readonly factItems: number;
  readonly factLabel: number;
  readonly factValue: number;
  readonly listItems: number;
  readonly tableRows: number;
  readonly tableColumns: number;
  readonly fallback: number;
  /** Title and all elements together. */
  readonly total: number;
}

export interface FitWords {
  readonly more: (n: number) => string;
  readonly cut: string;
}

/** Units an element shows. */
export const elementLength = (element: CardElement): number => {
  switch (element.kind) {
    case 'heading':
      return element.text.length;
    case 'text':
      return linesLength(element.lines);
    case 'facts':
      return element.items.reduce(
        (sum, { label, value }) => sum + label.length + lineText(value).length,
        0,
      );
    case 'list':
      return linesLength(element.items.map(({ line }) => line));
    case 'table':
      return [...element.columns, ...element.rows.flat().map(lineText)].join('').length;
    case 'copy':
      return element.label.length + element.text.length;
    case 'progress':
      return element.label.length;
    case 'divider':
      return 0;
    case 'actions':
      return element.buttons.reduce((sum, { label }) => sum + label.length, 0);
    case 'note':
      return lineText(element.line).length;
    case 'image':
      return element.alt.length;
    case 'chart':
      return element.title.length + element.series.reduce((sum, { name }) => sum + name.length, 0);
  }
};
