import type { Vars } from '#domain/incident/event.ts';
import type { Argument } from './argument.ts';
import type { Fault, PlacedFault } from './fault.ts';
import type { Value } from './given.ts';
import { isBlank, lengthOf } from './normalise.ts';
import type { ParseContext } from './request.ts';
import { readDimension, readMetricName, readMetricValue, metricsOf } from './values/metric.ts';
import { factsOf, findTerm, variablesOf } from './values/vocabulary.ts';
import { betterThan } from './values/example.ts';

/** One `key=value` as typed. */
export interface Pair {
  readonly key: string;
  readonly text: string;
}

type PairReading =
  | { readonly key: string; readonly text: string }
  | { readonly fault: Fault; readonly keyWrong?: boolean };

const nameOf = (key: string, argument: Argument, context: ParseContext): string => {
  const terms = argument.from === 'facts' ? factsOf(context.policy) : variablesOf(context.policy);
  return findTerm(key, terms)?.id ?? key;
};

const tooLong = (text: string, { maxLength }: Argument): PairReading | undefined => {
  const length = lengthOf(text);
  return maxLength !== undefined && length > maxLength
    ? { fault: { fault: 'too-long', length, limit: maxLength } }
    : undefined;
};

const readNamed = ({ key, text }: Pair, argument: Argument, context: ParseContext): PairReading =>
  tooLong(text, argument) ?? { key: nameOf(key, argument, context), text };

/** Labels may hold spaces, which no key can. */
const metricNear = (key: string, argument: Argument, context: ParseContext): string => {
  const near = betterThan(key, argument, context);
  return readMetricName(near, context.policy)?.id ?? 'connectRate';
};

const unknownMetric = (key: string, argument: Argument, context: ParseContext): PairReading => ({
  keyWrong: true,
  fault: {
    fault: 'invalid',
    given: key,
    allowed: metricsOf(context.policy).map(({ id, label }) =>
      context.locale === 'en' ? id : label['zh-CN'],
    ),
    better: metricNear(key, argument, context),
  },
});

/** A dimension keeps its text; a metric becomes the text of its number. */
const readMetric = (
  { key, text }: Pair,
  argument: Argument,
  context: ParseContext,
): PairReading => {
  const metric = readMetricName(key, context.policy);
  // 区域=68 is a dimension, though a rule might one day name a metric so.
  const dimension = metric === undefined ? readDimension(key) : undefined;
  if (dimension !== undefined) return tooLong(text, argument) ?? { key: `dim:${dimension}`, text };
  if (metric === undefined) return unknownMetric(key, argument, context);
  const value = readMetricValue(text, metric);
  if (value !== undefined) return { key: metric.id, text: String(value) };
  const better = metric.unit === 'flag' ? '1' : '68';
  return { fault: { fault: 'invalid', given: text, allowed: [], better } };
};

const MOST_FAULTS = 5;

/** Pairs by their canonical names. A metric's key is its id, a dimension's `dim:<name>`. */
export const readVars = (
  argument: Argument,
  pairs: readonly Pair[],
  context: ParseContext,
): { readonly value: Value } | { readonly faults: readonly PlacedFault[] } => {
  const read = argument.from === 'metrics' ? readMetric : readNamed;
  const vars: Record<string, string> = {};
  const faults: PlacedFault[] = [];
  for (const [at, pair] of pairs.entries()) {
    // Each fault costs a search for what was meant; nobody reads more than these.
    if (faults.length >= MOST_FAULTS) break;
    if (isBlank(pair.text)) continue;
    const reading = read(pair, argument, context);
    if ('fault' in reading)
      faults.push({ argument: argument.name, key: pair.key, pair: at, ...reading });
    else vars[reading.key] = reading.text;
  }
  const found: Vars = vars;
  return faults.length > 0 ? { faults } : { value: { is: 'vars', vars: found } };
};
