import { describe, expect, it } from 'vitest';
import type { IntentOf } from '#domain/incident/command.ts';
import { inviteesOf } from '#domain/incident/people.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import { Desk, opening } from '../support/desk.ts';
import {
  connectRate,
  DAY,
  done,
  facts,
  gradedOutage,
  nextUpdate,
  openItems,
  outageAt,
  posts,
  where,
} from './acts.ts';

const suggested = (scope: IntentOf<'open'>['scope'], flags: readonly string[] = []) =>
  outageAt('10:00', { scope, flags }).incident.suggestion;
const invited = (desk: Desk): readonly string[] =>
  inviteesOf(desk.incident, desk.policy).map(({ id }) => id);
const grade = (severity: Severity, reason?: string, confirmed?: boolean): IntentOf<'grade'> => ({
  type: 'grade',
  severity,
  ...(reason === undefined ? {} : { reason }),
  ...(confirmed === undefined ? {} : { confirmed }),
});

describe('the suggested level', () => {
  it('S0-35: given two regions and 80 users, then 较大 because of the regions', () => {
    expect(suggested({ regions: ['华东', '华南'], users: 80 })).toEqual({
      severity: 'sev2',
      reasons: [{ kind: 'regions', count: 2 }],
    });
  });

  it('S0-36: given one region, then exactly 100 users are 一般 and 101 are 较大', () => {
    expect(suggested({ regions: ['华东'], users: 100 }).severity).toBe('sev3');
    expect(suggested({ regions: ['华东'], users: 101 }).severity).toBe('sev2');
  });

  it('S0-35: given 999, 1000 users or the whole country, then 较大, 重大, 重大', () => {
    expect(suggested({ users: 999 }).severity).toBe('sev2');
    expect(suggested({ users: 1_000 }).severity).toBe('sev1');
    expect(suggested({ regions: ['全国'] })).toEqual({
      severity: 'sev1',
      reasons: [{ kind: 'nationwide' }],
    });
  });

  it('S0-35: given new facts, when recorded, then the suggestion follows and nothing is graded', () => {
    const desk = outageAt('10:00', { scope: { regions: ['华东'], users: 80 } });
    desk.by('wang', { type: 'facts', facts: {}, scope: { users: 5_000 }, flags: [] });
    expect(desk.incident.suggestion.severity).toBe('sev1');
    expect(desk.incident).toMatchObject({
      phase: 'triage',
      firstUsers: 80,
      scope: { regions: ['华东'], users: 5_000 },
    });
    desk.by('wang', { type: 'facts', facts: {}, scope: {}, flags: ['fullOutage'] });
    expect(desk.incident.suggestion.reasons).toContainEqual({ kind: 'flag', flag: 'fullOutage' });
  });
});

