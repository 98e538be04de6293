import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { TriggerRule } from '#domain/playbook/playbook.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time.ts';
import type { Observation } from '#domain/watch/observation.ts';
import { createWatch, type Watch } from '#domain/watch/watch.ts';
import { watchHorizon } from '#domain/watch/watch-rule.ts';
import { playbooksWith } from '../domain/watch/rules.ts';
import { reference } from './watch-reference.ts';

// A few seconds on an idle machine; the rest is for busy ones.
vi.setConfig({ testTimeout: 60_000 });

const T0 = Date.UTC(2026, 11, 1, 2);
const op = fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq' as const);
const ID = { id: 'rule', stage: 'watch' as const };

const threshold: fc.Arbitrary<TriggerRule> = fc
  .record({
    metric: fc.constantFrom('connectRate', 'waitSeconds'),
    op,
    value: fc.integer({ min: 60, max: 90 }),
    sustainedForMs: fc.constantFrom(0, MINUTE, 5 * MINUTE, 10 * MINUTE),
  })
  .map((rule) => ({ ...ID, ...rule }));
const growth: fc.Arbitrary<TriggerRule> = fc
  .record({
    growthPct: fc.constantFrom(0, 20, 50),
    windowMs: fc.constantFrom(MINUTE, 5 * MINUTE, 15 * MINUTE),
    minBaseline: fc.constantFrom(0, 30, 200),
  })
  .map((rule) => ({
    ...ID,
    ...rule,
    metric: 'connectRate',
    op: 'gt',
    baseline: 'sameTimeYesterday',
  }));
const count: fc.Arbitrary<TriggerRule> = fc
  .record({
    count: fc.integer({ min: 2, max: 6 }),
    windowMs: fc.constantFrom(10 * MINUTE, HOUR, DAY),
    groupBy: fc.option(fc.constant(['product', 'batch']), { nil: undefined }),
  })
  .map(({ groupBy, ...rule }) => ({
    ...ID,
    ...rule,
    op: 'gte',
    signal: 'complaint',
    ...(groupBy === undefined ? {} : { groupBy }),
  }));

/** Mostly in order, now and then late or far too late; now and then a long pause, or the next day. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 20 * SECOND, MINUTE, 61 * SECOND, 5 * MINUTE) },
  { weight: 2, arbitrary: fc.constantFrom(10 * MINUTE, 10 * MINUTE + 1, DAY - 10 * MINUTE, DAY) },
  { weight: 2, arbitrary: fc.constantFrom(-1, -30 * SECOND, -MINUTE, -HOUR, -HOUR - 1) },
);
const moment = fc.record({
  step,
  value: fc.integer({ min: 55, max: 95 }),
  kind: fc.constantFrom('connectRate', 'connectRate', 'waitSeconds', 'complaint'),
  part: fc.constantFrom('', '', '华东', '华南'),
});

const series = fc
  .array(moment, { minLength: 10, maxLength: 60, size: 'max' })
  .map((moments): readonly Observation[] => {
    let newest = T0;
    return moments.map(({ step: by, value, kind, part }, index) => {
      const at = newest + by;
      newest = Math.max(newest, at);
      const base = { id: index + 1, at, receivedAt: newest };
      if (kind !== 'complaint')
        return {
          ...base,
          kind: 'sample',
          metric: kind,
          value,
          ...(part === '' ? {} : { dims: { region: part } }),
        };
      const group = part === '' ? {} : { product: '手环X2', batch: part };
      return { ...base, kind: 'complaint', ticket: `T${index}`, keywords: [], ...group };
    });
  });

const heard = (watch: Watch, observations: readonly Observation[]) =>
  observations.flatMap((seen) =>
    watch
      .observe(seen)
      .flatMap((found) =>
        found.kind === 'fired'
          ? [{ id: seen.id, rule: found.rule, at: found.at, again: found.again }]
          : [],
      ),
  );

describe('the rules', () => {
  it('agree with a plain reading of rule and samples, late and out of order ones included', () => {
    let fired = 0;
    fc.assert(
      fc.property(fc.oneof(threshold, growth, count), series, (rule, observations) => {
        const expected = reference(rule, observations);
        fired += expected.length;
        expect(heard(createWatch(playbooksWith([rule])), observations)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
    // Would agree on nothing at all otherwise.
    expect(fired).toBeGreaterThan(500);
  });

  it('fire as if they had run all along when warmed with what lies within their horizon', () => {
    fc.assert(
      fc.property(threshold, series, fc.nat({ max: 60 }), (rule, observations, cut) => {
        const playbooks = playbooksWith([rule]);
        const from = Math.max(0, ...observations.slice(0, cut).map(({ at }) => at));
        const horizon = from - watchHorizon(playbooks);
        const warmed = createWatch(playbooks);
        heard(
          warmed,
          observations.slice(0, cut).filter(({ at }) => at >= horizon),
        );
        const whole = heard(createWatch(playbooks), observations);
        // When it was last told is forgotten with what is older; whether it holds is not.
        const firsts = (all: typeof whole) => all.filter(({ id, again }) => id > cut && !again);
        expect(firsts(heard(warmed, observations.slice(cut)))).toEqual(firsts(whole));
      }),
      { numRuns: 500 },
    );
  });
});
