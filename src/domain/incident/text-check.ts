import type { Localised } from '../locale.ts';
import type { Policy } from '../policy.ts';
import type { ChannelTexts, TextProblem, Vars } from './event.ts';

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** Names of the variables a template uses. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name)),
];

/** Own properties only: people may type {{constructor}}. */
const valueOf = (vars: Vars, name: string): string | undefined =>
  Object.hasOwn(vars, name) ? vars[name] : undefined;

/** Fills in what is known; what is not stays visible as {{name}}. */
export const fill = (text: string, vars: Vars): string =>
  text.replace(VARIABLE, (whole, name: string) => valueOf(vars, name) ?? whole);

export const fillLocalised = (text: Localised, vars: Vars): Localised => ({
  'zh-CN': fill(text['zh-CN'], vars),
  en: fill(text.en, vars),
});

/** What everybody may use without giving it. */
export const givenVars = (policy: Policy): Vars => ({ company: policy.organisation.company });

export const missingVariables = (wanted: readonly string[], vars: Vars): readonly TextProblem[] =>
  wanted
    .filter((variable) => (valueOf(vars, variable) ?? '').trim() === '')
    .map((variable) => ({ kind: 'missing', variable }));

const overlapsLonger = (phrase: string, hits: readonly string[]): boolean =>
  hits.some((other) => other !== phrase && other.includes(phrase));

/** Forbidden phrases in a text for customers, each once, the longest match of a family (S0-59, S4-18). */
export const forbiddenIn = (
  text: string,
  policy: Policy,
  cause: string | undefined,
): readonly TextProblem[] => {
  const lower = text.toLowerCase();
  return policy.common.forbiddenPhrases.flatMap(
    ({ match, severity, replace, unlessCause }): readonly TextProblem[] => {
      if (unlessCause !== undefined && cause === unlessCause) return [];
      const hits = match.filter((phrase) => lower.includes(phrase.toLowerCase()));
      return hits
        .filter((phrase) => !overlapsLonger(phrase, hits))
        .map((phrase) => ({ kind: 'forbidden', phrase, severity, replace }));
    },
  );
};

const MASKED: readonly (readonly ['phone' | 'idNumber' | 'bankCard', RegExp])[] = [
  ['idNumber', /(?<![*\d])(?:\*{14}\d{3}[\dXx]|\*{11}\d{4})(?!\d)/],
  ['phone', /(?<![*\d])\*{6,8}\d{4}(?!\d)/],
  ['bankCard', /(?<![*\d])\*{12,13}\d{4}(?!\d)|(?<![*\d])\*{15}\d{4}(?!\d)/],
];

/** Traces of customers' data: it was masked on its way in, and does not belong into a text for customers at all. */
export const personalDataIn = (text: string, policy: Policy): readonly TextProblem[] => {
  const found = MASKED.filter(([, pattern]) => pattern.test(text)).map(
    ([what]): TextProblem => ({ kind: 'personal-data', what }),
  );
  return text.includes(policy.common.mask.addressReplacement)
    ? [...found, { kind: 'personal-data', what: 'address' }]
    : found;
};

const distinct = (problems: readonly TextProblem[]): readonly TextProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** Everything wrong with texts that leave the house. */
export const problemsIn = (
  texts: readonly string[],
  policy: Policy,
  cause: string | undefined,
): readonly TextProblem[] =>
  distinct(
    texts.flatMap((text) => [...forbiddenIn(text, policy, cause), ...personalDataIn(text, policy)]),
  );

export const blocks = (problems: readonly TextProblem[]): boolean =>
  problems.some(
    (problem) =>
      problem.kind !== 'unknown-variable' &&
      !(problem.kind === 'forbidden' && problem.severity === 'warn'),
  );

export const textsOf = (texts: ChannelTexts): readonly string[] =>
  Object.values(texts).flatMap((text) => Object.values(text));
