import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { silentLog } from '#app/log.ts';
import { rebuildProjections } from '#app/rebuild.ts';
import type { Policy } from '#domain/policy.ts';
import { openStorage } from '#store/open-storage.ts';
import { type Held, type Logged, type Program, startProgram } from '../program.ts';
import { createSender, type FuzzRequest, type FuzzSender } from './sender.ts';

/** What so many spoilt requests did to a whole program with an open incident. */
export interface FuzzReport {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests that were answered 5xx or not at all, with what was spoilt in them. */
  readonly failed: readonly string[];
  readonly slow: readonly string[];
  readonly p99: number;
  readonly slowest: number;
  /** Unsigned, stale and future requests, and how many of them were taken. */
  readonly forged: number;
  readonly forgedTaken: readonly string[];
  readonly replays: number;
  readonly replayedOtherwise: readonly string[];
  /** Receipts and events of people that came of sending again what had been sent. */
  readonly replayEffects: number;
  readonly incidents: number;
  /** Events on timelines; that there are some shows that the requests came through. */
  readonly events: number;
  /** What it held after warming up and in the end. */
  readonly memory: { readonly warm: Held; readonly end: Held };
  /** Errors in the log; a bug or an unhandled rejection would be among them. */
  readonly errors: readonly string[];
  /** Exit codes of both processes: 0 where they ended as asked. */
  readonly exits: readonly (number | string)[];
  /** What the store and the projections have to complain of afterwards. */
  readonly findings: readonly unknown[];
}

const LANES = 4;
const WARM_FROM = 0.15;
const ENDING_FROM = 0.9;
/** Collecting garbage takes time of its own. */
const LEAST_STEP = 50;

/** The messenger under whose name all of it comes. */
export interface FuzzGround {
  /** As it stands in causes: `slack`. */
  readonly platform: string;
  readonly policy: Policy;
  /** What the program must know of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** A program listens now; resolves when the messenger reaches it. */
  reach(program: Program): Promise<void>;
  /** Opens an incident, and gives what is to be sent. */
  prepare(seed: number, count: number): Promise<Generator<FuzzRequest>>;
  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void>;
  /** Errors in the log that the messenger asked for itself. */
  readonly expected?: RegExp;
  close(): Promise<void>;
}

/** Looks every 25 ms for half a minute. */
export const until = async (what: string, isSo: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (isSo()) return;
    await pause(25);
  }
  throw new Error(`never came: ${what}`);
};

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const middleOf = (samples: readonly Held[]): Held => ({
  rss: middle(samples.map(({ rss }) => rss)),
  live: middle(samples.map(({ live }) => live)),
});

/** What people have caused so far; what the engine does by itself has no receipt. */
const effectsIn = (file: string, platform: string): number => {
  const db = new BetterSqlite(file, { readonly: true });
  try {
    const count = (text: string): number => Number(db.prepare(text).pluck().get());
    return (
      count('SELECT count(*) FROM receipt') +
      count(`SELECT count(*) FROM event WHERE cause LIKE '${platform}:%'`)
    );
  } finally {
    db.close();
  }
};

const ERROR = 50;

const errorsIn = (logged: readonly Logged[], expected: RegExp | undefined): readonly string[] =>
  logged
    .filter(({ level, msg }) => level >= ERROR && expected?.test(msg) !== true)
    .map(
      ({ msg, err, ...rest }) => `${msg}: ${err?.stack ?? err?.message ?? JSON.stringify(rest)}`,
    );

/** What stays in the database has to be whole. */
const judge = async (databaseUrl: string, policy: Policy) => {
  const storage = await openStorage({ url: databaseUrl, log: silentLog });
  try {
    const verified = await storage.verify();
    const { findings } = await rebuildProjections(storage, policy);
    const rows = await storage.incidents({ limit: 1_000 });
    const lengths = await Promise.all(rows.map(async ({ key }) => storage.load(key)));
    const events = lengths.reduce((sum, { head }) => sum + head.version, 0);
    return { findings: [...verified, ...findings], incidents: rows.length, events };
  } finally {
    await storage.close();
  }
};

interface Fuzzed {
  readonly count: number;
  readonly seed: number;
  /** Told now and then how far it is. */
  readonly onProgress?: (done: number, held: Held) => void;
}

const sendAll = async (
  requests: Generator<FuzzRequest>,
  { count, onProgress }: Fuzzed,
  { program, sender }: { readonly program: Program; readonly sender: FuzzSender },
): Promise<FuzzReport['memory']> => {
  const samples: Held[] = [];
  const step = Math.max(LEAST_STEP, Math.floor(count / 100));
  let n = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const at = n;
      n += 1;
      const { value, done } = requests.next();
      if (done === true) return;
      await sender.one(value, at);
      if (at % step !== 0) continue;
      const held = await program.held();
      samples.push(held);
      onProgress?.(at, held);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const from = (share: number): number => Math.floor(samples.length * share);
  return {
    warm: middleOf(samples.slice(from(WARM_FROM), from(WARM_FROM + 0.1))),
    end: middleOf(samples.slice(from(ENDING_FROM))),
  };
};

/**
 * Sends `count` spoilt requests, with forged ones and replays among them, to a program, stops it, starts it again
 * and sends the last ones once more. Closes the ground.
 */
export const fuzzProgram = async (ground: FuzzGround, options: Fuzzed): Promise<FuzzReport> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-fuzz-'));
  const file = path.join(dir, 'fenghuo.db');
  const databaseUrl = `file:${file}`;
  const programs: Program[] = [];
  const begin = async (): Promise<Program> => {
    const program = await startProgram(ground.settings, databaseUrl);
    programs.push(program);
    await ground.reach(program);
    return program;
  };
  const effects = (): number => effectsIn(file, ground.platform);
  try {
    const program = await begin();
    const sender = createSender(() => programs.at(-1)?.address ?? '');
    const requests = await ground.prepare(options.seed, options.count);
    const memory = await sendAll(requests, options, { program, sender });
    await ground.idle();
    const before = effects();
    await sender.repeat();
    const repeated = effects();
    const exits = [await program.stop()];
    const second = await begin();
    const restarted = effects();
    await sender.repeat();
    const replayEffects = repeated - before + effects() - restarted;
    exits.push(await second.stop());
    const errors = programs.flatMap(({ logged }) => errorsIn(logged, ground.expected));
    const judged = await judge(databaseUrl, ground.policy);
    return { ...sender.counts(), ...judged, replayEffects, memory, errors, exits };
  } finally {
    for (const one of programs) await one.stop();
    await ground.close();
    rmSync(dir, { recursive: true, force: true });
  }
};
