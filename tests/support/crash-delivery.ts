import { MINUTE } from '#domain/time.ts';
import { openFileApp } from './crash-app.ts';
import { type Damage, damageOf, type Dump, dumpOf, withoutTimes } from './crash-dump.ts';
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
    const { visible, stored, half } = dumpOf(dir);
    const dump = { visible: visible.map(withoutTimes), stored: stored.map(withoutTimes), half };
    return { dump, calls: faulty.calls };
  } finally {
    removeFolder(dir);
  }
};

/** Damage by one fault at one call, beside a run without any. */
export const tryFault = async (right: Delivered, nth: number, fault: Fault): Promise<Damage> =>
  damageOf((await deliverWith(nth, fault)).dump, right.dump);

export const undisturbedDelivery = (): Promise<Delivered> => deliverWith(-1, 'refused once');
