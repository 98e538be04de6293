import type { Inbound } from '#ports/messenger.ts';
import { baseOf, messageRef, type Reading } from './reading.ts';
import type { EventOf } from './shapes.ts';
import { isSlashCommand, lineIn, readSaid } from './text.ts';

/** What was heard, and where its answer is shown. */
export interface Heard {
  readonly inbound: Inbound;
  /** The group in which one person alone sees the answer; undefined: their direct conversation. */
  readonly chat?: string | undefined;
}

type MessageEvent = EventOf<'im.message.receive_v1'>;

/**
 * Which message a reply is about. In a thread the first message is the root and the one that was answered the
 * parent; of the two, the bot's own is meant.
 */
const repliedTo = (
  { root_id: root, parent_id: parent }: MessageEvent['message'],
  reading: Reading,
) => {
  if (parent === undefined || root === undefined || root === parent) return parent ?? root;
  return !reading.isOwn(parent) && reading.isOwn(root) ? root : parent;
};

/**
 * A message as a command, a reply, or nothing. In a direct conversation everything is a command. In a group only
 * what names the bot, or starts with a slash and a word of ours: another bot may own the other slash commands.
 */
export const fromMessage = (event: MessageEvent, reading: Reading): Heard | undefined => {
  const { sender, message } = event;
  const { message_id: id, chat_id: chat, chat_type, message_type, content, mentions } = message;
  const account = sender.sender_id?.open_id;
  // Two bots that answer each other never end.
  if (sender.sender_type !== 'user' || account === undefined) return undefined;
  const said = readSaid(message_type, content, mentions, reading.bot());
  if (said === undefined) return undefined;
  const { text, isAddressed } = said;
  // One gesture may come as two events; the message is the same.
  const base = baseOf(`message:${id}`, { id: account }, chat, reading);
  const own = messageRef(chat, id);
  const isDirect = chat_type === 'p2p';
  if (isDirect || isAddressed || isSlashCommand(text, reading.isVerb))
    return {
      inbound: { ...base, kind: 'command', line: lineIn(text), message: own },
      chat: isDirect ? undefined : chat,
    };
  const to = repliedTo(message, reading);
  if (to === undefined || text === '') return undefined;
  return {
    inbound: { ...base, kind: 'reply', to: messageRef(chat, to), text, message: own },
    chat,
  };
};
