import { fromRecord } from '#app/event-record.ts';
import { createStreamCache } from '#app/incident-cache.ts';
import { loadRecord } from '#app/rebuild.ts';
import { evolveIncident } from '#domain/incident/evolve.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { NewEvent } from '#ports/storage.ts';
import { type BenchApp, openBenchApp } from './bench-app.ts';
import { rounded, spreadOf, timed, type Spread } from './bench-stats.ts';

const EVENTS = 10_000;
const BATCH = 100;
const ROUNDS = 50;

interface Fold {
  readonly events: number;
  /** In memory already, as for every command but the first: one read, nothing to replay. */
  readonly warm: Spread;
  /** After a start: snapshot and what came after it. */
  readonly cold: Spread;
  /** All events, as `rebuild` and the proof of equality do it. */
  readonly wholeMs: number;
}

const note = (n: number, now: number): NewEvent => ({
  type: 'note.added',
  data: { id: `N${n}`, text: `第 ${n} 条记录` },
  occurredAt: now,
  recordedAt: now,
  actor: { id: 'qian', name: '钱多' },
  via: 'sandbox',
  cause: `bench:${n}`,
});

const cacheOf = ({ storage }: BenchApp) =>
  createStreamCache<IncidentState>({
    storage,
    evolve: (state, event) => evolveIncident(state, fromRecord(event)),
    restore: (snapshot) => snapshot as IncidentState,
    limit: 10,
  });

/** Opens an incident and gives it 10,000 notes. */
export const fillWithNotes = async (bench: BenchApp): Promise<string> => {
  const { app, storage } = bench;
  await app.inbox.receive({
    kind: 'command',
    line: 'open 系统故障 "打不通"',
    receiptId: 'bench-fold',
    who: { platform: 'sandbox', id: 'wang' },
  });
  const [key = ''] = await storage.streams('INC-');
  let { head } = await storage.load(key);
  for (let n = 0; n < EVENTS; n += BATCH) {
    const result = await storage.commit({
      stream: key,
      expected: head,
      events: Array.from({ length: BATCH }, (_, i) => note(n + i, Date.now())),
      outbox: [],
      timers: { set: [], clear: [] },
    });
    if (!result.ok) throw new Error('somebody else writes into the benchmark');
    ({ head } = result);
  }
  return key;
};

const snapshotNear = async (bench: BenchApp, key: string): Promise<void> => {
  const { head, state } = await cacheOf(bench).load(key);
  await bench.storage.commit({
    stream: key,
    expected: head,
    events: [note(EVENTS, Date.now())],
    outbox: [],
    timers: { set: [], clear: [] },
    snapshot:
      state &&
      evolveIncident(
        state,
        fromRecord({ ...note(EVENTS, Date.now()), stream: key, version: 0, hash: '' }),
      ),
  });
};

/** Loading an incident of 10,000 events for a command (N12). */
export const benchFold = async (): Promise<Fold> => {
  const bench = await openBenchApp();
  try {
    const key = await fillWithNotes(bench);
    const wholeMs = rounded(await timed(() => loadRecord(bench.storage, key)));
    await snapshotNear(bench, key);
    const warmCache = cacheOf(bench);
    await warmCache.load(key);
    const warm: number[] = [];
    const cold: number[] = [];
    for (let n = 0; n < ROUNDS; n += 1) {
      warm.push(await timed(() => warmCache.load(key)));
      cold.push(await timed(() => cacheOf(bench).load(key)));
    }
    return { events: EVENTS, warm: spreadOf(warm), cold: spreadOf(cold), wholeMs };
  } finally {
    await bench.close();
  }
};
