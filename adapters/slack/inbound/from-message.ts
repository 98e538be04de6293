import type { Inbound } from '#ports/messenger.ts';
import { baseOf, instantOf, messageRef, type Reading } from './reading.ts';
import type { EventBody, MentionEvent, MessageEvent } from './shapes.ts';
import { addressedLine, mentions, plainText } from './text.ts';

/** Where a private answer to a message goes. */
export interface Heard {
  readonly inbound: Inbound;
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
}

/** The account of the bot, as Slack names it beside every event. */
export const botOf = ({ authorizations }: EventBody): string | undefined =>
  authorizations?.[0]?.user_id;

interface Author {
  readonly user?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly app_id?: string | undefined;
}

/** Our own messages and those of other bots: two bots that answer each other never end. */
const isBot = ({ bot_id, app_id }: Author, { api_app_id }: EventBody): boolean =>
  bot_id !== undefined || (app_id !== undefined && app_id === api_app_id);

/**
 * One gesture can come as two events with different ts; where Slack tells the client's own id, both have it.
 * Seen by third parties, and by nobody explained (2026).
 */
const receiptOf = (body: EventBody, gesture: string | undefined): string =>
  gesture === undefined ? body.event_id : `gesture:${gesture}`;

type From<E> = (body: EventBody, event: E, reading: Reading) => Heard | undefined;

/** `@bot status`, also in threads, where slash commands do not work. */
export const fromMention: From<MentionEvent> = (body, event, reading) => {
  const { channel, user, ts, thread_ts: thread, text } = event;
  if (user === undefined || user === botOf(body) || isBot(event, body)) return undefined;
  const line = addressedLine(text, botOf(body));
  return {
    inbound: {
      ...baseOf(receiptOf(body, event.client_msg_id), { id: user }, channel, reading),
      kind: 'command',
      line: plainText(line, reading.groups),
      message: messageRef(channel, ts),
    },
    channel,
    thread,
  };
};

/** Ordinary messages; all other subtypes are Slack's own notices. */
const SAID: ReadonlySet<string | undefined> = new Set([
  undefined,
  'file_share',
  'thread_broadcast',
  'me_message',
]);

const fromSaid: From<MessageEvent> = (body, event, reading) => {
  const { channel, channel_type, user, ts, thread_ts: thread, text = '' } = event;
  const bot = botOf(body);
  if (user === undefined || ts === undefined || user === bot) return undefined;
  const base = baseOf(receiptOf(body, event.client_msg_id), { id: user }, channel, reading);
  const message = messageRef(channel, ts);
  if (channel_type === 'im') {
    const line = bot !== undefined && mentions(text, bot) ? addressedLine(text, bot) : text;
    const command = plainText(line, reading.groups);
    return { inbound: { ...base, kind: 'command', line: command, message }, channel, thread };
  }
  // A message that names the bot comes as app_mention, too.
  const parent = event.parent_user_id;
  const isReply = thread !== undefined && thread !== ts && (parent === undefined || parent === bot);
  if (!isReply || (bot !== undefined && mentions(text, bot))) return undefined;
  const to = messageRef(channel, thread);
  const reply = plainText(text, reading.groups);
  return { inbound: { ...base, kind: 'reply', to, text: reply, message }, channel, thread };
};

/** Slack also reports previews of links and new replies as changes; only another text is one. */
const fromChanged: From<MessageEvent> = (body, event, reading) => {
  const { channel, message: now, previous_message: before } = event;
  if (now?.ts === undefined || isBot(now, body)) return undefined;
  const message = messageRef(channel, now.ts);
  const who = now.edited?.user ?? now.user ?? before?.user;
  if (who === undefined || who === botOf(body)) return undefined;
  const base = baseOf(body.event_id, { id: who }, channel, reading);
  // What is left of a deleted message that others had replied to.
  if (now.subtype === 'tombstone')
    return { inbound: { ...base, kind: 'deleted', message }, channel };
  if (now.text === undefined || now.text === before?.text) return undefined;
  const text = plainText(now.text, reading.groups);
  // Its own ts tells edits of one second apart; a change is never older than what it changed.
  const at = instantOf(event.ts ?? now.edited?.ts ?? now.ts);
  return { inbound: { ...base, kind: 'edited', message, text, at }, channel };
};

/** Slack does not say who deleted it: its author, or someone who may delete all. */
const fromDeleted: From<MessageEvent> = (body, event, reading) => {
  const { channel, deleted_ts: ts, previous_message: before } = event;
  const who = before?.user;
  if (ts === undefined || before === undefined || who === undefined) return undefined;
  if (isBot(before, body) || who === botOf(body)) return undefined;
  const base = baseOf(body.event_id, { id: who }, channel, reading);
  return { inbound: { ...base, kind: 'deleted', message: messageRef(channel, ts) }, channel };
};

export const fromMessage: From<MessageEvent> = (body, event, reading) => {
  if (isBot(event, body)) return undefined;
  if (event.subtype === 'message_changed') return fromChanged(body, event, reading);
  if (event.subtype === 'message_deleted') return fromDeleted(body, event, reading);
  return SAID.has(event.subtype) ? fromSaid(body, event, reading) : undefined;
};
