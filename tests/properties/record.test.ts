import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EVENT_EFFECTS } from '#domain/incident/effects-by-event.ts';
import { foldIncident } from '#domain/incident/evolve.ts';
import { timersOf } from '#domain/incident/timers.ts';
import { isRejected } from '#domain/rejection.ts';
import { archivingPolicy } from '../support/policy.ts';
import { INTENT_TYPES, steps } from './arbitrary-steps.ts';
import { eventsOf, play } from './play.ts';

const RUNS = { numRuns: 1_000 };
// A second or two on an idle machine; the rest is for busy ones.
vi.setConfig({ testTimeout: 60_000 });

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Freezes what is not yet frozen; what is frozen already is frozen through and through. */
const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
};

describe('the record of an incident, whatever anybody asks for', () => {
  it('given any commands, then deciding never throws and a refusal changes nothing', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const moments = play(run, freeze);
        const refusals = moments.filter(({ decision }) => isRejected(decision));
        expect(refusals.filter(({ before, after }) => after !== before)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('given any history, then its events are plain data, and folding them from scratch, step by step or from storage gives one state', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const moments = play(run);
        const state = moments.at(-1)?.after;
        const events = eventsOf(moments);
        expect(isDeepStrictEqual(foldIncident(undefined, events), state)).toBe(true);
        const stored = throughJson(events);
        expect(isDeepStrictEqual(stored, events)).toBe(true);
        expect(isDeepStrictEqual(foldIncident(undefined, stored), state)).toBe(true);
      }),
      RUNS,
    );
  });

  it('given any state, then it is plain data: what JSON gives back is the same and acts the same', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const state = play(run).at(-1)?.after;
        if (state === undefined) throw new Error('an incident opens first');
        const stored = throughJson(state);
        expect(isDeepStrictEqual(stored, state)).toBe(true);
        expect(timersOf(stored, archivingPolicy)).toEqual(timersOf(state, archivingPolicy));
      }),
      RUNS,
    );
  });

  it('given events in any order, some lost and some twice, then folding never throws and leaves plain data', () => {
    const disorder = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(steps(), disorder, (run, numbers) => {
        const events = eventsOf(play(run));
        const picked = events.map(() => events[(numbers.next().value ?? 0) % events.length]);
        const state = foldIncident(
          undefined,
          picked.filter((event) => event !== undefined),
        );
        expect(state === undefined || isDeepStrictEqual(throughJson(state), state)).toBe(true);
      }),
      RUNS,
    );
  });

  it('given any event, then it was written now, happened no later, and names who did it', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const { now, command, events } of play(run))
          for (const event of events) {
            expect(event.recordedAt).toBe(now);
            expect(event.occurredAt).toBeLessThanOrEqual(now);
            expect(event.actor.id).toBe(command.meta.actor.id);
            expect(event.via).toBe(command.meta.via);
          }
      }),
      RUNS,
    );
  });
});

describe('the arbitraries', () => {
  it('given a thousand runs, then they take every intent to a success and reach every kind of event', () => {
    const reached = new Set<string>();
    const taken = new Set<string>();
    for (const run of fc.sample(steps(), { numRuns: 1_000, seed: 20261201 }))
      for (const { command, events } of play(run)) {
        if (events.length > 0) taken.add(command.type);
        for (const { type } of events) reached.add(type);
      }
    expect(INTENT_TYPES.filter((type) => !taken.has(type))).toEqual([]);
    expect(Object.keys(EVENT_EFFECTS).filter((kind) => !reached.has(kind))).toEqual([]);
  });
});
