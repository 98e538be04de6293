import { isList, isRecord, text, type Args } from './world/method.ts';
import type { Block, MessageRow } from './world/rows.ts';
import type { World } from './world/world.ts';
import type { SlackMessage } from './fake-slack.ts';

type Button = SlackMessage['buttons'][number];

const BROADCASTS: Readonly<Record<string, string>> = {
  channel: '@channel (LIVE)',
  here: '@here (LIVE)',
  everyone: '@everyone (LIVE)',
};

const records = (value: unknown): readonly Args[] => (isList(value) ? value.filter(isRecord) : []);

const nameOf = (world: World, id: string): string => `@${world.users.get(id)?.name ?? id}`;

const unescaped = (words: string): string =>
  words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const linkShown = (url: string, label: string | undefined): string =>
  label === undefined || label === url ? url : `${label} (${url})`;

const entity = (world: World, inner: string): string => {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) return nameOf(world, target.slice(1));
  if (target.startsWith('#'))
    return `#${world.channels.get(target.slice(1))?.name ?? label ?? target}`;
  if (target.startsWith('!subteam^')) {
    return `@${world.userGroups.get(target.slice(9))?.handle ?? label ?? target}`;
  }
  if (target.startsWith('!date^')) return label ?? target;
  if (target.startsWith('!')) return BROADCASTS[target.slice(1)] ?? target;
  return linkShown(target, label);
};

const OPENS = '(^|[\\s([{"\'，。：、；（「【])';
const CLOSES = '(?=$|[\\s)\\]}.,:;!?"\'，。：、；）」】])';

const withoutMarks = (words: string): string =>
  ['\\*', '_', '~', '`'].reduce(
    (left, mark) =>
      left.replaceAll(
        new RegExp(
          `${OPENS}${mark}([^\\s${mark}](?:[^\\n${mark}]*[^\\s${mark}])?)${mark}${CLOSES}`,
          'gmu',
        ),
        '$1$2',
      ),
    words,
  );

/** What a client shows of mrkdwn: entities resolved, marks of bold and the like taken away. */
export const mrkdwnShown = (world: World, words: string): string =>
  withoutMarks(words)
    .split(/(<[^>]+>)/u)
    .map((part) =>
      /^<[^>]+>$/u.test(part) ? unescaped(entity(world, part.slice(1, -1))) : unescaped(part),
    )
    .join('');

const textShown = (world: World, value: unknown): string => {
  if (!isRecord(value)) return '';
  const words = text(value, 'text');
  return value['type'] === 'mrkdwn' ? mrkdwnShown(world, words) : words;
};

const leafShown = (world: World, leaf: Args): string => {
  switch (leaf['type']) {
    case 'text':
      return text(leaf, 'text');
    case 'link':
      return linkShown(
        text(leaf, 'url'),
        leaf['text'] === undefined ? undefined : text(leaf, 'text'),
      );
    case 'user':
      return nameOf(world, text(leaf, 'user_id'));
    case 'usergroup':
      return `@${world.userGroups.get(text(leaf, 'usergroup_id'))?.handle ?? text(leaf, 'usergroup_id')}`;
    case 'channel':
      return `#${world.channels.get(text(leaf, 'channel_id'))?.name ?? text(leaf, 'channel_id')}`;
    case 'broadcast':
      return BROADCASTS[text(leaf, 'range')] ?? '';
    case 'emoji':
      return `:${text(leaf, 'name')}:`;
    case 'date':
      return text(leaf, 'fallback') || text(leaf, 'timestamp');
    default:
      return '';
  }
};

const containerShown = (world: World, container: Args): string => {
  const elements = records(container['elements']);
  if (container['type'] !== 'rich_text_list') {
    return elements.map((leaf) => leafShown(world, leaf)).join('');
  }
  const start = 1 + Number(container['offset'] ?? 0);
  const mark = (at: number) => (container['style'] === 'ordered' ? `${start + at}. ` : '• ');
  return elements.map((one, at) => `${mark(at)}${containerShown(world, one)}`).join('\n');
};

const richShown = (world: World, block: Args): string =>
  records(block['elements'])
    .map((one) => containerShown(world, one).replace(/\n+$/u, ''))
    .join('\n');

const cellValue = (cell: Args): string => {
  const value = cell['text'] ?? cell['value'] ?? cell['number'];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const cellShown = (world: World, cell: Args): string =>
  cell['type'] === 'rich_text' ? richShown(world, cell) : cellValue(cell);

const tableShown = (world: World, block: Args): string =>
  (isList(block['rows']) ? block['rows'] : [])
    .map((row) =>
      records(row)
        .map((cell) => cellShown(world, cell))
        .join(' | '),
    )
    .join('\n');

const fieldShown = (world: World, block: Args): string => {
  const element = isRecord(block['element']) ? block['element'] : {};
  const options = [
    ...records(element['options']),
    ...records(element['option_groups']).flatMap((group) => records(group['options'])),
  ];
  return [block['label'], block['hint'], ...options.map((one) => one['text'])]
    .map((one) => textShown(world, one))
    .filter((one) => one !== '')
    .join('\n');
};

const blockShown = (world: World, block: Block): string => {
  switch (block['type']) {
    case 'header':
      return textShown(world, block['text']);
    case 'section':
      return [block['text'], ...records(block['fields'])]
        .map((one) => textShown(world, one))
        .filter((one) => one !== '')
        .join('\n');
    case 'context':
      return records(block['elements'])
        .map((one) => textShown(world, one))
        .join(' ');
    case 'rich_text':
      return richShown(world, block);
    case 'table':
      return tableShown(world, block);
    case 'input':
      return fieldShown(world, block);
    case 'markdown':
      return text(block, 'text');
    case 'image':
      return text(block, 'alt_text');
    default:
      return '';
  }
};

/** Every word a reader of these blocks sees, buttons left out. */
export const blocksShown = (world: World, blocks: readonly Block[]): string =>
  blocks
    .map((block) => blockShown(world, block))
    .filter((words) => words !== '')
    .join('\n');

/** What a reader sees of a message. */
export const messageShown = (world: World, row: MessageRow): string => {
  if (row.blocks.length > 0) return blocksShown(world, row.blocks);
  const files = row.files.map((id) => world.files.get(id)?.title ?? id);
  return [mrkdwnShown(world, row.text), ...files].filter((words) => words !== '').join('\n');
};

export const titleOf = (blocks: readonly Block[]): string => {
  const header = blocks.find((block) => block['type'] === 'header');
  return isRecord(header?.['text']) ? text(header['text'], 'text') : '';
};

const pressable = (one: Args, value: string) => ({
  label: isRecord(one['text']) ? text(one['text'], 'text') : '',
  value,
});

const pressables = (element: Args): readonly ReturnType<typeof pressable>[] => {
  if (element['type'] === 'button') return [pressable(element, text(element, 'value'))];
  return element['type'] === 'overflow'
    ? records(element['options']).map((option) => pressable(option, text(option, 'value')))
    : [];
};

/** Buttons and overflow entries, with where they stand. */
export const buttonsOf = (blocks: readonly Block[]): readonly Button[] =>
  blocks.flatMap((block) =>
    [
      ...records(block['elements']),
      ...(isRecord(block['accessory']) ? [block['accessory']] : []),
    ].flatMap((element) =>
      pressables(element).map((one) => ({
        ...one,
        actionId: text(element, 'action_id'),
        blockId: text(block, 'block_id'),
      })),
    ),
  );

export const copiesOf = (blocks: readonly Block[]): number =>
  blocks
    .flatMap((block) => records(block['elements']))
    .filter((one) => one['type'] === 'rich_text_preformatted').length;
