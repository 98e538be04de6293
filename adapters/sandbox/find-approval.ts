import type { MessageRow } from './world-schema.ts';

// A card that was voted on keeps saying which version it is, also when it is decided or superseded.
const says = (row: MessageRow, words: readonly string[]): boolean => {
  const card = row.card ?? '';
  return words.every((word) =>
    new RegExp(`(?<![\\w.])${word.replaceAll('.', '\\.')}(?!\\d)`, 'i').test(card),
  );
};

/** The card that asked for votes on `approval` (`A1.v2`), the newest if there are several. */
export const findApproval = (
  votes: readonly MessageRow[],
  approval: string,
): MessageRow | undefined => {
  const [subject = approval, version = ''] = approval.split('.');
  return (
    votes.findLast((row) => says(row, [approval])) ??
    votes.findLast((row) => says(row, [subject, version])) ??
    votes.findLast((row) => says(row, [subject]))
  );
};
