import type { IncidentState } from '../incident/state.ts';

/** What keeps a postmortem from being published (domain 4.5). */
export type PublishBlocker = 'rootCause' | 'whys' | 'actions' | 'breach-comments';

/** Levels of the why chain that must be given before a postmortem may be published (domain 4.1). */
export const MIN_WHY_LEVELS = 3;

const given = (state: IncidentState, field: string): boolean =>
  (state.postmortem.human[field]?.text.trim() ?? '') !== '';

/** True when a root cause was typed, or when the why chain is long enough that its last level is one (S0-65). */
const hasRootCause = (state: IncidentState): boolean =>
  given(state, 'rootCause') || state.postmortem.whys.length >= MIN_WHY_LEVELS;

/** What is still missing before `postmortem publish`; empty when it may go out. */
export const publishBlockers = (state: IncidentState): readonly PublishBlocker[] => {
  const blockers: PublishBlocker[] = [];
  if (!hasRootCause(state)) blockers.push('rootCause');
  if (state.postmortem.whys.length < MIN_WHY_LEVELS) blockers.push('whys');
  const hasAction = state.actions.some(
    (action) => action.owner !== undefined && action.dueAt !== undefined,
  );
  if (!hasAction && !given(state, 'noAction')) blockers.push('actions');
  const silent = Object.values(state.marks).some(
    (mark) => mark.breachedAt !== undefined && mark.acknowledged === undefined,
  );
  if (silent && !given(state, 'breachComments')) blockers.push('breach-comments');
  return blockers;
};
