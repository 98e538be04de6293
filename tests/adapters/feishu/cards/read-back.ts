import type { CardJson } from '#adapters/feishu/cards/json.ts';
import { isObject, objectsIn, said, type CardObject } from '../../../support/feishu/card-facts.ts';
import { walkNodes } from '../../../support/feishu/card-nodes.ts';

/** A text as a reader sees it, and everything in it that does something. */
export interface Reading {
  readonly text: string;
  readonly live: readonly string[];
}

// Only what the renderer means to write; every other mark that markdown reads is a leak.
const TOKEN = new RegExp(
  [
    /(?<block>```\n[^`]*\n```)/u,
    /(?<code>`[^`\n]+`)/u,
    /(?<font><font color='[a-z]+'>|<\/font>)/u,
    /<at id=(?<at>[A-Za-z0-9_]+)><\/at>/u,
    /\]\((?<url>https?:\/\/[^()<>\s]+)\)/u,
    /(?<open>\[)(?=[^[\]]*\]\(https?:)/u,
    /(?<mark>\*\*|~~)/u,
    /&(?<entity>#\d+|sim);/u,
    /(?<raw>[&<>*_~`[\]()#\-!:+"'$\\/])/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

const decoded = (entity: string): string =>
  entity === 'sim' ? '~' : String.fromCodePoint(Number(entity.slice(1)));

/** Spaces that the renderer puts in place of others, or that nobody sees. */
const plainSpaces = (text: string): string =>
  text.replaceAll('\u{200a}', '').replaceAll('\u{a0}', ' ');

/** Card markdown, read with no more sympathy than the platform has. */
export const readMarkdown = (content: string): Reading => {
  const live: string[] = [];
  const text = content.replaceAll(TOKEN, (...match) => {
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    const { block, code, at, url, entity, raw } = groups;
    if (block !== undefined) return block.slice(4, -4);
    if (code !== undefined) return code.slice(1, -1);
    if (entity !== undefined) return decoded(entity);
    if (at !== undefined) live.push(`at ${at}`);
    if (url !== undefined) live.push(`link ${url}`);
    if (raw !== undefined) live.push(`raw ${raw}`);
    return at === undefined ? (raw ?? '') : `@${at}`;
  });
  return { text: plainSpaces(text), live };
};

const cellsOf = (table: CardObject): readonly string[] => [
  ...objectsIn(table['columns']).map((column) => String(column['display_name'])),
  ...objectsIn(table['rows']).flatMap((row) => Object.values(row).map(String)),
];

/** Every text of a card, header first. */
export const readCard = (card: CardJson): Reading => {
  const nodes = [
    ...walkNodes(card.header['title'], 'title').nodes,
    ...walkNodes(card.body.elements, 'body').nodes,
  ];
  const readings = nodes.flatMap(({ node, tag }): Reading[] => {
    if (tag === 'markdown') return [readMarkdown(String(node['content']))];
    if (tag === 'plain_text') return [{ text: String(node['content']), live: [] }];
    if (tag === 'table') return cellsOf(node).map((text) => ({ text, live: [] }));
    if (tag === 'input') return [{ text: said(node['default_value'] ?? ''), live: [] }];
    return [];
  });
  return {
    text: readings.map(({ text }) => text).join('\n'),
    live: readings.flatMap(({ live }) => live),
  };
};

export const nodesWith = (card: CardJson, tag: string): readonly CardObject[] =>
  walkNodes(card.body.elements, 'body')
    .nodes.filter((placed) => placed.tag === tag)
    .map(({ node }) => node);

const initialOf = (node: CardObject): unknown => {
  switch (node['tag']) {
    case 'input':
      return node['default_value'] ?? '';
    case 'select_static':
    case 'select_person':
      return node['initial_option'];
    case 'multi_select_person':
      return node['selected_values'];
    case 'picker_datetime':
      return node['initial_datetime'] === undefined
        ? undefined
        : `${said(node['initial_datetime'])} +0800`;
    case 'checker':
      return node['checked'];
    default:
      return undefined;
  }
};

/** The `action` of the callback when somebody submits the form of a card as it is shown, on a device in China. */
export const submitted = (card: CardJson): unknown => {
  const [form] = nodesWith(card, 'form');
  const fields = walkNodes(form?.['elements'], 'form').nodes.map(({ node }) => node);
  const button = fields.find((node) => node['form_action_type'] === 'submit');
  const [behaviour] = objectsIn(button?.['behaviors']);
  return {
    tag: 'button',
    timezone: 'Asia/Shanghai',
    name: button?.['name'],
    value: behaviour?.['value'],
    form_value: Object.fromEntries(
      fields
        .filter((node) => node !== button && typeof node['name'] === 'string')
        .map((node) => [node['name'], initialOf(node)] as const)
        .filter(([, value]) => value !== undefined),
    ),
  };
};

/** The `action` of the callback when somebody presses a button of a card. */
export const pressed = (button: CardObject): unknown => ({
  tag: 'button',
  timezone: 'Asia/Shanghai',
  value: objectsIn(button['behaviors'])[0]?.['value'],
});

export const labelOf = (button: CardObject): string =>
  isObject(button['text']) ? String(button['text']['content']) : '';
