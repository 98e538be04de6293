import { decideIncident } from '#domain/incident/decide.ts';
import type { IncidentCommand } from '#domain/incident/command.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import { foldIncident } from '#domain/incident/evolve.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { SYSTEM } from '#domain/person.ts';
import { isRejected, type Decision } from '#domain/rejection.ts';
import { archivingPolicy } from '../support/policy.ts';
import { metaOf, placedAt, START, type Step } from './arbitrary-steps.ts';

/** One command and what it did. */
export interface Moment {
  readonly now: number;
  readonly command: IncidentCommand;
  readonly before: IncidentState | undefined;
  readonly decision: Decision<IncidentEvent>;
  readonly events: readonly IncidentEvent[];
  readonly after: IncidentState | undefined;
}

/** What one command does to a state; `after` is `before` when nothing happened. */
export const momentOf = (before: IncidentState | undefined, command: IncidentCommand): Moment => {
  const decision = decideIncident(before, command, archivingPolicy);
  const events = isRejected(decision) ? [] : decision.events;
  return {
    now: command.meta.now,
    command,
    before,
    decision,
    events,
    after: foldIncident(before, events),
  };
};

/** Plays a run, each command on the state the one before left; `seen` gets every command before it is decided, and every state. */
export const play = (
  steps: readonly Step[],
  seen: (value: IncidentCommand | IncidentState | undefined) => void = () => {},
): readonly Moment[] => {
  const moments: Moment[] = [];
  let now = START;
  let state: IncidentState | undefined;
  for (const step of steps) {
    now += step.afterMs;
    const command = { ...placedAt(step.intent, now), meta: metaOf(step, now) };
    seen(command);
    const moment = momentOf(state, command);
    moments.push(moment);
    state = moment.after;
    seen(state);
  }
  return moments;
};

export const eventsOf = (moments: readonly Moment[]): readonly IncidentEvent[] =>
  moments.flatMap(({ events }) => events);

/** The engine's sweep at `now`. */
export const sweepAt = (state: IncidentState, now: number): Moment =>
  momentOf(state, {
    type: 'deadlinesPassed',
    startedAt: START,
    meta: { now, actor: SYSTEM, via: 'timer' },
  });
