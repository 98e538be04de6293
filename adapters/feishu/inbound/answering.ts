import type { Form } from '#cards/card.ts';
import type { Answer, Inbound } from '#ports/messenger.ts';
import type { Asked, Desk, SentForm } from './desk.ts';
import { errorToast, NOTHING, ownToast, rawCard, type Reply, toastOf } from './reply.ts';
import type { EventOf } from './shapes.ts';
import { INBOUND_WORDS } from './words.ts';

/** Sends a form to one person and remembers it. */
const sendForm = async (desk: Desk, asked: Asked, form: Form, room?: string): Promise<void> => {
  const { drawing, tell, forms } = desk;
  const { who, chat, receiptId } = asked;
  const sent = await tell(who, chat, await drawing.form(form, room), receiptId);
  if (sent !== undefined) forms.set(sent.id, { account: who.id, form, room });
};

/** Shows what the inbox answered to one person, once; it carries no state, so nothing is lost without it. */
export const showAnswer = async (
  desk: Desk,
  asked: Asked,
  { card, form }: Answer,
  room: string | undefined = asked.chat,
): Promise<void> => {
  const { who, chat, receiptId } = asked;
  if (card === undefined && form === undefined) return;
  if (!desk.isFirst(receiptId)) return;
  if (form !== undefined) await sendForm(desk, asked, form, room);
  else if (card !== undefined) await desk.tell(who, chat, card, receiptId);
};

type CardEvent = EventOf<'card.action.trigger'>;
type FromCard = Extract<Inbound, { kind: 'press' | 'submit' }>;

/** Afterwards, where only that person sees it: what stands on a card in a group is seen by all. */
const later = (desk: Desk, { context }: CardEvent, inbound: FromCard, answer: Answer): void => {
  const { who, where, receiptId } = inbound;
  const group = async (chat: string | undefined): Promise<string | undefined> =>
    chat !== undefined && (await desk.places.kindOf(chat)) === 'group' ? chat : undefined;
  desk.afterwards(async () => {
    const chat = await group(context.open_chat_id);
    // A form that follows another is about the same group, also where that one was sent directly.
    const room = await group(where?.id);
    await showAnswer(desk, { who, chat, receiptId }, answer, room);
  });
};

/** The person's own form is a card that nobody else sees, so it can be changed into anything. */
const inOwnForm = async (
  { drawing, forms, isFirst }: Desk,
  message: string,
  sent: SentForm,
  inbound: FromCard,
  { card, form, fieldErrors }: Answer,
): Promise<Reply> => {
  if (fieldErrors !== undefined) {
    const values = inbound.kind === 'submit' ? inbound.values : {};
    const again = await drawing.wrongForm(sent.form, sent.room, fieldErrors, values);
    return { toast: errorToast(fieldErrors), card: rawCard(again) };
  }
  if (form !== undefined) {
    forms.set(message, { ...sent, form });
    return { card: rawCard(await drawing.form(form, sent.room)) };
  }
  if (card === undefined) return NOTHING;
  forms.delete(message);
  // Brought again, it is no form any more, and its answer was shown.
  isFirst(inbound.receiptId);
  return { toast: toastOf(card), card: rawCard(await drawing.card(card)) };
};

/** The reply to a press or a submitted form; what it has no room for is told afterwards. */
export const replyTo = async (
  desk: Desk,
  event: CardEvent,
  inbound: FromCard,
  answer: Answer,
): Promise<Reply> => {
  const { open_message_id: message } = event.context;
  const sent = message === undefined ? undefined : desk.forms.get(message);
  if (
    message !== undefined &&
    inbound.kind === 'submit' &&
    sent?.account === inbound.who.id &&
    sent.form.command === inbound.command
  )
    return inOwnForm(desk, message, sent, inbound, answer);
  const { card, form, fieldErrors } = answer;
  if (fieldErrors !== undefined) return { toast: errorToast(fieldErrors) };
  later(desk, event, inbound, answer);
  if (form !== undefined) return { toast: ownToast('info', INBOUND_WORDS.formSent) };
  return card === undefined ? NOTHING : { toast: toastOf(card) };
};

/** The answer to a card that came too late for a reply. */
export const answerLate = (
  desk: Desk,
  event: CardEvent,
  inbound: FromCard,
  answer: Answer,
): void => {
  const { fieldErrors, ...shown } = answer;
  const { open_message_id: message } = event.context;
  const sent = message === undefined ? undefined : desk.forms.get(message);
  if (fieldErrors === undefined || sent?.account !== inbound.who.id) {
    later(desk, event, inbound, shown);
    return;
  }
  const values = inbound.kind === 'submit' ? inbound.values : {};
  desk.afterwards(async () => {
    const { form, room, account } = sent;
    const again = await desk.drawing.wrongForm(form, room, fieldErrors, values);
    const told = await desk.tell(inbound.who, room, again, inbound.receiptId);
    if (told !== undefined) desk.forms.set(told.id, { form, room, account });
  });
};
