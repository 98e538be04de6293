import { describe, expect, it } from 'vitest';
import { decideIncident } from '#domain/incident/decide.ts';
import { inviteesOf } from '#domain/incident/people.ts';
import { timersOf } from '#domain/incident/timers.ts';
import { Desk, local, opening } from '../support/desk.ts';
import { DAY, done, gradedOutage, openItems, outageAt, posts, where } from './acts.ts';

const everythingDone = (desk: Desk): Desk => {
  for (const id of Object.keys(openItems(desk))) {
    if (id === 'emergency-meeting') desk.by('lin', { type: 'meetingStart', priority: '先恢复' });
    else desk.by('lin', done(id));
  }
  return desk;
};

describe('the phases of an incident', () => {
  it('S0-01: given a new incident, when it goes open, grade, resolve, close, then each change is a phase and an event', () => {
    const desk = outageAt('10:00');
    const phases = [desk.incident.phase];
    phases.push(desk.at('10:01').by('lin', { type: 'grade', severity: 'sev2' }).incident.phase);
    phases.push(
      everythingDone(desk).by('lin', { type: 'resolve', reason: '已恢复' }).incident.phase,
    );
    phases.push(everythingDone(desk).by('lin', { type: 'close', reason: '稳定' }).incident.phase);
    expect(phases).toEqual(['triage', 'active', 'monitoring', 'closed']);
    expect(
      desk.events.map(({ type }) => type).filter((type) => type.startsWith('incident.')),
    ).toEqual(['incident.opened', 'incident.graded', 'incident.resolved', 'incident.closed']);
    expect(desk.of('postmortem.generated').map(({ data }) => data.version)).toEqual([1]);
  });

  it('S0-01: given a phase change, then the room is renamed, its topic set and the feed card refreshed', () => {
    const intents = gradedOutage('sev2').heard.map(({ intent }) =>
      intent.do === 'refresh' ? `${intent.card.card} ${where(intent.place)}` : intent.do,
    );
    expect(intents).toEqual(
      expect.arrayContaining(['renameRoom', 'setTopic', 'feedStatus feed', 'status room']),
    );
  });

  it('S1-08: given an agent without any role, when he opens an incident, then it is open and he is in it', () => {
    const desk = new Desk(DAY, '10:00').by('standby01', opening('general', '客户设备冒烟'));
    expect(desk.rejection).toBeUndefined();
    expect(desk.incident.opener.id).toBe('standby01');
    expect(inviteesOf(desk.incident, desk.policy).map(({ id }) => id)).toContain('standby01');
  });

  it('S1-10: given a clear emergency, when opened with 一级, then it is active at once with no verification', () => {
    const desk = new Desk(DAY, '10:00').by(
      'zhao',
      opening('product-quality', '安全隐患', { severity: 'sev1' }),
    );
    expect(desk.incident).toMatchObject({ phase: 'active', severity: 'sev1', gradedAt: desk.now });
    expect(desk.of('incident.graded')).toHaveLength(1);
  });

  it('given an unknown scenario or damage that begins in the future, then nothing is opened', () => {
    const desk = new Desk(DAY, '10:00').by('wang', opening('__proto__', 'x'));
    expect(desk.rejection).toMatchObject({
      code: 'unknown-scenario',
      known: expect.arrayContaining(['system-failure', 'general']),
    });
    desk.by('wang', opening('system-failure', 'x', { startedAt: local(DAY, '10:01') }));
    expect(desk.rejection).toMatchObject({ code: 'time-in-future' });
    expect(desk.state).toBeUndefined();
  });

  it('given an open incident, when the same key is opened again, then it is refused and nothing is lost', () => {
    const desk = gradedOutage('sev2').by('wang', opening('general', '另一个'));
    expect(desk.rejection).toMatchObject({ code: 'wrong-phase', verb: 'open' });
    expect(desk.incident.title).toBe('呼叫系统无响应');
  });

  it('given no incident, then every other command says so', () => {
    const decision = decideIncident(
      undefined,
      {
        type: 'join',
        meta: { now: 0, actor: { id: 'lin', name: '林悦', groups: [] }, via: 'slack' },
      },
      outageAt('10:00').policy,
    );
    expect(decision).toMatchObject({ rejected: { code: 'incident-not-found' } });
  });

  it('S4-21: given a ticket, when an incident is opened from it, then both are linked and the department heads are in', () => {
    const desk = outageAt('10:00', { fromTicket: '20261207', linkedTo: 'INC-20261101-01' });
    expect(desk.incident).toMatchObject({ fromTicket: '20261207', linkedTo: 'INC-20261101-01' });
    expect(inviteesOf(desk.incident, desk.policy).map(({ id }) => id)).toContain('he');
    expect(inviteesOf(outageAt('10:00').incident, desk.policy).map(({ id }) => id)).not.toContain(
      'he',
    );
  });
});

