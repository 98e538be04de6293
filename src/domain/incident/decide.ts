import { isRejected, reject, type Decision } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { CommandOf, IncidentCommand, IncidentIntentType } from './command.ts';
import { completions } from './completion.ts';
import { deadlinesPassed } from './deadlines-passed.ts';
import { decideAnnouncement } from './decide-announcement.ts';
import { decideApproval } from './decide-approval.ts';
import { decideDelivery } from './decide-delivery.ts';
import { decideGrade } from './decide-grade.ts';
import { decideLifecycle, decideOpen } from './decide-lifecycle.ts';
import { decidePlatforms } from './decide-platforms.ts';
import { decidePostmortem } from './decide-postmortem.ts';
import { decideProgress } from './decide-progress.ts';
import { decideRoles } from './decide-roles.ts';
import { decideRooms } from './decide-rooms.ts';
import { decideStandby } from './decide-standby.ts';
import { decideTasks } from './decide-tasks.ts';
import { decideTickets } from './decide-tickets.ts';
import { decideWatch } from './decide-watch.ts';
import { decideWording } from './decide-wording.ts';
import type { IncidentEvent } from './event.ts';
import { foldIncident } from './evolve.ts';
import type { IncidentDecision } from './fact.ts';
import type { IncidentState } from './state.ts';

/** One function for each intent of an existing incident. */
export type Deciders<T extends IncidentIntentType> = {
  readonly [K in T]: (
    state: IncidentState,
    command: CommandOf<K>,
    policy: Policy,
  ) => IncidentDecision;
};

const DECIDERS: Deciders<Exclude<IncidentIntentType, 'open'>> = {
  ...decideLifecycle,
  ...decideGrade,
  ...decideRoles,
  ...decideProgress,
  ...decideTasks,
  ...decideWording,
  ...decideAnnouncement,
  ...decideApproval,
  ...decideStandby,
  ...decidePostmortem,
  ...decideRooms,
  ...decidePlatforms,
  ...decideDelivery,
  ...decideWatch,
  ...decideTickets,
  deadlinesPassed,
};

const decided = (
  state: IncidentState | undefined,
  command: IncidentCommand,
  policy: Policy,
): IncidentDecision => {
  if (command.type === 'open')
    return state === undefined
      ? decideOpen(command, policy)
      : reject({ code: 'wrong-phase', phase: state.phase, verb: 'open' });
  if (state === undefined) return reject({ code: 'incident-not-found', key: '' });
  // Keyed by the intent's own type, which TypeScript cannot follow through an index.
  const decider = DECIDERS[command.type] as (
    state: IncidentState,
    command: IncidentCommand,
    policy: Policy,
  ) => IncidentDecision;
  return decider(state, command, policy);
};

/** What happens because of a command, or why nothing does. Pure: time, ids and people are in the command. */
export const decideIncident = (
  state: IncidentState | undefined,
  command: IncidentCommand,
  policy: Policy,
): Decision<IncidentEvent> => {
  const decision = decided(state, command, policy);
  if (isRejected(decision) || decision.events.length === 0) return decision;
  const after = foldIncident(state, decision.events);
  if (after === undefined || after.phase === 'closed' || after.phase === 'cancelled')
    return decision;
  const ticked = completions(after, decision.events, command.meta, policy);
  return { events: [...decision.events, ...ticked] };
};
