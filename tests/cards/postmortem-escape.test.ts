import * as fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, mdTable } from '#cards/postmortem-escape.ts';

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
};

/** The characters a reader sees, and the tags around them. */
const shown = (markdown: string): { readonly text: string; readonly tags: readonly string[] } => {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const tags = [...html.matchAll(/<\/?(?<name>[a-z0-9]+)/gu)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  const text = html
    .replace(/<[^>]*>/gu, '')
    .replace(/&(?:lt|gt|amp|quot|#39);/gu, (entity) => entities[entity] ?? entity)
    .trim();
  return { text, tags: [...new Set(tags)] };
};

const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

// Enough markup that it comes up, not only by chance.
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '#',
        '##',
        '-',
        '+',
        '*',
        '_',
        '**',
        '~~',
        '`',
        '```',
        '|',
        '[x](http://a.b)',
        '![i](x)',
        '<b>',
        '</b>',
        '<!--',
        '&lt;',
        '&#60;',
        '>',
        '=',
        '===',
        '---',
        '1.',
        '2)',
        'http://evil.example/a_b',
        'www.evil.example',
        'a@b.example',
        'ftp://x.y',
        '\\',
        '\\*',
        '\n',
        '    ',
        '\t',
        ':',
        'x',
        '云',
        ' ',
        '$',
        '<http://a.b>',
        '[ref]: http://a.b',
        '- [ ] ',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('text of people in Markdown', () => {
  it('given any text, then a paragraph shows exactly its characters and no markup of its own', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        fc.pre(plain(text) !== '');
        const { text: seen, tags } = shown(escapeMarkdown(text));
        expect(plain(seen)).toBe(plain(text));
        expect(tags).toEqual(['p']);
      }),
      { numRuns: 1000 },
    );
  });

  it('given any text in a table, then it stays in its cell', () => {
    fc.assert(
      fc.property(pieces, pieces, (one, other) => {
        const html = marked.parse(mdTable(['A', 'B'], [[one, other]]), { async: false });
        expect(html.match(/<t[hd]>/gu)).toHaveLength(4);
        expect(html).not.toMatch(/<(?:a|b|em|strong|code|del|img|script|h\d|li|pre)\b/u);
      }),
      { numRuns: 300 },
    );
  });

  it('given ordinary text, then nothing in it is touched', () => {
    const text = '2026-12-01 10:04 UTC+8：接通率 < 70%，SD2023901202（约 78.5%）& 其他 #3';
    expect(escapeMarkdown(text)).toBe(text);
  });
});
