import {
  BODY,
  CONFIG,
  CONTAINERS,
  HEADER,
  isObject,
  LINK,
  objectsIn,
  ROOT,
  said,
  TEMPLATES,
  type CardObject,
} from './card-facts.ts';
import { walkNodes, type Placed } from './card-nodes.ts';
import { formProblems } from './card-form-rules.ts';
import { nodeProblems, urlProblem } from './card-rules.ts';

const BYTES = 30 * 1024;
const NODES = 200;
const DEPTH = 5;
const TABLES = 5;
const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/u;

const unknownKeys = (value: CardObject, known: readonly string[], path: string): string[] =>
  Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => `${path} has the unknown property ${name}`);

const configProblems = (config: unknown): string[] => {
  if (config === undefined) return [];
  if (!isObject(config)) return ['config must be an object'];
  const { update_multi: multi, width_mode: width } = config;
  return [
    ...unknownKeys(config, CONFIG, 'config'),
    ...(multi === undefined || multi === true ? [] : ['config.update_multi must be true']),
    ...(width === undefined || ['default', 'compact', 'fill'].includes(said(width))
      ? []
      : [`config.width_mode is ${said(width)}`]),
    ...(isObject(config['summary'])
      ? unknownKeys(config['summary'], ['content', 'i18n_content'], 'config.summary')
      : []),
    ...(isObject(config['style'])
      ? unknownKeys(config['style'], ['text_size', 'color'], 'config.style')
      : []),
  ];
};

const headerProblems = (header: unknown): string[] => {
  if (header === undefined) return [];
  if (!isObject(header)) return ['header must be an object'];
  const template = header['template'] ?? 'default';
  return [
    ...unknownKeys(header, HEADER, 'header'),
    ...(isObject(header['title']) ? [] : ['header.title is missing']),
    ...(TEMPLATES.includes(said(template)) ? [] : [`header.template is ${said(template)}`]),
    ...(objectsIn(header['text_tag_list']).length <= 3
      ? []
      : ['header.text_tag_list has more than 3 tags']),
  ];
};

const linkProblems = (link: unknown): string[] => {
  if (link === undefined) return [];
  if (!isObject(link)) return ['card_link must be an object'];
  return [
    ...unknownKeys(link, LINK, 'card_link'),
    ...LINK.flatMap((name) => urlProblem(link[name], `card_link.${name}`)),
  ];
};

const rootProblems = (card: CardObject): string[] => [
  ...(card['schema'] === '2.0' ? [] : ['schema must be "2.0"']),
  ...unknownKeys(card, ROOT, 'card'),
  ...configProblems(card['config']),
  ...headerProblems(card['header']),
  ...linkProblems(card['card_link']),
  ...(isObject(card['body']) ? unknownKeys(card['body'], BODY, 'body') : []),
];

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, n) => values.indexOf(value) !== n)),
];

const placeProblems = (nodes: readonly Placed[]): string[] =>
  nodes.flatMap(({ tag, path, inside }) => {
    const depth = [...inside, tag].filter((one) => CONTAINERS.includes(one)).length;
    return [
      ...((tag === 'form' || tag === 'table') && inside.length > 0
        ? [`${path}: ${tag} stands at the body's root only`]
        : []),
      ...(CONTAINERS.includes(tag) && depth > DEPTH ? [`${path} is nested ${depth} deep`] : []),
    ];
  });

const idProblems = (nodes: readonly Placed[]): string[] => {
  const ids = nodes.flatMap(({ node }) =>
    node['element_id'] === undefined ? [] : [said(node['element_id'])],
  );
  const names = nodes
    .filter(({ node, tag }) => tag !== 'table' && node['name'] !== undefined)
    .map(({ node }) => said(node['name']));
  return [
    ...ids.filter((id) => !ELEMENT_ID.test(id)).map((id) => `element_id ${id} is malformed`),
    ...repeated(ids).map((id) => `element_id ${id} is not unique`),
    ...repeated(names).map((name) => `name ${name} is not unique`),
  ];
};

const countProblems = (card: CardObject, nodes: readonly Placed[]): string[] => {
  const bytes = Buffer.byteLength(JSON.stringify(card), 'utf8');
  const tables = nodes.filter(({ tag }) => tag === 'table').length;
  return [
    ...(bytes <= BYTES ? [] : [`the card has ${bytes} bytes, allowed ${BYTES}`]),
    ...(nodes.length <= NODES ? [] : [`the card has ${nodes.length} nodes, allowed ${NODES}`]),
    ...(tables <= TABLES ? [] : [`the card has ${tables} tables, allowed ${TABLES}`]),
  ];
};

/**
 * Every way in which a card breaks the rules of Card JSON 2.0; none for a card that the platform takes.
 * Stricter than the documents in three things: nobody is mentioned but by open_id, `@all` never, and
 * leftovers of 1.0 are refused. Facts: fixtures/feishu/README.md.
 */
export const checkCard = (card: unknown): readonly string[] => {
  if (!isObject(card)) return ['the card is not an object'];
  const header = isObject(card['header']) ? card['header'] : {};
  const elements = isObject(card['body']) ? card['body']['elements'] : [];
  const ofBody = walkNodes(elements, 'body.elements');
  const ofHeader = [
    walkNodes(header['title'], 'header.title'),
    walkNodes(header['subtitle'], 'header.subtitle'),
    walkNodes(header['icon'], 'header.icon'),
    walkNodes(header['text_tag_list'], 'header.text_tag_list'),
  ];
  const nodes = [...ofHeader.flatMap((walk) => walk.nodes), ...ofBody.nodes];
  return [
    ...rootProblems(card),
    ...ofHeader.flatMap(({ problems }) => problems),
    ...ofBody.problems,
    ...placeProblems(ofBody.nodes),
    ...idProblems(nodes),
    ...nodes.flatMap(nodeProblems),
    ...formProblems(ofBody.nodes),
    ...countProblems(card, nodes),
  ];
};
