import type { KnownBlock, RichTextList, RichTextSection } from '@slack/web-api';
import type { CardElement } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import type { Locale } from '#domain/locale.ts';
import { slackButton } from './button.ts';
import { chartBlock } from './chart.ts';
import { isBlank, plain } from './escape.ts';
import { LIMITS } from './limits.ts';
import {
  type Accounts,
  boldLeaf,
  joined,
  leaves,
  plainLeaf,
  preformatted,
  richText,
  safeUrl,
  section,
} from './rich-text.ts';
import { tableBlock, tableList } from './tables.ts';
import { slackWords } from './words.ts';

/** How one element of a card is drawn. */
export interface Drawing {
  readonly accounts: Accounts;
  readonly locale: Locale;
  /** What the buttons act on. */
  readonly incident: string | undefined;
  /** Slack takes one table a message, and none in a modal. */
  readonly asTable: boolean;
  /** Makes the ids of its buttons unique in the card. */
  readonly place: number;
}

type Kind = CardElement['kind'];
type Elements = { readonly [K in Kind]: Extract<CardElement, { kind: K }> };
type Mark = NonNullable<Elements['list']['items'][number]['mark']>;
type Block = KnownBlock | undefined;
type Painters = { readonly [K in Kind]: (element: Elements[K], drawing: Drawing) => Block };

/** Said by screen readers too; colour alone would say nothing. */
const MARKS: Readonly<Record<Mark, string>> = {
  open: '☐',
  done: '☑',
  late: '⚠️',
  overdue: '❗',
  skipped: '➖',
  struck: '✖️',
};

const heading: Painters['heading'] = ({ text }) =>
  isBlank(text) ? undefined : { type: 'header', text: plain(text, LIMITS.header) };

const text: Painters['text'] = ({ lines }, { accounts }) =>
  richText([section(joined(lines.map((line) => leaves(line, accounts))))]);

const facts: Painters['facts'] = ({ items }, { accounts, locale }) => {
  const { colon } = slackWords(locale);
  const lines = items.map(({ label, value }) => [
    ...boldLeaf(isBlank(label) ? '' : `${label}${colon}`),
    ...leaves(value, accounts),
  ]);
  return richText([section(joined(lines))]);
};

type Item = Elements['list']['items'][number];

const bullets = (items: readonly Item[], accounts: Accounts): RichTextList | undefined => {
  const elements = items.flatMap(({ line }) => section(leaves(line, accounts)) ?? []);
  return elements.length === 0 ? undefined : { type: 'rich_text_list', style: 'bullet', elements };
};

const marked = (items: readonly Item[], accounts: Accounts): RichTextSection | undefined =>
  section(
    joined(
      items.map(({ line, mark = 'open' }) => [
        ...plainLeaf(`${MARKS[mark]} `),
        ...leaves(line, accounts, mark === 'struck' ? { strike: true } : {}),
      ]),
    ),
  );

/** Items in the runs in which they have marks, or none. */
const runsOf = (items: readonly Item[]): readonly (readonly Item[])[] => {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    const same = last !== undefined && (last[0]?.mark === undefined) === (item.mark === undefined);
    if (same) last.push(item);
    else runs.push([item]);
  }
  return runs;
};

const list: Painters['list'] = ({ items }, { accounts }) =>
  richText(
    runsOf(items.filter(({ line }) => !isBlank(lineText(line)))).map((run) =>
      run[0]?.mark === undefined ? bullets(run, accounts) : marked(run, accounts),
    ),
  );

const table: Painters['table'] = (element, { accounts, locale, asTable }) =>
  asTable ? tableBlock(element, accounts) : tableList(element, accounts, slackWords(locale).colon);

const copy: Painters['copy'] = (element) =>
  richText([section(boldLeaf(element.label)), preformatted(element.text)]);

const BAR = 10;

const progress: Painters['progress'] = ({ percent, label }) => {
  const known = Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : 0;
  const full = Math.round((known / 100) * BAR);
  const figure = `${Math.round(known * 10) / 10}%`;
  const said = label.includes(figure) ? [label] : [figure, label];
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
  return richText([section(plainLeaf([bar, ...said].filter((part) => part !== '').join(' ')))]);
};

const actions: Painters['actions'] = ({ buttons }, { incident, place }) => {
  const elements = buttons.flatMap(
    (button, index) => slackButton(button, `${place}:${index}`, incident) ?? [],
  );
  return elements.length === 0 ? undefined : { type: 'actions', elements };
};

/** Small grey text; with a name, a time or a link in it ordinary text, for grey text could only have them as markup. */
const note: Painters['note'] = ({ line }, { accounts }) => {
  const said = lineText(line);
  if (isBlank(said)) return undefined;
  return line.every((span) => typeof span === 'string')
    ? { type: 'context', elements: [plain(said, LIMITS.contextText)] }
    : richText([section(leaves(line, accounts))]);
};

/** Slack fetches the picture itself and refuses the message when it can't: only public addresses are tried. */
const image: Painters['image'] = ({ url, alt }) => {
  const address = safeUrl(url);
  if (address === undefined || !address.startsWith('https:') || isBlank(alt))
    return richText([section(leaves([{ link: isBlank(alt) ? url : alt, url }], new Map()))]);
  return { type: 'image', image_url: address, alt_text: plain(alt, LIMITS.imageAlt).text };
};

const PAINTERS: Painters = {
  heading,
  text,
  facts,
  list,
  table,
  copy,
  progress,
  divider: () => ({ type: 'divider' }),
  actions,
  note,
  image,
  chart: (element, { locale }) => chartBlock(element, locale),
};

const paint = <K extends Kind>(kind: K, element: Elements[K], drawing: Drawing): Block =>
  PAINTERS[kind](element, drawing);

/** One element as one block; undefined where there is nothing to see. No block here reads markup. */
export const elementBlock = (element: CardElement, drawing: Drawing): KnownBlock | undefined =>
  paint(element.kind, element, drawing);
