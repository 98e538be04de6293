import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '#domain/incident/deadlines.ts';
import { holdsRole, inviteesOf, membersOf } from '#domain/incident/people.ts';
import { Desk, opening } from '../support/desk.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import { assign, DAY, gradedOutage, outageAt, person, posts, where } from './acts.ts';

const names = (desk: Desk, role: string): readonly string[] =>
  membersOf(desk.incident, role, desk.policy).map(({ name }) => name);
const handover = (role: string, to: string, note?: string) =>
  ({ type: 'handover', role, to: person(to), ...(note === undefined ? {} : { note }) }) as const;
const accept = { type: 'acceptHandover' } as const;

describe('who is who', () => {
  it('S0-05: given a roster, when an incident opens, then the four groups have their people, and an empty one nobody', () => {
    const desk = outageAt('10:00');
    expect(names(desk, 'commandGroup')).toEqual(['林悦', '陈波', '苏敏']);
    expect(names(desk, 'onsiteResponse')).toEqual(['钱多', '赵磊']);
    expect(names(desk, 'communications')).toEqual(['孙悦', '李娜']);
    expect(names(desk, 'logistics')).toEqual(['周航', '吴静']);
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.filter(
        ({ groups }) => !groups.includes('logistics'),
      ),
    });
    expect(names(desk, 'logistics')).toEqual([]);
  });

  it('S0-10: when techSupport is assigned, then he gets the duty in private, the room reads it, and the card shows him', () => {
    const desk = gradedOutage('sev2');
    expect(names(desk, 'techSupport')).toEqual(['钱多']);
    desk.by('lin', { ...assign('techSupport', 'zhao'), lead: true });
    expect(names(desk, 'techSupport')).toEqual(['赵磊']);
    expect(posts(desk, 'duties').map(({ place, notice }) => [where(place), notice.role])).toEqual([
      ['dm zhao', 'techSupport'],
    ]);
    expect(
      posts(desk, 'assigned').map(({ place, notice }) => [where(place), notice.lead, notice.by.id]),
    ).toEqual([['room', true, 'lin']]);
    const duty = desk.incident.playbooks[0]?.playbook.roles.find(
      ({ role }) => role === 'techSupport',
    )?.duty;
    expect(duty?.['zh-CN']).toContain('排查原因');
  });

  it('S0-10: given somebody assigned who was not in the room, then he is invited', () => {
    const desk = gradedOutage('sev2');
    const before = desk.heard.length;
    desk.by('lin', assign('legal', 'he'));
    expect(
      desk.heard
        .slice(before)
        .flatMap(({ intent }) => (intent.do === 'invite' ? intent.people : [])),
    ).toEqual(['he']);
    expect(desk.incident.joined['he']).toBe(desk.now);
  });

  it('S0-21: given product without a name, then nothing is assigned and the department’s contact is proposed', () => {
    const desk = gradedOutage('sev2').by('lin', assign('product'));
    expect(desk.rejection).toEqual({
      code: 'nobody-named',
      role: 'product',
      suggestion: { id: 'zhao', name: '赵磊' },
    });
    expect(desk.incident.roles).toEqual({});
  });

  it('S1-09: given legal without a name, then its contact is proposed; without a department, the first of the group', () => {
    const desk = gradedOutage('sev2').by('lin', assign('legal'));
    expect(desk.rejection).toMatchObject({ suggestion: { id: 'he' } });
    expect(desk.by('lin', assign('seniorAgent')).rejection).toMatchObject({
      suggestion: { id: 'zhao' },
    });
    expect(desk.by('lin', assign('committee')).rejection).toEqual({
      code: 'nobody-named',
      role: 'committee',
    });
  });

  it('S1-07: given a member of techSupport, then he counts as the execution team, by roster and by assignment', () => {
    const desk = gradedOutage('sev2');
    expect(holdsRole(desk.incident, person('qian'), 'executionTeam', desk.policy)).toBe(true);
    expect(holdsRole(desk.incident, person('he'), 'executionTeam', desk.policy)).toBe(false);
    desk.by('lin', assign('techSupport', 'he'));
    expect(holdsRole(desk.incident, person('he'), 'executionTeam', desk.policy)).toBe(true);
  });

  it('given several for one role, then they add up; the lead stands first; the same again is nothing', () => {
    const desk = gradedOutage('sev2')
      .by('lin', assign('brandPr', 'li'))
      .by('lin', assign('brandPr', 'li'));
    expect(desk.of('role.assigned')).toHaveLength(1);
    desk.by('lin', { ...assign('brandPr', 'su'), lead: true });
    expect(desk.incident.roles['brandPr']).toMatchObject({
      people: [{ id: 'su' }, { id: 'li' }],
      lead: { id: 'su' },
    });
    expect(posts(desk, 'duties').map(({ place }) => where(place))).toEqual(['dm li', 'dm su']);
  });

  it('given the commander, then there is one: a second name replaces the first, two at once are refused', () => {
    const desk = gradedOutage('sev2')
      .by('lin', assign('incidentCommander', 'lin'))
      .by('lin', assign('incidentCommander', 'chen'));
    expect(desk.incident.roles['incidentCommander']?.people.map(({ id }) => id)).toEqual(['chen']);
    expect(desk.by('lin', assign('incidentCommander', 'lin', 'su')).rejection).toEqual({
      code: 'single-role',
      role: 'incidentCommander',
    });
  });

  it('given an unknown role or somebody without the right, then nothing is assigned', () => {
    const desk = gradedOutage('sev2').by('lin', assign('constructor', 'qian'));
    expect(desk.rejection).toEqual({ code: 'unknown-role', given: 'constructor' });
    expect(desk.by('qian', assign('techSupport', 'qian')).rejection).toMatchObject({
      code: 'not-allowed',
      needs: ['incidentCommander', 'commandGroup', 'opsSupervisor'],
    });
    expect(desk.by('fang', assign('techSupport', 'qian')).rejection).toBeUndefined();
  });

  it('7.43: given somebody assigned who left the organisation file, then the roster’s people stand in', () => {
    const desk = gradedOutage('sev2').by('lin', assign('brandPr', 'li'));
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.filter(({ id }) => id !== 'li'),
    });
    expect(names(desk, 'brandPr')).toEqual(['苏敏']);
    const announce = deadlinesOf(desk.incident, desk.policy).find(
      ({ id }) => id === 'task:announce',
    );
    expect(announce?.owners.map(({ id }) => id)).toEqual(['su']);
    expect(inviteesOf(desk.incident, desk.policy).map(({ id }) => id)).not.toContain('li');
  });

  it('7.43: given a commander who left the file, then others owe the update', () => {
    const desk = gradedOutage('sev2').by('lin', assign('incidentCommander', 'chen'));
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.filter(({ id }) => id !== 'chen'),
    });
    const update = deadlinesOf(desk.incident, desk.policy).find(({ id }) => id === 'update');
    expect(update).toMatchObject({ role: 'communications', owners: [{ id: 'sun' }, { id: 'li' }] });
  });
});

