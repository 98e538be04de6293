import { describe, expect, it } from 'vitest';
import {
  crossDepartmentTime,
  latenessOf,
  nextClock,
  type TicketClockId,
  ticketClocks,
} from '#domain/ticket/clocks.ts';
import { limitsFor } from '#domain/ticket/limits.ts';
import type { TicketCategory } from '#domain/ticket/rules.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import { HOUR, MINUTE } from '#domain/time.ts';
import { shippedPolicy } from '../support/policy.ts';

const at = (clock: string, day = '2026-12-04'): number => Date.parse(`${day}T${clock}+08:00`);

const limits = (severity: Severity, createdAt: number, category: TicketCategory = 'complaint') =>
  limitsFor({ severity, category, createdAt }, shippedPolicy);

const E5B = {
  createdAt: at('09:10'),
  transferredAt: at('09:20'),
  firstResponseAt: at('09:35'),
  acceptedAt: at('11:25'),
  resultAt: at('14:00'),
  informedAt: at('14:40'),
  resolvedAt: at('14:40'),
};
const clocksOf = (severity: Severity, times: { readonly createdAt: number }) =>
  Object.fromEntries(
    ticketClocks(limits(severity, times.createdAt), times).map((clock) => [clock.id, clock]),
  ) as Partial<Record<TicketClockId, ReturnType<typeof ticketClocks>[number]>>;

describe('clocks of a ticket', () => {
  it('S3-01, E5b: a complaint of level two is due at the minutes of the script', () => {
    const due = clocksOf('sev2', E5B);
    expect(due.respond?.dueAt).toBe(at('09:40'));
    expect(due.resolve?.dueAt).toBe(at('09:10', '2026-12-05'));
    expect(due.transfer?.dueAt).toBe(at('10:10'));
    expect(due.accept?.dueAt).toBe(at('11:20'));
    expect(due.inform?.dueAt).toBe(at('15:00'));
  });

  it('S3-01: each level has its own two clocks, and the strictest of all schemes counts', () => {
    const within = (severity: Severity, id: TicketClockId): number | undefined =>
      limits(severity, at('10:00')).find((limit) => limit.id === id)?.dueMs;
    expect([within('sev1', 'respond'), within('sev1', 'resolve')]).toEqual([15 * MINUTE, 2 * HOUR]);
    expect([within('sev2', 'respond'), within('sev2', 'resolve')]).toEqual([
      30 * MINUTE,
      24 * HOUR,
    ]);
    expect([within('sev3', 'respond'), within('sev3', 'resolve')]).toEqual([HOUR, 48 * HOUR]);
    // 24 h of progress only where it is not solved by then.
    expect([within('sev2', 'progress'), within('sev3', 'progress')]).toEqual([
      undefined,
      24 * HOUR,
    ]);
  });

  it('S2-11, S4-03, S4-08: business is done in 48 h; an inquiry and a suggestion are not chased', () => {
    const ids = (category: TicketCategory) =>
      limits('sev3', at('10:00'), category).map(({ id, dueMs }) => [id, dueMs]);
    expect(ids('business')).toEqual(
      expect.arrayContaining([
        ['resolve', 48 * HOUR],
        ['repair', 48 * HOUR],
      ]),
    );
    expect(ids('inquiry')).toEqual([]);
    expect(ids('suggestion')).toEqual([]);
  });

  it('S3-08, E5b: only the acceptance is late, by five minutes', () => {
    const late = Object.entries(clocksOf('sev2', E5B)).flatMap(([id, clock]) =>
      latenessOf(clock, at('20:00')) > 0 ? [[id, latenessOf(clock, at('20:00'))]] : [],
    );
    expect(late).toEqual([['accept', 5 * MINUTE]]);
  });

  it('S4-07: without a transfer by 11:00 it is late, at 11:00 it is not', () => {
    const { transfer } = clocksOf('sev3', { createdAt: at('10:00') });
    if (transfer === undefined) throw new Error('no clock');
    expect(latenessOf({ ...transfer, endedAt: at('11:00') }, at('20:00'))).toBe(0);
    expect(latenessOf({ ...transfer, endedAt: at('11:00') + 1 }, at('20:00'))).toBe(1);
  });

  it('S4-11: told by 15:00 of a result of 14:00 is in time', () => {
    const { inform } = clocksOf('sev2', E5B);
    expect(inform).toMatchObject({ startAt: at('14:00'), dueAt: at('15:00') });
  });

  it('S0-57: a customer is contacted within a day of the transfer', () => {
    const { contact } = clocksOf('sev2', E5B);
    expect(contact).toMatchObject({ dueAt: at('09:20', '2026-12-05'), endedAt: at('14:40') });
  });

  it('a step that did not happen has no clock yet', () => {
    expect(Object.keys(clocksOf('sev2', { createdAt: at('09:10') }))).toEqual([
      'respond',
      'resolve',
      'transfer',
    ]);
  });
});

describe('the time between departments', () => {
  const transfer = {
    department: 'tech',
    at: at('09:20'),
    acceptedAt: at('11:25'),
    resultAt: at('14:00'),
    informedAt: at('14:40'),
  };

  it('E5b: is 5 h 20 m, split in three', () => {
    expect(crossDepartmentTime([transfer], at('20:00'))).toEqual({
      acceptMs: 2 * HOUR + 5 * MINUTE,
      processingMs: 2 * HOUR + 35 * MINUTE,
      feedbackMs: 40 * MINUTE,
      totalMs: 5 * HOUR + 20 * MINUTE,
    });
  });

  it('S3-19: runs on until the customer is told, and adds up over transfers', () => {
    const waiting = { department: 'product', at: at('15:00') };
    expect(crossDepartmentTime([waiting], at('16:00'))).toMatchObject({
      acceptMs: HOUR,
      totalMs: HOUR,
    });
    expect(crossDepartmentTime([transfer, waiting], at('16:00')).totalMs).toBe(
      6 * HOUR + 20 * MINUTE,
    );
    expect(crossDepartmentTime([], at('16:00')).totalMs).toBe(0);
  });
});

describe('after hours', () => {
  const respondBy = (severity: Severity, createdAt: number): number | undefined =>
    ticketClocks(limits(severity, createdAt), { createdAt }).find(({ id }) => id === 'respond')
      ?.dueAt;

  it('S3-09: a complaint of level three at 23:10 is due at nine, one of level one at 23:25', () => {
    expect(respondBy('sev3', at('23:10'))).toBe(at('09:00', '2026-12-05'));
    expect(respondBy('sev1', at('23:10'))).toBe(at('23:25'));
    expect(respondBy('sev3', at('21:59'))).toBe(at('22:59'));
    expect(respondBy('sev2', at('02:00'))).toBe(at('09:00'));
  });

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
