import { checkCard } from './card-check.ts';
import { wordsOfCard } from './card-words.ts';
import type { Json } from './json.ts';
import { isObject } from './json.ts';
import { wrong } from './refused.ts';
import type { World } from './world.ts';

const TEXT_BYTES = 150 * 1024;
const RICH_BYTES = 30 * 1024;
const MODELLED = new Set(['text', 'post', 'interactive']);

const parse = (content: string): Json => {
  try {
    const parsed: unknown = JSON.parse(content);
    if (isObject(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw wrong(230_001, 'content must be the JSON text of an object');
};

const mentionedIn = (text: string): readonly string[] =>
  [...text.matchAll(/<(?:at|person)\b[^>]*?(?:user_id|ids?)\s*=\s*["']?([^"'\s>/]+)/giu)].flatMap(
    ([, ids]) => (ids ?? '').split(','),
  );

const checkMentions = (world: World, text: string, code: number): void => {
  for (const id of mentionedIn(text)) {
    if (id === 'all') throw wrong(code, `mentions everybody: ${text.slice(0, 80)}`);
    if (!world.people.has(id) && id !== world.botOpenId) {
      throw wrong(
        code,
        `There is an invalid user resource(at/person) in your card; ErrorValue: ${id}`,
      );
    }
  }
};

/** Refuses a card that breaks the card rules, mentions everybody, or somebody who does not exist. */
export const checkCardContent = (world: World, card: Json): void => {
  const problems = checkCard(card);
  if (problems.length > 0) {
    throw wrong(
      230_099,
      `Failed to create card content, ext=ErrCode: 200621; ErrMsg: ${problems.join('; ')}`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > RICH_BYTES)
    throw wrong(230_025, `the card has ${bytes} bytes, allowed ${RICH_BYTES}`);
  for (const { text, markdown } of wordsOfCard(card)) {
    if (markdown) checkMentions(world, text, 230_099);
  }
};

const checkText = (world: World, parsed: Json): void => {
  const unknown = Object.keys(parsed).filter((name) => name !== 'text');
  if (unknown.length > 0 || typeof parsed['text'] !== 'string') {
    throw wrong(230_001, 'content of a text message is {"text": "…"} and nothing else');
  }
  if (parsed['text'] === '') throw wrong(230_001, 'the text is empty');
  checkMentions(world, parsed['text'], 230_001);
};

/** The parsed content of a message, or a refusal. */
export const checkContent = (world: World, type: string, content: string): Json => {
  if (!MODELLED.has(type)) throw wrong(230_001, `messages of type ${type} are not modelled`);
  const parsed = parse(content);
  const bytes = Buffer.byteLength(content);
  const allowed = type === 'text' ? TEXT_BYTES : RICH_BYTES;
  if (bytes > allowed) throw wrong(230_025, `the content has ${bytes} bytes, allowed ${allowed}`);
  if (type === 'interactive') checkCardContent(world, parsed);
  if (type === 'text') checkText(world, parsed);
  if (type === 'post' && /"user_id":\s*"all"/u.test(content)) {
    throw wrong(230_001, 'mentions everybody');
  }
  return parsed;
};
