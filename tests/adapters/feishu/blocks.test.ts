import { describe, expect, it } from 'vitest';
import {
  cutBlocks,
  type DocxBlock,
  docxBlocks,
  flatBlocks,
  inPortions,
  sizeOf,
} from '#adapters/feishu/blocks.ts';
import { escapeMarkdown, escapeMarkdownBlock, mdTable } from '#cards/postmortem-escape.ts';

const wordsOf = ({ content, children }: DocxBlock): string => {
  const { elements = [] } = content as {
    readonly elements?: readonly { readonly text_run: { readonly content: string } }[];
  };
  return [...elements.map(({ text_run: run }) => run.content), ...children.map(wordsOf)].join('');
};
const shapes = (markdown: string) =>
  docxBlocks(markdown).map((block) => [block.field, wordsOf(block)]);
const styles = (markdown: string) =>
  docxBlocks(markdown).map(({ content }) => (content as { elements: unknown }).elements);

describe('Markdown as blocks of a document', () => {
  it('keeps headings, paragraphs, lists, quotes, code and rules', () => {
    const markdown =
      '# 一\n\n### 二\n\n段落\n\n- 点\n- 又\n\n1. 先\n\n> 引\n\n```\nx < y\n```\n\n---\n';
    expect(shapes(markdown)).toEqual([
      ['heading1', '一'],
      ['heading3', '二'],
      ['text', '段落'],
      ['bullet', '点'],
      ['bullet', '又'],
      ['ordered', '先'],
      ['quote', '引'],
      ['code', 'x < y'],
      ['divider', ''],
    ]);
  });

  it('keeps emphasis, and links that lead somewhere safe', () => {
    expect(styles('**粗** [会议](https://example.com/a?b=1) [坏](javascript:alert)')).toEqual([
      [
        { text_run: { content: '粗', text_element_style: { bold: true } } },
        { text_run: { content: ' ', text_element_style: {} } },
        {
          text_run: {
            content: '会议',
            text_element_style: { link: { url: 'https%3A%2F%2Fexample.com%2Fa%3Fb%3D1' } },
          },
        },
        { text_run: { content: ' ', text_element_style: {} } },
        { text_run: { content: '坏', text_element_style: {} } },
      ],
    ]);
  });

  it.each([
    '<at id=all></at> @所有人',
    '*粗* _斜_ `码` ~~删~~ [x](https://example.com)',
    '# 不是标题',
    '| 不是 | 表格 |',
    '&amp; &#60; <b>',
    '1. 不是列表',
    String.raw`反斜杠 \ 和 \*`,
    'https://example.com www.example.com lin@example.com',
    '👨‍👩‍👧 emoji',
  ])('shows what people wrote as it is: %s', (text) => {
    expect(shapes(escapeMarkdown(text))).toEqual([['text', text]]);
    const [table] = docxBlocks(mdTable(['列'], [[text]]));
    expect(table?.children.map(wordsOf)).toEqual(['列', text]);
  });

  it('keeps the lines of what people wrote', () => {
    expect(shapes(escapeMarkdownBlock('一\n* 二'))).toEqual([['text', '一\n* 二']]);
  });

  it('makes tables of cells, a long one several with the same head', () => {
    const rows = Array.from({ length: 500 }, (_, n) => [`${n}`, 'x']);
    const tables = docxBlocks(mdTable(['号', '文'], rows));
    for (const table of tables) {
      expect(sizeOf([table])).toBeLessThanOrEqual(901);
      const { property } = table.content as { property: { row_size: number; column_size: number } };
      expect(property.row_size * property.column_size).toBe(table.children.length);
      expect(table.children.slice(0, 2).map(wordsOf)).toEqual(['号', '文']);
    }
    const numbers = tables.flatMap(({ children }) =>
      children.slice(2).filter((_, n) => n % 2 === 0),
    );
    expect(numbers.map(wordsOf)).toEqual(rows.map(([number]) => number));
  });

  it('puts what is nested below its point, and flat where nothing may be nested', () => {
    const nested = docxBlocks('- 一\n  - 二\n');
    expect(nested[0]?.children.map(wordsOf)).toEqual(['二']);
    expect(flatBlocks(nested).map(wordsOf)).toEqual(['一', '二']);
    const table = docxBlocks(mdTable(['时间', '谁'], [['10:04', '林悦']]));
    expect(flatBlocks(table).map(wordsOf)).toEqual(['时间 | 谁', '10:04 | 林悦']);
  });

  it('has no more units in one text than the platform takes (F-S4)', () => {
    const [block] = docxBlocks('长'.repeat(200_000));
    expect(block && wordsOf(block).length).toBeLessThanOrEqual(50_000);
  });

  it('takes any text, whatever is in it', () => {
    for (const text of ['', '\u0000\uD800', '\n'.repeat(1_000), '```', '[](', '| a |\n| - |'])
      expect(() => docxBlocks(text)).not.toThrow();
  });
});

const points = (count: number) =>
  docxBlocks(Array.from({ length: count }, (_, n) => `- ${n}`).join('\n'));

describe('portions', () => {
  it('are as large as allowed, in order, and leave nothing out', () => {
    const portions = inPortions(points(120), 50);
    expect(portions.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(portions.flat().map(wordsOf)).toEqual(points(120).map(wordsOf));
    expect(inPortions([], 50)).toEqual([]);
  });

  it('count what is inside', () => {
    const tables = docxBlocks([1, 2, 3].map(() => mdTable(['a'], [['b']])).join('\n\n'));
    expect(tables.map((table) => sizeOf([table]))).toEqual([5, 5, 5]);
    expect(inPortions(tables, 10).map(({ length }) => length)).toEqual([2, 1]);
  });

  it('end with an ellipsis where there is too much', () => {
    expect(cutBlocks(points(10), 10)).toHaveLength(10);
    expect(cutBlocks(points(11), 10).map(wordsOf)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '…',
    ]);
  });
});
