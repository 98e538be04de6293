import type { BlockTree } from './block-tree.ts';
import { blockView, createBlockTree, plainText } from './block-tree.ts';
import { addChildren, addDescendants, blockOf, deleteChildren, updateBlocks } from './blocks.ts';
import { convertMarkdown } from './convert-markdown.ts';
import type { Json } from './json.ts';
import { lengthOf, listOf, text } from './json.ts';
import { wrong } from './refused.ts';
import type { ApiRequest, Handler, Handlers, Stage } from './stage.ts';
import { groupOf, page } from './stage.ts';
import type { StoredDocument } from './world.ts';

const DOCUMENT = '/open-apis/docx/v1/documents/:document_id';
const ANNOUNCEMENT = '/open-apis/docx/v1/chats/:chat_id/announcement';
const MAX_CONVERTED = 10_485_760;

export const documentOf = (stage: Stage, id: string): StoredDocument => {
  const document = stage.world.documents.get(id);
  if (document === undefined) throw wrong(1_770_002, `there is no document ${id}`);
  return document;
};

/** The blocks that a request is about: of a document, or of a group's announcement. */
const treeOf = (stage: Stage, request: ApiRequest): BlockTree => {
  const { document_id: document, chat_id: chat = '' } = request.params;
  const tree =
    document === undefined
      ? groupOf(stage, request, chat, 1_772_003).announcement
      : documentOf(stage, document).blocks;
  const revision = request.query['document_revision_id'] ?? request.query['revision_id'] ?? '-1';
  if (revision !== '-1' && Number(revision) !== tree.revision) {
    throw wrong(1_770_001, `revision ${revision} is not the newest (${tree.revision})`);
  }
  return tree;
};

/** The same client_token gives the same answer and changes nothing. */
const once =
  (handler: Handler): Handler =>
  (stage, request) => {
    const token = request.query['client_token'];
    const key = `${request.route.path} ${token}`;
    const before = token === undefined ? undefined : stage.replies.get(key);
    if (before !== undefined) return before;
    const reply = handler(stage, request);
    if (token !== undefined) stage.replies.set(key, reply);
    return reply;
  };

const create = (stage: Stage, request: ApiRequest): Json => {
  const title = text(request.body, 'title');
  const id = stage.world.id('doxcn');
  const blocks = createBlockTree(id, title);
  const createdAt = stage.world.now();
  stage.world.documents.set(id, { id, title, createdAt, blocks, permissions: new Set() });
  return { document: { document_id: id, revision_id: 1, title } };
};

/** The app's own folder, all of it at once; others have no place here. */
const listFiles: Handler = (stage, { query }) => {
  const { folder_token: folder = '', order_by: by, direction = 'DESC' } = query;
  if (folder !== '') throw wrong(1_061_003, `there is no folder ${folder}`);
  if (by !== 'CreatedTime') throw wrong(1_061_002, 'only the order of creation is modelled');
  const oldestFirst = [...stage.world.documents.values()].toSorted(
    (a, b) => a.createdAt - b.createdAt,
  );
  const files = direction === 'ASC' ? oldestFirst : oldestFirst.toReversed();
  return {
    files: files.map(({ id, title, createdAt }) => ({
      token: id,
      name: title,
      type: 'docx',
      created_time: String(Math.floor(createdAt / 1_000)),
    })),
    has_more: false,
  };
};

const children: Handler = (stage, request) => {
  const tree = treeOf(stage, request);
  const { index } = request.body;
  const added = addChildren(
    stage.world,
    tree,
    request.params['block_id'] ?? '',
    listOf(request.body['children']),
    index === undefined ? undefined : Number(index),
  );
  return {
    children: added.map(blockView),
    document_revision_id: tree.revision,
    client_token: request.query['client_token'] ?? '',
  };
};

const descendant: Handler = (stage, request) => {
  const tree = treeOf(stage, request);
  const parent = request.params['block_id'] ?? '';
  const { added, relations } = addDescendants(stage.world, tree, parent, request.body);
  return {
    children: added.map(blockView),
    block_id_relations: relations,
    document_revision_id: tree.revision,
    client_token: request.query['client_token'] ?? '',
  };
};

const batchDelete: Handler = (stage, request) => {
  const tree = treeOf(stage, request);
  deleteChildren(tree, request.params['block_id'] ?? '', request.body);
  return {
    document_revision_id: tree.revision,
    client_token: request.query['client_token'] ?? '',
  };
};

const batchUpdate: Handler = (stage, request) => {
  const tree = treeOf(stage, request);
  const changed = updateBlocks(tree, listOf(request.body['requests']));
  return { blocks: changed.map(blockView), document_revision_id: tree.revision };
};

const listBlocks: Handler = (stage, request) =>
  page([...treeOf(stage, request).blocks.values()].map(blockView), request.query, 500);

const listChildren: Handler = (stage, request) => {
  const tree = treeOf(stage, request);
  const { children: ids } = blockOf(tree, request.params['block_id'] ?? '');
  return page(
    ids.map((id) => blockView(blockOf(tree, id))),
    request.query,
    500,
  );
};

const convert: Handler = (stage, request) => {
  const content = text(request.body, 'content');
  if (lengthOf(content) > MAX_CONVERTED) throw wrong(1_770_033, 'content size exceed limit');
  if (text(request.body, 'content_type') !== 'markdown')
    throw wrong(1_770_001, 'only markdown is modelled');
  return convertMarkdown(content, stage.world.id);
};

export const documentHandlers: Handlers = {
  'POST /open-apis/docx/v1/documents': create,
  'GET /open-apis/drive/v1/files': listFiles,
  'POST /open-apis/docx/v1/documents/blocks/convert': convert,
  [`GET ${DOCUMENT}`]: (stage, request) => {
    const { id, title, blocks } = documentOf(stage, request.params['document_id'] ?? '');
    return { document: { document_id: id, revision_id: blocks.revision, title } };
  },
  [`GET ${DOCUMENT}/raw_content`]: (stage, request) => ({
    content: plainText(treeOf(stage, request)),
  }),
  [`GET ${DOCUMENT}/blocks`]: listBlocks,
  [`PATCH ${DOCUMENT}/blocks/batch_update`]: once(batchUpdate),
  [`GET ${DOCUMENT}/blocks/:block_id/children`]: listChildren,
  [`POST ${DOCUMENT}/blocks/:block_id/children`]: once(children),
  [`POST ${DOCUMENT}/blocks/:block_id/descendant`]: once(descendant),
  [`DELETE ${DOCUMENT}/blocks/:block_id/children/batch_delete`]: once(batchDelete),
  [`GET ${ANNOUNCEMENT}`]: (stage, request) => ({
    revision_id: treeOf(stage, request).revision,
    announcement_type: 'docx',
  }),
  [`GET ${ANNOUNCEMENT}/blocks`]: listBlocks,
  [`PATCH ${ANNOUNCEMENT}/blocks/batch_update`]: once(batchUpdate),
  [`GET ${ANNOUNCEMENT}/blocks/:block_id/children`]: listChildren,
  [`POST ${ANNOUNCEMENT}/blocks/:block_id/children`]: once(children),
  [`DELETE ${ANNOUNCEMENT}/blocks/:block_id/children/batch_delete`]: once(batchDelete),
};
