import type { KnownBlock } from '@slack/web-api';
import type { Card, CardElement, Line, Tone } from '#cards/card.ts';
import { fit } from '#cards/fit.ts';
import { wordsOf } from '#cards/messages/words.ts';
import { elementBlock } from './elements.ts';
import { cutKept, escapeEntities, isBlank, plain } from './escape.ts';
import { languageOfCard } from './language.ts';
import { CARD_LIMITS, LIMITS } from './limits.ts';
import type { Accounts } from './rich-text.ts';
import { shownLength } from './shown-length.ts';
import { shortTable } from './tables.ts';

export interface Rendering {
  /** Organisation id → Slack account, for mentions. */
  readonly accounts: Accounts;
}

type Surface = 'message' | 'home' | 'modal';

/** How the title says what colour would say elsewhere. */
const SYMBOLS: Readonly<Record<Tone, string>> = {
  danger: '🔴',
  warning: '🟠',
  good: '🟢',
  info: 'ℹ️',
  neutral: '',
  muted: '',
};
const HAS_SYMBOL = /^(?:🔴|🟠|🟡|🟢|🔵|⚪|ℹ)/u;

/** The title with its tone before it, and once only. */
const titleText = ({ title, tone }: Card): string => {
  const symbol = SYMBOLS[tone];
  if (symbol === '' || HAS_SYMBOL.test(title)) return title;
  const rest = title.endsWith(symbol) ? title.slice(0, -symbol.length).trimEnd() : title;
  return `${symbol} ${rest}`.trimEnd();
};

const header = (text: string): readonly KnownBlock[] =>
  isBlank(text) ? [] : [{ type: 'header', text: plain(text, LIMITS.header) }];

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

/** Organisation ids of everyone the card mentions, each once. */
export const mentionsIn = ({ elements }: Card): readonly string[] => {
  const spans = elements.flatMap(linesOf).flat();
  const people = spans.flatMap((span) =>
    typeof span === 'object' && 'mention' in span ? [span.mention] : [],
  );
  return [...new Set(people)];
};

/** Elements without what `fit` would leave out whole where a part can stay. */
const withShortTables = (card: Card, words: Parameters<typeof shortTable>[1]): Card => ({
  ...card,
  elements: card.elements.map((element) =>
    element.kind === 'table' ? shortTable(element, words) : element,
  ),
});

const drawn = (
  card: Card,
  { accounts }: Rendering,
  surface: Surface,
  total: number,
): readonly KnownBlock[] => {
  const locale = languageOfCard(card);
  const words = wordsOf(locale).common;
  const limits = { ...CARD_LIMITS, total };
  const { card: fitted, dropped } = fit(withShortTables(card, words), limits, words);
  const { elements, incident } = fitted;
  const first = surface === 'modal' ? -1 : elements.findIndex(({ kind }) => kind === 'table');
  const isShort = dropped.some((what) => what.startsWith('element ') && what !== 'element divider');
  const shown: readonly CardElement[] = isShort
    ? [...elements, { kind: 'note', line: [words.cut] }]
    : elements;
  return [
    ...header(titleText(fitted)),
    ...shown.flatMap(
      (element, place) =>
        elementBlock(element, { accounts, locale, incident, place, asTable: place === first }) ??
        [],
    ),
  ];
};

/** Entities, addresses and values count more than `fit` can know; then the card is fitted into less. */
const TOTALS = [1, 0.75, 0.5, 0.25, 0.1, 0.02, 0].map((part) => part * LIMITS.blocksText);

const NOTHING: KnownBlock = { type: 'header', text: plain('…', LIMITS.header) };

/** The blocks of a card within all limits of its surface; never none, which Slack would refuse. */
export const cardBlocks = (
  card: Card,
  rendering: Rendering,
  surface: Surface,
): readonly KnownBlock[] => {
  for (const total of TOTALS) {
    const blocks = drawn(card, rendering, surface, total);
    if (shownLength(blocks) <= LIMITS.blocksText && blocks.length > 0) return blocks;
  }
  return [NOTHING];
};

/** What notifications and screen readers say: plain text without a live entity. */
const fallbackOf = ({ fallback, title }: Card): string => {
  const said = [fallback, title].find((text) => !isBlank(text)) ?? '…';
  return escapeEntities(cutKept(said, LIMITS.text));
};

/** A card as `text` and `blocks` of chat.postMessage, chat.postEphemeral, chat.update or an answer to a command. */
export const renderMessage = (
  card: Card,
  rendering: Rendering,
): { readonly text: string; readonly blocks: readonly KnownBlock[] } => ({
  text: fallbackOf(card),
  blocks: cardBlocks(card, rendering, 'message'),
});
