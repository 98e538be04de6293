import { isObject, listOf, objectsIn, said, words, type CardObject } from './card-facts.ts';
import type { Placed } from './card-nodes.ts';
import { markdownProblems } from './card-markdown-rules.ts';

const LINKS = /^(https?|lark|applink):\/\//iu;
const PERSON = /^ou_[A-Za-z0-9_]+$/u;
const COLUMN_TYPES = ['text', 'lark_md', 'options', 'number', 'persons', 'date', 'markdown'];
const FLEX = ['none', 'stretch', 'flow', 'bisect', 'trisect'];
const INPUTS = ['text', 'multiline_text', 'password'];
const BUTTONS = words(
  'default primary danger text primary_text danger_text primary_filled danger_filled laser',
);
/** Chart types of VChart that the client draws. */
const CHARTS = words(
  'line area bar pie common radar funnel scatter wordCloud linearProgress circularProgress gauge',
);

/** Something else than a web address or an applink. */
export const urlProblem = (url: unknown, path: string): string[] =>
  url === undefined || url === '' || (typeof url === 'string' && LINKS.test(url))
    ? []
    : [`${path} is no address: ${said(url)}`];

const oneOf = (value: unknown, allowed: readonly string[], path: string): string[] =>
  value === undefined || allowed.includes(said(value)) ? [] : [`${path} is ${said(value)}`];

const personProblem = (id: unknown, path: string): string[] =>
  id === undefined || id === '' || (typeof id === 'string' && PERSON.test(id))
    ? []
    : [`${path} is no open_id: ${said(id)}`];

const pixelProblems = (node: CardObject, path: string): string[] =>
  (
    [
      ['margin', -99],
      ['padding', 0],
    ] as const
  ).flatMap(([name, least]) => {
    const value = node[name];
    if (typeof value !== 'string') return [];
    const sizes = value.split(' ').map((size) => /^(-?\d{1,2})px$|^0$/u.exec(size));
    const wrong = sizes.some((size) => size === null || Number(size[1] ?? 0) < least);
    return wrong || sizes.length > 4 ? [`${path}.${name} is ${value}`] : [];
  });

const behaviourProblems = ({ node, path }: Placed): string[] =>
  objectsIn(node['behaviors']).flatMap((one, n) => {
    const at = `${path}.behaviors[${n}]`;
    if (one['type'] === 'callback')
      return isObject(one['value']) ? [] : [`${at}.value must be an object`];
    return [
      ...oneOf(one['type'], ['open_url'], `${at}.type`),
      ...['default_url', 'pc_url', 'ios_url', 'android_url'].flatMap((name) =>
        urlProblem(one[name], `${at}.${name}`),
      ),
    ];
  });

const optionProblems = ({ node, path }: Placed): string[] => {
  const values = objectsIn(node['options']).map((option) => option['value']);
  const texts = values.filter((value) => typeof value === 'string' && value !== '');
  return [
    ...(texts.length === values.length ? [] : [`${path} has an option without a value`]),
    ...(new Set(values).size === values.length ? [] : [`${path} has an option twice`]),
  ];
};

const textOf = (value: unknown): string => (isObject(value) ? said(value['content'] ?? '') : '');

const personSelect = (placed: Placed): string[] => [
  ...optionProblems(placed),
  ...objectsIn(placed.node['options']).flatMap(({ value }) => personProblem(value, placed.path)),
  ...[placed.node['initial_option'], ...listOf(placed.node['selected_values'])].flatMap((id) =>
    personProblem(id, placed.path),
  ),
];

const staticSelect = (placed: Placed): string[] => {
  const { node, path } = placed;
  const nameless = objectsIn(node['options']).some(({ text }) => textOf(text) === '');
  return [...optionProblems(placed), ...(nameless ? [`${path} has an option without text`] : [])];
};

const columnsOfTable = ({ node, path }: Placed): string[] => {
  const columns = objectsIn(node['columns']);
  const names = columns.map(({ name }) => said(name ?? ''));
  return [
    ...(columns.length >= 1 && columns.length <= 50
      ? []
      : [`${path} has ${columns.length} columns`]),
    ...(names.includes('') || new Set(names).size < names.length
      ? [`${path} has a column without a name of its own`]
      : []),
    ...columns.flatMap((column) => oneOf(column['data_type'], COLUMN_TYPES, `${path}.data_type`)),
  ];
};

