import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '#adapters/sandbox/sandbox.ts';
import { STANDING_ROOMS } from '#adapters/sandbox/standing.ts';
import type { Connectors } from '#app/connectors.ts';
import { silentLog } from '#app/log.ts';
import type { PageLinks } from '#app/page-links.ts';
import { withSandbox } from '#app/sandbox-organisation.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Locale } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { Storage, StoredEvent } from '#ports/storage.ts';
import type { Checkpoint, Log } from '#ports/system.ts';
import { type App, type AppOptions, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { shippedPolicy } from './policy.ts';
import { actsOf, type SandboxActs } from './sandbox-acts.ts';
import { placesOf, type SandboxSights, sightsOf } from './sandbox-sights.ts';
import type { Acts, Sights } from './sights.ts';

export interface TestAppOptions {
  /** First moment, ISO; default 10:00 in Shanghai on 2026-12-01. */
  readonly start?: string;
  /** Folder for database and sandbox; default a temporary one that `close` removes. */
  readonly dir?: string;
  /** Default: SQLite in the folder. */
  readonly databaseUrl?: string;
  readonly policy?: Policy;
  readonly locale?: Locale;
  readonly log?: Log;
  readonly checkpoint?: Checkpoint;
  readonly connectors?: Connectors;
  readonly pageLinks?: PageLinks;
  /** Kinds of streams without rooms. */
  readonly streams?: AppOptions['streams'];
  /** Comes between the app and its store, to make a race or a full disk happen at a chosen moment. */
  readonly between?: (storage: Storage) => Storage;
  /** Comes between the app and the messenger, which may thereby have or lack a capability. */
  readonly through?: (messenger: Messenger) => Messenger;
  /** 0: a command that others overtake gives way after its least number of tries. */
  readonly patienceMs?: number;
}

/** The whole program on one messenger, as a test drives and reads it. */
export interface TestStage extends Acts, Sights {
  readonly app: App;
  readonly storage: Storage;
  readonly clock: HandClock;
  readonly dir: string;
  /** Lets time run to a clock time of the day (or `2026-12-02 09:00`), with every tick of the engine on the way. */
  at(time: string): Promise<void>;
  /** Moves the clock without the engine running, as if the process had been away. */
  skipTo(time: string): void;
  timeline(key?: string): Promise<readonly StoredEvent[]>;
  state(key?: string): Promise<IncidentState>;
  /** Delivers all that is due. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** On the sandbox, where a test also sees the cards themselves. */
export interface TestApp
  extends Omit<TestStage, keyof SandboxActs | keyof SandboxSights>,
    SandboxActs,
    SandboxSights {
  readonly sandbox: Sandbox;
}

const TICK = 30_000;
const ZONE = '+08:00';
const DAY_TEXT = /^\d{4}-\d{2}-\d{2} /u;

const localDay = (instant: Instant): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

/** "10:08", "10:08:30" of the clock's day, or "2026-12-02 09:00"; Shanghai time. */
export const instantOf = (time: string, now: Instant): Instant => {
  const [day, clock] = DAY_TEXT.test(time) ? time.split(' ') : [localDay(now), time];
  const full = clock?.split(':').length === 2 ? `${clock}:00` : clock;
  const at = Date.parse(`${day}T${full}${ZONE}`);
  if (Number.isNaN(at)) throw new Error(`not a time: ${time}`);
  return at;
};

const openWorld = (options: TestAppOptions, dir: string, clock: HandClock): Sandbox => {
  const extend = withSandbox('sandbox', STANDING_ROOMS);
  const policy = extend(options.policy ?? shippedPolicy);
  let count = 0;
  return createSandbox({
    worldFile: options.dir === undefined ? ':memory:' : path.join(dir, 'sandbox.db'),
    organisation: () => policy.organisation,
    clock,
    ids: { next: () => `id-${(count += 1)}` },
    log: silentLog,
  });
};

const composed = (
  options: TestAppOptions,
  parts: { readonly storage: Storage; readonly sandbox: Sandbox; readonly clock: HandClock },
): App => {
  const extend = withSandbox('sandbox', STANDING_ROOMS);
  const { sandbox, clock } = parts;
  const storage = options.between?.(parts.storage) ?? parts.storage;
  return composeApp({
    policy: () => extend(options.policy ?? shippedPolicy),
    clock,
    ids: { next: () => 'test-process' },
    log: options.log ?? silentLog,
    storage,
    messengers: [options.through?.(sandbox) ?? sandbox],
    locale: options.locale ?? 'zh-CN',
    publicUrl: 'http://localhost:3000',
    alone: true,
    ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
    ...(options.streams === undefined ? {} : { streams: options.streams }),
    ...(options.connectors === undefined ? {} : { connectors: options.connectors }),
    ...(options.pageLinks === undefined ? {} : { pageLinks: options.pageLinks }),
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
};

type Engine = Pick<TestStage, 'at' | 'skipTo' | 'settle'>;

/** Time and deliveries of an app. `settle`: delivers all that is due. */
export const engineOf = (
  app: App,
  storage: Storage,
  clock: HandClock,
  settle: () => Promise<void> = async () => {
    await app.watcher.step();
    await app.dispatcher.drain();
  },
): Engine => {
  /** The next tick at which anything is due; ticks in between do nothing. */
  const nextTick = async (): Promise<Instant | undefined> => {
    const [timer, { nextDue }] = await Promise.all([storage.nextTimer(), storage.outboxDepth()]);
    const due = Math.min(timer ?? Number.POSITIVE_INFINITY, nextDue ?? Number.POSITIVE_INFINITY);
    if (due === Number.POSITIVE_INFINITY) return undefined;
    return Math.max(Math.ceil(due / TICK), Math.floor(clock.now() / TICK) + 1) * TICK;
  };
  return {
    settle,
    skipTo: (time) => clock.set(instantOf(time, clock.now())),
    at: async (time) => {
      const until = instantOf(time, clock.now());
      if (until < clock.now()) throw new Error(`${time} has passed`);
      await settle();
      for (;;) {
        const tick = await nextTick();
        if (tick === undefined || tick > until) break;
        clock.set(tick);
        await app.scheduler.sweep(tick);
        await settle();
      }
      clock.set(until);
    },
  };
};

const openParts = async (options: TestAppOptions) => {
  const dir = options.dir ?? mkdtempSync(path.join(tmpdir(), 'fenghuo-app-'));
  const clock = createHandClock(Date.parse(options.start ?? '2026-12-01T02:00:00Z'));
  const storage = await openStorage({
    url: options.databaseUrl ?? `file:${path.join(dir, 'fenghuo.db')}`,
    log: silentLog,
    ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
  });
  const sandbox = openWorld(options, dir, clock);
  return { dir, clock, storage, sandbox, app: composed(options, { storage, sandbox, clock }) };
};

/** The whole program over a real SQLite file and the real sandbox, with a clock that the test moves. */
export const createTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const { dir, clock, storage, sandbox, app } = await openParts(options);
  await app.listen();
  const engine = engineOf(app, storage, clock);
  const newestKey = (): string => placesOf(sandbox).warRoom().incident ?? '';
  const state = async (key = newestKey()): Promise<IncidentState> => {
    const found = await app.loadIncident(key);
    if (found === undefined) throw new Error(`no incident ${key}`);
    return found;
  };
  return {
    app,
    sandbox,
    storage,
    clock,
    dir,
    ...engine,
    ...actsOf({ sandbox, storage, settle: engine.settle, newestKey }),
    ...sightsOf(sandbox),
    state,
    timeline: (key = newestKey()) => storage.events(key, 1, 100_000),
    close: async () => {
      await app.stop(0);
      sandbox.close();
      await storage.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};
