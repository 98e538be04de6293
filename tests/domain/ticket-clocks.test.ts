import { describe, expect, it } from 'vitest';
import {
  crossDepartmentTime,
  latenessOf,
  nextClock,
  type TicketLimit,
  ticketClocks,
} from '#domain/ticket/clocks.ts';
import { HOUR, MINUTE } from '#domain/time.ts';

const at = (clock: string, day = '2026-12-04'): number => Date.parse(`${day}T${clock}+08:00`);

const LIMITS: readonly TicketLimit[] = [
  { id: 'respond', start: 'ticketCreatedAt', end: 'firstResponseAt', dueMs: 30 * MINUTE },
  { id: 'resolve', start: 'ticketCreatedAt', end: 'resolvedAt', dueMs: 24 * HOUR },
  { id: 'transfer', start: 'ticketCreatedAt', end: 'transferredAt', dueMs: HOUR },
  { id: 'accept', start: 'transferredAt', end: 'acceptedAt', dueMs: 2 * HOUR },
  { id: 'inform', start: 'resultAt', end: 'informedAt', dueMs: HOUR },
];

const E5B = {
  ticketCreatedAt: at('09:10'),
  transferredAt: at('09:20'),
  firstResponseAt: at('09:35'),
  acceptedAt: at('11:25'),
  resultAt: at('14:00'),
  informedAt: at('14:40'),
  resolvedAt: at('14:40'),
};

describe('clocks of a ticket', () => {
  it('S3-01, E5b: a complaint of level two is due and reminded at the minutes of the script', () => {
    const clocks = ticketClocks(LIMITS, E5B);
    const due = (id: string) => clocks.find((clock) => clock.id === id);
    expect(due('respond')).toMatchObject({ dueAt: at('09:40'), warnAt: at('09:34') });
    expect(due('resolve')).toMatchObject({ dueAt: at('09:10', '2026-12-05') });
    expect(due('accept')).toMatchObject({ dueAt: at('11:20'), warnAt: at('10:56') });
    expect(due('inform')).toMatchObject({ dueAt: at('15:00') });
  });

  it('S3-08, E5b: only the acceptance is late, by five minutes', () => {
    const late = ticketClocks(LIMITS, E5B).map((clock) => [
      clock.id,
      latenessOf(clock, at('20:00')),
    ]);
    expect(late).toEqual([
      ['respond', 0],
      ['resolve', 0],
      ['transfer', 0],
      ['accept', 5 * MINUTE],
      ['inform', 0],
    ]);
  });

  it('E5b: the time between departments is 5 h 20 m, split in three', () => {
    expect(crossDepartmentTime(E5B)).toEqual({
      acceptMs: 2 * HOUR + 5 * MINUTE,
      processingMs: 2 * HOUR + 35 * MINUTE,
      feedbackMs: 40 * MINUTE,
      totalMs: 5 * HOUR + 20 * MINUTE,
    });
  });

  it('a step that did not happen has no clock yet and no time between departments', () => {
    const fresh = { ticketCreatedAt: at('09:10') };
    expect(ticketClocks(LIMITS, fresh).map(({ id }) => id)).toEqual([
      'respond',
      'resolve',
      'transfer',
    ]);
    expect(crossDepartmentTime(fresh)).toBeUndefined();
  });

  it('the strictest of two limits on one clock wins, whichever is named first', () => {
    const handbook = { ...LIMITS[0], id: 'respond', dueMs: 24 * HOUR } as TicketLimit;
    for (const limits of [
      [handbook, ...LIMITS],
      [...LIMITS, handbook],
    ]) {
      const clock = ticketClocks(limits, E5B).find(({ id }) => id === 'respond');
      expect(clock?.dueAt).toBe(at('09:40'));
    }
  });

  it('an answer exactly on the limit is in time, one millisecond more is late', () => {
    const clock = { id: 'respond', dueAt: at('09:40'), warnAt: at('09:34') };
    expect(latenessOf({ ...clock, endedAt: at('09:40') }, at('20:00'))).toBe(0);
    expect(latenessOf({ ...clock, endedAt: at('09:40') + 1 }, at('20:00'))).toBe(1);
  });
});

describe('next day 09:00', () => {
  it.each([
    ['23:10', at('09:00', '2026-12-05')],
    ['02:00', at('09:00')],
    ['09:00', at('09:00', '2026-12-05')],
  ])('S3-09: from %s it is the next nine o’clock', (clock, next) => {
    expect(nextClock(at(clock), '09:00', 'Asia/Shanghai')).toBe(next);
  });

  it('S3-09: it is nine on the wall after a night that lost an hour', () => {
    const evening = Date.parse('2026-03-28T23:10+01:00');
    expect(nextClock(evening, '09:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T09:00+02:00'));
  });
});
