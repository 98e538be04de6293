import type { Form, FormField } from '#cards/card.ts';
import type { ParseContext } from './request.ts';
import { TITLE_LIMIT } from './argument.ts';
import { formWords } from './form-words.ts';
import { argumentOptions } from './values/options.ts';
import { levelArgument } from './verbs/lifecycle.ts';

/** The arguments that the form asks for. */
export const OPEN_QUESTIONS: readonly string[] = ['scenario', 'title', 'regions', 'users', 'level'];

type Prefill = Readonly<Record<string, string>>;

const valueOf = (prefill: Prefill, id: string) =>
  prefill[id] === undefined ? {} : { value: prefill[id] };

/** What someone may see, in plain words, for each scenario; others by their names. */
const seenOptions = ({ policy, locale }: ParseContext): NonNullable<FormField['options']> => {
  const { seen } = formWords(locale);
  const order = Object.keys(seen);
  const place = (id: string): number => {
    if (id === 'general') return Number.MAX_SAFE_INTEGER;
    return order.includes(id) ? order.indexOf(id) : order.length;
  };
  return Object.values(policy.playbooks)
    .toSorted((a, b) => place(a.id) - place(b.id))
    .map(({ id, names }) => ({ value: id, label: seen[id] ?? names[locale] }));
};

/** A question that may be left open, answered in free words. */
const openQuestion = (
  id: string,
  label: string,
  placeholder: string,
  context: ParseContext,
  prefill: Prefill,
): FormField => ({
  id,
  label,
  kind: 'text',
  required: false,
  hint: formWords(context.locale).optional,
  placeholder,
  ...valueOf(prefill, id),
});

const levelQuestion = (context: ParseContext, prefill: Prefill): FormField => {
  const { questions: ask } = formWords(context.locale);
  const level = levelArgument({ required: false, positional: false });
  return {
    id: 'level',
    label: ask.level,
    kind: 'choice',
    required: false,
    hint: ask.levelHint,
    options: argumentOptions(level, context).map(({ value, label }) => ({ value, label })),
    ...valueOf(prefill, 'level'),
  };
};

const questions = (context: ParseContext, prefill: Prefill): readonly FormField[] => {
  const { questions: ask } = formWords(context.locale);
  return [
    {
      id: 'scenario',
      label: ask.what,
      kind: 'choice',
      required: true,
      options: seenOptions(context),
      ...valueOf(prefill, 'scenario'),
    },
    {
      id: 'title',
      label: ask.title,
      kind: 'text',
      required: true,
      placeholder: ask.titleExample,
      maxLength: TITLE_LIMIT,
      ...valueOf(prefill, 'title'),
    },
    openQuestion('regions', ask.where, ask.whereExample, context, prefill),
    openQuestion('users', ask.users, ask.usersExample, context, prefill),
    levelQuestion(context, prefill),
  ];
};

/** Three questions for someone who knows nothing, and the open incidents to join instead. */
export const openForm = (
  context: ParseContext,
  prefill: Prefill,
  besides: readonly FormField[],
): Form => {
  const words = formWords(context.locale);
  const { openIncidents } = context;
  const form: Form = {
    command: 'open',
    title: words.openTitle,
    submit: words.openSubmit,
    fields: [...questions(context, prefill), ...besides],
  };
  if (openIncidents.length === 0) return form;
  return {
    ...form,
    intro: [
      [words.openIncidents],
      ...openIncidents.map(({ key, title }) => [{ bold: key }, ` ${title}`]),
    ],
    actions: openIncidents.map(({ key }) => ({
      label: words.join(key),
      line: `join ${key}`,
      style: 'default' as const,
    })),
  };
};
