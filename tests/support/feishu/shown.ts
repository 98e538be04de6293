import { elementsOfCard, wordsOfCard } from './card-words.ts';
import type { Json } from './json.ts';
import { textOf } from './json.ts';

type NameOf = (openId: string) => string;

/** What a mention of everybody looks like to a reader; no text of ours may ever show it. */
export const LIVE_EVERYBODY = '@所有人 (LIVE)';

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sim: '~',
  nbsp: ' ',
  zwj: '',
  amp: '&',
};

const decodeEntities = (text: string): string =>
  text.replaceAll(/&(#x?[\da-f]+|\w+);/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = name.toLowerCase().startsWith('#x')
      ? Number.parseInt(name.slice(2), 16)
      : Number(name.slice(1));
    return String.fromCodePoint(code);
  });

const mention = (ids: string, nameOf: NameOf): string =>
  ids
    .split(',')
    .map((id) => (id.trim() === 'all' ? LIVE_EVERYBODY : `@${nameOf(id.trim())}`))
    .join(' ');

const attribute = (attributes: string, name: RegExp): string =>
  name.exec(attributes)?.[1]?.replaceAll(/["']/gu, '').trim() ?? '';

const localTime = (attributes: string): string => {
  const ms = Number(attribute(attributes, /millisecond\s*=\s*(["']?\d+["']?)/u));
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(ms);
};

const readTags = (text: string, nameOf: NameOf): string =>
  text
    .replaceAll(/<(?:at|person)\b([^>]*)>[^<]*(?:<\/(?:at|person)>)?/giu, (_, attributes: string) =>
      mention(
        attribute(attributes, /(?:user_id|ids?|email)\s*=\s*(["'][^"']*["']|[^\s/]+)/u),
        nameOf,
      ),
    )
    .replaceAll(/<local_datetime\b([^>]*)>[^<]*<\/local_datetime>/giu, (_, attributes: string) =>
      localTime(attributes),
    )
    .replaceAll(/<br\s*\/?>/giu, '\n')
    .replaceAll(/<\/?[a-z_]+(?:\s[^>]*)?\/?>/giu, '');

const readMarks = (text: string): string =>
  text
    .replaceAll(/^\s*```[^\n]*$\n?/gmu, '')
    .replaceAll(/^#{1,6}\s+/gmu, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/(\*\*|~~|__)(.+?)\1/gsu, '$2')
    .replaceAll(/(?<![*\w])\*([^*\n]+)\*(?!\*)/gu, '$1')
    .replaceAll(/`([^`\n]+)`/gu, '$1');

/** Card markdown as a reader sees it. */
export const plainOfMarkdown = (text: string, nameOf: NameOf): string =>
  decodeEntities(readMarks(readTags(text, nameOf)));

/** All words of a card, a line a text. */
export const shownOfCard = (card: Json, nameOf: NameOf): string =>
  wordsOfCard(card)
    .map(({ text, markdown }) => (markdown ? plainOfMarkdown(text, nameOf) : text))
    .join('\n');

/** How many texts a card offers to hand on: code blocks, which have a button to copy them, and panels named `copy_…`. */
export const copiesOfCard = (card: Json): number => {
  const fences = wordsOfCard(card)
    .filter(({ markdown }) => markdown)
    .flatMap(({ text: words }) => words.match(/^\s*```/gmu) ?? []);
  const panels = elementsOfCard(card).filter((node) =>
    textOf(node['element_id']).startsWith('copy_'),
  );
  return Math.floor(fences.length / 2) + panels.length;
};

const postText = (node: unknown, nameOf: NameOf): string => {
  if (Array.isArray(node)) return node.map((one: unknown) => postText(one, nameOf)).join('');
  if (typeof node !== 'object' || node === null) return '';
  const one = node as Json;
  if (one['tag'] === 'at') return mention(textOf(one['user_id']), nameOf);
  if (typeof one['text'] === 'string') return one['text'];
  return Array.isArray(one['content']) ? postText(one['content'], nameOf) : '';
};

/** A message's content as a reader sees it. */
export const shownOf = (type: string, content: Json, nameOf: NameOf): string => {
  if (type === 'interactive') return shownOfCard(content, nameOf);
  if (type === 'toast') return textOf(content['text']);
  if (type === 'text') return decodeEntities(readTags(textOf(content['text']), nameOf));
  if (type === 'post') return postText(content['zh_cn'] ?? Object.values(content)[0], nameOf);
  return `[${type}]`;
};
