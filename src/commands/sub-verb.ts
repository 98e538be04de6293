import type { Command, Verb } from './command.ts';
import { findSub } from './registry.ts';
import type { ParseContext } from './request.ts';
import type { Token } from './tokenise.ts';
import { optionsFor, readId } from './values/ids.ts';
import { readScenario } from './values/scenario.ts';

const takes = ({ args }: Command, word: string, context: ParseContext): boolean => {
  const [first] = args.filter(({ positional }) => positional);
  if (first?.kind === 'scenario') return readScenario(word, context.policy) !== undefined;
  if (first?.kind !== 'id') return false;
  const id = readId(word, first.from, context);
  return optionsFor(first.from, context).some(({ value }) => value === id);
};

/** The command of `verb` that was probably meant when its sub-verb was left out. */
export const commandTaking = (
  verb: Verb,
  { piece }: Token,
  context: ParseContext,
): Command | undefined => {
  const taking = verb.commands.find(
    (command) => command.sub !== undefined && takes(command, piece.text, context),
  );
  if (taking !== undefined) return taking;
  const isText = piece.quoted || /^https?:\/\//i.test(piece.plain);
  return isText && verb.assumed !== undefined ? findSub(verb, verb.assumed) : undefined;
};
