import type { InputBlock, KnownBlock, PlainTextInput, RichTextBlock } from '@slack/web-api';
import { Temporal } from 'temporal-polyfill';
import type { FormField } from '#cards/card.ts';
import { head } from '#cards/cut.ts';
import type { Locale } from '#domain/locale.ts';
import { SECOND } from '#domain/time.ts';
import { choiceElement } from './choices.ts';
import { cutKept, isBlank, plain } from './escape.ts';
import { LIMITS } from './limits.ts';
import {
  accountFor,
  accountIn,
  type Accounts,
  boldLeaf,
  preformatted,
  richText,
  section,
} from './rich-text.ts';
import { slackWords } from './words.ts';

/** How the fields of a form are drawn. */
export interface FieldDrawing {
  readonly locale: Locale;
  readonly timezone: string;
  readonly accounts: Accounts;
  /** Units of a prefilled text that go into a field; fewer where a form would be too large for Slack. */
  readonly most: number;
}

type Element = InputBlock['element'];

/** The one element of each field; what was filled in stands under the field's id and this name. */
export const FIELD_ACTION = 'value';

const named = { action_id: FIELD_ACTION } as const;

const placeheld = ({ placeholder = '' }: FormField) =>
  isBlank(placeholder) ? {} : { placeholder: plain(placeholder, LIMITS.placeholder) };

/** Slack counts otherwise than people: what is within the field's own limit must not be refused by Slack. */
const limitOf = ({ maxLength = LIMITS.inputText, value = '' }: FormField): number => {
  const longer = Array.from(value).length <= maxLength ? value.length : maxLength;
  return Math.max(1, Math.min(LIMITS.inputText, Math.max(maxLength, longer)));
};

/** As much of the prefilled text as the field takes. */
const keptOf = (field: FormField, { most }: FieldDrawing): string =>
  head((field.value ?? '').toWellFormed(), Math.min(limitOf(field), most));

const textElement = (field: FormField, drawing: FieldDrawing): PlainTextInput => {
  const initial = keptOf(field, drawing);
  return {
    type: 'plain_text_input',
    ...named,
    multiline: field.kind === 'multiline' || initial.includes('\n'),
    max_length: limitOf(field),
    ...(initial === '' ? {} : { initial_value: initial }),
    ...placeheld(field),
  };
};

/** The account behind an organisation id, `<@U123>` or `U123`. */
const accountOf = (text: string, accounts: Accounts): string | undefined =>
  accountFor(text.trim(), accounts) ?? accountIn(text);

const personElement = (field: FormField, { accounts }: FieldDrawing): Element | undefined => {
  const { value = '' } = field;
  if (isBlank(value)) return { type: 'users_select', ...named, ...placeheld(field) };
  const account = accountOf(value, accounts);
  return account === undefined
    ? undefined
    : { type: 'users_select', ...named, initial_user: account, ...placeheld(field) };
};

const peopleElement = (field: FormField, { accounts }: FieldDrawing): Element | undefined => {
  const given = (field.value ?? '').split(/[,，、]/u).filter((name) => !isBlank(name));
  const found = given.flatMap((name) => accountOf(name, accounts) ?? []);
  if (found.length < given.length) return undefined;
  return {
    type: 'multi_users_select',
    ...named,
    ...(found.length === 0 ? {} : { initial_users: [...new Set(found)] }),
    ...placeheld(field),
  };
};

const numberElement = (field: FormField): Element | undefined => {
  const { value = '' } = field;
  const initial = value.trim();
  if (initial !== '' && !/^-?\d{1,15}(?:\.\d{1,15})?$/u.test(initial)) return undefined;
  return {
    type: 'number_input',
    ...named,
    is_decimal_allowed: true,
    ...(initial === '' ? {} : { initial_value: initial }),
    ...placeheld(field),
  };
};

const secondOf = (picked: string, timezone: string): number | undefined => {
  try {
    const time = Temporal.PlainDateTime.from(picked).toZonedDateTime(timezone);
    return Math.floor(time.epochMilliseconds / SECOND);
  } catch {
    return undefined;
  }
};

const PICKED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u;
const TEN_DIGITS = 9_999_999_999;

const timeElement = (field: FormField, { timezone }: FieldDrawing): Element | undefined => {
  const { value = '' } = field;
  if (isBlank(value)) return { type: 'datetimepicker', ...named };
  const second = PICKED.test(value) ? secondOf(value, timezone) : undefined;
  return second === undefined || second < 0 || second > TEN_DIGITS
    ? undefined
    : { type: 'datetimepicker', ...named, initial_date_time: second };
};

const OFF = /^(?:false|no|off|0|否|不|)$/iu;

const tickElement = ({ value = '' }: FormField, { locale }: FieldDrawing): Element => {
  const yes = { text: plain(slackWords(locale).yes, LIMITS.optionText), value: 'true' };
  const ticked = OFF.test(value.trim()) ? {} : { initial_options: [yes] };
  return { type: 'checkboxes', ...named, options: [yes], ...ticked };
};

/** The picker of a field; undefined where it can't show what was typed so far, and a text field must. */
const pickerOf = (field: FormField, drawing: FieldDrawing): Element | undefined => {
  switch (field.kind) {
    case 'text':
    case 'multiline':
      return undefined;
    case 'choice': {
      const choice = choiceElement(field);
      return choice === undefined ? undefined : { ...choice, ...named };
    }
    case 'person':
      return personElement(field, drawing);
    case 'people':
      return peopleElement(field, drawing);
    case 'number':
      return numberElement(field);
    case 'datetime':
      return timeElement(field, drawing);
    case 'checkbox':
      return tickElement(field, drawing);
  }
};

/** What of a prefilled text is not in the field, to be read and copied from below it. */
const restOf = (
  field: FormField,
  kept: string,
  drawing: FieldDrawing,
): RichTextBlock | undefined => {
  const whole = (field.value ?? '').toWellFormed();
  if (kept.length === whole.length) return undefined;
  const { tooLong } = slackWords(drawing.locale);
  const said = tooLong(Array.from(whole).length, Array.from(kept).length);
  const rest = cutKept(whole.slice(kept.length), drawing.most);
  return richText([section(boldLeaf(said)), preformatted(rest)]);
};

const labelled = (field: FormField, element: Element): InputBlock => {
  const { id, label, hint = '', required, kind } = field;
  // How to type a time is of no use where it is picked.
  const isShown = !isBlank(hint) && element.type !== 'datetimepicker';
  return {
    type: 'input',
    block_id: id,
    label: plain(isBlank(label) ? id : label, LIMITS.inputLabel),
    element,
    optional: !required || kind === 'checkbox',
    ...(isShown ? { hint: plain(hint, LIMITS.hint) } : {}),
  };
};

/** A field, and below it what of its text did not fit. The id of the block is that of the field. */
export const fieldBlocks = (field: FormField, drawing: FieldDrawing): readonly KnownBlock[] => {
  const picker = pickerOf(field, drawing);
  if (picker !== undefined) return [labelled(field, picker)];
  const rest = restOf(field, keptOf(field, drawing), drawing);
  const input = labelled(field, textElement(field, drawing));
  return rest === undefined ? [input] : [input, rest];
};
