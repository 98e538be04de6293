import type { Card } from '#cards/card.ts';
import type { CardLimits, FitWords } from '#cards/fit.ts';
import { fit } from '#cards/fit.ts';

/**
 * The sandbox sets its limits itself; they are those of a real messenger on purpose, so that what is too
 * long shows here and not first on the day of an emergency.
 */
export const LIMITS = {
  /** Characters of one chat message. Slack cuts at 40,000; nobody reads that much in an emergency. */
  messageText: 4_000,
  /** Characters of a room's topic (docs.slack.dev, conversations.setTopic). */
  topic: 250,
  /** Characters of a room's name (docs.slack.dev, conversations.create). */
  roomName: 80,
  /** Messages of a room that the page loads at once. */
  page: 120,
  /** Changes that a returning browser is told one by one; after more it loads everything anew. */
  catchUp: 500,
} as const;

/** Slack's Block Kit (docs.slack.dev/reference/block-kit/blocks), the stricter of the real messengers in most. */
const CARD_LIMITS: CardLimits = {
  elements: 50,
  text: 3_000,
  heading: 150,
  buttons: 25,
  buttonLabel: 75,
  factItems: 10,
  factLabel: 200,
  factValue: 2_000,
  listItems: 100,
  tableRows: 100,
  tableColumns: 20,
  fallback: 4_000,
  total: 13_000,
};

// The card's language is not known here, so what is left out is said without words.
const WORDS: FitWords = { more: (n) => `+${n}`, cut: '…' };

/** The card as this messenger takes it. */
export const fitCard = (card: Card): Card => fit(card, CARD_LIMITS, WORDS).card;
