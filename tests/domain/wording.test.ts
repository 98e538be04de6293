import { describe, expect, it } from 'vitest';
import { Desk, opening } from '../support/desk.ts';
import {
  approvalOf,
  assign,
  DAY,
  gradedOutage,
  no,
  posts,
  takesBackYes,
  update,
  where,
  yes,
} from './acts.ts';

const set = (
  vars: Readonly<Record<string, string>> = { eta: '11:15', workaround: '公众号' },
  text?: string,
) => ({ type: 'wordingSet', vars, ...(text === undefined ? {} : { text }) }) as const;
const statuses = (desk: Desk): readonly string[] =>
  desk.incident.wordings.map(({ id, status }) => `${id} ${status}`);
const opinion = (): Desk =>
  new Desk(DAY, '15:10')
    .by('wang', opening('public-opinion', '热搜'))
    .by('lin', { type: 'grade', severity: 'sev1' });

/** Cards refreshed by the last command: "W2 room pinned". */
const cards = (desk: Desk, before: number): readonly string[] =>
  desk.heard
    .slice(before)
    .flatMap(({ intent }) =>
      intent.do === 'refresh' && intent.card.card === 'wording'
        ? [`${intent.card.id} ${where(intent.place)}${intent.pin ? ' pinned' : ''}`]
        : [],
    );

describe('one wording for everybody', () => {
  it('S0-50: given W1, when W2 is set, then W2 is published and pinned and W1 is void, in rooms and agents’ channels', () => {
    const desk = gradedOutage('sev2').by('sun', set());
    const before = desk.heard.length;
    desk.at('10:20').by('li', set({ eta: '12:00', workaround: '公众号' }));
    expect(statuses(desk)).toEqual(['W1 void', 'W2 published']);
    expect(cards(desk, before)).toEqual(['W1 room', 'W1 agents', 'W2 room pinned', 'W2 agents']);
    expect(
      desk
        .of('wording.proposed')
        .map(({ data, actor, occurredAt }) => [data.id, actor.id, occurredAt]),
    ).toEqual([
      ['W1', 'sun', desk.now - 19 * 60_000],
      ['W2', 'li', desk.now],
    ]);
  });

  it('S0-60: given a new eta, when the wording is set anew, then the text says the new time', () => {
    const desk = gradedOutage('sev2')
      .by('sun', set())
      .by('sun', set({ eta: '12:30', workaround: '公众号' }));
    expect(desk.incident.wordings[1]?.text['zh-CN']).toContain('12:30');
    expect(desk.incident.wordings[1]?.text.en).toContain('12:30');
  });

  it('S0-59, S4-18: given 我不知道, then it is refused with the replacement; in an internal update it is not', () => {
    const desk = gradedOutage('sev2').by('sun', set({}, '我不知道什么时候恢复'));
    expect(desk.rejection).toMatchObject({
      code: 'text-problems',
      problems: [
        {
          phrase: '我不知道',
          replace: { en: 'Let me check that for you and get back to you right away' },
        },
      ],
    });
    expect(desk.incident.wordings).toEqual([]);
    expect(desk.by('qian', update('我不知道原因')).rejection).toBeUndefined();
  });

  it('S0-59: given several sins in several languages and cases, then each is named once, the longest of a family', () => {
    const desk = gradedOutage('sev2').by(
      'sun',
      set({}, '这不是我的责任，我不知道。NO IDEA。系统维护'),
    );
    expect(desk.rejection).toMatchObject({
      problems: [
        { phrase: '我不知道' },
        { phrase: 'no idea' },
        { phrase: '这不是我的责任' },
        { phrase: '系统维护', severity: 'warn' },
      ],
    });
  });

  it('given a variable that is missing, or one that names a part of every object, then it is named', () => {
    expect(gradedOutage('sev2').by('sun', set({ eta: '11:15' })).rejection).toEqual({
      code: 'text-problems',
      problems: [{ kind: 'missing', variable: 'workaround' }],
    });
    expect(
      gradedOutage('sev2').by('sun', set({}, '{{constructor}} {{toString}}')).rejection,
    ).toEqual({
      code: 'text-problems',
      problems: [
        { kind: 'missing', variable: 'constructor' },
        { kind: 'missing', variable: 'toString' },
      ],
    });
  });

  it('given a typed text, then it is marked as typed, and the company’s name may be used without giving it', () => {
    const desk = gradedOutage('sev2').by('sun', set({}, '{{company}} 正在抢修'));
    expect(desk.incident.wordings[0]).toMatchObject({
      source: 'typed',
      text: { 'zh-CN': '晨星 正在抢修', en: '晨星 正在抢修' },
    });
  });

  it('given somebody who does not speak for the house, then it is refused', () => {
    expect(gradedOutage('sev2').by('qian', set()).rejection).toMatchObject({
      code: 'not-allowed',
      needs: ['communications', 'brandPr', 'incidentCommander'],
    });
  });

  it('S2-36: when frozen, then the wording is marked frozen and told; the next one makes it void', () => {
    const desk = gradedOutage('sev2').by('sun', { type: 'wordingFreeze' });
    expect(desk.rejection).toEqual({ code: 'wording-missing' });
    desk.by('sun', set()).by('sun', { type: 'wordingFreeze' });
    expect(statuses(desk)).toEqual(['W1 frozen']);
    expect(
      posts(desk, 'wordingFrozen').map(({ place, notice }) => [where(place), notice.id]),
    ).toEqual([['room', 'W1']]);
    expect(statuses(desk.by('sun', set()))).toEqual(['W1 void', 'W2 published']);
  });

  it('S2-36: given a newer wording, then it goes to the agents’ channels by itself', () => {
    const desk = gradedOutage('sev2').by('sun', set());
    expect(cards(desk, 0)).toContain('W1 agents');
  });
});

