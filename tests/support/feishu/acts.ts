import { randomUUID } from 'node:crypto';
import type { Acked } from '../slack/fake-slack.ts';
import { showReply } from './callback-reply.ts';
import { pressOf, submitOf } from './card-forms.ts';
import type { Deliveries } from './deliveries.ts';
import * as events from './event-parts.ts';
import { emojiTypes } from './facts.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import type { Json } from './json.ts';
import { contentOf, storeMessage } from './message-store.ts';
import { directChat } from './stage.ts';
import type { Stage } from './stage.ts';
import type { StoredChat, StoredMessage } from './world.ts';

type Acts = Pick<
  FakeFeishu,
  | 'say'
  | 'recall'
  | 'react'
  | 'press'
  | 'submit'
  | 'menu'
  | 'enterDirect'
  | 'join'
  | 'addBot'
  | 'removeBot'
  | 'dissolve'
>;

const createLook = (stage: Stage) => ({
  chat: (user: string, id: string): StoredChat => {
    const chat = stage.world.chats.get(id);
    if (chat === undefined || chat.dissolved) throw new Error(`there is no chat ${id}`);
    if (!chat.members.has(user)) throw new Error(`${user} is not in ${id}`);
    return chat;
  },
  message: (user: string, id: string): StoredMessage => {
    const message = stage.world.messages.get(id);
    if (message === undefined || message.recalled) throw new Error(`there is no message ${id}`);
    if (message.onlyFor !== undefined && message.onlyFor !== user) {
      throw new Error(`${user} does not see ${id}`);
    }
    return message;
  },
});

/** Which messages the app hears: all in a direct conversation; in a group its mentions, or all with the permission. */
const isHeard = (stage: Stage, chat: StoredChat, mentioned: boolean): boolean => {
  if (!chat.botInside) return false;
  if (chat.kind === 'p2p') return stage.scopes.has('im:message.p2p_msg:readonly');
  return mentioned || stage.scopes.has('im:message.group_msg');
};

const isCommandLike = (chat: StoredChat, text: string, mentioned: boolean): boolean =>
  chat.kind === 'p2p' || mentioned || /^[/／]/u.test(text.trim());

const createSay =
  (stage: Stage, deliveries: Deliveries): Acts['say'] =>
  async (user, chatId, said, { mention = false, parent, again = false, untold = false } = {}) => {
    const { world } = stage;
    const look = createLook(stage);
    const chat = look.chat(user, chatId);
    const { text, mentions } = events.typed(stage, said, mention);
    const content = JSON.stringify({ text });
    const earlier = [...world.messages.values()].findLast(
      (message) =>
        message.sender === user && message.chat === chatId && message.content === content,
    );
    if (again && earlier === undefined)
      throw new Error(`${user} has not said this before: ${said}`);
    const to = parent === undefined ? undefined : look.message(user, parent);
    const fresh = { chat: chatId, sender: user, type: 'text', content, mentions };
    const message =
      again && earlier !== undefined
        ? earlier
        : storeMessage(stage, to === undefined ? fresh : { ...fresh, parent: to });
    if (untold || !isHeard(stage, chat, mention)) return { id: message.id };
    if (isCommandLike(chat, said, mention)) stage.waiting.set(user, world.now());
    const acked = await deliveries.event(
      'im.message.receive_v1',
      events.receivedEvent(stage, message, chat, mentions),
    );
    return { id: message.id, ...(acked === undefined ? {} : { acked }) };
  };

/** A card callback: synchronous, its reply shown at once. */
const createCallback =
  (stage: Stage, deliveries: Deliveries) =>
  async (user: string, id: string, actionOf: (card: Json) => Json): Promise<Acked> => {
    const message = createLook(stage).message(user, id);
    const action = actionOf(contentOf(message));
    stage.waiting.set(user, stage.world.now());
    const acked = await deliveries.callback(events.cardEvent(stage, user, message, action));
    if (acked.status === 200) showReply(stage, user, message, acked.body);
    return acked;
  };

