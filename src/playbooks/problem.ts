import type { Localised } from '#domain/locale.ts';

interface Unknown {
  readonly given: string;
  readonly allowed: readonly string[];
}

/** `first`: who or what had it before. */
interface Duplicate {
  readonly given: string;
  readonly first: string;
}

/** What can be wrong at one place of a file. Each code has wording in problem-message.ts. */
interface Problems {
  unreadable: { readonly reason: string };
  'yaml-syntax': { readonly detail: string };
  'missing-field': { readonly field: string };
  'missing-language': { readonly language: string };
  'wrong-type': { readonly expected: string };
  'not-allowed': { readonly allowed: readonly string[] };
  'out-of-range': { readonly rule: string };
  'bad-duration': { readonly given: string };
  'bad-clock': { readonly given: string };
  'bad-pattern': { readonly given: string };
  'bad-template': { readonly given: string };
  'unknown-key': Unknown;
  'unknown-event': Unknown;
  'unknown-role': Unknown;
  'unknown-scheme': Unknown;
  'unknown-playbook': Unknown;
  'unknown-variable': Unknown;
  'unknown-channel': Unknown;
  'unknown-template': Unknown;
  'unknown-metric': Unknown;
  'unknown-keyword': Unknown;
  'unknown-clock': Unknown;
  'unknown-category': Unknown;
  'unknown-person': Unknown;
  'duplicate-id': Duplicate;
  'duplicate-alias': Duplicate;
  'duplicate-account': Duplicate & { readonly messenger: string };
  'variables-differ': { readonly onlyZh: readonly string[]; readonly onlyEn: readonly string[] };
  'forbidden-phrase': { readonly phrase: string; readonly replace: Localised };
  'retention-too-short': { readonly days: number; readonly minimum: number };
  'rule-never-fires': { readonly rule: string; readonly because: Localised };
  'vote-never-passes': { readonly given: string };
  'no-channel': Record<never, never>;
  'range-empty': Record<never, never>;
  'needs-target': { readonly event: string };
}

export type ProblemCode = keyof Problems;
export type ProblemOf<C extends ProblemCode> = { readonly code: C } & Problems[C];
export type Problem = { readonly [C in ProblemCode]: ProblemOf<C> }[ProblemCode];

/** A problem and where it is; `line` and `column` count from 1, `path` reads like "checklist[2].due". */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly path: string;
  readonly problem: Problem;
  readonly message: Localised;
  readonly allowed?: readonly string[];
}
