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
import { createHandClock, type HandClock } from '../hand-clock.ts';
import { Died, type Mount, type OutsideProcess, startProcess } from './crash-process.ts';
import type { End } from './crash-talk.ts';

/** What people see of a messenger, in texts that do not differ from run to run. */
export interface World {
  /** One text for each thing that is seen. */
  visible(): readonly string[];
  /** What stands in each place, in the order in which it appeared. */
  order(): Readonly<Record<string, readonly unknown[]>>;
  /** Ids made readable. */
  readonly plain: (line: string) => string;
  readonly violations: readonly string[];
}

/** A line, or a tick on the message that is given. */
export interface Act {
  readonly as: string;
  readonly where: 'duty' | 'room';
  readonly line?: string;
  readonly ticked?: { readonly room: string; readonly id: string };
}

/** A messenger that outlives the processes on it. */
export interface CrashGround extends World, Mount {
  /** A process listens there now. */
  reach(port: number): void;
  /** Does it, or tells of it once more; gives whether the process answered. */
  act(act: Act, again: boolean): Promise<boolean>;
  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export type OpenGround = (clock: HandClock) => Promise<CrashGround>;

/** What a run left behind. */
export interface OutsideRun {
  readonly dump: Dump;
  readonly order: ReturnType<World['order']>;
  readonly end: End;
  readonly violations: readonly string[];
  /** Whether it killed itself where it was told to. */
  readonly reached: boolean;
  /** From the start of the second process until it had nothing left to do. */
  readonly healedIn: DurationMs;
}

const INCIDENT = 'INC-20261201-01';

interface Stage {
  readonly dir: string;
  readonly ground: CrashGround;
  readonly clock: HandClock;
}

const answered = async (work: Promise<boolean>): Promise<boolean> => {
  try {
    return await work;
  } catch {
    return false;
  }
};

/** What a person does; resolves when the messenger has the answer, or has none. */
const act = async (
  { ground, dir }: Stage,
  { as = '', where = 'room', line, votes = '' }: CrashStep,
  again: boolean,
): Promise<boolean> => {
  if (line !== undefined) return answered(ground.act({ as, where, line }, again));
  const card = cardIdOf({ card: 'approval', approval: votes }, INCIDENT, { kind: 'room' });
  const ticked = postedIn(dir, card);
  if (ticked === undefined) throw new Error(`no card asks for ${votes}`);
  return answered(ground.act({ as, where, ticked }, again));
};

/** Keeps a process running: one that died is started again, and what it did not answer is sent again. */
const createKeeper = (stage: Stage, killAt: string) => {
  const { ground, dir, clock } = stage;
  let current: OutsideProcess = startProcess(dir, ground, killAt);
  let reached = false;
  let healedIn = 0;
  // It comes up at the time of the step before: what falls due now is no debt of a process that was away.
  let upSince = clock.now();
  const begin = async (): Promise<void> => {
    const said = await current.ask('start', upSince);
    if (!('port' in said)) throw new Error('did not say where it listens');
    ground.reach(said.port);
  };
  const settle = async (): Promise<void> => {
    const said = await current.ask('settle', clock.now());
    if ('settled' in said) clock.set(said.settled);
  };
  const restart = async (error: unknown): Promise<void> => {
    if (!(error instanceof Died) || !error.killed || reached) throw error;
    reached = true;
    const started = Date.now();
    current = startProcess(dir, ground);
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
      upSince = clock.now();
      clock.set(at);
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
      const finish = () => current.ask('finish', clock.now());
      const said = await finish().catch(async (error: unknown) => {
        await restart(error);
        return finish();
      });
      await current.ended;
      if ('end' in said) return said.end;
      throw new Error('came to no end');
    },
    outcome: () => ({ reached, healedIn }),
    stop: () => current.kill(),
  };
};

const play = async (stage: Stage, killAt: string): Promise<OutsideRun> => {
  const { ground, dir } = stage;
  const keeper = createKeeper(stage, killAt);
  try {
    await keeper.begin();
    for (const step of CRASH_SCRIPT) {
      keeper.goOn(instantOf(step.at));
      await keeper.settle();
      if (step.as !== undefined) await keeper.deliver(step);
      await keeper.settle();
      await ground.idle();
      await keeper.settle();
    }
    const end = await keeper.finish();
    const dump = {
      visible: ground.visible().map(withoutTimes),
      stored: storedIn(dir).map(ground.plain).map(withoutTimes),
      half: halfOf(dir),
    };
    const { violations } = ground;
    return { dump, order: ground.order(), end, violations, ...keeper.outcome() };
  } finally {
    keeper.stop();
  }
};

/** Plays the script with a process that kills itself at the point (absent: nowhere). */
export const runOutside = async (open: OpenGround, killAt = ''): Promise<OutsideRun> => {
  const dir = runFolder();
  const clock = createHandClock(instantOf(CRASH_SCRIPT[0]?.at ?? '10:00:00'));
  const ground = await open(clock);
  try {
    return await play({ dir, ground, clock }, killAt);
  } finally {
    await ground.close();
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

/** Kills a run at the point, starts another process, and compares what is there in the end. */
export const tryPointOutside = async (
  open: OpenGround,
  point: string,
  right: OutsideRun,
): Promise<Verdict> => {
  const run = await runOutside(open, point);
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
