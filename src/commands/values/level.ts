import type { IncidentState } from '#domain/incident/state.ts';
import type { Locale } from '#domain/locale.ts';
import { SEVERITIES, type Scheme, type Severity } from '#domain/playbook/playbook.ts';
import type { Policy } from '#domain/policy.ts';
import { fold } from '../normalise.ts';

const wordsOf = (severity: Severity, policy: Policy): readonly string[] => [
  severity,
  ...policy.severityAliases[severity],
  ...Object.values(policy.schemes).flatMap(({ levels }) => Object.values(levels[severity].names)),
];

/** The level that a word stands for, in any scheme (重大, 一级事件(严重), critical, p1). */
export const readLevel = (given: string, policy: Policy): Severity | undefined => {
  const wanted = fold(given);
  return SEVERITIES.find((severity) =>
    wordsOf(severity, policy).some((word) => fold(word) === wanted),
  );
};

/** The word for a level that people type most: 重大, critical. */
export const levelWord = (severity: Severity, policy: Policy, locale: Locale): string => {
  const [first = severity, ...others] = policy.severityAliases[severity];
  if (locale === 'zh-CN') return first;
  return [first, ...others].find((word) => /^[a-z]{4,}$/i.test(word)) ?? severity;
};

export const levelWords = (policy: Policy): readonly string[] =>
  SEVERITIES.flatMap((severity) => wordsOf(severity, policy));

/** The scheme whose names are shown: that of the incident, else the default one. */
export const schemeInUse = (
  policy: Policy,
  incident: IncidentState | undefined,
): Scheme | undefined => incident?.scheme ?? policy.schemes[policy.defaultScheme];
