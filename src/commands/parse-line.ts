import type { Localised } from '#domain/locale.ts';
import { aboutIncident } from './about-incident.ts';
import type { Argument } from './argument.ts';
import { bindArguments } from './bind-arguments.ts';
import type { BindProblem, Binding } from './bind-option.ts';
import { buildFrom } from './build.ts';
import type { Command } from './command.ts';
import { completed, inserted, mended, replaced, withoutStranger, withValue } from './correct.ts';
import type { PlacedFault } from './fault.ts';
import { headOf, LINE_LIMIT, lineOf, type Head } from './head.ts';
import { contextFor, incidentOfLine, needOf } from './incident-of-line.ts';
import { isHan } from './normalise.ts';
import { missingOf, typedOf } from './read-values.ts';
import { subWords, VERB_WORDS } from './registry.ts';
import type { ParseContext, Request } from './request.ts';
import { commandTaking } from './sub-verb.ts';
import type { UsageProblem } from '#cards/usage-problem.ts';
import { nearest } from './values/nearest.ts';

type CommandHead = Extract<Head, { head: 'command' }>;

const usage = (line: string, problem: UsageProblem): Request => ({ kind: 'usage', problem, line });

const unknownVerb = (line: string, { token }: Extract<Head, { head: 'unknown-verb' }>): Request => {
  const near = nearest(token.piece.plain, VERB_WORDS);
  // 定级重大 holds a verb: the rest follows it, set apart.
  const rest =
    near !== undefined && isHan(near) && token.piece.plain.startsWith(near)
      ? ` ${token.piece.text.slice(near.length)}`
      : '';
  return usage(line, {
    kind: 'unknown-verb',
    given: token.piece.text,
    ...(near === undefined
      ? {}
      : { suggestion: replaced(line, token.piece, `${near}${rest}`.trimEnd()) }),
  });
};

const unknownSub = (
  line: string,
  { verb, given, end }: Extract<Head, { head: 'no-command' }>,
  context: ParseContext,
): Request => {
  const near = given === undefined ? undefined : nearest(given.piece.plain, subWords(verb));
  const taking = given === undefined ? undefined : commandTaking(verb, given, context);
  const shown = taking?.sub?.[context.locale][0];
  const corrected =
    near !== undefined && given !== undefined
      ? replaced(line, given.piece, near)
      : shown === undefined
        ? undefined
        : inserted(line, end, shown);
  return usage(line, {
    kind: 'unknown-subverb',
    command: verb.id,
    given: given?.piece.text ?? '',
    known: verb.commands.flatMap(({ sub }) => sub?.[context.locale][0] ?? []),
    ...(corrected === undefined ? {} : { corrected }),
  });
};

const bindUsage = (
  line: string,
  problem: BindProblem,
  { id }: Command,
  context: ParseContext,
): UsageProblem => {
  if (problem.problem === 'valueless')
    return {
      kind: 'missing-argument',
      command: id,
      argument: problem.argument.label,
      corrected: withValue(line, problem.at, problem.argument, context),
    };
  const { token, nearKey } = problem;
  return {
    kind: 'unknown-option',
    given: token.option?.key ?? token.piece.text,
    corrected: withoutStranger(line, problem),
    ...(nearKey === undefined ? {} : { suggestion: nearKey }),
  };
};

const labelOf = ({ args }: Command, name: string): Argument['label'] =>
  args.find((argument) => argument.name === name)?.label ?? { 'zh-CN': name, en: name };

const faultRequest = (
  line: string,
  placed: PlacedFault,
  command: Command,
  binding: Binding,
  context: ParseContext,
): Request => {
  const { fault, argument, key } = placed;
  const label = key === undefined ? labelOf(command, argument) : { 'zh-CN': key, en: key };
  const corrected = mended(line, placed, binding, context);
  switch (fault.fault) {
    case 'rejected':
      return { kind: 'rejected', rejection: fault.rejection };
    case 'too-long':
      return usage(line, {
        kind: 'too-long',
        argument: label,
        length: fault.length,
        limit: fault.limit,
      });
    case 'time-unreadable':
    case 'time-in-past':
      return usage(line, { kind: fault.fault, given: fault.given, corrected });
    case 'invalid':
      return usage(line, {
        kind: 'invalid-argument',
        command: command.id,
        argument: label,
        given: fault.given,
        allowed: fault.allowed,
        corrected,
      });
  }
};

