import { plainText } from './block-tree.ts';
import { buttonsOf } from './card-forms.ts';
import { colourOfCard, titleOfCard } from './card-words.ts';
import type { FakeFeishu, FeishuChat, FeishuMessage, FeishuTask } from './fake-feishu.ts';
import { text } from './json.ts';
import { contentOf, wordsOfMessage } from './message-store.ts';
import { copiesOfCard } from './shown.ts';
import type { Stage } from './stage.ts';
import { directChat } from './stage.ts';
import type { StoredChat, StoredMessage, StoredTask, World } from './world.ts';

type Views = Pick<
  FakeFeishu,
  | 'chats'
  | 'chat'
  | 'messages'
  | 'direct'
  | 'directChat'
  | 'documents'
  | 'slashCommands'
  | 'tasks'
  | 'meetings'
>;

const reactionsOf = ({ reactions }: StoredMessage): FeishuMessage['reactions'] =>
  [...new Set(reactions.map(({ type }) => type))].map((type) => ({
    type,
    users: reactions.filter((one) => one.type === type).map(({ by }) => by),
  }));

const messageOf = (world: World, message: StoredMessage): FeishuMessage => {
  const chat = world.chats.get(message.chat);
  const card = message.type === 'interactive' ? contentOf(message) : undefined;
  return {
    chat: message.chat,
    id: message.id,
    sender: message.sender,
    shown: wordsOfMessage(world, message),
    title: card === undefined ? '' : titleOfCard(card),
    colour: card === undefined ? '' : colourOfCard(card),
    ...(card === undefined ? {} : { card }),
    ...(message.parent === undefined ? {} : { parent: message.parent }),
    topNotice: chat?.topNotice === message.id,
    pinned: chat?.pins.has(message.id) === true,
    ...(message.onlyFor === undefined ? {} : { onlyFor: message.onlyFor }),
    recalled: message.recalled,
    buttons:
      card === undefined ? [] : buttonsOf(card).map(({ label, value }) => ({ label, value })),
    copies: card === undefined ? 0 : copiesOfCard(card),
    reactions: reactionsOf(message),
    edited: message.edited,
    urgent: {
      app: [...message.urgent.app],
      sms: [...message.urgent.sms],
      phone: [...message.urgent.phone],
    },
    answer: message.answer,
  };
};

const chatOf = (chat: StoredChat): FeishuChat => ({
  id: chat.id,
  name: chat.name,
  description: chat.description,
  kind: chat.kind,
  dissolved: chat.dissolved,
  members: [...chat.members],
  botInside: chat.botInside,
  tabs: chat.tabs.map(({ name, url }) => ({ name, url })),
  announcement: plainText(chat.announcement),
});

const taskOf = ({ guid, task, members }: StoredTask): FeishuTask => ({
  id: guid,
  summary: text(task, 'summary'),
  members: members.map((member) => `${text(member, 'id')}:${text(member, 'role')}`),
  completed: !['', '0'].includes(text(task, 'completed_at')),
});

/** What is there, as people see it. */
export const createViews = ({ world }: Stage): Views => {
  const messages: Views['messages'] = (chat, asUser) =>
    [...world.messages.values()]
      .filter((message) => message.chat === chat)
      .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === asUser)
      .map((message) => messageOf(world, message));
  return {
    chats: () => [...world.chats.values()].map(chatOf),
    chat: (idOrName) => {
      const found =
        world.chats.get(idOrName) ??
        [...world.chats.values()].find(({ name }) => name === idOrName);
      if (found === undefined) throw new Error(`there is no chat ${idOrName}`);
      return chatOf(found);
    },
    messages,
    direct: (user) => messages(directChat(world, user).id, user),
    directChat: (user) => directChat(world, user).id,
    documents: () =>
      [...world.documents.values()].map(({ id, title, blocks, permissions }) => ({
        id,
        title,
        text: plainText(blocks),
        permissions: [...permissions],
      })),
    tasks: () => [...world.tasks.values()].map(taskOf),
    meetings: () => [...world.reserves.values()].map((one) => text(one, 'url')),
    slashCommands: () => [...world.slashCommands.values()].map((one) => text(one, 'command')),
  };
};
