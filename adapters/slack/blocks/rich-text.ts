import type {
  RichTextBlock,
  RichTextDate,
  RichTextElement,
  RichTextPreformatted,
  RichTextSection,
  RichTextStyleable,
} from '@slack/web-api';
import type { Line, Span } from '#cards/card.ts';
import { spanText } from '#cards/line.ts';
import { SECOND } from '#domain/time.ts';
import { isBlank } from './escape.ts';
import { LIMITS } from './limits.ts';

/** Organisation id → Slack account, for mentions. */
export type Accounts = ReadonlyMap<string, string>;
type Style = NonNullable<RichTextStyleable['style']>;

/** Slack refuses the whole message for one id that is none. */
const ACCOUNT = /^[UW]_?[A-Z0-9]+$/u;

/** The account to mention a person by, where there is one that Slack takes. */
export const accountFor = (person: string, accounts: Accounts): string | undefined => {
  const account = accounts.get(person);
  return account !== undefined && ACCOUNT.test(account) ? account : undefined;
};

/** The account in `<@U123>`, `<@U123|lin>` or `U123`. */
export const accountIn = (text: string): string | undefined => {
  const account = text.trim().replace(/^<@(?<id>[^|>]+)(?:\|[^>]*)?>$/u, '$<id>');
  return ACCOUNT.test(account) ? account : undefined;
};

const SAFE_SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:'];

/** The address in the form Slack takes it; undefined where it is none, too long, or of another scheme. */
export const safeUrl = (url: string): string | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return SAFE_SCHEMES.includes(protocol) && href.length <= LIMITS.url ? href : undefined;
};

const styled = (style: Style): { readonly style?: Style } =>
  Object.keys(style).length === 0 ? {} : { style };

const textLeaf = (text: string, style: Style = {}): readonly RichTextElement[] =>
  text === '' ? [] : [{ type: 'text', text: text.toWellFormed(), ...styled(style) }];

/** The last second Slack's pickers know; what is later or before 1970 is shown as text. */
const LAST_SECOND = 9_999_999_999;

const dateLeaf = (instant: number, text: string, style: Style): RichTextDate | undefined => {
  const timestamp = Math.floor(instant / SECOND);
  if (!Number.isSafeInteger(timestamp) || timestamp < 0 || timestamp > LAST_SECOND)
    return undefined;
  const isClock = /^\d{1,2}:\d{2}(?::\d{2})?$/u.test(text);
  return {
    type: 'date',
    timestamp,
    format: isClock ? '{time}' : '{date_short_pretty} {time}',
    ...(text === '' ? {} : { fallback: text.toWellFormed() }),
    ...styled(style),
  };
};

const leavesOf = (span: Span, accounts: Accounts, style: Style): readonly RichTextElement[] => {
  if (typeof span === 'string') return textLeaf(span, style);
  if ('bold' in span) return textLeaf(span.bold, { ...style, bold: true });
  if ('code' in span) return textLeaf(span.code, { ...style, code: true });
  if ('struck' in span) return textLeaf(span.struck, { ...style, strike: true });
  if ('mention' in span) {
    const account = accountFor(span.mention, accounts);
    return account === undefined
      ? textLeaf(spanText(span), style)
      : [{ type: 'user', user_id: account, ...styled(style) }];
  }
  if ('link' in span) {
    const url = safeUrl(span.url);
    const text = span.link.toWellFormed();
    if (url === undefined) return textLeaf(span.link, style);
    return [{ type: 'link', url, ...(isBlank(text) ? {} : { text }), ...styled(style) }];
  }
  const date = dateLeaf(span.instant, span.text, style);
  return date === undefined ? textLeaf(span.text, style) : [date];
};

/** The leaves of one line. A text leaf shows its characters, whatever they are. */
export const leaves = (
  line: Line,
  accounts: Accounts,
  style: Style = {},
): readonly RichTextElement[] => line.flatMap((span) => leavesOf(span, accounts, style));

/** Lines below each other, as leaves of one section: sections of their own would stand apart. */
export const joined = (
  lines: readonly (readonly RichTextElement[])[],
): readonly RichTextElement[] =>
  lines.flatMap((line, index) => (index === 0 ? line : [...textLeaf('\n'), ...line]));

const shows = (leaf: RichTextElement): boolean => leaf.type !== 'text' || !isBlank(leaf.text);

/** A section; undefined where nothing in it can be seen, which Slack would refuse. */
export const section = (elements: readonly RichTextElement[]): RichTextSection | undefined =>
  elements.some(shows) ? { type: 'rich_text_section', elements: [...elements] } : undefined;

/** A text to hand on as it is; undefined where nothing of it can be seen. */
export const preformatted = (text: string): RichTextPreformatted | undefined =>
  isBlank(text)
    ? undefined
    : { type: 'rich_text_preformatted', elements: [{ type: 'text', text: text.toWellFormed() }] };

type Container = RichTextBlock['elements'][number];

/** A block of what can be seen; undefined where that is nothing. */
export const richText = (
  containers: readonly (Container | undefined)[],
): RichTextBlock | undefined => {
  const elements = containers.filter((container) => container !== undefined);
  return elements.length === 0 ? undefined : { type: 'rich_text', elements };
};

/** A whole sentence in bold. */
export const boldLeaf = (text: string): readonly RichTextElement[] =>
  textLeaf(text, { bold: true });
export const plainLeaf = (text: string): readonly RichTextElement[] => textLeaf(text);
