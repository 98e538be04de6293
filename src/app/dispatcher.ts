import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import type { OutboxRow } from '#ports/storage.ts';
import { deliveryOf } from './delivery.ts';
import { type DispatchDeps, dispatchRow, type OnOutcome } from './dispatch-row.ts';
import { createWakeUp } from './wake-up.ts';

/** Brings to the messengers what the outbox holds. */
export interface Dispatcher {
  /** Delivers all that is due now; resolves once nothing more is. */
  readonly drain: () => Promise<void>;
  /** Delivers as rows fall due, until `stop`. */
  readonly run: () => void;
  /** New rows may be there. */
  readonly wake: () => void;
  /** Takes nothing more and waits for what is on its way, at most `patienceMs` of real time. */
  readonly stop: (patienceMs: DurationMs) => Promise<void>;
  /** Messengers whose last calls failed, and since when. */
  readonly failing: () => ReadonlyMap<string, Instant>;
}

/** Lanes that may be on their way at the same time. */
const PARALLEL = 8;
/** A process that died holds its rows this long; longer than any call to a messenger may take. */
const LEASE: DurationMs = 60 * SECOND;
/** What another process left behind is noticed this soon. */
const LOOK_AT_LEAST_EVERY: DurationMs = 5 * SECOND;
const NOT_SOONER_THAN: DurationMs = SECOND / 4;
/** Smaller corrections of the clock delay nothing that matters. */
const PUT_BACK: DurationMs = SECOND;

/** A messenger that fails for longer is asked by one lane at a time, so that its hanging calls leave room for others. */
const PATIENCE: DurationMs = 5 * SECOND;

const nothing = (): void => {};

const createFailing = ({ clock, meters }: DispatchDeps) => {
  const since = new Map<string, Instant>();
  const onOutcome: OnOutcome = (messenger, ok) => {
    if (messenger === '') return;
    if (ok) since.delete(messenger);
    else if (!since.has(messenger)) since.set(messenger, clock.now());
    meters.messenger(messenger, ok);
  };
  return { since, onOutcome };
};

/** The newest row of a lane that is on its way. */
interface Active {
  readonly id: number;
  readonly revision: number;
  readonly work: Promise<void>;
}

/** Claims rows and has them on their way, as many lanes as there are places. */
const createLanes = (
  deps: DispatchDeps,
  { since, onOutcome }: ReturnType<typeof createFailing>,
  onDone: () => void,
) => {
  const { storage, clock, log, by } = deps;
  const active = new Map<string, Active>();
  /** Calls on their way, by messenger. */
  const asking = new Map<string, number>();
  let claiming: Promise<number> | undefined;
  let closed = false;
  let lookedAt = clock.now();

  const isAway = (messenger: string): boolean => {
    const failed = since.get(messenger);
    if (failed === undefined || clock.now() - failed < PATIENCE) return false;
    return (asking.get(messenger) ?? 0) > 0;
  };
  const putOff = async (row: OutboxRow): Promise<void> => {
    const error = row.lastError ?? 'messenger-away';
    await storage
      .retryOutbox(by, row, clock.now() + PATIENCE, error, false)
      .catch((failure: unknown) => log.error({ key: row.key, err: failure }, 'could not put off'));
  };
  // Only what really asks counts: lanes that were claimed together would put each other off for ever.
  const ask = async (row: OutboxRow, messenger: string): Promise<void> => {
    asking.set(messenger, (asking.get(messenger) ?? 0) + 1);
    await dispatchRow(deps, row, onOutcome);
    asking.set(messenger, (asking.get(messenger) ?? 1) - 1);
  };
  const start = (row: OutboxRow): void => {
    const before = active.get(row.lane);
    // With a fast clock a lease may run out under a call of our own; it is still the same call.
    if (before?.id === row.id && before.revision === row.revision) return;
    const { messenger } = deliveryOf(row);
    const dispatch = (): Promise<void> => (isAway(messenger) ? putOff(row) : ask(row, messenger));
    // The database may let go of a lane a moment before its last row is done with here.
    const work = (before?.work ?? Promise.resolve()).then(dispatch).finally(() => {
      if (active.get(row.lane)?.work === work) active.delete(row.lane);
      onDone();
    });
    active.set(row.lane, { id: row.id, revision: row.revision, work });
  };
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
    count: (): number => active.size,
    next: (): Promise<void> => Promise.race([...active.values()].map(({ work }) => work)),
    all: async (): Promise<void> => {
      await Promise.all([...active.values()].map(({ work }) => work));
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

/** A dispatcher over the store's outbox. */
export const createDispatcher = (deps: DispatchDeps): Dispatcher => {
  const { storage, clock, log } = deps;
  const failing = createFailing(deps);
  let running = false;
  let forget = nothing;
  const wakeUp = createWakeUp(() => pump());
  const wake = (): void => {
    if (running) wakeUp();
  };
  const lanes = createLanes(deps, failing, wake);

  const sleepUntil = (at: Instant): void => {
    forget();
    if (running) forget = clock.wakeAt(Math.max(at, clock.now() + NOT_SOONER_THAN), wake);
  };
  const pump = async (): Promise<void> => {
    try {
      await lanes.claim();
      // With all places taken the next row to finish wakes us.
      if (lanes.count() === PARALLEL) return;
      const { nextDue } = await storage.outboxDepth();
      const latest = clock.now() + LOOK_AT_LEAST_EVERY;
      sleepUntil(Math.min(nextDue ?? latest, latest));
    } catch (error) {
      log.error({ err: error }, 'could not read the outbox');
      sleepUntil(clock.now() + SECOND);
    }
  };

  return {
    drain: async () => {
      for (;;) {
        const claimed = await lanes.claim();
        if (lanes.count() > 0) await lanes.next();
        else if (claimed === 0) return;
      }
    },
    run: () => {
      running = true;
      wake();
    },
    wake,
    stop: async (patienceMs) => {
      running = false;
      lanes.close();
      forget();
      const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref());
      await Promise.race([lanes.all(), patience]);
    },
    failing: () => failing.since,
  };
};
