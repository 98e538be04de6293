// The whole fault suite, where `npm test` runs a selection: npm run faults -- [sandbox|kills|deliveries|model|slack]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { tryFault, undisturbedDelivery } from '../support/crash-delivery.ts';
import type { Damage } from '../support/crash-dump.ts';
import { killMigration, killShutdown, killWriters } from '../support/crash-rounds.ts';
import { inPool, type Outcome, tryPoint, undisturbed } from '../support/crash-run.ts';
import { FAULTS } from '../support/faulty-messenger.ts';
import {
  API_FAULTS,
  DECLARE,
  type FaultDamage,
  playDisturbed,
  tryApiFault,
} from '../support/slack/delivery-faults.ts';
import { runOnSlack, tryPointOnSlack, type Verdict } from '../support/slack/crash-run.ts';
import { errorCases, tryError } from '../support/slack/documented-errors.ts';
import { slackEvents, slackFuzz, slackInjections } from './slack-fuzz.ts';

const TWO_CORES = 2;
const WRITER_ROUNDS = 100;
const ROUNDS = 50;
const MODEL_RUNS = 500;
const FUZZ_REQUESTS = 100_000;
const STORM_EVENTS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const rounds = (n: number): readonly number[] => Array.from({ length: n }, (_, round) => round);

const KINDS = ['lost', 'doubled', 'orphaned', 'half'] as const;

/** One line of the table, and the first of what was found; gives whether it is clean. */
const report = (name: string, tried: number, damages: readonly Damage[], more = ''): boolean => {
  const counts = KINDS.map((kind) => damages.reduce((sum, one) => sum + one[kind].length, 0));
  say(
    `${name}: ${tried} tried, ${KINDS.map((kind, n) => `${kind} ${counts[n]}`).join(', ')}${more}`,
  );
  for (const kind of KINDS)
    for (const item of damages.flatMap((one) => one[kind]).slice(0, 3)) say(`  ${kind}: ${item}`);
  return counts.every((count) => count === 0);
};

const stained = ({ damage, disordered, verified, rebuilt }: Outcome): boolean =>
  [...Object.values(damage), disordered, verified, rebuilt].some((found) => found.length > 0);

const sandbox = async (): Promise<boolean> => {
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
  return report('F-C1', reached.length, damages, more) && missed < outcomes.length / 20;
};

const kills = async (): Promise<boolean> => {
  const { acked, missing, repeated, damaged } = await killWriters(WRITER_ROUNDS);
  const half = [...repeated, ...damaged].map((found) => JSON.stringify(found));
  const loss: Damage = { lost: missing, doubled: [], orphaned: [], half };
  const writers = report('F-D3', WRITER_ROUNDS, [loss], `, ${acked} acknowledged commands`);
  const starts = (await inPool(rounds(ROUNDS), TWO_CORES, () => killMigration())).flat();
  say(`F-C3 start: ${ROUNDS} tried, ${starts.length} did not start again`);
  const reference = await undisturbed();
  const ends = await inPool(rounds(ROUNDS), TWO_CORES, () => killShutdown(reference));
  const rest = ends.flatMap((end) => end.rest);
  const killed = ends.filter((end) => end.killed).length;
  const damages = ends.map(({ damage }) => damage);
  const stops = report('F-C3 stop', ROUNDS, damages, `, ${killed} killed on the way out`);
  return writers && stops && starts.length === 0 && rest.length === 0;
};

const deliveries = async (): Promise<boolean> => {
  const right = await undisturbedDelivery();
  let clean = true;
  for (const fault of FAULTS) {
    const damages: Damage[] = [];
    for (const nth of right.calls.keys()) damages.push(await tryFault(right, nth, fault));
    clean = report(`F-N1 ${fault}`, damages.length, damages) && clean;
  }
  return clean;
};

const model = (): Promise<boolean> => {
  const vitest = path.join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'db', 'tests/properties/model.db.test.ts'];
  const env = { ...process.env, MODEL_RUNS: String(MODEL_RUNS) };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  say(`F-M1: ${MODEL_RUNS} seeds, ${status === 0 ? 'all in step' : 'not in step'}`);
  return Promise.resolve(status === 0);
};