describe('handing over', () => {
  it('7.22: when proposed, then the other is asked in the room and in private, and nothing changes until taken', () => {
    const desk = gradedOutage('sev2')
      .by('lin', assign('incidentCommander', 'lin'))
      .by('lin', handover('incidentCommander', 'chen', '已答应11点更新'));
    expect(
      posts(desk, 'handoverAsked').map(({ place, mention }) => [where(place), ...mention]),
    ).toEqual([['room', 'chen'], ['dm chen']]);
    expect(posts(desk, 'handoverAsked')[0]?.notice).toMatchObject({
      from: { id: 'lin' },
      note: '已答应11点更新',
    });
    expect(names(desk, 'incidentCommander')).toEqual(['林悦']);
    desk.by('chen', accept);
    expect(names(desk, 'incidentCommander')).toEqual(['陈波']);
    expect(desk.incident.handovers).toEqual({});
  });

  it('7.22: given somebody else, then he cannot take it; taken once it is gone', () => {
    const desk = gradedOutage('sev2').by('lin', handover('techSupport', 'zhao')).by('qian', accept);
    expect(desk.rejection).toEqual({ code: 'handover-not-found' });
    expect(desk.by('zhao', { ...accept, role: 'brandPr' }).rejection).toEqual({
      code: 'handover-not-found',
    });
    expect(
      desk.by('zhao', { ...accept, role: 'techSupport' }).by('zhao', accept).rejection,
    ).toEqual({ code: 'handover-not-found' });
  });

  it('7.22: given no role named, then the one the actor holds is handed over; others with the role keep it', () => {
    const desk = gradedOutage('sev2')
      .by('lin', assign('brandPr', 'li', 'su'))
      .by('li', handover('', 'sun'))
      .by('sun', accept);
    expect(names(desk, 'brandPr')).toEqual(['孙悦', '苏敏']);
  });

  it('given a role he does not hold, or one of every object, then he may not hand it over', () => {
    const desk = gradedOutage('sev2').by('zhao', handover('techSupport', 'sun'));
    expect(desk.rejection?.code).toBe('not-allowed');
    expect(desk.by('zhao', handover('constructor', 'sun')).rejection?.code).toBe('not-allowed');
    expect(desk.by('lin', handover('constructor', 'sun')).rejection).toEqual({
      code: 'unknown-role',
      given: 'constructor',
    });
  });

  it('given a role of the roster but no part in the incident, then there is nothing to hand over', () => {
    const desk = gradedOutage('sev2').by('standby01', handover('standby', 'sun'));
    expect(desk.rejection).toMatchObject({ code: 'not-allowed', needs: ['participant'] });
  });

  it('7.43: given the other left the organisation file meanwhile, then it is not taken', () => {
    const desk = gradedOutage('sev2').by('lin', handover('techSupport', 'zhao'));
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.filter(({ id }) => id !== 'zhao'),
    });
    expect(desk.by('zhao', accept).rejection).toEqual({ code: 'handover-not-found' });
  });
});

