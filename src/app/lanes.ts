import { type DurationMs, SECOND } from '#domain/time.ts';
import type { OutboxRow } from '#ports/storage.ts';
import { deliveryOf } from './delivery.ts';
import type { DispatchDeps } from './dispatch-row.ts';
import type { Call } from './messenger-calls.ts';

/**
 * Lanes that may be on their way at the same time. A call takes half a second or more and opening an
 * incident takes some twenty, so this many are what lets twenty incidents open side by side.
 */
const PARALLEL = 64;
/** A process that died holds its rows this long; longer than any call to a messenger may take. */
const LEASE: DurationMs = 60 * SECOND;
/** Smaller corrections of the clock delay nothing that matters. */
const PUT_BACK: DurationMs = SECOND;

/** The newest row of a lane that is on its way. */
interface Active {
  readonly id: number;
  readonly revision: number;
  readonly work: Promise<void>;
}

/** Rows on their way, in the order of their lanes; `onDone` is told whenever one has ended. */
const createTraffic = (call: Call, onDone: () => void) => {
  const active = new Map<string, Active>();
  return {
    active,
    start: (row: OutboxRow): void => {
      const before = active.get(row.lane);
      // With a fast clock a lease may run out under a call of our own; it is still the same call.
      if (before?.id === row.id && before.revision === row.revision) return;
      const { messenger } = deliveryOf(row);
      // The database may let go of a lane a moment before its last row is done with here.
      const work = (before?.work ?? Promise.resolve())
        .then(() => call(row, messenger))
        .finally(() => {
          if (active.get(row.lane)?.work === work) active.delete(row.lane);
          onDone();
        });
      active.set(row.lane, { id: row.id, revision: row.revision, work });
    },
  };
};

/** Claims rows and has them on their way, as many lanes as there are places. */
export const createLanes = (
  { storage, clock, by }: DispatchDeps,
  call: Call,
  onDone: () => void,
) => {
  const { active, start } = createTraffic(call, onDone);
  const works = (): readonly Promise<void>[] => [...active.values()].map(({ work }) => work);
  let claiming: Promise<number> | undefined;
  let closed = false;
  let lookedAt = clock.now();

  const claimOnce = async (): Promise<number> => {
    const free = PARALLEL - active.size;
    if (free <= 0 || closed) return 0;
    const now = clock.now();
    // Put back by hand or by a time server: what should go now would wait until that moment comes again.
    if (now < lookedAt - PUT_BACK) await storage.hastenOutbox(now);
    lookedAt = now;
    const rows = await storage.claimOutbox(by, now, LEASE, free);
    for (const row of rows) start(row);
    return rows.length;
  };
  return {
    isEmpty: (): boolean => active.size === 0,
    isFull: (): boolean => active.size === PARALLEL,
    next: (): Promise<void> => Promise.race(works()),
    all: async (): Promise<void> => {
      await Promise.all(works());
    },
    /** Two claims at the same time would take more lanes than there are places, so they are one. */
    claim: (): Promise<number> => {
      claiming ??= claimOnce().finally(() => {
        claiming = undefined;
      });
      return claiming;
    },
    close: (): void => {
      closed = true;
    },
  };
};
