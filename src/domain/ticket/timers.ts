import type { Policy } from '../policy.ts';
import { MINUTE, localTime, minutesOfDay, type DurationMs, type Instant } from '../time.ts';
import { isBetweenClocks, type TicketClock, ticketClocks } from './clocks.ts';
import type { TicketState } from './state.ts';

export type TicketStage = 'warn' | 'breach' | 'callAgain';

export interface TicketOccurrence {
  readonly clock: TicketClock;
  readonly stage: TicketStage;
  readonly at: Instant;
}

/** A reminder of a long clock that falls into the night waits for the morning. */
const outOfQuietHours = (at: Instant, period: DurationMs, { common }: Policy): Instant => {
  const { quietHours } = common.engine;
  if (period <= quietHours.onlyPeriodsOverMs) return at;
  if (!isBetweenClocks(at, quietHours, common.timezone)) return at;
  const { hour, minute, second } = localTime(at, common.timezone);
  const minutes = (minutesOfDay(quietHours.to) - (hour * 60 + minute) + 24 * 60) % (24 * 60);
  return at + minutes * MINUTE - second * 1000 - (at % 1000);
};

const occurrencesOf = (
  state: TicketState,
  clock: TicketClock,
  policy: Policy,
): readonly TicketOccurrence[] => {
  if (clock.endedAt !== undefined) return [];
  const { warnAtFraction, escalateAgainAfter, escalateAgainMinMs } = policy.common.engine;
  const { warned, breached, calledAgain } = state.marks[clock.run] ?? {};
  const period = clock.dueAt - clock.startAt;
  const warnAt = clock.startAt + Math.round(period * warnAtFraction);
  const again = Math.max(escalateAgainMinMs, Math.round(period * escalateAgainAfter));
  return [
    ...(warned || breached
      ? []
      : [{ clock, stage: 'warn', at: outOfQuietHours(warnAt, period, policy) } as const]),
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
  state.status === 'resolved'
    ? []
    : ticketClocks(state.limits, state.times).flatMap((clock) =>
        occurrencesOf(state, clock, policy),
      );

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
