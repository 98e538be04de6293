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

/** A turn that nobody comes for is given up, for instance of a delivery that was withdrawn. */
const RESERVED_FOR: DurationMs = MINUTE;

interface State {
  /** When the bucket would be full again if nothing more were taken. */
  fullAt: Instant;
  /** The latest time seen. */
  seen: Instant;
  reserved: Map<string, Instant>;
}

/** A clock that was put back must not turn a wait of seconds into one of hours. */
const followClock = (state: State, now: Instant): void => {
  const back = state.seen - now;
  state.seen = now;
  if (back <= 0) return;
  state.fullAt -= back;
  state.reserved = new Map([...state.reserved].map(([ticket, at]) => [ticket, at - back]));
};

const forgetUnclaimed = (state: State, now: Instant): void => {
  for (const [ticket, at] of state.reserved)
    if (at + RESERVED_FOR < now) state.reserved.delete(ticket);
};

/** A full bucket of this pace. */
export const createBucket = ({ capacity, intervalMs }: Pace): Bucket => {
  const burstMs = (capacity - 1) * intervalMs;
  const state: State = {
    fullAt: Number.NEGATIVE_INFINITY,
    seen: Number.NEGATIVE_INFINITY,
    reserved: new Map(),
  };
  const use = (now: Instant): Instant => {
    const turn = Math.max(now, state.fullAt - burstMs);
    state.fullAt = Math.max(now, state.fullAt) + intervalMs;
    return turn;
  };
  return {
    turnOf: (ticket, now) => {
      followClock(state, now);
      forgetUnclaimed(state, now);
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
      const waiting = [...state.reserved].toSorted(([, a], [, b]) => a - b);
      state.reserved = new Map(
        waiting.map(([ticket, turn], n) => [ticket, Math.max(turn, until + n * intervalMs)]),
      );
      state.fullAt = Math.max(state.fullAt, until + burstMs + waiting.length * intervalMs);
    },
    isIdle: (now) => state.reserved.size === 0 && state.fullAt <= now,
  };
};
