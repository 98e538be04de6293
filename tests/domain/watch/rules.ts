import type { Playbook, Recovery, TriggerRule } from '#domain/playbook/playbook.ts';
import type { Observation, Sample } from '#domain/watch/observation.ts';
import { shippedPolicy } from '../../support/policy.ts';

/** The playbook of system failures with these triggers and no other playbook. */
export const playbooksWith = (
  triggers: readonly TriggerRule[],
  recovery?: Recovery,
): Readonly<Record<string, Playbook>> => {
  const base = shippedPolicy.playbooks['system-failure'];
  if (base === undefined) throw new Error('the playbook of system failures is missing');
  const { recovery: _, ...rest } = base;
  return {
    'system-failure': { ...rest, triggers, ...(recovery === undefined ? {} : { recovery }) },
  };
};

/** A sample that came in the moment it was taken. */
export const sampleAt = (at: number, metric: string, value: number): Observation & Sample => ({
  id: at,
  at,
  receivedAt: at,
  kind: 'sample',
  metric,
  value,
});
