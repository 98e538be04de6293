import { z } from 'zod';
import { LOCALES } from '#domain/locale.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { parseDuration } from '../duration.ts';
import type { Problem } from '../problem.ts';

/** Hands one of our problems through zod's issue list; `read-yaml.ts` takes it out again. */
export const issue = (problem: Problem) => ({
  code: 'custom' as const,
  params: { problem },
});

/** An object that refuses unknown keys and, in its message, names the allowed ones. */
export const strict = <S extends z.core.$ZodShape>(shape: S) =>
  z.strictObject(shape, {
    error: (raw) =>
      raw.code === 'unrecognized_keys' ? Object.keys(shape).toSorted().join(' ') : undefined,
  });

/** The object without what is only for readers of the file. */
export const omit = <T extends object, K extends keyof T>(value: T, ...keys: readonly K[]) => {
  const kept = Object.entries(value).filter(([key]) => !keys.some((unwanted) => unwanted === key));
  return Object.fromEntries(kept) as Omit<T, K>;
};

export const text = z.string().trim().min(1);
export const source = z.string().exactOptional();
export const localised = strict({ 'zh-CN': text, en: text });
export const severity = z.enum(SEVERITIES);
export const operator = z.enum(['lt', 'lte', 'gt', 'gte', 'eq']);
export const locale = z.enum(LOCALES);

/** Milliseconds, zero allowed. */
export const durationOrZero = z.union([z.string(), z.number()]).transform((given, context) => {
  const ms = parseDuration(String(given));
  if (ms !== undefined) return ms;
  context.addIssue(issue({ code: 'bad-duration', given: String(given) }));
  return z.NEVER;
});

/** Milliseconds, more than none. */
export const duration = durationOrZero.transform((ms, context) => {
  if (ms > 0) return ms;
  context.addIssue(issue({ code: 'bad-duration', given: '0' }));
  return z.NEVER;
});

/** "22:00" of a 24-hour clock. */
export const clock = z.string().transform((given, context) => {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(given)) return given;
  context.addIssue(issue({ code: 'bad-clock', given }));
  return z.NEVER;
});

export const perSeverity = <T extends z.ZodType>(value: T) =>
  strict({ sev1: value, sev2: value, sev3: value });
