import { crowding } from '../crowding.ts';

/** What came back; status 0: nothing did. */
export interface FuzzAnswer {
  readonly status: number;
  readonly body: string;
}

/** Something that is sent, with the same bytes each time. */
export interface Sendable {
  /** What is wrong with it, for the one who must find out. */
  readonly name: string;
  send(address: string): Promise<FuzzAnswer>;
}

export interface FuzzRequest extends Sendable {
  /** The same as it must not be taken, in another way for each `n`; absent where nothing can be forged. */
  readonly forged?: (n: number) => Sendable;
}

/** How many are sent again in the end: a signature holds for five minutes only. */
const RECENT = 400;

const patience = (): number => 500 * crowding();

/** Sends by HTTP; what breaks on the way has no answer. */
export const postTo = async (address: string, init: RequestInit): Promise<FuzzAnswer> => {
  try {
    const response = await fetch(address, { method: 'POST', ...init });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { status: 0, body: String(error) };
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
  const recent: { readonly request: Sendable; readonly answer: FuzzAnswer }[] = [];
  let forged = 0;
  let replays = 0;

  const send = async (request: Sendable): Promise<FuzzAnswer> => {
    const began = performance.now();
    const answer = await request.send(address());
    const ms = performance.now() - began;
    const { status, body } = answer;
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    times.push(ms);
    if (status === 0 || status >= 500) failed.push(`${status}: ${request.name} ${body}`);
    if (ms > patience()) slow.push(`${ms.toFixed(0)} ms: ${request.name}`);
    return answer;
  };
  const forge = async (request: Sendable): Promise<void> => {
    const { status } = await send(request);
    forged += 1;
    if (status !== 401) forgedTaken.push(`${status}: ${request.name}`);
  };
  const again = async ({ request, answer }: (typeof recent)[number]): Promise<void> => {
    const { status, body } = await send(request);
    replays += 1;
    if (status !== answer.status || body !== answer.body)
      replayedOtherwise.push(
        `${answer.status} ${answer.body} then ${status} ${body}: ${request.name}`,
      );
  };
  return {
    /** One spoilt request; every tenth is forged and every tenth is sent again, too. */
    one: async (request: FuzzRequest, n: number): Promise<void> => {
      const answer = await send(request);
      recent[n % RECENT] = { request, answer };
      if (n % 10 === 3 && request.forged !== undefined) await forge(request.forged((n - 3) / 10));
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
