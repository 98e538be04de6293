import type { Button, Card } from './card.ts';
import { actions, button, copy, note, plainCard, text } from './build.ts';
import { code, type Piece } from './line.ts';
import type { UsageProblem, UsageProblemKind } from './usage-problem.ts';
import { say, words, type View } from './view.ts';

interface Told {
  readonly said: readonly Piece[];
  readonly corrected?: string | undefined;
  readonly buttons?: readonly Button[];
  readonly title?: string;
}
type ProblemOf<K extends UsageProblemKind> = Extract<UsageProblem, { kind: K }>;
type Table = { readonly [K in UsageProblemKind]: (problem: ProblemOf<K>, view: View) => Told };

const allowedText = (allowed: readonly string[], view: View): string =>
  allowed.length === 0
    ? ''
    : words(view).usage.allowed(allowed.slice(0, 12).join(words(view).common.comma));

/** The two commands of those who do not know which. */
const startButtons = (view: View): readonly Button[] => {
  const { usage } = words(view);
  return [
    button(usage.start, 'open', { style: 'primary', form: true }),
    button(usage.status, 'status'),
    button(usage.help, 'help'),
  ];
};

/** For those who would rather fill in a form than mend the line. */
const formButton = (command: string, view: View): readonly Button[] => [
  button(words(view).usage.form, command, { form: true }),
];

const PROBLEMS: Table = {
  'unknown-verb': ({ given, suggestion }, view) =>
    suggestion === undefined
      ? { said: [words(view).usage.unknownVerb(given)], buttons: startButtons(view) }
      : { said: [words(view).usage.unknownVerbSuggest(given)], corrected: suggestion },
  'missing-argument': ({ command, argument, corrected }, view) => ({
    said: [words(view).usage.missing(say(argument, view))],
    corrected,
    buttons: formButton(command, view),
  }),
  'invalid-argument': ({ command, argument, given, allowed, corrected }, view) => ({
    said: [words(view).usage.invalid(say(argument, view), given), allowedText(allowed, view)],
    corrected,
    buttons: formButton(command, view),
  }),
  'unknown-option': ({ given, suggestion, corrected }, view) => ({
    said: [
      suggestion === undefined
        ? words(view).usage.unknownOption(given)
        : words(view).usage.unknownOptionSuggest(given, suggestion),
    ],
    corrected,
  }),
  'unknown-subverb': ({ command, given, known, corrected }, view) => ({
    said: [words(view).usage.unknownSubverb(command, given), allowedText(known, view)],
    corrected: corrected ?? (known[0] === undefined ? undefined : `${command} ${known[0]}`),
  }),
  'unbalanced-quote': ({ corrected }, view) => ({ said: [words(view).usage.quote], corrected }),
  'too-long': ({ argument, length, limit }, view) => ({
    said: [words(view).usage.tooLong(say(argument, view), length, limit)],
  }),
  'time-unreadable': ({ given, corrected }, view) => ({
    said: [words(view).usage.timeUnreadable(given)],
    corrected,
  }),
  'time-in-past': ({ given, corrected }, view) => ({
    said: [words(view).usage.timeInPast(given)],
    corrected,
  }),
  'no-incident': ({ corrected }, view) => ({ said: [words(view).usage.noIncident], corrected }),
  'several-incidents': ({ choices }, view) => ({
    title: words(view).usage.askTitle,
    said: [words(view).usage.several],
    buttons: choices.map(({ key, title, corrected }) =>
      button(words(view).usage.choice(key, title), corrected),
    ),
    corrected: choices[0]?.corrected,
  }),
  empty: (_, view) => ({
    title: words(view).usage.askTitle,
    said: [words(view).usage.empty],
    buttons: startButtons(view),
  }),
};

const told = <K extends UsageProblemKind>(kind: K, problem: ProblemOf<K>, view: View): Told =>
  PROBLEMS[kind](problem, view);

/** What was typed, what is wrong with it, and the corrected line to copy. */
export const usageCard = (problem: UsageProblem, view: View, typed: string): Card => {
  const { usage } = words(view);
  const { said, corrected, buttons = [], title } = told(problem.kind, problem, view);
  return plainCard(
    {
      title: title ?? usage.title,
      tone: 'neutral',
      elements: [
        text(said),
        corrected === undefined ? [] : copy(usage.corrected, corrected),
        actions(buttons),
        typed.trim() === '' ? [] : note(usage.typed([code(typed.trim())])),
      ],
    },
    view,
  );
};
