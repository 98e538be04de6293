import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DurationMs } from '#domain/time.ts';
import { type Damage, damageOf, type Dump, dumpOf, orderIn } from './crash-dump.ts';
import { readProgress } from './crash-progress.ts';

export const CHILD = path.join(import.meta.dirname, '../crash/child.ts');
// Killing a process leaves the disk's own cache alone, so a folder in memory proves the same, faster.
const MEMORY = '/dev/shm';

// Reading and stripping the source takes most of a short process's time; the second one finds it done.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'fenghuo-crash-compiled') };

/** A folder for the files of one run; the caller removes it. */
export const runFolder = (): string =>
  mkdtempSync(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'fenghuo-crash-'));

export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });

export interface Ended {
  readonly killed: boolean;
  readonly code: number | null;
  readonly said: string;
}

/** A script of the suite in a process of its own. */
export interface Running {
  /** Resolves when it has written this word. */
  heard(word: string): Promise<void>;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
  readonly ended: Promise<Ended>;
}

export const startScript = (script: string, args: readonly string[]): Running => {
  const child = spawn(process.execPath, [script, ...args], { env });
  let said = '';
  let written = '';
  child.stdout.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ killed: signal === 'SIGKILL', code, said }));
  });
  return {
    ended,
    heard: (word) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (written.includes(word)) resolve();
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`ended without “${word}”:\n${said}`)));
        look();
      }),
    signal: (name) => void child.kill(name),
  };
};

/** Runs a script to its end. */
export const runScript = (script: string, args: readonly string[]): Promise<Ended> =>
  startScript(script, args).ended;

/** What the child wrote when it had come to the end. */
interface End {
  readonly order: readonly string[];
  readonly verified: readonly unknown[];
  readonly rebuilt: readonly unknown[];
}

const endOf = (dir: string): End =>
  JSON.parse(readFileSync(path.join(dir, 'end.json'), 'utf8')) as End;

/** The run that nothing disturbed. */
export interface Reference {
  readonly dump: Dump;
  readonly order: ReturnType<typeof orderIn>;
  /** Every checkpoint it passed, as `<step>#<hit>`, in order. */
  readonly hits: readonly string[];
  readonly end: End;
}

export const undisturbed = async (): Promise<Reference> => {
  const dir = runFolder();
  try {
    const ended = await runScript(CHILD, [dir]);
    if (ended.code !== 0) throw new Error(`the undisturbed run failed:\n${ended.said}`);
    const end = endOf(dir);
    return { dump: dumpOf(dir), order: orderIn(dir), hits: end.order, end };
  } finally {
    removeFolder(dir);
  }
};

export interface Outcome {
  readonly point: string;
  /** False when the run came to its end without passing the point. */
  readonly reached: boolean;
  readonly damage: Damage;
  /** Places in which the messages stand in another order. */
  readonly disordered: readonly string[];
  readonly verified: readonly unknown[];
  readonly rebuilt: readonly unknown[];
  /** From the start of the second process until it had nothing left to do. */
  readonly healedIn: DurationMs;
}

/** What is there in the end, beside what should be. */
export const judge = (
  dir: string,
  reference: Reference,
): Omit<Outcome, 'point' | 'reached' | 'healedIn'> => {
  const { verified, rebuilt } = endOf(dir);
  const order = orderIn(dir);
  const disordered = Object.keys(reference.order).filter(
    (place) => JSON.stringify(order[place]) !== JSON.stringify(reference.order[place]),
  );
  return { damage: damageOf(dumpOf(dir), reference.dump), disordered, verified, rebuilt };
};

/** Kills a run at the point, starts it again on the same files, and compares what is there in the end. */
export const tryPoint = async (point: string, reference: Reference): Promise<Outcome> => {
  const dir = runFolder();
  try {
    const first = await runScript(CHILD, [dir, point]);
    if (!first.killed && first.code !== 0) throw new Error(`${point}:\n${first.said}`);
    let healedIn = 0;
    if (first.killed) {
      const started = Date.now();
      const second = await runScript(CHILD, [dir]);
      if (second.code !== 0) throw new Error(`again after ${point}:\n${second.said}`);
      healedIn = (readProgress(dir).settledAt ?? Number.POSITIVE_INFINITY) - started;
    }
    return { point, reached: first.killed, healedIn, ...judge(dir, reference) };
  } finally {
    removeFolder(dir);
  }
};

/** Works through the items, `width` at a time; results in the order of the items. */
export const inPool = async <T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < items.length; n = next++) {
      const item = items[n];
      if (item !== undefined) results[n] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
};

export const stepOf = (hit: string): string => hit.slice(0, hit.lastIndexOf('#'));

/**
 * Points for a quick round: of every step its first and its last hit, and `more` of all the others, spread
 * evenly.
 */
export const selectPoints = (hits: readonly string[], more: number): readonly string[] => {
  const bySteps = Map.groupBy(hits, stepOf);
  const ends = [...bySteps.values()].flatMap((own) => {
    // Of frequent steps the very last hits may not come in every run: lanes race.
    const last = own.length > 20 ? own.length - 4 : own.length - 1;
    return [own[0], own[last]].filter((hit) => hit !== undefined);
  });
  const rest = hits.slice(0, -20);
  const spread = Array.from({ length: more }, (_, n) => rest[Math.floor((n * rest.length) / more)]);
  return [...new Set([...ends, ...spread.filter((hit) => hit !== undefined)])];
};
