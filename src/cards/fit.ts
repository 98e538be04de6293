import type { Card, CardElement } from './card.ts';
import { elementLength, type CardLimits, type FitWords } from './card-limits.ts';
import { cutLines, cutText } from './cut.ts';
import { fitElement, fitList } from './fit-element.ts';

export type { CardLimits, FitWords };

/** What goes first when a card is too long; buttons go last. */
const GOES: readonly CardElement['kind'][] = [
  'divider',
  'image',
  'chart',
  'note',
  'progress',
  'table',
  'list',
  'heading',
  'facts',
  'text',
  'copy',
  'actions',
];

/** Index of the element to give up next: of the most dispensable kind, the last one. */
const nextToGo = (elements: readonly CardElement[]): number => {
  for (const kind of GOES) {
    const index = elements.findLastIndex((element) => element.kind === kind);
    if (index >= 0) return index;
  }
  return -1;
};

const without = (elements: readonly CardElement[], index: number): readonly CardElement[] => [
  ...elements.slice(0, index),
  ...elements.slice(index + 1),
];

/** A shorter form that shows at most `limit` units; undefined where none is worth showing. */
const shortened = (
  element: CardElement,
  limit: number,
  limits: CardLimits,
  words: FitWords,
): CardElement | undefined => {
  if (limit < 40) return undefined;
  if (element.kind === 'text')
    return { ...element, lines: cutLines(element.lines, limit, words.cut) };
  if (element.kind === 'list') return fitList(element, limits.listItems, limit, words);
  return undefined;
};

const totalLength = (title: string, elements: readonly CardElement[]): number =>
  elements.reduce((sum, element) => sum + elementLength(element), title.length);

interface Fitting {
  readonly elements: readonly CardElement[];
  readonly dropped: readonly string[];
}

const fitCount = (elements: readonly CardElement[], limit: number): Fitting => {
  let kept = elements;
  const dropped: string[] = [];
  while (kept.length > limit) {
    const index = nextToGo(kept);
    dropped.push(`element ${kept[index]?.kind ?? ''}`);
    kept = without(kept, index);
  }
  return { elements: kept, dropped };
};

const fitTotal = (
  title: string,
  elements: readonly CardElement[],
  limits: CardLimits,
  words: FitWords,
): Fitting => {
  let kept = elements;
  const dropped: string[] = [];
  for (let over = totalLength(title, kept) - limits.total; over > 0 && kept.length > 0; ) {
    const index = nextToGo(kept);
    const element = kept[index];
    if (element === undefined) break;
    const shorter = shortened(element, elementLength(element) - over, limits, words);
    dropped.push(`${shorter === undefined ? 'element' : 'part of'} ${element.kind}`);
    kept =
      shorter === undefined
        ? without(kept, index)
        : kept.map((old, n) => (n === index ? shorter : old));
    over = totalLength(title, kept) - limits.total;
  }
  return { elements: kept, dropped };
};

const isEmpty = (element: CardElement): boolean =>
  element.kind !== 'divider' &&
  element.kind !== 'image' &&
  element.kind !== 'chart' &&
  elementLength(element) === 0;

/**
 * The card within a messenger's limits, shortened from what matters least, and what was left out.
 * A card that fits comes back as it is.
 */
export const fit = (
  card: Card,
  limits: CardLimits,
  words: FitWords,
): { readonly card: Card; readonly dropped: readonly string[] } => {
  const title = cutText(card.title, Math.min(limits.heading, limits.total));
  const own = card.elements.map((element) => fitElement(element, limits, words));
  const cut = own.flatMap((parts, n) => {
    const before = card.elements[n];
    const after = parts.reduce((sum, part) => sum + elementLength(part), 0);
    return before !== undefined && after !== elementLength(before)
      ? [`part of ${before.kind}`]
      : [];
  });
  const counted = fitCount(
    own.flat().filter((element) => !isEmpty(element)),
    limits.elements,
  );
  const { elements, dropped } = fitTotal(title, counted.elements, limits, words);
  const fallback = cutText(card.fallback, limits.fallback);
  return {
    card: { ...card, title, fallback, elements },
    dropped: [
      ...(title === card.title ? [] : ['part of title']),
      ...cut,
      ...counted.dropped,
      ...dropped,
    ],
  };
};
