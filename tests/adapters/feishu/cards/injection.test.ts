import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardElement, Form } from '#cards/card.ts';
import { cleanText, escapeText } from '#adapters/feishu/cards/escape.ts';
import { renderFieldErrors, renderForm } from '#adapters/feishu/cards/form.ts';
import { renderCard } from '#adapters/feishu/cards/message.ts';
import { checkCard } from '../../../support/feishu/card-check.ts';
import { HOSTILE } from '../../../support/feishu/injections.ts';
import { nodesWith, readCard, readMarkdown } from './read-back.ts';

const RENDERING = { accounts: new Map([['lin', 'ou_lin']]), timezone: 'Asia/Shanghai' };

const HARMLESS = '甲乙丙';

/** A card that shows `text` wherever a person's words may stand. */
const everywhere = (text: string): Card => {
  const line = [
    text,
    { bold: text },
    { code: text },
    { struck: text },
    { mention: 'nobody', name: text },
    { link: text, url: 'https://d.example/1' },
    { instant: 0, text },
  ];
  const elements: readonly CardElement[] = [
    { kind: 'heading', text },
    { kind: 'text', lines: [[text]] },
    { kind: 'text', lines: [line], tone: 'danger' },
    { kind: 'facts', items: [{ label: text, value: [text] }] },
    { kind: 'facts', items: [{ label: text, value: line }] },
    {
      kind: 'list',
      items: [
        { line: [text], mark: 'done' },
        { line, mark: 'struck' },
      ],
    },
    { kind: 'table', columns: [text], rows: [[line]] },
    { kind: 'copy', label: text, text },
    { kind: 'progress', percent: 50, label: text },
    {
      kind: 'actions',
      buttons: [{ label: text, line: text, style: 'default', confirm: text }],
    },
    { kind: 'note', line },
    { kind: 'image', url: 'https://d.example/a.png', alt: text },
    { kind: 'chart', title: text, series: [{ name: text, points: [[0, 1]] }] },
  ];
  return { title: text, tone: 'info', fallback: text, elements };
};

const formWith = (text: string): Form => ({
  command: 'open',
  title: text,
  submit: text,
  intro: [[text, { bold: text }]],
  actions: [{ label: text, line: text, style: 'default' }],
  fields: (
    ['text', 'multiline', 'choice', 'people', 'number', 'datetime', 'checkbox'] as const
  ).map((kind) => ({
    id: kind,
    label: text,
    hint: text,
    kind,
    required: true,
    placeholder: text,
    value: text,
    options: [{ value: text, label: text }],
  })),
});

/** Every place shows the text itself; line ends within links become spaces. */
const oneLine = (text: string): string => cleanText(text).replaceAll(/\s+/gu, ' ').trim();

/** What a card shows of a text that stands everywhere in it: what it does, and how often it reads so. */
const effectOf = (text: string) => {
  const json = renderCard(everywhere(text), RENDERING);
  const { text: shown, live } = readCard(json);
  return {
    problems: checkCard(json),
    live,
    times: oneLine(shown).split(oneLine(text)).length - 1,
  };
};

const sameSpaces = (text: string): string =>
  text.replaceAll(/[\t\u{a0}]/gu, ' ').replaceAll('\u{200a}', '');

describe('what people write', () => {
  it.each(HOSTILE)('%j shows as it is, wherever it stands in a card', (text) => {
    const usual = effectOf(HARMLESS);
    expect(usual.times).toBeGreaterThan(30);
    expect(effectOf(text)).toEqual(usual);
  });

  it.each(HOSTILE)('%j shows as it is, wherever it stands in a form', (text) => {
    const form = formWith(text);
    for (const json of [
      renderForm(form, RENDERING),
      renderFieldErrors(form, { text, nowhere: text }, { text }, RENDERING),
    ]) {
      expect(checkCard(json)).toEqual([]);
      expect(readCard(json).live).toEqual([]);
    }
    const shown = oneLine(readCard(renderForm(form, RENDERING)).text);
    expect(shown.split(oneLine(text)).length).toBeGreaterThan(20);
  });

  it('reads back from card markdown, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(fc.constantFrom(...HOSTILE, '*', '<', '&', '`', '\n'))
            .map((all) => all.join('')),
        ),
        (text) => {
          const { text: shown, live } = readMarkdown(escapeText(text));
          expect(live).toEqual([]);
          expect(sameSpaces(shown)).toBe(sameSpaces(cleanText(text)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does nothing in code, which may or may not be read', () => {
    for (const text of HOSTILE) {
      const json = renderCard(
        { ...everywhere(''), elements: [{ kind: 'text', lines: [[{ code: text }]] }] },
        RENDERING,
      );
      for (const { content } of nodesWith(json, 'markdown'))
        expect(String(content)).not.toMatch(/[<>[\]*~$\\]|:\w*[a-z]\w*:/iu);
    }
  });
});
