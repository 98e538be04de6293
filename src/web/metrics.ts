import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meters } from '#app/meters.ts';
import type { Instant } from '#domain/time.ts';
import { sendProblem } from './problem.ts';

/** What is read from the store when somebody looks, not counted along the way. */
export interface Readings {
  readonly outboxPending: number;
  readonly outboxOldest?: Instant;
  readonly nextTimer?: Instant;
  readonly incidentsByPhase: Readonly<Record<string, number>>;
  readonly now: Instant;
}

export interface Metrics {
  readonly meters: Meters;
  /** `GET /metrics`, to callers on this host only. */
  readonly handler: RequestHandler;
}

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const SLOW = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const MS = 1_000;

const seconds = (
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  buckets: number[],
) => new Histogram({ name, help, labelNames, buckets, registers: [registry] });

const createDurations = (registry: Registry) => ({
  commands: seconds(
    registry,
    'fenghuo_command_seconds',
    'Time to decide and store one command',
    ['verb', 'result'],
    FAST,
  ),
  acknowledged: seconds(
    registry,
    'fenghuo_acknowledge_seconds',
    'Time from receiving something from a messenger to its answer',
    ['kind'],
    FAST,
  ),
  deliveries: seconds(
    registry,
    'fenghuo_delivery_seconds',
    'Time of one delivery to a messenger',
    ['messenger', 'method', 'result'],
    SLOW,
  ),
});

const createInstruments = (registry: Registry) => {
  const registers = [registry];
  return {
    ...createDurations(registry),
    timersDue: new Counter({
      name: 'fenghuo_timers_due_total',
      help: 'Timers that were handled',
      registers,
    }),
    timerLag: new Gauge({
      name: 'fenghuo_timer_lag_seconds',
      help: 'How late the latest timer of the last sweep was',
      registers,
    }),
    up: new Gauge({
      name: 'fenghuo_messenger_up',
      help: '1 when the last call to the messenger succeeded',
      labelNames: ['messenger'],
      registers,
    }),
  };
};

const registerReadings = (registry: Registry, read: () => Promise<Readings>): void => {
  const registers = [registry];
  const gauge = (name: string, help: string, set: (gauge: Gauge, readings: Readings) => void) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        set(this, await read());
      },
    });
  gauge('fenghuo_outbox_pending', 'Deliveries that wait', (target, { outboxPending }) =>
    target.set(outboxPending),
  );
  gauge('fenghuo_outbox_oldest_seconds', 'Age of the oldest waiting delivery', (target, readings) =>
    target.set(Math.max(0, readings.now - (readings.outboxOldest ?? readings.now)) / MS),
  );
  gauge(
    'fenghuo_timer_overdue_seconds',
    'How long the next timer is already due',
    (target, readings) =>
      target.set(Math.max(0, readings.now - (readings.nextTimer ?? readings.now)) / MS),
  );
  const incidents = new Gauge({
    name: 'fenghuo_incidents',
    help: 'Open incidents by phase',
    labelNames: ['phase'],
    registers: [],
    async collect() {
      this.reset();
      const { incidentsByPhase } = await read();
      for (const [phase, count] of Object.entries(incidentsByPhase)) this.set({ phase }, count);
    },
  });
  registry.registerMetric(incidents);
};

const isLocal = (address: string | undefined): boolean =>
  address !== undefined && /^(?:127\.|::1$|::ffff:127\.)/u.test(address);

/** Counters of one application; `read` is called once a scrape and gauge. */
export const createMetrics = (read: () => Promise<Readings>): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { commands, acknowledged, deliveries, timersDue, timerLag, up } =
    createInstruments(registry);
  registerReadings(registry, read);
  const meters: Meters = {
    command: (verb, result, ms) => commands.observe({ verb, result }, ms / MS),
    acknowledged: (kind, ms) => acknowledged.observe({ kind }, ms / MS),
    delivery: (messenger, method, result, ms) =>
      deliveries.observe({ messenger, method, result }, ms / MS),
    sweep: (due, lagMs) => {
      timersDue.inc(due);
      timerLag.set(lagMs / MS);
    },
    messenger: (messenger, isUp) => up.set({ messenger }, Number(isUp)),
  };
  const handler: RequestHandler = async (request, response) => {
    // Behind a proxy on this host every caller looks local; the proxy's own header gives it away.
    const forwarded = request.headers['x-forwarded-for'] !== undefined;
    if (forwarded || !isLocal(request.socket.remoteAddress)) {
      sendProblem(response, 403, 'Metrics are only given to callers on this host.');
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  };
  return { meters, handler };
};