describe('what a grading does', () => {
  it('S0-36: given 一般, then the command group is told in its channel and not pulled into the room', () => {
    const desk = new Desk(DAY, '10:00').by(
      'wang',
      opening('call-surge', '大促咨询', { scope: { regions: ['华东'], users: 80 } }),
    );
    desk.at('10:01').by('zhao', grade('sev3'));
    expect(invited(desk)).not.toContain('lin');
    expect(
      posts(desk, 'graded').map(({ place, mention }) => [where(place), mention.length]),
    ).toEqual([
      ['room', 0],
      ['command', 0],
    ]);
  });

  it('S0-37: when graded 较大, then every member of the command group is invited', () => {
    const desk = new Desk(DAY, '10:00').by(
      'wang',
      opening('call-surge', '大促', { scope: { users: 80 } }),
    );
    const before = desk.heard.length;
    desk.by('zhao', grade('sev2'));
    const invites = desk.heard
      .slice(before)
      .flatMap(({ intent }) => (intent.do === 'invite' ? intent.people : []));
    expect(invites).toEqual(['lin', 'chen', 'su']);
    expect(invited(desk)).not.toContain('zheng');
  });

  it('S0-38, S1-11: when graded 重大, then leadership is invited and each is messaged in private, once', () => {
    const desk = gradedOutage('sev1');
    expect(invited(desk)).toContain('zheng');
    expect(
      posts(desk, 'executiveCall').map(({ place, notice }) => [where(place), notice.severity]),
    ).toEqual([['dm zheng', 'sev1']]);
    desk.at('11:00').by('lin', grade('sev2', '缩小')).at('11:30').by('zhao', grade('sev1'));
    expect(posts(desk, 'executiveCall')).toHaveLength(2);
  });

  it('S0-38: given a suggested 重大 that nobody graded, then leadership is not called', () => {
    const desk = outageAt('10:00', { scope: { regions: ['全国'] } });
    expect(posts(desk, 'executiveCall')).toEqual([]);
    expect(invited(desk)).not.toContain('zheng');
  });

  it('S1-05: given the general scenario, when graded 三级, then neither command nor leadership is invited', () => {
    const desk = new Desk(DAY, '10:00')
      .by('zhao', opening('general', '个案加急'))
      .at('10:01')
      .by('zhao', grade('sev3'));
    for (const id of ['lin', 'chen', 'su', 'zheng']) expect(invited(desk)).not.toContain(id);
    expect(invited(desk)).toContain('sun');
  });

  it('S1-11: given the after-sales scheme, then the level says whom to report to and how soon', () => {
    const { levels } = new Desk(DAY, '10:00').by('zhao', opening('general', 'x')).incident.scheme;
    expect([levels.sev1.reportTo, levels.sev1.reportWithinMs]).toEqual(['leadership', 5 * 60_000]);
    expect([levels.sev2.reportTo, levels.sev3.reportTo]).toEqual(['executionTeam', 'supervisor']);
  });

  it('S0-46: when graded 一般, then adjust-shift and adjust-routing are due in 15 minutes for the response team', () => {
    const desk = gradedOutage('sev3', '10:00');
    expect(desk.due('adjust-shift')).toBe('10:16');
    expect(desk.task('adjust-routing')).toMatchObject({
      role: 'onsiteResponse',
      source: { kind: 'level', severity: 'sev3' },
    });
  });

  it('S0-41: given 较大 at 10:01, when reinforcement is done at 10:31:00, then it is on time', () => {
    const desk = gradedOutage('sev2', '10:00').at('10:31').by('lin', done('reinforcement'));
    expect(desk.task('reinforcement').lateMs).toBe(0);
    const late = gradedOutage('sev2', '10:00').at('10:31:01').by('lin', done('reinforcement'));
    expect(late.task('reinforcement').lateMs).toBe(1_000);
  });

  it('S0-42, S0-43, S0-48: when graded 重大, then the four duties of leadership are due in an hour', () => {
    const desk = gradedOutage('sev1', '10:00');
    for (const duty of [
      'executive-meeting',
      'company-resources',
      'official-statement',
      'online-offline',
    ])
      expect(desk.task(duty)).toMatchObject({
        role: 'leadership',
        status: 'open',
        dueAt: desk.now + 60 * 60_000,
      });
    desk.by('zheng', done('company-resources', '各部门20人'));
    expect(desk.task('company-resources')).toMatchObject({ status: 'done', note: '各部门20人' });
  });

  it('S0-40: given 较大, when a meeting starts without a priority, then it is asked for and the duty stays open', () => {
    const desk = gradedOutage('sev2').by('lin', {
      type: 'meetingStart',
      url: 'https://m.example/2',
    });
    expect(desk.task('emergency-meeting').status).toBe('open');
    expect(posts(desk, 'meetingPriorityWanted').map(({ place }) => where(place))).toEqual([
      'whisper lin',
    ]);
    expect(desk.by('lin', done('emergency-meeting')).rejection).toMatchObject({
      code: 'facts-missing',
      missing: ['priority'],
    });
    desk.by('lin', {
      type: 'meetingStart',
      url: 'https://m.example/2',
      priority: '先保接通，再处理售后',
    });
    expect(desk.task('emergency-meeting')).toMatchObject({ status: 'done', automatic: true });
  });

  it('S0-40: given a priority told as a fact, then the meeting can be ticked by hand', () => {
    const desk = gradedOutage('sev2')
      .by('lin', facts({ priority: '先恢复' }))
      .by('lin', done('emergency-meeting'));
    expect(desk.task('emergency-meeting').status).toBe('done');
  });

  it('S1-13: when graded, then every open item has an owner role and a due time', () => {
    const { tasks } = gradedOutage('sev2').incident;
    expect(tasks.length).toBeGreaterThan(8);
    for (const task of tasks) {
      expect(task.role).not.toBe('');
      expect(task.dueAt).toBeGreaterThan(task.anchoredAt);
    }
  });

  it('S0-04: given the rules edited while it runs, then the incident keeps the playbook it was opened with', () => {
    const desk = gradedOutage('sev2');
    desk.policy = { ...desk.policy, playbooks: {} };
    desk.by('wang', connectRate(60, desk.now));
    expect(desk.incident.playbooks[0]?.playbook.triggers.map(({ id }) => id)).toContain(
      'sf-connect-outage',
    );
  });
});

