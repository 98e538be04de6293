import type { CardLimits } from '#cards/fit.ts';

/** Block Kit as published (docs.slack.dev/reference/block-kit, 2026-05; @slack/types 3.2.0 says the same). */
export const LIMITS = {
  header: 150,
  plainText: 3_000,
  contextText: 2_000,
  buttonLabel: 75,
  buttonValue: 2_000,
  url: 3_000,
  imageAlt: 2_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewWord: 24,
  viewBlocks: 100,
  /** Of the JSON of a view; Slack takes 250 kB. */
  viewBytes: 240_000,
  privateMetadata: 3_000,
  blockId: 255,
  inputLabel: 2_000,
  hint: 2_000,
  placeholder: 150,
  inputText: 3_000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  optionGroups: 100,
  tableColumns: 20,
  messageBlocks: 50,
  /** chat.update refuses more (`msg_too_long`); chat.postMessage splits the message in two near 4,040. */
  text: 4_000,
  /** Over all blocks. Undocumented: `msg_blocks_too_long` was seen from 13,172 on (slackapi/bolt-js#2509). */
  blocksText: 12_000,
  /** Over all cells; the tables of a message may hold 10,000 characters together. */
  tableText: 6_000,
} as const;

/** What `fit` keeps to. Room is left for the title's symbol, the header, and the note on what was left out. */
export const CARD_LIMITS: Omit<CardLimits, 'total'> = {
  elements: LIMITS.messageBlocks - 2,
  // A rich text block has no published limit; the longest text of ours (5,000) stays whole.
  text: 6_000,
  heading: LIMITS.header - 4,
  buttons: 25,
  buttonLabel: LIMITS.buttonLabel,
  factItems: 10,
  factLabel: 200,
  factValue: 2_000,
  listItems: 100,
  // The names of the columns are a row too.
  tableRows: 99,
  tableColumns: LIMITS.tableColumns,
  fallback: LIMITS.text,
};
