import type { Form } from '#cards/card.ts';
import type { Locale } from '#domain/locale.ts';
import type { Answer, InboundBase } from '#ports/messenger.ts';
import type { Lookups } from './lookups.ts';
import type { Typed } from './typed.ts';
import type { MessageView } from './views.ts';
import type { MessageRow, RoomRow } from './world-schema.ts';
import type { World } from './world.ts';
import { LIMITS } from './limits.ts';
import { accountOf, messageRef, roomRef } from './refs.ts';
import { ActionRefused } from './refused.ts';
import { readTyped } from './typed.ts';
import { messageView } from './views.ts';
import { BOT } from './world-schema.ts';

/** Who acts. `receiptId` stays the same when the same act is tried again. */
export interface Act {
  readonly as: string;
  readonly receiptId: string;
  /** The language the person chose for the page. */
  readonly locale?: Locale;
}

/** What the person who acted gets back. */
export interface Outcome {
  readonly form?: Form;
  readonly fieldErrors?: Readonly<Record<string, string>>;
  /** The message that appeared because of it: a private answer or the chat line itself. */
  readonly message?: MessageView;
}

/** A chat line as it may be kept; refuses an empty one and one nobody would read. */
export const limited = (text: string): string => {
  if (text.trim() === '') throw new ActionRefused('empty');
  if (text.length > LIMITS.messageText) throw new ActionRefused('too-long');
  return text;
};

/** What every inbound of `act` carries. */
export const inboundBase = (lookups: Lookups, act: Act, room?: string): InboundBase => ({
  receiptId: act.receiptId,
  who: accountOf(lookups.person(act.as)),
  ...(room === undefined ? {} : { where: roomRef(room) }),
  ...(act.locale === undefined ? {} : { locale: act.locale }),
});

/** Keeps a private answer where it was asked for, so that it is still there after a reload. */
export const keepAnswer = (
  world: World,
  act: Act,
  asked: { readonly room: RoomRow; readonly line: string; readonly thread?: number | undefined },
  { card, form, fieldErrors }: Answer,
): Outcome => {
  const { room, line, thread } = asked;
  const keep = (): MessageRow | undefined =>
    card &&
    world.addMessage({
      room: room.id,
      author: BOT,
      card,
      command: line,
      ...(room.kind === 'direct' ? {} : { onlyFor: act.as }),
      ...(thread === undefined ? {} : { thread }),
    });
  const row = card === undefined ? undefined : world.once('answer', act.receiptId, keep);
  return {
    ...(form === undefined ? {} : { form }),
    ...(fieldErrors === undefined ? {} : { fieldErrors }),
    ...(row === undefined ? {} : { message: messageView(world, row, BOT) }),
  };
};

const sayAloud = (
  world: World,
  act: Act,
  room: RoomRow,
  text: string,
  thread?: number,
): MessageRow =>
  world.once('say', act.receiptId, () => {
    const said = { room: room.id, author: act.as, text };
    const row = world.addMessage(thread === undefined ? said : { ...said, thread });
    world.markSeen(room.id, act.as, row.n);
    return row;
  });

export interface Line {
  readonly room: string;
  readonly text: string;
  /** Message whose thread it is said in. */
  readonly thread?: string;
}

const createChat =
  (world: World, lookups: Lookups) =>
  async (act: Act, room: RoomRow, text: string, to?: MessageRow): Promise<Outcome> => {
    const row = sayAloud(world, act, room, text, to?.n);
    if (to?.author === BOT)
      await lookups.listening().receive({
        ...inboundBase(lookups, act, room.id),
        kind: 'reply',
        to: messageRef(to),
        text,
        message: messageRef(row),
      });
    return { message: messageView(world, row, BOT) };
  };

const createCommand =
  (world: World, lookups: Lookups) =>
  async (
    act: Act,
    room: RoomRow,
    text: string,
    typed: Extract<Typed, { kind: 'command' }>,
    thread?: number,
  ): Promise<Outcome> => {
    const inbox = lookups.listening();
    const said = typed.mention ? sayAloud(world, act, room, text, thread) : undefined;
    const answer = await inbox.receive({
      ...inboundBase(lookups, act, room.id),
      kind: 'command',
      line: typed.line,
      trigger: act.receiptId,
      ...(said === undefined ? {} : { message: messageRef(said) }),
    });
    return keepAnswer(world, act, { room, line: text, thread }, answer);
  };

/** Takes what a person typed: a command for Fenghuo or a word to colleagues. */
export const createSay = (world: World, lookups: Lookups) => {
  const chat = createChat(world, lookups);
  const command = createCommand(world, lookups);
  return async (act: Act, what: Line): Promise<Outcome> => {
    const room = lookups.openRoom(act.as, what.room);
    const text = limited(what.text);
    const to = what.thread === undefined ? undefined : lookups.message(act.as, what.thread);
    const typed = readTyped(text);
    if (typed.kind === 'command') return command(act, room, text, typed, to?.n);
    // Alone with Fenghuo there is nobody else to talk to: every line is meant for it.
    if (room.kind === 'direct' && to === undefined)
      return command(act, room, text, { kind: 'command', line: typed.text, mention: true });
    return chat(act, room, text, to);
  };
};
