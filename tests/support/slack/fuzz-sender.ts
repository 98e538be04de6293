import { availableParallelism, loadavg } from 'node:os';
import type { FuzzCase } from './fuzz.ts';
import { nowInSeconds, signatureOf } from './signing.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

type Headers = Readonly<Record<string, string>>;
interface Request {
  readonly name: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Headers;
}

/** Signatures hold for five minutes; a replay must still be within them. */
const RECENT = 400;

/** On a machine that has nothing else to do; where more wants to run than there are cores, all of it takes longer. */
const patience = (): number => 500 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

const signedRequest = ({ name, body, contentType, headers }: FuzzCase): Request => ({
  name,
  body,
  headers: { 'content-type': contentType, ...signatureOf(body), ...headers },
});

/** The same, as it must not be taken. */
const FORGED: Readonly<Record<string, (body: Uint8Array) => Headers>> = {
  unsigned: () => ({}),
  stale: (body) => signatureOf(body, nowInSeconds() - 301),
  future: (body) => signatureOf(body, nowInSeconds() + 330),
  'signed by another app': (body) => signatureOf(body, nowInSeconds(), 'another-secret'),
};

const post = async (address: string, { body, headers }: Request): Promise<Answer> => {
  const began = performance.now();
  try {
    const response = await fetch(address, { method: 'POST', body, headers });
    const text = await response.text();
    return { status: response.status, body: text, ms: performance.now() - began };
  } catch (error) {
    return { status: 0, body: String(error), ms: performance.now() - began };
  }
};

/** Sends to where the program listens now, and keeps count. */
export const createSender = (address: () => string) => {
  const statuses = new Map<string, number>();
  const times: number[] = [];
  const failed: string[] = [];
  const slow: string[] = [];
  const forgedTaken: string[] = [];
  const replayedOtherwise: string[] = [];
  const recent: { readonly request: Request; readonly answer: Answer }[] = [];
  let forged = 0;
  let replays = 0;

  const send = async (request: Request): Promise<Answer> => {
    const answer = await post(address(), request);
    const { status, ms } = answer;
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    times.push(ms);
    if (status === 0 || status >= 500) failed.push(`${status}: ${request.name} ${answer.body}`);
    if (ms > patience()) slow.push(`${ms.toFixed(0)} ms: ${request.name}`);
    return answer;
  };
  const forge = async (spoilt: FuzzCase, n: number): Promise<void> => {
    const ways = Object.entries(FORGED);
    const [way = '', headersOf = FORGED['unsigned']] = ways[n % ways.length] ?? [];
    const headers = { ...signedRequest({ ...spoilt, headers: {} }).headers };
    delete (headers as Record<string, string>)['x-slack-signature'];
    delete (headers as Record<string, string>)['x-slack-request-timestamp'];
    const { body, name } = spoilt;
    const made = { name, body, headers: { ...headers, ...headersOf?.(body) } };
    const { status } = await send(made);
    forged += 1;
    if (status !== 401) forgedTaken.push(`${way}, ${status}: ${name}`);
  };
  const again = async ({ request, answer }: (typeof recent)[number]): Promise<void> => {
    const { status, body } = await send(request);
    replays += 1;
    if (status !== answer.status || body !== answer.body)
      replayedOtherwise.push(`${answer.status} then ${status}: ${request.name}`);
  };
  return {
    /** One spoilt request; every tenth is forged and every tenth is sent again, too. */
    one: async (spoilt: FuzzCase, n: number): Promise<void> => {
      const request = signedRequest(spoilt);
      const answer = await send(request);
      recent[n % RECENT] = { request, answer };
      if (n % 10 === 3) await forge(spoilt, (n - 3) / 10);
      if (n % 10 === 7) await again({ request, answer });
    },
    /** Sends the last ones again. */
    repeat: async (): Promise<void> => {
      for (const one of recent) await again(one);
    },
    counts: () => ({
      requests: times.length,
      statuses: Object.fromEntries(statuses),
      failed,
      slow,
      p99: times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0,
      slowest: times.reduce((most, ms) => Math.max(most, ms), 0),
      forged,
      forgedTaken,
      replays,
      replayedOtherwise,
    }),
  };
};

export type FuzzSender = ReturnType<typeof createSender>;
