import { describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { clockOf, Desk, local, opening } from '../../support/desk.ts';
import {
  alarms,
  approvalOf,
  assign,
  done,
  draft,
  INITIAL,
  nextUpdate,
  posts,
  sent,
  update,
  where,
  yes,
} from '../acts.ts';

const DAY = '2026-12-04';

/** E5 from the opening to 09:25: everything in time but the announcement. */
const untilMeeting = (): Desk =>
  new Desk(DAY, '09:00')
    .by(
      'wang',
      opening('system-failure', 'CRM无法登录', {
        scope: { regions: ['华东', '华南'], users: 300 },
      }),
    )
    .at('09:02')
    .by('lin', { type: 'grade', severity: 'sev2', reason: '两地不可用' })
    .at('09:03')
    .by('lin', assign('techSupport', 'qian'))
    .by('lin', assign('brandPr', 'li'))
    .at('09:03:40')
    .by('qian', done('switch-backup'))
    .by('sun', done('manual-recording'))
    .at('09:07')
    .by('sun', { type: 'wordingSet', vars: { eta: '10:00', workaround: '官网' } })
    .at('09:20')
    .by('sun', done('divert-online'))
    .at('09:25')
    .by('lin', { type: 'meetingStart', url: 'https://m.example/1', priority: '先恢复登录' })
    .by('lin', done('reinforcement'));

const untilUpdate = (): Desk => untilMeeting().at('09:30').by('qian', update('登录服务重启中'));
const untilAcknowledged = (): Desk =>
  untilUpdate()
    .at('09:47')
    .by('li', {
      type: 'ack',
      deadline: 'announce',
      reason: '法务确认措辞',
      eta: local(DAY, '10:00'),
    });
const untilPublished = (): Desk =>
  untilAcknowledged()
    .at('09:54')
    .by('li', draft('initial', INITIAL, { eta: '10:30', nextUpdate: '10:30' }, { day: DAY }))
    .at('09:57')
    .by('chen', yes('A1.v1'))
    .at('09:58')
    .by('li', sent('A1', 'website'))
    .at('09:58:30')
    .by('li', sent('A1', 'app'))
    .at('09:59')
    .by('li', sent('A1', 'sms'));

describe('E5: missed deadline with escalation', () => {
  it('09:00: given two regions and 300 users, then 较大 is suggested', () => {
    const desk = untilMeeting();
    expect(desk.incident.suggestion.severity).toBe('sev2');
    expect(desk.due('announce')).toBe('09:30');
    expect(desk.of('incident.graded')).toHaveLength(1);
  });

  it('09:02: when graded, then the update is due at 09:32', () => {
    const desk = new Desk(DAY, '09:00').by('wang', opening('system-failure', 'x'));
    expect(nextUpdate(desk.at('09:02').by('lin', { type: 'grade', severity: 'sev2' }))).toBe(
      '09:32',
    );
  });

  it('09:25: given everything but the announcement done, then the only reminder was for it, to brandPr', () => {
    const desk = untilMeeting();
    expect(desk.reminders).toEqual(['09:24:00 announce']);
    expect(posts(desk, 'reminder')[0]?.mention).toEqual(['li']);
    expect(desk.task('emergency-meeting').status).toBe('done');
    expect(desk.task('reinforcement').status).toBe('done');
  });

  it('09:30:00: given the due second, then announce is not overdue; 30 s later it is', () => {
    const desk = untilUpdate();
    expect(desk.reminders).toEqual(['09:24:00 announce', '09:26:00 update']);
    expect(desk.task('progress-feedback').status).toBe('done');
    expect(desk.of('deadline.breached')).toEqual([]);
    desk.at('09:30:30');
    expect(desk.of('deadline.breached')).toHaveLength(1);
  });

  it('09:30:30: when it is overdue, then the room calls 李娜, the command channel all three, and the record says 09:30:00', () => {
    const desk = untilUpdate().at('09:30:30');
    expect(alarms(desk, 'breach')).toEqual(['09:30:30 room announce', '09:30:30 command announce']);
    expect(posts(desk, 'breach').map(({ mention }) => mention)).toEqual([
      ['li'],
      ['lin', 'chen', 'su'],
    ]);
    const [breached] = desk.of('deadline.breached');
    expect(breached?.occurredAt).toBe(local(DAY, '09:30'));
    expect(breached?.data).toMatchObject({
      lateMs: 30_000,
      afterRestart: false,
      escalateTo: 'commandGroup',
    });
  });

  it('09:45:00: given nobody acted, then the second step tells the room and 郑远, and calls the fallback', () => {
    const desk = untilUpdate().at('09:44:30');
    expect(alarms(desk, 'escalation')).toEqual([]);
    desk.at('09:46');
    expect(alarms(desk, 'escalation')).toEqual([
      '09:45:00 room announce',
      '09:45:00 dm zheng announce',
    ]);
    expect(desk.heard.filter(({ intent }) => intent.do === 'callFallback')).toHaveLength(1);
    expect(desk.of('deadline.escalated')[0]?.data).toMatchObject({
      step: 2,
      escalateTo: 'leadership',
      resumed: false,
    });
  });

  it('09:47: when 李娜 acknowledges until 10:00, then her reason stands on the card and nothing is escalated before', () => {
    const desk = untilAcknowledged();
    expect(
      posts(desk, 'acknowledged').map(({ place, notice }) => [
        where(place),
        notice.reason,
        clockOf(notice.eta ?? 0),
      ]),
    ).toEqual([['room', '法务确认措辞', '10:00:00']]);
    desk.at('10:00');
    expect(alarms(desk, 'escalation')).toHaveLength(2);
  });

  it('09:57: given 较大, then one vote approves', () => {
    expect(approvalOf(untilPublished(), 'A1.v1')).toMatchObject({ quorum: 1, status: 'approved' });
  });

  it('09:59: when the last channel is out, then announce is done 29 minutes late, told once, and the engine spoke exactly this much', () => {
    const desk = untilPublished();
    expect(desk.task('announce')).toMatchObject({ status: 'done', lateMs: 29 * MINUTE });
    expect(posts(desk, 'taskDone').filter(({ notice }) => notice.task === 'announce')).toHaveLength(
      1,
    );
    expect(desk.reminders).toEqual(['09:24:00 announce', '09:26:00 update', '09:54:00 update']);
    expect(alarms(desk, 'breach')).toHaveLength(2);
    expect(alarms(desk, 'escalation')).toHaveLength(2);
    expect(desk.at('10:00').of('deadline.escalated')).toHaveLength(1);
  });

  it('variation a: given no publication by 10:00, then escalation resumes at 10:00:30', () => {
    const desk = untilAcknowledged().at('10:05');
    expect(
      alarms(desk, 'escalation')
        .filter((line) => line.includes('announce'))
        .slice(2),
    ).toEqual(['10:00:30 room announce', '10:00:30 dm zheng announce']);
    expect(desk.of('deadline.escalated')[1]?.data).toMatchObject({ resumed: true });
  });

  it('variation b: given the process away 09:29–09:41, then one late breach of 11 minutes and the 09:45 step all the same', () => {
    // 钱多 posted the update at 09:28: nothing else fell due while the process was away.
    const desk = untilMeeting().at('09:28').by('qian', update('登录服务重启中')).at('09:29');
    desk.down('09:41');
    expect(alarms(desk, 'breach')).toEqual(['09:41:00 room announce', '09:41:00 command announce']);
    expect(posts(desk, 'breach')[0]?.notice.overdue[0]).toMatchObject({
      lateMs: 11 * MINUTE,
      afterRestart: true,
    });
    expect(desk.of('deadline.breached')[0]?.occurredAt).toBe(local(DAY, '09:30'));
    desk.at('09:46');
    expect(alarms(desk, 'breach')).toHaveLength(2);
    expect(alarms(desk, 'escalation')).toEqual([
      '09:45:00 room announce',
      '09:45:00 dm zheng announce',
    ]);
  });

  it('variation b, longer: given the process away past the second step, then one late message a place for both', () => {
    const desk = untilMeeting().at('09:28').by('qian', update('登录服务重启中')).at('09:29');
    desk.down('09:50');
    expect(
      desk.told
        .filter(({ at }) => at === desk.now)
        .map(({ intent }) => `${intent.notice.card} ${where(intent.place)}`),
    ).toEqual(['breach room', 'breach command', 'breach dm zheng']);
    expect(posts(desk, 'breach')[0]?.notice.overdue).toHaveLength(1);
    expect(desk.at('09:53').of('deadline.escalated')).toHaveLength(1);
  });
});
