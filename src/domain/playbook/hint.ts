import type { HintTerm, Operator } from './playbook.ts';

const OPERATORS: Readonly<Record<string, Operator>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '==': 'eq',
  '=': 'eq',
};

const FLAG = /^[A-Za-z][\w-]*(?:\.[\w-]+)?$/;
const COMPARISON = /^([A-Za-z][\w.-]*)\s*(<=|>=|==|=|<|>)\s*(-?\d+(?:\.\d+)?)$/;

const parseTerm = (text: string): HintTerm | undefined => {
  if (FLAG.test(text)) return { flag: text };
  const [, name, sign, value] = COMPARISON.exec(text) ?? [];
  const op = OPERATORS[sign ?? ''];
  if (name === undefined || op === undefined) return undefined;
  return { name, op, value: Number(value) };
};

/**
 * The tests of a severity hint: "a and b or c > 5" gives [[a, b], [c > 5]].
 * Prose written for people ("single social post, limited spread") gives [].
 */
export const parseHint = (when: string): readonly (readonly HintTerm[])[] => {
  const groups = when
    .trim()
    .split(/\s+or\s+/i)
    .map((group) => group.split(/\s+and\s+/i).map((term) => parseTerm(term.trim())));
  const parsed: HintTerm[][] = [];
  for (const group of groups) {
    const terms = group.filter((term) => term !== undefined);
    // One part that is no test makes the whole sentence prose: half a rule would mislead.
    if (terms.length !== group.length) return [];
    parsed.push(terms);
  }
  return parsed;
};
