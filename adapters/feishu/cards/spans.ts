import type { Line, Span } from '#cards/card.ts';
import { lineText, spanText } from '#cards/line.ts';
import { cleanText, escapeText, isHarmless } from './escape.ts';
import { coloured, markdown, plain, type Colour, type Look } from './nodes.ts';
import type { CardNode } from './json.ts';

/** Organisation id → open_id. */
export type Accounts = ReadonlyMap<string, string>;

const OPEN_ID = /^ou_[A-Za-z0-9_]{1,64}$/u;
const LONGEST_ADDRESS = 1_500;

/** Whether this is a person's id as cards take it; one wrong id makes the platform refuse the whole card. */
export const isOpenId = (id: string | undefined): id is string =>
  id !== undefined && OPEN_ID.test(id);

/** An http(s) address as a link's destination; undefined for anything else. */
export const linkAddress = (url: string): string | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (!/^https?:$/u.test(protocol) || href.length > LONGEST_ADDRESS) return undefined;
  return href.replaceAll(
    /[()[\]<>'"`*_~\\\s]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
};

/**
 * Emphasis is read only where its marks touch a letter inside or a space outside (CommonMark, flanking),
 * and an entity ends in punctuation; a hair space stands in for the space.
 */
const HAIR_SPACE = '\u{200a}';
const beside = (letter: boolean): string => (letter ? '' : HAIR_SPACE);

const emphasised = (mark: '**' | '~~', text: string): string =>
  cleanText(text)
    .split('\n')
    .map((part) => {
      const core = part.trim();
      if (core === '') return part;
      const before = beside(/^[\p{L}\p{N}]/u.test(core));
      const after = beside(/[\p{L}\p{N}]$/u.test(core));
      return part.replace(core, () => `${before}${mark}${escapeText(core)}${mark}${after}`);
    })
    .join('\n');

const codeText = (text: string): string =>
  text.trim() !== '' && !text.includes('\n') && isHarmless(text) ? `\`${text}\`` : escapeText(text);

const linkText = (span: { readonly link: string; readonly url: string }): string => {
  const address = linkAddress(span.url);
  const label = escapeText(span.link).replaceAll('\n', ' ');
  return address === undefined || label.trim() === '' ? label : `[${label}](${address})`;
};

const spanMarkdown = (span: Span, accounts: Accounts, colour: Colour | undefined): string => {
  if (typeof span === 'string') return coloured(escapeText(span), colour);
  if ('bold' in span) return coloured(emphasised('**', span.bold), colour);
  if ('struck' in span) return coloured(emphasised('~~', span.struck), colour);
  if ('code' in span) return codeText(span.code);
  if ('link' in span) return linkText(span);
  if ('mention' in span) {
    const account = accounts.get(span.mention);
    return isOpenId(account) ? `<at id=${account}></at>` : escapeText(spanText(span));
  }
  return coloured(escapeText(span.text), colour);
};

/** A line as card markdown. */
export const lineMarkdown = (line: Line, accounts: Accounts, colour?: Colour): string =>
  line.map((span) => spanMarkdown(span, accounts, colour)).join('');

const isPlain = (line: Line, accounts: Accounts): boolean =>
  line.every(
    (span) =>
      typeof span === 'string' ||
      'instant' in span ||
      ('mention' in span && !isOpenId(accounts.get(span.mention))),
  );

/** A paragraph: without any markup where the lines have no emphasis; none where there is nothing to show. */
export const paragraph = (
  lines: readonly Line[],
  accounts: Accounts,
  look: Look = {},
): readonly CardNode[] => {
  if (lines.every((line) => lineText(line).trim() === '')) return [];
  if (lines.every((line) => isPlain(line, accounts)))
    return [plain(lines.map(lineText).join('\n'), look)];
  return [
    markdown(lines.map((line) => lineMarkdown(line, accounts, look.colour)).join('\n'), look),
  ];
};
