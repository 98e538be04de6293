import type { TextProblem } from '#domain/incident/event.ts';
import { named, say, words, type View } from './view.ts';

// What personal data leaves of a text; see `maskText`.
const MASKED = /\*{4}/u;

/** What is wrong with a text for customers, each with what would be right. */
export const problemText = (problem: TextProblem, view: View): string => {
  const { announcement, common } = words(view);
  const { problems } = announcement;
  switch (problem.kind) {
    case 'missing':
      return problems.missing(problem.variable, named(common.variables, problem.variable));
    case 'forbidden':
      return problem.severity === 'block'
        ? problems.forbidden(problem.phrase, say(problem.replace, view))
        : problems.discouraged(problem.phrase, say(problem.replace, view));
    case 'personal-data':
      return problems.personalData[problem.what];
    case 'unknown-variable':
      return problems.unknown(problem.variable);
  }
};

/** `eta="…" cause="…"`: the variables to be given again: missing, with a forbidden phrase, or with something masked. */
export const variablesToGive = (
  problems: readonly TextProblem[],
  vars: Readonly<Record<string, string>>,
): string => {
  const missing = problems.flatMap((problem) =>
    problem.kind === 'missing' ? [problem.variable] : [],
  );
  const wrong = problems.flatMap((problem) =>
    problem.kind === 'forbidden' && problem.severity === 'block'
      ? Object.entries(vars).flatMap(([name, value]) =>
          value.toLowerCase().includes(problem.phrase.toLowerCase()) ? [name] : [],
        )
      : [],
  );
  const masked = Object.entries(vars).flatMap(([name, value]) =>
    MASKED.test(value) ? [name] : [],
  );
  return [...new Set([...missing, ...wrong, ...masked])].map((name) => `${name}="…"`).join(' ');
};
