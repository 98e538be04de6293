import { describe, expect, it } from 'vitest';
import type { Scope, Suggestion } from '#domain/incident/event.ts';
import { parseHint } from '#domain/playbook/hint.ts';
import { suggestSeverity, type KnownFacts } from '#domain/playbook/suggest.ts';
import { shippedPolicy } from '../support/policy.ts';

const NOWHERE: Scope = { regions: [], nationwide: false };

const suggest = (id: string, facts: Partial<KnownFacts>): Suggestion => {
  const playbook = shippedPolicy.playbooks[id];
  const scheme = shippedPolicy.schemes[playbook?.scheme ?? ''];
  if (playbook === undefined || scheme === undefined) throw new Error(`no playbook ${id}`);
  return suggestSeverity(playbook, scheme, { scope: NOWHERE, flags: [], ...facts });
};

const within = (regions: readonly string[], users?: number): { readonly scope: Scope } => ({
  scope: { regions, nationwide: false, ...(users === undefined ? {} : { users }) },
});

describe('the suggested severity', () => {
  it('E1: nationwide with 5000 users is sev1 for two reasons', () => {
    const scope = { regions: [], nationwide: true, users: 5000 };
    expect(suggest('system-failure', { scope })).toEqual({
      severity: 'sev1',
      reasons: [{ kind: 'nationwide' }, { kind: 'users', users: 5000, op: 'gte', limit: 1000 }],
    });
  });

  it('E2: one region with 80 users is sev3, and says why', () => {
    expect(suggest('call-surge', within(['华东'], 80))).toEqual({
      severity: 'sev3',
      reasons: [
        { kind: 'regions', count: 1 },
        { kind: 'users', users: 80, op: 'lte', limit: 100 },
      ],
    });
  });

  it('E2: a load over capacity raises it to sev2; 120 % is not over', () => {
    const region = within(['华东'], 80);
    expect(suggest('call-surge', { ...region, metrics: { loadPct: 126 } })).toEqual({
      severity: 'sev2',
      reasons: [{ kind: 'metric', metric: 'loadPct', op: 'gt', limit: 120, value: 126 }],
    });
    expect(suggest('call-surge', { ...region, metrics: { loadPct: 120 } }).severity).toBe('sev3');
  });

  it('E3: three regions with 300 users are sev2', () => {
    expect(suggest('complaint-cluster', within(['华东', '华南', '华北'], 300))).toEqual({
      severity: 'sev2',
      reasons: [
        { kind: 'users', users: 300, op: 'gt', limit: 100 },
        { kind: 'regions', count: 3 },
      ],
    });
  });

  it('E3: a trending topic is sev1', () => {
    expect(
      suggest('public-opinion', { ...within(['华东'], 300), flags: ['trendingTopic'] }),
    ).toEqual({
      severity: 'sev1',
      reasons: [{ kind: 'flag', flag: 'trendingTopic' }],
    });
  });

  it('E5: two regions with 300 users are sev2, each subject named once', () => {
    expect(suggest('system-failure', within(['华东', '华南'], 300))).toEqual({
      severity: 'sev2',
      reasons: [
        { kind: 'regions', count: 2 },
        { kind: 'users', users: 300, op: 'gt', limit: 100 },
      ],
    });
  });

  it('S0-35: is the higher of scope and difficulty', () => {
    const routine = { ...within(['华东', '华南'], 80), flags: ['routine'] };
    expect(suggest('system-failure', routine)).toEqual({
      severity: 'sev2',
      reasons: [{ kind: 'regions', count: 2 }],
    });
    const outage = { ...within(['华东'], 80), flags: ['fullOutage'] };
    expect(suggest('system-failure', outage)).toEqual({
      severity: 'sev1',
      reasons: [{ kind: 'flag', flag: 'fullOutage' }],
    });
  });

  it.each([
    [99, 'sev3'],
    [100, 'sev3'],
    [101, 'sev2'],
    [999, 'sev2'],
    [1000, 'sev1'],
  ])('S0-36: %i users in one region are %s', (users, severity) => {
    expect(suggest('system-failure', within(['上海'], users)).severity).toBe(severity);
  });

  it('S1-03: a batch defect is sev1 of the after-sales scheme', () => {
    expect(suggest('product-quality', { flags: ['batchQuality'] })).toEqual({
      severity: 'sev1',
      reasons: [{ kind: 'flag', flag: 'batchQuality' }],
    });
  });

  it('S1-04: a risk of public opinion is sev2 of the after-sales scheme', () => {
    expect(suggest('product-quality', { flags: ['opinionRisk'] }).severity).toBe('sev2');
  });

  it('S1-05: an urgent case is sev3 though the playbook starts from sev1', () => {
    expect(suggest('product-quality', { flags: ['urgentCase'] }).severity).toBe('sev3');
  });

  it('takes a hint of several terms only when all of them hold', () => {
    const nationwide = { regions: [], nationwide: true };
    expect(
      suggest('complaint-cluster', { scope: nationwide, flags: ['massComplaint'] }).reasons,
    ).toEqual([{ kind: 'flag', flag: 'massComplaint' }, { kind: 'nationwide' }]);
    expect(suggest('complaint-cluster', { flags: ['massComplaint'] }).reasons).toEqual([
      { kind: 'default' },
    ]);
  });

  it('is the default of the playbook when nothing is known, and says so', () => {
    expect(suggest('system-failure', {})).toEqual({
      severity: 'sev2',
      reasons: [{ kind: 'default' }],
    });
    expect(suggest('public-opinion', { flags: ['somethingElse'] }).severity).toBe('sev1');
  });
});

describe('a severity hint', () => {
  it.each([
    ['fullOutage', [[{ flag: 'fullOutage' }]]],
    ['keyword.media', [[{ flag: 'keyword.media' }]]],
    [
      'loadPct > 120 or regions >= 2',
      [[{ name: 'loadPct', op: 'gt', value: 120 }], [{ name: 'regions', op: 'gte', value: 2 }]],
    ],
    [
      'a and b or c == 1.5',
      [[{ flag: 'a' }, { flag: 'b' }], [{ name: 'c', op: 'eq', value: 1.5 }]],
    ],
    ['A AND users<=100', [[{ flag: 'A' }, { name: 'users', op: 'lte', value: 100 }]]],
  ])('%s is a test', (when, groups) => {
    expect(parseHint(when)).toEqual(groups);
  });

  it.each([
    'single social post, limited spread',
    'single urgent case',
    'fullOutage or a bad day',
    'users >=',
    '',
  ])('"%s" is prose', (when) => {
    expect(parseHint(when)).toEqual([]);
  });
});