/** Every call of a declaration and an announcement meets every fault, and every call of a declaration every error. */
const slackDeliveries = async (): Promise<boolean> => {
  const right = await playDisturbed();
  let clean = true;
  for (const [name, fault] of Object.entries(API_FAULTS)) {
    const damages: FaultDamage[] = [];
    for (const nth of right.calls.keys()) damages.push(await tryApiFault(right, nth, fault));
    const violations = damages.flatMap((damage) => damage.violations);
    const acks = damages.flatMap((damage) => damage.acks).toSorted((a, b) => a - b);
    const p99 = acks[Math.ceil(acks.length * 0.99) - 1] ?? 0;
    const more = `, ${violations.length} violations, acknowledged within ${p99.toFixed(0)} ms (p99)`;
    clean = report(`F-N1 Slack ${name}`, damages.length, damages, more) && clean;
    clean = violations.length === 0 && clean;
  }
  return (await slackErrors()) && clean;
};

const slackErrors = async (): Promise<boolean> => {
  const right = await playDisturbed({ steps: DECLARE });
  const cases = errorCases(right.calls);
  let wrong = 0;
  for (const given of cases) {
    const [first] = await tryError(right, given);
    if (first === undefined) continue;
    wrong += 1;
    say(`  ${given.method} ${given.error}: ${first}`);
  }
  say(`F-N1 Slack errors: ${cases.length} tried, ${wrong} not healed`);
  return wrong === 0;
};

const halfIn = ({ damage, disordered, rest }: Verdict): Damage => ({
  ...damage,
  half: [...damage.half, ...disordered, ...rest.map((found) => JSON.stringify(found))],
});

const slackPoints = async (): Promise<boolean> => {
  const right = await runOnSlack();
  const { order } = right.end;
  let done = 0;
  const verdicts = await inPool(order, TWO_CORES, async (point) => {
    const verdict = await tryPointOnSlack(point, right);
    done += 1;
    if (Object.values(halfIn(verdict)).some((found) => found.length > 0)) say(`  ${point}`);
    if (done % 50 === 0) say(`  ${done} of ${order.length}`);
    return verdict;
  });
  const reached = verdicts.filter((verdict) => verdict.reached);
  const missed = verdicts.length - reached.length;
  const slowest = Math.max(...reached.map(({ healedIn }) => healedIn));
  const more = `, healed in at most ${slowest} ms, ${missed} points did not come`;
  const clean = report('F-C1 Slack', reached.length, reached.map(halfIn), more);
  return clean && missed < verdicts.length / 20;
};

const SUITES = {
  sandbox,
  kills,
  deliveries,
  model,
  'slack-points': slackPoints,
  'slack-deliveries': slackDeliveries,
  'slack-fuzz': () => slackFuzz(FUZZ_REQUESTS),
  'slack-events': () => slackEvents(STORM_EVENTS),
  'slack-injections': slackInjections,
} as const;
type Suite = keyof typeof SUITES;
const isSuite = (name: string): name is Suite => Object.hasOwn(SUITES, name);
/** `slack` stands for all suites of Slack. */
const named = (name: string): readonly Suite[] =>
  Object.keys(SUITES)
    .filter(isSuite)
    .filter((suite) => suite === name || suite.startsWith(`${name}-`));

const main = async (): Promise<void> => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => named(name).length === 0);
  if (unknown.length > 0)
    throw new Error(`no suite ${unknown.join(', ')}: ${Object.keys(SUITES).join(', ')}`);
  const names = asked.length === 0 ? Object.keys(SUITES) : asked;
  let clean = true;
  for (const name of names.flatMap(named)) clean = (await SUITES[name]()) && clean;
  // The throwaway PostgreSQL ends the process by itself, with 0, whatever process.exitCode says.
  process.exit(clean ? 0 : 1);
};

await main();
