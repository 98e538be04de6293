import type { Policy } from '#domain/policy.ts';
import { fold, foldKey } from '../normalise.ts';
import { metricWords, readMetricName, readMetricValue } from './metric.ts';

const BETWEEN = String.raw`\s*(?:约|为|是|仅|只有|at|is|of|about|[:=])?\s*`;
const VALUE = String.raw`((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[^\s,;。、)]*)`;

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** Latin words stand by themselves: "load" is no part of "download". */
const wordPattern = (word: string): string => {
  const plain = escaped(fold(word));
  return /^[a-z]/u.test(plain) ? String.raw`(?<![a-z])${plain}` : plain;
};

/** A longer name goes before one that it contains: 15秒接通率 is not 接通率. */
const patternOf = (policy: Policy): RegExp => {
  const words = [...new Set(metricWords(policy))].toSorted((a, b) => b.length - a.length);
  return new RegExp(`(${words.map(wordPattern).join('|')})${BETWEEN}${VALUE}`, 'gu');
};

/** The figures that a sentence names: 接通率83%,等待95秒. Undefined where there are none. */
export const figuresIn = (
  text: string | undefined,
  policy: Policy,
): Readonly<Record<string, number>> | undefined => {
  if (text === undefined) return undefined;
  const found: Record<string, number> = {};
  for (const [, name = '', given = ''] of fold(text).matchAll(patternOf(policy))) {
    const metric = readMetricName(foldKey(name), policy);
    const value = metric === undefined ? undefined : readMetricValue(given, metric);
    if (metric !== undefined && value !== undefined) found[metric.id] ??= value;
  }
  return Object.keys(found).length === 0 ? undefined : found;
};
