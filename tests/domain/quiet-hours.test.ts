import { describe, expect, it } from 'vitest';
import { timersOf } from '#domain/incident/timers.ts';
import { HOUR } from '#domain/time.ts';
import { clockOf, Desk, opening } from '../support/desk.ts';
import { alarms, DAY, done, posts } from './acts.ts';

const add = (dueMs: number) =>
  ({ type: 'taskAdd', title: '跟进', dueMs, role: 'logistics' }) as const;
const linesWith = (lines: readonly string[], what: string): readonly string[] =>
  lines.filter((line) => line.includes(what));

const clusterAt = (clock: string, day: string): Desk =>
  new Desk(day, clock)
    .by(
      'wang',
      opening('complaint-cluster', '集中投诉', {
        scope: { regions: ['华东', '华南', '华北'], users: 300 },
      }),
    )
    .by('lin', { type: 'grade', severity: 'sev2', reason: '三地' });
const quietDown = (desk: Desk): Desk => {
  for (const item of ['tag-cluster', 'reinforcement', 'plan']) desk.by('lin', done(item));
  return desk
    .by('sun', { type: 'wordingSet', text: '您的投诉已登记', vars: {} })
    .by('lin', { type: 'meetingStart', priority: '先停售' })
    .by('lin', { type: 'cadence', everyMs: 7 * 24 * HOUR, reason: '常态跟进' });
};

// 60 hours: 80 % is two days later at the same time, and there are twelve hours left then.
const warnedAt = (clock: string): string | undefined => {
  const desk = new Desk(DAY, clock)
    .by('zhao', opening('general', 'x'))
    .by('lin', { type: 'grade', severity: 'sev2' })
    .by('lin', add(60 * HOUR));
  const warn = timersOf(desk.incident, desk.policy).find(({ id }) => id.startsWith('task:T1|warn'));
  return warn && clockOf(warn.dueAt);
};
describe('the night', () => {
  it('E3: given 48 hours from 14:26, then the warning of 04:50 waits until 08:00', () => {
    const desk = quietDown(clusterAt('14:26', '2026-12-08')).at('12:00', '2026-12-10');
    expect(desk.reminders).toEqual(['09:38:00 progress-24h', '08:00:00 answer-48h']);
    expect(posts(desk, 'reminder')[1]?.clock).toBe('08:00:00');
  });

  it('0.4: given a breach in the night, then it does not wait', () => {
    const desk = quietDown(clusterAt('02:00', '2026-12-08')).at('02:01', '2026-12-09');
    expect(linesWith(alarms(desk, 'breach'), 'progress-24h')).toEqual([
      '02:00:30 room progress-24h',
      '02:00:30 command progress-24h',
    ]);
  });

  it('given a short period in the night, then its warning does not wait', () => {
    const desk = new Desk('2026-12-08', '23:00')
      .by('zhao', opening('general', 'x'))
      .by('lin', { type: 'grade', severity: 'sev2' })
      .by('lin', add(4 * HOUR));
    expect(linesWith(desk.at('02:30', '2026-12-09').reminders, 'T1')).toEqual(['02:12:00 T1']);
  });

  it('given a period just over four hours, then the warning waits, unless it is due before the morning', () => {
    const desk = new Desk('2026-12-08', '22:00')
      .by('zhao', opening('general', 'x'))
      .by('lin', { type: 'grade', severity: 'sev2' });
    desk
      .by('lin', add(12 * HOUR))
      .by('lin', add(5 * HOUR))
      .at('12:00', '2026-12-09');
    expect(linesWith(desk.reminders, 'T')).toEqual(['08:00:00 T1']);
    expect(linesWith(alarms(desk, 'breach'), 'T2')[0]).toBe('03:00:30 room T2');
  });

  it('given 22:00 and 08:00 themselves, then the first is night and the second is not', () => {
    expect(warnedAt('21:59:59')).toBe('21:59:59');
    expect(warnedAt('22:00')).toBe('08:00:00');
    expect(warnedAt('07:59:30')).toBe('08:00:00');
    expect(warnedAt('08:00')).toBe('08:00:00');
    expect(warnedAt('08:00:01')).toBe('08:00:01');
  });

  it('given a time zone of the rules, then the night is its night', () => {
    const desk = new Desk(DAY, '12:24');
    desk.policy = { ...desk.policy, common: { ...desk.policy.common, timezone: 'UTC' } };
    desk
      .by('zhao', opening('general', 'x'))
      .by('lin', { type: 'grade', severity: 'sev2' })
      .by('lin', add(12 * HOUR));
    const warn = timersOf(desk.incident, desk.policy).find(({ id }) =>
      id.startsWith('task:T1|warn'),
    );
    expect(clockOf(warn?.dueAt ?? 0)).toBe('22:00:00');
  });
});
