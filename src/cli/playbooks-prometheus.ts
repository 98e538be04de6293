import { stringify } from 'yaml';
import type { Operator, Playbook, TriggerRule } from '#domain/playbook/playbook.ts';
import { SECOND } from '#domain/time.ts';

const SIGNS: Readonly<Record<Operator, string>> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  eq: '==',
};

/** The condition in PromQL; undefined for rules about complaints, keywords and signals. */
const expressionOf = (rule: TriggerRule): string | undefined => {
  const { metric, op, value, growthPct, minBaseline } = rule;
  if (metric === undefined) return undefined;
  const sign = SIGNS[op ?? 'gt'];
  if (growthPct === undefined)
    return value === undefined ? undefined : `${metric} ${sign} ${value}`;
  const yesterday = `${metric} offset 1d`;
  const growth = `(${metric} - ${yesterday}) / (${yesterday}) * 100 ${sign} ${growthPct}`;
  return minBaseline === undefined ? growth : `${growth} and ${yesterday} >= ${minBaseline}`;
};

// "Sustained" is strictly longer; Prometheus fires when the time is reached, so it waits a second more.
const waitOf = ({ sustainedForMs }: TriggerRule) =>
  sustainedForMs === undefined || sustainedForMs === 0
    ? {}
    : { for: `${sustainedForMs / SECOND + 1}s` };

const alertOf = (playbook: Playbook, rule: TriggerRule) => {
  const expr = expressionOf(rule);
  if (expr === undefined) return [];
  return [
    {
      alert: rule.id,
      expr,
      ...waitOf(rule),
      labels: { playbook: playbook.id, stage: rule.stage, kind: 'metric' },
      annotations: {
        summary: `${playbook.names['zh-CN']}: ${rule.metric} {{ $value }}`,
        summary_en: `${playbook.names.en}: ${rule.metric} {{ $value }}`,
      },
    },
  ];
};

/** The metric triggers as a rule file of Prometheus, one group a playbook; metrics keep their names. */
export const prometheusRules = (playbooks: readonly Playbook[]): string => {
  const groups = playbooks
    .map((playbook) => ({
      name: `fenghuo-${playbook.id}`,
      rules: playbook.triggers.flatMap((rule) => alertOf(playbook, rule)),
    }))
    .filter(({ rules }) => rules.length > 0);
  return stringify({ groups }, { lineWidth: 0 });
};
