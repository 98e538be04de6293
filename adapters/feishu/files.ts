import { head } from '#cards/cut.ts';
import {
  DeliveryError,
  type DeliveryKey,
  type FileToAttach,
  type Messenger,
} from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import { cutBlocks, docxBlocks, type DocxBlock, inPortions } from './blocks.ts';
import { createWriter, type Paper } from './documents.ts';
import { findOwnDocument } from './own-documents.ts';
import { type FindOwn, isForgotten } from './own-messages.ts';
import { addTab, listTabs } from './tabs.ts';
import { createdDocument, type ListedMessage, read } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { idOf, uuidOf } from './web/ids.ts';
import { createRecent } from './web/recent.ts';

interface FileDeps {
  readonly api: FeishuApi;
  readonly clock: Clock;
  /** Base address of the open platform: `https://open.feishu.cn`. */
  readonly domain: string;
  readonly findOwn: FindOwn;
}

const REMEMBERED = 2_000;
/** One call takes 1–1,000 descendants (docx descendant). */
const PORTION = 1_000;
/** What a document holds is not documented; a longer record is cut, and complete in the export. */
const MOST_BLOCKS = 15_000;
/** A document's title: 1–800 characters. */
const TITLE_LIMIT = 800;
/** A tab's name: 60 says the reference, 30 the overview. */
const TAB_LIMIT = 30;

/** `INC-20261201-01` of `INC-20261201-01-postmortem-v2-published.md`. */
const KEY = /^(?<key>.+?)-[a-z]+-v\d+/u;

/** What the versions of one file share: `复盘 INC-20261201-01` of `复盘 INC-20261201-01 第 2 版`. */
const labelOf = ({ name, title }: FileToAttach): string => {
  const key = KEY.exec(name)?.groups?.['key'] ?? '';
  const at = key === '' ? -1 : title.indexOf(key);
  return head(at < 0 ? title : title.slice(0, at + key.length), TAB_LIMIT);
};

const titleOf = ({ title }: FileToAttach): string => head(title, TITLE_LIMIT);

/** `https://feishu.cn/docx/doxcn1` leads every reader to the domain of their own tenant. */
const addressOf = (domain: string, document: string): string => {
  const { protocol, host } = new URL(domain);
  return `${protocol}//${host.replace(/^open\./u, '')}/docx/${document}`;
};

const documentIn = (url: string): string | undefined => /\/docx\/(\w{1,100})$/u.exec(url)?.[1];

/** Blocks with temporary ids, children named by their parents, as docx descendant wants them. */
const descendantsOf = (portion: readonly DocxBlock[]) => {
  const descendants: Readonly<Record<string, unknown>>[] = [];
  const add = ({ type, field, content, children }: DocxBlock): string => {
    const id = `b${descendants.length}`;
    const at = descendants.push({}) - 1;
    const ids = children.map(add);
    descendants[at] = {
      block_id: id,
      block_type: type,
      [field]: content,
      ...(ids.length === 0 ? {} : { children: ids }),
    };
    return id;
  };
  return { children_id: portion.map(add), descendants };
};

const paperOf = (document: string): Paper => {
  const root = `/open-apis/docx/v1/documents/${document}/blocks/${document}`;
  return {
    root,
    revision: 'document_revision_id',
    ticket: document,
    insert: (portion, index) => ({
      method: 'POST',
      path: `${root}/descendant`,
      query: { document_revision_id: -1 },
      body: { ...descendantsOf(portion), index },
      ticket: document,
    }),
  };
};

/** The document's title is its outermost block. */
const retitle = (api: FeishuApi, document: string, title: string) =>
  api.call({
    method: 'PATCH',
    path: `/open-apis/docx/v1/documents/${document}/blocks/batch_update`,
    query: { document_revision_id: -1 },
    body: {
      requests: [
        {
          block_id: document,
          update_text_elements: { elements: [{ text_run: { content: title } }] },
        },
      ],
    },
    ticket: `${document} title`,
  });

const createDocument = async (api: FeishuApi, title: string, ticket: string): Promise<string> => {
  const path = '/open-apis/docx/v1/documents';
  const answer = await api.call({ method: 'POST', path, body: { title }, ticket });
  return idOf('document', read(createdDocument, answer).document.document_id);
};

/** The app owns the document and nobody sees it until the group may edit it. */
const share = (api: FeishuApi, document: string, chat: string) =>
  api.call({
    method: 'POST',
    path: `/open-apis/drive/v1/permissions/${document}/members`,
    query: { type: 'docx' },
    body: { member_type: 'openchat', member_id: chat, perm: 'edit', type: 'chat' },
    ticket: `${document} share`,
  });

