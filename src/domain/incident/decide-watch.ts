import { SEVERITIES, type Severity } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import { SYSTEM } from '../person.ts';
import type { CommandMeta, CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, nothing, RUNNING } from './fact.ts';
import { followedMetrics, toldName } from './metric-track.ts';
import { effectiveSeverity } from './people.ts';
import type { IncidentState } from './state.ts';

/** Only the watch says so; people report with `metric` and `signal`. */
const isWatch = ({ actor }: CommandMeta): boolean => actor.id === SYSTEM.id;

const isRunning = ({ phase }: IncidentState): boolean =>
  RUNNING.some((running) => running === phase);

/** Whether the incident has not been told of this yet, in this episode. */
export const isTriggerNews = (
  state: IncidentState,
  met: Pick<CommandOf<'triggerMet'>, 'rule' | 'dims'>,
): boolean => isRunning(state) && !state.told.includes(toldName(met));

/** Told once an episode; a person decides what follows. */
const triggerMet = (state: IncidentState, command: CommandOf<'triggerMet'>) => {
  const { meta, rule, metric, dims, op, limit, value, sustainedForMs, at } = command;
  if (!isWatch(meta) || !isTriggerNews(state, command)) return nothing;
  const where = dims === undefined ? {} : { dims };
  const met = { rule, metric, ...where, op, limit, value, sustainedForMs };
  return happened(fact(meta, 'trigger.met', met, Math.min(at, meta.now)));
};

/** What held before this episode began is no recovery from it. */
const heldInEpisode = (
  { openedAt, reopenedAt = openedAt }: IncidentState,
  { since, at, sustainedForMs }: Pick<CommandOf<'recovered'>, 'since' | 'at' | 'sustainedForMs'>,
): boolean => at - Math.max(since, reopenedAt) > sustainedForMs;

/** Whether a target that is held is worth a word: once an episode, while work goes on. */
export const isRecoveryNews = (
  state: IncidentState,
  held: Pick<CommandOf<'recovered'>, 'since' | 'at' | 'sustainedForMs'>,
): boolean =>
  state.phase === 'active' && !state.told.includes('recovery') && heldInEpisode(state, held);

const recovered = (state: IncidentState, command: CommandOf<'recovered'>) => {
  const { meta, metric, value, limit, sustainedForMs, at } = command;
  if (!isWatch(meta) || !isRecoveryNews(state, command)) return nothing;
  const figures = { metric, value, limit, sustainedForMs };
  return happened(fact(meta, 'recovery.suggested', figures, Math.min(at, meta.now)));
};

/** Whether a figure of then belongs into the record: while the incident runs, of metrics it is about. */
export const isFigureWanted = (
  state: IncidentState,
  { metric, at }: Pick<CommandOf<'recordFigure'>, 'metric' | 'at'>,
  { common }: Policy,
): boolean =>
  isRunning(state) && at >= state.openedAt && followedMetrics(state, common.kpi).has(metric);

/** Rules judge the samples themselves, so that nothing follows from a figure. */
const recordFigure = (state: IncidentState, command: CommandOf<'recordFigure'>, policy: Policy) => {
  const { meta, metric, value, least, most, at } = command;
  if (!isWatch(meta) || !isFigureWanted(state, command, policy)) return nothing;
  const figures = {
    values: { [metric]: value },
    ...(least < value ? { least: { [metric]: least } } : {}),
    ...(most > value ? { most: { [metric]: most } } : {}),
  };
  return happened(fact(meta, 'metric.recorded', figures, Math.min(at, meta.now)));
};

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
export const decideWatch: Deciders<
  'triggerMet' | 'recovered' | 'recordFigure' | 'proposePlaybook'
> = {
  triggerMet,
  recovered,
  recordFigure,
  proposePlaybook,
};
