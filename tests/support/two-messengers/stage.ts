import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '#adapters/sandbox/sandbox.ts';
import { STANDING_ROOMS } from '#adapters/sandbox/standing.ts';
import type { Connectors, PagerOrder } from '#app/connectors.ts';
import { silentLog } from '#app/log.ts';
import type { Organisation } from '#domain/organisation/organisation.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { Storage, StoredEvent } from '#ports/storage.ts';
import type { Checkpoint } from '#ports/system.ts';
import { type App, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { createHandClock, type HandClock } from '../hand-clock.ts';
import { shippedPolicy } from '../policy.ts';
import { actsOf, type SandboxActs } from '../sandbox-acts.ts';
import { type SandboxSights, sightsOf } from '../sandbox-sights.ts';
import { instantOf } from '../test-app.ts';
import { namedSandbox, type NamedSandbox } from './named-sandbox.ts';

export const NAMES = ['slack', 'feishu'] as const;
export type Name = (typeof NAMES)[number];

/** One of the two messengers, as people act and read there. */
export interface Side extends SandboxActs, SandboxSights {
  readonly name: Name;
  readonly sandbox: Sandbox;
  readonly network: Pick<NamedSandbox, 'fall' | 'rise' | 'calls'>;
  /** An approval's card there. */
  card(approval: string): Promise<{ readonly room: string; readonly id: string }>;
}

export interface StageOptions {
  readonly start: string;
  readonly warRooms?: readonly string[];
  /** The cast, changed. */
  readonly people?: (people: Organisation['people']) => Organisation['people'];
  readonly checkpoint?: Checkpoint;
}

export type FallbackOrder = Parameters<Connectors['callFallback']>[0];

/** The whole program on two messengers with a hand-driven clock. */
export interface Stage extends Readonly<Record<Name, Side>> {
  readonly app: () => App;
  readonly storage: () => Storage;
  readonly clock: HandClock;
  readonly fallback: readonly FallbackOrder[];
  /** The same for streams without rooms. */
  readonly pages: readonly PagerOrder[];
  /** Lets time run, with every tick of the engine on the way. */
  at(time: string): Promise<void>;
  /** Every messenger is asked something small, as the heartbeat does. */
  beat(): Promise<void>;
  settle(): Promise<void>;
  /** The process dies now; another starts at that time on the same files. */
  stopUntil(time: string): Promise<void>;
  timeline(): Promise<readonly StoredEvent[]>;
  of(type: string): Promise<readonly StoredEvent[]>;
  state(): Promise<IncidentState>;
  close(): Promise<void>;
}

const TICK_MS = 30_000;

/** Everyone is called on each messenger as in the organisation file, where he has an account there. */
const policyFor = ({ warRooms, people = (all) => all }: StageOptions): Policy => {
  const { organisation } = shippedPolicy;
  const renamed = people(organisation.people).map((person) => ({
    ...person,
    accounts: Object.fromEntries(
      NAMES.filter((name) => person.accounts[name] !== undefined).map((name) => [name, person.id]),
    ),
  }));
  return {
    ...shippedPolicy,
    organisation: {
      ...organisation,
      people: renamed,
      rooms: Object.fromEntries(NAMES.map((name) => [name, STANDING_ROOMS])),
      ...(warRooms === undefined ? {} : { warRooms }),
    },
  };
};

const openWorld = (name: Name, dir: string, policy: Policy, clock: HandClock): Sandbox => {
  const { organisation } = policy;
  const known = {
    ...organisation,
    people: organisation.people.filter(({ accounts }) => accounts[name] !== undefined),
  };
  let count = 0;
  return createSandbox({
    worldFile: path.join(dir, `${name}.db`),
    organisation: () => known,
    clock,
    ids: { next: () => `${name}-${(count += 1)}` },
    log: silentLog,
  });
};

interface Running {
  readonly app: App;
  readonly storage: Storage;
}

const sideOf = (
  name: Name,
  sandbox: Sandbox,
  network: NamedSandbox,
  running: () => Running,
  settle: () => Promise<void>,
): Side => {
  const messagesOf: Storage['messagesOf'] = async (card) => {
    const all = await running().storage.messagesOf(card);
    return all.filter(({ platform }) => platform === name);
  };
  const newestKey = (): string => {
    const room = sandbox.world.rooms().findLast(({ incident }) => incident !== null);
    return room?.incident ?? '';
  };
  // Acts look up the message that shows an approval, and nothing else.
  const storage = { messagesOf } as Storage;
  return {
    name,
    sandbox,
    network,
    ...actsOf({ sandbox, storage, settle, newestKey }),
    ...sightsOf(sandbox),
    card: async (approval) => {
      const [posted] = await messagesOf(`approval:${newestKey()}:${approval}`);
      if (posted === undefined) throw new Error(`no card of ${approval} on ${name}`);
      return posted;
    },
  };
};

/** Opens both worlds once; the app over them may be started again. */
export const createStage = async (options: StageOptions): Promise<Stage> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'two-messengers-'));
  const clock = createHandClock(Date.parse(options.start));
  const policy = policyFor(options);
  const fallback: FallbackOrder[] = [];
  const pages: PagerOrder[] = [];
  const paged = new Set<string>();
  const connectors: Connectors = {
    publish: async () => ({}),
    callFallback: async (order, { key }) => {
      // Whoever is paged twice under one key is paged once (Idempotency-Key).
      if (!paged.has(key)) fallback.push(order);
      paged.add(key);
    },
    callPager: async (order, { key }) => {
      if (!paged.has(key)) pages.push(order);
      paged.add(key);
    },
  };
  const worlds = {
    slack: openWorld('slack', dir, policy, clock),
    feishu: openWorld('feishu', dir, policy, clock),
  };
  const networks = {
    slack: namedSandbox('slack', worlds.slack),
    feishu: namedSandbox('feishu', worlds.feishu),
  };
  let starts = 0;
  const start = async (): Promise<Running> => {
    const storage = await openStorage({
      url: `file:${path.join(dir, 'fenghuo.db')}`,
      log: silentLog,
    });
    starts += 1;
    const process = `process-${starts}`;
    const app = composeApp({
      policy: () => policy,
      clock,
      ids: { next: () => process },
      log: silentLog,
      storage,
      messengers: NAMES.map((name) => networks[name].messenger),
      locale: 'zh-CN',
      connectors,
      alone: true,
      ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
    });
    await storage.releaseClaims(process);
    await app.listen();
    return { app, storage };
  };
  let running = await start();
  const settle = async (): Promise<void> => {
    await running.app.watcher.step();
    await running.app.dispatcher.drain();
  };
  const tick = async (at: number): Promise<void> => {
    clock.set(at);
    await running.app.scheduler.sweep(at);
    await running.app.outages.tick();
    await settle();
  };
  const key = (): string => {
    const rooms = NAMES.flatMap((name) => worlds[name].world.rooms());
    return rooms.findLast(({ incident }) => incident !== null)?.incident ?? '';
  };
  const timeline = (): Promise<readonly StoredEvent[]> => running.storage.events(key(), 1, 100_000);
  const side = (name: Name): Side =>
    sideOf(name, worlds[name], networks[name], () => running, settle);
  return {
    slack: side('slack'),
    feishu: side('feishu'),
    app: () => running.app,
    storage: () => running.storage,
    clock,
    fallback,
    pages,
    settle,
    at: async (time) => {
      const until = instantOf(time, clock.now());
      if (until < clock.now()) throw new Error(`${time} has passed`);
      for (
        let next = (Math.floor(clock.now() / TICK_MS) + 1) * TICK_MS;
        next <= until;
        next += TICK_MS
      )
        await tick(next);
      clock.set(until);
      await settle();
    },
    beat: async () => {
      await Promise.all(NAMES.map((name) => running.app.dispatcher.ask(name)));
    },
    stopUntil: async (time) => {
      await running.app.stop(0);
      await running.storage.close();
      clock.set(instantOf(time, clock.now()));
      running = await start();
      await tick(clock.now());
    },
    timeline,
    of: async (type) => (await timeline()).filter((event) => event.type === type),
    state: async () => {
      const found = await running.app.loadIncident(key());
      if (found === undefined) throw new Error('no incident');
      return found;
    },
    close: async () => {
      await running.app.stop(0);
      await running.storage.close();
      for (const name of NAMES) worlds[name].close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