interface Link {
  readonly text: string;
  readonly href: string;
}

/** Whether the link was posted more than an hour ago; where the group may not be read, the tab has to do. */
const wasAnnounced = async (
  { findOwn }: FileDeps,
  chat: string,
  { text, href }: Link,
  key: DeliveryKey,
): Promise<boolean> => {
  const document = documentIn(href) ?? href;
  const isIt = ({ body }: ListedMessage) => body.includes(text) && body.includes(document);
  try {
    return (await findOwn(chat, key, isIt)) !== undefined;
  } catch (error) {
    if (error instanceof DeliveryError && error.disposition === 'reauthorise') return true;
    throw error;
  }
};

/** The link alone, as a rich text: its words are a title and can't mention anybody. Once, as any message. */
const announce = async (
  deps: FileDeps,
  chat: string,
  link: Link,
  key: DeliveryKey,
): Promise<void> => {
  if (isForgotten(key, deps.clock) && (await wasAnnounced(deps, chat, link, key))) return;
  const content = JSON.stringify({ zh_cn: { content: [[{ tag: 'a', ...link }]] } });
  await deps.api.call({
    method: 'POST',
    path: '/open-apis/im/v1/messages',
    query: { receive_id_type: 'chat_id' },
    body: { receive_id: chat, msg_type: 'post', content, uuid: uuidOf(key, ' link') },
    chat,
    ticket: key.key,
  });
};

/** The group has no place for another tab, or the bot may not add one: the message has the link as well. */
const NO_TAB = [232_046, 232_050, 232_055] as const;
const NO_DOCUMENT = [1_770_002, 1_770_003] as const;

const linkAsTab = async (
  api: FeishuApi,
  chat: string,
  tab: { readonly name: string; readonly url: string },
): Promise<void> => {
  try {
    await addTab(api, chat, tab, `${chat} ${tab.name}`);
  } catch (error) {
    if (!refusedWith(error, NO_TAB)) throw error;
  }
};

/** Documents that are written anew as a whole. */
const createPapers = (api: FeishuApi) => {
  const write = createWriter(api);
  /** Documents of files by group and label. */
  const made = createRecent<string>(REMEMBERED);
  const fill = (document: string, { content }: FileToAttach): Promise<void> => {
    const blocks = cutBlocks(docxBlocks(content), MOST_BLOCKS);
    return write(paperOf(document), inPortions(blocks, PORTION));
  };
  /** True when the document was still there. */
  const rewrite = async (document: string, file: FileToAttach): Promise<boolean> => {
    try {
      // First, for a long text goes on in the next attempt where a limit stopped it.
      await retitle(api, document, titleOf(file));
      await fill(document, file);
      return true;
    } catch (error) {
      if (!refusedWith(error, NO_DOCUMENT)) throw error;
      return false;
    }
  };
  const writeNew = async (
    name: string,
    file: FileToAttach,
    key: DeliveryKey,
    gone: string | undefined,
  ): Promise<string> => {
    const title = titleOf(file);
    const left = (): Promise<string | undefined> => findOwnDocument(api, title, key);
    const known = made.get(name) ?? (key.uncertain ? await left() : undefined);
    if (known !== undefined && known !== gone && (await rewrite(known, file))) return known;
    const document = await createDocument(api, title, key.key);
    made.set(name, document);
    await fill(document, file);
    return document;
  };
  return { rewrite, writeNew };
};

/**
 * Files as documents in the group's hands: one for all versions of a file, found by its tab and written anew.
 * Everything is repeated without harm: a document that was made meanwhile is looked for, the tab comes after it
 * is complete, and the message's `uuid` keeps it single.
 */
export const createAttach = (deps: FileDeps): Messenger['attach'] => {
  const { api, domain } = deps;
  const paper = createPapers(api);
  return async (room, file, key) => {
    const chat = idOf('chat', room.id);
    const label = labelOf(file);
    const tab = (await listTabs(api, chat, key.key)).findLast(({ name }) => name === label);
    const there = tab === undefined ? undefined : documentIn(tab.url);
    const kept = there !== undefined && (await paper.rewrite(there, file)) ? there : undefined;
    const document = kept ?? (await paper.writeNew(`${chat} ${label}`, file, key, there));
    const href = addressOf(domain, document);
    if (kept === undefined) {
      await share(api, document, chat);
      await linkAsTab(api, chat, { name: label, url: href });
    }
    if (file.anew !== true) await announce(deps, chat, { text: file.title, href }, key);
  };
};
