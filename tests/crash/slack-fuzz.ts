// F-S2, F-E1 and F-S3 in full, where `npm test` runs a selection; the fault suite runs them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { throwawayPostgres } from '../support/postgres.ts';
import { eventStorm } from '../support/slack/event-storm.ts';
import { type FuzzReport, fuzzProgram } from '../support/slack/fuzz-program.ts';

const SEED = 20_261_201;
const MEGABYTE = 1_024 * 1_024;
const GROWTH = 0.2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(0);
const growthOf = ({ memory }: FuzzReport): number => memory.end / memory.warm - 1;

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
export const slackFuzz = async (count: number): Promise<boolean> => {
  const report = await fuzzProgram({
    count,
    seed: SEED,
    onProgress: (done, memory) => {
      if (done % Math.ceil(count / 10) < Math.ceil(count / 100))
        say(`  ${done} of ${count}, ${megabytes(memory)} MiB`);
    },
  });
  const { requests, statuses, p99, slowest, forged, replays, memory } = report;
  say(
    `F-S2: seed ${SEED}, ${requests} requests (${forged} forged, ${replays} replays), answered ${JSON.stringify(statuses)}, p99 ${p99.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
  );
  say(
    `F-S2: memory ${megabytes(memory.warm)} MiB warm, ${megabytes(memory.end)} MiB in the end (${(growthOf(report) * 100).toFixed(1)} %), ${report.events} events of ${report.incidents} incidents, ${report.replayEffects} effects of replays, ended with ${report.exits.join(' and ')}`,
  );
  const faults = Object.entries(faultsOf(report)).filter(([, found]) => found.length > 0);
  for (const [name, found] of faults)
    for (const one of found.slice(0, 5)) say(`  ${name}: ${JSON.stringify(one).slice(0, 600)}`);
  return (
    faults.length === 0 &&
    growthOf(report) < GROWTH &&
    report.incidents === 1 &&
    report.replayEffects === 0 &&
    report.exits.every((code) => code === 0)
  );
};

/** F-E1: `count` deliveries of what people did, in disorder, to two processes on one PostgreSQL. */
export const slackEvents = async (count: number): Promise<boolean> => {
  const seed = Date.now() % 1_000_000_000;
  const postgres = await throwawayPostgres();
  try {
    const storm = await eventStorm(seed, count, await postgres.createDatabase());
    const { delivered, gestures, lost, doubled, refused, violations, findings } = storm;
    const faults = { lost, doubled, refused, violations, findings };
    const counts = Object.entries(faults).map(([name, found]) => `${name} ${found.length}`);
    say(
      `F-E1: seed ${seed}, ${delivered} deliveries of ${gestures} gestures, ${counts.join(', ')}`,
    );
    for (const [name, found] of Object.entries(faults))
      for (const one of found.slice(0, 5)) say(`  ${name}: ${JSON.stringify(one)}`);
    return Object.values(faults).every((found) => found.length === 0);
  } finally {
    await postgres.stop();
  }
};

/** F-S3 with all of its texts. */
export const slackInjections = (): Promise<boolean> => {
  const vitest = path.join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'db', 'tests/adapters/slack/injection.db.test.ts'];
  const env = { ...process.env, INJECTIONS: 'all' };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  say(`F-S3: ${status === 0 ? 'all are text everywhere' : 'something came alive, or was lost'}`);
  return Promise.resolve(status === 0);
};
