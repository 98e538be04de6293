import { describe, expect, it } from 'vitest';
import { paceOf } from '#adapters/slack/web/tiers.ts';
import { MINUTE } from '#domain/time.ts';
import { METHODS } from '../../../support/slack/facts.ts';
import { methodsInUse } from './methods-in-use.ts';

/** Calls a minute: docs.slack.dev, apis/web-api/rate-limits. */
const PUBLISHED: Readonly<Record<number, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };

const tiered = methodsInUse().flatMap((method) => {
  const tier = METHODS[method]?.tier;
  // The socket opens its own address, at its own pace.
  return typeof tier === 'number' && method !== 'apps.connections.open'
    ? [[method, PUBLISHED[tier] ?? 0] as const]
    : [];
});

describe('the pace of a method', () => {
  it('is known for everything that the adapter calls', () => {
    expect(tiered.length).toBeGreaterThan(20);
  });

  it.each(tiered)('is the published one: %s, %i a minute', (method, calls) => {
    const { capacity, intervalMs } = paceOf(method);
    expect(capacity).toBe(calls);
    // Never faster than published, and at most 3 % slower.
    expect(intervalMs * calls).toBeGreaterThanOrEqual(MINUTE);
    expect(intervalMs * calls).toBeLessThanOrEqual(MINUTE * 1.03);
  });
});
