import { SEVERITIES, type Playbook, type Severity } from '../playbook/playbook.ts';
import { suggestSeverity } from '../playbook/suggest.ts';
import type { PayloadOf } from './event.ts';
import type { IncidentState } from './state.ts';

/** Whether a hint of the playbook speaks of this metric. */
const isHintedAt = ({ severityHints }: Playbook, metric: string): boolean =>
  severityHints.some(({ any }) =>
    any.some((group) => group.some((term) => 'name' in term && term.name === metric)),
  );

const isGraver = (one: Severity, other: Severity): boolean =>
  SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);

/**
 * The level that a trigger which is met on a graded incident speaks for: what the hints of its playbook say
 * of its metric, else the next one up. Undefined where nothing graver is meant; a person decides.
 */
export const proposedLevel = (
  state: IncidentState,
  { rule, metric, value }: PayloadOf<'trigger.met'>,
): Severity | undefined => {
  const { severity, playbooks, scheme, scope, flags } = state;
  if (severity === undefined) return undefined;
  const playbook = playbooks.find((one) =>
    one.playbook.triggers.some(({ id }) => id === rule),
  )?.playbook;
  if (playbook === undefined || !isHintedAt(playbook, metric))
    return SEVERITIES[SEVERITIES.indexOf(severity) - 1];
  const last = Object.entries(state.metrics).map(([name, track]) => [name, track.last] as const);
  const metrics = { ...Object.fromEntries(last), [metric]: value };
  const { severity: suggested } = suggestSeverity(playbook, scheme, { scope, flags, metrics });
  return isGraver(suggested, severity) ? suggested : undefined;
};
