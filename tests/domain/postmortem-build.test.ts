import { describe, expect, it } from 'vitest';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import type { Postmortem } from '#domain/postmortem/model.ts';
import { HOUR, MINUTE } from '#domain/time.ts';
import { log, type EventLog } from '../support/event-log.ts';
import { shippedPolicy as policy } from '../support/policy.ts';
import { lateAnnouncement, rejectedAnnouncement } from '../support/recorded-announcements.ts';
import { outage, outageReopened } from '../support/recorded-outage.ts';

const review = (record: EventLog): Postmortem => {
  const now = Math.max(...record.events.map(({ recordedAt }) => recordedAt)) + 1;
  return buildPostmortem(record.state, record.events, policy, now);
};

const rowsOf = ({ deadlines }: Postmortem, id: string) =>
  deadlines.rows.filter((row) => row.id === id);

describe('deadlines in the review', () => {
  it('E1: given everything in time, then all are on time and none late', () => {
    expect(review(outage()).deadlines.summary).toEqual({
      onTime: 19,
      late: 0,
      missed: 0,
      total: 19,
      superseded: 0,
      skipped: 0,
      cancelled: 0,
      compliancePct: 100,
    });
  });

  it('E8: given duties of a level that was lowered, then they are superseded and not late', () => {
    const { summary } = review(outageReopened()).deadlines;
    expect(summary).toMatchObject({ late: 0, missed: 0, superseded: 4, compliancePct: 100 });
  });

  it('E5: given the late announcement, then due, done, lateness, calls and the answer are there', () => {
    const record = lateAnnouncement();
    const [row] = rowsOf(review(record), 'task:announce');
    expect(row).toMatchObject({
      status: 'late',
      lateMs: 29 * MINUTE,
      dueAt: record.instant('09:30'),
      doneAt: record.instant('09:59'),
      escalations: [
        { to: 'commandGroup', at: record.instant('09:30:30') },
        { to: 'leadership', at: record.instant('09:45') },
      ],
      acknowledged: { by: record.person('li'), reason: '法务确认措辞' },
    });
  });

  it('5.3: given an item skipped with a reason, then it is counted apart', () => {
    const record = log({ policy }).at('10:04').by('wang').opened().checklist('opened');
    record.record('task.skipped', { id: 'announce', reason: '内部测试' });
    const { summary } = review(record.at('10:05')).deadlines;
    expect(summary).toMatchObject({ skipped: 1, total: 0 });
    expect(summary).not.toHaveProperty('compliancePct');
  });

  it('S0-45: given a forced close over an overdue item, then it was missed, and one not yet due was superseded', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .checklist('opened')
      .at('10:20')
      .by('lin');
    record.superseded('closed', 'switch-backup', 'announce').closed();
    const made = review(record);
    expect(rowsOf(made, 'task:switch-backup')[0]?.status).toBe('missed');
    expect(rowsOf(made, 'task:announce')[0]?.status).toBe('superseded');
  });

  it('E4: given a verification 8 minutes late, then it is late though it is no event of the incident', () => {
    const record = log({ policy });
    record
      .at('21:18')
      .by('lin')
      .opened({ alertedAt: record.instant('21:00') });
    expect(rowsOf(review(record), 'verify')[0]).toMatchObject({
      status: 'late',
      lateMs: 8 * MINUTE,
    });
  });

  it('E6: given a promise to customers kept late, then it is shown and kept out of the share', () => {
    const made = review(rejectedAnnouncement());
    expect(rowsOf(made, 'promise:A1:nextUpdate')[0]).toMatchObject({
      status: 'late',
      lateMs: 5 * MINUTE,
      counted: false,
    });
    expect(rowsOf(made, 'promise:A2:nextUpdate')[0]?.status).toBe('onTime');
  });

  it('S0-55: given a promised recovery time, then news without a new one does not keep it, the recovery does', () => {
    const record = log({ policy }).at('10:00').by('wang').opened().at('10:05').by('li');
    record.drafted('A1', { promises: { eta: '10:30', nextUpdate: '10:20' } }).sent('A1', 'website');
    record.at('10:15').drafted('A2').sent('A2', 'website').at('10:40').by('lin').resolved();
    const made = review(record);
    expect(rowsOf(made, 'promise:A1:nextUpdate')[0]).toMatchObject({
      status: 'onTime',
      doneAt: record.instant('10:15'),
    });
    expect(rowsOf(made, 'promise:A1:eta')[0]).toMatchObject({
      status: 'late',
      lateMs: 10 * MINUTE,
    });
  });

  it('given a review written long after the close, then nothing went on being late meanwhile', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .checklist('opened')
      .at('10:20')
      .closed();
    const later = buildPostmortem(
      record.state,
      record.events,
      policy,
      record.instant('12-03 10:00'),
    );
    expect(rowsOf(later, 'task:announce')[0]?.status).toBe('running');
    expect(rowsOf(later, 'task:switch-backup')[0]?.status).toBe('missed');
  });

  it('given the same moment twice, then exactly at the due time is on time', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .checklist('opened')
      .at('10:09')
      .done('switch-backup');
    expect(rowsOf(review(record), 'task:switch-backup')[0]?.status).toBe('onTime');
  });
});

const graded = () =>
  log({ policy }).at('10:00').by('wang').opened().at('10:05').by('lin').graded('sev2');

