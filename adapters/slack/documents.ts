import { type Instant, HOUR } from '#domain/time.ts';
import type { Decoration, RoomRef } from '#ports/messenger.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Clock, Log } from '#ports/system.ts';
import { canvasMarkdown } from './blocks/markdown.ts';
import { channelCanvas, createdCanvas, read } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';
import { answerOf, refusedWith } from './web/errors.ts';
import { createRecent, type Recent } from './web/recent.ts';

type Document = Extract<Decoration, { readonly kind: 'document' }>;

/** The canvas of a room, written anew each time. */
export interface Documents {
  write(room: RoomRef, document: Document): Promise<void>;
}

interface DocumentDeps {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly log: Log;
}

const REMEMBERED = 5_000;

/** The room has a canvas already: ours from before a restart or a lost answer, or one that somebody made. */
const EXISTS = ['channel_canvas_already_exists', 'free_team_canvas_tab_already_exists'] as const;

/** The plan or an administrator does not allow canvases: the room does without, it has its cards and files. */
const NOT_ALLOWED: ReadonlySet<string> = new Set([
  'canvas_disabled_file_team',
  'canvas_disabled_user_team',
  'canvas_globally_disabled',
  'canvas_not_found',
  'free_team_canvas_tab_already_exists',
  'channel_canvas_already_exists',
  'free_teams_cannot_edit_standalone_canvases',
  'method_not_supported_for_channel_type',
  'restricted_action',
  'team_tier_cannot_create_channel_canvases',
  'unknown_method',
]);
/** A plan may be changed; until then no call is wasted. */
const ASK_AGAIN_AFTER = HOUR;

const contentOf = ({ markdown }: Document) => ({
  type: 'markdown',
  markdown: canvasMarkdown(markdown),
});

/** The canvas of a room that has one. Not documented: seen as a property, and as a tab. */
const findCanvas = async (
  api: SlackApi,
  channel: string,
  ticket: string,
): Promise<string | undefined> => {
  const answer = await api.call('conversations.info', { channel }, ticket);
  const { properties } = read(channelCanvas, answer).channel;
  const tabs = [...(properties?.tabs ?? []), ...(properties?.tabz ?? [])];
  const tab = tabs.find(({ type, data }) => type === 'canvas' && data?.file_id !== undefined);
  return properties?.canvas?.file_id ?? tab?.data?.file_id;
};

/** One operation a call (more than one is not documented); without a section it replaces the whole text. */
const replaceText = async (
  api: SlackApi,
  canvas: string,
  document: Document,
  ticket: string,
): Promise<void> => {
  const changes = [{ operation: 'replace', document_content: contentOf(document) }];
  await api.call('canvases.edit', { canvas_id: canvas, changes }, ticket);
};

const createOrFind = async (
  api: SlackApi,
  channel: string,
  document: Document,
  ticket: string,
): Promise<string> => {
  try {
    const args = {
      channel_id: channel,
      title: document.title,
      document_content: contentOf(document),
    };
    const answer = await api.call('conversations.canvases.create', args, ticket);
    return read(createdCanvas, answer).canvas_id;
  } catch (error) {
    if (!refusedWith(error, EXISTS)) throw error;
    const found = await findCanvas(api, channel, ticket);
    if (found === undefined) throw error;
    await replaceText(api, found, document, ticket);
    return found;
  }
};

const writeOnce = async (
  api: SlackApi,
  canvases: Recent<string>,
  channel: string,
  document: Document,
): Promise<void> => {
  const ticket = `${channel} document`;
  const known = canvases.get(channel);
  if (known !== undefined) {
    try {
      return await replaceText(api, known, document, ticket);
    } catch (error) {
      // Somebody deleted it; the room gets another.
      if (!refusedWith(error, ['canvas_not_found'])) throw error;
      canvases.delete(channel);
    }
  }
  canvases.set(channel, await createOrFind(api, channel, document, ticket));
};

const isNotAllowed = (error: unknown): boolean => {
  if (error instanceof DeliveryError && error.code === 'http-404') return true;
  const refusal = answerOf(error);
  return refusal !== undefined && NOT_ALLOWED.has(refusal.code);
};

/** Canvases of rooms. Where Slack allows none it gives up quietly, and says so once in the log. */
export const createDocuments = ({ api, clock, log }: DocumentDeps): Documents => {
  const canvases = createRecent<string>(REMEMBERED);
  const off = createRecent<Instant>(REMEMBERED);
  let told = false;
  return {
    write: async ({ id }, document) => {
      if (clock.now() < (off.get(id) ?? Number.NEGATIVE_INFINITY)) return;
      try {
        await writeOnce(api, canvases, id, document);
      } catch (error) {
        if (!isNotAllowed(error)) throw error;
        off.set(id, clock.now() + ASK_AGAIN_AFTER);
        if (!told) log.warn({ code: answerOf(error)?.code }, 'Slack allows no canvas here');
        told = true;
      }
    },
  };
};
