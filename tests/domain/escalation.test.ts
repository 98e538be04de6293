import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#domain/time.ts';
import { clockOf, Desk, local, opening } from '../support/desk.ts';
import {
  alarms,
  DAY,
  done,
  draft,
  gradedOutage,
  INITIAL,
  posts,
  sent,
  update,
  where,
  yes,
} from './acts.ts';

const incident = (severity: 'sev1' | 'sev2' | 'sev3'): Desk =>
  new Desk(DAY, '10:00')
    .by('zhao', opening('general', '个案'))
    .by('lin', { type: 'grade', severity, reason: 'x' })
    .by('lin', { type: 'cadence', everyMs: 24 * HOUR });
const withTask = (severity: 'sev1' | 'sev2' | 'sev3', dueMs: number): Desk =>
  incident(severity).by('lin', { type: 'taskAdd', title: '跟进', dueMs, role: 'logistics' });
const ack = (clock?: string, deadline = 'T1') =>
  ({
    type: 'ack',
    deadline,
    reason: '在处理',
    ...(clock === undefined ? {} : { eta: local(DAY, clock) }),
  }) as const;
const of = (desk: Desk, card: 'breach' | 'escalation', what = 'T1'): readonly string[] =>
  alarms(desk, card).filter((line) => line.includes(what));

describe('the second step', () => {
  it('0.4: given ten minutes, then it comes five minutes after the due time: half the period, and never sooner', () => {
    expect(of(withTask('sev2', 10 * MINUTE).at('10:20'), 'escalation')).toEqual([
      '10:15:00 room T1',
      '10:15:00 dm zheng T1',
    ]);
  });

  it('0.4: given four minutes, then five minutes after all the same; given two hours, then sixty', () => {
    expect(of(withTask('sev2', 4 * MINUTE).at('10:12'), 'escalation')[0]).toBe('10:09:00 room T1');
    expect(of(withTask('sev2', 2 * HOUR).at('13:10'), 'escalation')[0]).toBe('13:00:00 room T1');
  });

  it('0.4: given an odd number of milliseconds, then it still falls on a whole one', () => {
    const desk = withTask('sev2', 20 * MINUTE + 1).at('10:25');
    expect(desk.of('deadline.breached')[0]?.data.escalateTo).toBe('commandGroup');
    expect(of(desk.at('10:31'), 'escalation')[0]).toBe('10:30:30 room T1');
  });

  it('0.4: given nobody acts at all, then it is taken once', () => {
    expect(of(withTask('sev2', 10 * MINUTE).at('18:00'), 'escalation')).toHaveLength(2);
  });

  it('0.4: given it is done after the breach, then there is no second step', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:14')
      .by('zhou', done('T1'))
      .at('10:30');
    expect(of(desk, 'breach')).toHaveLength(2);
    expect(of(desk, 'escalation')).toEqual([]);
  });

  it('ladder: given 一般, then the supervisor is called first and the command group second', () => {
    const desk = withTask('sev3', 10 * MINUTE).at('10:20');
    expect(of(desk, 'breach')).toEqual(['10:10:30 room T1', '10:10:30 dm sun T1']);
    expect(of(desk, 'escalation')).toEqual(['10:15:00 room T1', '10:15:00 command T1']);
  });

  it('ladder: given 重大, then the command group first and leadership second', () => {
    const desk = withTask('sev1', 10 * MINUTE).at('10:20');
    expect(of(desk, 'breach')).toEqual(['10:10:30 room T1', '10:10:30 command T1']);
    expect(of(desk, 'escalation')).toEqual(['10:15:00 room T1', '10:15:00 dm zheng T1']);
  });

  it('contract 3: when the second step is taken, then the fallback outside is called, for a breach it is not', () => {
    const desk = withTask('sev2', 10 * MINUTE).at('10:14:30');
    expect(desk.heard.filter(({ intent }) => intent.do === 'callFallback')).toEqual([]);
    desk.at('10:15');
    expect(desk.heard.filter(({ intent }) => intent.do === 'callFallback')).toHaveLength(1);
  });

  it('given the level is raised after a breach, then the second step follows the ladder of the new level', () => {
    const desk = withTask('sev3', 10 * MINUTE)
      .at('10:12')
      .by('lin', { type: 'grade', severity: 'sev2' })
      .at('10:20');
    expect(of(desk, 'escalation')).toEqual(['10:15:00 room T1', '10:15:00 dm zheng T1']);
  });
});

