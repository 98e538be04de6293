import type { BlockTree, StoredBlock } from './block-tree.ts';
import { CONTENT_FIELDS, removeBlock } from './block-tree.ts';
import type { Json } from './json.ts';
import { isObject, listOf, text, texts } from './json.ts';
import { wrong } from './refused.ts';
import type { World } from './world.ts';

const invalid = (why: string) => wrong(1_770_001, why);

/** The content of a block, whose field must be that of its type. */
const contentOf = (block: Json): { readonly type: number; readonly content: Json } => {
  const type = Number(block['block_type']);
  const field = CONTENT_FIELDS[type];
  if (field === undefined || type === 1) throw invalid(`blocks of type ${type} are not modelled`);
  const content = block[field];
  if (!isObject(content)) throw invalid(`a block of type ${type} carries ${field}`);
  for (const [other, name] of Object.entries(CONTENT_FIELDS)) {
    if (Number(other) !== type && block[name] !== undefined) {
      throw invalid(`a block of type ${type} carries ${name}`);
    }
  }
  return { type, content };
};

const sizeOf = (table: Json): { readonly rows: number; readonly columns: number } => {
  const property = isObject(table['property']) ? table['property'] : {};
  if (property['merge_info'] !== undefined) throw invalid('merge_info is read-only');
  return { rows: Number(property['row_size']), columns: Number(property['column_size']) };
};

export const blockOf = (tree: BlockTree, id: string): StoredBlock => {
  const block = tree.blocks.get(id);
  if (block === undefined) throw wrong(1_770_002, `there is no block ${id}`);
  return block;
};

const put = (world: World, tree: BlockTree, parent: string, type: number, content: Json) => {
  const block: StoredBlock = { id: world.id('doxcn'), type, parent, children: [], content };
  tree.blocks.set(block.id, block);
  return block;
};

const insert = (parent: StoredBlock, ids: readonly string[], index: number | undefined): void => {
  const at = index === undefined || index < 0 ? parent.children.length : index;
  if (at > parent.children.length) throw invalid(`index ${at} is behind the last child`);
  parent.children = parent.children.toSpliced(at, 0, ...ids);
};

/** The cells of a new table, each with an empty text. */
const fillTable = (world: World, tree: BlockTree, table: StoredBlock): void => {
  const { rows, columns } = sizeOf(table.content);
  table.children = Array.from({ length: rows * columns }, () => {
    const cell = put(world, tree, table.id, 32, {});
    cell.children = [put(world, tree, cell.id, 2, { elements: [] }).id];
    return cell.id;
  });
};

/** Plain children of one block, in order. */
export const addChildren = (
  world: World,
  tree: BlockTree,
  parentId: string,
  children: readonly Json[],
  index?: number,
): readonly StoredBlock[] => {
  const parent = blockOf(tree, parentId);
  const contents = children.map(contentOf);
  const added = contents.map(({ type, content }) => put(world, tree, parentId, type, content));
  for (const block of added) if (block.type === 31) fillTable(world, tree, block);
  insert(
    parent,
    added.map(({ id }) => id),
    index,
  );
  tree.revision += 1;
  return added;
};

const checkTable = (block: Json, content: Json): void => {
  const { rows, columns } = sizeOf(content);
  const cells = texts(block, 'children').length;
  if (cells !== rows * columns) throw invalid(`${rows} × ${columns} cells, but ${cells} children`);
};

interface Nested {
  readonly byId: ReadonlyMap<string, Json>;
  readonly used: Set<string>;
  readonly relations: { readonly temporary_block_id: string; readonly block_id: string }[];
}

const addNested = (
  world: World,
  tree: BlockTree,
  parent: string,
  id: string,
  nested: Nested,
): StoredBlock => {
  const block = nested.byId.get(id);
  if (block === undefined) throw invalid(`there is no descendant ${id}`);
  if (nested.used.has(id)) throw invalid(`${id} has two parents`);
  nested.used.add(id);
  const { type, content } = contentOf(block);
  if (type === 31) checkTable(block, content);
  const stored = put(world, tree, parent, type, content);
  nested.relations.push({ temporary_block_id: id, block_id: stored.id });
  stored.children = texts(block, 'children').map(
    (child) => addNested(world, tree, stored.id, child, nested).id,
  );
  if (type === 32 && stored.children.length === 0) throw invalid(`cell ${id} has no block`);
  return stored;
};

/** A whole forest of blocks at once; `children_id` are its roots. */
export const addDescendants = (world: World, tree: BlockTree, parentId: string, body: Json) => {
  const parent = blockOf(tree, parentId);
  const descendants = listOf(body['descendants']);
  const nested: Nested = {
    byId: new Map(descendants.map((block) => [text(block, 'block_id'), block])),
    used: new Set(),
    relations: [],
  };
  if (nested.byId.size !== descendants.length) throw invalid('two descendants have one block_id');
  const added = texts(body, 'children_id').map((id) =>
    addNested(world, tree, parentId, id, nested),
  );
  if (nested.used.size !== descendants.length) throw invalid('a descendant has no parent');
  insert(
    parent,
    added.map(({ id }) => id),
    body['index'] === undefined ? undefined : Number(body['index']),
  );
  tree.revision += 1;
  return { added, relations: nested.relations };
};

/** Takes away the children from `start` until before `end`. */
export const deleteChildren = (tree: BlockTree, parentId: string, body: Json): void => {
  const parent = blockOf(tree, parentId);
  const start = Number(body['start_index']);
  const end = Number(body['end_index']);
  if (start >= end || end > parent.children.length) {
    throw invalid(`no children ${start} to ${end}; there are ${parent.children.length}`);
  }
  for (const id of parent.children.slice(start, end)) removeBlock(tree, id);
  parent.children = parent.children.toSpliced(start, end - start);
  tree.revision += 1;
};

/** New words for blocks; the only batch update that is modelled. */
export const updateBlocks = (
  tree: BlockTree,
  requests: readonly Json[],
): readonly StoredBlock[] => {
  const changed = requests.map((request) => {
    const block = blockOf(tree, text(request, 'block_id'));
    const update = request['update_text_elements'] ?? request['update_text'];
    if (!isObject(update)) throw invalid('only update_text_elements and update_text are modelled');
    block.content = { ...block.content, elements: update['elements'] };
    return block;
  });
  tree.revision += 1;
  return changed;
};
