import { describe, expect, it } from 'vitest';
import { Desk, opening } from '../support/desk.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import { DAY, posts, where } from './acts.ts';

const surge = (policy = shippedPolicy): Desk =>
  new Desk(DAY, '00:09', policy)
    .by('wang', opening('call-surge', '大促', { scope: { regions: ['华东'], users: 80 } }))
    .at('00:10')
    .by('zhao', { type: 'grade', severity: 'sev3' });
const call = (count?: number) =>
  ({ type: 'standbyCall', ...(count === undefined ? {} : { count }) }) as const;
const comes = { type: 'standbyReply', reply: 'accept' } as const;
const cannot = { type: 'standbyReply', reply: 'decline' } as const;
const asked = (desk: Desk): readonly string[] =>
  posts(desk, 'standbyAsk').map(({ place }) => where(place));

describe('calling in standby staff', () => {
  it('S0-20: given 118 agents, when called, then 12 are asked, each in private', () => {
    const desk = surge().at('00:12').by('zhou', call());
    expect(desk.incident.standby).toMatchObject({ count: 12, calledAt: desk.now });
    expect(asked(desk)).toHaveLength(12);
    expect(asked(desk)[0]).toBe('dm standby01');
    expect(desk.task('call-standby').status).toBe('done');
  });

  it('S0-20: given 111 agents, then rounded up to 12; given a number, then that many', () => {
    expect(surge(policyWith({ agents: 111 })).by('zhou', call()).incident.standby?.count).toBe(12);
    expect(surge(policyWith({ agents: 110 })).by('zhou', call()).incident.standby?.count).toBe(11);
    expect(asked(surge().by('zhou', call(3)))).toEqual([
      'dm standby01',
      'dm standby02',
      'dm standby03',
    ]);
  });

  it('S0-20: given more wanted than the roster has, then the rest stands open in the agents’ channel', () => {
    const desk = surge().by('zhou', call(13));
    expect(asked(desk)).toHaveLength(13);
    expect(asked(desk).at(-1)).toBe('agents');
    expect(desk.by('he', comes).incident.standby?.replies).toEqual({ he: 'accept' });
  });

  it('E2: given 9 yes, 1 no and 2 silent, then the counter follows and the summary at ten minutes says 9, 1, 2', () => {
    const desk = surge().at('00:12').by('zhou', call());
    for (let n = 1; n <= 9; n += 1) desk.by(`standby0${n}`, comes);
    desk.by('standby10', cannot);
    expect(
      Object.values(desk.incident.standby?.replies ?? {}).filter((reply) => reply === 'accept'),
    ).toHaveLength(9);
    expect(
      desk.heard.filter(
        ({ intent }) => intent.do === 'refresh' && intent.card.card === 'standbyCounter',
      ),
    ).toHaveLength(11);
    expect(posts(desk.at('00:21:30'), 'standbySummary')).toEqual([]);
    desk.at('00:22');
    expect(
      posts(desk, 'standbySummary').map(({ clock, notice }) => [
        clock,
        notice.accepted,
        notice.declined,
        notice.silent,
      ]),
    ).toEqual([['00:22:00', 9, 1, 2]]);
    expect(posts(desk.at('01:00'), 'standbySummary')).toHaveLength(1);
  });

  it('E2: given adjust-shift and adjust-routing due at 00:25, then their reminder and the summary come in the same tick', () => {
    const desk = surge().at('00:12').by('zhou', call());
    for (const id of ['simplify-flow']) desk.by('zhao', { type: 'taskDone', task: id });
    desk
      .by('sun', {
        type: 'announceDraft',
        template: 'ivr-wait',
        vars: { waitMinutes: '8', workaround: '公众号' },
        promises: {},
        hold: false,
      })
      .by('sun', { type: 'announceSent', id: 'A1', channel: 'ivr' });
    desk.at('00:22');
    expect(
      desk.told.filter(({ at }) => at === desk.now).map(({ intent }) => intent.notice.card),
    ).toEqual(['standbySummary', 'reminder']);
    expect(desk.reminders).toEqual(['00:22:00 adjust-shift+adjust-routing']);
  });

  it('given a changed mind, then the last answer counts; the same answer twice is nothing', () => {
    const desk = surge()
      .by('zhou', call())
      .by('standby01', comes)
      .by('standby01', comes)
      .by('standby01', cannot);
    expect(desk.incident.standby?.replies).toEqual({ standby01: 'decline' });
    expect(desk.of('standby.replied')).toHaveLength(2);
  });

  it('given somebody who was not asked, or no call at all, then the answer is refused', () => {
    expect(surge().by('standby01', comes).rejection).toEqual({ code: 'standby-not-called' });
    expect(surge().by('zhou', call()).by('qian', comes).rejection).toEqual({
      code: 'standby-not-asked',
    });
  });

  it('given a call that still waits for answers, then a second one is refused; after the summary it is not', () => {
    const desk = surge().at('00:12').by('zhou', call()).at('00:20').by('wu', call());
    expect(desk.rejection).toMatchObject({ code: 'standby-already-called' });
    expect(desk.at('00:22').by('wu', call(2)).incident.standby).toMatchObject({
      count: 2,
      replies: {},
    });
  });

  it('given somebody without the right, then nobody is called', () => {
    expect(surge().by('qian', call()).rejection).toMatchObject({
      code: 'not-allowed',
      needs: ['logistics', 'incidentCommander', 'commandGroup', 'opsSupervisor'],
    });
  });
});
