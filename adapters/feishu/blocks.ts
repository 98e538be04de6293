import { lexer, type Token, type Tokens } from 'marked';
import { cutText } from '#cards/cut.ts';

type Json = Readonly<Record<string, unknown>>;

/** A block of a docx document or announcement, with those inside it. */
export interface DocxBlock {
  /** `block_type`, and the field that carries the content of a block of this type (docx data structure). */
  readonly type: number;
  readonly field: string;
  readonly content: Json;
  readonly children: readonly DocxBlock[];
}

const TEXT = 2;
const HEADING = 2;
const MOST_LEVELS = 9;
const BULLET = 12;
const ORDERED = 13;
const CODE = 14;
const QUOTE = 15;
const DIVIDER = 22;
const TABLE = 31;
const CELL = 32;

/** Documented for one text: 100,000 units. */
const TEXT_LIMIT = 50_000;
/** Blocks that one table may bring along; one call takes 1,000 (docx descendant). */
const TABLE_BLOCKS = 900;
const CELL_BLOCKS = 2;

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/iu;

const run = (content: string, style: Json): Json => ({
  text_run: { content: cutText(content, TEXT_LIMIT), text_element_style: style },
});

const styleOf = (token: Token): Json => {
  switch (token.type) {
    case 'strong':
      return { bold: true };
    case 'em':
      return { italic: true };
    case 'del':
      return { strikethrough: true };
    case 'link': {
      const href: unknown = token['href'];
      // The address is encoded once more, as the platform wants it.
      return typeof href === 'string' && SAFE_LINK.test(href)
        ? { link: { url: encodeURIComponent(href) } }
        : {};
    }
    default:
      return {};
  }
};

const textOf = (token: Token): string =>
  'text' in token && typeof token.text === 'string' ? token.text : token.raw;

/** One line of Markdown as elements. Everything is a text: nothing in it can mention anybody or anything. */
const elementsOf = (tokens: readonly Token[], style: Json = {}): readonly Json[] =>
  tokens.flatMap((token): readonly Json[] => {
    if (token.type === 'codespan') return [run(textOf(token), { ...style, inline_code: true })];
    if (token.type === 'br') return [run('\n', style)];
    if ('tokens' in token && token.tokens !== undefined)
      return elementsOf(token.tokens, { ...style, ...styleOf(token) });
    return [run(textOf(token), style)];
  });

const textBlock = (
  type: number,
  field: string,
  tokens: readonly Token[],
  children: readonly DocxBlock[] = [],
): DocxBlock => {
  const elements = elementsOf(tokens);
  return {
    type,
    field,
    content: { elements: elements.length === 0 ? [run('', {})] : elements },
    children,
  };
};

const itemBlock = ({ tokens }: Tokens.ListItem, ordered: boolean): DocxBlock => {
  const nested = tokens.filter((token): token is Tokens.List => token.type === 'list');
  const words = tokens.filter(({ type }) => type !== 'list' && type !== 'checkbox');
  const children = nested.flatMap(blocksOf);
  return textBlock(ordered ? ORDERED : BULLET, ordered ? 'ordered' : 'bullet', words, children);
};

const tableBlock = (
  rows: readonly (readonly Tokens.TableCell[])[],
  columns: number,
): DocxBlock => ({
  type: TABLE,
  field: 'table',
  content: { property: { row_size: rows.length, column_size: columns, header_row: true } },
  children: rows.flat().map(({ tokens }) => ({
    type: CELL,
    field: 'table_cell',
    content: {},
    children: [textBlock(TEXT, 'text', tokens)],
  })),
});

/** A long table as several with the same head, each small enough for one call. */
const tableBlocks = ({ header, rows }: Tokens.Table): readonly DocxBlock[] => {
  const columns = header.length;
  const each = Math.max(1, Math.floor(TABLE_BLOCKS / (columns * CELL_BLOCKS)) - 1);
  return Array.from({ length: Math.max(1, Math.ceil(rows.length / each)) }, (_, n) =>
    tableBlock([header, ...rows.slice(n * each, (n + 1) * each)], columns),
  );
};

