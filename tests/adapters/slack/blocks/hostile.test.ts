import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readButton } from '#adapters/slack/blocks/button.ts';
import { renderMessage, type Rendering } from '#adapters/slack/blocks/message.ts';
import {
  readModal,
  renderAnswerModal,
  renderHome,
  renderModal,
} from '#adapters/slack/blocks/modal.ts';
import type { Card, CardElement, Line } from '#cards/card.ts';
import { messageProblems, objectsIn, shownText, viewProblems } from './check-blocks.ts';
import { sent } from './fill-modal.ts';
import { cardWith, formWith, HOSTILE, PLACES } from './hostile.ts';

const rendering: Rendering = { accounts: new Map([['lin', 'U0LIN']]) };
const context = { timezone: 'Asia/Shanghai', accounts: rendering.accounts };

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const cardOf = (elements: readonly CardElement[], more: Partial<Card> = {}): Card => ({
  title: '系统故障',
  tone: 'danger',
  fallback: '系统故障',
  elements,
  ...more,
});

/** What is wrong with a card anywhere in Slack. */
const problemsOf = (card: Card): readonly string[] => [
  ...messageProblems(renderMessage(card, rendering)),
  ...viewProblems(renderAnswerModal(card, rendering)),
  ...viewProblems(renderHome(card, rendering)),
];

describe('F-S3: what a person typed arrives as text', () => {
  it.each(HOSTILE)('in every place of a card: %j', (text) => {
    const card = cardWith(text);
    const { text: fallback, blocks } = renderMessage(card, rendering);
    expect(problemsOf(card)).toEqual([]);
    expect(unescaped(fallback)).toBe(text);
    const places = shownText(blocks).split(text).length - 1;
    expect(places).toBeGreaterThanOrEqual(PLACES);
  });

  it.each(HOSTILE)('in the value of a button, which comes back as it was: %j', (text) => {
    const { blocks } = renderMessage(cardWith(text), rendering);
    const [button] = objectsIn(blocks).filter(({ type }) => type === 'button');
    expect(readButton(button)).toEqual({
      line: `note ${text}`,
      form: false,
      incident: 'INC-20261201-01',
    });
  });

  it.each(HOSTILE)('in every place of a form, and comes back from it: %j', (text) => {
    const view = renderModal(formWith(text), context);
    expect(viewProblems(view)).toEqual([]);
    const read = readModal(sent(view), 'Asia/Shanghai');
    expect(read).toMatchObject({ command: 'note', about: text });
    expect(read?.values).toMatchObject({ text, multiline: text, choice: text, datetime: text });
  });
});

const button = (label: string) => ({ label, line: 'status', style: 'default' as const });

