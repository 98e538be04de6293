import { setTimeout as wait } from 'node:timers/promises';
import { inParallel } from '#app/in-parallel.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import { rounded, type Spread, spreadOf, timed } from './bench-stats.ts';
import { type Program, startBareBolt, startFenghuo } from './bench-slack-programs.ts';
import { type BenchSlack, openBenchSlack, type RoomProgress } from './bench-slack-server.ts';

const LATENCY: DurationMs = 100;
const PAIRS = 4;
const COMMANDS = 400;
const WARM_UP = 200;
const TOGETHER = 20;
const INCIDENTS = 20;
const DECLARES = 10;
const BURST = 20;
const BURST_PAIRS = 3;
const WARM_UP_DECLARES = 2;
/** Until the adapter's own buckets (20 rooms a minute) are full again after the warm-up. */
const REFILL: DurationMs = 7 * SECOND;
const LOOK_EVERY: DurationMs = 2;
const PATIENCE: DurationMs = 90 * SECOND;

const OPEN = 'open 系统故障 "电话打不通" --regions 全国 --users 5000';

/** Ours against the reference, pair by pair. */
interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

const ratioOf = (ours: readonly number[], theirs: readonly number[]): Ratio => {
  const sorted = ours.map((one, n) => one / (theirs[n] ?? 1)).toSorted((a, b) => a - b);
  return {
    median: rounded(sorted[Math.floor(sorted.length / 2)] ?? 0),
    min: rounded(sorted[0] ?? 0),
    max: rounded(sorted.at(-1) ?? 0),
  };
};

const until = async (what: string, isSo: () => boolean): Promise<void> => {
  const started = performance.now();
  while (!isSo()) {
    if (performance.now() - started > PATIENCE) throw new Error(`not within 90 s: ${what}`);
    await wait(LOOK_EVERY);
  }
};

/** What one program still does must not burden the other. */
const untilQuiet = (slack: BenchSlack): Promise<void> =>
  until('no more calls', () => performance.now() - slack.lastCall() > 1.5 * SECOND);

const readyAt = ({ invited, posted, pinned, noticed }: RoomProgress): number =>
  Math.max(invited ?? Infinity, posted ?? Infinity, pinned ?? Infinity, noticed ?? Infinity);
const usableAt = ({ invited, posted, pinned }: RoomProgress): number =>
  Math.max(invited ?? Infinity, posted ?? Infinity, pinned ?? Infinity);

const withPrograms = async <T>(
  work: (slack: BenchSlack, fenghuo: Program, bolt: Program) => Promise<T>,
): Promise<T> => {
  const slack = await openBenchSlack();
  const programs: Program[] = [];
  try {
    const bolt = await startBareBolt(slack.apiUrl);
    programs.push(bolt);
    const fenghuo = await startFenghuo(slack.apiUrl);
    programs.push(fenghuo);
    return await work(slack, fenghuo, bolt);
  } finally {
    for (const program of programs) await program.stop();
    await slack.close();
  }
};

/** Opens incidents and gives their keys, by the names of their rooms. */
const openIncidents = async (slack: BenchSlack, fenghuo: Program): Promise<readonly string[]> => {
  for (let n = 0; n < INCIDENTS; n += 1) await fenghuo.type(OPEN);
  await until('rooms', () => slack.rooms().length === INCIDENTS);
  return slack.rooms().map(({ name }) => name.split('-').slice(0, 3).join('-').toUpperCase());
};

interface Burst {
  readonly spread: Spread;
  readonly perSecond: number;
  /** With everything that the program did meanwhile, deliveries too; unlike the rest, hardly a matter of what else runs here. */
  readonly cpuMs: number;
}

const typeMany = async (
  program: Program,
  count: number,
  lineFor: (n: number) => string,
): Promise<Burst> => {
  const took: number[] = [];
  const before = program.cpuMs();
  const all = await timed(() =>
    inParallel([...Array(count).keys()], TOGETHER, async (n) => {
      took.push(await program.type(lineFor(n)));
    }),
  );
  return {
    spread: spreadOf(took),
    perSecond: Math.round((count / all) * SECOND),
    cpuMs: rounded((program.cpuMs() - before) / count),
  };
};

