import { recorded } from '../recorded.ts';
import { reject, type Decision, type Rejected } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import type { CommandMeta } from './command.ts';
import type { EventOf, IncidentEvent, IncidentEventType, PayloadOf } from './event.ts';
import { COMMANDER, holdsRole, participates } from './people.ts';
import type { IncidentState } from './state.ts';

export type IncidentDecision = Decision<IncidentEvent>;

/** One event of this command; it happened now unless said otherwise. */
export const fact = <T extends IncidentEventType>(
  meta: CommandMeta,
  type: T,
  data: PayloadOf<T>,
  occurredAt?: Instant,
): EventOf<T> =>
  // The mapped type of EventOf<T> is this very object; TypeScript does not resolve Extract<> over a type parameter.
  recorded(meta, type, data, occurredAt) as unknown as EventOf<T>;

export const happened = (...events: readonly IncidentEvent[]): IncidentDecision => ({ events });
export const nothing: IncidentDecision = { events: [] };

/** Refuses with the roles that may, unless the actor holds one of them; `participant` is anyone taking part. */
export const unlessAllowed = (
  state: IncidentState,
  meta: CommandMeta,
  policy: Policy,
  verb: string,
  needs: readonly string[],
): Rejected | undefined => {
  const { actor } = meta;
  if (actor.id === 'system') return undefined;
  const allowed = needs.some((role) =>
    role === 'participant'
      ? participates(state, actor, policy)
      : holdsRole(state, actor, role, policy),
  );
  return allowed ? undefined : reject({ code: 'not-allowed', verb, needs });
};

export const COMMAND = [COMMANDER, 'commandGroup'] as const;
export const PARTICIPANT = ['participant'] as const;

/** Refuses in a phase where the verb makes no sense. */
export const unlessPhase = (
  state: IncidentState,
  verb: string,
  phases: readonly IncidentState['phase'][],
): Rejected | undefined =>
  phases.includes(state.phase)
    ? undefined
    : reject({ code: 'wrong-phase', phase: state.phase, verb });

/** Nothing more happens in its rooms. */
export const isEnded = ({ phase }: IncidentState): boolean =>
  phase === 'closed' || phase === 'cancelled';

export const RUNNING = ['triage', 'active', 'monitoring'] as const;
