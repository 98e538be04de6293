import type { Instant } from '../time.ts';
import { latenessOf, type TicketClock, ticketClocks } from './clocks.ts';
import type { TicketState } from './state.ts';

/** The promises that are not kept yet, those due first on top; solving a ticket ends all of them. */
export const runningClocks = ({ limits, times }: TicketState): readonly TicketClock[] =>
  ticketClocks(limits, times)
    .filter(({ endedAt }) => endedAt === undefined)
    .toSorted((a, b) => a.dueAt - b.dueAt);

/** Whether a promise is broken now and not kept yet. */
export const isOverdue = (state: TicketState, now: Instant): boolean =>
  runningClocks(state).some((clock) => latenessOf(clock, now) > 0);

/** Whether a step was done after its time, or was still to be done when its time passed. */
export const wasLate = ({ late, marks }: TicketState): boolean =>
  Object.keys(late).length > 0 || Object.values(marks).some(({ breached }) => breached);

/** Somebody senior was asked, and nobody has taken it over. */
export const waitsForSenior = ({ times }: TicketState): boolean =>
  times.escalatedAt !== undefined && (times.takenAt ?? 0) < times.escalatedAt;
