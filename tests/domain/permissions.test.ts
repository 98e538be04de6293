import { describe, expect, it } from 'vitest';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { participates } from '#domain/incident/people.ts';
import { mayRead } from '#domain/permission.ts';
import { Desk, opening } from '../support/desk.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import {
  assign,
  connectRate,
  DAY,
  done,
  draft,
  facts,
  gradedOutage,
  INITIAL,
  outageAt,
  person,
  sent,
  update,
} from './acts.ts';

const confidential = (): Desk =>
  new Desk(DAY, '16:00').by('zhao', opening('public-opinion', '热搜', { severity: 'sev2' }));
const refused = (desk: Desk, who: string, intent: IncidentIntent): boolean =>
  desk.by(who, intent).rejection?.code === 'not-allowed';

describe('reading', () => {
  it('S2-01: given an ordinary incident, then everyone of the organisation reads it, nobody else does', () => {
    const desk = gradedOutage('sev2');
    expect(mayRead(desk.incident, person('standby01'), desk.policy)).toBe(true);
    expect(mayRead(desk.incident, { id: 'slack U_NOBODY', name: '路人' }, desk.policy)).toBe(false);
  });

  it('S2-01, E3: given a confidential one, then only who takes part reads it', () => {
    const desk = confidential();
    for (const id of ['zhao', 'lin', 'su', 'he', 'fang', 'sun'])
      expect(mayRead(desk.incident, person(id), desk.policy)).toBe(true);
    for (const id of ['standby01', 'zheng', 'zhou'])
      expect(mayRead(desk.incident, person(id), desk.policy)).toBe(false);
  });

  it('given it becomes 重大, then leadership takes part; given an assignment, then the assigned person does', () => {
    const desk = confidential()
      .at('16:01')
      .by('lin', { type: 'grade', severity: 'sev1' })
      .by('lin', assign('responder', 'standby01'));
    for (const id of ['zheng', 'standby01'])
      expect(mayRead(desk.incident, person(id), desk.policy)).toBe(true);
  });

  it('7.43: given a participant who left the organisation file, then he reads and does nothing any more', () => {
    const desk = confidential();
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.filter(({ id }) => id !== 'zhao'),
    });
    expect(participates(desk.incident, person('zhao'), desk.policy)).toBe(false);
    expect(mayRead(desk.incident, person('zhao'), desk.policy)).toBe(false);
    expect(refused(desk, 'zhao', update('x'))).toBe(true);
    expect(desk.rejection).toMatchObject({ verb: 'update' });
  });
});

/** Who may, of: a participant without a group of rights, the duty operator, logistics, the command group, an outsider. */
const CASES: readonly (readonly [what: string, intent: IncidentIntent, may: readonly string[]])[] =
  [
    ['update', update('x'), ['zhao', 'wang', 'zhou', 'lin']],
    ['facts', facts({ place: '上海' }), ['zhao', 'wang', 'zhou', 'lin']],
    ['metric', connectRate(68), ['zhao', 'wang', 'zhou', 'lin']],
    ['note', { type: 'note', text: 'x' }, ['zhao', 'wang', 'zhou', 'lin']],
    ['link', { type: 'link', kind: 'doc', url: 'https://d' }, ['zhao', 'wang', 'zhou', 'lin']],
    ['task done', done('announce'), ['zhao', 'wang', 'zhou', 'lin']],
    [
      'action',
      { type: 'actionAdd', text: 'x', owner: { id: 'qian', name: '钱多' }, category: 'training' },
      ['zhao', 'wang', 'zhou', 'lin'],
    ],
    ['assign', assign('product', 'zhao'), ['lin']],
    ['cadence', { type: 'cadence', everyMs: 3_600_000 }, ['lin']],
    ['meeting', { type: 'meetingStart' }, ['lin']],
    ['playbook', { type: 'playbookAttach', playbook: 'call-surge' }, ['lin']],
    ['standby', { type: 'standbyCall' }, ['zhou', 'lin']],
    ['announce', draft('initial', INITIAL), []],
    ['wording', { type: 'wordingSet', text: 'x', vars: {} }, []],
    ['resolve', { type: 'resolve', reason: 'x' }, ['lin']],
    ['cancel', { type: 'cancel', reason: 'x' }, ['lin']],
  ];

describe('acting', () => {
  it.each(CASES)('0.5: %s is for those the grammar names', (_, intent, may) => {
    const allowed = ['zhao', 'wang', 'zhou', 'lin', 'standby01'].filter(
      (who) => !refused(gradedOutage('sev2'), who, intent),
    );
    expect(allowed).toEqual(may);
  });

  it('S0-15: given communications, brandPr or the commander, then they speak for the house; the command group approves but does not draft', () => {
    for (const who of ['sun', 'li', 'su'])
      expect(refused(gradedOutage('sev2'), who, draft('initial', INITIAL))).toBe(false);
    expect(refused(gradedOutage('sev2'), 'chen', draft('initial', INITIAL))).toBe(true);
    expect(
      refused(
        gradedOutage('sev2').by('lin', assign('incidentCommander', 'chen')),
        'chen',
        draft('initial', INITIAL),
      ),
    ).toBe(false);
    expect(refused(gradedOutage('sev2'), 'qian', sent('A1', 'sms'))).toBe(true);
  });

  it('0.5: given the command group outside the room, then its members may act on 一般 all the same', () => {
    const desk = new Desk(DAY, '10:00')
      .by('wang', opening('call-surge', 'x', { scope: { users: 10 } }))
      .by('zhao', { type: 'grade', severity: 'sev3' });
    expect(desk.incident.joined['lin']).toBeUndefined();
    expect(refused(desk, 'lin', { type: 'cadence', everyMs: 3_600_000 })).toBe(false);
  });

  it('S1-08: given the opener without any role, then he may go on reporting', () => {
    const desk = new Desk(DAY, '10:00').by('standby01', opening('system-failure', '客户反映'));
    expect(refused(desk, 'standby01', facts({ place: '上海' }))).toBe(false);
    expect(refused(desk, 'standby02', facts({ place: '上海' }))).toBe(true);
  });

  it('given somebody who joined, then he may do what participants may', () => {
    const desk = gradedOutage('sev2').by('standby01', { type: 'join' });
    expect(refused(desk, 'standby01', update('x'))).toBe(false);
    expect(refused(desk, 'standby01', { type: 'resolve', reason: 'x' })).toBe(true);
  });

  it('given leadership in 较大, then it may hold meetings and change the level, not run the incident', () => {
    expect(refused(gradedOutage('sev2'), 'zheng', { type: 'meetingStart' })).toBe(false);
    expect(refused(gradedOutage('sev2'), 'zheng', { type: 'resolve', reason: 'x' })).toBe(true);
  });

  it('given an outsider, then the room’s language is not his to change', () => {
    expect(refused(outageAt('10:00'), 'standby01', { type: 'setRoomLocale', locale: 'en' })).toBe(
      true,
    );
    expect(
      outageAt('10:00').by('wang', { type: 'setRoomLocale', locale: 'en' }).incident.locale,
    ).toBe('en');
  });
});
