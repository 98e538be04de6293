import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFeishu } from '#adapters/feishu/feishu.ts';
import { EVENTS, SCOPES } from '#adapters/feishu/scopes.ts';
import { silentLog } from '#app/log.ts';
import { findVerb } from '#commands/registry.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import { SECOND } from '#domain/time.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import { type App, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { createWeb } from '#web/server.ts';
import { createHandClock, type HandClock } from '../hand-clock.ts';
import { engineOf, type TestAppOptions, type TestStage } from '../test-app.ts';
import { type Answering, createAnswering } from './answering.ts';
import { peopleInFeishu, standingChats } from './cast.ts';
import { createFakeFeishu, type FakeFeishuOptions } from './create-fake-feishu.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { feishuActs, type Manner } from './feishu-acts.ts';
import { everyoneInFeishu, onFeishuOnly } from './feishu-policy.ts';
import { feishuSights } from './feishu-sights.ts';
import { until } from './sdk-app.ts';

export type FeishuTransport = 'websocket' | 'webhook';

export interface FeishuAppOptions extends TestAppOptions {
  readonly transport: FeishuTransport;
  /** A Feishu that outlives the app, and the clock of both, for a second start on the same files. */
  readonly outside?: { readonly feishu: FakeFeishu; readonly clock: HandClock };
  /** Longest wait for an answer of Feishu in real milliseconds. */
  readonly patienceMs?: number;
  /** Name of this process, beside others on the same database. */
  readonly process?: string;
  /** How commands are given in groups; by naming the bot on the long connection, with a slash by webhook. */
  readonly manner?: Manner;
  /** How the fake differs from one that grants what the shipped import asks for. */
  readonly fake?: Partial<FakeFeishuOptions>;
  /** Comes between the app and the messenger. */
  readonly through?: (messenger: Messenger) => Messenger;
}

/** The program over a real SQLite file and the real SDK, with a strict Feishu on loopback. */
export interface FeishuTestApp extends TestStage {
  readonly feishu: FakeFeishu;
  /** Where Feishu posts, without `/events` and `/cards`; empty on the long connection. */
  readonly address: string;
}

/** Waits that a bucket asks for are short; people do not notice them, and neither does a script. */
const SHORT_WAIT = 20 * SECOND;

