import type { Localised } from '#domain/locale.ts';

interface Problems {
  /** `suggestion`: the whole line with the nearest verb in place of `given`, to copy. */
  'unknown-verb': { readonly given: string; readonly suggestion?: string };
  'missing-argument': {
    readonly command: string;
    readonly argument: Localised;
    readonly corrected: string;
  };
  'invalid-argument': {
    readonly command: string;
    readonly argument: Localised;
    readonly given: string;
    readonly allowed: readonly string[];
    readonly corrected: string;
  };
  /** Also a word too many: then `corrected` is the line without it. `suggestion`: the nearest key. */
  'unknown-option': {
    readonly given: string;
    readonly suggestion?: string;
    readonly corrected: string;
  };
  'unknown-subverb': {
    readonly command: string;
    readonly given: string;
    readonly known: readonly string[];
    readonly corrected?: string;
  };
  'unbalanced-quote': { readonly corrected: string };
  'too-long': { readonly argument: Localised; readonly length: number; readonly limit: number };
  'time-unreadable': { readonly given: string; readonly corrected: string };
  'time-in-past': { readonly given: string; readonly corrected: string };
  'no-incident': { readonly corrected: string };
  'several-incidents': {
    readonly choices: readonly {
      readonly key: string;
      readonly title: string;
      readonly corrected: string;
    }[];
  };
  empty: Record<never, never>;
}

export type UsageProblemKind = keyof Problems;

/** What is wrong with a typed line, and the line that would be right. */
export type UsageProblem = {
  readonly [K in UsageProblemKind]: { readonly kind: K } & Problems[K];
}[UsageProblemKind];
