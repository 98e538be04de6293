import { cardIdOf } from '#app/delivery.ts';
import type { DurationMs, Instant } from '#domain/time.ts';
import {
  type Damage,
  damageOf,
  type Dump,
  halfOf,
  postedIn,
  storedIn,
  withoutTimes,
} from '../crash-dump.ts';
import { removeFolder, runFolder } from '../crash-run.ts';
import { CRASH_SCRIPT, type CrashStep, instantOf } from '../crash-script.ts';
import { createHandClock } from '../hand-clock.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from './cast.ts';
import { Died, type SlackProcess, startProcess } from './crash-process.ts';
import type { End } from './crash-talk.ts';
import { orderIn, visibleIn, withoutIds } from './crash-world.ts';
import { createFakeSlack } from './create-fake-slack.ts';
import type { Acked, FakeSlack } from './fake-slack.ts';
import { accountOf, channelOf } from './slack-sights.ts';

/** What a run left behind. */
export interface SlackRun {
  readonly dump: Dump;
  readonly order: ReturnType<typeof orderIn>;
  readonly end: End;
  readonly violations: readonly string[];
  /** Whether it killed itself where it was told to. */
  readonly reached: boolean;
  /** From the start of the second process until it had nothing left to do. */
  readonly healedIn: DurationMs;
}

const INCIDENT = 'INC-20261201-01';
/** Soon enough for a test, and late enough for another process to have come up. */
const RETRIES_MS = [0, 1_000, 3_000, 5_000];

interface Stage {
  readonly dir: string;
  readonly slack: FakeSlack;
  readonly clock: ReturnType<typeof createHandClock>;
}

const answered = async (work: Promise<Acked>): Promise<boolean> => {
  try {
    return (await work).status === 200;
  } catch {
    return false;
  }
};

/** What a person does; resolves when Slack has the answer, or has none. Slack itself sends an event again. */
const act = async (
  { slack, dir }: Stage,
  { as = '', where = 'room', line, votes = '' }: CrashStep,
  again: boolean,
): Promise<boolean> => {
  if (line !== undefined)
    return answered(slack.slash(accountOf(as), channelOf(slack, where), line, { again }));
  const card = cardIdOf({ card: 'approval', approval: votes }, INCIDENT, { kind: 'room' });
  const posted = postedIn(dir, card);
  if (posted === undefined) throw new Error(`no card asks for ${votes}`);
  if (!again) await slack.react(accountOf(as), posted.room, posted.id, 'white_check_mark');
  return true;
};

/** Keeps a process running: one that died is started again, and what it did not answer is sent again. */
const createKeeper = (stage: Stage, killAt: string) => {
  let current: SlackProcess = startProcess(stage.dir, stage.slack, killAt);
  let reached = false;
  let healedIn = 0;
  // It comes up at the time of the step before: what falls due now is no debt of a process that was away.
  let upSince = stage.clock.now();
  const begin = async (): Promise<void> => {
    const said = await current.ask('start', upSince);
    if (!('port' in said)) throw new Error('did not say where it listens');
    stage.slack.deliverTo(`http://127.0.0.1:${said.port}/slack/events`);
  };
  const settle = async (): Promise<void> => {
    const said = await current.ask('settle', stage.clock.now());
    if ('settled' in said) stage.clock.set(said.settled);
  };
  const restart = async (error: unknown): Promise<void> => {
    if (!(error instanceof Died) || !error.killed || reached) throw error;
    reached = true;
    const started = Date.now();
    current = startProcess(stage.dir, stage.slack);
    await begin();
    await settle();
    healedIn = Date.now() - started;
  };
  /** Repeats what a death interrupts. */
  const survived = (work: () => Promise<void>): Promise<void> => work().catch(restart);
  return {
    begin: () => survived(begin),
    /** Time goes on to the next step. */
    goOn: (at: Instant): void => {
      upSince = stage.clock.now();
      stage.clock.set(at);
    },
    settle: async (): Promise<void> => {
      await survived(settle);
    },
    /** Sends the gesture; when the process died over it, it is sent again to the next one. */
    deliver: async (step: CrashStep): Promise<void> => {
      const acting = act(stage, step, false);
      const alive = current;
      const died = await Promise.race([acting.then(() => false), alive.ended]);
      if (died) await restart(new Died(true, ''));
      if (await acting) return;
      if (!(died || (await alive.ended))) throw new Error(`no answer: ${step.line ?? step.votes}`);
      if (!died) await restart(new Died(true, ''));
      if (!(await act(stage, step, true))) throw new Error('the repeat was not answered');
    },
    finish: async (): Promise<End> => {
      const said = await current.ask('finish', stage.clock.now());
      await current.ended;
      if ('end' in said) return said.end;
      throw new Error('came to no end');
    },
    outcome: () => ({ reached, healedIn }),
    stop: () => current.kill(),
  };
};

const play = async (stage: Stage, killAt: string): Promise<SlackRun> => {
  const { slack, dir } = stage;
  const keeper = createKeeper(stage, killAt);
  try {
    await keeper.begin();
    for (const step of CRASH_SCRIPT) {
      keeper.goOn(instantOf(step.at));
      await keeper.settle();
      if (step.as !== undefined) await keeper.deliver(step);
      await keeper.settle();
      await slack.idle();
      await keeper.settle();
    }
    const end = await keeper.finish();
    const plain = withoutIds(slack);
    const dump = {
      visible: visibleIn(slack).map(withoutTimes),
      stored: storedIn(dir).map(plain).map(withoutTimes),
      half: halfOf(dir),
    };
    const { violations } = slack;
    return { dump, order: orderIn(slack), end, violations, ...keeper.outcome() };
  } finally {
    keeper.stop();
  }
};

/** Plays the script on Slack, with a process that kills itself at the point (absent: nowhere). */
export const runOnSlack = async (killAt = ''): Promise<SlackRun> => {
  const dir = runFolder();
  const clock = createHandClock(instantOf(CRASH_SCRIPT[0]?.at ?? '10:00:00'));
  // The tiers are measured elsewhere; here every run must take the same way.
  const slack = await createFakeSlack({
    people: SLACK_PEOPLE,
    channels: SLACK_CHANNELS,
    clock,
    transport: 'http',
    tiers: 'off',
    retryDelaysMs: RETRIES_MS,
  });
  try {
    return await play({ dir, slack, clock }, killAt);
  } finally {
    await slack.close();
    removeFolder(dir);
  }
};

/** What a run did wrong, beside one that nothing disturbed. */
export interface Verdict {
  readonly point: string;
  readonly reached: boolean;
  readonly damage: Damage;
  readonly disordered: readonly string[];
  readonly rest: readonly unknown[];
  readonly healedIn: DurationMs;
}

export const tryPointOnSlack = async (point: string, right: SlackRun): Promise<Verdict> => {
  const run = await runOnSlack(point);
  const places = Object.keys(right.order);
  return {
    point,
    reached: run.reached,
    healedIn: run.healedIn,
    damage: damageOf(run.dump, right.dump),
    disordered: places.filter(
      (place) => JSON.stringify(run.order[place]) !== JSON.stringify(right.order[place]),
    ),
    rest: [...run.end.verified, ...run.end.rebuilt, ...run.violations],
  };
};
