import type { Answer } from '#ports/messenger.ts';
import { PRESS_ACTION } from '../blocks/button.ts';
import { fieldErrors } from '../blocks/modal.ts';
import { type Asked, type Desk, showAnswer } from './answering.ts';
import type { Acknowledge, Delivery } from './delivery.ts';
import { fromEvent } from './from-event.ts';
import type { Heard } from './from-message.ts';
import { fromPress, fromShortcut, fromSlash, fromSubmit } from './from-interaction.ts';
import { formOfferCard } from './own-cards.ts';
import type { EventBody, PressBody, ShortcutBody, SlashBody, SubmitBody } from './shapes.ts';

type Take<B> = (desk: Desk, body: B, acknowledge: Acknowledge) => Promise<void>;

/** The answer to a command rides on its acknowledgement; a form needs a call, which comes after it. */
const takeSlash: Take<SlashBody> = async (desk, body, acknowledge) => {
  const { inbox, drawing, reading } = desk;
  const inbound = fromSlash(body, reading);
  const { card, form, repeated } = await inbox.receive(inbound);
  if (card !== undefined) {
    const { text, blocks } = await drawing.message(card);
    await acknowledge({ response_type: 'ephemeral', text, blocks });
    return;
  }
  await acknowledge();
  if (form === undefined) return;
  const asked: Asked = {
    inbound,
    user: body.user_id,
    trigger: body.trigger_id,
    responseUrl: body.response_url,
    spot: { channel: body.channel_id },
  };
  await showAnswer(desk, asked, { form, ...(repeated === undefined ? {} : { repeated }) });
};

const sayRevoked = ({ log }: Desk, { event }: EventBody): void => {
  if (event.type === 'tokens_revoked' || event.type === 'app_uninstalled')
    log.error({ event: event.type }, 'Slack took the app its access: install it again');
};

/** Home is drawn anew each time; anything else is told where it was said. */
const answerHeard = async (desk: Desk, heard: Heard, answer: Answer): Promise<void> => {
  const { api, drawing, log, isFirst, tell } = desk;
  const { inbound, channel, thread } = heard;
  const { card, form } = answer;
  const user = inbound.who.id;
  if (inbound.kind === 'hello') {
    if (card === undefined) return;
    const view = await drawing.home(card);
    await api.now('views.publish', { user_id: user, view }).catch((error: unknown) => {
      log.warn({ err: error, user }, 'could not show the home tab');
    });
    return;
  }
  const line = inbound.kind === 'command' ? inbound.line : undefined;
  const told = form === undefined || line === undefined ? card : formOfferCard(form, line);
  if (told === undefined || channel === undefined || !isFirst(inbound.receiptId)) return;
  await tell(user, { channel, thread }, told);
};

const takeEvent = async (
  desk: Desk,
  body: EventBody,
  { acknowledge, postpone }: Pick<Delivery, 'acknowledge' | 'postpone'>,
): Promise<void> => {
  sayRevoked(desk, body);
  const heard = fromEvent(body, desk.reading);
  if (heard === undefined) return;
  const answer = await desk.inbox.receive(heard.inbound);
  if (answer.again === true) {
    desk.log.warn(
      { kind: heard.inbound.kind },
      'could not record an event: Slack will bring it again',
    );
    postpone();
    return;
  }
  await acknowledge();
  await answerHeard(desk, heard, answer);
};

const windowOf = ({ view }: PressBody): Asked['view'] =>
  view === undefined
    ? undefined
    : { id: view.id, kind: view.type === 'home' ? ('home' as const) : ('modal' as const) };

const takePress: Take<PressBody> = async (desk, body, acknowledge) => {
  const inbound = fromPress(body, desk.reading);
  if (inbound === undefined) {
    const [action] = body.actions;
    if (String(action?.['action_id']).startsWith(PRESS_ACTION))
      desk.log.warn({}, 'a button of ours that could not be read was pressed');
    return;
  }
  const answer = await desk.inbox.receive(inbound);
  await acknowledge();
  const asked: Asked = {
    inbound,
    user: body.user.id,
    trigger: body.trigger_id,
    responseUrl: body.response_url,
    spot: {
      channel: body.channel?.id ?? body.container?.channel_id,
      thread: body.container?.thread_ts,
    },
    view: windowOf(body),
  };
  await showAnswer(desk, asked, answer);
};

/** Slack shows nothing at all when an error names a block that is not in the window. */
const errorsFor = (
  { view }: SubmitBody,
  errors: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const state = view['state'];
  const values =
    typeof state === 'object' && state !== null && 'values' in state ? state.values : undefined;
  const blocks = typeof values === 'object' && values !== null ? Object.keys(values) : [];
  const byBlock = Object.entries(fieldErrors(errors));
  const shown = byBlock.filter(([block]) => blocks.includes(block));
  const [first] = blocks;
  if (shown.length > 0 || first === undefined) return Object.fromEntries(shown);
  return { [first]: byBlock.map(([, sentence]) => sentence).join(' ') };
};

const takeSubmit: Take<SubmitBody> = async (desk, body, acknowledge) => {
  const { inbox, drawing, reading, log } = desk;
  const inbound = fromSubmit(body, reading);
  if (inbound === undefined) {
    log.warn({}, 'a form that could not be read was sent');
    return;
  }
  const { card, form, fieldErrors: wrong = {} } = await inbox.receive(inbound);
  if (Object.keys(wrong).length > 0)
    await acknowledge({ response_action: 'errors', errors: errorsFor(body, wrong) });
  else if (form !== undefined)
    await acknowledge({
      response_action: 'update',
      view: await drawing.form(form, inbound.where?.id),
    });
  else if (card !== undefined)
    await acknowledge({ response_action: 'update', view: await drawing.answer(card) });
  else await acknowledge({ response_action: 'clear' });
};

const takeShortcut: Take<ShortcutBody> = async (desk, body, acknowledge) => {
  const inbound = fromShortcut(body, desk.reading);
  if (inbound === undefined) return;
  const answer = await desk.inbox.receive(inbound);
  await acknowledge();
  const asked: Asked = {
    inbound,
    user: body.user.id,
    trigger: body.trigger_id,
    responseUrl: body.response_url,
    spot: { channel: body.channel.id },
  };
  await showAnswer(desk, asked, answer);
};

/**
 * Stores what came in, then acknowledges, and only then calls Slack. What is of no interest is left for
 * whoever brought it to acknowledge.
 */
export const take = async (desk: Desk, delivery: Delivery): Promise<void> => {
  const { body, acknowledge } = delivery;
  if ('command' in body) return takeSlash(desk, body, acknowledge);
  switch (body.type) {
    case 'event_callback':
      return takeEvent(desk, body, delivery);
    case 'block_actions':
      return takePress(desk, body, acknowledge);
    case 'view_submission':
      return takeSubmit(desk, body, acknowledge);
    case 'message_action':
      return takeShortcut(desk, body, acknowledge);
    case 'view_closed':
    case 'shortcut':
      return undefined;
  }
};
