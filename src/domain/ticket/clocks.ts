import { DAY, type DurationMs, type Instant, localTime, MINUTE, minutesOfDay } from '../time.ts';

/** A moment of a ticket that a limit runs from or to. */
export type TicketAnchor =
  | 'createdAt'
  | 'escalatedAt'
  | 'takenAt'
  | 'firstResponseAt'
  | 'progressedAt'
  | 'transferredAt'
  | 'acceptedAt'
  | 'contactedAt'
  | 'resultAt'
  | 'informedAt'
  | 'resolvedAt';

/** When each step of a ticket happened; a step that did not happen yet is missing. */
export type TicketTimes = { readonly createdAt: Instant } & {
  readonly [anchor in Exclude<TicketAnchor, 'createdAt'>]?: Instant;
};

/** The promises about a ticket. */
export const TICKET_CLOCKS = [
  'handover',
  'respond',
  'progress',
  'answer',
  'resolve',
  'transfer',
  'accept',
  'contact',
  'inform',
  'repair',
] as const;
export type TicketClockId = (typeof TICKET_CLOCKS)[number];

/** One promise about a ticket: the first of `ends` within `dueMs` after `start`. */
export interface TicketLimit {
  readonly id: TicketClockId;
  readonly start: TicketAnchor;
  readonly ends: readonly TicketAnchor[];
  readonly dueMs: DurationMs;
  /** Role told when it passes. */
  readonly onBreach: string;
}

export interface TicketClock {
  readonly id: TicketClockId;
  /** Names this run of it: a ticket may be transferred more than once. */
  readonly run: string;
  readonly startAt: Instant;
  readonly dueAt: Instant;
  readonly onBreach: string;
  readonly endedAt?: Instant;
}

const firstOf = (
  { ends }: TicketLimit,
  times: TicketTimes,
  since: Instant,
): Instant | undefined => {
  const ended = ends.flatMap((anchor) => times[anchor] ?? []).filter((at) => at >= since);
  return ended.length === 0 ? undefined : Math.min(...ended);
};

/** The clocks that run or ran. */
export const ticketClocks = (
  limits: readonly TicketLimit[],
  times: TicketTimes,
): readonly TicketClock[] =>
  limits.flatMap((limit): readonly TicketClock[] => {
    const startAt = times[limit.start];
    if (startAt === undefined) return [];
    const endedAt = firstOf(limit, times, startAt);
    const { id, dueMs, onBreach } = limit;
    return [
      {
        id,
        run: `${id}@${startAt}`,
        startAt,
        dueAt: startAt + dueMs,
        onBreach,
        ...(endedAt === undefined ? {} : { endedAt }),
      },
    ];
  });

/** How late a clock ended, or is at `now`, in ms. Exactly on the limit is in time: 超过 is strict. */
export const latenessOf = (clock: TicketClock, now: Instant): DurationMs =>
  Math.max(0, (clock.endedAt ?? now) - clock.dueAt);

/** The next time the wall clock of `timezone` shows `clock` ("09:00"), after `instant`. */
export const nextClock = (instant: Instant, clock: string, timezone: string): Instant => {
  const wanted = minutesOfDay(clock) * MINUTE;
  const ofDay = (at: Instant): DurationMs => {
    const { hour, minute, second } = localTime(at, timezone);
    return (hour * 60 + minute) * MINUTE + second * 1_000 + (at % 1_000);
  };
  const ahead = wanted - ofDay(instant);
  const guess = instant + (ahead > 0 ? ahead : ahead + DAY);
  // A night with a change of summer time is an hour shorter or longer.
  return guess + wanted - ofDay(guess);
};

/** One handing over to a department, and how it went. */
export interface Transfer {
  readonly department: string;
  readonly at: Instant;
  readonly acceptedAt?: Instant;
  readonly resultAt?: Instant;
  readonly informedAt?: Instant;
}

export interface CrossDepartmentTime {
  readonly acceptMs: DurationMs;
  readonly processingMs: DurationMs;
  readonly feedbackMs: DurationMs;
  readonly totalMs: DurationMs;
}

const between = (from: Instant | undefined, to: Instant): DurationMs =>
  from === undefined ? 0 : Math.max(0, to - from);

const timeOf = (
  { at, acceptedAt, resultAt, informedAt }: Transfer,
  now: Instant,
): CrossDepartmentTime => {
  const end = informedAt ?? resultAt ?? now;
  const taken = acceptedAt ?? resultAt;
  return {
    acceptMs: (taken ?? end) - at,
    processingMs: between(taken, resultAt ?? end),
    feedbackMs: informedAt === undefined ? 0 : between(resultAt, informedAt),
    totalMs: end - at,
  };
};

/** From handing over to telling the customer, split by step, over all transfers (domain 5.2). */
export const crossDepartmentTime = (
  transfers: readonly Transfer[],
  now: Instant,
): CrossDepartmentTime =>
  transfers
    .map((transfer) => timeOf(transfer, now))
    .reduce(
      (sum, one) => ({
        acceptMs: sum.acceptMs + one.acceptMs,
        processingMs: sum.processingMs + one.processingMs,
        feedbackMs: sum.feedbackMs + one.feedbackMs,
        totalMs: sum.totalMs + one.totalMs,
      }),
      { acceptMs: 0, processingMs: 0, feedbackMs: 0, totalMs: 0 },
    );