describe('grading again', () => {
  it('0.4: given finished and unfinished duties, when the level changes, then only the unfinished are superseded', () => {
    const desk = gradedOutage('sev1')
      .by('zheng', done('company-resources'))
      .at('10:20')
      .by('lin', grade('sev2', '仅华东'));
    expect(desk.task('company-resources').status).toBe('done');
    expect(desk.of('tasks.superseded')[0]?.data).toEqual({
      ids: ['executive-meeting', 'official-statement', 'online-offline'],
      because: 'regraded',
    });
  });

  it('0.4: when the level changes, then only the new duties and the update clock start; the checklist keeps its times', () => {
    const desk = gradedOutage('sev3', '10:00').by('lin', done('adjust-shift'));
    const before = openItems(desk);
    desk.at('10:10').by('lin', grade('sev2'));
    const { 'adjust-routing': _, ...checklist } = before;
    expect(openItems(desk)).toEqual({
      ...checklist,
      'emergency-meeting': '10:40',
      reinforcement: '10:40',
    });
    expect(nextUpdate(desk)).toBe('10:40');
  });

  it('0.4: given the same level a second time later, then its duties come again with new ids', () => {
    const desk = gradedOutage('sev2')
      .at('10:10')
      .by('lin', grade('sev1'))
      .at('10:20')
      .by('lin', grade('sev2', '缩小'));
    expect(openItems(desk)).toMatchObject({
      'emergency-meeting@2': '10:50',
      'reinforcement@2': '10:50',
    });
  });

  it('E2: given 一般 then 较大, then the history says so, with who and why', () => {
    const desk = gradedOutage('sev3').at('10:33').by('fang', grade('sev2', '话务达承载126%'));
    expect(
      desk.incident.severityHistory.map(({ severity, by, reason }) => [severity, by.id, reason]),
    ).toEqual([
      ['sev3', 'lin', '按影响'],
      ['sev2', 'fang', '话务达承载126%'],
    ]);
  });

  it('E9: given the same level twice, then the second is a quiet refusal that names the first', () => {
    const desk = gradedOutage('sev1').by('su', grade('sev1'));
    expect(desk.rejection).toMatchObject({
      code: 'already-graded',
      severity: 'sev1',
      by: { id: 'lin' },
    });
    expect(desk.of('incident.graded')).toHaveLength(1);
  });

  it('E9: given two gradings within ten seconds, then the second is asked first, and counts once confirmed', () => {
    const desk = gradedOutage('sev1', '10:00').at('10:01:09').by('su', grade('sev2', '较大'));
    expect(desk.rejection).toEqual({
      code: 'graded-just-now',
      severity: 'sev1',
      by: { id: 'lin', name: '林悦' },
      wanted: 'sev2',
    });
    expect(desk.by('su', grade('sev2', '较大', true)).incident.severity).toBe('sev2');
  });

  it('E9: given ten seconds gone, or the same person, then nobody is asked', () => {
    expect(
      gradedOutage('sev1', '10:00').at('10:01:10').by('su', grade('sev2', 'x')).incident.severity,
    ).toBe('sev2');
    expect(gradedOutage('sev1').by('lin', grade('sev2', '误按')).incident.severity).toBe('sev2');
  });

  it('given a participant, then he may raise the level but not lower it; leadership may lower it', () => {
    const desk = gradedOutage('sev2').at('10:10').by('zhao', grade('sev1'));
    expect(desk.incident.severity).toBe('sev1');
    expect(desk.at('10:20').by('zhao', grade('sev2', 'x')).rejection?.code).toBe(
      'lowering-not-allowed',
    );
    expect(desk.by('zheng', grade('sev2', '缩小')).incident.severity).toBe('sev2');
  });

  it('given somebody without a part, then he may not grade', () => {
    expect(outageAt('10:00').by('standby01', grade('sev1')).rejection).toMatchObject({
      code: 'not-allowed',
      verb: 'grade',
    });
  });
});
