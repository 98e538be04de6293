import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';
import type { Log } from '#ports/system.ts';
import { deliver } from './inbound/delivery.ts';
import { recognise } from './inbound/shapes.ts';
import { quietLogger } from './quiet-logger.ts';

export interface SocketReceiverOptions {
  readonly appToken: string;
  readonly apiUrl?: string | undefined;
  readonly log: Log;
}

type Client = SocketModeReceiver['client'];

/** For apps.connections.open alone. */
const ALLOWED_WITHIN: DurationMs = 5 * SECOND;
/** For that and the hello that follows; longer, so that nothing is given up that could still go on. */
const CONNECTED_WITHIN: DurationMs = 12 * SECOND;
/** How long a start waits for the first connection; it goes on being tried after that. */
const STARTED_WITHIN: DurationMs = 3 * SECOND;
const CLOSED_WITHIN: DurationMs = SECOND;
/** A connection that ends sooner counts as a failed one, so that being thrown out is no endless loop. */
const HOLDS_FOR: DurationMs = 5 * SECOND;
const FIRST_PAUSE: DurationMs = 500;
/** Slack may be back at any moment, and apps.connections.open is documented as once a minute by some, fifty times by others. */
const LONGEST_PAUSE: DurationMs = 15 * SECOND;
/** Errors that only an administrator can end. */
const NEEDS_ADMINISTRATOR: readonly string[] = [
  'account_inactive',
  'app_uninstalled',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'missing_scope',
  'team_disabled',
  'token_revoked',
  'user_removed_from_team',
];

const envelope = z.object({
  ack: z.custom<(answer?: object) => Promise<void>>((value) => typeof value === 'function'),
  body: z.unknown(),
  retry_num: z.number().nullish(),
  retry_reason: z.string().nullish(),
});

const platformCode = z.object({ data: z.object({ error: z.string() }) });
const refusal = z.object({ retryAfter: z.number() });

/** How long to wait after so many failures in a row, the last of them this one. */
const pauseAfter = (failures: number, error: unknown): DurationMs => {
  const limited = refusal.safeParse(error);
  if (limited.success) return limited.data.retryAfter * SECOND;
  const { data } = platformCode.safeParse(error);
  if (data !== undefined && NEEDS_ADMINISTRATOR.includes(data.data.error)) return MINUTE;
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
};

const pause = (ms: DurationMs, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

/** Ends the connection, also one whose other end says nothing any more: asked twice, the SDK forces it. */
const disconnect = async (client: Client): Promise<void> => {
  const forced = setTimeout(() => void client.disconnect(), CLOSED_WITHIN);
  await client.disconnect();
  clearTimeout(forced);
};

/** One connection, from its opening to its end. Throws when it could not be opened. */
const connection = async (client: Client, onConnected: () => void): Promise<void> => {
  const ended = new Promise<void>((resolve) => {
    client.once('disconnected', () => resolve());
  });
  const late = setTimeout(() => void disconnect(client), CONNECTED_WITHIN);
  try {
    await client.start();
  } finally {
    clearTimeout(late);
  }
  onConnected();
  await ended;
};

interface Running {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Connected or not, the first attempt is over. */
  readonly onTried: () => void;
}

/**
 * Keeps connected until stopped. The SDK's own reconnecting (socket-mode 3.1.0) waits a second and more before
 * it opens the next connection, ends in an unhandled rejection when that fails or is stopped meanwhile, and
 * after a long outage pauses for many minutes; so it is off, and this loop opens the next one at once.
 */
const keepConnected = async ({ client, signal, log, onTried }: Running): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    let error: unknown;
    try {
      await connection(client, () => {
        // Stopped while it was being opened: the SDK goes on and opens it all the same.
        if (signal.aborted) void disconnect(client);
        else log.info({}, 'connected to Slack');
        onTried();
      });
    } catch (thrown) {
      error = thrown ?? new Error('the connection ended before Slack said hello');
      // A socket of an attempt that was given up must not live on.
      await disconnect(client);
    }
    onTried();
    if (signal.aborted) return;
    const hasHeld = error === undefined && performance.now() - began > HOLDS_FOR;
    failures = hasHeld ? 0 : failures + 1;
    if (error !== undefined) log.warn({ err: error, failures }, 'could not connect to Slack');
    // The first new connection comes at once: Slack asks for one every few hours.
    if (error !== undefined || failures > 1) await pause(pauseAfter(failures, error), signal);
  }
};

/** An envelope that the SDK can't read would be an unhandled rejection and the end of the process. */
const guardFrames = (client: Client, log: Log): void => {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (...frame) => {
    for (const reader of readers)
      Promise.resolve(reader.apply(client, frame)).catch((error: unknown) => {
        log.warn({ err: error }, 'Slack sent a frame that could not be read');
      });
  });
};

const createTake =
  (log: Log, ready: () => App | undefined) =>
  async (args: unknown): Promise<void> => {
    const app = ready();
    const { data } = envelope.safeParse(args);
    if (data === undefined || app === undefined) return;
    const acknowledge = async (answer?: object): Promise<void> => {
      try {
        await data.ack(answer);
      } catch (error) {
        // The connection is gone; Slack sends events again over the next one, and receipts know them.
        log.warn({ err: error }, 'could not acknowledge');
      }
    };
    const body = recognise(data.body);
    if (body === undefined) {
      log.warn({}, 'Slack sent something that nobody listens to');
      await acknowledge();
      return;
    }
    const retry = { number: data.retry_num ?? undefined, reason: data.retry_reason ?? undefined };
    // What is postponed gets no answer, so that Slack sends it again.
    await deliver(app, { body, acknowledge }, retry, log);
  };

const createClient = (
  { appToken, apiUrl, log }: SocketReceiverOptions,
  signal: AbortSignal,
): Client => {
  const { client } = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger(log),
    installerOptions: {
      clientOptions: {
        ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
        // The loop repeats, and with an eye on Retry-After.
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: ALLOWED_WITHIN,
        fetch: (input, init) => {
          const signals = init?.signal ? [signal, init.signal] : [signal];
          return fetch(input, { ...init, signal: AbortSignal.any(signals) });
        },
      },
    },
  });
  return client;
};

/** Bolt's Socket Mode client under a loop of ours; what comes in is acknowledged once it is stored. */
export const createSocketReceiver = (options: SocketReceiverOptions): Receiver => {
  const { log } = options;
  const stopping = new AbortController();
  const client = createClient(options, stopping.signal);
  let app: App | undefined;
  let running: Promise<void> | undefined;
  const take = createTake(log, () => app);
  guardFrames(client, log);
  client.on('slack_event', (args: unknown) => void take(args));
  return {
    init: (created) => {
      app = created;
    },
    start: () =>
      new Promise<void>((resolve) => {
        const late = setTimeout(resolve, STARTED_WITHIN);
        const onTried = (): void => {
          clearTimeout(late);
          resolve();
        };
        running = keepConnected({ client, signal: stopping.signal, log, onTried });
      }),
    stop: async () => {
      stopping.abort();
      await disconnect(client);
      await running;
    },
  };
};
