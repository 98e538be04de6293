import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { silentLog } from '#app/log.ts';
import { rebuildProjections } from '#app/rebuild.ts';
import { openStorage } from '#store/open-storage.ts';
import { shippedPolicy } from '../policy.ts';
import type { FakeSlack } from './fake-slack.ts';
import { type Aim, aimAt } from './fuzz-aim.ts';
import { createSender, type FuzzSender } from './fuzz-sender.ts';
import { fuzzCases } from './fuzz.ts';
import { type Logged, type Program, startProgram } from './program.ts';
import { openFake } from './slack-app.ts';
import { onSlackOnly } from './slack-policy.ts';

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
  /** Memory in bytes after warming up and in the end. */
  readonly memory: { readonly warm: number; readonly end: number };
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

const until = async (what: string, isSo: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (isSo()) return;
    await pause(25);
  }
  throw new Error(`never came: ${what}`);
};

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What people have caused so far; what the engine does by itself has no receipt. */
const effectsIn = (file: string): number => {
  const db = new BetterSqlite(file, { readonly: true });
  try {
    const count = (text: string): number => Number(db.prepare(text).pluck().get());
    return (
      count('SELECT count(*) FROM receipt') +
      count("SELECT count(*) FROM event WHERE cause LIKE 'slack:%'")
    );
  } finally {
    db.close();
  }
};

/** An incident with its room, and people who can be named. */
const openIncident = async (slack: FakeSlack): Promise<Aim> => {
  const line = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
  const acked = await slack.slash('U_WANG', 'C_DUTY', line);
  if (acked.status !== 200) throw new Error(`declaring: ${acked.status}`);
  const room = () => slack.channels().find(({ name }) => name.startsWith('inc-'));
  await until('the war room', () => room()?.members.includes('U_LIN') === true);
  const direct = slack.directChannel('U_LIN');
  return { room: room()?.id ?? '', direct, person: 'U_LIN', other: 'U_QIAN' };
};

const ERROR = 50;
/** Slack said so itself, in one of the requests. */
const EXPECTED = /Slack took the app its access/u;

const errorsIn = (logged: readonly Logged[]): readonly string[] =>
  logged
    .filter(({ level, msg }) => level >= ERROR && !EXPECTED.test(msg))
    .map(({ msg, err }) => `${msg}: ${err?.stack ?? err?.message ?? ''}`);

/** What stays in the database has to be whole. */
const judge = async (databaseUrl: string) => {
  const storage = await openStorage({ url: databaseUrl, log: silentLog });
  try {
    const verified = await storage.verify();
    const { findings } = await rebuildProjections(storage, onSlackOnly(shippedPolicy));
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
  readonly onProgress?: (done: number, memory: number) => void;
}

const sendAll = async (
  { count, seed, onProgress }: Fuzzed,
  {
    aim,
    program,
    sender,
  }: {
    readonly aim: Aim;
    readonly program: Program;
    readonly sender: FuzzSender;
  },
): Promise<FuzzReport['memory']> => {
  const samples: number[] = [];
  const step = Math.max(1, Math.floor(count / 100));
  const cases = fuzzCases(seed, count);
  let n = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const at = n;
      n += 1;
      const { value, done } = cases.next();
      if (done === true) return;
      await sender.one(aimAt(value, at, aim), at);
      if (at % step !== 0) continue;
      samples.push(program.memory());
      onProgress?.(at, samples.at(-1) ?? 0);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const from = (share: number): number => Math.floor(samples.length * share);
  return {
    warm: middle(samples.slice(from(WARM_FROM), from(WARM_FROM + 0.1))),
    end: middle(samples.slice(from(ENDING_FROM))),
  };
};

/**
 * Sends `count` spoilt requests, with forged ones and replays among them, to the program over HTTP, stops it,
 * starts it again and sends the last ones once more.
 */
export const fuzzProgram = async (options: Fuzzed): Promise<FuzzReport> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-fuzz-'));
  const file = path.join(dir, 'fenghuo.db');
  const databaseUrl = `file:${file}`;
  const slack = await openFake({ transport: 'http', tiers: 'off' }, { now: () => Date.now() });
  const programs: Program[] = [];
  const begin = async (): Promise<Program> => {
    const program = await startProgram(slack, databaseUrl);
    programs.push(program);
    slack.deliverTo(program.address);
    return program;
  };
  try {
    const program = await begin();
    const sender = createSender(() => programs.at(-1)?.address ?? '');
    const aim = await openIncident(slack);
    const memory = await sendAll(options, { aim, program, sender });
    await slack.idle();
    const before = effectsIn(file);
    await sender.repeat();
    const repeated = effectsIn(file);
    const exits = [await program.stop()];
    const second = await begin();
    const restarted = effectsIn(file);
    await sender.repeat();
    const replayEffects = repeated - before + effectsIn(file) - restarted;
    exits.push(await second.stop());
    const errors = programs.flatMap(({ logged }) => errorsIn(logged));
    return {
      ...sender.counts(),
      ...(await judge(databaseUrl)),
      replayEffects,
      memory,
      errors,
      exits,
    };
  } finally {
    for (const one of programs) await one.stop();
    await slack.close();
    rmSync(dir, { recursive: true, force: true });
  }
};
