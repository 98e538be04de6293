import type { CardElement, Line } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import { buttonNodes } from './buttons.ts';
import { chartNodes } from './chart.ts';
import { cleanText, escapeText, isHarmless } from './escape.ts';
import { factNodes } from './facts.ts';
import { coloured, markdown, panel, plain, TONES } from './nodes.ts';
import { linkAddress, paragraph, type Accounts } from './spans.ts';
import type { CardNode } from './json.ts';

type Kind = CardElement['kind'];
type ElementOf<K extends Kind> = Extract<CardElement, { kind: K }>;

/** What an element is drawn with. */
export interface Drawing {
  readonly accounts: Accounts;
  readonly timezone: string;
  readonly incident?: string;
  /** The card is too large: as few nodes as possible. */
  readonly compact: boolean;
}
type Renderers = {
  readonly [K in Kind]: (element: ElementOf<K>, drawing: Drawing, n: number) => readonly CardNode[];
};

/** Documented: 5 tables, and no more than 5 charts advised. */
const TABLES = 5;
const CHARTS = 5;
const LONG_LINE = 500;

const MARKS = {
  open: '☐',
  done: '✅',
  late: '☑️',
  overdue: '❗',
  skipped: '➖',
  struck: '✖️',
} as const;

const struckOut = (line: Line): Line =>
  line.map((span) => {
    if (typeof span === 'string') return { struck: span };
    if ('bold' in span) return { struck: span.bold };
    return span;
  });

const listLine = ({ line, mark }: ElementOf<'list'>['items'][number]): Line => [
  `${mark === undefined ? '•' : MARKS[mark]} `,
  ...(mark === 'struck' ? struckOut(line) : line),
];

const tableNode = ({ columns, rows }: ElementOf<'table'>): CardNode => ({
  tag: 'table',
  page_size: 10,
  row_height: 'auto',
  header_style: { bold: true, background_style: 'grey', text_align: 'left', lines: 2 },
  columns: columns.map((name, n) => ({
    name: `c${n}`,
    display_name: cleanText(name),
    data_type: 'text',
    width: 'auto',
    vertical_align: 'top',
  })),
  rows: rows.map((row) =>
    Object.fromEntries(columns.map((_, n) => [`c${n}`, cleanText(lineText(row[n] ?? []))])),
  ),
});

const tableLines = ({ columns, rows }: ElementOf<'table'>): readonly Line[] => [
  [columns.join(' | ')],
  ...rows.map((row) => [row.map(lineText).join(' | ')]),
];

/** A code block, which has a button to copy it, unless something in the text could be taken for markup. */
const copyNodes: Renderers['copy'] = ({ label, text }, _, n) => {
  const head = label.trim() === '' ? [] : [plain(label, { colour: 'grey', size: 'notation' })];
  const clean = cleanText(text);
  if (clean.trim() === '') return head;
  if (isHarmless(clean)) return [...head, markdown(`\`\`\`\n${clean}\n\`\`\``)];
  return [panel(`copy_${n}`, [...head, plain(clean)])];
};

const progressNode = ({ percent, label }: ElementOf<'progress'>): CardNode => {
  const known = Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : 0;
  const full = Math.round(known / 10);
  const bar = [coloured('█'.repeat(full), 'green'), coloured('█'.repeat(10 - full), 'grey')];
  const said = /\d\s*[%％]/u.test(label) ? label : `${Math.round(known)}% ${label}`;
  return markdown(`${bar.join('')} ${escapeText(said)}`);
};

/** Pictures need to be uploaded first; a link leaves looking to the reader. */
const imageNodes: Renderers['image'] = ({ url, alt }) => {
  const address = linkAddress(url);
  const label = alt.trim() === '' ? (address ?? '') : alt;
  if (label === '') return [];
  return address === undefined
    ? [plain(label)]
    : [markdown(`🖼️ [${escapeText(label).replaceAll('\n', ' ')}](${address})`)];
};

const RENDERERS: Renderers = {
  heading: ({ text }) => (text.trim() === '' ? [] : [plain(text, { size: 'heading' })]),
  text: ({ lines, tone = 'neutral' }, { accounts }) => {
    const colour = TONES[tone];
    return paragraph(lines, accounts, colour === undefined ? {} : { colour });
  },
  facts: (element, { accounts, compact }) => factNodes(element, accounts, compact),
  list: ({ items }, { accounts }) => paragraph(items.map(listLine), accounts),
  table: (element) =>
    element.rows.length === 0 || element.columns.length === 0
      ? paragraph(tableLines(element), new Map())
      : [tableNode(element)],
  copy: copyNodes,
  progress: (element) => [progressNode(element)],
  divider: () => [{ tag: 'hr' }],
  actions: ({ buttons }, { incident, compact }) =>
    buttonNodes(
      compact ? buttons.filter(({ line }) => line.length <= LONG_LINE) : buttons,
      incident,
    ),
  note: ({ line }, { accounts }) =>
    paragraph([line], accounts, { colour: 'grey', size: 'notation' }),
  image: imageNodes,
  chart: (element, { timezone }) => chartNodes(element, timezone),
};

/** Tables and charts beyond what one card takes become text. */
const within = (elements: readonly CardElement[]): readonly CardElement[] => {
  const seen = { table: 0, chart: 0 };
  return elements.map((element): CardElement => {
    if (element.kind === 'table') {
      seen.table += 1;
      return seen.table > TABLES ? { kind: 'text', lines: tableLines(element) } : element;
    }
    if (element.kind === 'chart') {
      seen.chart += 1;
      return seen.chart > CHARTS ? { kind: 'text', lines: [[element.title]] } : element;
    }
    return element;
  });
};

const renderOne = <K extends Kind>(
  kind: K,
  element: ElementOf<K>,
  drawing: Drawing,
  n: number,
): readonly CardNode[] => RENDERERS[kind](element, drawing, n);

/** The elements of a card, in their order. */
export const renderElements = (
  elements: readonly CardElement[],
  drawing: Drawing,
): readonly CardNode[] =>
  within(elements).flatMap((element, n) => renderOne(element.kind, element, drawing, n));
