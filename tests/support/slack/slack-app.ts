import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSlack } from '#adapters/slack/slack.ts';
import { BOT_EVENTS, BOT_SCOPES } from '#adapters/slack/scopes.ts';
import { silentLog } from '#app/log.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { SECOND } from '#domain/time.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import { type App, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { createWeb } from '#web/server.ts';
import { createHandClock, type HandClock } from '../hand-clock.ts';
import { shippedPolicy } from '../policy.ts';
import { engineOf, type TestAppOptions, type TestStage } from '../test-app.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from './cast.ts';
import { createFakeSlack } from './create-fake-slack.ts';
import type { FakeSlack } from './fake-slack.ts';
import { slackActs } from './slack-acts.ts';
import { onSlackOnly } from './slack-policy.ts';
import { slackSights } from './slack-sights.ts';

export type SlackTransport = 'socket' | 'http';

export interface SlackAppOptions extends TestAppOptions {
  readonly transport: SlackTransport;
  /** Whose Slack stands behind; `emulate` was written by others. */
  readonly backend?: 'own' | 'emulate';
  /** A Slack that outlives the app, and the clock of both, for a second start on the same files. */
  readonly outside?: { readonly slack: FakeSlack; readonly clock: HandClock };
  /** Longest wait for an answer of Slack in real milliseconds. */
  readonly patienceMs?: number;
  /** Name of this process, beside others on the same database. */
  readonly process?: string;
  /** What stands in the channels' way: `off` where only the outcome counts. */
  readonly tiers?: 'off' | number;
  /** Comes between the app and the messenger. */
  readonly through?: (messenger: Messenger) => Messenger;
}

/** The program over a real SQLite file and the real Bolt, with a strict Slack on loopback. */
export interface SlackTestApp extends TestStage {
  readonly slack: FakeSlack;
  /** Where Slack posts; empty in Socket Mode. */
  readonly address: string;
}

/** Waits that a bucket asks for are short; people do not notice them, and neither does a script. */
const SHORT_WAIT = 20 * SECOND;

interface Heard {
  readonly messenger: Messenger;
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** The adapter on its transport, and for HTTP the one server that Slack calls. */
const openSlack = async (
  slack: FakeSlack,
  { transport, patienceMs }: Pick<SlackAppOptions, 'transport' | 'patienceMs'>,
  clock: HandClock,
  late: { app?: App },
): Promise<Heard> => {
  const hidden = (value: string) => ({ reveal: () => value });
  const adapter = createSlack({
    botToken: hidden(slack.botToken),
    transport:
      transport === 'socket'
        ? { kind: 'socket', appToken: hidden(slack.appToken) }
        : { kind: 'http', signingSecret: hidden(slack.signingSecret) },
    apiUrl: slack.apiUrl,
    command: '/incident',
    ...(patienceMs === undefined ? {} : { patienceMs }),
    clock,
    log: silentLog,
    accountOf: async (person) => late.app?.accountOn(person, 'slack'),
    timezone: () => 'Asia/Shanghai',
  });
  if (adapter.routes === undefined)
    return { messenger: adapter, address: '', stop: async () => {} };
  const host = '127.0.0.1';
  const web = createWeb({
    log: silentLog,
    readiness: async () => ({ ready: true, reasons: [] }),
    metrics: (_request, response) => void response.end(),
    host,
    mounts: [adapter.routes],
  });
  const server = createServer(web).listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://${host}:${port}/slack/events`;
  slack.deliverTo(address);
  return {
    messenger: adapter,
    address,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** A Slack of the sample organisation. */
export const openFake = (
  { transport, backend = 'own', tiers }: Pick<SlackAppOptions, 'transport' | 'backend' | 'tiers'>,
  clock: { now(): number },
): Promise<FakeSlack> =>
  createFakeSlack({
    people: SLACK_PEOPLE,
    channels: SLACK_CHANNELS,
    clock,
    transport,
    backend,
    // What the manifest asks for and nothing more.
    scopes: BOT_SCOPES.map(({ name }) => name),
    events: BOT_EVENTS,
    ...(tiers === undefined ? {} : { tiers }),
  });

const openParts = async (options: SlackAppOptions) => {
  const dir = options.dir ?? mkdtempSync(path.join(tmpdir(), 'fenghuo-slack-'));
  const start = Date.parse(options.start ?? '2026-12-01T02:00:00Z');
  const clock = options.outside?.clock ?? createHandClock(start);
  const storage = await openStorage({
    url: options.databaseUrl ?? `file:${path.join(dir, 'fenghuo.db')}`,
    log: silentLog,
  });
  const slack = options.outside?.slack ?? (await openFake(options, clock));
  return { dir, clock, storage, slack };
};

const compose = (
  options: SlackAppOptions,
  storage: Storage,
  messenger: Messenger,
  clock: HandClock,
): App =>
  composeApp({
    policy: () => onSlackOnly(options.policy ?? shippedPolicy),
    clock,
    ids: { next: () => options.process ?? 'test-process' },
    log: options.log ?? silentLog,
    storage: options.between?.(storage) ?? storage,
    messengers: [options.through?.(messenger) ?? messenger],
    locale: options.locale ?? 'zh-CN',
    publicUrl: 'http://localhost:3000',
    alone: true,
    ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
  });

/** Delivers what is due, and what a bucket puts off for a moment. */
const settling =
  (app: App, storage: Storage, slack: FakeSlack, clock: HandClock) => async (): Promise<void> => {
    for (;;) {
      await app.watcher.step();
      await app.dispatcher.drain();
      // What the app did may come back as an event, which may give it something to do.
      await slack.idle();
      const { nextDue } = await storage.outboxDepth();
      if (nextDue === undefined || nextDue > clock.now() + SHORT_WAIT) return;
      clock.set(nextDue);
    }
  };

/** The whole program on Slack, with a clock that the test moves. */
export const createSlackTestApp = async (options: SlackAppOptions): Promise<SlackTestApp> => {
  const { dir, clock, storage, slack } = await openParts(options);
  const late: { app?: App } = {};
  const { messenger, address, stop } = await openSlack(slack, options, clock, late);
  const app = compose(options, storage, messenger, clock);
  late.app = app;
  await app.listen();
  const settle = settling(app, storage, slack, clock);
  const sights = slackSights(slack);
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
  return {
    app,
    slack,
    address,
    storage,
    clock,
    dir,
    ...engineOf(app, storage, clock, settle),
    ...slackActs({ slack, storage, settle, newestKey }),
    ...sights,
    state,
    timeline: async (key) => storage.events(key ?? (await newestKey()), 1, 100_000),
    close: async () => {
      await app.stop(0);
      await stop();
      if (options.outside === undefined) await slack.close();
      await storage.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};
