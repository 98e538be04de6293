import * as fc from 'fast-check';
import { marked, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { canvasMarkdown } from '#adapters/slack/blocks/markdown.ts';
import { escapeMarkdown, escapeMarkdownBlock, mdTable } from '#cards/postmortem-escape.ts';
import { postmortemMarkdown } from '#cards/postmortem-markdown.ts';
import { timelineMarkdown } from '#cards/timeline-export.ts';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { LOCALES } from '../../../cards/fixture.ts';
import { shippedPolicy as policy } from '../../../support/policy.ts';
import { outage } from '../../../support/recorded-outage.ts';
import { HOSTILE } from './hostile.ts';

const tokensOf = (markdown: string): readonly Token[] => {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token) => {
    found.push(token);
  });
  return found;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
};

/** The characters a reader sees. */
const seen = (markdown: string): string =>
  marked
    .parse(markdown, { async: false, gfm: true })
    .replace(/<[^>]*>/gu, '')
    .replace(/&(?:lt|gt|amp|quot|#39);/gu, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/gu, ' ')
    .trim();

/** What a canvas would make more of than text. */
const liveIn = (markdown: string): readonly string[] => [
  ...[...markdown.matchAll(/<|!\[|(?<!\\)@/gu)].map(([found]) => found),
  ...tokensOf(markdown)
    .filter(({ type }) => type === 'html' || type === 'image')
    .map(({ type, raw }) => `${type} ${raw}`),
  ...tokensOf(markdown)
    .filter((token) => token.type === 'text' && /(?<!\\):[a-z_]+:/u.test(token.raw))
    .map(({ raw }) => `emoji ${raw}`),
];

const kinds = (markdown: string): readonly string[] => [
  ...new Set(
    tokensOf(markdown)
      .map(({ type }) => type)
      .filter((type) => !['text', 'escape', 'space'].includes(type)),
  ),
];

/** Texts of a person in every kind of place of a document of ours. */
const documentWith = (text: string): string =>
  [
    `# ${escapeMarkdown(text)}`,
    `> ${escapeMarkdown(text)}`,
    escapeMarkdownBlock(text),
    `- ${escapeMarkdown(text)}\n- b`,
    `1. ${escapeMarkdown(text)}\n2. b`,
    mdTable(['列', text], [[text, 'x']]),
    '**粗** _斜_ ~~删~~ [网页](https://f.example/incidents/1)',
  ].join('\n\n');

describe('a document of ours in a canvas', () => {
  const record = outage();
  const now = Math.max(...record.events.map(({ recordedAt }) => recordedAt)) + 1;

  it.each(LOCALES)('says the same as the file: postmortem and timeline in %s', (locale) => {
    const view = { locale, timezone: 'Asia/Shanghai', now, policy, publicUrl: 'https://f.example' };
    const files = [
      postmortemMarkdown(buildPostmortem(record.state, record.events, policy, now), view),
      timelineMarkdown(timelineEntries(record.events), view).split('\n').slice(0, 60).join('\n'),
    ];
    for (const file of files) {
      const canvas = canvasMarkdown(file);
      expect(liveIn(canvas)).toEqual([]);
      expect(seen(canvas)).toBe(seen(file));
      expect(kinds(canvas)).toEqual(kinds(file));
    }
  });

  it.each(HOSTILE)('F-S3: shows what a person typed as text, wherever it stands: %j', (text) => {
    const file = documentWith(text);
    const canvas = canvasMarkdown(file);
    expect(liveIn(canvas)).toEqual([]);
    expect(seen(canvas)).toBe(seen(file));
    expect(kinds(canvas)).toEqual(kinds(file));
  });

  it('F-S3: shows any text as text', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          ...HOSTILE,
          '<',
          '@',
          '![',
          '](',
          ')',
          '\\',
          ':',
          ':a',
          '&',
          ';',
          '\n',
          '|',
        ),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const file = documentWith(parts.join(''));
        const canvas = canvasMarkdown(file);
        expect(liveIn(canvas)).toEqual([]);
        expect(seen(canvas)).toBe(seen(file));
      }),
      { numRuns: 500 },
    );
  });

  it('F-S3: is inert even where nobody escaped it before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HOSTILE, ' ', '\n', '\\')), (parts) => {
        const canvas = canvasMarkdown(parts.join(''));
        expect(canvas).not.toMatch(/<|!\[/u);
        // An even number of backslashes before it escapes nothing.
        expect(canvas).not.toMatch(/(?<!\\)(?:\\\\)*(?:@|:tada:)/u);
        const live = tokensOf(canvas).filter(
          (token) =>
            token.type === 'image' ||
            token.type === 'html' ||
            (token.type === 'link' && !/^(?:https?:|mailto:)/u.test(String(token['href']))),
        );
        expect(live).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps links, also those written as an address alone', () => {
    const canvas = canvasMarkdown('[网页](https://f.example/a) <https://f.example/b(1)_c_d>');
    const links = tokensOf(canvas).filter(({ type }) => type === 'link');
    expect(links).toMatchObject([
      { href: 'https://f.example/a', text: '网页' },
      { href: 'https://f.example/b%281%29_c_d' },
    ]);
    expect(seen(canvas)).toBe('网页 https://f.example/b(1)_c_d');
  });

  it('has three levels of headings', () => {
    expect(canvasMarkdown('# a\n\n#### b\n\n###### c')).toBe('# a\n\n### b\n\n### c');
  });

  it('splits a table that a canvas would refuse, and repeats its head', () => {
    const rows = Array.from({ length: 250 }, (_, n) => [`${n}`, 'x', 'y']);
    const canvas = canvasMarkdown(`前\n\n${mdTable(['甲', '乙', '丙'], rows)}\n\n后`);
    const tables = tokensOf(canvas).filter(({ type }) => type === 'table');
    expect(tables).toHaveLength(3);
    for (const table of tables) {
      expect(table).toMatchObject({ header: [{ text: '甲' }, { text: '乙' }, { text: '丙' }] });
      const { rows: shown } = table as unknown as { readonly rows: readonly unknown[] };
      expect((shown.length + 1) * 3).toBeLessThanOrEqual(300);
    }
    for (const [n] of rows) expect(canvas).toContain(`| ${n} | x | y |`);
    expect(canvas.startsWith('前\n\n|')).toBe(true);
    expect(canvas.endsWith('|\n\n后')).toBe(true);
  });
});
