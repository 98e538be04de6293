// A whole Fenghuo in a process of its own that kills itself at a named point:
//   node tests/crash/child.ts <folder> [<step>#<hit> | slowly]
// `slowly`: plays the first step alone, with a slow messenger, and then waits for SIGTERM. It goes on at the first step that nobody got an answer to, and writes what is left to know into the folder.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { rebuildProjections } from '#app/rebuild.ts';
import { SECOND } from '#domain/time.ts';
import type { Checkpoint } from '#ports/system.ts';
import { type FileApp, openFileApp } from '../support/crash-app.ts';
import { note, readProgress } from '../support/crash-progress.ts';
import { act, CRASH_SCRIPT, instantOf } from '../support/crash-script.ts';
import { createHandClock, type HandClock } from '../support/hand-clock.ts';

const [dir = '', killAt = ''] = process.argv.slice(2);

const hits = new Map<string, number>();
const order: string[] = [];
const checkpoint: Checkpoint = (step) => {
  const hit = (hits.get(step) ?? 0) + 1;
  hits.set(step, hit);
  order.push(`${step}#${hit}`);
  if (`${step}#${hit}` === killAt) process.kill(process.pid, 'SIGKILL');
};

/** Until nothing is due; a delivery that was put off for a moment gets its moment. */
const settle = async ({ app, storage }: FileApp, clock: HandClock): Promise<void> => {
  for (;;) {
    await app.settled();
    const { nextDue } = await storage.outboxDepth();
    if (nextDue === undefined || nextDue > clock.now() + 5 * SECOND) return;
    clock.set(nextDue);
  }
};

/** The ways out that are slow, so that a shutdown meets deliveries on their way. */
const SLOW = ['openRoom', 'invite', 'post', 'update', 'decorate', 'whisper'] as const;

const untilTold = async (running: FileApp): Promise<void> => {
  for (const method of SLOW) running.sandbox.faults.delay(method, 15);
  const [first] = CRASH_SCRIPT;
  if (first === undefined) throw new Error('the script is empty');
  process.on('SIGTERM', () => {
    void running.abandon(5 * SECOND).then(() => process.exit(0));
  });
  note(dir, 'clock', instantOf(first.at));
  await act(running, first, 0);
  note(dir, 'acked', 0);
  process.stdout.write('acked\n');
};

const main = async (): Promise<void> => {
  const before = readProgress(dir);
  const [first] = CRASH_SCRIPT;
  const base = CRASH_SCRIPT[before.acked]?.at ?? first?.at ?? '10:00:00';
  const clock = createHandClock(instantOf(base));
  const running = await openFileApp({ dir, clock, checkpoint });
  clock.set(before.clock ?? clock.now());
  await running.app.start();
  if (killAt === 'slowly') return untilTold(running);
  await settle(running, clock);
  note(dir, 'settled', Date.now());
  for (const [n, step] of CRASH_SCRIPT.entries()) {
    if (n <= before.acked) continue;
    note(dir, 'clock', instantOf(step.at));
    clock.set(instantOf(step.at));
    await settle(running, clock);
    await act(running, step, n);
    note(dir, 'acked', n);
    await settle(running, clock);
  }
  const verified = await running.storage.verify();
  const { findings } = await rebuildProjections(running.storage, running.policy);
  await running.abandon();
  writeFileSync(path.join(dir, 'end.json'), JSON.stringify({ order, verified, rebuilt: findings }));
};

await main();
