import type { KnownBlock, RichTextSection, TableBlock } from '@slack/web-api';
import type { CardElement, Line } from '#cards/card.ts';
import { elementLength, type FitWords } from '#cards/card-limits.ts';
import { lineText } from '#cards/line.ts';
import { isBlank } from './escape.ts';
import { LIMITS } from './limits.ts';
import { type Accounts, boldLeaf, leaves, plainLeaf, richText, section } from './rich-text.ts';

type Table = Extract<CardElement, { kind: 'table' }>;
type Cell = TableBlock['rows'][number][number];

/** As many rows as a message can hold, with the count of the rest as the last one. */
export const shortTable = (table: Table, words: FitWords): Table => {
  if (elementLength(table) <= LIMITS.tableText) return table;
  let left = LIMITS.tableText - elementLength({ ...table, rows: [] });
  const kept = table.rows.findIndex((row) => {
    left -= elementLength({ kind: 'table', columns: [], rows: [row] });
    return left < 0;
  });
  if (kept < 0) return table;
  const rest = [words.more(table.rows.length - kept)];
  return { ...table, rows: [...table.rows.slice(0, kept), [rest]] };
};

/** Slack refuses a cell without a character. */
const EMPTY: Cell = { type: 'raw_text', text: ' ' };

const cellOf = (line: Line, accounts: Accounts): Cell => {
  const text = lineText(line);
  if (isBlank(text)) return EMPTY;
  if (line.every((span) => typeof span === 'string'))
    return { type: 'raw_text', text: text.toWellFormed() };
  return richText([section(leaves(line, accounts))]) ?? EMPTY;
};

const widthOf = ({ columns, rows }: Table): number =>
  Math.min(LIMITS.tableColumns, Math.max(columns.length, ...rows.map(({ length }) => length)));

/** A table block: the names of the columns and the rows, all equally long. */
export const tableBlock = (table: Table, accounts: Accounts): KnownBlock | undefined => {
  const width = widthOf(table);
  const names = table.columns.map((name): Line => [name]);
  const lines = table.columns.length === 0 ? table.rows : [names, ...table.rows];
  if (width === 0 || lines.length === 0) return undefined;
  const rows = lines.map((row) =>
    Array.from({ length: width }, (_, column) => cellOf(row[column] ?? [], accounts)),
  );
  const settings = Array.from({ length: width }, () => ({
    align: 'left' as const,
    is_wrapped: true,
  }));
  return { type: 'table', rows, column_settings: settings };
};

const rowSection = (
  { columns }: Table,
  row: readonly Line[],
  accounts: Accounts,
  colon: string,
): RichTextSection | undefined => {
  const parts = row.flatMap((line, index) => {
    const content = leaves(line, accounts, index === 0 ? { bold: true } : {});
    if (content.length === 0) return [];
    const name = index === 0 ? '' : (columns[index] ?? '');
    return [[...plainLeaf(isBlank(name) ? '' : `${name}${colon}`), ...content]];
  });
  return section(
    parts.flatMap((part, index) => (index === 0 ? part : [...plainLeaf(' · '), ...part])),
  );
};

/** A table where Slack takes none: a line a row, with the names of the columns before its values. */
export const tableList = (
  table: Table,
  accounts: Accounts,
  colon: string,
): KnownBlock | undefined => {
  const names = table.columns.filter((name) => !isBlank(name)).join(' · ');
  const rows = table.rows.flatMap((row) => rowSection(table, row, accounts, colon) ?? []);
  return richText([
    section(boldLeaf(names)),
    rows.length === 0 ? undefined : { type: 'rich_text_list', style: 'bullet', elements: rows },
  ]);
};
