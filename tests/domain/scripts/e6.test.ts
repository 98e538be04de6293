import { describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { Desk, opening } from '../../support/desk.ts';
import {
  alarms,
  approvalOf,
  channelsOf,
  done,
  draft,
  no,
  posts,
  revise,
  sent,
  statusOf,
  takesBackNo,
  takesBackYes,
  update,
  where,
  yes,
} from '../acts.ts';

const DAY = '2026-12-07';

/** Opened 15:00, graded 较大 15:01; what E6 does not tell is done in time. */
const started = (): Desk =>
  new Desk(DAY, '15:00')
    .by('wang', opening('system-failure', 'App无法登录'))
    .at('15:01')
    .by('lin', { type: 'grade', severity: 'sev2' })
    .at('15:03')
    .by('qian', done('switch-backup'))
    .by('sun', done('manual-recording'))
    .by('sun', { type: 'wordingSet', vars: { eta: '16:00', workaround: '官网' } })
    .by('sun', done('divert-online'))
    .by('lin', { type: 'meetingStart', priority: '先恢复登录' })
    .by('lin', done('reinforcement'));

// The phone number is masked before a command reaches the core.
const FAULTY = {
  impact: 'App无法登录',
  cause: '我们也不知道,用户王小明*******5678反馈',
  workaround: '官网在线客服',
  nextUpdate: '15:40',
};

const drafted = (): Desk =>
  started()
    .at('15:05')
    .by('li', draft('initial', FAULTY, { nextUpdate: '15:40' }, { day: DAY }));
const submitted = (): Desk =>
  drafted()
    .at('15:08')
    .by('li', revise('A1', { cause: '登录服务异常', eta: '15:50' }, { eta: '15:50' }, DAY));
const rejected = (): Desk =>
  submitted().at('15:10').by('wang', yes('A1.v2')).at('15:11').by('su', no('A1.v2'));
const reasoned = (): Desk =>
  rejected()
    .at('15:12')
    .by('su', { type: 'rejectionReason', approval: 'A1.v2', reason: '预计时间没有技术确认' })
    .at('15:13')
    .by('chen', yes('A1.v2'));
const revised = (): Desk =>
  reasoned()
    .at('15:16')
    .by(
      'li',
      revise('A1', { eta: '16:10', cause: '登录服务异常,正在定位' }, { eta: '16:10' }, DAY),
    );
const approved = (): Desk =>
  revised().at('15:17').by('su', yes('A1.v3')).at('15:18').by('su', takesBackYes('A1.v3'));
const published = (): Desk =>
  approved()
    .at('15:20')
    .by('li', sent('A1', 'website'))
    .by('qian', update('正在定位'))
    .at('15:21')
    .by('li', sent('A1', 'app'))
    .by('li', sent('A1', 'sms'));
const superseded = (): Desk => {
  const next = { ...FAULTY, cause: '登录服务异常', eta: '16:10', nextUpdate: '16:10' };
  const promises = { eta: '16:10', nextUpdate: '16:10' };
  return published()
    .at('15:41')
    .by('qian', update('已定位'))
    .at('15:43')
    .by('li', draft('initial', next, promises, { day: DAY, supersedes: 'A1' }))
    .at('15:44')
    .by('lin', yes('A2.v1'))
    .at('15:45')
    .by('li', sent('A2', 'website'));
};

describe('E6: announcement rejected, revised, approved', () => {
  it('15:05: given a faulty draft, then every fault is named, it stays a draft and no approval is asked for', () => {
    const desk = drafted();
    const problems = desk.incident.announcements[0]?.versions[0]?.problems ?? [];
    expect(problems.map((problem) => problem.kind)).toEqual([
      'missing',
      'forbidden',
      'personal-data',
    ]);
    expect(problems).toContainEqual({ kind: 'missing', variable: 'eta' });
    expect(problems).toContainEqual(
      expect.objectContaining({ phrase: '不知道', severity: 'block' }),
    );
    expect(problems).toContainEqual({ kind: 'personal-data', what: 'phone' });
    expect(statusOf(desk, 'A1')).toBe('draft');
    expect(desk.incident.approvals).not.toHaveProperty(['A1.v1']);
  });

  it('15:08: when revised clean, then v2 asks one vote of the command group by 15:18', () => {
    const approval = approvalOf(submitted(), 'A1.v2');
    expect(approval).toMatchObject({ status: 'pending', quorum: 1, eligible: ['commandGroup'] });
    expect(approval.decideBy - approval.submittedAt).toBe(10 * MINUTE);
  });

  it('15:10: when somebody outside the command group votes, then nothing counts and only he is told', () => {
    const desk = submitted().at('15:10').by('wang', yes('A1.v2'));
    expect(approvalOf(desk, 'A1.v2')).toMatchObject({ status: 'pending', counted: 0, ignored: 1 });
    expect(
      posts(desk, 'voteIgnored').map(({ place, notice }) => [where(place), notice.reason]),
    ).toEqual([['whisper wang', 'not-eligible']]);
  });

  it('15:11: when 苏敏 votes ❌, then it is rejected at once and she is asked why in the thread', () => {
    const desk = rejected();
    expect(approvalOf(desk, 'A1.v2').status).toBe('rejected');
    expect(statusOf(desk, 'A1')).toBe('rejected');
    const asked = desk.told.find(({ intent }) => intent.notice.card === 'reasonWanted');
    expect(asked?.intent).toMatchObject({
      mention: ['su'],
      thread: { card: 'approval', approval: 'A1.v2' },
    });
  });

  it('15:12: when she answers, then the reason is kept and 李娜 gets it in private', () => {
    const desk = reasoned();
    expect(approvalOf(desk, 'A1.v2').reason).toBe('预计时间没有技术确认');
    expect(posts(desk, 'approvalRejected').map(({ place }) => where(place))).toEqual(['dm li']);
  });

  it('15:13: given a rejected version, when 陈波 approves it, then nothing changes and he is told', () => {
    const desk = reasoned();
    expect(approvalOf(desk, 'A1.v2').status).toBe('rejected');
    expect(posts(desk, 'voteIgnored').at(-1)).toMatchObject({
      place: { person: 'chen' },
      notice: { reason: 'decided' },
    });
  });

  it('15:16: when revised again, then v3 is asked for and v2 is superseded', () => {
    const desk = revised();
    expect(approvalOf(desk, 'A1.v2').status).toBe('superseded');
    expect(approvalOf(desk, 'A1.v3').status).toBe('pending');
    expect(desk.incident.announcements[0]?.versions[2]?.vars['cause']).toBe(
      '登录服务异常,正在定位',
    );
    desk.by('su', yes('A1.v2'));
    expect(posts(desk, 'voteIgnored').at(-1)?.notice.reason).toBe('old-version');
  });

  it('15:18: given an approval, when the ✅ is taken away, then it stays and she is told how to withdraw', () => {
    const desk = approved();
    expect(approvalOf(desk, 'A1.v3').status).toBe('approved');
    expect(posts(desk, 'voteKept').map(({ place }) => where(place))).toEqual(['whisper su']);
    expect(desk.of('vote.retracted')[0]?.data.late).toBe(true);
  });

  it('15:21: when the third channel is out, then announce is done in time', () => {
    const desk = published();
    expect(channelsOf(desk, 'A1')).toEqual(['website', 'app', 'sms']);
    expect(desk.task('announce')).toMatchObject({ status: 'done', lateMs: 0 });
  });

  it('15:40:30: given the promised 15:40, then it is told one tick after, to 李娜, and only once', () => {
    const desk = published().at('15:40');
    expect(desk.reminders).toEqual([]);
    desk.at('15:42');
    expect(desk.reminders).toEqual(['15:40:30 promise:A1:nextUpdate']);
    expect(posts(desk, 'reminder')[0]?.mention).toEqual(['li']);
  });

  it('15:45: when A2 is out, then A1 is superseded and only A2’s promises run', () => {
    const desk = superseded();
    expect(statusOf(desk, 'A1')).toBe('superseded');
    expect(desk.incident.promises.map(({ id }) => id)).toEqual([
      'promise:A2:eta',
      'promise:A2:nextUpdate',
    ]);
  });

  it('16:05: when resolved, then there is no reminder at 16:10, and all day the engine spoke once', () => {
    const desk = superseded()
      .at('16:04')
      .by('qian', update('已恢复'))
      .at('16:05')
      .by('lin', { type: 'resolve', reason: '已恢复' });
    desk.by('li', done('recovery-notice')).at('16:20');
    expect(desk.reminders).toEqual(['15:40:30 promise:A1:nextUpdate']);
    expect(alarms(desk, 'breach')).toEqual([]);
  });

  it('asserts: three versions, one rejection, nine minutes to approve, two votes counted, two ignored, one late retraction', () => {
    const desk = superseded();
    const approvals = Object.values(desk.incident.approvals).filter(({ ref }) => ref === 'A1');
    expect(desk.incident.announcements[0]?.versions).toHaveLength(3);
    expect(desk.of('approval.rejected')).toHaveLength(1);
    expect((approvalOf(desk, 'A1.v3').decidedAt ?? 0) - approvalOf(desk, 'A1.v2').submittedAt).toBe(
      9 * MINUTE,
    );
    expect(approvals.reduce((sum, { counted }) => sum + counted, 0)).toBe(2);
    expect(approvals.reduce((sum, { ignored }) => sum + ignored, 0)).toBe(2);
    expect(desk.of('vote.retracted').filter(({ data }) => data.late)).toHaveLength(1);
  });

  it('variation: given no new version yet, when 苏敏 takes her ❌ away, then v2 is pending again and can be approved', () => {
    const desk = reasoned().at('15:14').by('su', takesBackNo('A1.v2'));
    expect(approvalOf(desk, 'A1.v2')).toMatchObject({
      status: 'pending',
      decidedBy: [],
      counted: 0,
    });
    expect(approvalOf(desk, 'A1.v2')).not.toHaveProperty('reason');
    expect(statusOf(desk, 'A1')).toBe('pendingApproval');
    expect(approvalOf(desk.by('chen', yes('A1.v2')), 'A1.v2').status).toBe('approved');
  });

  it('variation: given 苏敏 herself drafted, then her ✅ is ignored', () => {
    const clean = { ...FAULTY, cause: '登录服务异常', eta: '15:50' };
    const desk = started()
      .at('15:05')
      .by('su', draft('initial', clean, {}, { day: DAY }))
      .by('su', yes('A1.v1'));
    expect(approvalOf(desk, 'A1.v1')).toMatchObject({ status: 'pending', counted: 0, ignored: 1 });
    expect(posts(desk, 'voteIgnored')[0]?.notice.reason).toBe('author');
  });
});