describe('updates in the review', () => {
  it('5.4: given an update before and one after its time, then one of two windows was in time', () => {
    const record = graded()
      .at('10:35')
      .update('准时')
      .at('11:06')
      .update('晚了')
      .at('11:10')
      .resolved();
    expect(review(record).comms.updates).toEqual({ posted: 2, windows: 2, onTime: 1 });
  });

  it('5.4: given a resolution before the next update is due, then no window is left open', () => {
    const record = graded().at('10:30').update('准时').at('10:40').resolved().at('12:00').closed();
    expect(review(record).comms.updates).toEqual({ posted: 1, windows: 1, onTime: 1 });
  });

  it('5.4: given no update at all, then the window that ended is a missed one', () => {
    const record = graded().at('10:40').resolved();
    expect(review(record).comms.updates).toEqual({ posted: 0, windows: 1, onTime: 0 });
  });

  it('E3: given a change of cadence, then the clock starts again', () => {
    const record = graded()
      .at('10:30')
      .record('cadence.changed', { everyMs: 24 * HOUR, reason: '常态' });
    record.at('12:00').update('次日前').at('12:10').resolved();
    expect(review(record).comms.updates).toEqual({ posted: 1, windows: 1, onTime: 1 });
  });
});

describe('people in the review', () => {
  it('S0-64: given 钱多 assigned 10:06 and acting 10:08, then technical support took two minutes', () => {
    const row = review(outage()).who.roles.find(({ role }) => role === 'techSupport');
    expect(row).toMatchObject({
      responseMs: 2 * MINUTE,
      benchmarkMs: 30 * MINUTE,
      firstAction: { kind: 'task.done' },
    });
  });

  it('S0-64: given an action before the role was given, then it is not the answer to it', () => {
    const record = outage();
    const row = review(record).who.roles.find(({ role }) => role === 'incidentCommander');
    expect(row?.firstAction?.at).toBe(record.instant('10:51'));
  });

  it('4.1: given a handover, then from whom to whom and when is on record', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .at('10:06')
      .by('lin')
      .assigned('techSupport', 'qian');
    record
      .at('18:00')
      .by('zhao')
      .record('handover.accepted', { role: 'techSupport', from: record.person('qian') });
    expect(review(record).who.roles[0]?.handovers).toEqual([
      { from: record.person('qian'), to: record.person('zhao'), at: record.instant('18:00') },
    ]);
  });

  it('4.1: given leadership entering the room, then the time is on record, and all who approved', () => {
    const record = outage();
    const { who } = review(record);
    expect(who.leadershipJoinedAt).toBe(record.instant('10:05'));
    expect(who.approvers.map(({ id }) => id)).toEqual(['chen', 'su', 'lin', 'zheng']);
  });
});

describe('human text in the review', () => {
  it('E8: given a text typed before the reopening, then it wins in the new version, with the record beside it', () => {
    const record = outage()
      .at('12:40')
      .by('lin')
      .record('postmortem.edited', { field: 'drill', text: '演练节点切换' });
    const before = review(record);
    expect(before.drill).toMatchObject({ source: 'human', human: { text: '演练节点切换' } });
    record
      .at('13:04')
      .by('wang')
      .reopened('再次下跌')
      .at('13:40')
      .by('lin')
      .resolved()
      .at('14:10')
      .closed();
    const after = review(record);
    expect(after.version).toBe(2);
    expect(after.drill).toMatchObject({
      source: 'human',
      human: { text: '演练节点切换', by: record.person('lin'), at: record.instant('12:40') },
      auto: { variant: 'full-outage' },
    });
  });

  it('given a text of blanks, then the record still speaks', () => {
    const record = outage().record('postmortem.edited', { field: 'drill', text: ' ' });
    expect(review(record).drill.source).toBe('auto');
  });

  it('E8: given two episodes, then both are told with their reasons, and the actions are kept', () => {
    const record = outageReopened();
    const made = review(record);
    expect(made.episodes).toEqual([
      {
        n: 1,
        openedAt: record.instant('10:04'),
        resolvedAt: record.instant('11:09'),
        closedAt: record.instant('12:09'),
        durationMs: 65 * MINUTE,
      },
      {
        n: 2,
        openedAt: record.instant('13:04'),
        resolvedAt: record.instant('13:40'),
        closedAt: record.instant('14:10'),
        durationMs: 36 * MINUTE,
        reason: '接通率再次跌至74%',
      },
    ]);
    expect(made.actions.map(({ id }) => id)).toEqual(['AI-1']);
    expect(made.rootCause).toMatchObject({
      source: 'human',
      human: { text: '主交换节点固件缺陷' },
    });
  });

  it('E8: given version 1 and a reopening, then the review is marked so until it is closed again', () => {
    const record = outage().at('13:04').by('wang').reopened('再次下跌');
    expect(review(record).status).toBe('superseded');
  });
});

describe('the review as a whole', () => {
  it('given the same record twice, then it is the same review', () => {
    expect(review(outageReopened())).toEqual(review(outageReopened()));
  });

  it('given the whole outage, then most of the blanks are filled by itself and the rest is named', () => {
    const { filled } = review(outage());
    expect(filled.percent).toBe(72);
    expect(filled.toType).toEqual([
      'where',
      'causeCategory',
      'rootCause',
      'feedback',
      'good',
      'bad',
      'outcome',
    ]);
  });

  it('given an answer for a blank, then the share rises', () => {
    const record = outage()
      .at('12:40')
      .by('lin')
      .record('postmortem.edited', { field: 'good', text: '切换迅速' });
    expect(review(record).filled.done).toBe(review(outage()).filled.done + 1);
  });

  it('4.1: given a level that was lowered in the end, then the outcome of the worst one is still asked for', () => {
    const made = review(outageReopened());
    expect(made.worstSeverity).toBe('sev1');
    expect(made.filled.toType).toContain('outcome');
  });

  it('given a drill, then it says so', () => {
    expect(
      review(log({ policy, key: 'DRL-20261210-01' }).at('15:00').by('lin').opened()).isDrill,
    ).toBe(true);
    expect(review(outage()).isDrill).toBe(false);
  });
});