const quoted = (token: Token): readonly Token[] =>
  'tokens' in token && token.tokens !== undefined ? token.tokens : [];

const blocksOf = (token: Token): readonly DocxBlock[] => {
  switch (token.type) {
    case 'heading': {
      const level = Math.min(MOST_LEVELS, Number(token['depth']));
      return [textBlock(HEADING + level, `heading${level}`, token.tokens ?? [])];
    }
    case 'list': {
      const list = token as Tokens.List;
      return list.items.map((item) => itemBlock(item, list.ordered));
    }
    case 'table':
      return tableBlocks(token as Tokens.Table);
    case 'blockquote':
      return [textBlock(QUOTE, 'quote', quoted(token))];
    case 'code':
      return [
        {
          type: CODE,
          field: 'code',
          content: { elements: [run(textOf(token), {})] },
          children: [],
        },
      ];
    case 'hr':
      return [{ type: DIVIDER, field: 'divider', content: {}, children: [] }];
    case 'space':
      return [];
    default:
      return [textBlock(TEXT, 'text', quoted(token).length > 0 ? quoted(token) : [token])];
  }
};

/** Our Markdown as blocks: headings, paragraphs, lists, tables, quotes, code. */
export const docxBlocks = (markdown: string): readonly DocxBlock[] =>
  lexer(markdown.toWellFormed()).flatMap(blocksOf);

const wordsIn = ({ content, children }: DocxBlock): string => {
  const { elements = [] } = content as { readonly elements?: readonly Json[] };
  const own = elements.map((element) => {
    const { content: words = '' } = (element['text_run'] ?? {}) as { readonly content?: string };
    return words;
  });
  return [...own, ...children.map(wordsIn)].join('');
};

const rowLines = ({ content, children }: DocxBlock): readonly DocxBlock[] => {
  const { property } = content as { readonly property: { readonly column_size: number } };
  const columns = property.column_size;
  return Array.from({ length: Math.ceil(children.length / columns) }, (_, n) => {
    const cells = children.slice(n * columns, (n + 1) * columns).map(wordsIn);
    const elements = [run(cells.join(' | '), n === 0 ? { bold: true } : {})];
    return { type: TEXT, field: 'text', content: { elements }, children: [] };
  });
};

/** Without anything inside anything, for announcements: rows of tables are lines, and what is nested comes after. */
export const flatBlocks = (blocks: readonly DocxBlock[]): readonly DocxBlock[] =>
  blocks.flatMap((block): readonly DocxBlock[] =>
    block.type === TABLE
      ? rowLines(block)
      : [{ ...block, children: [] }, ...flatBlocks(block.children)],
  );

/** How many blocks these are, with all inside them. */
export const sizeOf = (blocks: readonly DocxBlock[]): number =>
  blocks.reduce((sum, { children }) => sum + 1 + sizeOf(children), 0);

/** As many whole blocks as fit into `limit`; that there was more is shown by an ellipsis. */
export const cutBlocks = (blocks: readonly DocxBlock[], limit: number): readonly DocxBlock[] => {
  let size = 0;
  const end = blocks.findIndex((block) => {
    size += sizeOf([block]);
    return size > limit - 1;
  });
  if (end < 0 || sizeOf(blocks) <= limit) return blocks;
  const more = { elements: [run('…', {})] };
  return [...blocks.slice(0, end), { type: TEXT, field: 'text', content: more, children: [] }];
};

/** Neighbours together, as many as fit into `limit` blocks each. */
export const inPortions = (
  blocks: readonly DocxBlock[],
  limit: number,
): readonly (readonly DocxBlock[])[] => {
  const portions: DocxBlock[][] = [];
  let room = 0;
  for (const block of blocks) {
    const size = sizeOf([block]);
    if (size > room || portions.length === 0) {
      portions.push([]);
      room = limit;
    }
    portions.at(-1)?.push(block);
    room -= size;
  }
  return portions;
};
