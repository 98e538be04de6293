import type { Form } from '#cards/card.ts';
import { DeliveryError, type Answer, type Inbound, type Inbox } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { SlackApi } from '../web/api.ts';
import type { Drawing } from './drawing.ts';
import { notOpenedCard } from './own-cards.ts';
import type { Spot, Tell } from './private-answers.ts';
import type { Reading } from './reading.ts';
import type { Respond } from './respond.ts';

/** What answering needs. */
export interface Desk {
  readonly inbox: Inbox;
  readonly api: SlackApi;
  readonly reading: Reading;
  readonly drawing: Drawing;
  readonly respond: Respond;
  readonly tell: Tell;
  /** The slash command, for what a person is told to type. */
  readonly command: string;
  /** True the first time: what comes again was answered, and its answer is not shown twice. */
  readonly isFirst: (receiptId: string) => boolean;
  readonly log: Log;
}

/** Where and how the person who asked can be reached, after Slack has its acknowledgement. */
export interface Asked {
  readonly inbound: Inbound;
  readonly user: string;
  readonly trigger?: string | undefined;
  readonly responseUrl?: string | undefined;
  readonly spot: Spot;
  /** The window it was asked from. */
  readonly view?: { readonly id: string; readonly kind: 'modal' | 'home' } | undefined;
}

const where = ({ inbound }: Asked): string | undefined => inbound.where?.id;

/** A private message of the one who asked; where Slack gave no address for it, it is told like an event's. */
const whisper = async (desk: Desk, asked: Asked, card: NonNullable<Answer['card']>) => {
  const { drawing, respond, tell } = desk;
  const { responseUrl, spot, user } = asked;
  if (responseUrl === undefined) {
    await tell(user, spot, card);
    return;
  }
  const { text, blocks } = await drawing.message(card);
  const below = spot.thread === undefined ? {} : { thread_ts: spot.thread };
  const message = { response_type: 'ephemeral', replace_original: false, text, blocks, ...below };
  await respond(responseUrl, message);
};

const succeeds = async (desk: Desk, method: string, args: object): Promise<boolean> => {
  try {
    await desk.api.now(method, { ...args });
    return true;
  } catch (error) {
    const about = error instanceof DeliveryError ? { code: error.code } : { err: error };
    desk.log.warn({ ...about, method }, 'could not open a window');
    return false;
  }
};

/** A trigger lives three seconds and opens one window, so nothing else may be asked of Slack before. */
const openForm = async (desk: Desk, asked: Asked, form: Form): Promise<void> => {
  const { trigger, view: from } = asked;
  const view = await desk.drawing.form(form, where(asked));
  if (from?.kind === 'modal') {
    // Above a third window there is no room: then it takes the place of the one that is open.
    if (
      trigger !== undefined &&
      (await succeeds(desk, 'views.push', { trigger_id: trigger, view }))
    )
      return;
    if (await succeeds(desk, 'views.update', { view_id: from.id, view })) return;
  } else if (
    trigger !== undefined &&
    (await succeeds(desk, 'views.open', { trigger_id: trigger, view }))
  )
    return;
  await whisper(desk, asked, notOpenedCard(form, desk.command));
};

const showCard = async (
  desk: Desk,
  asked: Asked,
  card: NonNullable<Answer['card']>,
): Promise<void> => {
  const { view: from, trigger } = asked;
  if (from === undefined) {
    await whisper(desk, asked, card);
    return;
  }
  const view = await desk.drawing.answer(card);
  const isShown =
    from.kind === 'modal'
      ? await succeeds(desk, 'views.update', { view_id: from.id, view })
      : trigger !== undefined &&
        (await succeeds(desk, 'views.open', { trigger_id: trigger, view }));
  if (!isShown) await whisper(desk, asked, card);
};

/** Shows what the inbox answered, once; it carries no state, so nothing is lost where Slack refuses. */
export const showAnswer = async (desk: Desk, asked: Asked, answer: Answer): Promise<void> => {
  const { card, form, repeated } = answer;
  if (card === undefined && form === undefined) return;
  // Its trigger opened its window, maybe for a process that is no more.
  if (repeated === true && (form !== undefined || asked.view !== undefined)) return;
  if (!desk.isFirst(asked.inbound.receiptId)) return;
  if (form !== undefined) await openForm(desk, asked, form);
  else if (card !== undefined) await showCard(desk, asked, card);
};
