import type { z } from 'zod';
import { LOCALES } from '#domain/locale.ts';
import { fileProblem } from './file-problem.ts';
import type { FileProblem, Problem } from './problem.ts';
import type { Parsed, YamlFile, YamlPath } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

const isLocale = (key: unknown): boolean => LOCALES.some((known) => known === key);

const keyOf = (part: PropertyKey): string | number =>
  typeof part === 'symbol' ? String(part) : part;

const missing = (path: YamlPath): Problem => {
  const last = path.at(-1) ?? '';
  return isLocale(last)
    ? { code: 'missing-language', language: String(last) }
    : { code: 'missing-field', field: String(last) };
};

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value;

/** What a union would have taken: "string | number". */
const unionOf = (issue: Extract<Issue, { readonly code: 'invalid_union' }>): string => {
  const expected = issue.errors
    .flat()
    .map((inner) => (inner.code === 'invalid_type' ? inner.expected : inner.code));
  return [...new Set(expected)].join(' | ');
};

const ruleOf = (issue: Issue): string => {
  if (issue.code === 'too_small')
    return `${issue.inclusive === false ? '>' : '>='} ${issue.minimum}`;
  if (issue.code === 'too_big') return `${issue.inclusive === false ? '<' : '<='} ${issue.maximum}`;
  if (issue.code === 'invalid_format') return issue.pattern ?? issue.format;
  return issue.message;
};

const problemOf = (issue: Issue): Problem => {
  if (issue.code === 'custom') {
    const carried: unknown = issue.params?.['problem'];
    if (isProblem(carried)) return carried;
  }
  if (issue.code === 'invalid_type') return { code: 'wrong-type', expected: issue.expected };
  if (issue.code === 'invalid_union') return { code: 'wrong-type', expected: unionOf(issue) };
  if (issue.code === 'invalid_value')
    return { code: 'not-allowed', allowed: issue.values.map(String) };
  return { code: 'out-of-range', rule: ruleOf(issue) };
};

const unknownKeys = (yaml: YamlFile, issue: Issue, path: YamlPath): readonly FileProblem[] => {
  if (issue.code !== 'unrecognized_keys') return [];
  // `strict` puts the allowed keys into the message; see schema/fields.ts.
  const allowed = issue.message.split(' ');
  return issue.keys.map((given) =>
    fileProblem(yaml.where([...path, given]), [...path, given], {
      code: 'unknown-key',
      given,
      allowed,
    }),
  );
};

const problemsOf = (yaml: YamlFile, issue: Issue): readonly FileProblem[] => {
  const path = issue.path.map(keyOf);
  if (issue.code === 'unrecognized_keys') return unknownKeys(yaml, issue, path);
  const there = path.length === 0 || yaml.has(path);
  return [fileProblem(yaml.where(path), path, there ? problemOf(issue) : missing(path))];
};

/** The file as `schema` reads it, or every way in which it differs, each with its line. */
export const readShape = <T>(yaml: YamlFile, schema: z.ZodType<T>): Parsed<T> => {
  const read = schema.safeParse(yaml.value);
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, problems: read.error.issues.flatMap((issue) => problemsOf(yaml, issue)) };
};