describe('F-S4: what is too much is shortened, and said to be', () => {
  const huge = '长'.repeat(100_000);

  it.each<[string, Card]>([
    ['a title of 5,000', cardOf([], { title: '题'.repeat(5_000) })],
    ['a note of 100,000', cardOf([{ kind: 'text', lines: [[huge]] }])],
    ['a fallback of 4,001 that Slack counts as more', cardOf([], { fallback: '&'.repeat(4_001) })],
    ['a text to hand on of 100,000', cardOf([{ kind: 'copy', label: '官网', text: huge }])],
    [
      'sixty paragraphs',
      cardOf(Array.from({ length: 60 }, (_, n) => ({ kind: 'text', lines: [[`段落 ${n}`]] }))),
    ],
    [
      '200 facts',
      cardOf([
        {
          kind: 'facts',
          items: Array.from({ length: 200 }, (_, n) => ({
            label: `标签 ${n}`,
            value: ['值'.repeat(500)],
          })),
        },
      ]),
    ],
    [
      '500 items',
      cardOf([
        { kind: 'list', items: Array.from({ length: 500 }, () => ({ line: ['项'.repeat(90)] })) },
      ]),
    ],
    [
      'a table of 500 long rows',
      cardOf([
        {
          kind: 'table',
          columns: Array.from({ length: 30 }, (_, n) => `列 ${n}`),
          rows: Array.from({ length: 500 }, () => [['格'.repeat(100)], ['<&>'.repeat(30)]]),
        },
      ]),
    ],
    [
      '200 buttons',
      cardOf([
        {
          kind: 'actions',
          buttons: Array.from({ length: 200 }, (_, n) => ({
            ...button(`按钮 ${n}`),
            line: `note ${n} ${'x'.repeat(100)}`,
          })),
        },
      ]),
    ],
    ['entities alone', cardOf([{ kind: 'text', lines: [['<&>'.repeat(30_000)]] }])],
    ['emoji alone', cardOf([{ kind: 'text', lines: [['😀'.repeat(9_000)]] }], { title: '😀' })],
  ])('%s', (_, card) => {
    expect(problemsOf(card)).toEqual([]);
    const { text, blocks } = renderMessage(card, rendering);
    const shown = `${text}\n${shownText(blocks)}`;
    const whole = `${card.title}${JSON.stringify(card.elements)}`.length < 4_000;
    expect(whole || /…|（内容已|完整|另有/u.test(shown)).toBe(true);
    expect(blocks.length).toBeGreaterThan(0);
  });

  it('keeps as many rows of a table as fit, and counts the rest', () => {
    const card = cardOf([
      {
        kind: 'table',
        columns: ['名称'],
        rows: Array.from({ length: 90 }, () => [['格'.repeat(100)]]),
      },
    ]);
    const { blocks } = renderMessage(card, rendering);
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'table']);
    expect(shownText(blocks)).toContain('另有 31 项');
  });

  it.each(['', ' ', '\u200B', '\n', '\u0000'])(
    'shows something where everything is %j',
    (blank) => {
      expect(problemsOf({ ...cardWith(blank), title: blank, tone: 'neutral' })).toEqual([]);
      const nothing = cardOf([], { title: blank, fallback: blank, tone: 'neutral' });
      expect(renderMessage(nothing, rendering)).toEqual({
        text: '…',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: '…', emoji: false } }],
      });
    },
  );

  it('repairs half a character, which no one else would take', () => {
    expect(problemsOf(cardWith('\uD83D x \uDE00'))).toEqual([]);
    expect(viewProblems(renderModal(formWith('\uD83D x \uDE00'), context))).toEqual([]);
  });
});

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...HOSTILE, '', ' ', '字😀'.repeat(900), '&<>'.repeat(500)),
);
const url = fc.oneof(fc.webUrl(), text);
const span = fc.oneof(
  text,
  text.map((bold) => ({ bold })),
  text.map((code) => ({ code })),
  text.map((struck) => ({ struck })),
  fc.record({ mention: fc.oneof(fc.constant('lin'), text), name: text }),
  fc.record({ link: text, url }),
  fc.record({ instant: fc.oneof(fc.double(), fc.integer({ min: 0 })), text }),
);
const line: fc.Arbitrary<Line> = fc.array(span, { maxLength: 4 });
const mark = fc.constantFrom('open', 'done', 'late', 'overdue', 'skipped', 'struck');
const anyButton = fc.record(
  {
    label: text,
    line: text,
    style: fc.constantFrom('primary', 'danger', 'default'),
    form: fc.boolean(),
    confirm: text,
  },
  { requiredKeys: ['label', 'line', 'style'] },
);
const points = fc.array(fc.tuple(fc.double(), fc.double()), { maxLength: 60 });
const element: fc.Arbitrary<CardElement> = fc.oneof(
  fc.record({ kind: fc.constant('heading'), text }),
  fc.record({ kind: fc.constant('text'), lines: fc.array(line, { maxLength: 6 }) }),
  fc.record({
    kind: fc.constant('facts'),
    items: fc.array(fc.record({ label: text, value: line }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('list'),
    items: fc.array(fc.record({ line, mark }, { requiredKeys: ['line'] }), { maxLength: 15 }),
  }),
  fc.record({
    kind: fc.constant('table'),
    columns: fc.array(text, { maxLength: 22 }),
    rows: fc.array(fc.array(line, { maxLength: 22 }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('copy'), label: text, text }),
  fc.record({ kind: fc.constant('progress'), percent: fc.double(), label: text }),
  fc.record({ kind: fc.constant('divider') }),
  fc.record({ kind: fc.constant('actions'), buttons: fc.array(anyButton, { maxLength: 30 }) }),
  fc.record({ kind: fc.constant('note'), line }),
  fc.record({ kind: fc.constant('image'), url, alt: text }),
  fc.record(
    {
      kind: fc.constant('chart'),
      title: text,
      series: fc.array(fc.record({ name: text, points }), { maxLength: 4 }),
      threshold: fc.double(),
    },
    { requiredKeys: ['kind', 'title', 'series'] },
  ),
);
const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    title: text,
    tone: fc.constantFrom('neutral', 'info', 'good', 'warning', 'danger', 'muted'),
    fallback: text,
    elements: fc.array(element, { maxLength: 60 }),
    incident: text,
  },
  { requiredKeys: ['title', 'tone', 'fallback', 'elements'] },
);

it('any card becomes a message, a window and a Home tab that Slack takes', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      expect(problemsOf(card)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

const anyField = fc.record(
  {
    id: fc.oneof(text, fc.uuid()),
    label: text,
    hint: text,
    kind: fc.constantFrom(
      'text',
      'multiline',
      'choice',
      'person',
      'people',
      'number',
      'datetime',
      'checkbox',
    ),
    required: fc.boolean(),
    options: fc.array(fc.record({ value: text, label: text }), { maxLength: 130 }),
    value: text,
    maxLength: fc.nat({ max: 9_000 }),
    placeholder: text,
  },
  { requiredKeys: ['id', 'label', 'kind', 'required'] },
);

it('any form becomes a window that Slack takes', () => {
  const anyForm = fc.record(
    {
      command: fc.constant('note'),
      title: text,
      submit: text,
      intro: fc.array(line, { maxLength: 5 }),
      fields: fc.array(anyField, { maxLength: 60 }),
      incident: text,
      about: text,
      actions: fc.array(anyButton, { maxLength: 60 }),
    },
    { requiredKeys: ['command', 'title', 'submit', 'fields'] },
  ) as fc.Arbitrary<Parameters<typeof renderModal>[0]>;
  fc.assert(
    fc.property(anyForm, (form) => {
      const view = renderModal(form, context);
      expect(viewProblems(view)).toEqual([]);
      expect(readModal(sent(view), 'Asia/Shanghai')).toBeDefined();
    }),
    { numRuns: 300 },
  );
});
