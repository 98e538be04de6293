import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import { answerLate, replyTo, showAnswer } from './answering.ts';
import type { Desk } from './desk.ts';
import { fromCard } from './from-card.ts';
import {
  fromEntered,
  fromJoined,
  fromLoss,
  fromMenu,
  fromReaction,
  fromRecalled,
  reactor,
} from './from-event.ts';
import { fromMessage, type Heard } from './from-message.ts';
import { NOTHING, ownToast, type Reply } from './reply.ts';
import { messageRef } from './reading.ts';
import type { EventOf, FeishuEvent } from './shapes.ts';
import { INBOUND_WORDS } from './words.ts';

/** It was not stored in time: Feishu is to bring it again, and its receipt makes that harmless. */
export class NotTaken extends Error {
  constructor(reason: string, options: { readonly cause?: unknown } = {}) {
    super(reason, options);
    this.name = 'NotTaken';
  }
}

/** Feishu gives three seconds for all of it, the way there and back included. */
const PATIENCE: DurationMs = 2.6 * SECOND;

/** What `late` gives when `work` has not ended in time; the work goes on. */
const inTime = async <T>(work: Promise<T>, late: () => T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    }, PATIENCE);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
};

/** Stores it, or throws NotTaken where it could not be recorded now. */
const receive = async ({ inbox }: Desk, inbound: Inbound): Promise<Answer> => {
  const answer = await inbox.receive(inbound);
  if (answer.again === true) throw new NotTaken('could not be recorded now');
  return answer;
};

/** Stores it; whatever is answered is shown afterwards. */
const takeHeard = async (desk: Desk, { inbound, chat }: Heard): Promise<void> => {
  const answer = await receive(desk, inbound);
  const { who, receiptId } = inbound;
  desk.afterwards(() => showAnswer(desk, { who, chat, receiptId }, answer));
};

/** A verb alone, which may be about the message that it answers: `@应急助手 工单 新增`. */
const BARE = 24;

/** With what a short command answers, unless that is a message of ours. */
const withAnswered = async (
  { places }: Desk,
  { message }: EventOf<'im.message.receive_v1'>,
  heard: Heard,
): Promise<Heard> => {
  const { inbound } = heard;
  const { chat_id: chat, parent_id: parent } = message;
  if (inbound.kind !== 'command' || parent === undefined || places.isOwn(parent)) return heard;
  const said = inbound.line.length > BARE ? undefined : await places.saidIn(parent);
  if (said === undefined || said.text === '') return heard;
  return {
    ...heard,
    inbound: { ...inbound, about: { message: messageRef(chat, parent), ...said } },
  };
};

const takeMessage = async (desk: Desk, event: EventOf<'im.message.receive_v1'>): Promise<void> => {
  const { places, reading, noteLocale } = desk;
  const { message_id: id, chat_id: chat, chat_type, user_agent } = event.message;
  const author = event.sender.sender_id?.open_id;
  places.noteMessage(id, chat, author);
  places.noteChat(chat, chat_type === 'p2p' ? 'direct' : 'group');
  if (author !== undefined) noteLocale(author, user_agent);
  const heard = fromMessage(event, reading);
  if (heard !== undefined) await takeHeard(desk, await withAnswered(desk, event, heard));
};

type ReactionEvent = EventOf<'im.message.reaction.created_v1' | 'im.message.reaction.deleted_v1'>;

/** Of a card that is voted on; the event does not tell its chat, and of no other message is a reaction heard. */
const takeReaction = async (desk: Desk, event: ReactionEvent): Promise<void> => {
  const account = reactor(event);
  if (account === undefined) return;
  const chat = await desk.places.chatOf(event.message_id);
  if (chat === undefined) return;
  await takeHeard(desk, fromReaction(event, account, chat, desk.reading));
};

const takeRecalled = async (
  desk: Desk,
  event: EventOf<'im.message.recalled_v1'>,
): Promise<void> => {
  const { places, reading } = desk;
  if (places.isOwn(event.message_id)) return;
  const author = (await places.authorOf(event.message_id)) ?? reading.bot() ?? '';
  await receive(desk, fromRecalled(event, author, reading));
};

/** The first contact is greeted with a card that stays, not with one that only this moment sees. */
const takeEntered = async (
  desk: Desk,
  event: EventOf<'im.chat.access_event.bot_p2p_chat_entered_v1'>,
): Promise<void> => {
  const { inbox, places, reading, isFirstContact, tell } = desk;
  const { chat_id: chat, last_message_id: last = '' } = event;
  places.noteChat(chat, 'direct');
  const inbound = fromEntered(event, reading);
  const { card } = await inbox.receive(inbound);
  if (card === undefined) return;
  desk.afterwards(async () => {
    if (await isFirstContact(chat, last === ''))
      await tell(inbound.who, undefined, card, `hello ${inbound.who.id}`);
  });
};

type Late = { readonly isLate: true } | { readonly isLate: false; readonly answer: Answer };

/** Callbacks never come again, so what takes too long is answered all the same, and its result told later. */
const takeCard = async (desk: Desk, event: EventOf<'card.action.trigger'>): Promise<Reply> => {
  const { inbox, reading, places, log } = desk;
  const inbound = fromCard(event, reading);
  if (inbound === undefined) return NOTHING;
  const { open_message_id: message, open_chat_id: chat } = event.context;
  if (message !== undefined && chat !== undefined) places.noteMessage(message, chat);
  try {
    const answering = inbox.receive(inbound);
    const taken = answering.then((answer): Late => ({ isLate: false, answer }));
    const outcome = await inTime(taken, (): Late => ({ isLate: true }));
    if (!outcome.isLate) return await replyTo(desk, event, inbound, outcome.answer);
    desk.afterwards(async () => answerLate(desk, event, inbound, await answering));
    return { toast: ownToast('info', INBOUND_WORDS.stillWorking) };
  } catch (error) {
    log.error({ err: error }, 'could not take what was pressed in Feishu');
    return { toast: ownToast('error', INBOUND_WORDS.failed) };
  }
};

const takeEvent = async (
  desk: Desk,
  event: Exclude<FeishuEvent, { kind: 'card.action.trigger' }>,
): Promise<void> => {
  const { places, reading } = desk;
  switch (event.kind) {
    case 'im.message.receive_v1':
      return takeMessage(desk, event);
    case 'im.message.recalled_v1':
      return takeRecalled(desk, event);
    case 'im.message.reaction.created_v1':
    case 'im.message.reaction.deleted_v1':
      return takeReaction(desk, event);
    case 'im.chat.member.user.added_v1':
      for (const inbound of fromJoined(event, reading)) await receive(desk, inbound);
      return undefined;
    case 'im.chat.member.bot.added_v1':
      places.noteChat(event.chat_id, 'group');
      return undefined;
    case 'im.chat.member.bot.deleted_v1':
    case 'im.chat.disbanded_v1':
      await receive(desk, fromLoss(event, reading));
      return undefined;
    case 'im.chat.access_event.bot_p2p_chat_entered_v1':
      return takeEntered(desk, event);
    case 'application.bot.menu_v6':
      return takeHeard(desk, fromMenu(event, reading));
  }
};

/**
 * Stores what came in and gives what it is acknowledged with, within three seconds; calls of Feishu come after
 * that. Throws NotTaken where an event is to come again.
 */
export const take = async (desk: Desk, event: FeishuEvent): Promise<Reply> => {
  if (event.kind === 'card.action.trigger') return takeCard(desk, event);
  await inTime(takeEvent(desk, event), () => {
    throw new NotTaken('not stored in time');
  });
  return NOTHING;
};
