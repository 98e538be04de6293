import { marked } from 'marked';
import type { Token, Tokens } from 'marked';
import { CONTENT_FIELDS } from './block-tree.ts';
import type { Json } from './json.ts';
import type { World } from './world.ts';

interface Converted {
  readonly block_id: string;
  readonly block_type: number;
  parent_id: string;
  children: string[];
  readonly content: Json;
}

type NewId = World['id'];

const run = (content: string, style: Json): Json => ({
  text_run: { content, text_element_style: style },
});

/** The elements of one line of text, with their styles. */
const elementsOf = (tokens: readonly Token[], style: Json = {}): Json[] =>
  tokens.flatMap((token): Json[] => {
    if (token.type === 'strong') return elementsOf(token.tokens ?? [], { ...style, bold: true });
    if (token.type === 'em') return elementsOf(token.tokens ?? [], { ...style, italic: true });
    if (token.type === 'del') {
      return elementsOf(token.tokens ?? [], { ...style, strikethrough: true });
    }
    if (token.type === 'codespan') return [run(token['text'], { ...style, inline_code: true })];
    if (token.type === 'link') {
      const link = { url: encodeURIComponent(token['href']) };
      return elementsOf(token.tokens ?? [], { ...style, link });
    }
    if (token.type === 'br') return [run('\n', style)];
    if ('tokens' in token && token.tokens !== undefined) return elementsOf(token.tokens, style);
    return [run('text' in token ? String(token.text) : token.raw, style)];
  });

const createConversion = (id: NewId) => {
  const blocks: Converted[] = [];
  const add = (type: number, content: Json, children: readonly Converted[] = []): Converted => {
    const block: Converted = {
      block_id: id('tmp'),
      block_type: type,
      parent_id: '',
      children: children.map((child) => child.block_id),
      content,
    };
    for (const child of children) child.parent_id = block.block_id;
    blocks.push(block);
    return block;
  };
  const line = (type: number, tokens: readonly Token[], children: readonly Converted[] = []) =>
    add(type, { elements: elementsOf(tokens), style: {} }, children);
  const ofItem = (item: Tokens.ListItem, ordered: boolean): Converted => {
    const nested = item.tokens.filter((token): token is Tokens.List => token.type === 'list');
    const words = item.tokens.filter((token) => token.type !== 'list' && token.type !== 'checkbox');
    return line(ordered ? 13 : 12, words, nested.flatMap(convert));
  };
  const ofTable = (table: Tokens.Table): Converted => {
    const rows = [table.header, ...table.rows];
    const cells = rows.flat().map((cell) => add(32, {}, [line(2, cell.tokens)]));
    return add(
      31,
      {
        cells: cells.map(({ block_id }) => block_id),
        property: {
          row_size: rows.length,
          column_size: table.header.length,
          merge_info: cells.map(() => ({ row_span: 1, col_span: 1 })),
        },
      },
      cells,
    );
  };
  const convert = (token: Token): readonly Converted[] => {
    switch (token.type) {
      case 'heading':
        return [line(2 + Number(token['depth']), token.tokens ?? [])];
      case 'list':
        return (token as Tokens.List).items.map((item) =>
          ofItem(item, (token as Tokens.List).ordered),
        );
      case 'table':
        return [ofTable(token as Tokens.Table)];
      case 'code':
        return [add(14, { elements: [run(token['text'], {})], style: {} })];
      case 'hr':
        return [add(22, {})];
      case 'blockquote':
        return [add(34, {}, (token.tokens ?? []).flatMap(convert))];
      case 'paragraph':
        return [line(2, token.tokens ?? [])];
      case 'space':
        return [];
      default:
        return [line(2, [token])];
    }
  };
  return { convert, blocks };
};

/** Markdown as blocks with temporary ids, as `blocks/convert` gives them: tables with `merge_info`. */
export const convertMarkdown = (markdown: string, id: NewId): Json => {
  const { convert, blocks } = createConversion(id);
  const first = marked.lexer(markdown).flatMap(convert);
  return {
    first_level_block_ids: first.map(({ block_id }) => block_id),
    blocks: blocks.map(({ content, ...block }) => ({
      ...block,
      [CONTENT_FIELDS[block.block_type] ?? 'undefined']: content,
    })),
    block_id_to_image_urls: [],
  };
};
