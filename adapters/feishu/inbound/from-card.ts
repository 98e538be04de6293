import { createHash } from 'node:crypto';
import type { Inbound } from '#ports/messenger.ts';
import { readCallback } from '../cards/callback.ts';
import { baseOf, messageRef, type Reading } from './reading.ts';
import type { EventOf } from './shapes.ts';

type CardEvent = EventOf<'card.action.trigger'>;
type Pressed = Extract<Inbound, { kind: 'press' }>;
type Submitted = Extract<Inbound, { kind: 'submit' }>;

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : 1;

/** The same form sent twice by one person with the same in it is one; with something mended, it is another. */
const receiptOfSubmit = (
  { event_id, operator, context }: CardEvent,
  command: string,
  values: Readonly<Record<string, string>>,
): string => {
  const { open_message_id: message } = context;
  if (message === undefined) return event_id;
  const fields = Object.entries(values).toSorted(byName);
  const hash = createHash('sha256').update(JSON.stringify([operator.open_id, command, fields]));
  return `submit:${message}:${hash.digest('hex')}`;
};

/** A button or a form of ours; undefined for anything else on a card. What it carries is no right to anything. */
export const fromCard = (event: CardEvent, reading: Reading): Pressed | Submitted | undefined => {
  const callback = readCallback(event.action, reading.timezone());
  if (callback === undefined) return undefined;
  const { open_message_id: message, open_chat_id: chat } = event.context;
  const who = { id: event.operator.open_id };
  if (callback.kind === 'press')
    return {
      ...baseOf(event.event_id, who, chat, reading),
      ...callback,
      ...(message === undefined || chat === undefined
        ? {}
        : { message: messageRef(chat, message) }),
    };
  // A form that was sent directly belongs to the group in which it was asked for.
  const { room = chat, ...sent } = callback;
  const receiptId = receiptOfSubmit(event, sent.command, sent.values);
  return { ...baseOf(receiptId, who, room, reading), ...sent };
};