describe('joining', () => {
  it('given an ordinary incident, then anyone of the organisation may join as a responder, once', () => {
    const desk = gradedOutage('sev2').by('standby01', { type: 'join' });
    expect(names(desk, 'responder')).toEqual(['备班01']);
    expect(desk.incident.joined['standby01']).toBe(desk.now);
    expect(desk.by('standby01', { type: 'join' }).rejection).toMatchObject({
      code: 'already-joined',
    });
  });

  it('7.10: given somebody who comes later, then he gets one private summary; those of the first invitation do not', () => {
    const desk = gradedOutage('sev2');
    expect(posts(desk, 'lateJoiner')).toEqual([]);
    desk.by('standby01', { type: 'join' });
    expect(posts(desk, 'lateJoiner').map(({ place }) => where(place))).toEqual([
      'whisper standby01',
    ]);
  });

  it('given a confidential incident, then only who takes part may join', () => {
    const desk = new Desk(DAY, '16:00')
      .by('zhao', opening('product-quality', '爆炸', { severity: 'sev2' }))
      .by('standby01', { type: 'join' });
    expect(desk.rejection).toMatchObject({ code: 'confidential' });
    expect(desk.by('lin', assign('seniorAgent', 'standby01')).incident.joined['standby01']).toBe(
      desk.now,
    );
  });

  it('given somebody nobody knows, then he cannot join', () => {
    expect(gradedOutage('sev2').by('slack U_NOBODY', { type: 'join' }).rejection).toMatchObject({
      code: 'person-not-found',
    });
  });
});
