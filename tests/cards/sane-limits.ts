import type { CardLimits } from '#cards/fit.ts';

/** Tighter than Slack and Feishu: what a card must keep to without being shortened. */
export const SANE: CardLimits = {
  elements: 20,
  text: 3000,
  heading: 150,
  buttons: 12,
  buttonLabel: 75,
  factItems: 30,
  factLabel: 60,
  factValue: 600,
  listItems: 20,
  tableRows: 50,
  tableColumns: 10,
  fallback: 1000,
  total: 8000,
};
