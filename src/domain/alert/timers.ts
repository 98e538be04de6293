import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import type { AlertState } from './state.ts';

export type AlertStage = 'warn' | 'breach' | 'escalate';

export interface AlertOccurrence {
  readonly stage: AlertStage;
  readonly at: Instant;
}

/** Verification is chased until somebody decides: reminder, command group, leadership (S0-33, domain 0.4). */
export const alertOccurrences = (state: AlertState, policy: Policy): readonly AlertOccurrence[] => {
  const { phase, raisedAt, verifyDue, warned, breached, escalated } = state;
  if (phase !== 'raised') return [];
  const { warnAtFraction, escalateAgainAfter, escalateAgainMinMs } = policy.common.engine;
  const period = verifyDue - raisedAt;
  const second = Math.max(escalateAgainMinMs, Math.round(period * escalateAgainAfter));
  return [
    ...(warned || breached
      ? []
      : [{ stage: 'warn', at: raisedAt + Math.round(period * warnAtFraction) } as const]),
    // Decided at the due time itself is in time.
    ...(breached ? [] : [{ stage: 'breach', at: verifyDue + 1 } as const]),
    ...(escalated ? [] : [{ stage: 'escalate', at: verifyDue + second } as const]),
  ];
};

const RANK = { breach: 2, escalate: 1, warn: 3 } as const;

/** Timer rows for the store. */
export const alertTimers = (
  state: AlertState,
  policy: Policy,
): readonly { readonly id: string; readonly dueAt: Instant; readonly rank: number }[] =>
  alertOccurrences(state, policy).map(({ stage, at }) => ({
    id: `verify|${stage}|${at}`,
    dueAt: at,
    rank: RANK[stage],
  }));