describe('resolving, closing, cancelling', () => {
  it('S0-45: given an open item, when closed, then it is refused with the list', () => {
    const desk = gradedOutage('sev2')
      .by('lin', { type: 'resolve', reason: '已恢复' })
      .by('lin', { type: 'close', reason: '稳定' });
    expect(desk.rejection).toEqual({ code: 'tasks-open', tasks: Object.keys(openItems(desk)) });
    expect(desk.incident.phase).toBe('monitoring');
  });

  it('S0-45: given open items, when forced with a reason, then it closes, is flagged and the items are superseded', () => {
    const desk = gradedOutage('sev2').by('lin', { type: 'resolve', reason: '已恢复' });
    const open = Object.keys(openItems(desk));
    expect(desk.by('lin', { type: 'close', force: ' ' }).rejection?.code).toBe('tasks-open');
    desk.by('lin', { type: 'close', force: '转日常跟进' });
    expect(desk.of('incident.closed')[0]?.data).toMatchObject({
      forced: '转日常跟进',
      openTasks: open,
    });
    expect(desk.of('tasks.superseded').at(-1)?.data).toEqual({ ids: open, because: 'closed' });
    expect(openItems(desk)).toEqual({});
    expect(posts(desk, 'closed')[0]?.notice.forced).toBe('转日常跟进');
  });

  it('S0-45: given nothing open, when closed with force anyway, then it is not flagged', () => {
    const desk = everythingDone(gradedOutage('sev2')).by('lin', { type: 'resolve', reason: 'x' });
    everythingDone(desk).by('lin', { type: 'close', force: '不必要' });
    expect(desk.incident.phase).toBe('closed');
    expect(desk.of('incident.closed')[0]?.data).not.toHaveProperty('forced');
  });

  it('given an incident that is not monitoring, then it cannot be closed; one not active cannot be resolved', () => {
    const desk = gradedOutage('sev2').by('lin', { type: 'close' });
    expect(desk.rejection).toEqual({ code: 'wrong-phase', phase: 'active', verb: 'close' });
    expect(outageAt('10:00').by('lin', { type: 'resolve', reason: 'x' }).rejection).toMatchObject({
      phase: 'triage',
    });
  });

  it('E4: given a false alarm found after opening, when cancelled with a reason, then timers stop and the room is told and archived', () => {
    const desk = gradedOutage('sev2').by('lin', { type: 'cancel' });
    expect(desk.rejection).toEqual({ code: 'reason-missing', verb: 'cancel' });
    desk.by('lin', { type: 'cancel', reason: '监控探针故障' });
    expect(desk.incident.phase).toBe('cancelled');
    expect(timersOf(desk.incident, desk.policy)).toEqual([]);
    expect(posts(desk, 'cancelled').map(({ place }) => where(place))).toEqual(['room']);
    expect(desk.heard.some(({ intent }) => intent.do === 'archiveRoom')).toBe(true);
    expect(desk.of('postmortem.generated')).toEqual([]);
    expect(desk.at('18:00').reminders).toEqual([]);
  });

  it('given a cancelled incident, then it is not reopened, voted on or worked on', () => {
    const desk = gradedOutage('sev2').by('lin', { type: 'cancel', reason: '误报' });
    for (const intent of [
      { type: 'reopen', reason: 'x' },
      { type: 'update', text: 'x' },
      { type: 'join' },
      { type: 'acceptHandover' },
      done('announce'),
    ] as const)
      expect(desk.by('lin', intent).rejection?.code).toBe('wrong-phase');
  });

  it('given monitoring, when it is reopened with a reason, then it is active with a new episode, and without one refused', () => {
    const desk = everythingDone(gradedOutage('sev2')).by('lin', { type: 'resolve', reason: 'x' });
    expect(desk.by('lin', { type: 'reopen', reason: ' ' }).rejection).toEqual({
      code: 'reason-missing',
      verb: 'reopen',
    });
    desk.by('lin', { type: 'reopen', reason: '再次下跌' });
    expect(desk.incident).toMatchObject({
      phase: 'active',
      episodes: [{ n: 1 }, { n: 2, reason: '再次下跌' }],
    });
    expect(desk.task('recovery-notice').status).toBe('superseded');
  });

  it('given a second playbook, when attached, then its clocks run from that moment and a confidential one closes the room', () => {
    const desk = gradedOutage('sev2')
      .at('15:10')
      .by('su', { type: 'playbookAttach', playbook: 'public-opinion' });
    expect(desk.incident.confidential).toBe(true);
    expect(openItems(desk)).toMatchObject({
      'freeze-wording': '15:15',
      'refer-brand': '15:25',
      'spread-watch': '15:40',
      'form-team': '16:10',
      'joint-wording': '16:10',
    });
    expect(
      desk.by('su', { type: 'playbookAttach', playbook: 'public-opinion' }).rejection?.code,
    ).toBe('playbook-already-attached');
    expect(desk.by('su', { type: 'playbookAttach', playbook: 'constructor' }).rejection?.code).toBe(
      'playbook-not-found',
    );
  });
});
