import type { IncidentState } from '#domain/incident/state.ts';
import { timersOf } from '#domain/incident/timers.ts';
import type { Policy } from '#domain/policy.ts';
import type { Commit, TimerRow } from '#ports/storage.ts';

/** All timers an incident still has, as rows. */
export const timerRows = (state: IncidentState, policy: Policy): readonly TimerRow[] =>
  timersOf(state, policy).map(({ id, dueAt, rank }) => ({
    id: `${state.key}|${id}`,
    stream: state.key,
    dueAt,
    rank,
  }));

/** Timers that appeared, changed and disappeared between two states. */
export const timerChanges = (
  before: IncidentState | undefined,
  after: IncidentState,
  policy: Policy,
): Commit['timers'] => {
  const had = new Map(
    (before === undefined ? [] : timerRows(before, policy)).map(({ id, rank }) => [id, rank]),
  );
  const has = timerRows(after, policy);
  const ids = new Set(has.map(({ id }) => id));
  return {
    // A regrading moves none of the times, but what is told first.
    set: has.filter(({ id, rank }) => had.get(id) !== rank),
    clear: [...had.keys()].filter((id) => !ids.has(id)),
  };
};
