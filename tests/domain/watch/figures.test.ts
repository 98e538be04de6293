import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time.ts';
import type { Finding } from '#domain/watch/finding.ts';
import { createFigureWatch } from '#domain/watch/watch-figures.ts';
import { sampleAt } from './rules.ts';

const TEN = Date.UTC(2026, 11, 1, 2);

type Given = readonly (readonly [at: number, value: number])[];

const figures = (samples: Given): readonly Extract<Finding, { kind: 'figure' }>[] => {
  const watch = createFigureWatch();
  return samples
    .flatMap(([at, value]) => watch.observe(sampleAt(at, 'connectRate', value)))
    .filter((found) => found.kind === 'figure');
};

describe('figures of a feed', () => {
  it('are its samples, where one comes a minute', () => {
    const samples = [0, 1, 2, 3].map((n) => [TEN + n * MINUTE, 70 - n] as const);
    expect(figures(samples).map(({ at, value }) => [at, value])).toEqual(samples);
    for (const { value, least, most } of figures(samples))
      expect([least, most]).toEqual([value, value]);
  });

  it('come once a minute from a feed of many a second, with the extremes of what was left out', () => {
    const samples = Array.from(
      { length: 600 },
      (_, n) => [TEN + n * 200, n === 77 ? 3 : 70] as const,
    );
    expect(figures(samples)).toMatchObject([
      { at: TEN, value: 70, least: 70 },
      { at: TEN + MINUTE, value: 70, least: 3, most: 70 },
    ]);
  });

  it('are not made of late samples, of parts of a whole, nor of extremes from before a long pause', () => {
    const watch = createFigureWatch();
    watch.observe(sampleAt(TEN, 'connectRate', 70));
    watch.observe(sampleAt(TEN + SECOND, 'connectRate', 20));
    expect(watch.observe(sampleAt(TEN - MINUTE, 'connectRate', 10))).toEqual([]);
    const part = { ...sampleAt(TEN + MINUTE, 'connectRate', 5), dims: { region: '华东' } };
    expect(watch.observe(part)).toEqual([]);
    expect(watch.observe(sampleAt(TEN + 12 * MINUTE, 'connectRate', 80))).toMatchObject([
      { value: 80, least: 80, most: 80 },
    ]);
  });

  it('are one a calendar minute at most, and miss no extreme of a steady feed but the last', () => {
    const value = fc.integer({ min: 0, max: 100 });
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 * SECOND }), value), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, (given) => {
        let at = TEN;
        const samples = given.map(([step, one]) => [(at += step), one] as const);
        const found = figures(samples);
        const minutes = found.map((figure) => Math.floor(figure.at / MINUTE));
        expect(new Set(minutes).size).toBe(minutes.length);
        // Several may come at one moment: the first of them is the figure.
        const last = samples.findIndex(([when]) => when === found.at(-1)?.at);
        const told = samples.slice(0, last + 1);
        expect(Math.min(...found.map(({ least }) => least))).toBeLessThanOrEqual(
          Math.min(...told.map(([, one]) => one)),
        );
      }),
    );
  });
});
