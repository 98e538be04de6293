import type { ParseContext } from '#commands/request.ts';
import type { UsageProblem } from '#cards/usage-problem.ts';
import { inRoom, parse } from './context.ts';

/** What is wrong with a line; fails the test when it was understood. */
export const problemOf = (line: string, context: ParseContext = inRoom): UsageProblem => {
  const request = parse(line, context);
  if (request.kind !== 'usage') throw new Error(`understood: ${JSON.stringify(request)}`);
  return request.problem;
};
