// The suites of a messenger outside in full, where `npm test` runs a selection.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Damage } from '../support/crash-dump.ts';
import { inPool } from '../support/crash-run.ts';
import { eventStorm, type StormMessenger } from '../support/events/storm.ts';
import { type FuzzGround, type FuzzReport, fuzzProgram } from '../support/fuzz/program.ts';
import {
  type OpenGround,
  runOutside,
  tryPointOutside,
  type Verdict,
} from '../support/outside/crash-run.ts';
import {
  DECLARE,
  type FaultDamage,
  type FaultyStage,
  type OpenFaulty,
  playDisturbed,
  tryApiFault,
} from '../support/outside/delivery-faults.ts';
import { type ErrorCase, type ErrorLore, tryError } from '../support/outside/documented-errors.ts';
import { throwawayPostgres } from '../support/postgres.ts';
import type { ApiFault } from '../support/slack/fake-slack.ts';
import { isClean, reportDamage, say, TWO_CORES } from './report.ts';

const SEED = 20_261_201;
const MEGABYTE = 1_024 * 1_024;
const GROWTH = 0.2;
/** Of the points of a whole incident, all unless said otherwise; they take an hour. */
const EVERY_POINT = Number(process.env['EVERY_POINT'] ?? 1);

const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(0);
/** Of what it holds of the machine, and of its own objects: a leak shows in both. */
const growthOf = ({ memory: { warm, end } }: FuzzReport) => ({
  rss: end.rss / warm.rss - 1,
  live: end.live / warm.live - 1,
});
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What must be empty, or nought. */
const faultsOf = (report: FuzzReport): Readonly<Record<string, readonly unknown[]>> => ({
  failed: report.failed,
  slow: report.slow,
  'forged and taken': report.forgedTaken,
  'replayed and answered otherwise': report.replayedOtherwise,
  errors: report.errors,
  findings: report.findings,
});

