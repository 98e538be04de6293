import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from '#app/keyed-queue.ts';
import { createWakeUp } from '#app/wake-up.ts';

const gate = () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  return { opened, open };
};

describe('work of one key', () => {
  it('is done one after another, while other keys go on', async () => {
    const queue = createKeyedQueue();
    const order: string[] = [];
    const first = gate();
    const one = queue('a', async () => {
      await first.opened;
      order.push('a1');
    });
    const two = queue('a', async () => {
      order.push('a2');
    });
    await queue('b', async () => {
      order.push('b1');
    });
    first.open();
    await Promise.all([one, two]);
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });

  it('goes on after work that failed, which fails for its caller alone', async () => {
    const queue = createKeyedQueue();
    const failed = queue('a', () => Promise.reject(new Error('no')));
    const next = queue('a', async () => 'done');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('done');
  });
});

describe('a wake-up', () => {
  it('that comes while work runs means once more afterwards, however many came', async () => {
    const pause = gate();
    const done = gate();
    let runs = 0;
    const wake = createWakeUp(async () => {
      runs += 1;
      if (runs === 1) await pause.opened;
      if (runs === 2) done.open();
    });
    wake();
    wake();
    wake();
    pause.open();
    await done.opened;
    await Promise.resolve();
    expect(runs).toBe(2);
  });
});
