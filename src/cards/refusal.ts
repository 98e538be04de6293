import type { RejectionCode, RejectionOf } from '#domain/rejection.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Scheme, Severity } from '#domain/playbook/playbook.ts';
import type { Button, Line, Tone } from './card.ts';
import { titleOfTask } from './incident-facts.ts';
import { code, join, type Piece } from './line.ts';
import { levelWord, named, words, type View } from './view.ts';

/** What is known of the line that was refused. */
export interface RefusalContext {
  readonly view: View;
  /** As typed, without prefix. */
  readonly line?: string;
  readonly state?: IncidentState;
}

/** A refusal in words: why, the lines that would work, and buttons that send them. */
export interface Refusal {
  readonly said: readonly Piece[];
  readonly title?: string;
  readonly tone?: Tone;
  readonly items?: readonly Piece[];
  readonly copies?: readonly string[];
  /** Stands before the lines; default: 可以这样： */
  readonly instead?: string;
  readonly buttons?: readonly Button[];
}

export type Refusals<C extends RejectionCode> = {
  readonly [K in C]: (rejection: RejectionOf<K>, context: RefusalContext) => Refusal;
};

/** Words to type, side by side. */
export const codes = (typed: readonly string[]): Line => join(typed.map(code), ' ');

/** Told quietly: nothing went wrong. */
export const quietly = (said: string, view: View): Refusal => ({
  said: [said],
  tone: 'neutral',
  title: words(view).refusals.alreadyTitle,
});

export const verbName = (verb: string, view: View): string =>
  named(words(view).refusals.verbs, verb);

/** The typed line, or a fresh one where it is not known. */
export const lineOr = ({ line }: RefusalContext, fresh: string): string =>
  line === undefined || line.trim() === '' ? fresh : line.trim();

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** The typed line with one whole word replaced; undefined where the word is not in it. */
export const replacedIn = (
  { line }: RefusalContext,
  given: string,
  better: string,
): string | undefined => {
  if (line === undefined || given === '') return undefined;
  const word = new RegExp(`(?<=^|[\\s@"'=:：,，、])${literal(given)}(?=$|[\\s"',，、])`, 'u');
  return word.test(line) ? line.replace(word, () => better).trim() : undefined;
};

/** The typed line with one whole word replaced; where that word is not in it, a fresh line. */
export const withReplaced = (
  context: RefusalContext,
  given: string,
  better: string,
  fresh: string,
): string => replacedIn(context, given, better) ?? fresh;

/** The line with a reason at its end, to be filled in. */
export const withReason = (context: RefusalContext, verb: string): string =>
  `${lineOr(context, verb)} "${words(context.view).refusals.reasonPlaceholder}"`;

const schemeOf = ({ state, view }: RefusalContext): Scheme | undefined =>
  state?.scheme ?? view.policy.schemes[view.policy.defaultScheme];

/** The level in the words of the scheme in force. */
export const levelIn = (severity: Severity, context: RefusalContext): string => {
  const scheme = schemeOf(context);
  return scheme === undefined ? severity : levelWord(severity, scheme, context.view);
};

/** The title of a task where the incident is known, else its id. */
export const taskTitle = (id: string, { state, view }: RefusalContext): string =>
  state === undefined ? id : titleOfTask(state, id, view);