export interface Heard {
  readonly messenger: Messenger;
  readonly answering: Answering;
  readonly address: string;
  /** Resolves once Feishu can deliver to an app that listens. */
  readonly connected: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface HearingOptions {
  readonly transport: FeishuTransport;
  readonly clock: HandClock;
  readonly patienceMs?: number | undefined;
  readonly app: () => App | undefined;
}

const hidden = (value: string) => ({ reveal: () => value });

/** The adapter on its transport, and for the webhook the one server that Feishu calls. */
export const hearFeishu = async (
  feishu: FakeFeishu,
  { transport, clock, patienceMs, app }: HearingOptions,
): Promise<Heard> => {
  const answering = createAnswering(feishu, silentLog);
  const adapter = createFeishu({
    appId: feishu.appId,
    appSecret: hidden(feishu.appSecret),
    domain: feishu.domain,
    transport:
      transport === 'websocket'
        ? { kind: 'websocket' }
        : {
            kind: 'webhook',
            encryptKey: hidden(feishu.encryptKey),
            verificationToken: hidden(feishu.verificationToken),
          },
    ...(patienceMs === undefined ? {} : { patienceMs }),
    clock,
    log: answering.log,
    accountOf: async (person) => app()?.accountOn(person, 'feishu'),
    roomOfMessage: async (message) => app()?.roomOfMessage('feishu', message),
    timezone: () => 'Asia/Shanghai',
    isVerb: (word) => findVerb(word) !== undefined,
  });
  const { routes } = adapter;
  const messenger = answering.through(adapter);
  if (routes === undefined)
    return {
      messenger,
      answering,
      address: '',
      connected: () => until(() => feishu.connections.open > 0),
      stop: async () => {},
    };
  const host = '127.0.0.1';
  const web = createWeb({
    log: silentLog,
    readiness: async () => ({ ready: true, reasons: [] }),
    metrics: (_request, response) => void response.end(),
    host,
    mounts: [routes],
  });
  const server = createServer(web).listen(0, host);
  await once(server, 'listening');
  const address = `http://${host}:${(server.address() as AddressInfo).port}/feishu`;
  feishu.deliverTo({ events: `${address}/events`, cards: `${address}/cards` });
  return {
    messenger,
    answering,
    address,
    connected: async () => {},
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** A Feishu of the organisation's people, with the permissions and events that the shipped import asks for. */
export const openFakeFeishu = (
  { transport, fake = {} }: Pick<FeishuAppOptions, 'transport' | 'fake'>,
  clock: { now(): number },
  policy: Policy = everyoneInFeishu,
): Promise<FakeFeishu> =>
  createFakeFeishu({
    people: peopleInFeishu(policy),
    chats: standingChats(policy),
    clock,
    transport,
    // The app judges signatures by the time of day.
    signedAt: () => Date.now(),
    scopes: SCOPES.map(({ name }) => name),
    events: EVENTS.map(({ name }) => name),
    ...fake,
  });

const openParts = async (options: FeishuAppOptions) => {
  const dir = options.dir ?? mkdtempSync(path.join(tmpdir(), 'fenghuo-feishu-'));
  const start = Date.parse(options.start ?? '2026-12-01T02:00:00Z');
  const clock = options.outside?.clock ?? createHandClock(start);
  const storage = await openStorage({
    url: options.databaseUrl ?? `file:${path.join(dir, 'fenghuo.db')}`,
    log: silentLog,
  });
  const feishu = options.outside?.feishu ?? (await openFakeFeishu(options, clock, options.policy));
  return { dir, clock, storage, feishu };
};

const compose = (
  options: FeishuAppOptions,
  storage: Storage,
  messenger: Messenger,
  clock: HandClock,
): App =>
  composeApp({
    policy: () => onFeishuOnly(options.policy ?? everyoneInFeishu),
    clock,
    ids: { next: () => options.process ?? 'test-process' },
    log: options.log ?? silentLog,
    storage: options.between?.(storage) ?? storage,
    messengers: [options.through?.(messenger) ?? messenger],
    locale: options.locale ?? 'zh-CN',
    publicUrl: 'http://localhost:3000',
    alone: true,
    ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
    ...(options.connectors === undefined ? {} : { connectors: options.connectors }),
  });

/** Delivers what is due, and what a bucket puts off for a moment. */
const settling =
  (app: App, storage: Storage, feishu: FakeFeishu, clock: HandClock) => async (): Promise<void> => {
    for (;;) {
      await app.watcher.step();
      await app.dispatcher.drain();
      // What the app did may come back as an event, which may give it something to do.
      await feishu.idle();
      const { nextDue } = await storage.outboxDepth();
      if (nextDue === undefined || nextDue > clock.now() + SHORT_WAIT) return;
      clock.set(nextDue);
    }
  };

/** The whole program on Feishu, with a clock that the test moves. */
export const createFeishuTestApp = async (options: FeishuAppOptions): Promise<FeishuTestApp> => {
  const { dir, clock, storage, feishu } = await openParts(options);
  const { transport, patienceMs } = options;
  const late: { app?: App } = {};
  const { messenger, answering, address, connected, stop } = await hearFeishu(feishu, {
    transport,
    clock,
    patienceMs,
    app: () => late.app,
  });
  const app = compose(options, storage, messenger, clock);
  late.app = app;
  await app.listen();
  await connected();
  const settle = settling(app, storage, feishu, clock);
  const newestKey = async (): Promise<string> => {
    const [newest] = await storage.incidents({ limit: 1 });
    return newest?.key ?? '';
  };
  const state = async (key?: string): Promise<IncidentState> => {
    const wanted = key ?? (await newestKey());
    const found = await app.loadIncident(wanted);
    if (found === undefined) throw new Error(`no incident ${wanted}`);
    return found;
  };
  const manner = options.manner ?? (transport === 'websocket' ? 'mention' : 'slash');
  return {
    app,
    feishu,
    address,
    storage,
    clock,
    dir,
    ...engineOf(app, storage, clock, settle),
    ...feishuActs({ feishu, storage, answering, manner, settle, newestKey }),
    ...feishuSights(feishu),
    state,
    timeline: async (key) => storage.events(key ?? (await newestKey()), 1, 100_000),
    close: async () => {
      await app.stop(0);
      await stop();
      if (options.outside === undefined) await feishu.close();
      await storage.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};
