import type { Scope, Suggestion, SuggestionReason } from '../incident/event.ts';
import {
  SEVERITIES,
  type HintTerm,
  type Operator,
  type Playbook,
  type Scheme,
  type SchemeLevel,
  type Severity,
} from './playbook.ts';

/** What is known of an incident when its level is suggested. */
export interface KnownFacts {
  readonly scope: Scope;
  /** `fullOutage`, `safetyHazard`, `keyword.media`, …: difficulty and what else was observed. */
  readonly flags: readonly string[];
  readonly metrics?: Readonly<Record<string, number>>;
}

const holds = (value: number, op: Operator, limit: number): boolean =>
  ({
    lt: value < limit,
    lte: value <= limit,
    gt: value > limit,
    gte: value >= limit,
    eq: value === limit,
  })[op];

const usersReason = (
  { users }: Scope,
  op: Operator,
  limit: number | undefined,
): readonly SuggestionReason[] =>
  users !== undefined && limit !== undefined && holds(users, op, limit)
    ? [{ kind: 'users', users, op, limit }]
    : [];

const regionsReason = (
  { regions }: Scope,
  op: Operator,
  limit: number | undefined,
): readonly SuggestionReason[] =>
  regions.length > 0 && limit !== undefined && holds(regions.length, op, limit)
    ? [{ kind: 'regions', count: regions.length }]
    : [];

/** A level with a lower bound is reached by any of its dimensions; without one, by staying inside. */
const scopeReasons = (scope: Scope, { scope: level }: SchemeLevel): readonly SuggestionReason[] => {
  if (level === undefined) return [];
  const nationwide = level.nationwide === true && scope.nationwide;
  return [
    ...(nationwide ? [{ kind: 'nationwide' } as const] : []),
    ...regionsReason(scope, 'gte', level.minRegions),
    ...usersReason(scope, 'gte', level.minUsers),
    ...(level.minRegions === undefined ? regionsReason(scope, 'lte', level.maxRegions) : []),
    ...(level.minUsers === undefined ? usersReason(scope, 'lte', level.maxUsers) : []),
  ];
};

const flagReasons = (
  flags: readonly string[],
  { difficulty, any }: SchemeLevel,
): readonly SuggestionReason[] =>
  [...difficulty, ...any]
    .filter((flag) => flags.includes(flag))
    .map((flag) => ({ kind: 'flag', flag }));

/** Why a term of a hint holds; nothing when it doesn't or isn't known. */
const termReasons = (term: HintTerm, facts: KnownFacts): readonly SuggestionReason[] => {
  if ('flag' in term) {
    if (term.flag === 'nationwide') return facts.scope.nationwide ? [{ kind: 'nationwide' }] : [];
    return facts.flags.includes(term.flag) ? [{ kind: 'flag', flag: term.flag }] : [];
  }
  const { name, op, value: limit } = term;
  if (name === 'users') return usersReason(facts.scope, op, limit);
  if (name === 'regions') return regionsReason(facts.scope, op, limit);
  const value = facts.metrics?.[name];
  return value !== undefined && holds(value, op, limit)
    ? [{ kind: 'metric', metric: name, op, limit, value }]
    : [];
};

const hintReasons = (
  { severityHints }: Playbook,
  severity: Severity,
  facts: KnownFacts,
): readonly SuggestionReason[] =>
  severityHints
    .filter((hint) => hint.suggest === severity)
    .flatMap((hint) => hint.any)
    .map((group) => group.map((term) => termReasons(term, facts)))
    .filter((group) => group.every((reasons) => reasons.length > 0))
    .flat(2);

const subjectOf = (reason: SuggestionReason): string => {
  if (reason.kind === 'flag') return `flag ${reason.flag}`;
  return reason.kind === 'metric' ? `metric ${reason.metric}` : reason.kind;
};

/** One reason a subject: "> 100" of a hint and ">= 101" of the scheme say the same. */
const distinct = (reasons: readonly SuggestionReason[]): readonly SuggestionReason[] => {
  const subjects = reasons.map(subjectOf);
  return reasons.filter((_, index) => subjects.indexOf(subjects[index] ?? '') === index);
};

/**
 * The level that the facts speak for: the highest that scope, difficulty or a hint reaches,
 * with everything that reaches it (S0-35). Nothing known: the playbook's default. A person decides.
 */
export const suggestSeverity = (
  playbook: Playbook,
  scheme: Scheme,
  facts: KnownFacts,
): Suggestion => {
  for (const severity of SEVERITIES) {
    const level = scheme.levels[severity];
    const reasons = distinct([
      ...hintReasons(playbook, severity, facts),
      ...scopeReasons(facts.scope, level),
      ...flagReasons(facts.flags, level),
    ]);
    if (reasons.length > 0) return { severity, reasons };
  }
  return { severity: playbook.defaultSeverity, reasons: [{ kind: 'default' }] };
};
