import type { CardLimits, FitWords } from '#cards/fit.ts';

/**
 * What a card of Feishu holds. The platform counts bytes (30 KB) and tagged objects (200), not texts; these
 * keep an ordinary card below both, and `renderCard` measures what came of it. Button labels: 100 documented.
 */
const LIMITS: CardLimits = {
  elements: 50,
  text: 4_000,
  heading: 200,
  buttons: 8,
  buttonLabel: 100,
  factItems: 200,
  factLabel: 100,
  factValue: 1_000,
  listItems: 60,
  tableRows: 100,
  tableColumns: 12,
  fallback: 300,
  total: 9_000,
};

/** How many buttons stay when a card is scaled down: four rows say what can be done. */
const LEAST = { elements: 3, buttons: 2, listItems: 3, tableRows: 2 } as const;

/** The limits at a fraction of the full size. */
export const scaledLimits = (scale: number): CardLimits => {
  const by = (value: number, least = 1): number => Math.max(least, Math.floor(value * scale));
  return {
    ...LIMITS,
    elements: by(LIMITS.elements, LEAST.elements),
    text: by(LIMITS.text),
    buttons: by(LIMITS.buttons, LEAST.buttons),
    factItems: by(LIMITS.factItems),
    factValue: by(LIMITS.factValue),
    listItems: by(LIMITS.listItems, LEAST.listItems),
    tableRows: by(LIMITS.tableRows, LEAST.tableRows),
    total: by(LIMITS.total),
  };
};

/** From the full size down, until the card is taken. */
export const SCALES: readonly number[] = [1, 0.75, 0.5, 0.35, 0.2, 0.1, 0.05];

// The card's language is not known here, so what is left out is said without words.
export const WORDS: FitWords = { more: (n) => `+${n}`, cut: '…' };
