import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '#app/clock.ts';

const START = Date.parse('2026-12-01T02:00:00Z');
const HOUR = 3_600_000;

describe('the clock of the sandbox', () => {
  it('jumps forward and wakes what fell due on the way, and nothing else', async () => {
    const clock = createVirtualClock({ start: START, rate: 0 });
    const woken: string[] = [];
    clock.wakeAt(START + HOUR, () => woken.push('in an hour'));
    clock.wakeAt(START + 3 * HOUR, () => woken.push('in three hours'));
    const awake = new Promise<void>((resolve) => clock.wakeAt(START + 2 * HOUR, resolve));
    clock.advance(2 * HOUR);
    await awake;
    expect(clock.now()).toBe(START + 2 * HOUR);
    expect(woken).toEqual(['in an hour']);
  });

  it('stands still while it is paused, and never goes back', () => {
    const clock = createVirtualClock({ start: START, rate: 0 });
    clock.advance(-HOUR);
    expect(clock.now()).toBe(START);
    clock.setRate(-5);
    expect(clock.rate()).toBe(0);
  });

  it('keeps its time when its speed changes', () => {
    const clock = createVirtualClock({ start: START, rate: 0 });
    clock.advance(HOUR);
    clock.setRate(60);
    clock.setRate(0);
    expect(clock.now() - START - HOUR).toBeLessThan(60_000);
    expect(clock.now()).toBeGreaterThanOrEqual(START + HOUR);
  });

  it('wakes at once for a moment that has passed', async () => {
    const clock = createVirtualClock({ start: START, rate: 1 });
    await expect(
      new Promise<string>((resolve) => clock.wakeAt(START - 1, () => resolve('woken'))),
    ).resolves.toBe('woken');
  });

  it('sleeps a virtual hour in moments when it runs fast', async () => {
    const clock = createVirtualClock({ start: START, rate: 360_000 });
    await new Promise<void>((resolve) => clock.wakeAt(START + HOUR, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(START + HOUR);
  });
});
