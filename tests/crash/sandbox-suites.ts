// The suites that are played on the sandbox, in full.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { tryFault, undisturbedDelivery } from '../support/crash-delivery.ts';
import type { Damage } from '../support/crash-dump.ts';
import { killMigration, killShutdown, killWriters } from '../support/crash-rounds.ts';
import { inPool, type Outcome, tryPoint, undisturbed } from '../support/crash-run.ts';
import { FAULTS } from '../support/faulty-messenger.ts';
import { reportDamage, say, TWO_CORES } from './report.ts';

const WRITER_ROUNDS = 100;
const ROUNDS = 50;
const MODEL_RUNS = 500;

const rounds = (n: number): readonly number[] => Array.from({ length: n }, (_, round) => round);

const stained = ({ damage, disordered, verified, rebuilt }: Outcome): boolean =>
  [...Object.values(damage), disordered, verified, rebuilt].some((found) => found.length > 0);

/** F-C1 on the sandbox. */
export const sandbox = async (): Promise<boolean> => {
  const reference = await undisturbed();
  let done = 0;
  const outcomes = await inPool(reference.hits, TWO_CORES, async (point) => {
    const outcome = await tryPoint(point, reference);
    done += 1;
    if (stained(outcome)) say(`  ${point}`);
    if (done % 50 === 0) say(`  ${done} of ${reference.hits.length}`);
    return outcome;
  });
  const reached = outcomes.filter((outcome) => outcome.reached);
  const slowest = Math.max(...reached.map(({ healedIn }) => healedIn));
  const missed = outcomes.length - reached.length;
  const damages = reached.map(({ damage, verified, rebuilt, disordered }) => ({
    ...damage,
    half: [
      ...damage.half,
      ...[...verified, ...rebuilt, ...disordered].map((found) => JSON.stringify(found)),
    ],
  }));
  // Lanes race, so that a few of the last hits of a step do not come in every run.
  const more = `, healed in at most ${slowest} ms, ${missed} points did not come`;
  return reportDamage('F-C1', reached.length, damages, more) && missed < outcomes.length / 20;
};

/** F-C3 and F-D3. */
export const kills = async (): Promise<boolean> => {
  const { acked, missing, repeated, damaged } = await killWriters(WRITER_ROUNDS);
  const half = [...repeated, ...damaged].map((found) => JSON.stringify(found));
  const loss: Damage = { lost: missing, doubled: [], orphaned: [], half };
  const writers = reportDamage('F-D3', WRITER_ROUNDS, [loss], `, ${acked} acknowledged commands`);
  const starts = (await inPool(rounds(ROUNDS), TWO_CORES, () => killMigration())).flat();
  say(`F-C3 start: ${ROUNDS} tried, ${starts.length} did not start again`);
  const reference = await undisturbed();
  const ends = await inPool(rounds(ROUNDS), TWO_CORES, () => killShutdown(reference));
  const rest = ends.flatMap((end) => end.rest);
  const killed = ends.filter((end) => end.killed).length;
  const damages = ends.map(({ damage }) => damage);
  const stops = reportDamage('F-C3 stop', ROUNDS, damages, `, ${killed} killed on the way out`);
  return writers && stops && starts.length === 0 && rest.length === 0;
};

/** F-N1 on the sandbox. */
export const deliveries = async (): Promise<boolean> => {
  const right = await undisturbedDelivery();
  let clean = true;
  for (const fault of FAULTS) {
    const damages: Damage[] = [];
    for (const nth of right.calls.keys()) damages.push(await tryFault(right, nth, fault));
    clean = reportDamage(`F-N1 ${fault}`, damages.length, damages) && clean;
  }
  return clean;
};

/** F-M1. */
export const model = (): Promise<boolean> => {
  const vitest = path.join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'db', 'tests/properties/model.db.test.ts'];
  const env = { ...process.env, MODEL_RUNS: String(MODEL_RUNS) };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  say(`F-M1: ${MODEL_RUNS} seeds, ${status === 0 ? 'all in step' : 'not in step'}`);
  return Promise.resolve(status === 0);
};