/** F-S2: `count` spoilt requests against a whole program; prints the numbers, and gives whether all is well. */
export const fuzz = async (name: string, ground: FuzzGround, count: number): Promise<boolean> => {
  const report = await fuzzProgram(ground, {
    count,
    seed: SEED,
    onProgress: (done, { rss, live }) => {
      if (done % Math.ceil(count / 10) < Math.ceil(count / 100))
        say(`  ${done} of ${count}, ${megabytes(rss)} MiB, live ${megabytes(live)} MiB`);
    },
  });
  const { requests, statuses, p99, slowest, forged, replays } = report;
  const { warm, end } = report.memory;
  const growth = growthOf(report);
  say(
    `F-S2 ${name}: seed ${SEED}, ${requests} requests (${forged} forged, ${replays} replays), answered ${JSON.stringify(statuses)}, p99 ${p99.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
  );
  say(
    `F-S2 ${name}: memory without garbage ${megabytes(warm.rss)} MiB warm, ${megabytes(end.rss)} MiB in the end (${percent(growth.rss)}), live ${megabytes(warm.live)} and ${megabytes(end.live)} MiB (${percent(growth.live)}), ${report.events} events of ${report.incidents} incidents, ${report.replayEffects} effects of replays, ended with ${report.exits.join(' and ')}`,
  );
  const faults = Object.entries(faultsOf(report)).filter(([, found]) => found.length > 0);
  for (const [kind, found] of faults)
    for (const one of found.slice(0, 5)) say(`  ${kind}: ${JSON.stringify(one).slice(0, 600)}`);
  return (
    faults.length === 0 &&
    Math.max(growth.rss, growth.live) < GROWTH &&
    report.incidents === 1 &&
    report.replayEffects === 0 &&
    report.exits.every((code) => code === 0)
  );
};

/** F-E1: `count` deliveries of what people did, in disorder, to two processes on one PostgreSQL. */
export const storm = async (
  name: string,
  open: (databaseUrl: string) => Promise<StormMessenger>,
  count: number,
): Promise<boolean> => {
  const seed = Date.now() % 1_000_000_000;
  const postgres = await throwawayPostgres();
  try {
    const messenger = await open(await postgres.createDatabase());
    const played = await eventStorm(messenger, seed, count);
    const { delivered, gestures, lost, doubled, refused, violations, findings } = played;
    const faults = { lost, doubled, refused, violations, findings };
    const counts = Object.entries(faults).map(([kind, found]) => `${kind} ${found.length}`);
    say(
      `F-E1 ${name}: seed ${seed}, ${delivered} deliveries of ${gestures} gestures, ${counts.join(', ')}`,
    );
    for (const [kind, found] of Object.entries(faults))
      for (const one of found.slice(0, 5)) say(`  ${kind}: ${JSON.stringify(one)}`);
    return Object.values(faults).every((found) => found.length === 0);
  } finally {
    await postgres.stop();
  }
};

/** F-S3 with all of its texts. */
export const injections = (name: string, test: string): Promise<boolean> => {
  const vitest = path.join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'db', test];
  const env = { ...process.env, INJECTIONS: 'all' };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  say(
    `F-S3 ${name}: ${status === 0 ? 'all are text everywhere' : 'something came alive, or was lost'}`,
  );
  return Promise.resolve(status === 0);
};

const percentile99 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0;

/** F-N1: every call of a declaration and an announcement meets every fault. */
export const deliveryFaults = async (
  name: string,
  open: OpenFaulty,
  all: Readonly<Record<string, ApiFault>>,
): Promise<boolean> => {
  const right = await playDisturbed(open);
  let clean = true;
  for (const [kind, fault] of Object.entries(all)) {
    const damages: FaultDamage[] = [];
    for (const nth of right.calls.keys()) damages.push(await tryApiFault(open, right, nth, fault));
    const violations = damages.flatMap((damage) => damage.violations);
    const p99 = percentile99(damages.flatMap((damage) => damage.acks));
    const more = `, ${violations.length} violations, acknowledged within ${p99.toFixed(0)} ms (p99)`;
    clean = reportDamage(`F-N1 ${name} ${kind}`, damages.length, damages, more) && clean;
    for (const violation of violations.slice(0, 3)) say(`  violation: ${violation}`);
    clean = violations.length === 0 && clean;
  }
  return clean;
};

/** F-N1: every call of a declaration is answered with every error it documents. */
export const documentedErrors = async <S extends FaultyStage>(
  name: string,
  lore: ErrorLore<S>,
  casesOf: (calls: readonly string[]) => readonly ErrorCase[],
): Promise<boolean> => {
  const right = await playDisturbed(lore.open, { steps: DECLARE });
  const cases = casesOf(right.calls);
  let wrong = 0;
  for (const given of cases) {
    const [first] = await tryError(lore, right, given);
    if (first === undefined) continue;
    wrong += 1;
    say(`  ${given.method} ${given.nth} ${given.error}: ${first}`);
  }
  say(`F-N1 ${name} errors: ${cases.length} tried, ${wrong} not healed`);
  return wrong === 0;
};

const halfIn = ({ damage, disordered, rest }: Verdict): Damage => ({
  ...damage,
  half: [...damage.half, ...disordered, ...rest.map((found) => JSON.stringify(found))],
});

/** F-C1: a process killed at every step of a whole incident. */
export const crashPoints = async (name: string, open: OpenGround): Promise<boolean> => {
  const right = await runOutside(open);
  const order = right.end.order.filter((_, n) => n % EVERY_POINT === 0);
  let done = 0;
  const verdicts = await inPool(order, TWO_CORES, async (point) => {
    const verdict = await tryPointOutside(open, point, right);
    done += 1;
    if (!isClean(halfIn(verdict))) say(`  ${point}`);
    if (done % 50 === 0) say(`  ${done} of ${order.length}`);
    return verdict;
  });
  const reached = verdicts.filter((verdict) => verdict.reached);
  // Lanes race, so that a few of the last hits of a step do not come in every run.
  const missed = verdicts.length - reached.length;
  const slowest = Math.max(...reached.map(({ healedIn }) => healedIn));
  const more = `, healed in at most ${slowest} ms, ${missed} points did not come`;
  const clean = reportDamage(`F-C1 ${name}`, reached.length, reached.map(halfIn), more);
  return clean && missed < verdicts.length / 20;
};
