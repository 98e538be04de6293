import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#domain/time.ts';
import type { Desk } from '../support/desk.ts';
import { alarms, assign, gradedOutage, nextUpdate, posts, update, where } from './acts.ts';

const updates = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.includes('update'));

/** Whom the reminder of an update alone called. */
const mentioned = (desk: Desk): readonly string[] | undefined =>
  posts(desk, 'reminder').find(({ notice }) =>
    notice.deadlines.every(({ kind }) => kind === 'update'),
  )?.mention;

describe('how often an incident reports', () => {
  it('S0-39: given 一般 graded at 00:10 and no update, then a reminder at 00:58 and a breach after 01:10', () => {
    const desk = gradedOutage('sev3', '00:09');
    expect(nextUpdate(desk)).toBe('01:10');
    expect(updates(desk.at('01:10').reminders)).toEqual(['00:58:00 update']);
    expect(updates(alarms(desk, 'breach'))).toEqual([]);
    desk.at('01:11');
    expect(updates(alarms(desk, 'breach'))).toEqual([
      '01:10:30 room update',
      '01:10:30 dm sun update',
    ]);
  });

  it('S0-39: given 一般, when an update is posted, then the command channel gets a copy; from 较大 on it does not', () => {
    const general = gradedOutage('sev3').by('zhao', update('排队降至40人'));
    expect(posts(general, 'update').map(({ place }) => where(place))).toEqual([
      'room',
      'command',
      'feed',
    ]);
    const major = gradedOutage('sev2').by('zhao', update('x'));
    expect(posts(major, 'update').map(({ place }) => where(place))).toEqual(['room', 'feed']);
  });

  it('S0-17: given an update, then it reaches rooms and feed and nothing is published', () => {
    const desk = gradedOutage('sev2').by('qian', update('我不知道什么时候好'));
    expect(desk.rejection).toBeUndefined();
    expect(desk.heard.some(({ intent }) => intent.do === 'publish')).toBe(false);
    expect(desk.of('announcement.published')).toEqual([]);
  });

  it('S0-49: given percent, measure and caution, then the card keeps the latest of each', () => {
    const desk = gradedOutage('sev2')
      .by('qian', update('已修复50%', { percent: 50, measure: '备用线路', caution: '统一答复' }))
      .by('qian', update('继续'));
    expect(desk.incident.updates).toMatchObject({
      count: 2,
      percent: 50,
      caution: '统一答复',
      lastText: '继续',
      lastBy: { id: 'qian' },
    });
    expect(posts(desk, 'update')[0]?.notice).toMatchObject({
      n: 1,
      percent: 50,
      measure: '备用线路',
      caution: '统一答复',
    });
    expect(posts(desk, 'update').at(-1)?.notice).not.toHaveProperty('percent');
  });

  it('S0-54: given two measures, then both are on the record with their times', () => {
    const desk = gradedOutage('sev2')
      .by('qian', update('切换', { measure: '切备用' }))
      .at('10:20')
      .by('qian', update('扩容', { measure: '加带宽' }));
    expect(
      desk.of('update.posted').map(({ data, occurredAt }) => [data.measure, occurredAt]),
    ).toEqual([
      ['切备用', desk.now - 19 * MINUTE],
      ['加带宽', desk.now],
    ]);
  });

  it('given an update at the due second, then it counts as in time; one later does not', () => {
    expect(
      gradedOutage('sev2', '10:00').at('10:31').by('qian', update('x')).incident.updates.onTime,
    ).toBe(1);
    expect(
      gradedOutage('sev2', '10:00').at('10:31:01').by('qian', update('x')).incident.updates.onTime,
    ).toBe(0);
  });

  it('E3: when the rhythm changes, then the clock starts anew and the reason is told', () => {
    const desk = gradedOutage('sev2', '16:00')
      .at('16:30')
      .by('lin', { type: 'cadence', everyMs: 24 * HOUR, reason: '转入常态跟进' });
    expect(desk.incident.cadence).toMatchObject({
      everyMs: 24 * HOUR,
      since: desk.now,
      to: 'warRoom',
    });
    expect(posts(desk, 'cadence')[0]?.notice).toMatchObject({
      everyMs: 24 * HOUR,
      reason: '转入常态跟进',
    });
    expect(updates(desk.at('18:00').reminders).map((line) => line.split(' ')[0])).toEqual([
      '16:25:00',
    ]);
  });

  it('given a rhythm under the tick or over a week, then it is refused; by somebody without command too', () => {
    const desk = gradedOutage('sev2');
    for (const everyMs of [0, SECOND, 29 * SECOND, 7 * 24 * HOUR + 1])
      expect(desk.by('lin', { type: 'cadence', everyMs }).rejection?.code).toBe(
        'cadence-out-of-range',
      );
    for (const everyMs of [30 * SECOND, 7 * 24 * HOUR])
      expect(desk.by('lin', { type: 'cadence', everyMs }).rejection).toBeUndefined();
    expect(desk.by('qian', { type: 'cadence', everyMs: HOUR }).rejection?.code).toBe('not-allowed');
  });

  it('given a commander, then the commander owes the update; without one communications, for 一般 the response team', () => {
    expect(
      mentioned(
        gradedOutage('sev2', '10:00').by('lin', assign('incidentCommander', 'chen')).at('10:30'),
      ),
    ).toBeUndefined();
    const named = gradedOutage('sev2', '10:00')
      .by('lin', assign('incidentCommander', 'chen'))
      .at('10:10')
      .by('lin', { type: 'cadence', everyMs: HOUR })
      .at('11:00');
    expect(mentioned(named)).toEqual(['chen']);
    const unnamed = gradedOutage('sev2', '10:00')
      .at('10:10')
      .by('lin', { type: 'cadence', everyMs: HOUR })
      .at('11:00');
    expect(mentioned(unnamed)).toEqual(['sun', 'li']);
    expect(mentioned(gradedOutage('sev3', '10:00').at('10:50'))).toEqual(['qian', 'zhao']);
  });

  it('given triage, monitoring or the end, then no update is owed', () => {
    const desk = gradedOutage('sev2', '10:00')
      .at('10:20')
      .by('lin', { type: 'resolve', reason: 'x' })
      .at('12:00');
    expect(updates([...desk.reminders, ...alarms(desk, 'breach')])).toEqual([]);
  });
});
