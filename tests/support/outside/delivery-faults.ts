import { cardIdOf } from '#app/delivery.ts';
import { type Damage, damageOf, type Dump, halfOf, storedIn, withoutTimes } from '../crash-dump.ts';
import { removeFolder, runFolder } from '../crash-run.ts';
import { CRASH_SCRIPT, type CrashStep, instantOf } from '../crash-script.ts';
import type { Acked, ApiFault } from '../slack/fake-slack.ts';
import type { TestStage } from '../test-app.ts';
import type { World } from './crash-run.ts';

/** From the declaration to the first sent announcement, and a minute and a half in which all of it heals. */
const STEPS: readonly CrashStep[] = [...CRASH_SCRIPT.slice(0, 9), { at: '10:21:00' }];
/** The declaration, its room and everything in it, and the time in which all of it heals. */
export const DECLARE: readonly CrashStep[] = [...CRASH_SCRIPT.slice(0, 1), { at: '10:06:00' }];
/** How long the app waits for an answer here; what hangs or is slow is scaled to it. */
export const PATIENCE_MS = 400;

/** What one call may meet (faults.md 4.4, F-N1); `slow` is half of the patience, as 5 s are of 10. */
export const API_FAULTS: Readonly<Record<string, ApiFault>> = {
  'reply lost': { kind: 'lost-reply' },
  dropped: { kind: 'drop' },
  hanging: { kind: 'hang' },
  'answered 500': { kind: 'status', status: 500 },
  'answered 429': { kind: 'limited', retryAfterS: 3 },
  slow: { kind: 'slow', ms: PATIENCE_MS / 2 },
};

/** The whole program on a messenger that can fail. */
export interface FaultyStage extends World {
  readonly app: TestStage;
  /** Gives the line as a client does. */
  command(as: string, where: 'duty' | 'room', line: string): Promise<Acked>;
  /** Puts a tick on a message. */
  tick(as: string, message: { readonly room: string; readonly id: string }): Promise<void>;
  /** What was called so far, in order. */
  calls(): readonly string[];
  /** The `nth` call fails. */
  fail(fault: ApiFault, nth: number): void;
}

/** Opens it at 10:04 on files in the folder, with PATIENCE_MS. */
export type OpenFaulty<S extends FaultyStage = FaultyStage> = (dir: string) => Promise<S>;

export interface FaultyRun {
  readonly dump: Dump;
  /** Methods in the order in which they were called. */
  readonly calls: readonly string[];
  /** Real milliseconds of every acknowledgement. */
  readonly acks: readonly number[];
  readonly violations: readonly string[];
}

const acting = async (stage: FaultyStage, step: CrashStep): Promise<number | undefined> => {
  const { as = '', where = 'room', line, votes } = step;
  if (line !== undefined) {
    const acked = await stage.command(as, where, line);
    if (acked.status !== 200) throw new Error(`${line}: answered ${acked.status}`);
    return acked.ms;
  }
  if (votes === undefined) return undefined;
  const card = cardIdOf({ card: 'approval', approval: votes }, 'INC-20261201-01', { kind: 'room' });
  const [posted] = await stage.app.storage.messagesOf(card);
  if (posted === undefined) throw new Error(`no card asks for ${votes}`);
  await stage.tick(as, posted);
  return undefined;
};

export interface Play<S extends FaultyStage> {
  /** Sets the faults before the first step. */
  readonly disturb?: (stage: S) => void;
  readonly steps?: readonly CrashStep[];
  /** What people do in the end. */
  readonly afterwards?: (app: TestStage) => Promise<void>;
}

const playSteps = async <S extends FaultyStage>(
  stage: S,
  play: Play<S>,
): Promise<readonly number[]> => {
  const { app } = stage;
  play.disturb?.(stage);
  const acks: number[] = [];
  for (const step of play.steps ?? STEPS) {
    // What was put off may have taken the clock further already.
    if (instantOf(step.at) > app.clock.now()) await app.at(step.at);
    const ms = await acting(stage, step);
    if (ms !== undefined) acks.push(ms);
    await app.settle();
  }
  await play.afterwards?.(app);
  return acks;
};

/** Plays the script on a messenger that fails as told. */
export const playDisturbed = async <S extends FaultyStage>(
  open: OpenFaulty<S>,
  play: Play<S> = {},
): Promise<FaultyRun> => {
  const dir = runFolder();
  const stage = await open(dir);
  try {
    const acks = await playSteps(stage, play);
    const visible = stage.visible().map(withoutTimes);
    const calls = stage.calls();
    const { violations, plain } = stage;
    await stage.app.close();
    const stored = storedIn(dir).map(plain).map(withoutTimes);
    return { dump: { visible, stored, half: halfOf(dir) }, calls, acks, violations };
  } finally {
    await stage.app.close();
    removeFolder(dir);
  }
};

/** What one fault did to a run. */
export interface FaultDamage extends Damage {
  readonly violations: readonly string[];
  readonly acks: readonly number[];
}

/** Damage by one fault at the `nth` call, beside a run without any. */
export const tryApiFault = async (
  open: OpenFaulty,
  right: FaultyRun,
  nth: number,
  fault: ApiFault,
): Promise<FaultDamage> => {
  const run = await playDisturbed(open, { disturb: (stage) => stage.fail(fault, nth) });
  const { violations, acks } = run;
  return { ...damageOf(run.dump, right.dump), violations, acks };
};
