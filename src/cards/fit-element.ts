import type { CardElement } from './card.ts';
import type { CardLimits, FitWords } from './card-limits.ts';
import { cutLine, cutLines, cutText, linesLength } from './cut.ts';
import { lineText } from './line.ts';

type Kind = CardElement['kind'];
export type ElementOf<K extends Kind> = Extract<CardElement, { kind: K }>;
type Elements = { readonly [K in Kind]: ElementOf<K> };
type Fitters = {
  readonly [K in Kind]: (
    element: Elements[K],
    limits: CardLimits,
    words: FitWords,
  ) => readonly CardElement[];
};

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );

/** Items that fit into `limit` with the count of the rest as the last one. */
export const fitList = (
  { items }: ElementOf<'list'>,
  most: number,
  limit: number,
  words: FitWords,
): ElementOf<'list'> => {
  const whole = items.map((entry) => ({ ...entry, line: cutLine(entry.line, limit) }));
  const fits = (entries: ElementOf<'list'>['items']): boolean =>
    entries.length <= most && linesLength(entries.map(({ line }) => line)) <= limit;
  if (fits(whole)) return { kind: 'list', items: whole };
  for (let kept = Math.min(whole.length - 1, most - 1); kept >= 0; kept -= 1) {
    const rest = { line: cutLine([words.more(whole.length - kept)], limit) };
    const shown = [...whole.slice(0, kept), rest];
    if (fits(shown)) return { kind: 'list', items: shown };
  }
  return { kind: 'list', items: [] };
};

const fitTable = (
  table: ElementOf<'table'>,
  limits: CardLimits,
  words: FitWords,
): ElementOf<'table'> => {
  const columns = table.columns
    .slice(0, limits.tableColumns)
    .map((name) => cutText(name, limits.factLabel));
  const rows = table.rows.map((row) =>
    row.slice(0, limits.tableColumns).map((cell) => cutLine(cell, limits.factValue)),
  );
  if (rows.length <= limits.tableRows) return { kind: 'table', columns, rows };
  const kept = rows.slice(0, Math.max(0, limits.tableRows - 1));
  const rest = [cutLine([words.more(rows.length - kept.length)], limits.factValue)];
  return { kind: 'table', columns, rows: limits.tableRows < 1 ? [] : [...kept, rest] };
};

const fitCopy: Fitters['copy'] = (element, limits, words) => {
  const label = cutText(element.label, Math.min(limits.factLabel, limits.text));
  const lines = cutLines([[element.text]], limits.text - label.length, words.cut);
  return [{ kind: 'copy', label, text: lines.map(lineText).join('\n') }];
};

const fitFacts: Fitters['facts'] = ({ items }, limits) =>
  chunks(
    items.map(({ label, value }) => ({
      label: cutText(label, limits.factLabel),
      value: cutLine(value, limits.factValue),
    })),
    limits.factItems,
  ).map((part) => ({ kind: 'facts', items: part }));

const fitActions: Fitters['actions'] = ({ buttons }, limits) =>
  chunks(
    buttons.map((button) => ({ ...button, label: cutText(button.label, limits.buttonLabel) })),
    limits.buttons,
  ).map((part) => ({ kind: 'actions', buttons: part }));

const FITTERS: Fitters = {
  heading: (element, { heading }) => [{ ...element, text: cutText(element.text, heading) }],
  text: (element, { text }, { cut }) => [{ ...element, lines: cutLines(element.lines, text, cut) }],
  facts: fitFacts,
  list: (element, { listItems, text }, words) => [fitList(element, listItems, text, words)],
  table: (element, limits, words) => [fitTable(element, limits, words)],
  copy: fitCopy,
  progress: (element, { factLabel }) => [{ ...element, label: cutText(element.label, factLabel) }],
  divider: (element) => [element],
  actions: fitActions,
  note: (element, { text }) => [{ ...element, line: cutLine(element.line, text) }],
  image: (element, { text }) => [{ ...element, alt: cutText(element.alt, text) }],
  chart: (element, { heading }) => [{ ...element, title: cutText(element.title, heading) }],
};

const fitOne = <K extends Kind>(
  kind: K,
  element: Elements[K],
  limits: CardLimits,
  words: FitWords,
): readonly CardElement[] => FITTERS[kind](element, limits, words);

/** One element within its own limits; one with too many buttons or facts becomes several. */
export const fitElement = (
  element: CardElement,
  limits: CardLimits,
  words: FitWords,
): readonly CardElement[] => fitOne(element.kind, element, limits, words);
