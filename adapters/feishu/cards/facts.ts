import type { CardElement } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import { escapeText } from './escape.ts';
import { coloured, columns, markdown } from './nodes.ts';
import { lineMarkdown, type Accounts } from './spans.ts';
import type { CardNode } from './json.ts';

type Facts = Extract<CardElement, { kind: 'facts' }>;
type Fact = Facts['items'][number];

/** Half the width of a phone, in half-widths: nine Chinese characters. */
const HALF = 18;
/** Columns cost five nodes a pair; long lists of facts read better as lines anyway. */
const MOST_IN_COLUMNS = 12;

const widthOf = (text: string): number =>
  text.length + text.replaceAll(/[^\u1100-\uffff]/gu, '').length;

const isShort = ({ label, value }: Fact): boolean =>
  [label, lineText(value)].every((text) => !text.includes('\n') && widthOf(text) <= HALF);

const labelText = (label: string): string => coloured(escapeText(label), 'grey');

const inCell = ({ label, value }: Fact, accounts: Accounts): string =>
  `${labelText(label)}\n${lineMarkdown(value, accounts)}`;

const inLine = ({ label, value }: Fact, accounts: Accounts): string =>
  `${labelText(label)} ${lineMarkdown(value, accounts)}`;

/** Facts in the order given: neighbours that are both short side by side, the others a line each. */
const pairedUp = (items: readonly Fact[]): readonly (readonly Fact[])[] => {
  const rows: (readonly Fact[])[] = [];
  for (let n = 0; n < items.length; n += 1) {
    const [fact, next] = items.slice(n, n + 2);
    if (fact === undefined) break;
    const pair = next !== undefined && isShort(fact) && isShort(next);
    rows.push(pair ? [fact, next] : [fact]);
    if (pair) n += 1;
  }
  return rows;
};

/** Labelled values; `compact` for a card that has no room for columns. */
export const factNodes = (
  { items }: Facts,
  accounts: Accounts,
  compact: boolean,
): readonly CardNode[] => {
  if (compact || items.length > MOST_IN_COLUMNS)
    return [markdown(items.map((fact) => inLine(fact, accounts)).join('\n'))];
  return pairedUp(items).map((row) => {
    const [fact] = row;
    if (row.length === 2)
      return columns(
        'bisect',
        row.map((one) => [markdown(inCell(one, accounts))]),
      );
    return markdown(fact === undefined ? '' : inLine(fact, accounts));
  });
};
