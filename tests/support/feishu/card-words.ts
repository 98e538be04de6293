import type { Json } from './json.ts';
import { isObject, listOf, textOf } from './json.ts';

/** One piece of text of a card. `markdown`: its markup is read. */
export interface Words {
  readonly text: string;
  readonly markdown: boolean;
}

/** In zh-CN where the text has its own wording for it. */
const localised = (node: Json): string => {
  const own = node['i18n_content'];
  const chosen = isObject(own) ? own['zh_cn'] : undefined;
  return textOf(chosen ?? node['content']);
};

const ofText = (node: unknown): Words[] => {
  if (!isObject(node)) return [];
  const text = localised(node);
  return text === '' ? [] : [{ text, markdown: node['tag'] !== 'plain_text' }];
};

const plain = (text: unknown): Words[] =>
  text === undefined || text === '' ? [] : [{ text: textOf(text), markdown: false }];

const ofCell = (value: unknown, dataType: string): Words[] => {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => ofCell(one, dataType));
  if (isObject(value)) return plain(value['text'] ?? value['content']);
  return [{ text: textOf(value), markdown: dataType === 'lark_md' || dataType === 'markdown' }];
};

const ofTable = (node: Json): Words[] => {
  const columns = listOf(node['columns']);
  const rows = listOf(node['rows']);
  return [
    ...columns.flatMap((column) => plain(column['display_name'])),
    ...rows.flatMap((row) =>
      columns.flatMap((column) =>
        ofCell(row[textOf(column['name'])], textOf(column['data_type'] ?? 'text')),
      ),
    ),
  ];
};

const ofChart = (node: Json): Words[] => {
  const spec = node['chart_spec'];
  const title = isObject(spec) && isObject(spec['title']) ? spec['title']['text'] : undefined;
  return plain(title);
};

const person = (id: unknown): Words[] =>
  id === undefined ? [] : [{ text: `<at id=${textOf(id)}></at>`, markdown: true }];

const elementsOf = (node: Json): Words[] => listOf(node['elements']).flatMap(ofElement);

const READERS: Readonly<Record<string, (node: Json) => Words[]>> = {
  markdown: ofText,
  plain_text: ofText,
  lark_md: ofText,
  div: (node) => [
    ...ofText(node['text']),
    ...listOf(node['fields']).flatMap((field) => ofText(field['text'])),
  ],
  button: (node) => ofText(node['text']),
  checker: (node) => ofText(node['text']),
  input: (node) => [...ofText(node['label']), ...plain(node['default_value'])],
  img: (node) => ofText(node['alt']),
  table: ofTable,
  chart: ofChart,
  person: (node) => person(node['user_id']),
  person_list: (node) => listOf(node['persons']).flatMap((one) => person(one['id'])),
  column_set: (node) => listOf(node['columns']).flatMap(ofElement),
  collapsible_panel: (node) => [
    ...(isObject(node['header']) ? ofText(node['header']['title']) : []),
    ...elementsOf(node),
  ],
};

const withOptions = (node: Json): Words[] => [
  ...ofText(node['text']),
  ...listOf(node['options']).flatMap((option) => ofText(option['text'])),
];

/** What a reader finds in one element, from top to bottom. */
const ofElement = (node: Json): Words[] => {
  const tag = textOf(node['tag']);
  const reader = READERS[tag];
  if (reader !== undefined) return reader(node);
  return node['options'] === undefined ? elementsOf(node) : withOptions(node);
};

const bodyOf = (card: Json): readonly Json[] =>
  isObject(card['body']) ? listOf(card['body']['elements']) : [];

/** Every text of a card, header first. */
export const wordsOfCard = (card: Json): readonly Words[] => {
  const header = isObject(card['header']) ? card['header'] : {};
  return [
    ...ofText(header['title']),
    ...ofText(header['subtitle']),
    ...listOf(header['text_tag_list']).flatMap((tag) => ofText(tag['text'])),
    ...bodyOf(card).flatMap(ofElement),
  ];
};

export const titleOfCard = (card: Json): string => {
  const header = isObject(card['header']) ? card['header'] : {};
  return ofText(header['title'])[0]?.text ?? '';
};

export const colourOfCard = (card: Json): string =>
  isObject(card['header']) ? textOf(card['header']['template'] ?? 'default') : 'default';

const nested = (node: Json): readonly Json[] => [
  node,
  ...['elements', 'columns', 'actions'].flatMap((name) => listOf(node[name]).flatMap(nested)),
];

/** All elements of a card, in reading order, nested ones too. */
export const elementsOfCard = (card: Json): readonly Json[] => bodyOf(card).flatMap(nested);

/** What a button gives back when it is pressed: the value of its callback. */
export const callbackValue = (button: Json): Json | undefined => {
  const callback = listOf(button['behaviors']).find(({ type }) => type === 'callback');
  return isObject(callback?.['value']) ? callback['value'] : undefined;
};

export const labelOf = (node: Json): string => ofText(node['text'])[0]?.text ?? '';
