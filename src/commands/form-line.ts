import { bindArguments } from './bind-arguments.ts';
import type { Binding } from './bind-option.ts';
import { headOf, lineOf } from './head.ts';
import { contextFor, incidentOfLine } from './incident-of-line.ts';
import { isBlank } from './normalise.ts';
import { parseLine } from './parse-line.ts';
import type { ParseContext, Request } from './request.ts';
import { factsOf, findTerm, variablesOf } from './values/vocabulary.ts';
import { readMetricName } from './values/metric.ts';

/** The name under which a form asks for a typed key. */
const fieldKey = (key: string, from: string | undefined, { policy }: ParseContext): string => {
  if (from === 'metrics') return readMetricName(key, policy)?.id ?? key;
  return findTerm(key, from === 'facts' ? factsOf(policy) : variablesOf(policy))?.id ?? key;
};

const prefillOf = (
  { pieces, pairs }: Binding,
  vars: { readonly name: string; readonly from?: string } | undefined,
  context: ParseContext,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(pieces).map(([name, found]) => [name, found.map(({ text }) => text).join(',')]),
  ),
  ...Object.fromEntries(
    pairs
      // An empty one says nothing, and takes nothing back that was said before it.
      .filter(({ piece }) => !isBlank(piece.text))
      .map(({ key, piece }) => [`${vars?.name}.${fieldKey(key, vars?.from, context)}`, piece.text]),
  ),
});

/** The form of the command that a line names, filled in with what the line says (a button with `form`). */
export const formOfLine = (raw: string, context: ParseContext): Request => {
  const line = lineOf(raw);
  const head = headOf(line);
  if (head.head !== 'command') return parseLine(raw, context);
  const { command, args, key, end } = head;
  const about = incidentOfLine(line, end, command.incident, key, context);
  const binding = bindArguments(line, args, command, contextFor(context, key));
  if ('problem' in about || 'problem' in binding) return parseLine(raw, context);
  const vars = command.args.find(({ kind }) => kind === 'vars');
  return {
    kind: 'form',
    command: command.id,
    prefill: prefillOf(binding, vars, context),
    ...about,
  };
};
