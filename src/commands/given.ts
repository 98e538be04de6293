import type { Vars } from '#domain/incident/event.ts';
import type { PersonRef } from '#domain/person.ts';

/** The value of one argument, read. Durations and instants are numbers. */
export type Value =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'list'; readonly list: readonly string[] }
  | { readonly is: 'people'; readonly people: readonly PersonRef[] }
  | { readonly is: 'vars'; readonly vars: Vars }
  | { readonly is: 'flag'; readonly on: boolean };

export type Values = Readonly<Record<string, Value>>;

/** The arguments of a command as its `build` takes them, by the names that it declares. */
export interface Given<N extends string = string> {
  text(name: N): string | undefined;
  number(name: N): number | undefined;
  list(name: N): readonly string[] | undefined;
  people(name: N): readonly PersonRef[];
  vars(name: N): Vars;
  flag(name: N): boolean;
}

/** Access to values by name; an absent one is undefined, empty or false. */
export const givenOf = (values: Values): Given => ({
  text: (name) => {
    const value = values[name];
    return value?.is === 'text' ? value.text : undefined;
  },
  number: (name) => {
    const value = values[name];
    return value?.is === 'number' ? value.number : undefined;
  },
  list: (name) => {
    const value = values[name];
    return value?.is === 'list' ? value.list : undefined;
  },
  people: (name) => {
    const value = values[name];
    return value?.is === 'people' ? value.people : [];
  },
  vars: (name) => {
    const value = values[name];
    return value?.is === 'vars' ? value.vars : {};
  },
  flag: (name) => {
    const value = values[name];
    return value?.is === 'flag' && value.on;
  },
});

/** `{ key: value }`, or nothing: optional fields are left out, never set to undefined. */
export const present = <K extends string, V>(
  key: K,
  value: V | undefined,
): Readonly<Partial<Record<K, V>>> => {
  const made: Partial<Record<K, V>> = {};
  if (value !== undefined) made[key] = value;
  return made;
};
