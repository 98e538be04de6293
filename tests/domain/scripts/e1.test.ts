import { describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { inviteesOf } from '#domain/incident/people.ts';
import { clockOf } from '../../support/desk.ts';
import { alarms, approvalOf, nextUpdate, openItems, posts, statusOf, where } from '../acts.ts';
import { outage } from './outage.ts';

describe('E1: system outage, 重大', () => {
  it('10:04: given the opening, then the checklist has its clock times and who is there ticks notify-tech-ops', () => {
    const desk = outage('10:04');
    expect(desk.incident.phase).toBe('triage');
    expect(desk.incident.suggestion).toEqual({
      severity: 'sev1',
      reasons: [{ kind: 'nationwide' }, { kind: 'users', users: 5_000, op: 'gte', limit: 1_000 }],
    });
    expect(openItems(desk)).toEqual({
      'switch-backup': '10:09',
      'manual-recording': '10:09',
      'publish-wording': '10:14',
      announce: '10:34',
      'divert-online': '10:34',
      'progress-feedback': '11:04',
    });
    expect(desk.task('notify-tech-ops')).toMatchObject({
      status: 'done',
      automatic: true,
      lateMs: 0,
    });
    expect(desk.due('notify-tech-ops')).toBe('10:09');
  });

  it('10:04: given a suggested 重大, then the command group is in and leadership not before a real grading', () => {
    const ungraded = outage('10:04');
    const ids = inviteesOf(ungraded.incident, ungraded.policy).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['lin', 'chen', 'su', 'qian', 'fang']));
    expect(ids).not.toContain('zheng');
  });

  it('10:05: when graded 重大, then leadership is invited and called, four duties and the update clock run', () => {
    const desk = outage('10:05');
    expect(desk.incident.phase).toBe('active');
    for (const duty of [
      'executive-meeting',
      'company-resources',
      'official-statement',
      'online-offline',
    ])
      expect(desk.due(duty)).toBe('11:05');
    expect(nextUpdate(desk)).toBe('10:35');
    expect(posts(desk, 'executiveCall').map(({ place }) => where(place))).toEqual(['dm zheng']);
    expect(desk.incident.joined['zheng']).toBe(desk.now);
  });

  it('10:06: when roles are assigned, then each gets the duties in private', () => {
    const desk = outage('10:06');
    expect(
      posts(desk, 'duties').map(({ place, notice }) => `${where(place)} ${notice.role}`),
    ).toEqual([
      'dm qian techSupport',
      'dm li brandPr',
      'dm sun customerCare',
      'dm lin incidentCommander',
    ]);
    expect(desk.incident.roles['techSupport']?.lead?.id).toBe('qian');
  });

  it('10:08: given two items due at 10:09, then one combined reminder calls both owners', () => {
    const reminders = posts(outage('10:08:00'), 'reminder');
    expect(reminders).toHaveLength(1);
    expect(reminders[0]?.notice.deadlines.map(({ id }) => id)).toEqual([
      'task:switch-backup',
      'task:manual-recording',
    ]);
    expect(reminders[0]?.mention).toEqual(['qian', 'sun']);
  });

  it('10:08:30: when switch-backup is done, then it took 4 min 30 s and is not late', () => {
    const task = outage('10:08:30').task('switch-backup');
    expect(task).toMatchObject({ status: 'done', lateMs: 0, note: '已切至备用服务器B' });
    expect((task.closedAt ?? 0) - task.anchoredAt).toBe(4.5 * MINUTE);
  });

  it('10:11: given 66–68 % since 10:00, then the trigger is told at 10:11 and not at 10:10', () => {
    expect(outage('10:10').of('trigger.met')).toEqual([]);
    const desk = outage('10:11');
    expect(desk.of('trigger.met')).toHaveLength(1);
    expect(desk.of('trigger.met')[0]?.data).toEqual({
      rule: 'sf-connect-outage',
      metric: 'connectRate',
      op: 'lt',
      limit: 70,
      value: 66,
      sustainedForMs: 10 * MINUTE,
    });
  });

  it('10:12:30: when the wording is set, then W1 is from the playbook and publish-wording is ticked', () => {
    const desk = outage('10:12:30');
    expect(desk.incident.wordings).toHaveLength(1);
    expect(desk.incident.wordings[0]).toMatchObject({
      id: 'W1',
      source: 'playbook',
      status: 'published',
      text: {
        'zh-CN':
          '系统出现故障，技术人员正在紧急修复，预计 11:15 前恢复；急事可先通过 微信公众号 办理。',
      },
    });
    expect(desk.task('publish-wording').status).toBe('done');
  });

  it('10:13: when A1 is drafted, then two votes of the command group are asked for', () => {
    const desk = outage('10:13');
    expect(statusOf(desk, 'A1')).toBe('pendingApproval');
    expect(approvalOf(desk, 'A1.v1')).toMatchObject({ quorum: 2, eligible: ['commandGroup'] });
    const asked = desk.heard.find(
      ({ intent }) => intent.do === 'refresh' && intent.card.card === 'approval',
    );
    expect(asked?.intent).toMatchObject({ mention: ['lin', 'chen', 'su'] });
  });

  it('10:15–10:18: given one vote, the author’s and another, then it is approved by the two who count', () => {
    expect(approvalOf(outage('10:15'), 'A1.v1')).toMatchObject({ status: 'pending', counted: 1 });
    const withAuthor = outage('10:16');
    expect(approvalOf(withAuthor, 'A1.v1')).toMatchObject({
      status: 'pending',
      counted: 1,
      ignored: 1,
    });
    expect(
      posts(withAuthor, 'voteIgnored').map(({ place, notice }) => [where(place), notice.reason]),
    ).toEqual([['whisper li', 'author']]);
    const approval = approvalOf(outage('10:18'), 'A1.v1');
    expect(approval.status).toBe('approved');
    expect(approval.decidedBy.map(({ id }) => id)).toEqual(['chen', 'su']);
  });

  it('10:22: when the third channel is sent, then announce is ticked 18 minutes after the opening', () => {
    expect(outage('10:21').task('announce').status).toBe('open');
    const task = outage('10:22').task('announce');
    expect(task).toMatchObject({ status: 'done', automatic: true, lateMs: 0 });
    expect((task.closedAt ?? 0) - task.anchoredAt).toBe(18 * MINUTE);
  });

  it('10:34: when technical support posts an update, then it is at 50 %, ticks progress-feedback and moves the clock', () => {
    const desk = outage('10:34');
    expect(desk.incident.updates).toMatchObject({ count: 1, onTime: 1, percent: 50 });
    expect(desk.task('progress-feedback').status).toBe('done');
    expect(nextUpdate(desk)).toBe('11:04');
    expect(posts(desk, 'update').map(({ place }) => where(place))).toEqual(['room', 'feed']);
  });

  it('10:52: given two votes without leadership, then A2 waits and leadership is what is missing', () => {
    const desk = outage('10:52');
    expect(approvalOf(desk, 'A2.v1')).toMatchObject({
      status: 'pending',
      counted: 2,
      mustInclude: ['leadership'],
    });
    expect(approvalOf(outage('10:54'), 'A2.v1').status).toBe('approved');
  });

  it('10:56: when the statement is out, then official-statement is ticked and A1’s promise for 11:00 is kept', () => {
    const desk = outage('10:56');
    expect(desk.task('official-statement').status).toBe('done');
    expect(desk.incident.promises.map(({ id, at }) => `${id} ${clockOf(at)}`)).toEqual([
      'promise:A2:eta 11:15:00',
    ]);
  });

  it('11:08: given 91 % held longer than five minutes, then monitoring is suggested once', () => {
    expect(outage('11:07').of('recovery.suggested')).toEqual([]);
    expect(
      outage('11:08')
        .of('recovery.suggested')
        .map(({ data }) => data),
    ).toEqual([{ metric: 'connectRate', value: 91, limit: 90, sustainedForMs: 5 * MINUTE }]);
  });

  it('11:09: when resolved, then recovery-notice is due 11:39, and updates and promises are no longer owed', () => {
    const desk = outage('11:09');
    expect(desk.incident.phase).toBe('monitoring');
    expect(openItems(desk)).toEqual({ 'recovery-notice': '11:39' });
    expect(desk.incident.promises).toEqual([]);
  });

  it('12:09: when closed, then the postmortem is v1, nothing was late and the engine spoke exactly five times', () => {
    const desk = outage();
    expect(desk.incident.phase).toBe('closed');
    expect(desk.incident.postmortem).toMatchObject({ version: 1, status: 'draft' });
    expect(desk.incident.tasks.filter(({ lateMs }) => (lateMs ?? 0) > 0)).toEqual([]);
    expect(desk.reminders).toEqual([
      '10:08:00 switch-backup+manual-recording',
      '10:12:00 publish-wording',
      '10:29:00 update',
      '10:53:00 official-statement',
      '10:58:00 update',
    ]);
    expect(alarms(desk, 'breach')).toEqual([]);
  });

  it('asserts: three announcements, seven votes counted and one ignored, lowest connect rate 66', () => {
    const { incident } = outage();
    const approvals = Object.values(incident.approvals);
    expect(incident.announcements).toHaveLength(3);
    expect(approvals.reduce((sum, { counted }) => sum + counted, 0)).toBe(7);
    expect(approvals.reduce((sum, { ignored }) => sum + ignored, 0)).toBe(1);
    expect(incident.metrics['connectRate']?.min).toBe(66);
    expect((incident.resolvedAt ?? 0) - incident.openedAt).toBe(65 * MINUTE);
    expect((incident.resolvedAt ?? 0) - (incident.startedAt ?? 0)).toBe(69 * MINUTE);
  });

  it('asserts: given no root cause, then publishing the postmortem is refused', () => {
    const desk = outage().by('lin', { type: 'postmortemPublish' });
    expect(desk.rejection).toMatchObject({
      code: 'postmortem-not-ready',
      missing: expect.arrayContaining(['rootCause']),
    });
  });
});
