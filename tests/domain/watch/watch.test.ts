import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain/time.ts';
import type { Finding } from '#domain/watch/finding.ts';
import type { Observation, SignalSeen } from '#domain/watch/observation.ts';
import { createWatch, type Watch } from '#domain/watch/watch.ts';
import { shippedPolicy } from '../../support/policy.ts';
import { playbooksWith, sampleAt } from './rules.ts';

const TEN = Date.UTC(2026, 11, 1, 2);
const shipped = (): Watch => createWatch(shippedPolicy.playbooks);

const rulesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map((found) => (found.kind === 'fired' ? found.rule : found.kind));

const complaint = (at: number, fields: Partial<Observation & { kind: 'complaint' }> = {}) =>
  ({
    id: at,
    at,
    receivedAt: at,
    kind: 'complaint',
    ticket: `T${at}`,
    keywords: [],
    ...fields,
  }) as const;

const signal = (fields: Omit<SignalSeen, 'kind'>, at = TEN): Observation => ({
  id: at,
  at,
  receivedAt: at,
  kind: 'signal',
  ...fields,
});

describe('thresholds', () => {
  it('S0-28 fire on both sides of "below 80" and "over 2 minutes", and not on the limits', () => {
    const watch = shipped();
    expect(rulesOf(watch.observe(sampleAt(TEN, 'connectRate', 80)))).toEqual([]);
    expect(rulesOf(watch.observe(sampleAt(TEN, 'waitSeconds', 120)))).toEqual([]);
    expect(rulesOf(watch.observe(sampleAt(TEN + 1, 'connectRate', 79)))).toEqual([
      'sf-connect-low',
    ]);
    expect(rulesOf(watch.observe(sampleAt(TEN + 1, 'waitSeconds', 121)))).toEqual(['sf-wait-long']);
    expect(rulesOf(watch.observe(sampleAt(TEN + 1, 'ivrHealthy', 0)))).toEqual(['sf-ivr-down']);
  });

  it('E2 let a load of exactly 120 % pass, and take 121 % for a trigger', () => {
    const watch = shipped();
    expect(watch.observe(sampleAt(TEN, 'loadPct', 120))).toEqual([]);
    expect(watch.observe(sampleAt(TEN + MINUTE, 'loadPct', 121))).toMatchObject([
      { rule: 'cs-capacity', stage: 'trigger', playbook: 'call-surge', again: false },
    ]);
  });

  it('E1 hold for strictly longer than ten minutes: not at 10:10, at 10:11', () => {
    const watch = shipped();
    const fired = Array.from({ length: 12 }, (_, minute) =>
      rulesOf(watch.observe(sampleAt(TEN + minute * MINUTE, 'connectRate', 66))),
    );
    expect(fired.findIndex((rules) => rules.includes('sf-connect-outage'))).toBe(11);
  });

  it('start anew after a pause in which nobody knows what happened', () => {
    const watch = shipped();
    watch.observe(sampleAt(TEN, 'connectRate', 66));
    const later = watch.observe(sampleAt(TEN + HOUR, 'connectRate', 66));
    expect(rulesOf(later)).not.toContain('sf-connect-outage');
  });

  it('S0-04 follow the file: 82 instead of 80 makes 81 too low', () => {
    const triggers = [
      { id: 'low', stage: 'watch', metric: 'connectRate', op: 'lt', value: 80 },
    ] as const;
    const edited = triggers.map((rule) => ({ ...rule, value: 82 }));
    const low = sampleAt(TEN, 'connectRate', 81);
    expect(createWatch(playbooksWith(triggers)).observe(low)).toEqual([]);
    expect(rulesOf(createWatch(playbooksWith(edited)).observe(low))).toEqual(['low']);
  });

  it('say once a minute that it still holds, and at once when it is worse by ten points', () => {
    const watch = shipped();
    watch.observe(sampleAt(TEN, 'connectRate', 78));
    expect(watch.observe(sampleAt(TEN + 10_000, 'connectRate', 69))).toEqual([]);
    expect(watch.observe(sampleAt(TEN + 20_000, 'connectRate', 68))).toMatchObject([
      { again: true },
    ]);
    expect(watch.observe(sampleAt(TEN + 79_000, 'connectRate', 68))).toEqual([]);
    expect(watch.observe(sampleAt(TEN + 80_000, 'connectRate', 68))).toMatchObject([
      { again: true },
    ]);
  });
});

describe('growth', () => {
  it('S0-27 E2 is not over 50 % with 900 calls against 600, but with 901: 50.2 %', () => {
    const grown = (today: number): readonly Finding[] => {
      const watch = shipped();
      watch.observe(sampleAt(TEN - DAY, 'callVolume', 600));
      return watch.observe(sampleAt(TEN, 'callVolume', today));
    };
    expect(grown(900)).toEqual([]);
    const [found] = grown(901);
    expect(found).toMatchObject({ rule: 'cs-growth', reason: { value: 901, baseline: 600 } });
    expect(
      found?.kind === 'fired' && found.reason.kind === 'growth' && found.reason.growthPct,
    ).toBeCloseTo(50.17, 2);
  });

  it('says nothing about figures too small to compare', () => {
    const watch = shipped();
    watch.observe(sampleAt(TEN - DAY, 'callVolume', 29));
    expect(watch.observe(sampleAt(TEN, 'callVolume', 290))).toEqual([]);
  });
});

