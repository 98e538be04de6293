import type { Instant } from '#domain/time.ts';
import { crowding } from '../crowding.ts';

/** So many calls within so long, measured over a sliding window. */
export interface Allowance {
  readonly key: string;
  readonly count: number;
  readonly windowMs: number;
  readonly code: number;
  readonly status: number;
}

export interface Limited {
  readonly allowance: Allowance;
  readonly resetAt: Instant;
  /** It came again although it had been told when to. */
  readonly repeated: boolean;
}

export interface Rates {
  /** Counts the call against all of these, or says which one is used up. */
  take(allowances: readonly Allowance[], fingerprint: string): Limited | undefined;
  /** A fault limits this key until then. */
  close(allowance: Allowance, resetAt: Instant, fingerprint: string): void;
}

/** A request that comes so soon after the refusal went out was under way then: no repeat. */
const UNDER_WAY_MS = 50;

interface Closed {
  readonly resetAt: Instant;
  readonly answeredAt: number;
  readonly fingerprints: Set<string>;
}

/** `share`: how much of what is published is allowed. */
export const createRates = (now: () => Instant, share = 1): Rates => {
  const taken = new Map<string, Instant[]>();
  const closed = new Map<string, Closed>();
  const recent = ({ key, windowMs }: Allowance): Instant[] => {
    const kept = (taken.get(key) ?? []).filter((at) => at > now() - windowMs);
    taken.set(key, kept);
    return kept;
  };
  const resetOf = (allowance: Allowance): Instant | undefined => {
    const told = closed.get(allowance.key);
    if (told !== undefined && told.resetAt > now()) return told.resetAt;
    const calls = recent(allowance);
    const oldest = calls[calls.length - Math.max(1, Math.floor(allowance.count * share))];
    return oldest === undefined ? undefined : oldest + allowance.windowMs;
  };
  const refuse = (allowance: Allowance, resetAt: Instant, fingerprint: string): Limited => {
    const told = closed.get(allowance.key);
    const stillClosed = told !== undefined && told.resetAt > now();
    const repeated =
      stillClosed &&
      (told.fingerprints.has(fingerprint) ||
        performance.now() > told.answeredAt + UNDER_WAY_MS * crowding());
    if (stillClosed) told.fingerprints.add(fingerprint);
    else {
      closed.set(allowance.key, {
        resetAt,
        answeredAt: performance.now(),
        fingerprints: new Set([fingerprint]),
      });
    }
    return { allowance, resetAt, repeated };
  };
  return {
    take: (allowances, fingerprint) => {
      for (const allowance of allowances) {
        const resetAt = resetOf(allowance);
        if (resetAt !== undefined) return refuse(allowance, resetAt, fingerprint);
      }
      for (const allowance of allowances) recent(allowance).push(now());
      return undefined;
    },
    close: (allowance, resetAt, fingerprint) => {
      closed.set(allowance.key, {
        resetAt,
        answeredAt: performance.now(),
        fingerprints: new Set([fingerprint]),
      });
    },
  };
};
