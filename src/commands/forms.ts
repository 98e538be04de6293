import type { Form, FormField } from '#cards/card.ts';
import type { Argument } from './argument.ts';
import { buildFrom } from './build.ts';
import type { Command } from './command.ts';
import { isFault, type PlacedFault } from './fault.ts';
import { isOfAnotherTemplate, variableFields } from './form-variables.ts';
import { faultText, formWords } from './form-words.ts';
import { incidentOfLine, needOf } from './incident-of-line.ts';
import { OPEN_QUESTIONS, openForm } from './open-form.ts';
import { aboutIncident } from './about-incident.ts';
import { isBlank } from './normalise.ts';
import { readArgument } from './read-argument.ts';
import { missingOf, type Typed } from './read-values.ts';
import { findCommand } from './registry.ts';
import type { ParseContext, Request } from './request.ts';
import { pickerText } from './values/instant.ts';
import { argumentOptions } from './values/options.ts';
import { exampleOf } from './values/example.ts';

/** What a form is made from: where, when and by whom it was asked for. */
export type FormContext = ParseContext;
export type FormValues = Readonly<Record<string, string>>;
export interface FieldErrors {
  readonly fieldErrors: Readonly<Record<string, string>>;
}

/** Longer texts get several lines. */
const ONE_LINE = 200;

const kindOf = (argument: Argument, hasOptions: boolean): FormField['kind'] => {
  switch (argument.kind) {
    case 'person':
      return 'person';
    case 'people':
      return 'people';
    case 'flag':
      return 'checkbox';
    case 'instant':
      return 'datetime';
    case 'number':
      return 'number';
    case 'rest':
    case 'text':
      return (argument.maxLength ?? 0) > ONE_LINE ? 'multiline' : 'text';
    case 'level':
    case 'scenario':
    case 'role':
      return 'choice';
    case 'choice':
    case 'id':
      return hasOptions && argument.others !== true ? 'choice' : 'text';
    case 'duration':
    case 'users':
    case 'regions':
    case 'words':
    case 'url':
    case 'vars':
      return 'text';
  }
};

const defaultOf = (
  { name }: Argument,
  command: Command,
  { incident }: FormContext,
): string | undefined => {
  if (command.id === 'grade' && name === 'level')
    return incident?.severity ?? incident?.suggestion.severity;
  if (command.id === 'meeting start' && name === 'url') return incident?.meetings.at(-1)?.url;
  if (command.id === 'update' && name === 'percent') return incident?.updates.percent?.toString();
  return undefined;
};

const PICKED: readonly Argument['kind'][] = ['level', 'scenario', 'role', 'choice', 'id'];

/** What a picker is set to: values of choices, ids of people, times as pickers write them. */
const shownValue = (given: string, argument: Argument, context: FormContext): string => {
  const reading = readArgument(argument, [given], context);
  if (isFault(reading)) return given;
  if (reading.is === 'people') return reading.people.map(({ id }) => id).join(',');
  if (reading.is === 'number' && argument.kind === 'instant')
    return pickerText(reading.number, context.timezone);
  return reading.is === 'text' && PICKED.includes(argument.kind) ? reading.text : given;
};

const withTyped = (
  options: readonly { readonly value: string; readonly label: string }[],
  value: string | undefined,
) =>
  value === undefined || options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }];

const fieldOf = (
  argument: Argument,
  command: Command,
  context: FormContext,
  prefill: FormValues,
): FormField => {
  const { locale } = context;
  const options = argumentOptions(argument, context).map(({ value, label }) => ({ value, label }));
  const kind = kindOf(argument, options.length > 0);
  const given = prefill[argument.name] ?? defaultOf(argument, command, context);
  const value = given === undefined ? undefined : shownValue(given, argument, context);
  const hint = formWords(locale).hints[argument.kind];
  const isFree = kind === 'text' || kind === 'number';
  return {
    id: argument.name,
    label: argument.label[locale],
    kind,
    required: argument.required || isAskedFor(argument, prefill),
    ...(kind === 'choice' ? { options: withTyped(options, value) } : {}),
    ...(hint === undefined ? {} : { hint }),
    ...(value === undefined ? {} : { value }),
    ...(argument.maxLength === undefined ? {} : { maxLength: argument.maxLength }),
    ...(isFree && argument.placeholder !== undefined
      ? { placeholder: exampleOf(argument, context) }
      : {}),
  };
};

/** Whether it means anything beside what is set. */
const fits = ({ goesWith }: Argument, set: FormValues): boolean => {
  const beside = goesWith && set[goesWith.argument];
  return beside === undefined || isBlank(beside) || beside === goesWith?.value;
};

