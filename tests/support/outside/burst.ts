import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import type { TestStage } from '../test-app.ts';

/** People of the sample organisation who may declare. */
const REPORTERS = ['wang', 'qian', 'sun', 'su', 'li', 'zhao', 'fang', 'lin', 'chen'];

export interface Burst {
  readonly began: Instant;
  /** Answers to the commands, in their order. */
  readonly answered: readonly number[];
  readonly reporters: readonly string[];
}

/** Declares `count` incidents within this time, while deliveries go on. `declare` gives the status of the answer. */
export const declareAtOnce = async (
  { app, clock }: Pick<TestStage, 'app' | 'clock'>,
  declare: (person: string, line: string) => Promise<number>,
  count: number,
  within: DurationMs = 10 * SECOND,
): Promise<Burst> => {
  const began = clock.now();
  const answered: number[] = [];
  const reporters: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const person = REPORTERS[n % REPORTERS.length] ?? '';
    const line = `open 系统故障 "第 ${n + 1} 条线路不通" --regions 全国 --users 5000`;
    answered.push(await declare(person, line));
    reporters.push(person);
    await app.dispatcher.drain();
    clock.set(began + Math.round(((n + 1) * within) / count));
  }
  return { began, answered, reporters };
};

/** Moves the clock from delivery to delivery until nothing is left to say. */
export const untilQuiet = async (
  { app, storage, clock }: Pick<TestStage, 'app' | 'storage' | 'clock'>,
  outside: { idle(): Promise<void> },
): Promise<void> => {
  for (;;) {
    await app.dispatcher.drain();
    await outside.idle();
    const { nextDue } = await storage.outboxDepth();
    if (nextDue === undefined) return;
    clock.set(nextDue);
  }
};