describe('complaints', () => {
  const oneByOne = (gapMs: number, count: number) => {
    const watch = shipped();
    return Array.from({ length: count }, (_, i) =>
      rulesOf(watch.observe(complaint(TEN + i * gapMs))),
    );
  };

  it('S0-29 E3 are a cluster with the tenth in an hour', () => {
    const fired = oneByOne(6 * MINUTE, 10);
    expect(fired.slice(0, 9).flat()).toEqual([]);
    expect(fired[9]).toEqual(['cc-count']);
  });

  it('S0-29 are none when the first is older than an hour', () => {
    expect(oneByOne(7 * MINUTE, 10).flat()).toEqual([]);
  });

  it('S0-29 count one ticket once', () => {
    const watch = shipped();
    const same = Array.from({ length: 20 }, (_, i) =>
      watch.observe(complaint(TEN + i, { ticket: 'T' })),
    );
    expect(same.flat()).toEqual([]);
  });

  it('count by product and batch where the rule does, and without a batch not at all', () => {
    const watch = shipped();
    const add = (i: number, batch?: string) =>
      rulesOf(
        watch.observe(
          complaint(TEN + i * HOUR, {
            product: '手环X2',
            ...(batch === undefined ? {} : { batch }),
          }),
        ),
      );
    expect([0, 1, 2, 3].flatMap((i) => [...add(i, 'B1'), ...add(i)])).toEqual([]);
    expect(add(4, 'B2')).toEqual([]);
    expect(add(5, 'B1')).toEqual(['pq-batch']);
  });

  it('S0-30 E11 fire at once on words of regulators, media and danger', () => {
    const watch = shipped();
    const said = (group: string, word: string) =>
      rulesOf(watch.observe(complaint(TEN, { ticket: word, keywords: [{ group, word }] })));
    expect(said('media', '媒体曝光')).toEqual(['cc-keyword', 'po-keyword']);
    expect(said('safety', '爆炸')).toEqual(['pq-safety']);
  });
});

describe('signals', () => {
  it('S0-31 are taken for the scenario whose rule names their kind', () => {
    const watch = shipped();
    expect(watch.observe(signal({ signal: 'trendingTopic', text: '热搜12位' }))).toMatchObject([
      { rule: 'po-trending', playbook: 'public-opinion', stage: 'trigger' },
    ]);
    expect(rulesOf(watch.observe(signal({ signal: 'recall', text: '召回' })))).toEqual([
      'pq-external',
    ]);
    const down = { signal: 'systemDown', text: '宕机' };
    expect(rulesOf(watch.observe(signal({ ...down, system: 'crm' })))).toEqual([
      'sf-platform-down',
    ]);
    expect(rulesOf(watch.observe(signal({ ...down, system: 'canteen' })))).toEqual([]);
  });

  it('go to the scenario that their sender names, are one condition by fingerprint, and end', () => {
    const watch = shipped();
    const sent = { signal: 'alertmanager', text: 'x', scenario: 'call-surge', fingerprint: 'f1' };
    expect(watch.observe(signal(sent))).toMatchObject([{ playbook: 'call-surge', again: false }]);
    expect(watch.observe(signal(sent, TEN + 1_000))).toEqual([]);
    expect(watch.observe(signal({ ...sent, resolved: true }, TEN + 2_000))).toEqual([
      { kind: 'over', fingerprint: 'f1', at: TEN + 2_000 },
    ]);
    expect(watch.observe(signal({ ...sent, resolved: true }, TEN + 3_000))).toEqual([]);
  });
});

describe('silence', () => {
  const fed = (count: number): Watch => {
    const watch = shipped();
    for (let i = 0; i < count; i += 1) watch.observe(sampleAt(TEN + i * MINUTE, 'connectRate', 95));
    return watch;
  };

  it('is told once, when a metric that came regularly has not come for over ten minutes', () => {
    const watch = fed(10);
    const last = TEN + 9 * MINUTE;
    expect(watch.tick(last + 10 * MINUTE)).toEqual([]);
    expect(rulesOf(watch.tick(last + 10 * MINUTE + 1))).toEqual(['silence:connectRate']);
    expect(watch.tick(last + 20 * MINUTE)).toEqual([]);
  });

  it('is nothing to wonder about when values come now and then', () => {
    expect(fed(9).tick(TEN + DAY)).toEqual([]);
  });
});

describe('recovery', () => {
  it('E1 S0-47 is suggested at 11:08 after 91 % since 11:02, and never at 89.9 %', () => {
    const recovered = (value: number) => {
      const watch = shipped();
      return Array.from({ length: 7 }, (_, i) =>
        rulesOf(watch.observe(sampleAt(TEN + i * MINUTE, 'connectRate', value))),
      ).findIndex((rules) => rules.includes('recovered'));
    };
    expect(recovered(91)).toBe(6);
    expect(recovered(89.9)).toBe(-1);
  });

  it('of one region is not that of the whole', () => {
    const watch = shipped();
    const found = Array.from({ length: 20 }, (_, i) =>
      watch.observe({ ...sampleAt(TEN + i * MINUTE, 'connectRate', 95), dims: { region: '华东' } }),
    );
    expect(found.flat()).toEqual([]);
  });
});
