import * as fc from 'fast-check';
import type { Card, CardElement, Line, Span, Tone } from '#cards/card.ts';

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '字😀'.repeat(60),
    '预计恢复',
    '<at id=all></at>',
    '*'.repeat(300),
    '"'.repeat(99),
  ),
);
const url = fc.oneof(fc.webUrl(), text);
const span: fc.Arbitrary<Span> = fc.oneof(
  text,
  text.map((bold) => ({ bold })),
  text.map((code) => ({ code })),
  text.map((struck) => ({ struck })),
  fc.record({ mention: fc.constantFrom('lin', 'chen', 'all'), name: text }),
  fc.record({ link: text, url }),
  text.map((shown) => ({ instant: 0, text: shown })),
);
const line: fc.Arbitrary<Line> = fc.array(span, { maxLength: 4 });
const tone = fc.constantFrom<Tone>('neutral', 'info', 'good', 'warning', 'danger', 'muted');
const mark = fc.constantFrom('open', 'done', 'late', 'overdue', 'skipped', 'struck');
const button = fc.record(
  {
    label: text,
    line: text,
    style: fc.constantFrom('primary', 'danger', 'default'),
    form: fc.boolean(),
    confirm: text,
  },
  { requiredKeys: ['label', 'line', 'style'] },
);
const number = fc.oneof(fc.double(), fc.integer());

const element: fc.Arbitrary<CardElement> = fc.oneof(
  fc.record({ kind: fc.constant('heading'), text }),
  fc.record({ kind: fc.constant('text'), lines: fc.array(line, { maxLength: 6 }), tone }),
  fc.record({
    kind: fc.constant('facts'),
    items: fc.array(fc.record({ label: text, value: line }), { maxLength: 40 }),
  }),
  fc.record({
    kind: fc.constant('list'),
    items: fc.array(fc.record({ line, mark }, { requiredKeys: ['line'] }), { maxLength: 30 }),
  }),
  fc.record({
    kind: fc.constant('table'),
    columns: fc.array(text, { maxLength: 20 }),
    rows: fc.array(fc.array(line, { maxLength: 20 }), { maxLength: 20 }),
  }),
  fc.record({ kind: fc.constant('copy'), label: text, text }),
  fc.record({ kind: fc.constant('progress'), percent: number, label: text }),
  fc.constant<CardElement>({ kind: 'divider' }),
  fc.record({ kind: fc.constant('actions'), buttons: fc.array(button, { maxLength: 25 }) }),
  fc.record({ kind: fc.constant('note'), line }),
  fc.record({ kind: fc.constant('image'), url, alt: text }),
  fc.record(
    {
      kind: fc.constant('chart'),
      title: text,
      series: fc.array(
        fc.record({ name: text, points: fc.array(fc.tuple(number, number), { maxLength: 90 }) }),
        { maxLength: 6 },
      ),
      threshold: number,
    },
    { requiredKeys: ['kind', 'title', 'series'] },
  ),
);

/** Any card at all, with what no card of ours has in it. */
export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    title: text,
    tone,
    fallback: text,
    elements: fc.array(element, { maxLength: 70 }),
    incident: fc.constant('INC-20261201-01'),
  },
  { requiredKeys: ['title', 'tone', 'fallback', 'elements'] },
);
