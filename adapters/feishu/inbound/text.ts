import { z } from 'zod';
import { LOCALES, type Locale } from '#domain/locale.ts';
import type { Mention } from './shapes.ts';

/** A message of a person as it can be read. */
export interface Said {
  /** What was said to the bot where it is named, else everything. People are `<@ou_1>`. */
  readonly text: string;
  /** Whether the bot is named in it. */
  readonly isAddressed: boolean;
}

/** The bot's open_id, unless it is not known yet. */
export type BotId = string | undefined;

const textContent = z.object({ text: z.string() });

const node = z
  .object({
    tag: z.string(),
    text: z.string().optional().catch(undefined),
    href: z.string().optional().catch(undefined),
    user_id: z.string().optional().catch(undefined),
    emoji_type: z.string().optional().catch(undefined),
  })
  .optional()
  .catch(undefined);
const post = z.object({ title: z.string().catch(''), content: z.array(z.array(node)) });
/** Posts arrive in one language; they are sent in several. */
const anyPost = z.union([
  post,
  z.record(z.string(), post).transform((all) => Object.values(all)[0]),
]);

/** Stands for the bot's name while a text is read; nothing that is typed keeps it. */
const BOT = '\0';

/** `@_user_1` in a post may also be written as the id itself. */
const nodeText = (one: z.infer<typeof node>): string => {
  if (one === undefined) return '';
  switch (one.tag) {
    case 'at': {
      const { user_id: id = '' } = one;
      return id.startsWith('@') ? id : `<at user_id="${id}"></at>`;
    }
    case 'a':
      return one.href ?? one.text ?? '';
    case 'emotion':
      return `[${one.emoji_type ?? ''}]`;
    case 'hr':
      return '\n';
    default:
      return one.text ?? '';
  }
};

const postText = ({ title, content }: z.infer<typeof post>): string => {
  const lines = content.map((line) => line.map(nodeText).join(''));
  return [...(title === '' ? [] : [title]), ...lines].join('\n');
};

const parsed = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
};

/** The words of a message; undefined for pictures, files and all else without any, and for what was recalled. */
const wordsOf = (type: string, content: string): string | undefined => {
  const raw = parsed(content);
  if (type === 'text') return textContent.safeParse(raw).data?.text;
  if (type !== 'post') return undefined;
  const { data } = anyPost.safeParse(raw);
  return data === undefined ? undefined : postText(data);
};

/** Whether a mention is the bot's; another bot may be named as well, so its id decides once it is known. */
const isBot = ({ id, mentioned_type }: Mention, bot: BotId): boolean =>
  bot === undefined ? mentioned_type === 'bot' : id?.open_id === bot;

const KEY = /@_(?:user_\d{1,4}|all)/gu;
const TAG = /<at (?:user_)?id="?(?<id>[\w@]{1,110})"?>[^<>]{0,200}<\/at>/gu;

const nameOf = ({ id, name = '' }: Mention): string =>
  id === undefined ? `@${name}` : `<@${id.open_id}>`;

/** People as their accounts, everybody as the word, the bot as its mark. */
const withNames = (words: string, mentions: readonly Mention[], bot: BotId): string => {
  const byKey = new Map(
    mentions.map((one) => [one.key, isBot(one, bot) ? BOT : nameOf(one)] as const),
  );
  return words
    .replaceAll(BOT, '')
    .replace(KEY, (key) => byKey.get(key) ?? (key === '@_all' ? '@all' : key))
    .replace(TAG, (_, id: string) => {
      if (id === 'all') return '@all';
      return id === bot ? BOT : (byKey.get(id) ?? `<@${id}>`);
    });
};

const MARK = /^\0[\s:：,，]*/u;

/** What stands behind the bot's name, else what stands before. */
const addressedText = (text: string): string => {
  const at = text.indexOf(BOT);
  const behind = text.slice(at).replace(MARK, '').replaceAll(BOT, '').trim();
  return behind === '' ? text.slice(0, at).trim() : behind;
};

/**
 * What a person wrote. Feishu escapes nothing in what it delivers, so nothing is undone.
 * @see https://open.feishu.cn/document/server-docs/im-v1/message/events/receive (read 2026-05)
 */
export const readSaid = (
  type: string,
  content: string,
  mentions: readonly Mention[],
  bot: BotId,
): Said | undefined => {
  const words = wordsOf(type, content);
  if (words === undefined) return undefined;
  // Neither lone surrogates nor zeros can be stored by every database.
  const text = withNames(words.toWellFormed(), mentions, bot);
  const isAddressed = text.includes(BOT);
  return { text: isAddressed ? addressedText(text) : text.trim(), isAddressed };
};

const PREFIX = /^[/／]\s*(?:incident|应急|應急|fenghuo|烽火)(?=\s|$)\s*/iu;
const SLASH = /^[/／]\s*(?=\S)/u;
const FIRST_WORD = /^[/／]\s*(?<word>[^\s:：]{1,40})/u;

/** `/incident status`, `／应急 状态` and `/status` as the line that is meant. */
export const lineIn = (text: string): string =>
  PREFIX.test(text) ? text.replace(PREFIX, '') : text.replace(SLASH, '');

/** Whether a text starts with a slash command of ours: by our name, or by one of our verbs. */
export const isSlashCommand = (text: string, isVerb: (word: string) => boolean): boolean => {
  if (PREFIX.test(text)) return true;
  const word = FIRST_WORD.exec(text)?.groups?.['word'];
  return word !== undefined && isVerb(word);
};

const LOCALE = /LarkLocale\/(?<language>zh|en)(?![a-z])/u;

/** The language of the client that a message was sent with, where it is one of ours. */
export const clientLocale = (userAgent = ''): Locale | undefined => {
  const language = LOCALE.exec(userAgent)?.groups?.['language'];
  return LOCALES.find((locale) => language !== undefined && locale.startsWith(language));
};
