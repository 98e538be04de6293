import { checkCardContent } from './content.ts';
import type { Json } from './json.ts';
import { isObject, text, texts } from './json.ts';
import { storeMessage } from './message-store.ts';
import { Refused, wrong } from './refused.ts';
import type { ApiRequest, Handler, Handlers, Stage } from './stage.ts';
import { groupOf, ownMessageOf, refusedBy } from './stage.ts';
import { personBy } from './world.ts';

const MAX_CALLED = 200;
const MESSAGE = '/open-apis/im/v1/messages/:message_id';

/** 加急: only the bot's own message, only people who are in its chat; SMS and phone are paid for. */
const urgent =
  (kind: 'app' | 'sms' | 'phone'): Handler =>
  (stage, request) => {
    const message = ownMessageOf(stage, request, request.params['message_id'] ?? '', 230_012);
    const ids = texts(request.body, 'user_id_list');
    if (ids.length === 0 || ids.length > MAX_CALLED) throw wrong(230_001, `${ids.length} people`);
    const members = stage.world.chats.get(message.chat)?.members ?? new Set<string>();
    const called = ids.map((id) => ({
      id,
      person: personBy(stage.world, request.query['user_id_type'] ?? '', id),
    }));
    const reached = called.flatMap(({ person }) =>
      person !== undefined && members.has(person.openId) ? [person.openId] : [],
    );
    if (reached.length === 0) throw refusedBy(request, 230_001);
    if (kind !== 'app') {
      if (stage.quota[kind] < reached.length) throw refusedBy(request, 230_024);
      stage.quota[kind] -= reached.length;
    }
    for (const openId of reached) message.urgent[kind].add(openId);
    return {
      invalid_user_id_list: called
        .filter(({ person }) => person === undefined || !members.has(person.openId))
        .map(({ id }) => id),
    };
  };

/** A card that one member of a group sees; it cannot be changed. */
const sendEphemeral = (stage: Stage, request: ApiRequest): Json => {
  const { body } = request;
  const chat = groupOf(stage, request, text(body, 'chat_id'), 230_002);
  if (chat.kind !== 'group') throw wrong(230_001, 'ephemeral cards are for groups');
  if (text(body, 'msg_type') !== 'interactive') throw wrong(230_001, 'only cards are ephemeral');
  const openId = text(body, 'open_id');
  if (openId === '') throw wrong(230_001, 'open_id is missing');
  if (!chat.members.has(openId)) throw new Refused(18_054, `${openId} is not in the chat`);
  const card = isObject(body['card']) ? body['card'] : {};
  checkCardContent(stage.world, card);
  const message = storeMessage(stage, {
    chat: chat.id,
    sender: stage.world.appId,
    type: 'interactive',
    content: JSON.stringify(card),
    onlyFor: openId,
  });
  return { message_id: message.id };
};

const deleteEphemeral = (stage: Stage, request: ApiRequest): Json => {
  const message = ownMessageOf(stage, request, text(request.body, 'message_id'), 18_051);
  if (message.onlyFor === undefined) throw wrong(18_051, 'that is no ephemeral card');
  message.recalled = true;
  return {};
};

/** After the callback was answered: the card of its message anew, by the callback's token. */
const updateByToken = (stage: Stage, request: ApiRequest): Json => {
  const token = stage.cardTokens.get(text(request.body, 'token'));
  if (token === undefined) throw wrong(300_030, 'there is no such token');
  if (token.until < stage.world.now() || token.left === 0) {
    throw new Refused(300_030, 'the token is used up');
  }
  token.left -= 1;
  const card = isObject(request.body['card']) ? request.body['card'] : {};
  checkCardContent(stage.world, card);
  const message = stage.world.messages.get(token.message);
  if (message === undefined || message.recalled) throw refusedBy(request, 300_040);
  message.content = JSON.stringify(card);
  message.updatedAt = stage.world.now();
  message.edited += 1;
  return {};
};

export const callingHandlers: Handlers = {
  [`PATCH ${MESSAGE}/urgent_app`]: urgent('app'),
  [`PATCH ${MESSAGE}/urgent_sms`]: urgent('sms'),
  [`PATCH ${MESSAGE}/urgent_phone`]: urgent('phone'),
  'POST /open-apis/ephemeral/v1/send': sendEphemeral,
  'POST /open-apis/ephemeral/v1/delete': deleteEphemeral,
  'POST /open-apis/interactive/v1/card/update': updateByToken,
};
