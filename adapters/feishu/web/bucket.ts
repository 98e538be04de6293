import { type DurationMs, type Instant, MINUTE } from '#domain/time.ts';
import type { Pace } from './rates.ts';

/** So many calls in any stretch of so long; whoever has to wait keeps a turn. */
export interface Bucket {
  /** When this ticket may go; not later than `now`: at once. Changes nothing. */
  turnOf(ticket: string, now: Instant): Instant;
  /** Keeps that turn for the ticket, so that whoever comes back then finds it, however many others asked. */
  reserve(ticket: string, turn: Instant): void;
  /** The ticket goes now. */
  take(ticket: string, now: Instant): void;
  /** The platform refused: nothing goes before `until`, and then at the usual pace. */
  close(until: Instant, now: Instant): void;
  /** True when nothing was done lately and nobody waits: forgetting it changes nothing. */
  isIdle(now: Instant): boolean;
}

/** A turn that nobody comes for is given up, for instance of a delivery that was withdrawn. */
const RESERVED_FOR: DurationMs = MINUTE;

interface State {
  /** When calls really went, oldest first; those that no longer count are dropped. */
  gone: Instant[];
  reserved: Map<string, Instant>;
  closedUntil: Instant;
  /** The latest time seen. */
  seen: Instant;
}

/** A clock that was put back must not turn a wait of seconds into one of hours. */
const followClock = (state: State, now: Instant): void => {
  const back = state.seen - now;
  state.seen = now;
  if (back <= 0) return;
  state.gone = state.gone.map((at) => at - back);
  state.reserved = new Map([...state.reserved].map(([ticket, at]) => [ticket, at - back]));
  state.closedUntil -= back;
};

const forgetOld = (state: State, windowMs: DurationMs, now: Instant): void => {
  state.gone = state.gone.filter((at) => at > now - windowMs);
  for (const [ticket, at] of state.reserved)
    if (at + RESERVED_FOR < now) state.reserved.delete(ticket);
};

/** The earliest time at which one more fits behind these, given in order. */
const behind = (times: readonly Instant[], { count, windowMs }: Pace): Instant => {
  const [first] = times.slice(-count);
  return times.length < count || first === undefined ? Number.NEGATIVE_INFINITY : first + windowMs;
};

const inOrder = (times: readonly Instant[]): readonly Instant[] => times.toSorted((a, b) => a - b);

/** The turns of those who wait anew, none before `from`, in the order they had. */
const pushBack = (state: State, pace: Pace, from: Instant): void => {
  const waiting = [...state.reserved].toSorted(([, a], [, b]) => a - b);
  const turns: Instant[] = [];
  for (const [, turn] of waiting) turns.push(Math.max(turn, from, behind(turns, pace)));
  state.reserved = new Map(waiting.map(([ticket], n) => [ticket, turns[n] ?? from]));
};

/** An unused bucket of this pace. */
export const createBucket = (pace: Pace): Bucket => {
  const state: State = {
    gone: [],
    reserved: new Map(),
    closedUntil: Number.NEGATIVE_INFINITY,
    seen: Number.NEGATIVE_INFINITY,
  };
  const look = (now: Instant): void => {
    followClock(state, now);
    forgetOld(state, pace.windowMs, now);
  };
  return {
    turnOf: (ticket, now) => {
      look(now);
      const own = state.reserved.get(ticket);
      // Who has a turn is only held up by what went meanwhile; who has none, by those who wait, too.
      const before = own === undefined ? [...state.gone, ...state.reserved.values()] : state.gone;
      return Math.max(own ?? now, state.closedUntil, behind(inOrder(before), pace));
    },
    reserve: (ticket, turn) => {
      state.reserved.set(ticket, turn);
    },
    take: (ticket, now) => {
      look(now);
      state.reserved.delete(ticket);
      state.gone.push(now);
    },
    close: (until, now) => {
      look(now);
      state.closedUntil = Math.max(state.closedUntil, until);
      pushBack(state, pace, until);
    },
    isIdle: (now) => {
      look(now);
      return state.reserved.size === 0 && state.gone.length === 0 && state.closedUntil <= now;
    },
  };
};
