import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { markKey } from '#domain/incident/deadlines.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import { timersOf, type Timer } from '#domain/incident/timers.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { HOUR } from '#domain/time.ts';
import { archivingPolicy } from '../support/policy.ts';
import { steps } from './arbitrary-steps.ts';
import { eventsOf, play, sweepAt, type Moment } from './play.ts';

const RUNS = { numRuns: 1_000 };
// A second or two on an idle machine; the rest is for busy ones.
vi.setConfig({ testTimeout: 60_000 });

const timersAfter = ({ after }: Moment): readonly Timer[] =>
  after === undefined ? [] : timersOf(after, archivingPolicy);
const due = (state: IncidentState | undefined, now: number): readonly Timer[] =>
  state === undefined ? [] : timersOf(state, archivingPolicy).filter(({ dueAt }) => dueAt <= now);

/** How often each deadline was spoken of in one way, by occurrence. */
const counts = (
  events: readonly IncidentEvent[],
  type: 'deadline.warned' | 'deadline.breached' | 'deadline.escalated' | 'deadline.acknowledged',
): ReadonlyMap<string, number> => {
  const all = new Map<string, number>();
  for (const event of events)
    if (event.type === type) {
      const key = markKey(event.data.deadline);
      all.set(key, (all.get(key) ?? 0) + 1);
    }
  return all;
};

const isUntimelyWarning = (event: IncidentEvent): boolean => {
  if (event.type !== 'deadline.warned' || event.data.deadline.kind !== 'task') return false;
  const { anchoredAt, dueAt } = event.data.deadline;
  const from = anchoredAt + Math.round((dueAt - anchoredAt) * 0.8);
  return event.recordedAt < from || event.recordedAt > dueAt;
};
const isUntimelyBreach = (event: IncidentEvent): boolean => {
  if (event.type !== 'deadline.breached') return false;
  const { deadline, lateMs } = event.data;
  return (
    lateMs <= 0 ||
    event.occurredAt !== deadline.dueAt ||
    event.recordedAt !== deadline.dueAt + lateMs
  );
};

describe('timers, whatever happens', () => {
  it('given any state, then timers have unique ids and whole milliseconds', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const moment of play(run)) {
          const timers = timersAfter(moment);
          const ids = timers.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(timers.every(({ dueAt }) => Number.isSafeInteger(dueAt))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('given any timer, when the engine sweeps at its time, then something is said, it is gone, and a second sweep says nothing', () => {
    fc.assert(
      fc.property(steps(), fc.nat(), (run, pick) => {
        // Every third moment: a run has hundreds of timers.
        for (const moment of play(run).filter((_, index) => index % 3 === pick % 3)) {
          const timers = timersAfter(moment);
          const timer = timers[pick % Math.max(1, timers.length)];
          if (timer === undefined || moment.after === undefined) continue;
          const now = Math.max(moment.now, timer.dueAt);
          const swept = sweepAt(moment.after, now);
          expect(swept.events.length).toBeGreaterThan(0);
          expect(due(swept.after, now)).toEqual([]);
          expect(sweepAt(swept.after ?? moment.after, now).events).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('given a sweep at any time, then no timer before it is left', () => {
    fc.assert(
      fc.property(steps(), fc.integer({ min: 0, max: 100 * HOUR }), (run, later) => {
        const last = play(run).at(-1);
        if (last?.after === undefined) return;
        const now = last.now + later;
        expect(due(sweepAt(last.after, now).after, now)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('given no timer that is due, then a sweep says nothing', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const said = play(run).flatMap(({ now, after }) =>
          after === undefined || due(after, now).length > 0 ? [] : sweepAt(after, now).events,
        );
        expect(said).toEqual([]);
      }),
      RUNS,
    );
  });

  it('given any history, then each deadline is warned of once, breached once and escalated once more only after an acknowledgement', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const events = eventsOf(play(run));
        expect(Math.max(0, ...counts(events, 'deadline.warned').values())).toBeLessThanOrEqual(1);
        expect(Math.max(0, ...counts(events, 'deadline.breached').values())).toBeLessThanOrEqual(1);
        const acknowledged = counts(events, 'deadline.acknowledged');
        for (const [key, times] of counts(events, 'deadline.escalated'))
          expect(times).toBeLessThanOrEqual(1 + (acknowledged.get(key) ?? 0));
      }),
      RUNS,
    );
  });

  it('given any history, then an item is warned of between 80 % and its due time, and a breach is noticed after it', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        const events = eventsOf(play(run));
        expect(events.filter(isUntimelyWarning)).toEqual([]);
        expect(events.filter(isUntimelyBreach)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('given an incident that is over, then only the review, its action items and the archiving have timers', () => {
    fc.assert(
      fc.property(steps(), (run) => {
        for (const moment of play(run)) {
          const phase = moment.after?.phase;
          if (phase !== 'closed' && phase !== 'cancelled') continue;
          const kept = phase === 'closed' ? /^(postmortem|action:|archive\|)/ : /^action:/;
          expect(timersAfter(moment).filter(({ id }) => !kept.test(id))).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});
