import type { Policy } from '../policy.ts';
import { outOfQuietHours } from '../quiet-hours.ts';
import type { Instant } from '../time.ts';
import type { TicketClock } from './clocks.ts';
import { runningClocks } from './standing.ts';
import type { TicketState } from './state.ts';

export type TicketStage = 'warn' | 'breach' | 'callAgain';

export interface TicketOccurrence {
  readonly clock: TicketClock;
  readonly stage: TicketStage;
  readonly at: Instant;
}

const occurrencesOf = (
  state: TicketState,
  clock: TicketClock,
  policy: Policy,
): readonly TicketOccurrence[] => {
  const { engine, timezone } = policy.common;
  const { warnAtFraction, escalateAgainAfter, escalateAgainMinMs, quietHours } = engine;
  const { warned, breached, calledAgain } = state.marks[clock.run] ?? {};
  const period = clock.dueAt - clock.startAt;
  const warnAt = clock.startAt + Math.round(period * warnAtFraction);
  const again = Math.max(escalateAgainMinMs, Math.round(period * escalateAgainAfter));
  return [
    ...(warned || breached
      ? []
      : [
          {
            clock,
            stage: 'warn',
            at: outOfQuietHours(warnAt, period, quietHours, timezone),
          } as const,
        ]),
    // Done at the due time itself is in time.
    ...(breached ? [] : [{ clock, stage: 'breach', at: clock.dueAt + 1 } as const]),
    ...(calledAgain ? [] : [{ clock, stage: 'callAgain', at: clock.dueAt + again } as const]),
  ];
};

/** What is still to be said about the clocks of a ticket, and when (domain 0.4). */
export const ticketOccurrences = (
  state: TicketState,
  policy: Policy,
): readonly TicketOccurrence[] =>
  runningClocks(state).flatMap((clock) => occurrencesOf(state, clock, policy));

const RANK = { callAgain: 1, breach: 2, warn: 3 } as const;

/** Timer rows for the store. */
export const ticketTimers = (
  state: TicketState,
  policy: Policy,
): readonly { readonly id: string; readonly dueAt: Instant; readonly rank: number }[] =>
  ticketOccurrences(state, policy).map(({ clock, stage, at }) => ({
    id: `${clock.run}|${stage}|${at}`,
    dueAt: at,
    rank: RANK[stage],
  }));
