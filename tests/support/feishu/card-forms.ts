import { callbackValue, elementsOfCard, labelOf } from './card-words.ts';
import type { Json } from './json.ts';
import { isObject, lengthOf, listOf, textOf } from './json.ts';

export interface CardButton {
  readonly label: string;
  readonly value: Json;
  readonly element: Json;
}

const isDisabled = (element: Json): boolean => element['disabled'] === true;

/** Everything on a card that can be pressed: its buttons, with what they give back. */
export const buttonsOf = (card: Json): readonly CardButton[] =>
  elementsOfCard(card)
    .filter((element) => element['tag'] === 'button' && !isDisabled(element))
    .map((element) => ({
      label: labelOf(element),
      value: callbackValue(element) ?? {},
      element,
    }));

/** What a press of this button gives: the action of the callback. */
export const pressOf = (card: Json, wanted: string): Json => {
  const buttons = buttonsOf(card);
  const found =
    buttons.find(({ label }) => label === wanted) ??
    buttons.find(({ value }) => value['line'] === wanted);
  if (found === undefined) {
    throw new Error(
      `no button ${wanted}; there are ${buttons.map(({ label }) => label).join(', ')}`,
    );
  }
  if (callbackValue(found.element) === undefined) throw new Error(`${wanted} calls nothing back`);
  const { name } = found.element;
  return { value: found.value, tag: 'button', ...(name === undefined ? {} : { name }) };
};

const FIELD_TAGS = new Set([
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
]);

const INITIAL: Readonly<Record<string, string>> = {
  input: 'default_value',
  select_static: 'initial_option',
  multi_select_static: 'selected_values',
  select_person: 'initial_option',
  multi_select_person: 'selected_values',
  date_picker: 'initial_date',
  picker_time: 'initial_time',
  picker_datetime: 'initial_datetime',
  checker: 'checked',
};

const withZone = (value: string): string => (/ [+-]\d{4}$/u.test(value) ? value : `${value} +0800`);

const checkOption = (field: Json, value: string): void => {
  const options = listOf(field['options']);
  if (options.length > 0 && !options.some((option) => option['value'] === value)) {
    throw new Error(`${textOf(field['name'])}: there is no choice ${value}`);
  }
};

/** A filled-in field as a callback carries it; throws where a client would not take it. */
const valueOf = (field: Json, given: string | readonly string[]): unknown => {
  const tag = textOf(field['tag']);
  const name = textOf(field['name']);
  if (tag.startsWith('multi_')) {
    const many = typeof given === 'string' ? [given] : given;
    for (const one of many) checkOption(field, one);
    return many;
  }
  if (typeof given !== 'string') throw new Error(`${name} takes one value`);
  if (tag === 'checker') return given === 'true';
  if (tag === 'date_picker' || tag.startsWith('picker_')) return withZone(given);
  const most = field['max_length'];
  if (tag === 'input' && typeof most === 'number' && lengthOf(given) > most) {
    throw new Error(`${name} takes at most ${most} characters`);
  }
  if (tag.startsWith('select_')) checkOption(field, given);
  return given;
};

const fieldsIn = (form: Json): readonly Json[] =>
  elementsOfCard({ body: { elements: form['elements'] } }).filter(
    ({ tag, name }) => FIELD_TAGS.has(textOf(tag)) && name !== undefined,
  );

const initialOf = (field: Json): unknown => {
  const tag = textOf(field['tag']);
  const initial = field[INITIAL[tag] ?? ''];
  if (initial !== undefined && initial !== '') {
    return tag.includes('picker') ? withZone(textOf(initial)) : initial;
  }
  if (tag === 'checker') return false;
  return tag === 'input' ? '' : undefined;
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What submitting the form of this card gives: the action of the callback. */
export const submitOf = (
  card: Json,
  values: Readonly<Record<string, string | readonly string[]>>,
): Json => {
  const form = elementsOfCard(card).find(({ tag }) => tag === 'form');
  if (form === undefined) throw new Error('the card has no form');
  const fields = fieldsIn(form);
  for (const name of Object.keys(values)) {
    if (!fields.some((field) => field['name'] === name)) throw new Error(`no field ${name}`);
  }
  const filled = fields.map((field): readonly [string, unknown] => {
    const name = textOf(field['name']);
    const given = values[name];
    const value = given === undefined || given === '' ? initialOf(field) : valueOf(field, given);
    if (field['required'] === true && isEmpty(value)) throw new Error(`${name} must be filled in`);
    return [name, value];
  });
  const submit = elementsOfCard(card).find(
    (element) =>
      element['form_action_type'] === 'submit' || element['action_type'] === 'form_submit',
  );
  if (!isObject(submit)) throw new Error('the form has no button to submit it');
  return {
    value: callbackValue(submit) ?? {},
    tag: 'button',
    name: submit['name'],
    form_value: Object.fromEntries(filled.filter(([, value]) => value !== undefined)),
  };
};
