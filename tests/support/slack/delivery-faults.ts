import { cardIdOf } from '#app/delivery.ts';
import { type Damage, damageOf, type Dump, halfOf, storedIn, withoutTimes } from '../crash-dump.ts';
import { removeFolder, runFolder } from '../crash-run.ts';
import { CRASH_SCRIPT, type CrashStep, instantOf } from '../crash-script.ts';
import { visibleIn, withoutIds } from './crash-world.ts';
import type { ApiFault } from './fake-slack.ts';
import { createSlackTestApp, type SlackTestApp } from './slack-app.ts';
import { accountOf, channelOf } from './slack-sights.ts';

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

export interface FaultyRun {
  readonly dump: Dump;
  /** Methods in the order in which they were called. */
  readonly calls: readonly string[];
  /** Real milliseconds of every acknowledgement. */
  readonly acks: readonly number[];
  readonly violations: readonly string[];
}

/** Slack's ids of events and gestures are new in every run. */
const EVENT_ID = /"(?:Ev|trigger |view )[^"]*"/gu;

const comparable = (line: string): string => withoutTimes(line.replace(EVENT_ID, '"Ev"'));

const acting = async (app: SlackTestApp, step: CrashStep): Promise<number | undefined> => {
  const { slack, storage } = app;
  const { as = '', where = 'room', line, votes } = step;
  if (line !== undefined) {
    const acked = await slack.slash(accountOf(as), channelOf(slack, where), line);
    if (acked.status !== 200) throw new Error(`${line}: answered ${acked.status}`);
    return acked.ms;
  }
  if (votes === undefined) return undefined;
  const card = cardIdOf({ card: 'approval', approval: votes }, 'INC-20261201-01', { kind: 'room' });
  const [posted] = await storage.messagesOf(card);
  if (posted === undefined) throw new Error(`no card asks for ${votes}`);
  await slack.react(accountOf(as), posted.room, posted.id, 'white_check_mark');
  return undefined;
};

export interface Play {
  /** Sets the faults before the first step. */
  readonly disturb?: (app: SlackTestApp) => void;
  readonly steps?: readonly CrashStep[];
  /** What people do in the end. */
  readonly afterwards?: (app: SlackTestApp) => Promise<void>;
}

const playSteps = async (app: SlackTestApp, play: Play): Promise<readonly number[]> => {
  play.disturb?.(app);
  const acks: number[] = [];
  for (const step of play.steps ?? STEPS) {
    // What was put off may have taken the clock further already.
    if (instantOf(step.at) > app.clock.now()) await app.at(step.at);
    const ms = await acting(app, step);
    if (ms !== undefined) acks.push(ms);
    await app.settle();
  }
  await play.afterwards?.(app);
  return acks;
};

/** Plays the script on a Slack that fails as told. */
export const playDisturbed = async (play: Play = {}): Promise<FaultyRun> => {
  const dir = runFolder();
  const app = await createSlackTestApp({
    transport: 'http',
    dir,
    start: '2026-12-01T02:04:00Z',
    patienceMs: PATIENCE_MS,
  });
  const { slack } = app;
  try {
    const acks = await playSteps(app, play);
    const plain = withoutIds(slack);
    const visible = visibleIn(slack).map(comparable);
    const calls = slack.calls.map(({ method }) => method);
    const { violations } = slack;
    await app.close();
    const stored = storedIn(dir).map(plain).map(comparable);
    return { dump: { visible, stored, half: halfOf(dir) }, calls, acks, violations };
  } finally {
    await app.close();
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
  right: FaultyRun,
  nth: number,
  fault: ApiFault,
): Promise<FaultDamage> => {
  const run = await playDisturbed({ disturb: ({ slack }) => slack.fail(fault, { nth }) });
  const { violations, acks } = run;
  return { ...damageOf(run.dump, right.dump), violations, acks };
};