describe('S2-35: public opinion', () => {
  it('given ✅ of brandPr only, then it is pending; with legal it is published', () => {
    const desk = opinion().at('15:22').by('li', set({}));
    expect(statuses(desk)).toEqual(['W1 pending']);
    expect(approvalOf(desk, 'W1.v1')).toMatchObject({
      quorum: 2,
      eligible: ['brandPr', 'legal'],
      mustInclude: ['brandPr', 'legal'],
    });
    expect(statuses(desk.by('su', yes('W1')))).toEqual(['W1 pending']);
    desk.at('15:29').by('he', yes('W1'));
    expect(statuses(desk)).toEqual(['W1 published']);
    expect(desk.task('joint-wording')).toMatchObject({ status: 'done', closedAt: desk.now });
  });

  it('given the author is of brandPr, then the vote is ignored, and another of brandPr is needed', () => {
    const desk = opinion().by('li', set({})).by('li', yes('W1')).by('he', yes('W1'));
    expect(statuses(desk)).toEqual(['W1 pending']);
    expect(statuses(desk.by('su', yes('W1')))).toEqual(['W1 published']);
  });

  it('given two of brandPr, then the number is there but legal is not', () => {
    const desk = opinion().by('sun', set({})).by('su', yes('W1')).by('li', yes('W1'));
    expect(approvalOf(desk, 'W1.v1')).toMatchObject({ status: 'pending', counted: 2 });
  });

  it('given ❌, then it is rejected and a new one can be proposed; a pending one is replaced by the next', () => {
    const desk = opinion().by('li', set({})).by('he', no('W1')).by('li', set({}, '正在核实'));
    expect(statuses(desk)).toEqual(['W1 rejected', 'W2 pending']);
    desk.by('li', set({}, '正在核实中')).by('su', yes('W2'));
    expect(approvalOf(desk, 'W2.v1').status).toBe('superseded');
    expect(posts(desk, 'voteIgnored').at(-1)?.notice.reason).toBe('old-version');
  });

  it('given it was attached to another incident, then its rule is the one in force', () => {
    const desk = gradedOutage('sev1')
      .by('su', { type: 'playbookAttach', playbook: 'public-opinion' })
      .by('li', set({}));
    expect(statuses(desk)).toEqual(['W1 pending']);
    expect(approvalOf(desk, 'W1.v1').eligible).toEqual(['brandPr', 'legal']);
    expect(
      desk.by('su', yes('W1')).by('su', takesBackYes('W1')).incident.approvals['W1.v1']?.counted,
    ).toBe(0);
  });

  it('given a wording pending when the incident is closed, then it is not decided on any more', () => {
    const desk = opinion()
      .by('li', set({}))
      .by('lin', { type: 'resolve', reason: 'x' })
      .by('lin', { type: 'close', force: 'x' })
      .by('he', yes('W1'));
    expect(desk.rejection).toMatchObject({ code: 'wrong-phase', phase: 'closed', verb: 'vote' });
  });

  it('given legal assigned by name, then only who is assigned is asked', () => {
    const desk = opinion().by('fang', assign('legal', 'he')).by('li', set({}));
    const asked = desk.heard.findLast(
      ({ intent }) => intent.do === 'refresh' && intent.card.card === 'approval',
    );
    expect(asked?.intent).toMatchObject({ mention: ['su', 'he'] });
  });
});