/** N1: slash command → acknowledgement, twenty at a time, events on disk before it. */
const benchAck = () =>
  withPrograms(async (slack, fenghuo, bolt) => {
    const keys = await openIncidents(slack, fenghuo);
    let said = 0;
    const lineFor = (n: number): string => {
      said += 1;
      const key = keys[n % keys.length] ?? '';
      return n % 2 === 0
        ? `note ${key} "第 ${said} 条记录"`
        : `metric ${key} connectRate=${60 + (said % 40)}`;
    };
    for (const program of [bolt, fenghuo]) await typeMany(program, WARM_UP, lineFor);
    const rounds: { readonly ours: Burst; readonly bare: Burst }[] = [];
    for (let n = 0; n < PAIRS; n += 1) {
      await untilQuiet(slack);
      const bare = await typeMany(bolt, COMMANDS, lineFor);
      rounds.push({ bare, ours: await typeMany(fenghuo, COMMANDS, lineFor) });
    }
    const pick = (of: (burst: Burst) => number): Ratio =>
      ratioOf(
        rounds.map(({ ours }) => of(ours)),
        rounds.map(({ bare }) => of(bare)),
      );
    const last = rounds.at(-1);
    return {
      together: TOGETHER,
      ours: last?.ours,
      bareBolt: last?.bare,
      ratioP50: pick(({ spread }) => spread.p50),
      ratioP99: pick(({ spread }) => spread.p99),
      ratioPerSecond: pick(({ perSecond }) => perSecond),
      ratioCpu: pick(({ cpuMs }) => cpuMs),
    };
  });

/** One declare, and how long until its room was ready. */
const declare = async (slack: BenchSlack, program: Program): Promise<number> => {
  const before = slack.rooms().length;
  const started = performance.now();
  await program.type(OPEN);
  const room = (): RoomProgress | undefined => slack.rooms()[before];
  await until('a room that is ready', () => {
    const made = room();
    return made !== undefined && Number.isFinite(readyAt(made));
  });
  const made = room();
  return made === undefined ? 0 : readyAt(made) - started;
};

/** N2: declare → created, invited, card posted and pinned, notice in a standing channel. */
const benchReady = () =>
  withPrograms(async (slack, fenghuo, bolt) => {
    slack.latency(LATENCY);
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let n = 0; n < WARM_UP_DECLARES + DECLARES; n += 1) {
      const bare = await declare(slack, bolt);
      const ours = await declare(slack, fenghuo);
      await untilQuiet(slack);
      if (n < WARM_UP_DECLARES) continue;
      times.bare.push(bare);
      times.ours.push(ours);
    }
    return {
      latencyMs: LATENCY,
      ours: spreadOf(times.ours),
      bareBolt: spreadOf(times.bare),
      ratio: ratioOf(times.ours, times.bare),
    };
  });

interface Rooms {
  readonly rooms: number;
  /** People are in, and the card is posted and pinned. */
  readonly usableMs: number;
  /** The standing channel names them too. */
  readonly readyMs: number;
}

const declareAtOnce = async (slack: BenchSlack, program: Program): Promise<Rooms> => {
  const before = slack.rooms().length;
  const mine = (): readonly RoomProgress[] => slack.rooms().slice(before);
  const started = performance.now();
  await Promise.all(Array.from({ length: BURST }, () => program.type(OPEN)));
  await until(
    'all rooms ready',
    () => mine().length === BURST && mine().every((room) => Number.isFinite(readyAt(room))),
  );
  return {
    rooms: mine().length,
    usableMs: rounded(Math.max(...mine().map(usableAt)) - started),
    readyMs: rounded(Math.max(...mine().map(readyAt)) - started),
  };
};

/** N3: twenty declares at once. */
const benchBurst = async () => {
  const pairs: { readonly ours: Rooms; readonly bare: Rooms }[] = [];
  for (let n = 0; n < BURST_PAIRS; n += 1)
    pairs.push(
      await withPrograms(async (slack, fenghuo, bolt) => {
        slack.latency(LATENCY);
        for (let warm = 0; warm < WARM_UP_DECLARES; warm += 1)
          for (const program of [bolt, fenghuo]) await declare(slack, program);
        await wait(REFILL);
        await untilQuiet(slack);
        const bare = await declareAtOnce(slack, bolt);
        return { bare, ours: await declareAtOnce(slack, fenghuo) };
      }),
    );
  const pick = (of: (rooms: Rooms) => number): Ratio =>
    ratioOf(
      pairs.map(({ ours }) => of(ours)),
      pairs.map(({ bare }) => of(bare)),
    );
  return {
    latencyMs: LATENCY,
    declares: BURST,
    ours: pairs.map(({ ours }) => ours),
    bareBolt: pairs.map(({ bare }) => bare),
    ratioUsable: pick(({ usableMs }) => usableMs),
    ratioReady: pick(({ readyMs }) => readyMs),
  };
};

/** Over Slack's HTTP, as the program runs, against bare Bolt in the same minute: N1, N2 and N3. */
export const benchSlack = async () => ({
  ack: await benchAck(),
  ready: await benchReady(),
  burst: await benchBurst(),
});
