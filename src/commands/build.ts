import type { Built, Command } from './command.ts';
import { givenOf } from './given.ts';
import { readValues, type Typed } from './read-values.ts';
import type { ParseContext } from './request.ts';

/** What a command asks for with these texts, or everything that is wrong with them. */
export const buildFrom = (command: Command, typed: Typed, context: ParseContext): Built => {
  const reading = readValues(command, typed, context);
  return 'faults' in reading ? reading : command.build(givenOf(reading.values), context);
};
