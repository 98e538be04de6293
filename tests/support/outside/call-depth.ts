/** A call, with when it came and when it was answered, in real milliseconds. */
export interface Timed {
  readonly beganMs: number;
  readonly endedMs: number;
}

/** Below what an adapter waits for an answer. */
export const LONGEST_LATENCY_MS = 1_500;

/**
 * How many calls came one after another until the last of these was answered: each began after the one before it
 * had ended. Calls side by side count once, so with a latency in the messenger it is how deep the calls depend on each other.
 */
export const depthOf = (calls: readonly Timed[], last: readonly Timed[]): number => {
  const depths = new Map<Timed, number>();
  for (const call of calls.toSorted((a, b) => a.beganMs - b.beganMs)) {
    const before = [...depths].filter(([{ endedMs }]) => endedMs <= call.beganMs);
    depths.set(call, 1 + Math.max(0, ...before.map(([, depth]) => depth)));
  }
  return Math.max(...last.map((call) => depths.get(call) ?? Number.POSITIVE_INFINITY));
};
