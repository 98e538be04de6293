import { SECOND } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Clock } from '#ports/system.ts';
import type { Readings } from '#web/metrics.ts';

/** One reading a scrape is enough for all gauges of it. */
export const readingsOf = (storage: Storage, clock: Clock): (() => Promise<Readings>) => {
  let last: { readonly at: number; readonly readings: Promise<Readings> } | undefined;
  const read = async (): Promise<Readings> => {
    const [depth, nextTimer, open] = await Promise.all([
      storage.outboxDepth(),
      storage.nextTimer(),
      storage.incidents({ open: true, limit: 10_000 }),
    ]);
    const incidentsByPhase: Record<string, number> = {};
    for (const { phase } of open) incidentsByPhase[phase] = (incidentsByPhase[phase] ?? 0) + 1;
    return {
      outboxPending: depth.pending,
      ...(depth.oldest === undefined ? {} : { outboxOldest: depth.oldest }),
      ...(nextTimer === undefined ? {} : { nextTimer }),
      incidentsByPhase,
      now: clock.now(),
    };
  };
  return () => {
    const at = performance.now();
    if (last === undefined || at - last.at > SECOND) last = { at, readings: read() };
    return last.readings;
  };
};
