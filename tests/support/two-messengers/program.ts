import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connectors, PagerOrder } from '#app/connectors.ts';
import { silentLog } from '#app/log.ts';
import type { Policy } from '#domain/policy.ts';
import { type Instant, SECOND } from '#domain/time.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { Storage, StoredEvent } from '#ports/storage.ts';
import { type App, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { createHandClock, type HandClock } from '../hand-clock.ts';
import { instantOf } from '../test-app.ts';
import { type FallbackOrder, NAMES, type Sides, type Stage, type StageOptions } from './side.ts';

/** The adapters of one process. */
export interface Mounted {
  readonly messengers: readonly Messenger[];
  /** Resolves once both messengers can reach an app that listens. */
  readonly connected?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
}

/** The process that runs now. */
export interface Running {
  readonly app: App;
  readonly storage: Storage;
}

/** What the messengers need of the program, whichever process it is at the time. */
export interface Inside {
  readonly dir: string;
  readonly clock: HandClock;
  readonly running: () => Running;
  readonly settle: () => Promise<void>;
}

/** Two messengers that outlive the program on them. */
export interface Outside<S extends Sides> {
  readonly policy: Policy;
  readonly sides: S;
  mount(late: { app?: App }): Promise<Mounted>;
  /** Resolves when nothing is on its way to the program. */
  idle(): Promise<void>;
  /** When a delivery is due next that waits for nothing but a limit. */
  nextDue(): Instant | undefined;
  close(): Promise<void>;
}

const TICK_MS = 30_000;
/** Waits that a limit asks for are short; people do not notice them, and neither does a script. */
const SHORT_WAIT = 20 * SECOND;

/** Whoever is paged twice under one key is paged once (Idempotency-Key). */
const createFallback = () => {
  const orders: FallbackOrder[] = [];
  const pages: PagerOrder[] = [];
  const paged = new Set<string>();
  const connectors: Connectors = {
    publish: async () => ({}),
    callFallback: async (order, { key }) => {
      if (!paged.has(key)) orders.push(order);
      paged.add(key);
    },
    callPager: async (order, { key }) => {
      if (!paged.has(key)) pages.push(order);
      paged.add(key);
    },
  };
  return { orders, pages, connectors };
};

interface Parts<S extends Sides> {
  readonly dir: string;
  readonly clock: HandClock;
  readonly outside: Outside<S>;
  readonly connectors: Connectors;
  readonly checkpoint: StageOptions['checkpoint'];
}

/** Starts one process after the other over the same files. */
const createStarter = <S extends Sides>(parts: Parts<S>) => {
  const { dir, clock, outside, connectors, checkpoint } = parts;
  let starts = 0;
  return async (): Promise<Process> => {
    const storage = await openStorage({
      url: `file:${path.join(dir, 'fenghuo.db')}`,
      log: silentLog,
    });
    starts += 1;
    const process = `process-${starts}`;
    const late: { app?: App } = {};
    const mounted = await outside.mount(late);
    const app = composeApp({
      policy: () => outside.policy,
      clock,
      ids: { next: () => process },
      log: silentLog,
      storage,
      messengers: mounted.messengers,
      locale: 'zh-CN',
      connectors,
      alone: true,
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
    late.app = app;
    await storage.releaseClaims(process);
    await app.listen();
    await mounted.connected?.();
    const stop = async (): Promise<void> => {
      await app.stop(0);
      await mounted.stop?.();
      await storage.close();
    };
    return { app, storage, stop };
  };
};

/** Delivers what is due, and what a limit puts off for a moment. */
const settling =
  <S extends Sides>(
    outside: () => Outside<S> | undefined,
    clock: HandClock,
    running: () => Running,
  ) =>
  async (): Promise<void> => {
    for (;;) {
      await running().app.watcher.step();
      await running().app.dispatcher.drain();
      // What the app did may come back as an event, which may give it something to do.
      await outside()?.idle();
      const next = outside()?.nextDue();
      if (next === undefined || next > clock.now() + SHORT_WAIT) return;
      clock.set(next);
    }
  };

type Process = Running & { readonly stop: () => Promise<void> };

/** Runs the processes, one at a time, and lets time go by. */
const createRunner = (
  start: () => Promise<Process>,
  clock: HandClock,
  settle: () => Promise<void>,
  current: { process?: Process },
) => {
  const running = (): Process => {
    if (current.process === undefined) throw new Error('the program does not run');
    return current.process;
  };
  const tick = async (at: Instant): Promise<void> => {
    clock.set(at);
    await running().app.scheduler.sweep(at);
    await running().app.outages.tick();
    await settle();
  };
  return {
    at: async (time: string): Promise<void> => {
      const until = instantOf(time, clock.now());
      if (until < clock.now()) throw new Error(`${time} has passed`);
      const first = (Math.floor(clock.now() / TICK_MS) + 1) * TICK_MS;
      for (let next = first; next <= until; next += TICK_MS) await tick(next);
      clock.set(until);
      await settle();
    },
    stopUntil: async (time: string): Promise<void> => {
      await running().stop();
      clock.set(instantOf(time, clock.now()));
      current.process = await start();
      await tick(clock.now());
    },
    beat: async (): Promise<void> => {
      await Promise.all(NAMES.map((name) => running().app.dispatcher.ask(name)));
    },
  };
};

/** What is recorded of the newest incident. */
const createRecord = (running: () => Running): Pick<Stage, 'timeline' | 'of' | 'state'> => {
  const key = async (): Promise<string> => {
    const [newest] = await running().storage.incidents({ limit: 1 });
    return newest?.key ?? '';
  };
  const timeline = async (): Promise<readonly StoredEvent[]> =>
    running().storage.events(await key(), 1, 100_000);
  return {
    timeline,
    of: async (type) => (await timeline()).filter((event) => event.type === type),
    state: async () => {
      const found = await running().app.loadIncident(await key());
      if (found === undefined) throw new Error('no incident');
      return found;
    },
  };
};

/** The whole program over a real SQLite file, on messengers that `open` opens once. */
export const createProgram = async <S extends Sides>(
  options: StageOptions,
  open: (inside: Inside) => Promise<Outside<S>>,
): Promise<Stage & S> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'two-messengers-'));
  const clock = createHandClock(Date.parse(options.start));
  const { orders, pages, connectors } = createFallback();
  const late: { outside?: Outside<S>; process?: Process } = {};
  const running = (): Process => {
    if (late.process === undefined) throw new Error('the program does not run');
    return late.process;
  };
  const settle = settling(() => late.outside, clock, running);
  const outside = await open({ dir, clock, running, settle });
  late.outside = outside;
  const start = createStarter({ dir, clock, outside, connectors, checkpoint: options.checkpoint });
  late.process = await start();
  return {
    ...outside.sides,
    ...createRunner(start, clock, settle, late),
    ...createRecord(running),
    app: () => running().app,
    storage: () => running().storage,
    clock,
    fallback: orders,
    pages,
    settle,
    close: async () => {
      await running().stop();
      await outside.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
