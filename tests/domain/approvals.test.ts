import { describe, expect, it } from 'vitest';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { votersOf } from '#domain/incident/deadlines.ts';
import { Desk } from '../support/desk.ts';
import { shippedPolicy } from '../support/policy.ts';
import {
  approvalOf,
  assign,
  draft,
  gradedOutage,
  INITIAL,
  no,
  posts,
  revise,
  STATEMENT,
  statusOf,
  takesBackNo,
  takesBackYes,
  where,
  yes,
} from './acts.ts';

const drafted = (severity: 'sev1' | 'sev2' | 'sev3' = 'sev1', author = 'li'): Desk =>
  gradedOutage(severity, '10:00').at('10:05').by(author, draft('initial', INITIAL));
const a1 = (desk: Desk) => approvalOf(desk, 'A1.v1');
const ignored = (desk: Desk): readonly string[] =>
  posts(desk, 'voteIgnored').map(({ place, notice }) => `${where(place)} ${notice.reason}`);

describe('how many, and who', () => {
  it('quorum: given 重大, then two votes; given 较大 or 一般, then one', () => {
    expect([
      a1(drafted('sev1')).quorum,
      a1(drafted('sev2')).quorum,
      a1(drafted('sev3')).quorum,
    ]).toEqual([2, 1, 1]);
  });

  it('quorum: given nobody graded yet, then the suggested level counts', () => {
    const desk = gradedOutage('sev2');
    const ungraded = new Desk('2026-12-01', '10:00').by('wang', { ...openNationwide });
    expect(a1(ungraded.by('li', draft('initial', INITIAL))).quorum).toBe(2);
    expect(a1(desk.by('li', draft('initial', INITIAL))).quorum).toBe(1);
  });

  it('quorum: given terms fixed at submission, when the level changes, then they stay', () => {
    const desk = drafted('sev2').at('10:10').by('lin', { type: 'grade', severity: 'sev1' });
    expect(a1(desk).quorum).toBe(1);
    expect(a1(desk.by('lin', yes('A1'))).status).toBe('approved');
  });

  it('S0-15: given an announcement, then only the command group decides; leadership only on statements', () => {
    const desk = drafted('sev2').by('qian', yes('A1')).by('zheng', yes('A1')).by('sun', no('A1'));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 0, ignored: 3 });
    expect(ignored(desk)).toEqual([
      'whisper qian not-eligible',
      'whisper zheng not-eligible',
      'whisper sun not-eligible',
    ]);
    const statement = gradedOutage('sev1')
      .by('su', draft('statement', STATEMENT))
      .by('zheng', yes('A1'));
    expect(a1(statement)).toMatchObject({ status: 'pending', counted: 1 });
  });

  it('S0-44: given two of the command group and no leadership, then a statement waits and leadership is missing', () => {
    const desk = gradedOutage('sev1')
      .by('su', draft('statement', STATEMENT))
      .by('lin', yes('A1'))
      .by('chen', yes('A1'));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 2, quorum: 2 });
    expect(votersOf(desk.incident, a1(desk), desk.policy).map(({ id }) => id)).toEqual(['zheng']);
    expect(a1(desk.by('zheng', yes('A1'))).status).toBe('approved');
  });

  it('mustInclude: given leadership alone in 重大, then the number is still missing', () => {
    const desk = gradedOutage('sev1')
      .by('su', draft('statement', STATEMENT))
      .by('zheng', yes('A1'));
    expect(a1(desk).status).toBe('pending');
    expect(a1(desk.by('lin', yes('A1'))).status).toBe('approved');
  });

  it('given a person assigned to the eligible role in this incident, then he decides too', () => {
    const desk = drafted('sev2').by('lin', assign('commandGroup', 'fang')).by('fang', yes('A1'));
    expect(a1(desk).status).toBe('approved');
  });

  it('no self-approval: given the author, then ✅ and ❌ change nothing and he alone is told', () => {
    const desk = drafted('sev2', 'su').by('su', yes('A1')).by('su', no('A1'));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 0, ignored: 2 });
    expect(ignored(desk)).toEqual(['whisper su author', 'whisper su author']);
    expect(votersOf(desk.incident, a1(desk), desk.policy).map(({ id }) => id)).toEqual([
      'lin',
      'chen',
    ]);
  });

  it('no self-approval: given a text that another revised, then who wrote the first version still cannot approve it', () => {
    const desk = drafted('sev2', 'su')
      .by('li', revise('A1', { eta: '12:00' }))
      .by('su', yes('A1.v2'));
    expect(approvalOf(desk, 'A1.v2').status).toBe('pending');
    expect(ignored(desk)).toEqual(['whisper su author']);
  });

  it('given rules that allow it, then the author may approve', () => {
    const { common } = shippedPolicy;
    const policy = {
      ...shippedPolicy,
      common: {
        ...common,
        approvals: {
          ...common.approvals,
          announcement: { ...common.approvals.announcement, allowSelf: true },
        },
      },
    };
    const desk = gradedOutage('sev2', '10:00', policy)
      .by('su', draft('initial', INITIAL))
      .by('su', yes('A1'));
    expect(a1(desk).status).toBe('approved');
  });
});

