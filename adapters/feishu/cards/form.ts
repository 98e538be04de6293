import type { Form, FormField } from '#cards/card.ts';
import { cutText } from '#cards/cut.ts';
import { buttonNodes } from './buttons.ts';
import { fieldNodes, type FieldContext, type Room } from './form-field.ts';
import { isSendable, type CardJson, type CardNode } from './json.ts';
import { mentionsOf, type Rendering } from './message.ts';
import { frame, plain, plainText } from './nodes.ts';
import { paragraph } from './spans.ts';

export interface FormContext extends Rendering {
  /** `oc_…` of the group the form was asked for in; comes back with it. */
  readonly room?: string;
  /** open_ids that people pickers offer; without them a picker lists the group's members. */
  readonly offered?: readonly string[];
}

type Values = Readonly<Record<string, string>>;

/** From all there is to what matters: hints go first, then long choices become text boxes. */
const ROOMS: readonly Room[] = [
  { hints: true, options: 100, text: 1_000 },
  { hints: false, options: 100, text: 1_000 },
  { hints: false, options: 30, text: 1_000 },
  { hints: false, options: 12, text: 500 },
  { hints: false, options: 0, text: 200 },
];

const LABEL = 100;

const submitNode = (form: Form, { room }: FormContext): CardNode => ({
  tag: 'button',
  type: 'primary_filled',
  width: 'fill',
  name: 'fenghuo_submit',
  form_action_type: 'submit',
  text: plainText(cutText(form.submit.trim() === '' ? form.command : form.submit, LABEL)),
  behaviors: [
    {
      type: 'callback',
      value: {
        form: form.command,
        ...(form.incident === undefined ? {} : { incident: form.incident }),
        ...(form.about === undefined ? {} : { about: form.about }),
        ...(room === undefined ? {} : { room }),
      },
    },
  ],
});

const fieldContext = ({ accounts, room, offered }: FormContext): FieldContext => ({
  accounts,
  ...(room === undefined ? {} : { room }),
  ...(offered === undefined ? {} : { offered }),
});

const draw = (form: Form, errors: Values, context: FormContext, room: Room): CardJson => {
  const ids = new Set(form.fields.map(({ id }) => id));
  const strays = Object.entries(errors).filter(([id]) => !ids.has(id));
  const isWrong = Object.keys(errors).length > 0;
  const head = {
    title: form.title,
    tone: isWrong ? 'warning' : 'info',
    summary: form.title,
  } as const;
  return frame(head, [
    ...paragraph(form.intro ?? [], context.accounts),
    ...buttonNodes(form.actions ?? [], form.incident),
    ...strays.map(([, error]) => plain(`⚠️ ${error}`, { colour: 'red' })),
    {
      tag: 'form',
      name: 'fenghuo_form',
      vertical_spacing: '8px',
      elements: [
        ...form.fields.flatMap((field) =>
          fieldNodes(field, fieldContext(context), room, errors[field.id]),
        ),
        submitNode(form, context),
      ],
    },
  ]);
};

/** Field ids are the names of what comes back: the first of several alike counts. */
const distinct = (fields: readonly FormField[]): readonly FormField[] =>
  fields.filter(({ id }, n) => fields.findIndex((other) => other.id === id) === n);

/** Without the last of the fields that may be left open, or the last one of all. */
const fewer = (form: Form): Form => {
  const optional = form.fields.findLastIndex(
    ({ required, value }) => !required && value === undefined,
  );
  const gone = optional >= 0 ? optional : form.fields.length - 1;
  return { ...form, fields: form.fields.filter((_, n) => n !== gone) };
};

const fitted = (whole: Form, errors: Values, context: FormContext): CardJson => {
  let form: Form = { ...whole, fields: distinct(whole.fields) };
  for (;;) {
    for (const room of ROOMS) {
      const card = draw(form, errors, context, room);
      if (isSendable(card) || (form.fields.length === 0 && room === ROOMS.at(-1))) return card;
    }
    form = fewer(form);
  }
};

/** Organisation ids whose accounts `renderForm` wants: people mentioned and people already filled in. */
export const peopleIn = (form: Form): readonly string[] => [
  ...new Set([
    ...mentionsOf(form.intro ?? []),
    ...form.fields
      .filter(({ kind }) => kind === 'person' || kind === 'people')
      .flatMap(({ value = '' }) => value.split(',').filter((id) => id !== '')),
  ]),
];

/** The form as a card; its submit button calls back with `{form: command, incident?, about?, room?}`. */
export const renderForm = (form: Form, context: FormContext): CardJson => fitted(form, {}, context);

/** The form again, with all that was typed (`values`, by field id) and what is wrong with which field. */
export const renderFieldErrors = (
  form: Form,
  errors: Values,
  values: Values,
  context: FormContext,
): CardJson => {
  const fields = form.fields.map(({ value: _, ...field }): FormField => {
    const typed = values[field.id];
    return typed === undefined ? field : { ...field, value: typed };
  });
  return fitted({ ...form, fields }, errors, context);
};
