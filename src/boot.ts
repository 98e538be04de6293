import { randomUUID } from 'node:crypto';
import { createSystemClock, createVirtualClock } from '#app/clock.ts';
import type { StartProblem } from '#app/start-messages.ts';
import type { Locale } from '#domain/locale.ts';
import { SECOND } from '#domain/time.ts';
import type { Messenger } from '#ports/messenger.ts';
import { type Checkpoint, type Ids, type Log, noCheckpoint } from '#ports/system.ts';
import { openStorage } from '#store/open-storage.ts';
import type { Meters } from '#app/meters.ts';
import type { Readiness } from '#web/health.ts';
import { createMetrics, type Metrics } from '#web/metrics.ts';
import { createWeb, listen, type Listening } from '#web/server.ts';
import type { Storage } from '#ports/storage.ts';
import { readingsOf } from './boot/readings.ts';
import { openRules, type Rules } from './boot/rules.ts';
import type { SandboxParts } from './boot/sandbox.ts';
import { type App, composeApp } from './compose.ts';
import type { Config } from './config.ts';

/** A running Fenghuo, or why there is none. */
export type Booted =
  | { readonly greeting: string; readonly port: number; readonly stop: () => Promise<void> }
  | { readonly problem: StartProblem };

const PATIENCE = 5 * SECOND;
const ids: Ids = { next: () => randomUUID() };

const greetingOf = (locale: Locale, address: string, sandbox: boolean): string => {
  if (locale === 'en')
    return sandbox
      ? `Fenghuo is ready. Open the sandbox in your browser: ${address}`
      : `Fenghuo is ready: ${address}`;
  return sandbox ? `烽火已就绪，请在浏览器中打开沙盒：${address}` : `烽火已就绪：${address}`;
};

interface Running {
  readonly app: App;
  readonly sandbox: SandboxParts | undefined;
}

interface Ground {
  readonly config: Config;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly rules: Rules;
  readonly storage: Storage;
}

/** The sandbox brings a clock that can be sped up; with real messengers time is what it is. */
const clocksOf = ({ sandbox }: Config) => {
  const virtual = sandbox ? createVirtualClock({ start: Date.now(), rate: 1 }) : undefined;
  return { virtual, clock: virtual ?? createSystemClock() };
};

const openApp = async (
  { config, log, checkpoint, rules, storage }: Ground,
  clocks: ReturnType<typeof clocksOf>,
  meters: Meters,
): Promise<Running | undefined> => {
  const late: { app?: App } = {};
  const theApp = (): App => {
    if (late.app === undefined) throw new Error('asked for the app before it was put together');
    return late.app;
  };
  const { virtual, clock } = clocks;
  let sandbox: SandboxParts | undefined;
  if (virtual !== undefined) {
    const { openSandbox } = await import('./boot/sandbox.ts');
    const needs = { config, rules, clock: virtual, storage, ids, log, checkpoint };
    sandbox = openSandbox({ ...needs, app: theApp });
  }
  const messengers: readonly Messenger[] = sandbox === undefined ? [] : [sandbox.sandbox];
  if (messengers.length === 0) return undefined;
  const { locale } = config;
  const policy = rules.current;
  const alone = config.database.engine === 'sqlite';
  // No publicUrl: cards must not link to pages that are not there yet.
  const options = { policy, clock, ids, log, storage, messengers, locale, meters };
  late.app = composeApp({ ...options, checkpoint, alone });
  return { app: late.app, sandbox };
};

const serve = (
  { config, log }: Ground,
  { app, sandbox }: Running,
  metrics: Metrics,
): Promise<Listening> => {
  const readiness = async (): Promise<Readiness> => {
    const reasons = await app.problems();
    return { ready: reasons.length === 0, reasons };
  };
  const mounts = sandbox === undefined ? [] : [sandbox.sandbox.routes];
  const home = sandbox === undefined ? {} : { home: '/sandbox' };
  const { host, port } = config;
  return listen(
    createWeb({ log, readiness, metrics: metrics.handler, host, mounts, ...home }),
    host,
    port,
  );
};

/** Starts everything that the configuration asks for. Throws what `startProblemOf` understands. */
export const boot = async (
  config: Config,
  log: Log,
  checkpoint: Checkpoint = noCheckpoint,
): Promise<Booted> => {
  const rules = openRules(config, log);
  if ('kind' in rules) return { problem: rules };
  const storage = await openStorage({ url: config.database.url.reveal(), log, checkpoint });
  const ground: Ground = { config, log, checkpoint, rules, storage };
  const clocks = clocksOf(config);
  const metrics = createMetrics(readingsOf(storage, clocks.clock));
  const running = await openApp(ground, clocks, metrics.meters);
  if (running === undefined) return { problem: { kind: 'no-messenger' } };
  const { app, sandbox } = running;
  const web = await serve(ground, running, metrics);
  await app.start();
  const address = `http://localhost:${web.port}/`;
  return {
    greeting: greetingOf(config.locale, address, sandbox !== undefined),
    port: web.port,
    stop: async () => {
      rules.stop();
      await web.close(PATIENCE);
      await app.stop(PATIENCE);
      sandbox?.stop();
      await storage.close();
    },
  };
};
