import { type DurationMs, type Instant, MINUTE } from '#domain/time.ts';
import type { Pace } from './tiers.ts';

/** Tokens of one method or channel, given out in the order in which they were asked for. */
export interface Bucket {
  /**
   * When this ticket's turn is; not later than `now`: at once. The turn stays reserved until it is taken,
   * so whoever comes back at that time finds it, however many others asked meanwhile.
   */
  turnOf(ticket: string, now: Instant): Instant;
  /** Uses the ticket's turn. */
  take(ticket: string): void;
  /** Uses a token whether or not there is one. */
  force(now: Instant): void;
  /** Slack refused: nothing goes before `until`, and then one after another. */
  close(until: Instant, now: Instant): void;
  /** True when it is full and nobody waits: forgetting it changes nothing. */
  isIdle(now: Instant): boolean;
}

/** Refused in spite of the pace, so the pace is too fast: half of it, until this has passed without a refusal. */
const SLOWER = 2;
const SLOW_FOR: DurationMs = MINUTE;

/** A turn that nobody comes for is given up, for instance of a delivery that was withdrawn. */
const RESERVED_FOR: DurationMs = MINUTE;

interface State {
  /** When the bucket would be full again if nothing more were taken. */
  fullAt: Instant;
  /** The latest time seen. */
  seen: Instant;
  reserved: Map<string, Instant>;
  /** How much slower than the published pace, and since when. */
  slowness: number;
  slowSince: Instant;
  closedUntil: Instant;
}

/** A clock that was put back must not turn a wait of seconds into one of hours. */
const followClock = (state: State, now: Instant): void => {
  const back = state.seen - now;
  state.seen = now;
  if (back <= 0) return;
  state.fullAt -= back;
  state.slowSince -= back;
  state.closedUntil -= back;
  state.reserved = new Map([...state.reserved].map(([ticket, at]) => [ticket, at - back]));
};

const forgetUnclaimed = (state: State, now: Instant): void => {
  for (const [ticket, at] of state.reserved)
    if (at + RESERVED_FOR < now) state.reserved.delete(ticket);
};

/** A change of pace changes when the bucket is full, not when the next token comes. */
const changePace = (state: State, { capacity, intervalMs }: Pace, slowness: number): void => {
  state.fullAt += (capacity - 1) * intervalMs * (slowness - state.slowness);
  state.slowness = slowness;
};

const recover = (state: State, pace: Pace, now: Instant): void => {
  if (state.slowness === 1 || now - state.slowSince < SLOW_FOR) return;
  state.slowSince = now;
  changePace(state, pace, state.slowness / SLOWER);
};

/** Calls that were on their way together are refused together; that counts once. */
const slowDown = (state: State, pace: Pace, now: Instant): void => {
  if (now < state.closedUntil) return;
  state.slowSince = now;
  changePace(state, pace, state.slowness * SLOWER);
};

const emptyState = (): State => ({
  fullAt: Number.NEGATIVE_INFINITY,
  seen: Number.NEGATIVE_INFINITY,
  reserved: new Map(),
  slowness: 1,
  slowSince: Number.NEGATIVE_INFINITY,
  closedUntil: Number.NEGATIVE_INFINITY,
});

/** Slack refused: whoever waits goes after `until`, one by one. */
const postpone = (state: State, { capacity }: Pace, until: Instant, interval: DurationMs): void => {
  const waiting = [...state.reserved].toSorted(([, a], [, b]) => a - b);
  state.reserved = new Map(
    waiting.map(([ticket, turn], n) => [ticket, Math.max(turn, until + n * interval)]),
  );
  const full = until + (capacity - 1 + waiting.length) * interval;
  state.fullAt = Math.max(state.fullAt, full);
  state.closedUntil = Math.max(state.closedUntil, until);
};

/** A full bucket of this pace. */
export const createBucket = (pace: Pace): Bucket => {
  const state = emptyState();
  const interval = (): DurationMs => pace.intervalMs * state.slowness;
  const use = (now: Instant): Instant => {
    const turn = Math.max(now, state.fullAt - (pace.capacity - 1) * interval());
    state.fullAt = Math.max(now, state.fullAt) + interval();
    return turn;
  };
  return {
    turnOf: (ticket, now) => {
      followClock(state, now);
      forgetUnclaimed(state, now);
      recover(state, pace, now);
      const turn = state.reserved.get(ticket) ?? use(now);
      state.reserved.set(ticket, turn);
      return turn;
    },
    take: (ticket) => {
      state.reserved.delete(ticket);
    },
    force: (now) => {
      followClock(state, now);
      use(now);
    },
    close: (until, now) => {
      followClock(state, now);
      slowDown(state, pace, now);
      postpone(state, pace, until, interval());
    },
    isIdle: (now) => state.reserved.size === 0 && state.fullAt <= now && state.slowness === 1,
  };
};
