import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '#domain/incident/deadlines.ts';
import { timersOf } from '#domain/incident/timers.ts';
import { MINUTE } from '#domain/time.ts';
import { Desk, local, opening } from '../support/desk.ts';
import {
  alarms,
  assign,
  DAY,
  done,
  draft,
  gradedOutage,
  INITIAL,
  outageAt,
  posts,
  sent,
  update,
  where,
  yes,
} from './acts.ts';

/** Only the update clock of an incident without a checklist to speak of. */
const quiet = (): Desk =>
  new Desk(DAY, '10:00')
    .by('zhao', opening('general', '个案'))
    .by('lin', { type: 'grade', severity: 'sev2' });

const add = (dueMs: number, title = '跟进') =>
  ({ type: 'taskAdd', title, dueMs, role: 'logistics' }) as const;
const linesWith = (lines: readonly string[], what: string): readonly string[] =>
  lines.filter((line) => line.includes(what));

describe('one deadline', () => {
  it('0.4: given a period of ten minutes, then one warning at 80 % of it, and no other', () => {
    const desk = quiet().by('lin', add(10 * MINUTE));
    expect(linesWith(desk.at('10:07:30').reminders, 'T1')).toEqual([]);
    expect(linesWith(desk.at('10:10').reminders, 'T1')).toEqual(['10:08:00 T1']);
  });

  it('0.4: given a fraction of the rules, then the warning comes at that fraction', () => {
    const desk = new Desk(DAY, '10:00');
    const { policy } = desk;
    desk.policy = {
      ...policy,
      common: { ...policy.common, engine: { ...policy.common.engine, warnAtFraction: 0.5 } },
    };
    desk
      .by('zhao', opening('general', '个案'))
      .by('lin', { type: 'grade', severity: 'sev2' })
      .by('lin', add(10 * MINUTE));
    expect(linesWith(desk.at('10:10').reminders, 'T1')).toEqual(['10:05:00 T1']);
  });

  it('0.4: given the due second itself, then it is in time; the first tick after is a breach recorded at the due time', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .at('10:10');
    expect(desk.of('deadline.breached')).toEqual([]);
    desk.at('10:10:30');
    expect(desk.of('deadline.breached')[0]).toMatchObject({
      occurredAt: local(DAY, '10:10'),
      recordedAt: desk.now,
      data: { lateMs: 30_000 },
    });
  });

  it('0.4: given a sweep between two ticks, then one millisecond after the due time is enough', () => {
    const desk = quiet().by('lin', add(10 * MINUTE));
    const breach = timersOf(desk.incident, desk.policy).find(({ id }) =>
      id.startsWith('task:T1|breach'),
    );
    expect(breach?.dueAt).toBe(local(DAY, '10:10') + 1);
  });

  it('0.4: given it is done before the warning, then nothing is said of it', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .at('10:07:59')
      .by('zhou', done('T1'))
      .at('10:30');
    expect(linesWith(desk.reminders, 'T1')).toEqual([]);
    expect(linesWith(alarms(desk, 'breach'), 'T1')).toEqual([]);
  });

  it('7.6: given several due in one tick, then one message calls all their owners once', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .by('lin', add(10 * MINUTE))
      .at('10:08');
    expect(desk.reminders).toEqual(['10:08:00 T1+T2']);
    expect(posts(desk, 'reminder')[0]?.mention).toEqual(['zhou', 'wu']);
    desk.at('10:10:30');
    expect(alarms(desk, 'breach')).toEqual(['10:10:30 room T1+T2', '10:10:30 command T1+T2']);
    expect(desk.of('deadline.breached')).toHaveLength(2);
  });

  it('7.6: given the warning of one and the breach of another in one tick, then each is one message', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE, '甲'))
      .at('10:06:30')
      .by('lin', add(5 * MINUTE, '乙'))
      .at('10:10:30');
    expect(
      desk.told
        .filter(({ at }) => at === desk.now)
        .map(({ intent }) => `${intent.notice.card} ${where(intent.place)}`),
    ).toEqual(['reminder room', 'breach room', 'breach command']);
  });

  it('given people assigned to a role, then they owe its items; without any the roster does', () => {
    const desk = gradedOutage('sev2', '10:00').by('lin', assign('brandPr', 'li'));
    const owners = Object.fromEntries(
      deadlinesOf(desk.incident, desk.policy).map(({ id, owners: who }) => [
        id,
        who.map(({ id: person }) => person),
      ]),
    );
    expect(owners['task:announce']).toEqual(['li']);
    expect(owners['task:divert-online']).toEqual(['sun', 'li']);
  });
});

