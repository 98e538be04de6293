import { checkContent } from './content.ts';
import type { Json } from './json.ts';
import { text } from './json.ts';
import { contentOf, messageView, storeMessage } from './message-store.ts';
import { Refused, wrong } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { directChat, groupOf, messageOf, ownMessageOf, page, refusedBy } from './stage.ts';
import type { StoredChat } from './world.ts';
import { personBy } from './world.ts';

const UUID_MS = 60 * 60_000;
const PATCHABLE_MS = 14 * 24 * 60 * 60_000;
const MAX_EDITS = 20;

/** Where a new message goes: a group, or the direct conversation of a person. */
export const receiverOf = (stage: Stage, request: ApiRequest): StoredChat => {
  const idType = request.query['receive_id_type'] ?? '';
  const id = text(request.body, 'receive_id');
  if (idType === 'chat_id') return groupOf(stage, request, id, 230_002);
  const shape = { open_id: /^ou_[\w-]+$/u, union_id: /^on_[\w-]+$/u }[idType];
  if (shape !== undefined && !shape.test(id)) throw wrong(230_034, `${id} is no ${idType}`);
  const person = personBy(stage.world, idType, id);
  if (person === undefined) throw wrong(230_034, `nobody has the ${idType} ${id}`);
  if (person.outside === true) throw refusedBy(request, 230_013);
  return directChat(stage.world, person.openId);
};

/** The message that this uuid already made within the hour. */
const madeBefore = (stage: Stage, request: ApiRequest, to: string): Json | undefined => {
  const uuid = text(request.body, 'uuid');
  const made = stage.uuids.get(`message ${uuid}`);
  if (uuid === '' || made === undefined || stage.world.now() - made.at >= UUID_MS) return undefined;
  if (made.to !== to) stage.violation(`uuid ${uuid} was used for ${made.to} and again for ${to}`);
  const message = stage.world.messages.get(made.id);
  return message === undefined ? undefined : messageView(stage.world, message, true);
};

const send = (stage: Stage, request: ApiRequest, chat: StoredChat, parentId?: string): Json => {
  const to = parentId ?? chat.id;
  const before = madeBefore(stage, request, to);
  if (before !== undefined) return before;
  const type = text(request.body, 'msg_type');
  const content = text(request.body, 'content');
  checkContent(stage.world, type, content);
  const parent = parentId === undefined ? undefined : stage.world.messages.get(parentId);
  const message = storeMessage(stage, {
    chat: chat.id,
    sender: stage.world.appId,
    type,
    content,
    ...(parent === undefined ? {} : { parent }),
  });
  const uuid = text(request.body, 'uuid');
  if (uuid !== '') {
    stage.uuids.set(`message ${uuid}`, { id: message.id, at: stage.world.now(), to });
  }
  return messageView(stage.world, message, true);
};

const reply = (stage: Stage, request: ApiRequest): Json => {
  const parent = messageOf(stage, request, request.params['message_id'] ?? '');
  return send(stage, request, groupOf(stage, request, parent.chat, 230_002), parent.id);
};

/** A card only, the bot's own, at most 14 days old. */
const patch = (stage: Stage, request: ApiRequest): Json => {
  const { world } = stage;
  const message = ownMessageOf(stage, request, request.params['message_id'] ?? '', 230_001);
  if (message.type !== 'interactive') throw wrong(230_001, 'only cards can be patched');
  if (message.onlyFor !== undefined) throw wrong(230_001, 'an ephemeral card cannot be patched');
  if (world.now() - message.createdAt > PATCHABLE_MS) throw refusedBy(request, 230_031);
  checkContent(world, 'interactive', text(request.body, 'content'));
  const old = contentOf(message);
  if (old['schema'] === '2.0' && JSON.parse(text(request.body, 'content')).schema !== '2.0') {
    throw wrong(200_830, 'a JSON 2.0 card cannot become a JSON 1.0 card');
  }
  message.content = text(request.body, 'content');
  message.updatedAt = world.now();
  message.edited += 1;
  return {};
};

/** Texts and posts only. */
const put = (stage: Stage, request: ApiRequest): Json => {
  const message = ownMessageOf(stage, request, request.params['message_id'] ?? '', 230_071);
  if (message.type === 'interactive') throw wrong(230_001, 'a card is patched, not put');
  if (message.edited >= MAX_EDITS) throw refusedBy(request, 230_072);
  checkContent(stage.world, message.type, text(request.body, 'content'));
  message.content = text(request.body, 'content');
  message.updatedAt = stage.world.now();
  message.edited += 1;
  return messageView(stage.world, message, true);
};

const remove = (stage: Stage, request: ApiRequest): Json => {
  const message = messageOf(stage, request, request.params['message_id'] ?? '');
  const chat = stage.world.chats.get(message.chat);
  const mayRemove = message.sender === stage.world.appId || chat?.owner === stage.world.appId;
  if (!mayRemove) throw refusedBy(request, 230_026);
  message.recalled = true;
  return {};
};

const get = (stage: Stage, request: ApiRequest): Json => {
  const { world } = stage;
  const message = world.messages.get(request.params['message_id'] ?? '');
  if (message === undefined) throw wrong(230_001, 'there is no such message');
  groupOf(stage, request, message.chat, 230_002);
  if (message.onlyFor !== undefined) throw new Refused(230_050, 'ephemeral cards cannot be read');
  const raw = request.query['card_msg_content_type'] !== undefined;
  return { items: [messageView(world, message, raw)] };
};

/** Times of the query are in seconds. */
const list = (stage: Stage, request: ApiRequest): Json => {
  const { world } = stage;
  const { query } = request;
  if (query['container_id_type'] !== 'chat') throw wrong(230_001, 'threads are not modelled');
  const chat = groupOf(stage, request, query['container_id'] ?? '', 230_002);
  if (chat.kind === 'group' && !stage.scopes.has('im:message.group_msg')) {
    throw refusedBy(request, 230_027);
  }
  const from = Number(query['start_time'] ?? 0) * 1000;
  const until = query['end_time'] === undefined ? Infinity : Number(query['end_time']) * 1000 + 999;
  const raw = query['card_msg_content_type'] !== undefined;
  const found = [...world.messages.values()]
    .filter((message) => message.chat === chat.id && message.onlyFor === undefined)
    .filter(({ createdAt }) => createdAt >= from && createdAt <= until)
    .map((message) => messageView(world, message, raw));
  if (query['sort_type'] === 'ByCreateTimeDesc') found.reverse();
  return page(found, query, 20);
};

const MESSAGES = '/open-apis/im/v1/messages';
export const messageHandlers: Handlers = {
  [`POST ${MESSAGES}`]: (stage, request) => send(stage, request, receiverOf(stage, request)),
  [`GET ${MESSAGES}`]: list,
  [`GET ${MESSAGES}/:message_id`]: get,
  [`PATCH ${MESSAGES}/:message_id`]: patch,
  [`PUT ${MESSAGES}/:message_id`]: put,
  [`DELETE ${MESSAGES}/:message_id`]: remove,
  [`POST ${MESSAGES}/:message_id/reply`]: reply,
};
