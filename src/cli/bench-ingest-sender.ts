import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type DurationMs, SECOND } from '#domain/time.ts';
import {
  ALARMING,
  metricOf,
  nameOf,
  ORDINARY,
  SCENARIOS,
  scenarioIn,
} from './bench-ingest-rules.ts';

/** How the samples are sent. */
export interface Load {
  readonly perSecond: number;
  readonly forMs: DurationMs;
  /** So many scenarios become alarming, one after another. */
  readonly alarms: number;
}

/** What was sent, and what became of it. */
export interface Sent {
  readonly samples: number;
  readonly accepted: number;
  /** How often it was told to wait; the same batch is sent again then. */
  readonly refused: number;
  /** How long the longest answer took, in ms. */
  readonly slowest: number;
  /** When the first batch with an alarming value of each scenario was sent. */
  readonly alarmed: ReadonlyMap<number, number>;
}

const BATCHES_A_SECOND = 20;
const REGIONS = ['华东', '华南', '华北', '西南'];
const RETRY_MS: DurationMs = 50;

/** In turn, so that none is idle for so long that it is closed at the moment it is used again. */
const connections = (most: number): http.Agent =>
  new http.Agent({ keepAlive: true, maxSockets: most, maxFreeSockets: most, scheduling: 'fifo' });

/** Programs that send samples, and people: none of them waits for a connection of the others. */
const AGENTS = { program: connections(40), person: connections(20) };

/** A promise that is awaited later: what goes wrong with it meanwhile is heard then. */
export const later = <T>(work: Promise<T>): Promise<T> => {
  work.catch(() => {});
  return work;
};

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One POST of JSON, over connections that stay open. */
export const post = (
  by: keyof typeof AGENTS,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        method: 'POST',
        agent: AGENTS[by],
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });

/** Of one scenario after another; the first `alarming` of them have a value that their rule is about. */
const sampleOf = (n: number, at: string, alarming: number): object => ({
  metric: metricOf(n % SCENARIOS),
  value: n % SCENARIOS < alarming ? ALARMING : ORDINARY,
  at,
  dims: { region: REGIONS[Math.floor(n / SCENARIOS) % REGIONS.length] ?? '' },
});

/** Sends samples evenly, one scenario after another becoming alarming; each batch until it is taken. */
export const sendSamples = async (
  base: string,
  token: string,
  { perSecond, forMs, alarms }: Load,
): Promise<Sent> => {
  const size = Math.round(perSecond / BATCHES_A_SECOND);
  const batches = Math.round((forMs * BATCHES_A_SECOND) / SECOND);
  const alarmed = new Map<number, number>();
  const sent = { samples: 0, accepted: 0, refused: 0, slowest: 0 };
  const alarmEvery = Math.max(1, Math.floor(batches / alarms));
  const headers = { authorization: `Bearer ${token}` };
  const sendBatch = async (batch: number): Promise<void> => {
    const at = new Date().toISOString();
    const alarming = Math.min(alarms, Math.floor(batch / alarmEvery) + 1);
    const from = batch * size;
    const samples = Array.from({ length: size }, (_, k) => sampleOf(from + k, at, alarming));
    for (let k = from; k < from + size; k += 1)
      if (k % SCENARIOS < alarming && !alarmed.has(k % SCENARIOS))
        alarmed.set(k % SCENARIOS, performance.now());
    sent.samples += samples.length;
    const body = JSON.stringify({ samples });
    for (;;) {
      const began = performance.now();
      const answer = await post('program', `${base}/ingest/metrics`, body, headers);
      sent.slowest = Math.max(sent.slowest, performance.now() - began);
      if (answer.status === 202) {
        sent.accepted += (JSON.parse(answer.body) as { accepted: number }).accepted;
        return;
      }
      if (answer.status !== 429) throw new Error(`not taken: ${answer.status} ${answer.body}`);
      sent.refused += 1;
      await wait(RETRY_MS);
    }
  };
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    const due = began + (batch * SECOND) / BATCHES_A_SECOND;
    if (due > performance.now()) await wait(due - performance.now());
    all.push(later(sendBatch(batch)));
  }
  await Promise.all(all);
  return { ...sent, alarmed };
};

/** When the card of each scenario was first seen in the duty channel, as a browser follows it. */
export const followCards = (
  base: string,
): Promise<{ readonly seen: ReadonlyMap<number, number>; readonly close: () => void }> =>
  new Promise((resolve, reject) => {
    const seen = new Map<number, number>();
    const request = http.get(`${base}/sandbox/api/stream?as=wang`, { agent: false }, (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        const lines = `${rest}${part}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const scenario = line.startsWith('data: ') ? scenarioIn(line) : undefined;
          if (scenario !== undefined && !seen.has(scenario)) seen.set(scenario, performance.now());
        }
      });
      response.on('error', () => {});
      resolve({ seen, close: () => request.destroy() });
    });
    request.on('error', reject);
  });

/** Waits until the card of each of these scenarios was seen, or for `patience`. */
export const untilSeen = async (
  seen: ReadonlyMap<number, number>,
  wanted: Iterable<number>,
  patience: DurationMs,
): Promise<void> => {
  const until = performance.now() + patience;
  const missing = [...wanted];
  while (missing.some((n) => !seen.has(n)) && performance.now() < until) await wait(10);
  const lost = missing.filter((n) => !seen.has(n));
  if (lost.length > 0) throw new Error(`no card of ${lost.map(nameOf).join(', ')}`);
};
