import { isObject, textOf } from './json.ts';

/** The blocks of a docx document or of a group announcement. */
export interface StoredBlock {
  readonly id: string;
  readonly type: number;
  readonly parent: string;
  children: string[];
  content: Readonly<Record<string, unknown>>;
}

export interface BlockTree {
  readonly root: string;
  readonly blocks: Map<string, StoredBlock>;
  revision: number;
}

/** The field that holds a block's content, by its `block_type`. */
export const CONTENT_FIELDS: Readonly<Record<number, string>> = {
  1: 'page',
  2: 'text',
  3: 'heading1',
  4: 'heading2',
  5: 'heading3',
  6: 'heading4',
  7: 'heading5',
  8: 'heading6',
  9: 'heading7',
  10: 'heading8',
  11: 'heading9',
  12: 'bullet',
  13: 'ordered',
  14: 'code',
  15: 'quote',
  17: 'todo',
  19: 'callout',
  22: 'divider',
  31: 'table',
  32: 'table_cell',
  34: 'quote_container',
};

export const createBlockTree = (root: string, title: string): BlockTree => ({
  root,
  revision: 1,
  blocks: new Map([
    [
      root,
      {
        id: root,
        type: 1,
        parent: '',
        children: [],
        content: { elements: [{ text_run: { content: title, text_element_style: {} } }] },
      },
    ],
  ]),
});

/** The words of one block, without its children. */
export const wordsOf = (block: StoredBlock): string => {
  const elements = block.content['elements'];
  if (!Array.isArray(elements)) return '';
  return elements
    .map((element: unknown) => {
      if (!isObject(element)) return '';
      const run = element['text_run'];
      if (isObject(run)) return textOf(run['content']);
      const mention = element['mention_user'];
      return isObject(mention) ? `@${textOf(mention['user_id'])}` : '';
    })
    .join('');
};

/** All words below a block, a line a block. */
export const plainText = (tree: BlockTree, id: string = tree.root): string => {
  const block = tree.blocks.get(id);
  if (block === undefined) return '';
  const own = id === tree.root ? [] : [wordsOf(block)];
  return [...own, ...block.children.map((child) => plainText(tree, child))]
    .filter((line) => line !== '')
    .join('\n');
};

/** A block as the API shows it. */
export const blockView = (block: StoredBlock): Readonly<Record<string, unknown>> => ({
  block_id: block.id,
  block_type: block.type,
  parent_id: block.parent,
  ...(block.children.length === 0 ? {} : { children: block.children }),
  [CONTENT_FIELDS[block.type] ?? 'undefined']: block.content,
});

/** Takes away a block and all below it. */
export const removeBlock = (tree: BlockTree, id: string): void => {
  const block = tree.blocks.get(id);
  if (block === undefined) return;
  for (const child of block.children) removeBlock(tree, child);
  tree.blocks.delete(id);
};
