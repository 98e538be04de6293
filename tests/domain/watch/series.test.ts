import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '#domain/time.ts';
import { addSample, emptySeries, type Keep, sumBetween } from '#domain/watch/series.ts';

const T0 = Date.UTC(2026, 11, 1, 2);
const KEEP: Keep = { ms: 2 * HOUR, samples: 1_000 };

describe('a series', () => {
  it('N7: holds no more than it is allowed, however fast samples come in', () => {
    const series = emptySeries(undefined);
    for (let n = 0; n < 50_000; n += 1) addSample(series, { at: T0 + n, value: 1 }, KEEP);
    expect(series.times.length).toBeLessThan(2 * KEEP.samples);
    expect(series.times.length).toBeGreaterThanOrEqual(KEEP.samples);
    expect(series.sums).toHaveLength(series.times.length + 1);
    expect(sumBetween(series, T0 + 49_899, T0 + 49_999)).toBe(100);
  });

  it('does not judge a late sample that lies before what it holds', () => {
    const series = emptySeries(undefined);
    for (let n = 0; n < 3_000; n += 1) addSample(series, { at: T0 + n, value: 1 }, KEEP);
    expect(addSample(series, { at: T0 + 1, value: 9 }, KEEP)).toBe('tooLate');
    expect(addSample(series, { at: T0 + 2_990, value: 9 }, KEEP)).toBe('late');
  });

  it('forgets what its rules look back no longer', () => {
    const series = emptySeries(undefined);
    for (let n = 0; n < 900; n += 1)
      addSample(series, { at: T0 + n * 20 * SECOND, value: 1 }, { ms: HOUR, samples: 1_000 });
    expect(series.times.length).toBeLessThan(600);
  });
});
