import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardElement, Line } from '#cards/card.ts';
import { elementLength } from '#cards/card-limits.ts';
import { fit, type CardLimits } from '#cards/fit.ts';
import { lineText } from '#cards/line.ts';
import { wordsOf } from '#cards/messages/words.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { busy, viewAt } from './fixture.ts';
import { SANE } from './sane-limits.ts';

const words = wordsOf('zh-CN').common;
const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom('字😀'.repeat(60), '预计恢复'),
);
const span = fc.oneof(
  text,
  text.map((bold) => ({ bold })),
  text.map((code) => ({ code })),
  text.map((struck) => ({ struck })),
  text.map((name) => ({ mention: 'lin', name })),
  text.map((link) => ({ link, url: 'https://x.example' })),
  text.map((shown) => ({ instant: 0, text: shown })),
);
const line: fc.Arbitrary<Line> = fc.array(span, { maxLength: 4 });
const button = fc.record({
  label: text,
  line: fc.constant('task list'),
  style: fc.constantFrom('primary' as const, 'danger' as const, 'default' as const),
});
const element: fc.Arbitrary<CardElement> = fc.oneof(
  text.map((said): CardElement => ({ kind: 'heading', text: said })),
  fc.array(line, { maxLength: 6 }).map((lines): CardElement => ({ kind: 'text', lines })),
  fc
    .array(fc.record({ label: text, value: line }), { maxLength: 12 })
    .map((items): CardElement => ({ kind: 'facts', items })),
  fc
    .array(fc.record({ line }), { maxLength: 15 })
    .map((items): CardElement => ({ kind: 'list', items })),
  fc
    .record({
      columns: fc.array(text, { maxLength: 4 }),
      rows: fc.array(fc.array(line, { maxLength: 4 }), { maxLength: 8 }),
    })
    .map(({ columns, rows }): CardElement => ({ kind: 'table', columns, rows })),
  fc.record({ label: text, text }).map((copy): CardElement => ({ kind: 'copy', ...copy })),
  text.map((label): CardElement => ({ kind: 'progress', percent: 50, label })),
  fc.constant<CardElement>({ kind: 'divider' }),
  fc.array(button, { maxLength: 9 }).map((buttons): CardElement => ({ kind: 'actions', buttons })),
  line.map((said): CardElement => ({ kind: 'note', line: said })),
  text.map((alt): CardElement => ({ kind: 'image', url: 'https://x.example/a.png', alt })),
  text.map((title): CardElement => ({ kind: 'chart', title, series: [] })),
);
const card: fc.Arbitrary<Card> = fc.record({
  title: text,
  tone: fc.constant('info' as const),
  fallback: text,
  elements: fc.array(element, { maxLength: 14 }),
});
const limits: fc.Arbitrary<CardLimits> = fc.record({
  elements: fc.integer({ min: 1, max: 12 }),
  text: fc.integer({ min: 5, max: 200 }),
  heading: fc.integer({ min: 1, max: 60 }),
  buttons: fc.integer({ min: 1, max: 5 }),
  buttonLabel: fc.integer({ min: 1, max: 30 }),
  factItems: fc.integer({ min: 1, max: 10 }),
  factLabel: fc.integer({ min: 1, max: 40 }),
  factValue: fc.integer({ min: 1, max: 60 }),
  listItems: fc.integer({ min: 1, max: 10 }),
  tableRows: fc.integer({ min: 0, max: 6 }),
  tableColumns: fc.integer({ min: 1, max: 3 }),
  fallback: fc.integer({ min: 1, max: 60 }),
  total: fc.integer({ min: 20, max: 900 }),
});

const halves = (given: Card): number => JSON.stringify(given).match(/\\ud[89a-f]/giu)?.length ?? 0;

