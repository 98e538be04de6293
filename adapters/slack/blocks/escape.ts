import type { PlainTextElement } from '@slack/web-api';
import { head } from '#cards/cut.ts';

/** Slack keeps these three as entities and counts them so (docs.slack.dev, formatting message text). */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that Slack shows as it is: nothing in it is a mention, a link or a date. */
export const escapeEntities = (text: string): string =>
  text.replace(/[&<>]/gu, (mark) => ENTITIES[mark] ?? mark);

/** Units a text has once Slack keeps it. */
export const keptLength = (text: string): number => escapeEntities(text).length;

/** As much of a text as has at most `limit` units once Slack keeps it; what is missing is shown by an ellipsis. */
export const cutKept = (text: string, limit: number): string => {
  const whole = text.toWellFormed();
  if (keptLength(whole) <= limit) return whole;
  if (limit < 1) return '';
  let taken = 0;
  let left = limit - 1;
  for (const character of head(whole, limit)) {
    left -= keptLength(character);
    if (left < 0) break;
    taken += character.length;
  }
  return `${whole.slice(0, taken)}…`;
};

/** Nothing that can be seen: Slack refuses a block with such a text. */
export const isBlank = (text: string): boolean => !/[^\s\p{Cc}\p{Cf}\p{Cs}]/u.test(text);

/** A text object in which no markup and no `:emoji:` is read. */
export const plain = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: cutKept(text, limit),
  emoji: false,
});
