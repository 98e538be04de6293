import type { Card, CardElement, Line } from '#cards/card.ts';
import { fit } from '#cards/fit.ts';
import { renderElements } from './elements.ts';
import { isSendable, type CardJson } from './json.ts';
import { scaledLimits, SCALES, WORDS } from './limits.ts';
import { frame, plain } from './nodes.ts';
import type { Accounts } from './spans.ts';

export type { CardJson } from './json.ts';

/** Who the people of the organisation are here, and whose clock charts show. */
export interface Rendering {
  /** Organisation id → open_id; who is not in it is named and not notified. */
  readonly accounts: Accounts;
  readonly timezone: string;
}

const linesOf = (element: CardElement): readonly Line[] => {
  switch (element.kind) {
    case 'text':
      return element.lines;
    case 'facts':
      return element.items.map(({ value }) => value);
    case 'list':
      return element.items.map(({ line }) => line);
    case 'note':
      return [element.line];
    // Cells of a table are plain text: nobody is notified from there.
    case 'table':
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

/** Organisation ids of the people mentioned in lines. */
export const mentionsOf = (lines: readonly Line[]): readonly string[] => [
  ...new Set(
    lines
      .flat()
      .flatMap((span) => (typeof span === 'object' && 'mention' in span ? [span.mention] : [])),
  ),
];

/** Organisation ids of the people that a card mentions; `renderCard` wants their accounts. */
export const mentionsIn = (card: Card): readonly string[] =>
  mentionsOf(card.elements.flatMap(linesOf));

const draw = (card: Card, rendering: Rendering, compact: boolean): CardJson => {
  const elements = renderElements(card.elements, {
    ...rendering,
    compact,
    ...(card.incident === undefined ? {} : { incident: card.incident }),
  });
  return frame(
    { title: card.title, tone: card.tone, summary: card.fallback },
    // Whether a card may have an empty body is not documented.
    elements.length > 0 ? elements : [plain(card.fallback)],
  );
};

/**
 * The card as JSON 2.0: at most 30 KB and 200 tagged nodes, shortened from what matters least where it is
 * larger. Cards arrive worded in the language of their reader, so nothing in them is worded twice (`i18n`).
 */
export const renderCard = (card: Card, rendering: Rendering): CardJson => {
  for (const scale of SCALES) {
    const { card: fitted } = fit(card, scaledLimits(scale), WORDS);
    const json = draw(fitted, rendering, scale < 1);
    if (isSendable(json)) return json;
  }
  const { card: least } = fit({ ...card, elements: [] }, scaledLimits(1), WORDS);
  return draw(least, rendering, true);
};
