import { SEVERITIES, type Severity } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import { SYSTEM } from '../person.ts';
import type { CommandMeta, CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, nothing, RUNNING } from './fact.ts';
import { effectiveSeverity } from './people.ts';
import type { IncidentState } from './state.ts';

/** Only the watch says so; people report with `metric` and `signal`. */
const isWatch = ({ actor }: CommandMeta): boolean => actor.id === SYSTEM.id;

const isRunning = ({ phase }: IncidentState): boolean =>
  RUNNING.some((running) => running === phase);

/** Told once an episode; a person decides what follows. */
const triggerMet = (
  state: IncidentState,
  { meta, rule, metric, op, limit, value, sustainedForMs, at }: CommandOf<'triggerMet'>,
) =>
  isWatch(meta) && isRunning(state) && !state.told.includes(rule)
    ? happened(
        fact(
          meta,
          'trigger.met',
          { rule, metric, op, limit, value, sustainedForMs },
          Math.min(at, meta.now),
        ),
      )
    : nothing;

const recovered = (
  state: IncidentState,
  { meta, metric, value, limit, sustainedForMs }: CommandOf<'recovered'>,
) =>
  isWatch(meta) && state.phase === 'active' && !state.told.includes('recovery')
    ? happened(fact(meta, 'recovery.suggested', { metric, value, limit, sustainedForMs }))
    : nothing;

/** What the hints of the playbook say about its gravest case, where that is graver than now. */
const graverOf = (state: IncidentState, playbook: string, policy: Policy): Severity | undefined => {
  const found = policy.playbooks[playbook];
  const gravest = SEVERITIES.find(
    (severity) =>
      found?.defaultSeverity === severity ||
      found?.severityHints.some(({ suggest }) => suggest === severity),
  );
  const now = effectiveSeverity(state);
  return gravest !== undefined && SEVERITIES.indexOf(gravest) < SEVERITIES.indexOf(now)
    ? gravest
    : undefined;
};

/** Something was said outside that another playbook is for: proposed, not done (E3). */
const proposePlaybook = (
  state: IncidentState,
  { meta, playbook, signal, text, url }: CommandOf<'proposePlaybook'>,
  policy: Policy,
) => {
  if (!isWatch(meta) || !isRunning(state) || !Object.hasOwn(policy.playbooks, playbook))
    return nothing;
  const propose = graverOf(state, playbook, policy);
  return happened(
    fact(meta, 'signal.heard', {
      playbook,
      signal,
      text,
      ...(url === undefined ? {} : { url }),
      ...(propose === undefined ? {} : { propose }),
    }),
  );
};

/** What the watch tells an incident that runs. */
export const decideWatch: Deciders<'triggerMet' | 'recovered' | 'proposePlaybook'> = {
  triggerMet,
  recovered,
  proposePlaybook,
};
