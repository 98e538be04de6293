import type { DurationMs } from '#domain/time.ts';
import type { Clock } from '#ports/system.ts';
import { type Bucket, createBucket } from './bucket.ts';
import { PER_CHANNEL, paceOf } from './tiers.ts';

/** A call as the buckets see it. */
export interface Counted {
  readonly method: string;
  /** Counts for `chat.postMessage` only. */
  readonly channel?: string | undefined;
  /** Who asks; the turn of a ticket that has to wait is kept for it. */
  readonly ticket: string;
}

/**
 * What may be asked of Slack and when, by its published tiers. These are floors, and other programs may use
 * the same app, so the answer 429 is the only truth: it closes exactly what it was about.
 */
export interface Buckets {
  /** Takes a token; otherwise gives the milliseconds until this ticket's own turn, at least 1. */
  take(call: Counted): DurationMs;
  /** Counts a call that does not wait. */
  force(call: Counted): void;
  /** Notes a 429 and gives the wait until this ticket's turn after it. */
  close(call: Counted, retryAfterMs: DurationMs): DurationMs;
}

/** A workspace with more rooms than this in use at once is slowed down by Slack long before. */
const MOST_CHANNELS = 500;

/** The bucket of each channel that was posted to lately. */
const createChannels = () => {
  const channels = new Map<string, Bucket>();
  return (channel: string, now: number): Bucket => {
    const known = channels.get(channel);
    if (known !== undefined) return known;
    if (channels.size >= MOST_CHANNELS)
      for (const [id, bucket] of channels) if (bucket.isIdle(now)) channels.delete(id);
    const made = createBucket(PER_CHANNEL);
    channels.set(channel, made);
    return made;
  };
};

/** Full buckets for every method and channel; the time is the clock's. */
export const createBuckets = (clock: Clock): Buckets => {
  const methods = new Map<string, Bucket>();
  const ofChannel = createChannels();
  const ofMethod = (method: string): Bucket => {
    const bucket = methods.get(method) ?? createBucket(paceOf(method));
    methods.set(method, bucket);
    return bucket;
  };
  /** The narrowest first: that is what a 429 closes. */
  const bucketsOf = ({ method, channel }: Counted): readonly Bucket[] =>
    method === 'chat.postMessage' && channel !== undefined
      ? [ofChannel(channel, clock.now()), ofMethod(method)]
      : [ofMethod(method)];
  const waitOf = (call: Counted): DurationMs => {
    const now = clock.now();
    const turns = bucketsOf(call).map((bucket) => bucket.turnOf(call.ticket, now));
    return Math.ceil(Math.max(...turns) - now);
  };
  return {
    take: (call) => {
      const waitMs = waitOf(call);
      if (waitMs > 0) return waitMs;
      for (const bucket of bucketsOf(call)) bucket.take(call.ticket);
      return 0;
    },
    force: (call) => {
      for (const bucket of bucketsOf(call)) bucket.force(clock.now());
    },
    close: (call, retryAfterMs) => {
      const now = clock.now();
      bucketsOf(call)[0]?.close(now + retryAfterMs, now);
      return Math.max(waitOf(call), retryAfterMs);
    },
  };
};