const isBare = ({ args, command }: CommandHead): boolean =>
  args.length === 0 &&
  (command.formWhenBare === true || command.args.some(({ required }) => required));

const act = (line: string, head: CommandHead, binding: Binding, context: ParseContext): Request => {
  const { command } = head;
  const typed = typedOf(binding.pieces, binding.pairs);
  const [missing] = missingOf(command, typed);
  if (missing !== undefined)
    return usage(line, {
      kind: 'missing-argument',
      command: command.id,
      argument: missing.label,
      corrected: completed(line, missing, command, binding, context),
    });
  const built = buildFrom(command, typed, context);
  if ('faults' in built) {
    const [first] = built.faults;
    return first === undefined
      ? usage(line, { kind: 'empty' })
      : faultRequest(line, first, command, binding, context);
  }
  const about = incidentOfLine(line, head.end, needOf(built, command), head.key, context);
  return 'problem' in about ? usage(line, about.problem) : aboutIncident(built, about.key);
};

const fromCommand = (line: string, head: CommandHead, context: ParseContext): Request => {
  const { command, args, key } = head;
  if (args.length === 1 && args[0]?.option?.style === 'dashes' && args[0].option.key === 'help')
    return { kind: 'query', query: { type: 'help', verb: head.verb.id } };
  if (isBare(head)) {
    const about = incidentOfLine(line, head.end, command.incident, key, context);
    if ('problem' in about) return usage(line, about.problem);
    return { kind: 'form', command: command.id, prefill: {}, ...about };
  }
  const binding = bindArguments(line, args, command, context);
  return 'problem' in binding
    ? usage(line, bindUsage(line, binding, command, context))
    : act(line, head, binding, context);
};

const LINE: Localised = { 'zh-CN': '整条命令', en: 'The whole command' };

const parseOnce = (raw: string, context: ParseContext): Request => {
  const line = lineOf(raw);
  const head = headOf(line);
  switch (head.head) {
    case 'empty':
      return usage(line, { kind: 'empty' });
    case 'too-long':
      return usage(line, {
        kind: 'too-long',
        argument: LINE,
        length: head.length,
        limit: LINE_LIMIT,
      });
    case 'unbalanced':
      return usage(line, { kind: 'unbalanced-quote', corrected: head.corrected });
    case 'unknown-verb':
      return unknownVerb(line, head);
    case 'no-command':
      return unknownSub(line, head, context);
    case 'command':
      return fromCommand(line, head, contextFor(context, head.key));
  }
};

/** Each step mends one thing; more than this many in one line are not worth it. */
const MOST_MENDINGS = 20;

/** A corrected line with several things of the same kind wrong is corrected until none is. */
const settled = (request: Request, context: ParseContext): Request => {
  if (request.kind !== 'usage' || !('corrected' in request.problem)) return request;
  const { problem } = request;
  let { corrected } = problem;
  for (let step = 0; step < MOST_MENDINGS && corrected !== undefined; step += 1) {
    const again = parseOnce(corrected, context);
    if (again.kind !== 'usage' || again.problem.kind !== problem.kind) break;
    if (!('corrected' in again.problem) || again.problem.corrected === corrected) break;
    corrected = again.problem.corrected;
  }
  return corrected === undefined ? request : { ...request, problem: { ...problem, corrected } };
};

/** What a typed line means, or what is wrong with it. Never throws. */
export const parseLine = (raw: string, context: ParseContext): Request => {
  const request = settled(parseOnce(raw, context), context);
  return request.kind === 'usage' ? { ...request, line: raw } : request;
};

export { incidentKeyIn } from './head.ts';