describe('acknowledging', () => {
  it('0.4: given a breach, when an owner acknowledges until 10:40, then nothing before, and the second step right after', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:12')
      .by('zhou', ack('10:40'));
    expect(of(desk.at('10:40'), 'escalation')).toEqual([]);
    expect(of(desk.at('10:41'), 'escalation')).toEqual([
      '10:40:30 room T1',
      '10:40:30 dm zheng T1',
    ]);
    expect(of(desk.at('12:00'), 'escalation')).toHaveLength(2);
  });

  it('0.4: given an eta before the second step, then that step keeps its own time', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:11')
      .by('zhou', ack('10:12'))
      .at('10:20');
    expect(of(desk, 'escalation')[0]).toBe('10:15:00 room T1');
    expect(desk.of('deadline.escalated')[0]?.data.resumed).toBe(false);
  });

  it('0.4: given no eta, then it is never escalated again, and the breach stays on record', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:12')
      .by('zhou', ack())
      .at('18:00');
    expect(of(desk, 'escalation')).toEqual([]);
    expect(of(desk, 'breach')).toEqual(['10:10:30 room T1', '10:10:30 command T1']);
    expect(desk.task('T1').status).toBe('open');
  });

  it('0.4: given a second acknowledgement with a later time, then that one counts', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:12')
      .by('zhou', ack('10:30'))
      .at('10:25')
      .by('zhou', ack('11:00'));
    expect(of(desk.at('11:00'), 'escalation')).toEqual([]);
    expect(of(desk.at('11:01'), 'escalation')[0]).toBe('11:00:30 room T1');
  });

  it('E5: given the second step taken, when acknowledged and the time passes, then it resumes, and says so', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:16')
      .by('zhou', ack('10:30'))
      .at('10:31');
    expect(of(desk, 'escalation').slice(2)).toEqual(['10:30:30 room T1', '10:30:30 dm zheng T1']);
    expect(posts(desk, 'escalation').at(-1)?.notice).toMatchObject({
      resumed: true,
      overdue: [{ acknowledged: { reason: '在处理', by: { id: 'zhou' } } }],
    });
  });

  it('0.4: given an acknowledgement before the due time, then the breach is recorded and calls nobody until that time has passed', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:05')
      .by('zhou', ack('10:13'))
      .at('10:13');
    expect(of(desk, 'breach')).toEqual(['10:10:30 room T1']);
    expect(desk.of('deadline.breached')[0]?.data).not.toHaveProperty('escalateTo');
    expect(of(desk.at('10:14'), 'escalation')).toEqual(['10:13:30 room T1', '10:13:30 command T1']);
    expect(desk.of('deadline.escalated')[0]?.data).toMatchObject({ step: 1, resumed: true });
    expect(of(desk.at('10:20'), 'escalation').slice(2)).toEqual([
      '10:15:00 room T1',
      '10:15:00 dm zheng T1',
    ]);
  });

  it('0.4: given the process away over both the acknowledged time and the second step, then one message names it once and calls both', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:05')
      .by('zhou', ack('10:13'))
      .at('10:12')
      .down('10:16');
    expect(of(desk, 'escalation')).toEqual([
      '10:16:00 room T1',
      '10:16:00 command T1',
      '10:16:00 dm zheng T1',
    ]);
  });

  it('0.4: given an acknowledged time just at or just before the tick that sees the breach, then it still holds, or no longer', () => {
    const at = withTask('sev2', 10 * MINUTE)
      .at('10:05')
      .by('zhou', ack('10:10:30'))
      .at('10:10:30');
    expect(of(at, 'breach')).toEqual(['10:10:30 room T1']);
    expect(of(at.at('10:11'), 'escalation')).toEqual(['10:11:00 room T1', '10:11:00 command T1']);
    const before = withTask('sev2', 10 * MINUTE)
      .at('10:05')
      .by('zhou', ack('10:10:29'))
      .at('10:11');
    expect(of(before, 'breach')).toEqual(['10:10:30 room T1', '10:10:30 command T1']);
    expect(of(before, 'escalation')).toEqual([]);
  });

  it('7.7: given an acknowledgement before the reminder, then there is no reminder; an eta before it lets it come', () => {
    expect(
      withTask('sev2', 10 * MINUTE)
        .by('zhou', ack('10:30'))
        .at('10:09').reminders,
    ).toEqual([]);
    expect(
      withTask('sev2', 10 * MINUTE)
        .by('zhou', ack())
        .at('10:09').reminders,
    ).toEqual([]);
    expect(
      withTask('sev2', 10 * MINUTE)
        .by('zhou', ack('10:07'))
        .at('10:09').reminders,
    ).toEqual(['10:08:00 T1']);
  });

  it('7.7: given a promise acknowledged until later, then it is told after that time instead', () => {
    const desk = gradedOutage('sev2', '10:00')
      .at('10:05')
      .by('li', draft('initial', INITIAL, { nextUpdate: '11:00' }))
      .by('lin', yes('A1'))
      .by('li', sent('A1', 'website'));
    desk.at('10:50').by('li', ack('11:20', 'promise:A1:nextUpdate')).at('11:40');
    expect(
      desk.reminders.filter((line) => line.includes('promise')).map((line) => line.split(' ')[0]),
    ).toEqual(['11:20:30']);
  });

  it('given an overdue update that was acknowledged, when an update comes, then the next one starts with a clean sheet', () => {
    const desk = incident('sev2')
      .by('lin', { type: 'cadence', everyMs: 30 * MINUTE })
      .at('10:31')
      .by('lin', ack(undefined, 'update'))
      .by('zhao', update('进展'));
    desk.at('11:02');
    expect(desk.reminders.slice(-1)).toEqual(['10:55:00 update']);
    expect(of(desk, 'breach', 'update')).toHaveLength(4);
  });

  it('given a reason missing, a time that is over or an unknown deadline, then it is refused', () => {
    const desk = withTask('sev2', 10 * MINUTE).by('zhou', {
      type: 'ack',
      deadline: 'T1',
      reason: ' ',
    });
    expect(desk.rejection).toEqual({ code: 'reason-missing', verb: 'ack' });
    expect(desk.by('zhou', { ...ack(), eta: desk.now }).rejection).toEqual({
      code: 'eta-in-past',
      eta: desk.now,
    });
    expect(desk.by('zhou', ack(undefined, 'T9')).rejection).toMatchObject({
      code: 'deadline-not-found',
      given: 'T9',
      known: expect.arrayContaining(['T1', 'update']),
    });
  });

  it('given somebody who does not owe it, then only the commander or the command group may acknowledge', () => {
    const desk = withTask('sev2', 10 * MINUTE).by('qian', ack());
    expect(desk.rejection).toMatchObject({
      code: 'not-allowed',
      needs: ['logistics', 'incidentCommander', 'commandGroup'],
    });
    expect(desk.by('chen', ack()).rejection).toBeUndefined();
  });

  it('given the word a person would use, then the deadline is found: item, A1, 中文标题', () => {
    const desk = gradedOutage('sev2').by('li', draft('initial', INITIAL));
    for (const word of ['announce', 'ANNOUNCE ', 'A1', '进展汇报', 'update'])
      expect(desk.by('lin', ack(undefined, word)).rejection).toBeUndefined();
    expect(desk.of('deadline.acknowledged').map(({ data }) => data.deadline.id)).toEqual([
      'task:announce',
      'task:announce',
      'approval:A1.v1',
      'update',
      'update',
    ]);
  });

  it('given an acknowledgement, then the room reads who, why and until when', () => {
    const desk = withTask('sev2', 10 * MINUTE)
      .at('10:12')
      .by('zhou', ack('10:40'));
    const [post] = posts(desk, 'acknowledged');
    expect([
      where(post?.place ?? { kind: 'room' }),
      post?.notice.by.id,
      post?.notice.reason,
      clockOf((post?.notice.eta ?? 0) + SECOND),
    ]).toEqual(['room', 'zhou', '在处理', '10:40:01']);
  });
});
