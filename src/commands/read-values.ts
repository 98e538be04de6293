import type { BoundPair } from './bind-option.ts';
import type { Argument } from './argument.ts';
import type { Command } from './command.ts';
import type { PlacedFault } from './fault.ts';
import { isFault } from './fault.ts';
import type { Value, Values } from './given.ts';
import { isBlank } from './normalise.ts';
import { readArgument } from './read-argument.ts';
import { readVars } from './read-vars.ts';
import type { ParseContext } from './request.ts';

/** What was typed or filled in, by argument. */
export interface Typed {
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly pairs: readonly { readonly key: string; readonly text: string }[];
}

/** The texts of a binding. */
export const typedOf = (
  pieces: Readonly<Record<string, readonly { readonly text: string }[]>>,
  pairs: readonly BoundPair[],
): Typed => ({
  texts: Object.fromEntries(
    Object.entries(pieces).map(([name, found]) => [name, found.map(({ text }) => text)]),
  ),
  pairs: pairs.map(({ key, piece }) => ({ key, text: piece.text })),
});

const isEmpty = (texts: readonly string[] | undefined): boolean =>
  texts === undefined || texts.every(isBlank);

const hasNoPairs = ({ pairs }: Typed): boolean => isEmpty(pairs.map(({ text }) => text));

/** Nothing at all was given. */
const isBare = (typed: Typed): boolean =>
  hasNoPairs(typed) && Object.values(typed.texts).every(isEmpty);

/** Arguments that must be given and were not; where anything would do, the first. */
export const missingOf = ({ args, formWhenBare }: Command, typed: Typed): readonly Argument[] => {
  if (formWhenBare === true && isBare(typed)) return args.slice(0, 1);
  return args.filter(
    ({ name, kind, required }) =>
      required && (kind === 'vars' ? hasNoPairs(typed) : isEmpty(typed.texts[name])),
  );
};

/** All values of a command, or everything that is wrong with them. */
export const readValues = (
  { args }: Command,
  { texts, pairs }: Typed,
  context: ParseContext,
): { readonly values: Values } | { readonly faults: readonly PlacedFault[] } => {
  const values: Record<string, Value> = {};
  const faults: PlacedFault[] = [];
  for (const argument of args) {
    const { name, kind } = argument;
    if (kind === 'vars') {
      const reading = readVars(argument, pairs, context);
      if ('faults' in reading) faults.push(...reading.faults);
      else values[name] = reading.value;
      continue;
    }
    const given = texts[name];
    if (given === undefined || isEmpty(given)) continue;
    const reading = readArgument(argument, given, context);
    if (isFault(reading)) faults.push({ argument: name, fault: reading });
    else values[name] = reading;
  }
  return faults.length > 0 ? { faults } : { values };
};
