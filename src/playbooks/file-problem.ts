import type { FileProblem, Problem } from './problem.ts';
import { problemMessage } from './problem-message.ts';

/** ["checklist", 2, "due"] as "checklist[2].due". */
const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

/** A problem at its place, worded in both languages. */
export const fileProblem = (
  at: { readonly file: string; readonly line: number; readonly column: number },
  path: readonly (string | number)[],
  problem: Problem,
): FileProblem => ({
  ...at,
  path: pathText(path),
  problem,
  message: problemMessage(problem),
  ...('allowed' in problem ? { allowed: problem.allowed } : {}),
});