const elementKeeps = (given: CardElement, most: CardLimits): void => {
  switch (given.kind) {
    case 'heading':
      expect(given.text.length).toBeLessThanOrEqual(most.heading);
      break;
    case 'facts':
      expect(given.items.length).toBeLessThanOrEqual(most.factItems);
      for (const { label, value } of given.items) {
        expect(label.length).toBeLessThanOrEqual(most.factLabel);
        expect(lineText(value).length).toBeLessThanOrEqual(most.factValue);
      }
      break;
    case 'list':
      expect(given.items.length).toBeLessThanOrEqual(most.listItems);
      expect(elementLength(given)).toBeLessThanOrEqual(most.text);
      break;
    case 'table':
      expect(given.rows.length).toBeLessThanOrEqual(most.tableRows);
      for (const row of [given.columns, ...given.rows])
        expect(row.length).toBeLessThanOrEqual(most.tableColumns);
      break;
    case 'actions':
      expect(given.buttons.length).toBeLessThanOrEqual(most.buttons);
      for (const { label } of given.buttons)
        expect(label.length).toBeLessThanOrEqual(most.buttonLabel);
      break;
    case 'text':
    case 'copy':
    case 'note':
    case 'image':
      expect(elementLength(given)).toBeLessThanOrEqual(most.text);
      break;
    case 'progress':
      expect(given.label.length).toBeLessThanOrEqual(most.factLabel);
      break;
    case 'chart':
      expect(given.title.length).toBeLessThanOrEqual(most.heading);
      break;
    case 'divider':
      break;
  }
};

describe('fit', () => {
  it('never exceeds a limit, never halves a character', () => {
    fc.assert(
      fc.property(card, limits, (given, most) => {
        const { card: fitted } = fit(given, most, words);
        expect(fitted.elements.length).toBeLessThanOrEqual(most.elements);
        expect(fitted.title.length).toBeLessThanOrEqual(most.heading);
        expect(fitted.fallback.length).toBeLessThanOrEqual(most.fallback);
        const total = fitted.elements.reduce(
          (sum, part) => sum + elementLength(part),
          fitted.title.length,
        );
        expect(total).toBeLessThanOrEqual(most.total);
        for (const part of fitted.elements) elementKeeps(part, most);
        // JSON writes half a character as an escape; none may come into being.
        expect(halves(fitted)).toBeLessThanOrEqual(halves(given));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is idempotent: what fits comes back as it is, and nothing is dropped', () => {
    fc.assert(
      fc.property(card, limits, (given, most) => {
        const once = fit(given, most, words).card;
        const twice = fit(once, most, words);
        expect(twice.card).toEqual(once);
        expect(twice.dropped).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says what it left out', () => {
    const given: Card = {
      title: 't',
      tone: 'info',
      fallback: 'f',
      elements: [
        { kind: 'list', items: Array.from({ length: 30 }, (_, n) => ({ line: [`item ${n}`] })) },
      ],
    };
    const { card: fitted, dropped } = fit(given, { ...SANE, listItems: 5 }, words);
    const [list] = fitted.elements;
    expect(list?.kind === 'list' ? list.items.map((entry) => lineText(entry.line)) : []).toEqual([
      'item 0',
      'item 1',
      'item 2',
      'item 3',
      '另有 26 项',
    ]);
    expect(dropped).toEqual(['part of list']);
  });

  it('drops everything else before a button', () => {
    const given: Card = {
      title: 't',
      tone: 'info',
      fallback: 'f',
      elements: [
        { kind: 'text', lines: [['字'.repeat(500)]] },
        {
          kind: 'actions',
          buttons: Array.from({ length: 6 }, (_, n) => ({
            label: `button ${n}`,
            line: 'x',
            style: 'default',
          })),
        },
      ],
    };
    const { card: fitted } = fit(given, { ...SANE, buttons: 2, elements: 3, total: 100 }, words);
    const buttons = fitted.elements.flatMap((part) =>
      part.kind === 'actions' ? part.buttons : [],
    );
    expect(buttons).toHaveLength(6);
    expect(fitted.elements.some(({ kind }) => kind === 'text')).toBe(false);
  });

  it('leaves a card of a busy incident alone under the limits of both platforms', () => {
    const status = renderNotice({ card: 'status' }, busy().incident, viewAt('10:41'));
    const { card: fitted, dropped } = fit(status, SANE, words);
    expect(fitted).toEqual(status);
    expect(dropped).toEqual([]);
  });

  it('marks a text to hand on as cut, so that nobody publishes half of it unknowingly', () => {
    const given: Card = {
      title: 't',
      tone: 'info',
      fallback: 'f',
      elements: [{ kind: 'copy', label: '官网', text: '字'.repeat(500) }],
    };
    const [part] = fit(given, { ...SANE, text: 100 }, words).card.elements;
    expect(part?.kind === 'copy' ? part.text : '').toContain(words.cut);
  });
});
