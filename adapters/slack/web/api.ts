import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { type DurationMs, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { SlackOptions } from '../options.ts';
import { type Buckets, type Counted, createBuckets } from './buckets.ts';
import { failureOf } from './errors.ts';

export type Args = Readonly<Record<string, unknown>>;

/** The Web API with this app's token. Errors are DeliveryErrors, classified. */
export interface SlackApi {
  /**
   * One call, counted against the method's bucket (and the channel's for chat.postMessage). Never waits: an
   * empty bucket is DeliveryError('limited', 'retry', { retryAfterMs }), and the turn at that time is kept for
   * the `ticket` (absent: for the next call with these arguments). Name the same ticket on every attempt.
   */
  call(method: string, args: Args, ticket?: string): Promise<Args>;
  /** For a person who waits (views.*, answers): own client, never held back by others' 429, at most 2.5 s. */
  now(method: string, args: Args): Promise<Args>;
}

/** The dispatcher's own patience is 45 s for a delivery, which may take several calls. */
const TIMEOUT: DurationMs = 10 * SECOND;
/** A trigger_id lives 3 s. */
const INTERACTIVE_TIMEOUT: DurationMs = 2.5 * SECOND;

/** Nobody repeats an interactive call, so one ticket will do. */
const INTERACTIVE = 'interactive';

const ignore = (): void => {};

/** What the SDK would print. Its notes about single requests repeat what the dispatcher logs, with less in them. */
const quietLogger = (log: Log): Logger => ({
  debug: ignore,
  info: ignore,
  warn: ignore,
  // The one thing worth reading: where in a request Slack found the fault (`[json-pointer:/blocks/0/text]`).
  error: (...message) => log.error({ slack: message.map(String).join(' ') }, 'Slack found a fault'),
  setLevel: ignore,
  getLevel: () => LogLevel.ERROR,
  setName: ignore,
});

/**
 * The SDK's own retries are off: they doubled a message whose answer was lost, and a 429 stopped every other
 * call of the client (measured with web-api 8.2.0). Repeating is the outbox's work, which looks first.
 */
const clientOf = (
  { botToken, apiUrl, log }: Pick<SlackOptions, 'botToken' | 'apiUrl' | 'log'>,
  timeout: DurationMs,
): WebClient =>
  new WebClient(botToken.reveal(), {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: quietLogger(log),
  });

const limited = (retryAfterMs: DurationMs, cause?: unknown): DeliveryError =>
  new DeliveryError('limited', 'retry', { retryAfterMs, cause });

const send = async (
  client: WebClient,
  buckets: Buckets,
  counted: Counted,
  args: Args,
): Promise<Args> => {
  try {
    return { ...(await client.apiCall(counted.method, { ...args })) };
  } catch (error) {
    const failure = failureOf(counted.method, error);
    if (failure.is === 'failed') throw failure.error;
    throw limited(buckets.close(counted, failure.retryAfterMs), error);
  }
};

const counted = (method: string, args: Args, ticket: string): Counted => ({
  method,
  ticket,
  channel: typeof args['channel'] === 'string' ? args['channel'] : undefined,
});

/** Two clients of one token: for deliveries, and for people who wait. */
export const createSlackApi = (
  options: Pick<SlackOptions, 'botToken' | 'apiUrl' | 'clock' | 'log' | 'patienceMs'>,
): SlackApi => {
  const buckets = createBuckets(options.clock);
  const deliveries = clientOf(options, options.patienceMs ?? TIMEOUT);
  const interactive = clientOf(
    options,
    Math.min(options.patienceMs ?? TIMEOUT, INTERACTIVE_TIMEOUT),
  );
  return {
    call: async (method, args, ticket = JSON.stringify(args)) => {
      const call = counted(method, args, ticket);
      const waitMs = buckets.take(call);
      if (waitMs > 0) throw limited(waitMs);
      return send(deliveries, buckets, call, args);
    },
    now: async (method, args) => {
      const call = counted(method, args, INTERACTIVE);
      buckets.force(call);
      return send(interactive, buckets, call, args);
    },
  };
};
