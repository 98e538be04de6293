import {
  type EventDispatcher,
  type HttpInstance,
  LoggerLevel,
  WSClient,
} from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';
import { quietLogger } from './inbound/quiet-logger.ts';
import type { Receiver } from './listen.ts';
import type { FeishuOptions } from './options.ts';

type SocketOptions = Pick<FeishuOptions, 'appId' | 'appSecret' | 'domain' | 'log'>;

/** The SDK starts nothing for any other id, and says so to nobody. */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/u;

/** For the address of the connection alone. */
const ADDRESS_WITHIN: DurationMs = 5 * SECOND;
const HANDSHAKE_WITHIN: DurationMs = 5 * SECOND;
/** For both; longer, so that nothing is given up that could still go on. */
const CONNECTED_WITHIN: DurationMs = 12 * SECOND;
/** How long a start waits for the first connection; it goes on being tried after that. */
const STARTED_WITHIN: DurationMs = 3 * SECOND;
/** How long after a ping (every two minutes, or as Feishu says) nothing need come, in seconds. */
const PONG_WITHIN_S = 5;
/** A connection that ends sooner counts as a failed one, so that being thrown out is no endless loop. */
const HOLDS_FOR: DurationMs = 5 * SECOND;
const FIRST_PAUSE: DurationMs = 500;
const LONGEST_PAUSE: DurationMs = 15 * SECOND;

/** Only an administrator can end these: forbidden, wrong secret, no credential, wrong domain. */
const NEEDS_ADMINISTRATOR: readonly number[] = [403, 514, 1_000_040_344, 1_000_040_351];
/** More than 50 connections of one app: others must go first. */
const TOO_MANY = 1_000_040_350;

/** Feishu gave no address for a connection. Holds its code, and nothing of what was sent. */
class NoAddress extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(`${code} ${message.slice(0, 200)}`.trim());
    this.name = 'NoAddress';
    this.code = code;
  }
}

const refused = z.object({ code: z.number(), msg: z.string().catch('').default('') });
const given = z.object({
  code: z.literal(0),
  data: z.object({
    URL: z.url({ protocol: /^wss?$/u }),
    ClientConfig: z.looseObject({ PingInterval: z.number().min(1) }),
  }),
});

type Address = z.infer<typeof given>;

const DISCOVERY = '/callback/ws/endpoint';

/** Where the next connection goes. Throws NoAddress, and what breaks on the way. */
const askAddress = async (
  { appId, appSecret, domain }: SocketOptions,
  signal: AbortSignal,
): Promise<Address> => {
  const response = await fetch(`${domain}${DISCOVERY}`, {
    method: 'POST',
    headers: { locale: 'zh', 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ AppID: appId, AppSecret: appSecret.reveal() }),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(ADDRESS_WITHIN)]),
  });
  const answer: unknown = await response.json();
  const { code, msg } = refused.parse(answer);
  if (code !== 0) throw new NoAddress(code, msg);
  return given.parse(answer);
};

/** How long to wait after so many failures in a row, the last of them this one. */
const pauseAfter = (failures: number, error: unknown): DurationMs => {
  if (error instanceof NoAddress && NEEDS_ADMINISTRATOR.includes(error.code)) return MINUTE;
  if (error instanceof NoAddress && error.code === TOO_MANY) return LONGEST_PAUSE;
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

/** Each ping starts the SDK's wait anew: one that is longer than the time between two pings never ends. */
const pongWithin = ({ data }: Address): number =>
  Math.min(PONG_WITHIN_S, data.ClientConfig.PingInterval / 2);

interface Running {
  readonly options: SocketOptions;
  readonly dispatcher: EventDispatcher;
  readonly signal: AbortSignal;
  /** Connected or not, the first attempt is over. */
  readonly onTried: () => void;
}

/** What the SDK's client asks for over HTTP: an address, once. Asked again, it could not open the connection. */
const createAddressBook = (address: Address, onFailed: (error: Error) => void): HttpInstance => {
  const ClientConfig = { ...address.data.ClientConfig, ReconnectNonce: 0 };
  const answers = [{ ...address, data: { ...address.data, ClientConfig } }];
  const request = async (): Promise<unknown> => {
    const answer = answers.pop();
    if (answer !== undefined) return answer;
    const error = new Error('the connection could not be opened');
    onFailed(error);
    throw error;
  };
  // The client uses none of its other methods.
  return { request } as unknown as HttpInstance;
};

/**
 * One connection, from its opening to its end; rejects when it could not be opened. The SDK (1.74.0) gives up for
 * good where Feishu is merely busy, and otherwise lets half a minute pass before it connects again and two more
 * after each failure. So a client of it lives for one connection.
 */
const connection = async (
  { options, dispatcher, signal }: Running,
  onConnected: () => void,
): Promise<void> => {
  const { appId, appSecret, domain, log } = options;
  const address = await askAddress(options, signal);
  if (signal.aborted) return;
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(
    () => reject(new Error('Feishu did not connect in time')),
    CONNECTED_WITHIN,
  );
  const client = new WSClient({
    appId,
    appSecret: appSecret.reveal(),
    domain,
    httpInstance: createAddressBook(address, reject),
    handshakeTimeoutMs: HANDSHAKE_WITHIN,
    wsConfig: { pingTimeout: pongWithin(address) },
    logger: quietLogger(log),
    loggerLevel: LoggerLevel.error,
    onReady: () => {
      clearTimeout(late);
      onConnected();
    },
    onReconnecting: resolve,
    onError: reject,
  });
  const stopped = (): void => resolve();
  signal.addEventListener('abort', stopped);
  try {
    await client.start({ eventDispatcher: dispatcher });
    await over;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stopped);
    client.close({ force: true });
  }
};

/** Keeps connected until stopped. */
const keepConnected = async (running: Running): Promise<void> => {
  const { signal, onTried } = running;
  const { log } = running.options;
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    let error: unknown;
    try {
      await connection(running, () => {
        log.info({}, 'connected to Feishu');
        onTried();
      });
    } catch (thrown) {
      error = thrown;
    }
    onTried();
    if (signal.aborted) return;
    const hasHeld = error === undefined && performance.now() - began > HOLDS_FOR;
    failures = hasHeld ? 0 : failures + 1;
    if (error === undefined) log.info({}, 'the connection to Feishu ended');
    else log.warn({ err: error, failures }, 'could not connect to Feishu');
    // The first new connection comes at once: callbacks that come meanwhile are lost.
    if (error !== undefined || failures > 1) await pause(pauseAfter(failures, error), signal);
  }
};

/** The SDK's long connection under a loop of ours. Starting throws where the app's id is none. */
export const createSocketReceiver = (options: SocketOptions): Receiver => {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  return {
    start: (dispatcher) =>
      new Promise<void>((resolve, reject) => {
        if (!APP_ID.test(options.appId)) {
          reject(new Error('FEISHU_APP_ID is no id of an app: cli_ and 16 hexadecimal digits'));
          return;
        }
        const late = setTimeout(resolve, STARTED_WITHIN);
        const onTried = (): void => {
          clearTimeout(late);
          resolve();
        };
        running = keepConnected({ options, dispatcher, signal: stopping.signal, onTried });
      }),
    stop: async () => {
      // What was taken last is acknowledged before.
      await new Promise((resolve) => setImmediate(resolve));
      stopping.abort();
      await running;
    },
  };
};
