import { beforeAll, describe, expect, it } from 'vitest';
import { crowding } from '../support/crowding.ts';
import {
  DECLARE,
  type FaultyRun,
  type FaultyStage,
  type OpenFaulty,
  playDisturbed,
  tryApiFault,
} from '../support/outside/delivery-faults.ts';
import { type ErrorCase, type ErrorLore, tryError } from '../support/outside/documented-errors.ts';
import type { ApiFault } from '../support/slack/fake-slack.ts';

const ACKNOWLEDGED_WITHIN_MS = 100 * crowding();

export interface FaultRules {
  readonly name: string;
  readonly open: OpenFaulty;
  readonly faults: Readonly<Record<string, ApiFault>>;
  /** Which calls are tried of all that are made, beside the first of each method. */
  readonly everyNth: number;
  /** At least so many, and of so many methods. */
  readonly calls: number;
  readonly methods: number;
}

/** The first call of each method and every nth; but for the first fault these are shared among them. */
const chosen = (
  { faults, everyNth }: FaultRules,
  calls: readonly string[],
  fault: string,
): readonly number[] => {
  const all = calls.flatMap((method, nth) =>
    calls.indexOf(method) === nth || nth % everyNth === 0 ? [nth] : [],
  );
  const place = Object.keys(faults).indexOf(fault);
  // It doubles things where nobody looks before sending again.
  return place === 0 ? all : all.filter((_, n) => n % 4 === place % 4);
};

/** F-N1 on a messenger outside; the fault suite tries every call. */
export const healsFaults = (rules: FaultRules): void => {
  const { name, open, faults } = rules;
  describe(`a ${name} that fails at one call of a declaration or an announcement`, () => {
    let right: FaultyRun;
    const acks: number[] = [];
    beforeAll(async () => {
      // The first of everything is read from disk and compiled.
      await playDisturbed(open);
      right = await playDisturbed(open);
    });

    it('is compared with a run in which all went well', () => {
      expect(right.violations).toEqual([]);
      expect(right.dump.half).toEqual([]);
      expect(right.calls.length).toBeGreaterThan(rules.calls);
      expect(new Set(right.calls).size).toBeGreaterThan(rules.methods);
    });

    it.each(Object.entries(faults))(
      'F-N1: %s: everything is there in the end, and once',
      async (kind, fault) => {
        const wrong: unknown[] = [];
        for (const nth of chosen(rules, right.calls, kind)) {
          const { acks: acked, ...damage } = await tryApiFault(open, right, nth, fault);
          acks.push(...acked);
          if (Object.values(damage).some((items) => items.length > 0))
            wrong.push({ nth, method: right.calls[nth], ...damage });
        }
        expect(wrong).toEqual([]);
      },
    );

    it('F-N1: acknowledges within 100 ms at the 99th percentile all along', () => {
      const sorted = acks.toSorted((a, b) => a - b);
      expect(sorted.length).toBeGreaterThan(100);
      expect(sorted[Math.ceil(sorted.length * 0.99) - 1]).toBeLessThanOrEqual(
        ACKNOWLEDGED_WITHIN_MS,
      );
    });
  });
};

export interface ErrorRules<S extends FaultyStage> {
  readonly lore: ErrorLore<S>;
  readonly casesOf: (calls: readonly string[]) => readonly ErrorCase[];
  /** At least so many there are, of which every nth is tried. */
  readonly cases: number;
  readonly everyNth: number;
}

/** F-N1 with the errors that a messenger documents; the fault suite tries them all. */
export const healsErrors = <S extends FaultyStage>(name: string, rules: ErrorRules<S>): void => {
  const { lore, casesOf, everyNth } = rules;
  describe(`a ${name} that answers one call of a declaration with an error it documents`, () => {
    it('is waited for, done without, or told and tried again: nothing lost, doubled or left open', async () => {
      const right = await playDisturbed(lore.open, { steps: DECLARE });
      const cases = casesOf(right.calls);
      expect(cases.length).toBeGreaterThan(rules.cases);
      const wrong: unknown[] = [];
      for (const given of cases.filter((_, n) => n % everyNth === 0)) {
        const complaints = await tryError(lore, right, given);
        if (complaints.length > 0) wrong.push({ ...given, complaints });
      }
      expect(wrong).toEqual([]);
    });
  });
};
