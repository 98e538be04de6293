import { AppType, type Cache, Client, type Logger, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import type { FeishuOptions } from '../options.ts';
import { type Buckets, type Counted, createBuckets } from './buckets.ts';
import { failureOf } from './errors.ts';
import { createTransport } from './transport.ts';

/** One request of the open platform. */
export interface FeishuRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `/open-apis/im/v1/messages`; ids in it went through `idOf` (web/ids.ts). */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** The group or person that a message goes to or is changed in: five a second. */
  readonly chat?: string;
  /** Whoever asks, the same at every attempt; absent: the request itself. */
  readonly ticket?: string;
}

/** The open platform with this app's tenant token. Errors are DeliveryErrors, classified. */
export interface FeishuApi {
  /**
   * One request, counted against what the platform allows; gives the answer's `data` (all of it where there is
   * none). Never waits: when it is too early it is DeliveryError('limited', 'retry', { retryAfterMs }), and the
   * turn at that time is kept for the `ticket`.
   */
  call(request: FeishuRequest): Promise<Readonly<Record<string, unknown>>>;
}

/** The dispatcher's own patience is 45 s for a delivery, which may take several calls. */
const TIMEOUT: DurationMs = 10 * SECOND;

const ignore = (): void => {};
/** The SDK would print requests with all that is in them; what failed is classified and logged by the app. */
const SILENT: Logger = { error: ignore, warn: ignore, info: ignore, debug: ignore, trace: ignore };

interface TokenCache extends Cache {
  clear(): void;
}

const named = (key: string | symbol, options?: { namespace?: string }): string =>
  `${options?.namespace ?? ''}/${String(key)}`;

/** The tenant token of one client. The SDK names its end by the system's time; the app's clock may be another. */
const createTokenCache = (clock: Clock): TokenCache => {
  const values = new Map<string, { readonly value: unknown; readonly until: Instant }>();
  return {
    set: async (key, value, expire, options) => {
      const until = clock.now() + ((expire ?? Date.now()) - Date.now());
      values.set(named(key as symbol, options), { value, until });
      return true;
    },
    get: async (key, options) => {
      const known = values.get(named(key as symbol, options));
      return known !== undefined && known.until > clock.now() ? known.value : undefined;
    },
    clear: () => values.clear(),
  };
};

const limited = (retryAfterMs: DurationMs, cause?: unknown): DeliveryError =>
  new DeliveryError('limited', 'retry', { retryAfterMs, cause });

const answered = z.object({ data: z.record(z.string(), z.unknown()).optional().catch(undefined) });

const dataOf = (answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  answered.parse(answer).data ?? answer;

type Send = (request: FeishuRequest) => Promise<Readonly<Record<string, unknown>>>;

interface Sending {
  readonly send: Send;
  readonly cache: TokenCache;
  readonly buckets: Buckets;
}

/** A token that was refused is replaced once: it may have been revoked, or run out while it was under way. */
const attempt = async (
  { send, cache, buckets }: Sending,
  request: FeishuRequest,
  counted: Counted,
  again: boolean,
): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return dataOf(await send(request));
  } catch (error) {
    const failure = failureOf(`${request.method} ${request.path}`, error);
    if (failure.is === 'limited')
      throw limited(buckets.close(counted, failure.scope, failure.retryAfterMs), error);
    if (failure.is === 'failed' || !again) throw failure.error;
    cache.clear();
    return attempt({ send, cache, buckets }, request, counted, false);
  }
};

/** A client with a cache, limits and a transport of its own (web/transport.ts says why). */
export const createFeishuApi = ({
  appId,
  appSecret,
  domain,
  clock,
  patienceMs = TIMEOUT,
}: Pick<FeishuOptions, 'appId' | 'appSecret' | 'domain' | 'clock'> & {
  /** Longest wait for an answer in real milliseconds. */
  readonly patienceMs?: DurationMs;
}): FeishuApi => {
  const cache = createTokenCache(clock);
  const client = new Client({
    appId,
    appSecret: appSecret.reveal(),
    appType: AppType.SelfBuild,
    domain,
    cache,
    httpInstance: createTransport(patienceMs),
    logger: SILENT,
    loggerLevel: LoggerLevel.fatal,
  });
  const send: Send = ({ method, path, query, body }) =>
    client.request({ method, url: path, params: { ...query }, ...(body && { data: body }) });
  const buckets = createBuckets(clock);
  return {
    call: async (request) => {
      const { method, path, chat, ticket = JSON.stringify(request) } = request;
      const counted = { method, path, chat, ticket };
      const waitMs = buckets.take(counted);
      if (waitMs > 0) throw limited(waitMs);
      return attempt({ send, cache, buckets }, request, counted, true);
    },
  };
};