const tableProblems = (placed: Placed): string[] => {
  const { node, path } = placed;
  const size = node['page_size'] ?? 5;
  const columns = objectsIn(node['columns']);
  const rows = objectsIn(node['rows']);
  const types = new Map(columns.map(({ name, data_type }) => [String(name), data_type]));
  const cells = rows.flatMap((row) => Object.entries(row));
  return [
    ...columnsOfTable(placed),
    ...(Number.isInteger(size) && Number(size) >= 1 && Number(size) <= 10
      ? []
      : [`${path}.page_size is ${said(size)}`]),
    ...(rows.length === listOf(node['rows']).length ? [] : [`${path}.rows holds no rows`]),
    ...cells.filter(([name]) => !types.has(name)).map(([name]) => `${path} has no column ${name}`),
    ...cells
      .filter(([name, value]) => types.get(name) === 'text' && typeof value !== 'string')
      .map(([name]) => `${path}: a cell of ${name} is no text`),
    ...cells
      .filter(([name]) => ['lark_md', 'markdown'].includes(String(types.get(name))))
      .flatMap(([, value]) => markdownProblems(said(value), path)),
  ];
};

const buttonProblems = ({ node, path }: Placed): string[] => {
  const label = textOf(node['text']);
  return [
    ...(label === '' && node['icon'] === undefined ? [`${path} has neither text nor icon`] : []),
    ...(label.length <= 100 ? [] : [`${path} has a text of ${label.length} characters`]),
    ...oneOf(node['type'], BUTTONS, `${path}.type`),
    ...oneOf(node['form_action_type'], ['submit', 'reset'], `${path}.form_action_type`),
  ];
};

const inputProblems = ({ node, path }: Placed): string[] => {
  const most = node['max_length'] ?? 1000;
  const length = said(node['default_value'] ?? '').length;
  return [
    ...(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= 1000
      ? []
      : [`${path}.max_length is ${said(most)}`]),
    ...(length <= Number(most) ? [] : [`${path}.default_value is longer than allowed`]),
    ...oneOf(node['input_type'], INPUTS, `${path}.input_type`),
  ];
};

const chartProblems = ({ node, path }: Placed): string[] => {
  const spec = node['chart_spec'];
  const known = isObject(spec) && CHARTS.includes(String(spec['type']));
  return [
    ...(known ? [] : [`${path}.chart_spec is invalid`]),
    // These keep a chart from loading on phones (chart component, notes).
    ...(/"texture"|"conical"|"repeat[XY]"/u.test(JSON.stringify(spec) ?? '')
      ? [`${path}.chart_spec does not load on phones`]
      : []),
  ];
};

const columnSetProblems = ({ node, path }: Placed): string[] => [
  ...oneOf(node['flex_mode'], FLEX, `${path}.flex_mode`),
  ...objectsIn(node['columns'])
    .filter(({ tag }) => tag !== 'column')
    .map(() => `${path} holds something else than columns`),
];

const datetimeProblems = ({ node, path }: Placed): string[] => {
  const given = node['initial_datetime'];
  return given === undefined || /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/u.test(said(given))
    ? []
    : [`${path}.initial_datetime is ${said(given)}`];
};

const markdownOf = ({ node, path }: Placed): string[] =>
  markdownProblems(said(node['content'] ?? ''), path);

const RULES: Readonly<Record<string, (placed: Placed) => string[]>> = {
  markdown: markdownOf,
  lark_md: markdownOf,
  button: buttonProblems,
  input: inputProblems,
  select_static: staticSelect,
  multi_select_static: staticSelect,
  select_person: personSelect,
  multi_select_person: personSelect,
  picker_datetime: datetimeProblems,
  table: tableProblems,
  chart: chartProblems,
  column_set: columnSetProblems,
  person: ({ node, path }) => personProblem(node['user_id'], path),
  person_list: ({ node, path }) =>
    objectsIn(node['persons']).flatMap(({ id }) => personProblem(id, path)),
};

/** What one tagged object does against the rules of its tag. */
export const nodeProblems = (placed: Placed): string[] => [
  ...pixelProblems(placed.node, placed.path),
  ...behaviourProblems(placed),
  ...(RULES[placed.tag]?.(placed) ?? []),
];
