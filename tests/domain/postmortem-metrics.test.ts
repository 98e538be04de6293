import { describe, expect, it } from 'vitest';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import { metrics } from '#domain/postmortem/metrics.ts';
import { MINUTE, SECOND } from '#domain/time.ts';
import { log } from '../support/event-log.ts';
import { lateAnnouncement, rejectedAnnouncement } from '../support/recorded-announcements.ts';
import { outage, outageReopened } from '../support/recorded-outage.ts';
import { shippedPolicy as policy } from '../support/policy.ts';

describe('the figures of one incident', () => {
  it('E1: given the whole outage, then every closing figure is that of the script', () => {
    const { state, events } = outage(policy);
    const figures = metrics(state, events);
    expect(figures).toMatchObject({
      timeToVerifyMs: 4 * MINUTE,
      timeToGradeMs: MINUTE,
      timeToAnnounceMs: 15 * MINUTE + 30 * SECOND,
      timeToAnnounceAllMs: 18 * MINUTE,
      timeToResolveMs: 65 * MINUTE,
      impactMs: 69 * MINUTE,
      lateItems: 0,
      announcements: 3,
      votesCounted: 7,
      votesIgnored: 1,
      reopenCount: 0,
      updates: 2,
    });
    expect(figures.minima['connectRate']).toBe(66);
    expect(figures.maxima['connectRate']).toBe(91);
  });

  it('E8: given a second episode, then resolving adds up and quiet time is no damage', () => {
    const { state, events } = outageReopened(policy);
    const figures = metrics(state, events);
    expect(figures.timeToResolveMs).toBe((65 + 36) * MINUTE);
    expect(figures.impactMs).toBe((69 + 36) * MINUTE);
    expect(figures.reopenCount).toBe(1);
    expect(figures.lateItems).toBe(0);
  });

  it('E8: given an episode still open, then the time to resolve is unknown', () => {
    const record = outage(policy).at('13:04').by('wang').reopened('再次下跌');
    expect(metrics(record.state, record.events).timeToResolveMs).toBeUndefined();
  });

  it('E5: given the announcement 29 minutes late, then one item is late', () => {
    const { state, events } = lateAnnouncement(policy);
    expect(metrics(state, events).lateItems).toBe(1);
  });

  it('4.2: given nothing but an opening, then unknown figures are absent and never 0', () => {
    const record = log({ policy }).at('10:04').by('wang').opened();
    const figures = metrics(record.state, record.events);
    for (const figure of [
      'timeToVerifyMs',
      'timeToGradeMs',
      'timeToAnnounceMs',
      'timeToAnnounceAllMs',
      'timeToResolveMs',
      'impactMs',
      'firstResponseMs',
    ])
      expect(figures).not.toHaveProperty(figure);
    expect(figures.minima).toEqual({});
  });

  it('4.2: given the opener acts first, then the first response is that of another person', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .at('10:05')
      .update('正在查看')
      .at('10:06')
      .by('system', 'delivery')
      .record('room.joined', { messenger: 'slack', people: [] })
      .at('10:07')
      .by('qian', 'slack')
      .update('开始处理');
    expect(metrics(record.state, record.events).firstResponseMs).toBe(3 * MINUTE);
  });

  it('4.2: given announcements on part of their channels, then the time for all of them is unknown', () => {
    const record = log({ policy })
      .at('10:04')
      .by('wang')
      .opened()
      .at('10:13')
      .by('li')
      .drafted('A1')
      .sent('A1', 'website', 'app');
    const figures = metrics(record.state, record.events);
    expect(figures.timeToAnnounceMs).toBe(9 * MINUTE);
    expect(figures).not.toHaveProperty('timeToAnnounceAllMs');
  });

  it('4.2: given values before the damage and after the recovery, then they stay out of min and max', () => {
    const record = log({ policy });
    record
      .at('10:04')
      .by('wang')
      .opened({ startedAt: record.instant('10:00') })
      .happened('09:55')
      .metric({ connectRate: 95 })
      .at('10:10')
      .metric({ connectRate: 60 })
      .at('10:20')
      .metric({ connectRate: 90 })
      .at('10:30')
      .resolved()
      .at('10:40')
      .metric({ connectRate: 99 })
      .at('10:50')
      .metric({ connectRate: 98 });
    expect(metrics(record.state, record.events).series['connectRate']).toEqual({
      before: 95,
      min: 60,
      max: 90,
      average: 75,
      atResolve: 90,
      after: 98.5,
      samples: 2,
    });
  });

  it('E9: given one person votes in two messengers, then it is one vote', () => {
    const record = log({ policy })
      .at('11:00')
      .by('wang')
      .opened()
      .at('11:06')
      .by('li', 'feishu')
      .drafted('A1')
      .submitted('A1', 2)
      .at('11:08')
      .by('lin', 'slack')
      .votes('A1.v1')
      .at('11:09')
      .by('lin', 'feishu')
      .votes('A1.v1');
    expect(metrics(record.state, record.events).votesCounted).toBe(1);
  });

  it('E6: given a vote taken back in time, then it no longer counts', () => {
    const record = log({ policy })
      .at('11:00')
      .by('wang')
      .opened()
      .at('11:06')
      .by('li')
      .drafted('A1')
      .submitted('A1', 2)
      .at('11:08')
      .by('lin')
      .votes('A1.v1')
      .at('11:09')
      .record('vote.retracted', { approval: 'A1.v1', choice: 'approve', late: false });
    expect(metrics(record.state, record.events)).toMatchObject({
      votesCounted: 0,
      lateRetractions: 0,
    });
  });

  it('E2: given twelve asked and ten answers, then called and accepted are counted', () => {
    const record = log({ policy, scenario: 'call-surge' })
      .at('00:12')
      .by('zhou', 'feishu')
      .opened();
    record.record('standby.called', { count: 12, people: [] });
    for (const person of ['standby01', 'standby02'])
      record.by(person).record('standby.replied', { reply: 'accept' });
    record.by('standby03').record('standby.replied', { reply: 'decline' });
    expect(metrics(record.state, record.events).standby).toEqual({
      called: 12,
      accepted: 2,
      declined: 1,
    });
  });
});

describe('an announcement in the review', () => {
  it('E6: given a rejection, a revision and a late retraction, then all of it is on record', () => {
    const { state, events, instant } = rejectedAnnouncement(policy);
    const made = buildPostmortem(state, events, policy, instant('16:30'));
    expect(made.comms.announcements[0]).toMatchObject({
      id: 'A1',
      versions: 3,
      rejections: 1,
      approvalMs: 9 * MINUTE,
      votesCounted: 2,
      votesIgnored: 2,
      ignoredBecause: ['not-eligible', 'decided'],
      lateRetractions: 1,
      status: 'superseded',
    });
  });

  it('E6: given the rejection was taken back before a new version, then it is no rejection', () => {
    const record = log({ policy })
      .at('15:00')
      .by('wang')
      .opened()
      .at('15:08')
      .by('li')
      .drafted('A1')
      .submitted('A1', 1)
      .at('15:11')
      .by('su')
      .votes('A1.v1', 'reject')
      .rejected('A1.v1')
      .at('15:14')
      .record('vote.retracted', { approval: 'A1.v1', choice: 'reject', late: false })
      .record('approval.restored', { approval: 'A1.v1' });
    const made = buildPostmortem(record.state, record.events, policy, record.instant('15:20'));
    expect(made.comms.announcements[0]).toMatchObject({ rejections: 0, votesCounted: 0 });
    expect(made.comms.announcements[0]).not.toHaveProperty('approvalMs');
  });
});
