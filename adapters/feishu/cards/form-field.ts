import type { FormField } from '#cards/card.ts';
import { cutText } from '#cards/cut.ts';
import { cleanText } from './escape.ts';
import { distinctOptions, pickedPeople, pickerTime } from './form-values.ts';
import { plain, plainText } from './nodes.ts';
import { isOpenId, type Accounts } from './spans.ts';
import type { CardNode } from './json.ts';

/** How much of a form a card has room for. */
export interface Room {
  readonly hints: boolean;
  /** A choice with more options becomes a text box, which takes the same words. */
  readonly options: number;
  /** Characters that a text box holds; 1,000 documented. */
  readonly text: number;
}

export interface FieldContext {
  readonly accounts: Accounts;
  /** Pickers in a group list its members; elsewhere they would list the person alone. */
  readonly room?: string;
  /** open_ids that pickers offer in place of the group's members. */
  readonly offered?: readonly string[];
}

const LABEL = 100;
const PLACEHOLDER = 100;
const MESSAGE = 300;
const OFFERED = 100;

type Control = readonly CardNode[];
type Draw = (field: FormField, context: FieldContext, room: Room) => Control;

const labelOf = ({ label, required }: FormField): string =>
  `${cutText(label, LABEL)}${required ? ' *' : ''}`;

const common = ({ id, required }: FormField) => ({
  name: id,
  width: 'fill',
  ...(required ? { required: true } : {}),
});

const labelled = (field: FormField, control: CardNode): Control => [
  plain(labelOf(field)),
  { ...control, ...common(field) },
];

const MULTILINE = { input_type: 'multiline_text', rows: 3, auto_resize: true, max_rows: 8 };

const input = (field: FormField, { text, hints }: Room, more: object = {}): Control => {
  const most = Math.max(1, Math.min(field.maxLength ?? text, text));
  const { placeholder = '', value = '' } = field;
  return [
    {
      tag: 'input',
      label: plainText(labelOf(field)),
      label_position: 'top',
      max_length: most,
      ...(value === '' ? {} : { default_value: cutText(cleanText(value), most) }),
      ...(placeholder === '' || !hints
        ? {}
        : { placeholder: plainText(cutText(placeholder, PLACEHOLDER)) }),
      ...more,
      ...common(field),
    },
  ];
};

const choice: Draw = (field, _, room) => {
  const options = distinctOptions(field);
  if (options.length === 0 || options.length > room.options) return input(field, room);
  return labelled(field, {
    tag: 'select_static',
    options: options.map(({ value, label }) => ({
      text: plainText(cutText(label.trim() === '' ? value : label, LABEL)),
      value,
    })),
    ...(field.value === undefined || field.value === '' ? {} : { initial_option: field.value }),
  });
};

/** Who is set already is offered too, or the picker would stay empty. */
const offeredWith = (picked: readonly string[], { offered }: FieldContext): object => {
  if (offered === undefined) return {};
  const ids = [...new Set([...picked, ...offered])].filter(isOpenId).slice(0, OFFERED);
  return { options: ids.map((value) => ({ value })) };
};

/** A picker of people where it has somebody to offer; else a box for a name, which is understood as well. */
const people =
  (many: boolean): Draw =>
  (field, context, room) => {
    const picked = pickedPeople(field.value ?? '', context.accounts);
    const [first, second] = picked ?? [];
    const isPickable = context.room !== undefined || (context.offered?.length ?? 0) > 0;
    if (!isPickable || picked === undefined || (!many && second !== undefined))
      return input(field, room);
    const options = offeredWith(picked, context);
    if (many)
      return labelled(field, {
        tag: 'multi_select_person',
        ...options,
        ...(picked.length === 0 ? {} : { selected_values: picked }),
      });
    return labelled(field, {
      tag: 'select_person',
      ...options,
      ...(first === undefined ? {} : { initial_option: first }),
    });
  };

const datetime: Draw = (field, _, room) => {
  const { value = '' } = field;
  const time = pickerTime(value);
  if (value !== '' && time === undefined) return input(field, room);
  return labelled(field, {
    tag: 'picker_datetime',
    ...(time === undefined ? {} : { initial_datetime: time }),
  });
};

const CONTROLS: Readonly<Record<FormField['kind'], Draw>> = {
  text: (field, _, room) => input(field, room),
  number: (field, _, room) => input(field, room),
  multiline: (field, _, room) => input(field, room, MULTILINE),
  choice,
  person: people(false),
  people: people(true),
  datetime,
  checkbox: (field) => [
    {
      tag: 'checker',
      name: field.id,
      checked: field.value === 'true',
      text: plainText(cutText(field.label, LABEL)),
    },
  ],
};

/** A picker needs no word on how a time is written. */
const needsHint = (control: Control): boolean =>
  !control.some(({ tag }) => tag === 'picker_datetime');

/** One field with its label, its hint and what is wrong with it. */
export const fieldNodes = (
  field: FormField,
  context: FieldContext,
  room: Room,
  error: string | undefined,
): readonly CardNode[] => {
  const control = CONTROLS[field.kind](field, context, room);
  const { hint = '' } = field;
  return [
    ...control,
    ...(hint === '' || !room.hints || !needsHint(control)
      ? []
      : [plain(cutText(hint, MESSAGE), { colour: 'grey', size: 'notation' })]),
    ...(error === undefined
      ? []
      : [plain(`⚠️ ${cutText(error, MESSAGE)}`, { colour: 'red', size: 'notation' })]),
  ];
};
