import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { createSystemClock, createVirtualClock } from '#app/clock.ts';
import type { StartProblem } from '#app/start-messages.ts';
import { SECOND } from '#domain/time.ts';
import { type Checkpoint, type Ids, type Log, noCheckpoint } from '#ports/system.ts';
import { openStorage } from '#store/open-storage.ts';
import type { Meters } from '#app/meters.ts';
import type { Readiness } from '#web/health.ts';
import { createMetrics, type Metrics } from '#web/metrics.ts';
import { ingestRoutes } from '#web/ingest.ts';
import { createWeb, listen, type Listening } from '#web/server.ts';
import type { Storage } from '#ports/storage.ts';
import { createConnectors } from './boot/connectors.ts';
import { greetingOf, unheardIn } from './boot/greeting.ts';
import { openMessengers, type OpenedMessenger } from './boot/messengers.ts';
import { readingsOf } from './boot/readings.ts';
import { type OpenedPages, openPages } from './boot/pages.ts';
import { openRules, type Rules } from './boot/rules.ts';
import { type App, composeApp } from './compose.ts';
import type { Config } from './config.ts';
import type { Secret } from './config/secret.ts';

/** A running Fenghuo, or why there is none. */
export type Booted =
  | { readonly greeting: string; readonly port: number; readonly stop: () => Promise<void> }
  | { readonly problem: StartProblem };

const PATIENCE = 5 * SECOND;
const ids: Ids = { next: () => randomUUID() };

/** The value of a variable that the organisation file names. */
type SecretOf = (name: string) => Secret | undefined;

interface Running {
  readonly app: App;
  readonly opened: readonly OpenedMessenger[];
  readonly pages: OpenedPages;
}

interface Ground {
  readonly config: Config;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly rules: Rules;
  readonly storage: Storage;
  readonly secretOf: SecretOf;
}

/** The sandbox's clock can be sped up; beside real messengers time is what it is. */
const clocksOf = ({ sandbox, messengers }: Config) => {
  const alone = sandbox && Object.keys(messengers).length === 0;
  const virtual = alone ? createVirtualClock({ start: Date.now(), rate: 1 }) : undefined;
  return { virtual, clock: virtual ?? createSystemClock() };
};

const openApp = async (
  { config, log, checkpoint, rules, storage, secretOf }: Ground,
  { virtual, clock }: ReturnType<typeof clocksOf>,
  meters: Meters,
): Promise<Running> => {
  const late: { app?: App } = {};
  const theApp = (): App => {
    if (late.app === undefined) throw new Error('asked for the app before it was put together');
    return late.app;
  };
  const needs = { config, rules, clock, virtual, storage, ids, log, checkpoint };
  const opened = await openMessengers({ ...needs, app: theApp });
  const messengers = opened.map(({ messenger }) => messenger);
  const { locale } = config;
  const policy = rules.current;
  const pages = openPages({ config, policy, clock, ids, log });
  const alone = config.database.engine === 'sqlite';
  const connectors = createConnectors({ policy, clock, secretOf });
  const { publicUrl } = config;
  const { pageLinks } = pages;
  const options = { policy, clock, ids, log, storage, messengers, locale, meters, connectors };
  late.app = composeApp({ ...options, publicUrl, pageLinks, checkpoint, alone });
  return { app: late.app, opened, pages };
};

const serve = (
  { config, log }: Ground,
  { app, opened, pages }: Running,
  metrics: Metrics,
  ingestToken: string | undefined,
): Promise<Listening> => {
  const readiness = async (): Promise<Readiness> => {
    const reasons = await app.problems();
    return { ready: reasons.length === 0, reasons };
  };
  const routes = ingestRoutes(app.ingest, ingestToken);
  const mounts = [...opened.flatMap((one) => one.mounts), (web: Express) => web.use(routes)];
  const { host, port, sandbox } = config;
  const home = sandbox ? { home: '/sandbox' } : {};
  return listen(
    createWeb({
      log,
      readiness,
      metrics: metrics.handler,
      host,
      mounts,
      pages: pages.over(
        app,
        opened.flatMap(({ signIn }) => signIn ?? []),
      ),
      ...home,
    }),
    host,
    port,
  );
};

/** Starts everything that the configuration asks for. Throws what `startProblemOf` understands. */
export const boot = async (
  config: Config,
  log: Log,
  checkpoint: Checkpoint = noCheckpoint,
  secretOf: SecretOf = () => undefined,
): Promise<Booted> => {
  const unheard = unheardIn(config);
  if (unheard !== undefined) return { problem: unheard };
  const rules = openRules(config, log);
  if ('kind' in rules) return { problem: rules };
  const storage = await openStorage({ url: config.database.url.reveal(), log, checkpoint });
  const ground: Ground = { config, log, checkpoint, rules, storage, secretOf };
  const clocks = clocksOf(config);
  const metrics = createMetrics(readingsOf(storage, clocks.clock));
  const running = await openApp(ground, clocks, metrics.meters);
  const { app, opened } = running;
  const token = config.ingestToken?.reveal();
  // To try things out a token is made; it is printed once and ends with the process.
  const made = token === undefined && config.sandbox ? ids.next() : undefined;
  const web = await serve(ground, running, metrics, token ?? made);
  await app.start();
  return {
    greeting: greetingOf(config, web.port, made),
    port: web.port,
    stop: async () => {
      rules.stop();
      running.pages.close();
      await web.close(PATIENCE);
      await app.stop(PATIENCE);
      for (const { stop } of opened) stop();
      await storage.close();
    },
  };
};
