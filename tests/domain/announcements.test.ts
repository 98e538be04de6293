import { describe, expect, it } from 'vitest';
import type { Notice } from '#domain/incident/notice.ts';
import { Desk, opening } from '../support/desk.ts';
import { policyWith } from '../support/policy.ts';
import {
  approvalOf,
  channelsOf,
  DAY,
  draft,
  gradedOutage,
  INITIAL,
  no,
  posts,
  revise,
  sent,
  statusOf,
  takesBackNo,
  where,
  yes,
} from './acts.ts';

const problems = (desk: Desk, version = 0) =>
  desk.incident.announcements[0]?.versions[version]?.problems ?? [];
const withA1 = (promises: Readonly<Record<string, string>> = {}): Desk =>
  gradedOutage('sev2', '10:00')
    .at('10:05')
    .by('li', draft('initial', INITIAL, promises))
    .at('10:06')
    .by('lin', yes('A1'));
describe('drafting', () => {
  it('S0-51: given no recovery time, when drafted, then eta is named, nothing is submitted and the text shows the gap', () => {
    const { eta: _, ...rest } = INITIAL;
    const desk = gradedOutage('sev2').by('li', draft('initial', rest));
    expect(problems(desk)).toEqual([{ kind: 'missing', variable: 'eta' }]);
    expect(statusOf(desk, 'A1')).toBe('draft');
    expect(desk.of('approval.submitted')).toEqual([]);
    expect(
      desk.heard.some(({ intent }) => intent.do === 'refresh' && intent.card.card === 'approval'),
    ).toBe(false);
    expect(desk.incident.announcements[0]?.versions[0]?.texts['app']?.['zh-CN']).toContain(
      '{{eta}}',
    );
  });

  it('S0-51: given a blank value, then it is as missing as none', () => {
    const desk = gradedOutage('sev2').by('li', draft('initial', { ...INITIAL, cause: ' ' }));
    expect(problems(desk)).toEqual([{ kind: 'missing', variable: 'cause' }]);
  });

  it('S0-51, S2-33: given cause, eta and workaround, then all three stand in the texts of website, app and sms', () => {
    const texts = withA1().incident.announcements[0]?.versions[0]?.texts ?? {};
    expect(Object.keys(texts)).toEqual(['website', 'app', 'sms']);
    for (const part of [INITIAL.cause, INITIAL.eta, INITIAL.workaround])
      expect(texts['website']?.['zh-CN']).toContain(part);
    expect(texts['sms']?.['zh-CN']).toContain('【晨星】');
    for (const text of Object.values(texts))
      for (const words of Object.values(text)) expect(words).not.toContain('{{');
  });

  it('S0-59, S4-18: given 我不知道, then it is blocked with the replacement, in any variable, even one that no channel shows', () => {
    const desk = gradedOutage('sev2').by('li', draft('initial', { ...INITIAL, cause: '我不知道' }));
    expect(problems(desk)).toMatchObject([
      {
        kind: 'forbidden',
        phrase: '我不知道',
        severity: 'block',
        replace: { 'zh-CN': '我马上为您核实，核实后第一时间回复您' },
      },
    ]);
    expect(statusOf(desk, 'A1')).toBe('draft');
    const hidden = gradedOutage('sev2').by('li', draft('initial', { ...INITIAL, extra: '不清楚' }));
    expect(problems(hidden)).toMatchObject([
      { kind: 'forbidden', phrase: '不清楚' },
      { kind: 'unknown-variable', variable: 'extra' },
    ]);
  });

  it('S1-01: given 系统维护 for a fault, then it is a warning and goes on; not even that when maintenance is the cause', () => {
    const desk = gradedOutage('sev2').by('li', draft('initial', { ...INITIAL, cause: '系统维护' }));
    expect(problems(desk)).toMatchObject([{ phrase: '系统维护', severity: 'warn' }]);
    expect(statusOf(desk, 'A1')).toBe('pendingApproval');
    const maintenance = gradedOutage('sev2').by('wang', {
      type: 'facts',
      facts: { causeCategory: 'maintenance' },
      scope: {},
      flags: [],
    });
    expect(
      problems(maintenance.by('li', draft('initial', { ...INITIAL, cause: '系统维护' }))),
    ).toEqual([]);
  });

  it('S4-19: given traces of customers’ data, then each kind is found and blocks', () => {
    const desk = gradedOutage('sev2').by(
      'li',
      draft('initial', {
        ...INITIAL,
        cause: '*******5678 与 **************1234',
        impact: '[地址已脱敏]',
      }),
    );
    expect(
      problems(desk).map((problem) =>
        problem.kind === 'personal-data' ? problem.what : problem.kind,
      ),
    ).toEqual(['idNumber', 'phone', 'address']);
    expect(statusOf(desk, 'A1')).toBe('draft');
  });

  it('given a variable the template does not have, then it is told and does not hold the text back', () => {
    const desk = gradedOutage('sev2').by('li', draft('initial', { ...INITIAL, constructor: 'x' }));
    expect(problems(desk)).toEqual([{ kind: 'unknown-variable', variable: 'constructor' }]);
    expect(statusOf(desk, 'A1')).toBe('pendingApproval');
  });

  it('given --hold, then a clean draft waits, and a revision without it is submitted', () => {
    const desk = gradedOutage('sev2').by('li', draft('initial', INITIAL, {}, { hold: true }));
    expect(statusOf(desk, 'A1')).toBe('draft');
    desk.by('li', revise('A1', {}));
    expect(statusOf(desk, 'A1')).toBe('pendingApproval');
    expect(approvalOf(desk, 'A1.v2').status).toBe('pending');
  });

  it('given an unknown template or announcement, then the known ones are named', () => {
    const desk = gradedOutage('sev2').by('li', draft('ivr-wait', {}));
    expect(desk.rejection).toEqual({
      code: 'template-not-found',
      given: 'ivr-wait',
      known: ['initial', 'resolved', 'statement'],
    });
    expect(
      desk.by('li', draft('initial', INITIAL, {}, { supersedes: 'A9' })).rejection,
    ).toMatchObject({ code: 'announcement-not-found', given: 'A9' });
    for (const intent of [
      revise('A9', {}),
      sent('A9', 'sms'),
      { type: 'announceWithdraw', id: 'A9', reason: 'x' } as const,
    ])
      expect(desk.by('li', intent).rejection?.code).toBe('announcement-not-found');
  });

  it('S2-31: given a pre-approved template, when drafted, then it is ready with no vote', () => {
    const desk = new Desk(DAY, '00:09')
      .by('wang', opening('call-surge', '大促'))
      .by('zhao', { type: 'grade', severity: 'sev3' });
    desk.at('00:15').by('sun', draft('ivr-wait', { waitMinutes: '8', workaround: '公众号' }));
    expect(statusOf(desk, 'A1')).toBe('approved');
    expect(desk.of('approval.submitted')).toEqual([]);
    expect(desk.incident.announcements[0]?.versions[0]?.texts['ivr']?.['zh-CN']).toContain(
      '8 分钟',
    );
    expect(desk.by('sun', sent('A1', 'ivr')).task('ivr-wait').status).toBe('done');
  });

  it('given two playbooks, then the template of the one attached last is taken', () => {
    const desk = gradedOutage('sev1').by('su', {
      type: 'playbookAttach',
      playbook: 'public-opinion',
    });
    desk.by(
      'li',
      draft('statement', {
        topic: '断裂',
        facts: 'x',
        actions: 'y',
        contact: '官网',
        nextUpdate: '18:00',
      }),
    );
    expect(problems(desk)).toEqual([]);
    expect(desk.incident.announcements[0]?.versions[0]?.texts['website']?.['zh-CN']).toContain(
      '关于断裂的说明',
    );
  });
});