describe('one person, one vote', () => {
  it('given the same ✅ twice, also from the other messenger, then it counts once and nothing is recorded', () => {
    const desk = drafted()
      .by('lin', yes('A1'), 'slack')
      .by('lin', yes('A1'), 'feishu')
      .by('lin', yes('a1.V1'), 'slack');
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 1 });
    expect(desk.of('vote.cast')).toHaveLength(1);
    expect(desk.rejection).toBeUndefined();
  });

  it('given a second ✅ of a voter after the decision, then it is the same word and nobody is bothered', () => {
    const desk = drafted('sev2').by('chen', yes('A1'), 'slack').by('chen', yes('A1'), 'feishu');
    expect(a1(desk)).toMatchObject({ status: 'approved', counted: 1, ignored: 0 });
    expect(ignored(desk)).toEqual([]);
  });

  it('given ✅ taken away before the decision, then it no longer counts and may be given again', () => {
    const desk = drafted()
      .by('chen', yes('A1'))
      .by('chen', takesBackYes('A1'))
      .by('lin', yes('A1'));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 1 });
    expect(Object.keys(a1(desk).votes)).toEqual(['lin']);
    expect(desk.of('vote.retracted')[0]?.data).toMatchObject({ late: false });
    expect(a1(desk.by('chen', yes('A1'))).status).toBe('approved');
  });

  it('given ✅ taken away after the decision, then it stays approved and the voter is told how to withdraw', () => {
    const desk = drafted('sev2').by('chen', yes('A1')).by('chen', takesBackYes('A1'));
    expect(a1(desk)).toMatchObject({ status: 'approved', counted: 1 });
    expect(posts(desk, 'voteKept').map(({ place }) => where(place))).toEqual(['whisper chen']);
  });

  it('given a removal of what was never counted, then nothing happens', () => {
    const desk = drafted('sev2')
      .by('chen', takesBackYes('A1'))
      .by('qian', takesBackNo('A1'))
      .by('chen', yes('A1'))
      .by('chen', takesBackNo('A1'));
    expect(desk.of('vote.retracted')).toEqual([]);
    expect(a1(desk).status).toBe('approved');
  });

  it('given ✅ and then ❌ of one person, then the latest counts: rejected, with one vote counted', () => {
    const desk = drafted().by('chen', yes('A1')).by('chen', no('A1'));
    expect(a1(desk)).toMatchObject({
      status: 'rejected',
      counted: 1,
      votes: { chen: { choice: 'reject' } },
    });
    // The ✅ is still under the message; taking it away says nothing.
    expect(a1(desk.by('chen', takesBackYes('A1'))).status).toBe('rejected');
  });
});

describe('❌', () => {
  it('given one eligible ❌ of many, then it is rejected at once and the reason is asked for in the thread', () => {
    const desk = drafted().by('lin', yes('A1')).by('chen', no('A1'));
    expect(a1(desk)).toMatchObject({ status: 'rejected', decidedBy: [{ id: 'chen' }] });
    expect(statusOf(desk, 'A1')).toBe('rejected');
    expect(
      posts(desk, 'reasonWanted').map(({ place, mention }) => [where(place), ...mention]),
    ).toEqual([['room', 'chen']]);
  });

  it('given a reason with the ❌, then nobody is asked and the author hears it in private', () => {
    const desk = drafted().by('chen', { ...no('A1'), reason: '原因未确认' });
    expect(a1(desk).reason).toBe('原因未确认');
    expect(posts(desk, 'reasonWanted')).toEqual([]);
    expect(
      posts(desk, 'approvalRejected').map(({ place, notice }) => [where(place), notice.reason]),
    ).toEqual([['dm li', '原因未确认']]);
  });

  it('given a reason from somebody else, or for what is not rejected, then it is not taken', () => {
    const reason = { type: 'rejectionReason', approval: 'A1', reason: 'x' } as const;
    const desk = drafted().by('chen', reason).by('chen', no('A1')).by('lin', reason);
    expect(a1(desk)).not.toHaveProperty('reason');
    expect(desk.by('lin', { ...reason, approval: 'Z1' }).rejection).toEqual({
      code: 'approval-not-found',
      approval: 'Z1',
    });
  });

  it('given a new version already, when the reason comes late, then it is still kept with the old one', () => {
    const desk = drafted()
      .by('chen', no('A1'))
      .by('li', revise('A1', { eta: '12:00' }))
      .by('chen', { type: 'rejectionReason', approval: 'A1.v1', reason: '迟到的原因' });
    expect(a1(desk)).toMatchObject({ status: 'superseded', reason: '迟到的原因' });
  });

  it('given ❌ taken away, then the version is pending again with the other votes still there', () => {
    const desk = drafted().by('lin', yes('A1')).by('chen', no('A1')).by('chen', takesBackNo('A1'));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 1, decidedBy: [] });
    expect(statusOf(desk, 'A1')).toBe('pendingApproval');
    expect(a1(desk.by('chen', yes('A1'))).status).toBe('approved');
  });

  it('given ❌ taken away after a new version, then the old one stays superseded', () => {
    const desk = drafted()
      .by('chen', no('A1'))
      .by('li', revise('A1', { eta: '12:00' }))
      .by('chen', takesBackNo('A1.v1'));
    expect(a1(desk).status).toBe('superseded');
    expect(approvalOf(desk, 'A1.v2').status).toBe('pending');
  });
});

const openNationwide: IncidentIntent = {
  type: 'open',
  key: 'INC-20261201-02',
  scenario: 'system-failure',
  title: '全国',
  scope: { regions: ['全国'] },
  flags: [],
  messengers: ['sandbox'],
  locale: 'zh-CN',
};