/** Whether the form asks for it, though a line may do without. */
const isAskedFor = ({ wanted, goesWith }: Argument, set: FormValues): boolean =>
  wanted && (goesWith === undefined || set[goesWith.argument] === goesWith.value);

/** Values as pickers know them. */
const setFrom = (command: Command, context: FormContext, values: FormValues): FormValues => ({
  ...values,
  ...Object.fromEntries(
    command.args.flatMap((argument) => {
      const given = values[argument.name];
      return given === undefined ? [] : [[argument.name, shownValue(given, argument, context)]];
    }),
  ),
});

const fieldsOf = (
  command: Command,
  context: FormContext,
  prefill: FormValues,
): readonly FormField[] => {
  const set = setFrom(command, context, prefill);
  return command.args
    .filter((argument) => fits(argument, set))
    .flatMap((argument) =>
      argument.kind === 'vars'
        ? variableFields(command.id, argument, context, prefill)
        : [fieldOf(argument, command, context, set)],
    );
};

/** What was typed and is not among the questions of the form of `open`. */
const typedBesides = (
  command: Command,
  context: FormContext,
  prefill: FormValues,
): readonly FormField[] =>
  command.args
    .filter(({ name }) => prefill[name] !== undefined && !OPEN_QUESTIONS.includes(name))
    .map((argument) => fieldOf(argument, command, context, prefill));

/** The form of a command (`announce draft`), filled in as far as is known; an unknown one is answered with help's. */
export const formFor = (id: string, context: FormContext, prefill: FormValues): Form => {
  const command = findCommand(id)?.command ?? findCommand('help')?.command;
  const words = formWords(context.locale);
  if (command === undefined) return { command: id, title: id, fields: [], submit: words.submit };
  if (command.id === 'open')
    return openForm(context, prefill, typedBesides(command, context, prefill));
  const key = command.incident === 'none' ? undefined : context.incident?.key;
  return {
    command: command.id,
    title: command.summary[context.locale],
    fields: fieldsOf(command, context, prefill),
    submit: words.submit,
    ...(key === undefined ? {} : { incident: key }),
  };
};

const typedFrom = (command: Command, values: FormValues, context: FormContext): Typed => {
  const filled = Object.entries(values).filter(([, value]) => !isBlank(value));
  const vars = command.args.find(({ kind }) => kind === 'vars');
  const prefix = `${vars?.name}.`;
  const template = command.id === 'announce draft' ? values['template'] : undefined;
  const pairs =
    vars === undefined
      ? []
      : filled
          .filter(([id]) => id.startsWith(prefix))
          .map(([id, text]) => ({ key: id.slice(prefix.length), text }))
          .filter(
            ({ key }) => template === undefined || !isOfAnotherTemplate(key, template, context),
          );
  return { texts: Object.fromEntries(filled.map(([name, value]) => [name, [value]])), pairs };
};

const fieldIdOf = ({ argument, key }: PlacedFault): string =>
  key === undefined ? argument : `${argument}.${key}`;

const missingErrors = (
  command: Command,
  values: FormValues,
  typed: Typed,
  context: FormContext,
): Record<string, string> => {
  const words = formWords(context.locale);
  const missing = missingOf(command, typed);
  const [first] = missing;
  // Where anything would do, the first field says so.
  if (first !== undefined && (command.formWhenBare === true || first.kind === 'vars'))
    return { [fieldsOf(command, context, {})[0]?.id ?? first.name]: words.atLeastOne };
  const wanted = command.args.filter(
    (argument) => isAskedFor(argument, values) && typed.texts[argument.name] === undefined,
  );
  return Object.fromEntries([...missing, ...wanted].map(({ name }) => [name, words.required]));
};

const errorsOf = (faults: readonly PlacedFault[], { locale }: FormContext): FieldErrors => ({
  fieldErrors: Object.fromEntries(
    faults.map((placed) => [fieldIdOf(placed), faultText(placed.fault, locale)]),
  ),
});

/** What a filled-in form means, or what is wrong with which field. */
export const submitForm = (
  id: string,
  values: FormValues,
  context: FormContext,
): Request | FieldErrors => {
  const command = findCommand(id)?.command;
  if (command === undefined)
    return { kind: 'usage', problem: { kind: 'unknown-verb', given: id }, line: id };
  const typed = typedFrom(command, values, context);
  const missing = missingErrors(command, values, typed, context);
  if (Object.keys(missing).length > 0) return { fieldErrors: missing };
  const built = buildFrom(command, typed, context);
  if ('faults' in built) return errorsOf(built.faults, context);
  const about = incidentOfLine(id, id.length, needOf(built, command), undefined, context);
  return 'problem' in about
    ? { kind: 'usage', problem: about.problem, line: id }
    : aboutIncident(built, about.key);
};
