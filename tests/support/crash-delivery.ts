import { MINUTE } from '#domain/time.ts';
import { openFileApp } from './crash-app.ts';
import { type Damage, damageOf, type Dump, dumpOf } from './crash-dump.ts';
import { removeFolder, runFolder } from './crash-run.ts';
import { act, CRASH_SCRIPT, instantOf } from './crash-script.ts';
import { type Fault, faultyMessenger } from './faulty-messenger.ts';
import { createHandClock } from './hand-clock.ts';

/** From the declaration to the first sent announcement. */
const STEPS = CRASH_SCRIPT.slice(0, 9);

export interface Delivered {
  readonly dump: Dump;
  readonly calls: readonly string[];
}

const DURATION = /(?:\d+ (?:天|小时|分钟|分|秒) ?)+/gu;
const NUMBER = /\d+/gu;

/** A retry comes later, and so does what follows it; all but times and numbers must be the same. */
const withoutTimes = (dump: Dump): Dump => {
  const plain = (line: string): string => line.replace(DURATION, '# ').replace(NUMBER, '#');
  return { ...dump, visible: dump.visible.map(plain), stored: dump.stored.map(plain) };
};

/** Plays declaration and announcement through a messenger that fails at one call. */
export const deliverWith = async (nth: number, fault: Fault): Promise<Delivered> => {
  const dir = runFolder();
  const clock = createHandClock(instantOf('10:04:00'));
  const faulty = faultyMessenger(nth, fault);
  const running = await openFileApp({ dir, clock, between: faulty.between });
  const { app, storage } = running;
  const settle = async (): Promise<void> => {
    for (;;) {
      await app.settled();
      const { nextDue } = await storage.outboxDepth();
      if (nextDue === undefined || nextDue > clock.now() + MINUTE) return;
      clock.set(nextDue);
    }
  };
  try {
    await app.start();
    for (const [n, step] of STEPS.entries()) {
      clock.set(instantOf(step.at));
      await settle();
      await act(running, step, n);
      await settle();
    }
    await running.abandon();
    return { dump: withoutTimes(dumpOf(dir)), calls: faulty.calls };
  } finally {
    removeFolder(dir);
  }
};

/** Damage by one fault at one call, beside a run without any. */
export const tryFault = async (right: Delivered, nth: number, fault: Fault): Promise<Damage> =>
  damageOf((await deliverWith(nth, fault)).dump, right.dump);

export const undisturbedDelivery = (): Promise<Delivered> => deliverWith(-1, 'refused once');
