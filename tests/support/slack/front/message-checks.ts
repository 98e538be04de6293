import { isList, isRecord, text, type Args } from '../world/method.ts';
import type { Fault } from './arguments.ts';
import { blockTextLength, messageBlockFaults, objectsIn, viewFaults } from './block-checks.ts';

const MAX_TEXT = 4_000;
/** Undocumented; found at the platform by others. */
const MAX_BLOCK_TEXT = 13_200;
const MAX_METADATA = 1_000;

const LIVE = /<!(?!date\^)[^>]*>|<@[^>]*>/u;

const liveIn = (value: string): string | undefined => LIVE.exec(value)?.[0];

/** A mention that nobody meant: manual sequences in mrkdwn and `text`, or a broadcast leaf. */
const liveEntity = (words: string, structure: unknown): string | undefined => {
  const inText = liveIn(words);
  if (inText !== undefined) return inText;
  for (const one of objectsIn(structure)) {
    if (one['type'] === 'broadcast') return '@channel leaf';
    const isMarkup = one['type'] === 'mrkdwn' || one['type'] === 'markdown';
    const found = isMarkup ? liveIn(text(one, 'text')) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What Slack refuses, and what it takes although it should not have been sent. */
export interface Findings {
  readonly refused?: Fault;
  readonly warned: readonly string[];
}

const entityWarning = (args: Args): readonly string[] => {
  const live = liveEntity(text(args, 'text'), [args['blocks'], args['view']]);
  return live === undefined ? [] : [`live entity ${live}`];
};

const blockRefusal = (blocks: unknown): Fault | undefined => {
  if (!isList(blocks) || blocks.length === 0) return undefined;
  const [fault] = messageBlockFaults(blocks);
  if (fault !== undefined) return { error: 'invalid_blocks', says: `blocks: ${fault}` };
  const length = blockTextLength(blocks);
  return length > MAX_BLOCK_TEXT
    ? { error: 'msg_blocks_too_long', says: `${length} characters in blocks` }
    : undefined;
};

/** A message that is not a method call: an acknowledgement's or a response_url's. */
export const checkMessage = (message: Args): Findings => {
  const refused = blockRefusal(message['blocks']);
  const isBare =
    isList(message['blocks']) && message['blocks'].length > 0 && text(message, 'text') === '';
  return {
    ...(refused === undefined ? {} : { refused }),
    warned: [...entityWarning(message), ...(isBare ? ['blocks without text'] : [])],
  };
};

const metadataWarning = (metadata: unknown): readonly string[] => {
  if (!isRecord(metadata) || Object.keys(metadata).length === 0) return [];
  const isWhole = typeof metadata['event_type'] === 'string' && isRecord(metadata['event_payload']);
  if (!isWhole) return ['metadata without event_type and event_payload'];
  return Buffer.byteLength(JSON.stringify(metadata)) > MAX_METADATA ? ['metadata over 1 kB'] : [];
};

const postWarnings = (args: Args): readonly string[] =>
  args['unfurl_links'] === false && args['unfurl_media'] === false
    ? []
    : ['unfurl_links and unfurl_media are not switched off'];

const chatFindings = (method: string, args: Args): Findings => {
  const { refused, warned } = checkMessage(args);
  const length = text(args, 'text').length;
  const isLong = length > MAX_TEXT;
  const tooLong: Fault = { error: 'msg_too_long', says: `text of ${length} characters` };
  const refusal = refused ?? (isLong && method === 'chat.update' ? tooLong : undefined);
  return {
    ...(refusal === undefined ? {} : { refused: refusal }),
    warned: [
      ...warned,
      ...(isLong && method !== 'chat.update' ? [`text of ${length} characters`] : []),
      ...(args['link_names'] === true || args['parse'] === 'full'
        ? ['link_names or parse:full']
        : []),
      ...(method === 'chat.postMessage' ? postWarnings(args) : []),
      ...metadataWarning(args['metadata']),
    ],
  };
};

const viewFindings = (args: Args): Findings => {
  const [fault] = viewFaults(args['view']);
  return {
    ...(fault === undefined
      ? {}
      : { refused: { error: 'invalid_arguments', says: `view: ${fault}` } }),
    warned: entityWarning(args),
  };
};

const MAX_LIMITS: Readonly<Record<string, number>> = {
  'conversations.history': 999,
  'conversations.replies': 999,
  'conversations.list': 999,
  'conversations.members': 999,
  'users.list': 999,
};

const listFindings = (method: string, args: Args): Findings => {
  const most = MAX_LIMITS[method];
  const limit = args['limit'];
  if (method === 'users.list' && limit === undefined) {
    return { refused: { error: 'limit_required', says: 'no limit' }, warned: [] };
  }
  return most !== undefined && typeof limit === 'number' && (limit > most || limit < 1)
    ? { refused: { error: 'invalid_limit', says: `limit ${limit}` }, warned: [] }
    : { warned: [] };
};

/** Judges the content of a call whose arguments are formally right. */
export const contentFindings = (method: string, args: Args): Findings => {
  if (/^chat\.(?:postMessage|postEphemeral|update)$/u.test(method))
    return chatFindings(method, args);
  if (method.startsWith('views.')) return viewFindings(args);
  const changes = args['changes'];
  if (method === 'canvases.edit' && isList(changes) && changes.length > 1) {
    return { warned: [`${changes.length} changes in one call`] };
  }
  if (method === 'conversations.invite' && text(args, 'users').split(',').length > 100) {
    return { refused: { error: 'too_many_users', says: 'more than 100 users' }, warned: [] };
  }
  return listFindings(method, args);
};
