import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prometheusRules } from '#cli/playbooks-prometheus.ts';
import type { Operator, TriggerRule } from '#domain/playbook/playbook.ts';
import { shippedPolicy } from '../support/policy.ts';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '==': 'eq',
};
const PLAIN = /^(?<metric>[A-Za-z_]\w*) (?<sign><=?|>=?|==) (?<limit>-?[\d.]+)$/u;
const GROWTH =
  /^\((?<metric>\w+) - \k<metric> offset 1d\) \/ \(\k<metric> offset 1d\) \* 100 (?<sign><=?|>=?|==) (?<limit>[\d.]+)(?: and \k<metric> offset 1d >= (?<least>[\d.]+))?$/u;

/** Reads an alert back into the trigger that it says; undefined for anything else. */
const triggerOf = ({ alert, expr, labels, ...more }: Alert): Partial<TriggerRule> | undefined => {
  const plain = PLAIN.exec(expr)?.groups;
  const growth = GROWTH.exec(expr)?.groups;
  const found = plain ?? growth;
  const op = OPERATORS[found?.['sign'] ?? ''];
  if (found === undefined || op === undefined) return undefined;
  const seconds =
    more.for === undefined ? 0 : Number(/^(?<n>\d+)s$/u.exec(more.for)?.groups?.['n']);
  const limit = Number(found['limit']);
  return {
    id: alert,
    metric: found['metric'] ?? '',
    op,
    stage: labels['stage'] === 'trigger' ? 'trigger' : 'watch',
    ...(growth === undefined ? { value: limit } : { growthPct: limit }),
    ...(found['least'] === undefined ? {} : { minBaseline: Number(found['least']) }),
    // Strictly longer: a second more than the rule says.
    ...(seconds === 0 ? {} : { sustainedForMs: (seconds - 1) * 1_000 }),
  };
};

const playbooks = Object.values(shippedPolicy.playbooks);
const read = (): readonly { readonly name: string; readonly rules: readonly Alert[] }[] =>
  parse(prometheusRules(playbooks)).groups;

describe('playbooks prometheus (contract 5)', () => {
  it('says every metric trigger of every playbook, read back by a parser, and nothing else', () => {
    const triggers = playbooks.flatMap(({ triggers: all }) =>
      all.filter(({ metric }) => metric !== undefined),
    );
    const said = read().flatMap(({ rules }) => rules.map(triggerOf));
    expect(said.length).toBeGreaterThan(4);
    expect(said).toEqual(triggers.map(({ windowMs: _, baseline: __, ...trigger }) => trigger));
  });

  it('0.2: "sustained for 10 minutes" waits longer than ten minutes', () => {
    const rules = read().flatMap((group) => group.rules);
    expect(rules.find(({ alert }) => alert === 'sf-connect-outage')?.for).toBe('601s');
  });

  it('names the playbook, so that the webhook of Alertmanager finds it again', () => {
    for (const { name, rules } of read())
      for (const { labels } of rules) expect(`fenghuo-${labels['playbook']}`).toBe(name);
  });
});
