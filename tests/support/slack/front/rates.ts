import { METHODS } from '../facts.ts';
import { text, type Args } from '../world/method.ts';

/** Calls a minute of each tier; the burst is as much. */
const TIERS: Readonly<Record<number, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
const MINUTE = 60_000;
const CHANNEL_BURST = 5;
const CHANNEL_EVERY_MS = 1_000;
/** "Several hundred a minute" for all channels together. */
const WORKSPACE_POSTS = 300;

interface Bucket {
  tokens: number;
  at: number;
}

interface Rule {
  readonly key: string;
  readonly burst: number;
  /** Milliseconds until one more call is allowed. */
  readonly everyMs: number;
}

export interface Refusal {
  readonly retryAfterS: number;
  /** The app called although it had been told to wait. */
  readonly tooEarly: boolean;
}

export interface Rates {
  /** Takes a token for this call, or says how long to wait. */
  take(method: string, args: Args): Refusal | undefined;
  /** As if this call had been one too many. */
  block(method: string, args: Args, retryAfterS: number): void;
}

const tierOf = (method: string): number | undefined => {
  const tier = METHODS[method]?.tier;
  return typeof tier === 'number' ? TIERS[tier] : undefined;
};

const rulesOf = (method: string, args: Args, factor: number): readonly Rule[] => {
  if (method === 'chat.postMessage') {
    const everyMs = CHANNEL_EVERY_MS / factor;
    const posts = WORKSPACE_POSTS * factor;
    return [
      { key: `${method} ${text(args, 'channel')}`, burst: CHANNEL_BURST, everyMs },
      { key: method, burst: posts, everyMs: MINUTE / posts },
    ];
  }
  const perMinute = tierOf(method);
  if (perMinute === undefined) return [];
  const burst = Math.max(1, perMinute * factor);
  return [{ key: method, burst, everyMs: MINUTE / burst }];
};

const blockKey = (method: string, args: Args): string =>
  method === 'chat.postMessage' ? `${method} ${text(args, 'channel')}` : method;

/**
 * A call that was on its way when the one before it was refused is no repeat: at the same time on the clock, and
 * hardly later in reality.
 */
const ON_ITS_WAY_MS = 50;

interface Block {
  readonly until: number;
  readonly told: number;
  readonly toldMs: number;
}

/** Token buckets of the published tiers, measured on `clock`; `factor` widens them. */
export const createRates = (clock: { now(): number }, tiers: number | 'off' = 1): Rates => {
  const buckets = new Map<string, Bucket>();
  const blocks = new Map<string, Block>();
  const filled = ({ key, burst, everyMs }: Rule): Bucket => {
    const now = clock.now();
    const known = buckets.get(key) ?? { tokens: burst, at: now };
    known.tokens = Math.min(burst, known.tokens + (now - known.at) / everyMs);
    known.at = now;
    buckets.set(key, known);
    return known;
  };
  const close = (key: string, retryAfterS: number): void => {
    const now = clock.now();
    const until = Math.max(blocks.get(key)?.until ?? 0, now + retryAfterS * 1000);
    blocks.set(key, { until, told: now, toldMs: performance.now() });
  };
  return {
    take: (method, args) => {
      const key = blockKey(method, args);
      const block = blocks.get(key);
      const wait = (block?.until ?? 0) - clock.now();
      if (block !== undefined && wait > 0) {
        const sinceMs = Math.max(performance.now() - block.toldMs, clock.now() - block.told);
        return { retryAfterS: Math.ceil(wait / 1000), tooEarly: sinceMs > ON_ITS_WAY_MS };
      }
      if (tiers === 'off') return undefined;
      const rules = rulesOf(method, args, tiers).map((rule) => ({ rule, bucket: filled(rule) }));
      const empty = rules.find(({ bucket }) => bucket.tokens < 1);
      if (empty === undefined) {
        for (const { bucket } of rules) bucket.tokens -= 1;
        return undefined;
      }
      const missing = (1 - empty.bucket.tokens) * empty.rule.everyMs;
      const retryAfterS = Math.max(1, Math.ceil(missing / 1000));
      close(key, retryAfterS);
      return { retryAfterS, tooEarly: false };
    },
    block: (method, args, retryAfterS) => close(blockKey(method, args), retryAfterS),
  };
};
