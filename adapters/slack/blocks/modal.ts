import type { HomeView, KnownBlock, ModalView } from '@slack/web-api';
import type { Button, Card, Form, FormField } from '#cards/card.ts';
import { cutLines, cutText } from '#cards/cut.ts';
import type { Locale } from '#domain/locale.ts';
import { elementBlock } from './elements.ts';
import { isBlank, plain } from './escape.ts';
import { fieldBlocks, type FieldDrawing } from './fields.ts';
import { languageOf, languageOfCard } from './language.ts';
import { CARD_LIMITS, LIMITS } from './limits.ts';
import { cardBlocks, type Rendering } from './message.ts';
import { FORM_CALLBACK } from './read-modal.ts';
import type { Accounts } from './rich-text.ts';
import { slackWords } from './words.ts';

export { fieldErrors, readModal } from './read-modal.ts';

export interface ModalContext {
  /** The channel it was asked for in; comes back with what was filled in. */
  readonly room?: string;
  readonly timezone: string;
  /** Organisation id → Slack account, for people who are filled in already. */
  readonly accounts: Accounts;
}

/** Slack refuses longer words; a whole word less reads better than half a one. */
const viewWord = (text: string): string => {
  if (text.length <= LIMITS.viewWord) return text;
  const cut = text.slice(0, LIMITS.viewWord);
  const space = cut.lastIndexOf(' ');
  return space < LIMITS.viewWord / 2
    ? cutText(text, LIMITS.viewWord)
    : `${cut.slice(0, space).replace(/[\s,;:]+$/u, '')}…`;
};

const word = (text: string, otherwise: string) =>
  plain(viewWord(isBlank(text) ? otherwise : text), LIMITS.viewWord);

/** JSON of what rides along, without what is too long for Slack. */
const riderText = ({ command, incident, about }: Form, room: string | undefined): string => {
  const key = incident === undefined ? {} : { incident };
  const where = room === undefined ? {} : { room };
  const what = about === undefined ? {} : { about };
  const whole = JSON.stringify({ command, ...key, ...where, ...what });
  return whole.length <= LIMITS.privateMetadata
    ? whole
    : JSON.stringify({ command, ...key, ...where }).slice(0, LIMITS.privateMetadata);
};

const drawing = (locale: Locale, accounts: Accounts, incident: string | undefined) => ({
  accounts,
  locale,
  incident,
  place: 0,
  asTable: false,
});

const headOf = (form: Form, locale: Locale, accounts: Accounts): readonly KnownBlock[] => {
  const { title, intro = [], actions = [], incident } = form;
  const how = drawing(locale, accounts, incident);
  const lines = cutLines(intro, CARD_LIMITS.text, '…');
  const rows: (readonly Button[])[] = [
    actions.slice(0, CARD_LIMITS.buttons),
    actions.slice(CARD_LIMITS.buttons, 2 * CARD_LIMITS.buttons),
  ];
  return [
    title.length > LIMITS.viewWord
      ? elementBlock({ kind: 'heading', text: cutText(title, CARD_LIMITS.heading) }, how)
      : undefined,
    elementBlock({ kind: 'text', lines }, how),
    ...rows.map((buttons, place) => elementBlock({ kind: 'actions', buttons }, { ...how, place })),
  ].filter((block) => block !== undefined);
};

/** As many fields as fit beside the head, each with the rest of its text. */
const MOST_FIELDS = 45;

const isBlockId = (id: string): boolean =>
  !isBlank(id) && id.isWellFormed() && id.length <= LIMITS.blockId;

/** The fields that Slack takes; where they are too many, required ones go last. */
const fitFields = (fields: readonly FormField[]): readonly FormField[] => {
  const byId = new Map(fields.map((field) => [field.id, field]));
  let kept = [...byId.values()].filter(({ id }) => isBlockId(id));
  while (kept.length > MOST_FIELDS) {
    const optional = kept.findLastIndex(({ required }) => !required);
    kept = kept.toSpliced(optional < 0 ? kept.length - 1 : optional, 1);
  }
  return kept;
};

const bodyOf = (form: Form, how: FieldDrawing): readonly KnownBlock[] => {
  const fields = fitFields(form.fields);
  const missing = form.fields.length - fields.length;
  const said = missing === 0 ? '' : slackWords(how.locale).fieldsLeftOut(missing);
  const note = elementBlock(
    { kind: 'note', line: [said] },
    drawing(how.locale, how.accounts, undefined),
  );
  return [
    ...fields.flatMap((field) => fieldBlocks(field, how)),
    ...(note === undefined ? [] : [note]),
  ];
};

const viewOf = (form: Form, context: ModalContext, most: number): ModalView => {
  const { room, timezone, accounts } = context;
  const { command, title } = form;
  const locale = languageOf(form.submit);
  const blocks = [
    ...headOf(form, locale, accounts),
    ...bodyOf(form, { locale, timezone, accounts, most }),
  ];
  const empty: KnownBlock = {
    type: 'header',
    text: plain(isBlank(title) ? '…' : title, LIMITS.header),
  };
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: riderText(form, room),
    title: word(title, command),
    submit: word(form.submit, slackWords(locale).yes),
    close: word(slackWords(locale).cancel, ''),
    blocks: blocks.length === 0 ? [empty] : blocks,
  };
};

/** Less and less of what is prefilled, until Slack takes the form as a whole. */
const PREFILLED = [LIMITS.inputText, 1_000, 200, 40] as const;

/** A form as a modal window (views.open, views.update). Its blocks have the ids of the fields. */
export const renderModal = (form: Form, context: ModalContext): ModalView => {
  const views = PREFILLED.map((most) => () => viewOf(form, context, most));
  for (const make of views.slice(0, -1)) {
    const view = make();
    if (Buffer.byteLength(JSON.stringify(view)) <= LIMITS.viewBytes) return view;
  }
  return viewOf(form, context, PREFILLED[PREFILLED.length - 1] ?? 0);
};

/** An answer within a window that is open already: `response_action: 'update'` or views.update. */
export const renderAnswerModal = (card: Card, rendering: Rendering): ModalView => {
  const words = slackWords(languageOfCard(card));
  return {
    type: 'modal',
    callback_id: 'fenghuo:answer',
    title: word(card.title, '…'),
    close: word(words.close, ''),
    blocks: [...cardBlocks(card, rendering, 'modal')],
  };
};

/** A card as the Home tab (views.publish). */
export const renderHome = (card: Card, rendering: Rendering): HomeView => ({
  type: 'home',
  blocks: [...cardBlocks(card, rendering, 'home')],
});
