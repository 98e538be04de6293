import type { Inbound, RoomLoss } from '#ports/messenger.ts';
import type { Heard } from './from-message.ts';
import { baseOf, messageRef, type Reading, roomRef } from './reading.ts';
import type { EventOf } from './shapes.ts';
import { lineIn } from './text.ts';

type ReactionEvent = EventOf<'im.message.reaction.created_v1' | 'im.message.reaction.deleted_v1'>;

/** The account of a person who reacted; undefined for apps, whose reactions are no votes. */
export const reactor = ({ operator_type, user_id }: ReactionEvent): string | undefined =>
  operator_type === 'user' ? user_id?.open_id : undefined;

/** A reaction names the message only; `chat` is where that is. */
export const fromReaction = (
  event: ReactionEvent,
  account: string,
  chat: string,
  reading: Reading,
): Heard => ({
  inbound: {
    ...baseOf(event.event_id, { id: account }, chat, reading),
    kind: 'reaction',
    message: messageRef(chat, event.message_id),
    emoji: event.reaction_type.emoji_type,
    added: event.kind === 'im.message.reaction.created_v1',
    ...(event.action_time === undefined ? {} : { at: event.action_time }),
  },
  chat,
});

/** Feishu does not say who recalled a message; `author` stands for them. */
export const fromRecalled = (
  event: EventOf<'im.message.recalled_v1'>,
  author: string,
  reading: Reading,
): Inbound => ({
  ...baseOf(event.event_id, { id: author }, event.chat_id, reading),
  kind: 'deleted',
  message: messageRef(event.chat_id, event.message_id),
});

/** Several people may come at once, each with a receipt of their own. */
export const fromJoined = (
  { event_id, chat_id: chat, users }: EventOf<'im.chat.member.user.added_v1'>,
  reading: Reading,
): readonly Inbound[] =>
  users.map(({ name, user_id: { open_id: id } }) => ({
    ...baseOf(`${event_id}:${id}`, { id, name }, chat, reading),
    kind: 'joined',
    room: roomRef(chat),
  }));

type LossEvent = EventOf<'im.chat.member.bot.deleted_v1' | 'im.chat.disbanded_v1'>;

const LOSSES: Readonly<Record<LossEvent['kind'], RoomLoss>> = {
  'im.chat.member.bot.deleted_v1': 'removed',
  'im.chat.disbanded_v1': 'deleted',
};

/** The bot can't work in a group any more; nobody is answered there. */
export const fromLoss = (event: LossEvent, reading: Reading): Inbound => ({
  ...baseOf(event.event_id, { id: event.operator_id?.open_id ?? '' }, event.chat_id, reading),
  kind: 'lost',
  room: roomRef(event.chat_id),
  reason: LOSSES[event.kind],
});

export const fromEntered = (
  event: EventOf<'im.chat.access_event.bot_p2p_chat_entered_v1'>,
  reading: Reading,
): Inbound => ({
  ...baseOf(event.event_id, { id: event.operator_id.open_id }, event.chat_id, reading),
  kind: 'hello',
});

/** An item of the bot's menu carries the line it stands for: `status`. */
export const fromMenu = (event: EventOf<'application.bot.menu_v6'>, reading: Reading): Heard => {
  const { operator_id, operator_name: name } = event.operator;
  return {
    inbound: {
      ...baseOf(event.event_id, { id: operator_id.open_id, name }, undefined, reading),
      kind: 'command',
      line: lineIn(event.event_key.toWellFormed().replaceAll('\0', '').trim()),
    },
  };
};