const createReact =
  (stage: Stage, deliveries: Deliveries): Acts['react'] =>
  async (user, id, type, added = true) => {
    const message = createLook(stage).message(user, id);
    if (!emojiTypes.has(type)) throw new Error(`there is no reaction ${type}`);
    const mine = message.reactions.find((one) => one.by === user && one.type === type);
    if (added === (mine !== undefined)) return undefined;
    message.reactions = added
      ? [...message.reactions, { id: randomUUID(), type, by: user, at: stage.world.now() }]
      : message.reactions.filter((one) => one !== mine);
    if (stage.world.chats.get(message.chat)?.botInside !== true) return undefined;
    return deliveries.event(
      `im.message.reaction.${added ? 'created' : 'deleted'}_v1`,
      events.reactionEvent(stage, id, type, user),
    );
  };

const createRecall =
  (stage: Stage, deliveries: Deliveries): Acts['recall'] =>
  async (user, chatId, id) => {
    const look = createLook(stage);
    const own = stage.world.chats.get(chatId);
    // What the owner of a group recalls need not be his; the app owns the groups that it made.
    const chat = own?.owner === user ? own : look.chat(user, chatId);
    const message = look.message(user, id);
    if (message.sender !== user && chat.owner !== user)
      throw new Error(`${user} may not recall it`);
    message.recalled = true;
    if (!chat.botInside) return;
    await deliveries.event(
      'im.message.recalled_v1',
      events.recalledEvent(stage.world, message, message.sender === user),
    );
  };

const createComingAndGoing = (
  stage: Stage,
  deliveries: Deliveries,
): Pick<Acts, 'join' | 'addBot' | 'removeBot' | 'dissolve'> => {
  const look = createLook(stage);
  return {
    join: async (user, chatId) => {
      const chat = stage.world.chats.get(chatId);
      const person = stage.world.people.get(user);
      if (chat === undefined || person === undefined) throw new Error(`no ${chatId} or ${user}`);
      chat.members.add(user);
      if (!chat.botInside) return;
      const users = [{ name: person.name, tenant_key: '', user_id: events.idsOf(stage, user) }];
      await deliveries.event('im.chat.member.user.added_v1', {
        ...events.chatEvent(stage, chat, user),
        users,
      });
    },
    addBot: async (user, chatId) => {
      const chat = look.chat(user, chatId);
      chat.botInside = true;
      await deliveries.event('im.chat.member.bot.added_v1', events.chatEvent(stage, chat, user));
    },
    removeBot: async (user, chatId) => {
      const chat = look.chat(user, chatId);
      chat.botInside = false;
      await deliveries.event('im.chat.member.bot.deleted_v1', events.chatEvent(stage, chat, user));
    },
    dissolve: async (user, chatId) => {
      const chat = look.chat(user, chatId);
      const wasInside = chat.botInside;
      chat.dissolved = true;
      if (!wasInside) return;
      await deliveries.event('im.chat.disbanded_v1', events.chatEvent(stage, chat, user));
    },
  };
};

/** What people do; each resolves once the app has acknowledged it, or has not. */
export const createActs = (stage: Stage, deliveries: Deliveries): Acts => {
  const callback = createCallback(stage, deliveries);
  return {
    say: createSay(stage, deliveries),
    recall: createRecall(stage, deliveries),
    react: createReact(stage, deliveries),
    press: async (user, id, button) => callback(user, id, (card) => pressOf(card, button)),
    submit: async (user, id, values) => callback(user, id, (card) => submitOf(card, values)),
    menu: async (user, eventKey) => {
      directChat(stage.world, user);
      stage.waiting.set(user, stage.world.now());
      await deliveries.event('application.bot.menu_v6', events.menuEvent(stage, user, eventKey));
    },
    enterDirect: async (user) => {
      await deliveries.event(
        'im.chat.access_event.bot_p2p_chat_entered_v1',
        events.enteredEvent(stage, user),
      );
    },
    ...createComingAndGoing(stage, deliveries),
  };
};
