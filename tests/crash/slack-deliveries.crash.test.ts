import { availableParallelism, loadavg } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  API_FAULTS,
  DECLARE,
  type FaultyRun,
  playDisturbed,
  tryApiFault,
} from '../support/slack/delivery-faults.ts';
import { errorCases, tryError } from '../support/slack/documented-errors.ts';

/** `npm run faults -- slack` tries every call and every error; here is a fixed part of them. */
const EVERY_NTH_CALL = 10;
const EVERY_NTH_ERROR = 9;

const FAULTS = Object.keys(API_FAULTS);
/** The fault that doubles things where nobody looks before sending again. */
const [MOST_DANGEROUS = ''] = FAULTS;

/** The first call of each method and every tenth; but for one fault these are shared among them. */
const chosen = (calls: readonly string[], fault: string): readonly number[] => {
  const all = calls.flatMap((method, nth) =>
    calls.indexOf(method) === nth || nth % EVERY_NTH_CALL === 0 ? [nth] : [],
  );
  if (fault === MOST_DANGEROUS) return all;
  const share = FAULTS.indexOf(fault) % 4;
  return all.filter((_, n) => n % 4 === share);
};

/** On a machine that has nothing else to do; where more wants to run than there are cores, all of it takes longer. */
const ACKNOWLEDGED_WITHIN_MS = 100 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

describe('a Slack that fails at one call of a declaration or an announcement', () => {
  let right: FaultyRun;
  const acks: number[] = [];
  beforeAll(async () => {
    // The first of everything is read from disk and compiled.
    await playDisturbed();
    right = await playDisturbed();
  });

  it('is compared with a run in which all went well', () => {
    expect(right.violations).toEqual([]);
    expect(right.dump.half).toEqual([]);
    expect(right.calls.length).toBeGreaterThan(60);
    expect(new Set(right.calls).size).toBeGreaterThan(10);
  });

  it.each(FAULTS)('F-N1: %s: everything is there in the end, and once', async (fault) => {
    const wrong: unknown[] = [];
    for (const nth of chosen(right.calls, fault)) {
      const given = API_FAULTS[fault];
      if (given === undefined) throw new Error(fault);
      const { acks: acked, ...damage } = await tryApiFault(right, nth, given);
      acks.push(...acked);
      if (Object.values(damage).some((items) => items.length > 0))
        wrong.push({ nth, method: right.calls[nth], ...damage });
    }
    expect(wrong).toEqual([]);
  });

  it('F-N1: acknowledges within 100 ms at the 99th percentile all along', () => {
    const sorted = acks.toSorted((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(200);
    expect(sorted[Math.ceil(sorted.length * 0.99) - 1]).toBeLessThanOrEqual(ACKNOWLEDGED_WITHIN_MS);
  });
});

describe('a Slack that answers one call of a declaration with an error it documents', () => {
  it('is waited for, done without, or told and tried again: nothing lost, doubled or left open', async () => {
    const right = await playDisturbed({ steps: DECLARE });
    const cases = errorCases(right.calls);
    expect(cases.length).toBeGreaterThan(500);
    const wrong: unknown[] = [];
    for (const given of cases.filter((_, n) => n % EVERY_NTH_ERROR === 0)) {
      const complaints = await tryError(right, given);
      if (complaints.length > 0) wrong.push({ ...given, complaints });
    }
    expect(wrong).toEqual([]);
  });
});
