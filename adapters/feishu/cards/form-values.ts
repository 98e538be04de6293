import type { FormField } from '#cards/card.ts';
import { isOpenId, type Accounts } from './spans.ts';

type Options = NonNullable<FormField['options']>;

/** As forms are prefilled, `2026-12-15T09:00`, and as pickers send it, `2024-04-29 07:07 +0800`. */
const PICKED = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?: ?[+-]\d{2}:?\d{2})?$/u;

/**
 * What a date picker is set to: the wall clock as it was given. It is shown again on the device that picked
 * it, hence without the offset. Undefined where a picker cannot show the value.
 */
export const pickerTime = (value: string): string | undefined => {
  const [, date, time] = PICKED.exec(value.trim()) ?? [];
  return date === undefined ? undefined : `${date} ${time}`;
};

/** The accounts behind organisation ids or open_ids; undefined where one of them has none here. */
export const pickedPeople = (value: string, accounts: Accounts): readonly string[] | undefined => {
  const ids = value
    .split(/[,，、\s]+/u)
    .filter((id) => id !== '')
    .map((id) => accounts.get(id) ?? id);
  return ids.every(isOpenId) ? [...new Set(ids)] : undefined;
};

/** Options with a value each that no other has; a value that is set is among them. */
export const distinctOptions = ({ options = [], value = '' }: FormField): Options => {
  const all = value === '' ? options : [...options, { value, label: value }];
  return all.filter(
    (option, n) =>
      option.value !== '' && all.findIndex((other) => other.value === option.value) === n,
  );
};
