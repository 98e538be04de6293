import { createHash } from 'node:crypto';
import { HOUR, type Instant } from '#domain/time.ts';
import { type Decoration, DeliveryError, type RoomRef } from '#ports/messenger.ts';
import type { Clock, Log } from '#ports/system.ts';
import { cutBlocks, docxBlocks, type DocxBlock, flatBlocks, inPortions } from './blocks.ts';
import { blockPage, read } from './web/answers.ts';
import type { FeishuApi, FeishuRequest } from './web/api.ts';
import { codeOf, isLimited, refusedWith } from './web/errors.ts';
import { idOf } from './web/ids.ts';
import { createRecent, type Recent } from './web/recent.ts';

type Document = Extract<Decoration, { readonly kind: 'document' }>;

/** The announcement of a group, written anew each time. */
export interface Documents {
  write(room: RoomRef, document: Document): Promise<void>;
}

interface DocumentDeps {
  readonly api: FeishuApi;
  readonly clock: Clock;
  readonly log: Log;
}

const REMEMBERED = 2_000;
const PAGE = 500;
const MOST_PAGES = 100;
/** One call takes 1–50 children (docx block children). */
const PORTION = 50;
/** The announcement is read at a glance; the whole record is in the document of the incident. */
const MOST_BLOCKS = 300;

/** The outermost blocks of something that is written: where they are listed, added and removed. */
export interface Paper {
  /** `/open-apis/docx/v1/documents/doxcn1/blocks/doxcn1` */
  readonly root: string;
  readonly revision: 'document_revision_id' | 'revision_id';
  readonly ticket: string;
  /** Puts a portion at this place. */
  insert(portion: readonly DocxBlock[], index: number): FeishuRequest;
}

/** How far a text got that was stopped by a limit. */
export interface Progress {
  readonly fingerprint: string;
  portions: number;
  blocks: number;
}

const countBlocks = async (api: FeishuApi, { root, revision, ticket }: Paper): Promise<number> => {
  let count = 0;
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const more = token === undefined ? {} : { page_token: token };
    const query = { page_size: PAGE, [revision]: -1, ...more };
    const request = { method: 'GET', path: `${root}/children`, query, ticket } as const;
    const { items, next } = read(blockPage, await api.call(request));
    count += items.length;
    token = next;
    if (token === undefined) break;
  }
  return count;
};

/**
 * Writes portions above what is there and then removes the rest, so that nobody finds it empty meanwhile. Begun
 * anew it has the same effect, for whatever an earlier attempt left counts as the rest.
 */
const writeFrom = async (
  api: FeishuApi,
  paper: Paper,
  portions: readonly (readonly DocxBlock[])[],
  progress: Progress,
): Promise<void> => {
  for (const portion of portions.slice(progress.portions)) {
    await api.call(paper.insert(portion, progress.blocks));
    progress.portions += 1;
    progress.blocks += portion.length;
  }
  const total = await countBlocks(api, paper);
  if (total <= progress.blocks) return;
  await api.call({
    method: 'DELETE',
    path: `${paper.root}/children/batch_delete`,
    query: { [paper.revision]: -1 },
    body: { start_index: progress.blocks, end_index: total },
    ticket: paper.ticket,
  });
};

/** Writes texts; one that is stopped by the three calls a second goes on where it stopped. */
export const createWriter = (api: FeishuApi) => {
  const begun: Recent<Progress> = createRecent(REMEMBERED);
  return async (paper: Paper, portions: readonly (readonly DocxBlock[])[]): Promise<void> => {
    const fingerprint = createHash('sha256').update(JSON.stringify(portions)).digest('hex');
    const known = begun.get(paper.root);
    const progress =
      known?.fingerprint === fingerprint ? known : { fingerprint, portions: 0, blocks: 0 };
    begun.set(paper.root, progress);
    try {
      await writeFrom(api, paper, portions, progress);
      begun.delete(paper.root);
    } catch (error) {
      if (!isLimited(error)) begun.delete(paper.root);
      throw error;
    }
  };
};

const announcementOf = (chat: string): Paper => {
  const root = `/open-apis/docx/v1/chats/${chat}/announcement/blocks/${chat}`;
  const ticket = `${chat} document`;
  return {
    root,
    revision: 'revision_id',
    ticket,
    insert: (portion, index) => ({
      method: 'POST',
      path: `${root}/children`,
      query: { revision_id: -1 },
      body: {
        children: portion.map(({ type, field, content }) => ({
          block_type: type,
          [field]: content,
        })),
        index,
      },
      ticket,
    }),
  };
};

/** The group has an announcement of the old kind, or the bot may not edit it: it has its cards and files. */
const NOT_ALLOWED = [1_772_001, 1_772_004, 1_772_005, 1_772_006, 1_770_032] as const;
/** A setting may be changed; until then no call is wasted. */
const ASK_AGAIN_AFTER = HOUR;

/** Announcements of groups. Where it may not write one it gives up quietly, and says so once in the log. */
export const createDocuments = ({ api, clock, log }: DocumentDeps): Documents => {
  const write = createWriter(api);
  const off = createRecent<Instant>(REMEMBERED);
  let told = false;
  return {
    write: async ({ id }, { markdown }) => {
      if (clock.now() < (off.get(id) ?? Number.NEGATIVE_INFINITY)) return;
      const blocks = cutBlocks(flatBlocks(docxBlocks(markdown)), MOST_BLOCKS);
      try {
        await write(announcementOf(idOf('chat', id)), inPortions(blocks, PORTION));
      } catch (error) {
        if (!(error instanceof DeliveryError) || !refusedWith(error, NOT_ALLOWED)) throw error;
        off.set(id, clock.now() + ASK_AGAIN_AFTER);
        if (!told) log.warn({ code: codeOf(error) }, 'the group announcement may not be edited');
        told = true;
      }
    },
  };
};
