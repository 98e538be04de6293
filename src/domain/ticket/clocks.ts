import {
  DAY,
  type DurationMs,
  type Instant,
  localTime,
  MINUTE,
  minutesOfDay,
} from '#domain/time.ts';

/** A moment of a ticket that a limit runs from or to. */
export type TicketAnchor =
  | 'ticketCreatedAt'
  | 'firstResponseAt'
  | 'transferredAt'
  | 'acceptedAt'
  | 'resultAt'
  | 'informedAt'
  | 'resolvedAt';

/** When each step of a ticket happened; a step that did not happen yet is missing. */
export type TicketTimes = { readonly ticketCreatedAt: Instant } & {
  readonly [anchor in Exclude<TicketAnchor, 'ticketCreatedAt'>]?: Instant;
};

/** One promise about a ticket: `end` within `dueMs` after `start`. */
export interface TicketLimit {
  readonly id: string;
  readonly start: TicketAnchor;
  readonly end: TicketAnchor;
  readonly dueMs: DurationMs;
}

export interface TicketClock {
  readonly id: string;
  readonly dueAt: Instant;
  /** 80 % of the time, when the one in charge is reminded (S3-05). */
  readonly warnAt: Instant;
  readonly endedAt?: Instant;
}

const WARN_AT = 0.8;

const clockOf = (limit: TicketLimit, times: TicketTimes): readonly TicketClock[] => {
  const start = times[limit.start];
  if (start === undefined) return [];
  const endedAt = times[limit.end];
  return [
    {
      id: limit.id,
      dueAt: start + limit.dueMs,
      warnAt: start + limit.dueMs * WARN_AT,
      ...(endedAt === undefined ? {} : { endedAt }),
    },
  ];
};

/** The clocks that run or ran, one an id: where two limits bear one id, the one due first wins. */
export const ticketClocks = (
  limits: readonly TicketLimit[],
  times: TicketTimes,
): readonly TicketClock[] => {
  const strictest = new Map<string, TicketClock>();
  for (const clock of limits.flatMap((limit) => clockOf(limit, times))) {
    const known = strictest.get(clock.id);
    if (known === undefined || clock.dueAt < known.dueAt) strictest.set(clock.id, clock);
  }
  return [...strictest.values()];
};

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

export interface CrossDepartmentTime {
  readonly acceptMs: DurationMs;
  readonly processingMs: DurationMs;
  readonly feedbackMs: DurationMs;
  readonly totalMs: DurationMs;
}

/** From handing over to telling the customer, split by step; nothing until the customer was told. */
export const crossDepartmentTime = (times: TicketTimes): CrossDepartmentTime | undefined => {
  const { transferredAt, acceptedAt, resultAt, informedAt } = times;
  if (transferredAt === undefined || acceptedAt === undefined) return undefined;
  if (resultAt === undefined || informedAt === undefined) return undefined;
  return {
    acceptMs: acceptedAt - transferredAt,
    processingMs: resultAt - acceptedAt,
    feedbackMs: informedAt - resultAt,
    totalMs: informedAt - transferredAt,
  };
};
