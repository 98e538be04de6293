import type { Json } from './json.ts';
import { textOf } from './json.ts';
import { TENANT_KEY } from './message-store.ts';
import { directChat } from './stage.ts';
import type { Stage } from './stage.ts';
import type { StoredChat, StoredMessage, World } from './world.ts';
import { nameOf, unionIdOf } from './world.ts';

/** The three ids of a person; `user_id` only with the permission for it. */
export const idsOf = (stage: Stage, openId: string): Json => {
  const person = stage.world.people.get(openId);
  return {
    open_id: openId,
    union_id: person === undefined ? openId.replace(/^ou_/u, 'on_') : unionIdOf(person),
    ...(stage.scopes.has('contact:user.employee_id:readonly')
      ? { user_id: openId.replace(/^ou_/u, '') }
      : {}),
  };
};

const mentionOf = (stage: Stage, openId: string, at: number): Json => ({
  key: `@_user_${at}`,
  id: idsOf(stage, openId),
  mentioned_type: openId === stage.world.botOpenId ? 'bot' : 'user',
  name: nameOf(stage.world, openId),
  tenant_key: TENANT_KEY,
});

/** `@ou_…` in what somebody types is a mention; the bot's stands in front where asked. */
export const typed = (stage: Stage, said: string, mentionBot: boolean) => {
  const mentions: Json[] = [];
  const keyOf = (openId: string): string => {
    const mention = mentionOf(stage, openId, mentions.length + 1);
    mentions.push(mention);
    return textOf(mention['key']);
  };
  const front = mentionBot ? `${keyOf(stage.world.botOpenId)} ` : '';
  const text = said.replaceAll(/@(ou_\w+)/gu, (_, openId: string) => keyOf(openId));
  return { text: front + text, mentions };
};

/** `im.message.receive_v1` */
export const receivedEvent = (
  stage: Stage,
  message: StoredMessage,
  chat: StoredChat,
  mentions: readonly Json[],
): Json => ({
  sender: { sender_id: idsOf(stage, message.sender), sender_type: 'user', tenant_key: TENANT_KEY },
  message: {
    message_id: message.id,
    ...(message.parent === undefined ? {} : { root_id: message.root, parent_id: message.parent }),
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    chat_id: chat.id,
    chat_type: chat.kind,
    message_type: message.type,
    content: message.recalled ? '' : message.content,
    ...(mentions.length === 0 ? {} : { mentions }),
    user_agent: 'Mozilla/5.0 Lark/7.70.0 LarkLocale/zh_CN',
  },
});

/** What happened in a chat, and who did it: `im.chat.member.*`, `im.chat.disbanded_v1`. */
export const chatEvent = (stage: Stage, chat: StoredChat, operator: string): Json => ({
  chat_id: chat.id,
  operator_id: idsOf(stage, operator),
  external: false,
  operator_tenant_key: TENANT_KEY,
  name: chat.name,
  i18n_names: { zh_cn: chat.name },
});

/** `im.message.reaction.*`: no chat; by the app itself with its app id. */
export const reactionEvent = (stage: Stage, message: string, type: string, by: string): Json => ({
  message_id: message,
  reaction_type: { emoji_type: type },
  ...(by === stage.world.appId
    ? { operator_type: 'app', app_id: by }
    : { operator_type: 'user', user_id: idsOf(stage, by) }),
  action_time: String(stage.world.now()),
});

/** `im.message.recalled_v1` */
export const recalledEvent = (world: World, message: StoredMessage, byOwner: boolean): Json => ({
  message_id: message.id,
  chat_id: message.chat,
  recall_time: String(world.now()),
  recall_type: byOwner ? 'message_owner' : 'group_owner',
});

/** `application.bot.menu_v6`; its time is in seconds. */
export const menuEvent = (stage: Stage, user: string, eventKey: string): Json => ({
  operator: { operator_name: nameOf(stage.world, user), operator_id: idsOf(stage, user) },
  event_key: eventKey,
  timestamp: Math.floor(stage.world.now() / 1000),
});

/** `im.chat.access_event.bot_p2p_chat_entered_v1` */
export const enteredEvent = (stage: Stage, user: string): Json => {
  const chat = directChat(stage.world, user);
  const last = [...stage.world.messages.values()].findLast((message) => message.chat === chat.id);
  return {
    chat_id: chat.id,
    operator_id: idsOf(stage, user),
    ...(last === undefined
      ? {}
      : { last_message_id: last.id, last_message_create_time: String(last.createdAt) }),
  };
};

/** `card.action.trigger` without its envelope. */
export const cardEvent = (
  stage: Stage,
  user: string,
  message: StoredMessage,
  action: Json,
): Json => {
  const token = stage.world.id('c-');
  stage.cardTokens.set(token, {
    message: message.id,
    until: stage.world.now() + 30 * 60_000,
    left: 2,
  });
  return {
    operator: { tenant_key: TENANT_KEY, ...idsOf(stage, user) },
    token,
    action: { timezone: 'Asia/Shanghai', ...action },
    host: 'im_message',
    context: { open_message_id: message.id, open_chat_id: message.chat },
  };
};
