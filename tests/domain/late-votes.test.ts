import { describe, expect, it } from 'vitest';
import type { Desk } from '../support/desk.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import {
  approvalOf,
  assign,
  draft,
  gradedOutage,
  INITIAL,
  no,
  posts,
  revise,
  where,
  yes,
} from './acts.ts';

const drafted = (severity: 'sev1' | 'sev2' | 'sev3' = 'sev1', author = 'li'): Desk =>
  gradedOutage(severity, '10:00').at('10:05').by(author, draft('initial', INITIAL));
const a1 = (desk: Desk) => approvalOf(desk, 'A1.v1');
const ignored = (desk: Desk): readonly string[] =>
  posts(desk, 'voteIgnored').map(({ place, notice }) => `${where(place)} ${notice.reason}`);
const without = (...ids: readonly string[]) =>
  policyWith({ people: shippedPolicy.organisation.people.filter(({ id }) => !ids.includes(id)) });

describe('votes that come at the wrong time', () => {
  it('given a vote after the decision, then it changes nothing; cast before it but delivered later, then it is called late', () => {
    const desk = drafted('sev2').at('10:10').by('chen', yes('A1')).at('10:20').by('lin', no('A1'));
    expect(a1(desk)).toMatchObject({ status: 'approved', counted: 1, ignored: 1 });
    desk.by('lin', {
      type: 'vote',
      approval: 'A1',
      choice: 'approve',
      cast: true,
      at: desk.now - 15 * 60_000,
    });
    expect(ignored(desk)).toEqual(['whisper lin decided', 'whisper lin late']);
  });

  it('given a vote on an old version, then it changes nothing, and only the newest counts', () => {
    const desk = drafted('sev2')
      .by('li', revise('A1', { eta: '12:00' }))
      .by('chen', yes('A1.v1'));
    expect(ignored(desk)).toEqual(['whisper chen old-version']);
    expect(approvalOf(desk.by('chen', yes('A1')), 'A1.v2').status).toBe('approved');
  });

  it('given an approval nobody knows, then it says so', () => {
    expect(drafted().by('lin', yes('Z1')).rejection).toEqual({
      code: 'approval-not-found',
      approval: 'Z1',
    });
  });

  it('given an announcement still pending when the incident is closed, then it can be decided; when cancelled, it cannot', () => {
    const closed = drafted('sev2')
      .by('lin', { type: 'resolve', reason: 'x' })
      .by('lin', { type: 'close', force: 'x' })
      .by('chen', yes('A1'));
    expect(a1(closed).status).toBe('approved');
    const cancelled = drafted('sev2')
      .by('lin', { type: 'cancel', reason: 'x' })
      .by('chen', yes('A1'));
    expect(cancelled.rejection).toMatchObject({ code: 'wrong-phase', verb: 'vote' });
  });
});

describe('7.43: membership comes from the organisation file', () => {
  it('given an approver who left it, then the vote is refused at once', () => {
    const desk = drafted('sev2');
    desk.policy = without('chen');
    desk.by('chen', yes('A1'));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 0 });
    expect(ignored(desk)).toEqual(['whisper chen not-eligible']);
  });

  it('given an approver who left after voting, then that vote no longer makes up the number', () => {
    const desk = drafted('sev1').by('chen', yes('A1'));
    desk.policy = without('chen');
    desk.by('lin', yes('A1'));
    expect(a1(desk).status).toBe('pending');
    desk.by('su', yes('A1'));
    expect(a1(desk)).toMatchObject({
      status: 'approved',
      decidedBy: [{ id: 'lin' }, { id: 'su' }],
    });
  });

  it('given somebody assigned to the role in this incident who left the file, then he has no vote either', () => {
    const desk = drafted('sev2').by('lin', assign('commandGroup', 'fang'));
    desk.policy = without('fang');
    desk.by('fang', yes('A1'));
    expect(a1(desk).status).toBe('pending');
  });

  it('given a person whose group was taken away, then the vote is refused; one newly in the group may vote', () => {
    const desk = drafted('sev2');
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.map((each) => {
        if (each.id === 'chen') return { ...each, groups: [] };
        return each.id === 'fang' ? { ...each, groups: ['commandGroup'] } : each;
      }),
    });
    expect(a1(desk.by('chen', yes('A1'))).status).toBe('pending');
    expect(a1(desk.by('fang', yes('A1'))).status).toBe('approved');
  });
});
