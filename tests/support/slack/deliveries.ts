import { createHmac, randomUUID } from 'node:crypto';
import { IDENTITY } from './identity.ts';
import type { Acked } from './fake-slack.ts';
import { text, type Args } from './world/method.ts';
import type { Sockets } from './front/sockets.ts';

export type DeliveryKind = 'events_api' | 'slash_commands' | 'interactive';

export interface Delivery {
  readonly kind: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DeliveryOptions {
  readonly transport: 'http' | 'socket';
  /** How long the app may take to acknowledge, in real ms. */
  readonly ackTimeoutMs: number;
  /** Pauses before each redelivery of an event, in real ms. */
  readonly retryDelaysMs: readonly number[];
  readonly sockets: Sockets;
}

/** Nothing came back in time. */
const UNANSWERED = 0;

const signed = (body: string): Readonly<Record<string, string>> => {
  const at = String(Math.floor(Date.now() / 1000));
  const hash = createHmac('sha256', IDENTITY.signingSecret).update(`v0:${at}:${body}`);
  return { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${hash.digest('hex')}` };
};

const parsed = (body: string): unknown => {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const kindOf = (kind: DeliveryKind, payload: Args): string => {
  if (kind === 'slash_commands') return 'slash';
  const event = payload['event'] as { readonly type?: string } | undefined;
  return String(event?.type ?? payload['type']);
};

const formOf = (payload: Args): string =>
  new URLSearchParams(
    Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

const bodyOf = (kind: DeliveryKind, payload: Args): string => {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'slash_commands') return formOf(payload);
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
};

const TYPE = {
  events_api: 'application/json',
  slash_commands: 'application/x-www-form-urlencoded',
  interactive: 'application/x-www-form-urlencoded',
} as const;

interface Attempt {
  readonly acked: Acked;
  readonly reason: string;
  readonly final: boolean;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Brings payloads to the app over its transport and keeps what was sent. */
export const createDeliveries = (options: DeliveryOptions) => {
  const { ackTimeoutMs, retryDelaysMs, sockets } = options;
  const sent: Delivery[] = [];
  let target: string | undefined;
  let open = true;

  const post = async ({ body, headers }: Delivery): Promise<Attempt> => {
    const began = performance.now();
    const ms = () => performance.now() - began;
    const missed = (reason: string): Attempt => ({
      acked: { status: UNANSWERED, body: undefined, ms: ms() },
      reason,
      final: false,
    });
    if (target === undefined) return missed('connection_failed');
    try {
      const signal = AbortSignal.timeout(ackTimeoutMs);
      const response = await fetch(target, {
        method: 'POST',
        body,
        headers,
        signal,
        redirect: 'manual',
      });
      const acked = { status: response.status, body: parsed(await response.text()), ms: ms() };
      const final = response.ok || response.headers.get('x-slack-no-retry') === '1';
      return { acked, reason: 'http_error', final };
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      return missed(isLate ? 'http_timeout' : 'connection_failed');
    }
  };

  const emit = async ({ body }: Delivery): Promise<Attempt> => {
    const acked = await sockets.send(body, ackTimeoutMs);
    return { acked, reason: 'timeout', final: acked.status === 200 };
  };

  const request = (kind: DeliveryKind, payload: Args, retry: Args): Delivery => {
    const name = kindOf(kind, payload);
    if (options.transport === 'http') {
      const body = bodyOf(kind, payload);
      const retries = Object.entries(retry).map(([key, value]) => [key, String(value)]);
      const headers = {
        'content-type': TYPE[kind],
        ...signed(body),
        ...(Object.fromEntries(retries) as Readonly<Record<string, string>>),
      };
      return { kind: name, body, headers };
    }
    const number = retry['x-slack-retry-num'];
    const envelope = {
      envelope_id: randomUUID(),
      payload,
      type: kind,
      accepts_response_payload: kind === 'slash_commands' || payload['type'] === 'view_submission',
      ...(kind === 'events_api'
        ? {
            retry_attempt: typeof number === 'number' ? number : 0,
            retry_reason: text(retry, 'x-slack-retry-reason'),
          }
        : {}),
    };
    return { kind: name, body: JSON.stringify(envelope), headers: {} };
  };

  const carry = (delivery: Delivery): Promise<Attempt> =>
    options.transport === 'http' ? post(delivery) : emit(delivery);

  const deliver = async (kind: DeliveryKind, payload: Args): Promise<Acked> => {
    const attempt = (retry: Args): Promise<Attempt> => {
      const delivery = request(kind, payload, retry);
      sent.push(delivery);
      return carry(delivery);
    };
    let last = await attempt({});
    if (kind !== 'events_api') return last.acked;
    for (const [at, delay] of retryDelaysMs.entries()) {
      if (last.final || !open) break;
      await pause(delay);
      last = await attempt({ 'x-slack-retry-num': at + 1, 'x-slack-retry-reason': last.reason });
    }
    return last.acked;
  };

  return {
    sent,
    deliver,
    deliverTo: (url: string) => {
      target = url;
    },
    replay: async (nth: number): Promise<Acked> => {
      const delivery = sent.at(nth);
      if (delivery === undefined) throw new Error(`nothing was delivered as number ${nth}`);
      sent.push(delivery);
      return (await carry(delivery)).acked;
    },
    close: () => {
      open = false;
    },
  };
};

export type Deliveries = ReturnType<typeof createDeliveries>;