describe('publishing', () => {
  it('S0-08: given A1 approved, when sms is sent, then only sms is marked and the rest stays open', () => {
    const desk = withA1().by('li', sent('A1', 'sms'));
    expect(channelsOf(desk, 'A1')).toEqual(['sms']);
    expect(statusOf(desk, 'A1')).toBe('published');
    expect(desk.task('announce').status).toBe('open');
    expect(
      posts(desk, 'channelPublished').map(({ place, notice }) => [
        where(place),
        notice.channel,
        notice.by.id,
      ]),
    ).toEqual([['room', 'sms', 'li']]);
  });

  it('S0-17: given no approval, then no channel can be marked', () => {
    const desk = gradedOutage('sev2')
      .by('li', draft('initial', INITIAL))
      .by('li', sent('A1', 'sms'));
    expect(desk.rejection).toEqual({
      code: 'announcement-not-approved',
      id: 'A1',
      status: 'pendingApproval',
    });
    expect(desk.by('lin', no('A1')).by('li', sent('A1', 'sms')).rejection).toMatchObject({
      status: 'rejected',
    });
  });

  it('7.17: given a channel twice or one the text has not, then it is refused and says who sent it when', () => {
    const desk = withA1().by('li', sent('A1', 'sms')).by('sun', sent('a1 ', 'sms'));
    expect(desk.rejection).toMatchObject({
      code: 'channel-already-published',
      channel: 'sms',
      by: { id: 'li' },
      at: desk.now,
    });
    expect(desk.by('li', sent('A1', 'ivr')).rejection).toMatchObject({
      code: 'channel-unknown',
      channels: ['website', 'app', 'sms'],
    });
  });

  it('contract 3: given a way out for a channel in the organisation file, when approved, then the text is handed to it, once', () => {
    const policy = policyWith({ publish: { website: { url: 'https://example.com/hook' } } });
    const desk = gradedOutage('sev2', '10:00', policy).by('li', draft('initial', INITIAL));
    const handed = () =>
      desk.heard.flatMap(({ intent }) => (intent.do === 'publish' ? [intent] : []));
    expect(handed()).toEqual([]);
    desk.by('lin', yes('A1')).by('chen', yes('A1'));
    expect(handed()).toEqual([
      { do: 'publish', announcement: 'A1', version: 1, channel: 'website' },
    ]);
  });

  it('given a withdrawal, then it wants a reason, takes the promises back and is final', () => {
    const desk = withA1({ nextUpdate: '11:00' })
      .by('li', sent('A1', 'website'))
      .by('li', { type: 'announceWithdraw', id: 'A1' });
    expect(desk.rejection).toEqual({ code: 'reason-missing', verb: 'announce withdraw' });
    desk.by('li', { type: 'announceWithdraw', id: 'A1', reason: '时间有误' });
    expect(statusOf(desk, 'A1')).toBe('withdrawn');
    expect(desk.incident.promises).toEqual([]);
    for (const intent of [
      sent('A1', 'sms'),
      revise('A1', {}),
      { type: 'announceWithdraw', id: 'A1', reason: 'x' } as const,
    ])
      expect(desk.by('li', intent).rejection).toMatchObject({ status: 'withdrawn' });
  });

  it('given a rejected text that was withdrawn, when the ❌ is taken back, then it does not come to life again', () => {
    const desk = gradedOutage('sev2')
      .by('li', draft('initial', INITIAL))
      .by('su', no('A1'))
      .by('li', { type: 'announceWithdraw', id: 'A1', reason: 'x' });
    desk.by('su', takesBackNo('A1.v1'));
    expect(statusOf(desk, 'A1')).toBe('withdrawn');
    expect(approvalOf(desk, 'A1.v1').status).toBe('superseded');
  });

  it('given a pending text replaced by another that is out, then it can no longer be approved', () => {
    const desk = gradedOutage('sev2')
      .by('li', draft('initial', INITIAL))
      .by('li', draft('initial', INITIAL, {}, { supersedes: 'A1' }));
    desk.by('lin', yes('A2')).by('li', sent('A2', 'website'));
    expect(statusOf(desk, 'A1')).toBe('superseded');
    desk.by('chen', yes('A1'));
    expect(statusOf(desk, 'A1')).toBe('superseded');
    expect(posts(desk, 'voteIgnored').at(-1)?.notice.reason).toBe('old-version');
    expect(desk.at('11:00').reminders.some((line) => line.includes('approval:A1'))).toBe(false);
  });

  it('given an approved text, then it is not revised any more', () => {
    expect(withA1().by('li', revise('A1', { eta: '12:00' })).rejection).toEqual({
      code: 'announcement-final',
      id: 'A1',
      status: 'approved',
    });
  });
});

const CARDS_OUTSIDE: readonly Notice['card'][] = ['channelPublished', 'announcementWithdrawn'];
describe('where it is told', () => {
  it('given anything about announcements, then it is said in the room only; customers hear through channels', () => {
    const desk = withA1()
      .by('li', sent('A1', 'website'))
      .by('li', { type: 'announceWithdraw', id: 'A1', reason: 'x' });
    expect(
      CARDS_OUTSIDE.flatMap((card) => posts(desk, card).map(({ place }) => where(place))),
    ).toEqual(['room', 'room']);
  });
});
