import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { createSystemClock } from '#app/clock.ts';
import { rebuildProjections } from '#app/rebuild.ts';
import { databaseFile, openFileApp } from './crash-app.ts';
import type { Damage } from './crash-dump.ts';
import {
  CHILD,
  judge,
  type Reference,
  removeFolder,
  runFolder,
  runScript,
  startScript,
} from './crash-run.ts';

const WRITER = path.join(import.meta.dirname, '../crash/writer.ts');

const between = (from: number, to: number): number => from + Math.random() * (to - from);

/** What is wrong after the last round; all of it must be empty. */
export interface Loss {
  readonly acked: number;
  readonly missing: readonly string[];
  readonly repeated: readonly unknown[];
  readonly damaged: readonly unknown[];
}

const integrityOf = (dir: string): readonly unknown[] => {
  const db = new BetterSqlite(databaseFile(dir));
  try {
    return db
      .prepare<[], { integrity_check: string }>('PRAGMA integrity_check')
      .all()
      .filter((row) => row.integrity_check !== 'ok');
  } finally {
    db.close();
  }
};

const lossIn = (dir: string): Omit<Loss, 'damaged'> => {
  const db = new BetterSqlite(databaseFile(dir));
  try {
    const stored = db
      .prepare<[], { id: string }>(`SELECT id FROM receipt WHERE platform = 'writer'`)
      .all();
    const known = new Set(stored.map(({ id }) => id));
    const acked = readFileSync(path.join(dir, 'acked'), 'utf8').trim().split('\n');
    // Each of these commands is one event, the opening ones apart.
    const repeated = db
      .prepare(
        `SELECT cause, count(*) AS times FROM event
         WHERE cause LIKE 'writer:%' AND type = 'note.added' GROUP BY cause HAVING times > 1`,
      )
      .all();
    return { acked: acked.length, missing: acked.filter((id) => !known.has(id)), repeated };
  } finally {
    db.close();
  }
};

/** Kills a process that commits as fast as it can, again and again, always on the same files. */
export const killWriters = async (rounds: number): Promise<Loss> => {
  const dir = runFolder();
  const damaged: unknown[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const writer = startScript(WRITER, [dir]);
      await writer.heard('writing');
      await pause(between(50, 350));
      writer.signal('SIGKILL');
      await writer.ended;
      damaged.push(...integrityOf(dir));
    }
    const running = await openFileApp({ dir, clock: createSystemClock() });
    damaged.push(...(await running.storage.verify()));
    damaged.push(...(await rebuildProjections(running.storage, running.policy)).findings);
    await running.abandon();
    return { ...lossIn(dir), damaged };
  } finally {
    removeFolder(dir);
  }
};

/** Kills a process while it makes its database, and says why the next one did not start. */
export const killMigration = async (): Promise<readonly unknown[]> => {
  const dir = runFolder();
  try {
    const first = startScript(WRITER, [dir, 'open']);
    await first.heard('loaded');
    await pause(between(0, 60));
    first.signal('SIGKILL');
    await first.ended;
    const second = await runScript(WRITER, [dir, 'open']);
    return second.code === 0 ? integrityOf(dir) : [second.said];
  } finally {
    removeFolder(dir);
  }
};

export interface Shutdown {
  /** Whether it was killed before it had come to its own end. */
  readonly killed: boolean;
  readonly damage: Damage;
  readonly rest: readonly unknown[];
}

/** Asks a busy process to stop and kills it on the way out; another one goes on. */
export const killShutdown = async (reference: Reference): Promise<Shutdown> => {
  const dir = runFolder();
  try {
    const first = startScript(CHILD, [dir, 'slowly']);
    await first.heard('acked');
    await pause(between(0, 120));
    first.signal('SIGTERM');
    await pause(between(0, 150));
    first.signal('SIGKILL');
    const { killed } = await first.ended;
    const second = await runScript(CHILD, [dir]);
    if (second.code !== 0) throw new Error(`did not start again:\n${second.said}`);
    const { damage, verified, rebuilt } = judge(dir, reference);
    return { killed, damage, rest: [...verified, ...rebuilt] };
  } finally {
    removeFolder(dir);
  }
};
