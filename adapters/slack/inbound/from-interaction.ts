import { createHash } from 'node:crypto';
import type { Inbound } from '#ports/messenger.ts';
import { readButton } from '../blocks/button.ts';
import { readModal } from '../blocks/modal.ts';
import { RECORD_SHORTCUT, TICKET_SHORTCUT } from '../manifest.ts';
import { messageUrl } from '../message-url.ts';
import { baseOf, instantOf, messageRef, type Reading } from './reading.ts';
import type { PressBody, ShortcutBody, SlashBody, SubmitBody } from './shapes.ts';
import { plainText } from './text.ts';

/** A trigger belongs to one gesture, so a command that comes again has the same. */
export const fromSlash = (body: SlashBody, reading: Reading): Inbound => ({
  ...baseOf(
    `slash:${body.trigger_id}`,
    { id: body.user_id, name: body.user_name },
    body.channel_id,
    reading,
  ),
  kind: 'command',
  line: plainText(body.text, reading.groups),
  trigger: body.trigger_id,
});

const nameOf = ({ name, username }: PressBody['user']): string | undefined => name ?? username;

/** What a window was opened for, where it is one of our forms. */
const windowOf = ({ view }: PressBody, timezone: string) =>
  view === undefined ? undefined : readModal(view, timezone);

const receiptOfPress = ({ trigger_id, user, actions: [action] }: PressBody): string =>
  trigger_id === undefined
    ? `press:${action?.action_ts}:${user.id}:${String(action?.['action_id'])}`.slice(0, 300)
    : `press:${trigger_id}`;

/** The message that carries the button; private answers can't be told from each other, and are none. */
const pressedMessage = ({ channel, container }: PressBody) => {
  const room = container?.channel_id ?? channel?.id;
  const ts = container?.message_ts;
  if (room === undefined || ts === undefined || container?.is_ephemeral === true) return undefined;
  return messageRef(room, ts);
};

/** Undefined for what is none of our buttons: links, and the fields of a form. */
export const fromPress = (body: PressBody, reading: Reading): Inbound | undefined => {
  const { user, channel, container, trigger_id: trigger } = body;
  const [action] = body.actions;
  const button = readButton(action);
  if (button === undefined) return undefined;
  const where = channel?.id ?? container?.channel_id ?? windowOf(body, reading.timezone())?.room;
  const message = pressedMessage(body);
  return {
    ...baseOf(receiptOfPress(body), { id: user.id, name: nameOf(user) }, where, reading),
    kind: 'press',
    ...button,
    ...(message === undefined ? {} : { message }),
    ...(trigger === undefined ? {} : { trigger }),
  };
};

/** The same window sent twice with the same in it is one; with something mended, it is another. */
const receiptOfSubmit = (view: string, values: Readonly<Record<string, string>>): string => {
  const fields = Object.entries(values).map((field) => JSON.stringify(field));
  const hash = createHash('sha256').update(fields.toSorted((a, b) => (a < b ? -1 : 1)).join());
  return `submit:${view}:${hash.digest('hex')}`;
};

/** Undefined for what is none of our forms. */
export const fromSubmit = ({ user, view }: SubmitBody, reading: Reading): Inbound | undefined => {
  const sent = readModal(view, reading.timezone());
  if (sent === undefined) return undefined;
  const { command, values, incident, about, room } = sent;
  const receiptId = receiptOfSubmit(view.id, values);
  return {
    ...baseOf(receiptId, { id: user.id, name: nameOf(user) }, room, reading),
    kind: 'submit',
    command,
    values,
    ...(incident === undefined ? {} : { incident }),
    ...(about === undefined ? {} : { about }),
  };
};

/** A message that somebody picked; undefined for shortcuts that are not ours. */
export const fromShortcut = (body: ShortcutBody, reading: Reading): Inbound | undefined => {
  const asTicket = body.callback_id === TICKET_SHORTCUT;
  if (!asTicket && body.callback_id !== RECORD_SHORTCUT) return undefined;
  const { user, channel, message, trigger_id: trigger } = body;
  return {
    ...baseOf(`record:${trigger}`, { id: user.id, name: nameOf(user) }, channel.id, reading),
    kind: 'record',
    message: messageRef(channel.id, message.ts),
    text: plainText(message.text ?? '', reading.groups),
    at: instantOf(message.ts),
    trigger,
    ...(asTicket ? { asTicket, url: messageUrl(channel.id, message.ts) } : {}),
  };
};
