import type { PlainTextOption, RadioButtons, StaticSelect } from '@slack/web-api';
import type { FormField } from '#cards/card.ts';
import { isBlank, plain } from './escape.ts';
import { LIMITS } from './limits.ts';

/** So few are seen at once; what must be chosen needs no empty choice, which radio buttons can't go back to. */
const FEW = 6;

const optionOf = (value: string, label: string): PlainTextOption => ({
  text: plain(isBlank(label) ? value : label, LIMITS.optionText),
  value,
});

/** The options that Slack takes, each value once. */
const optionsOf = ({ options = [] }: FormField): readonly PlainTextOption[] => {
  const byValue = new Map(options.map(({ value, label }) => [value, optionOf(value, label)]));
  return [...byValue.values()].filter(
    ({ value = '' }) =>
      !isBlank(value) && value.isWellFormed() && value.length <= LIMITS.optionValue,
  );
};

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );

/** Groups named by their first and last option; what is beyond a hundred of them is left out. */
const groupsOf = (options: readonly PlainTextOption[]) =>
  chunks(options, LIMITS.options)
    .slice(0, LIMITS.optionGroups)
    .map((group) => {
      const first = group[0]?.text.text ?? '';
      const last = group.at(-1)?.text.text ?? '';
      return { label: plain(`${first} … ${last}`, LIMITS.optionText), options: [...group] };
    });

/** Radio buttons or a list to choose from; undefined where the value so far is none of what Slack can offer. */
export const choiceElement = (field: FormField): StaticSelect | RadioButtons | undefined => {
  const { value = '', required, placeholder = '' } = field;
  const options = optionsOf(field);
  const initial = options.find((option) => option.value === value);
  if (options.length === 0 || (value !== '' && initial === undefined)) return undefined;
  const chosen = initial === undefined ? {} : { initial_option: initial };
  if (required && options.length <= FEW)
    return { type: 'radio_buttons', options: [...options], ...chosen };
  return {
    type: 'static_select',
    ...(options.length <= LIMITS.options
      ? { options: [...options] }
      : { option_groups: groupsOf(options) }),
    ...chosen,
    ...(isBlank(placeholder) ? {} : { placeholder: plain(placeholder, LIMITS.placeholder) }),
  };
};