describe('after the process was away', () => {
  it('S2-22: given an item that fell due meanwhile, then it is told once, saying how late and that it is late because of the restart', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .at('10:09')
      .down('10:13');
    expect(linesWith(desk.reminders, 'T1')).toEqual(['10:08:00 T1']);
    expect(linesWith(alarms(desk, 'breach'), 'T1')).toEqual([
      '10:13:00 room T1',
      '10:13:00 command T1',
    ]);
    const overdue = posts(desk, 'breach')[0]?.notice.overdue;
    expect(overdue).toMatchObject([
      { lateMs: 3 * MINUTE, afterRestart: true, deadline: { id: 'task:T1' } },
    ]);
    desk.at('10:14');
    expect(linesWith(alarms(desk, 'breach'), 'T1')).toHaveLength(2);
  });

  it('S2-22: given a warning that was missed but is not overdue yet, then it is still given', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .at('10:07')
      .down('10:09');
    expect(desk.reminders).toEqual(['10:09:00 T1']);
  });

  it('S2-22: given warning and due time both missed, then only the breach is told', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .at('10:07')
      .down('10:12');
    expect(desk.reminders).toEqual([]);
    expect(desk.of('deadline.breached')).toHaveLength(1);
  });

  it('S2-22: given a breach noticed in ordinary running, then it does not speak of a restart', () => {
    const desk = quiet()
      .by('lin', add(10 * MINUTE))
      .at('10:10:30');
    expect(posts(desk, 'breach')[0]?.notice.overdue[0]?.afterRestart).toBe(false);
  });
});

describe('deadlines that are no checklist items', () => {
  it('given an incident nobody grades, then dutyOps is reminded at four minutes and the command group called after five', () => {
    const desk = outageAt('10:00', { scope: { regions: ['华东'], users: 10 } });
    for (const item of ['switch-backup', 'manual-recording']) desk.by('qian', done(item));
    expect(desk.incident.suggestion.severity).toBe('sev3');
    desk.at('10:05:30');
    expect(desk.reminders).toEqual(['10:04:00 grade']);
    expect(posts(desk, 'reminder')[0]?.mention).toEqual(['wang']);
    expect(alarms(desk, 'breach')).toEqual(['10:05:30 room grade', '10:05:30 command grade']);
  });

  it('given a grading in time, then nothing is said of it', () => {
    const desk = gradedOutage('sev2', '10:00').at('10:20');
    expect(linesWith([...desk.reminders, ...alarms(desk, 'breach')], 'grade')).toEqual([]);
  });

  it('given a text nobody decides on, then the command group is reminded at eight minutes and called after ten', () => {
    const desk = gradedOutage('sev2', '10:00')
      .at('10:02')
      .by('li', draft('initial', INITIAL))
      .at('10:12:30');
    expect(linesWith(desk.reminders, 'approval')).toEqual(['10:10:00 approval:A1.v1']);
    expect(linesWith(alarms(desk, 'breach'), 'approval')).toEqual([
      '10:12:30 room approval:A1.v1',
      '10:12:30 command approval:A1.v1',
    ]);
  });

  it('given a decision, then its deadline is gone', () => {
    const desk = gradedOutage('sev2', '10:00')
      .at('10:02')
      .by('li', draft('initial', INITIAL))
      .by('lin', yes('A1'))
      .at('10:30');
    expect(linesWith([...desk.reminders, ...alarms(desk, 'breach')], 'approval')).toEqual([]);
  });

  it('given an attached playbook, then its items count from the attaching, warned at 80 % of their own period', () => {
    const desk = quiet().at('11:00').by('lin', { type: 'playbookAttach', playbook: 'call-surge' });
    expect(desk.due('call-standby')).toBe('11:10');
    expect(linesWith(desk.at('11:09').reminders, 'call-standby')).toEqual([
      '11:08:00 call-standby',
    ]);
  });

  it('S0-52, S0-53: given a complaint cluster, then progress is owed in 24 hours and an answer in 48', () => {
    const desk = new Desk('2026-12-08', '14:26').by('wang', opening('complaint-cluster', '断裂'));
    expect(desk.task('progress-24h').dueAt).toBe(local('2026-12-09', '14:26'));
    expect(desk.task('answer-48h').dueAt).toBe(local('2026-12-10', '14:26'));
  });

  it('S0-55: given a published recovery time, when it passes unresolved, then the announcement is to be updated, once', () => {
    const desk = gradedOutage('sev2', '15:00')
      .at('15:10')
      .by('li', draft('initial', INITIAL, { eta: '16:10' }))
      .by('lin', yes('A1'))
      .by('li', sent('A1', 'website'));
    desk.at('16:10');
    expect(linesWith(desk.reminders, 'promise')).toEqual([]);
    desk.at('16:40');
    expect(linesWith(desk.reminders, 'promise').map((line) => line.split(' ')[0])).toEqual([
      '16:10:30',
    ]);
    const reminder = posts(desk, 'reminder').find(({ notice }) =>
      notice.deadlines.some(({ kind }) => kind === 'promise'),
    );
    expect(reminder?.notice.deadlines[0]).toMatchObject({
      id: 'promise:A1:eta',
      owners: [{ id: 'li' }],
    });
  });

  it('given a progress update in time, then its clock starts anew from the update', () => {
    const desk = quiet().at('10:20').by('zhao', update('联系中')).at('10:50');
    expect(linesWith(desk.reminders, 'update')).toEqual(['10:44:00 update']);
  });
});
