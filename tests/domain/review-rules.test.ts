import { describe, expect, it } from 'vitest';
import { DAY as ONE_DAY, HOUR } from '#domain/time.ts';
import { type Desk, local } from '../support/desk.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import { alarms, DAY, gradedOutage, posts, where } from './acts.ts';

const closed = (severity: 'sev1' | 'sev2' = 'sev2'): Desk =>
  gradedOutage(severity, '10:00')
    .by('lin', { type: 'resolve', reason: 'x' })
    .by('lin', { type: 'close', force: '转日常' });
const action = (dueAt?: number, category = 'fix', owner = 'qian') =>
  ({
    type: 'actionAdd',
    text: '固件升级',
    owner: { id: owner, name: owner },
    category,
    ...(dueAt === undefined ? {} : { dueAt }),
  }) as const;
const why = (text: string) => ({ type: 'postmortemWhy', text }) as const;
const edit = (field: string, text: string) => ({ type: 'postmortemEdit', field, text }) as const;
const publish = { type: 'postmortemPublish' } as const;

const readyButFor = (...left: readonly string[]): Desk => {
  const desk = closed();
  if (!left.includes('whys'))
    for (const text of ['为什么断', '为什么坏', '为什么没换']) desk.by('lin', why(text));
  if (!left.includes('rootCause')) desk.by('lin', edit('rootCause', '固件缺陷'));
  if (!left.includes('actions')) desk.by('lin', action(desk.now + ONE_DAY));
  return desk;
};

describe('action items', () => {
  it('S3-22: given a due time that passed, then the owner is reminded in private, once, also after closing', () => {
    const desk = closed()
      .by('lin', action(local('2026-12-03', '18:00')))
      .at('18:00', '2026-12-03');
    expect(
      posts(desk, 'reminder').some(({ notice }) =>
        notice.deadlines.some(({ kind }) => kind === 'action'),
      ),
    ).toBe(false);
    desk.at('12:00', '2026-12-06');
    const reminders = posts(desk, 'reminder').filter(({ notice }) =>
      notice.deadlines.some(({ kind }) => kind === 'action'),
    );
    expect(
      reminders.map(({ clock, place, notice }) => [
        clock,
        where(place),
        notice.deadlines[0]?.title['zh-CN'],
      ]),
    ).toEqual([['18:00:30', 'dm qian', '改进措施 AI-1：固件升级']]);
  });

  it('S3-22: given it is done in time, then nobody is reminded; done twice is nothing', () => {
    const desk = closed()
      .by('lin', action(local('2026-12-03', '18:00')))
      .by('qian', { type: 'actionDone', id: ' ai-1' })
      .by('qian', { type: 'actionDone', id: 'AI-1' });
    expect(desk.of('action.done')).toHaveLength(1);
    expect(desk.at('12:00', '2026-12-04').reminders.some((line) => line.includes('action'))).toBe(
      false,
    );
    expect(desk.by('qian', { type: 'actionDone', id: 'AI-9' }).rejection).toEqual({
      code: 'action-not-found',
      given: 'AI-9',
      known: ['AI-1'],
    });
  });

  it('S3-22: given a date, due by its end, then the reminder waits for the morning', () => {
    const desk = closed()
      .by('lin', action(local('2026-12-04', '00:00')))
      .at('12:00', '2026-12-04');
    const reminder = posts(desk, 'reminder').find(({ notice }) =>
      notice.deadlines.some(({ kind }) => kind === 'action'),
    );
    expect(reminder?.clock).toBe('08:00:00');
  });

  it('S3-22: given the owner left the organisation file, then the command group is reminded instead', () => {
    const desk = closed().by('lin', action(local('2026-12-03', '18:00')));
    desk.policy = policyWith({
      people: shippedPolicy.organisation.people.filter(({ id }) => id !== 'qian'),
    });
    const reminders = posts(desk.at('18:01', '2026-12-03'), 'reminder').filter(({ notice }) =>
      notice.deadlines.some(({ kind }) => kind === 'action'),
    );
    expect(reminders.map(({ place }) => where(place))).toEqual(['dm lin', 'dm chen', 'dm su']);
  });

  it('S3-22: given a cancelled incident, then its action items are chased all the same', () => {
    const desk = gradedOutage('sev2', '10:00')
      .by('lin', action(local(DAY, '18:00')))
      .by('lin', { type: 'cancel', reason: '探针故障' })
      .at('18:01');
    expect(desk.reminders.filter((line) => line.includes('action'))).toEqual([
      '18:00:30 action:AI-1',
    ]);
  });

  it('S2-14: given a training without a date, then it is due in 72 hours; with one, then then', () => {
    const desk = closed().by('lin', action(undefined, 'training'));
    expect(desk.incident.actions[0]?.dueAt).toBe(desk.now + 72 * HOUR);
    expect(desk.by('lin', action(desk.now + HOUR, 'training')).incident.actions[1]?.dueAt).toBe(
      desk.now + HOUR,
    );
  });

  it('given no owner, no date or one that is over, then it is refused naming what is missing', () => {
    const desk = closed().by('lin', { type: 'actionAdd', text: 'x', category: 'fix' });
    expect(desk.rejection).toEqual({ code: 'action-incomplete', missing: ['owner', 'due'] });
    expect(desk.by('lin', action()).rejection).toEqual({
      code: 'action-incomplete',
      missing: ['due'],
    });
    expect(desk.by('lin', action(desk.now)).rejection?.code).toBe('eta-in-past');
    expect(desk.by('standby01', action(desk.now + HOUR)).rejection?.code).toBe('not-allowed');
  });

  it('given an owner without a part, then he may tick his own item and nobody else’s', () => {
    const desk = closed()
      .by('lin', action(undefined, 'training', 'standby01'))
      .by('lin', action(undefined, 'training', 'qian'))
      .by('standby01', { type: 'actionDone', id: 'AI-1' });
    expect(desk.of('action.done')).toHaveLength(1);
    expect(desk.by('standby01', { type: 'actionDone', id: 'AI-2' }).rejection?.code).toBe(
      'not-allowed',
    );
  });
});

describe('the postmortem', () => {
  it('S1-21: given 重大, when closed, then leadership is asked for the outcome; given 较大, then it is not', () => {
    expect(posts(closed('sev1'), 'outcomeAsked').map(({ place }) => where(place))).toEqual([
      'dm zheng',
    ]);
    expect(posts(closed('sev2'), 'outcomeAsked')).toEqual([]);
  });

  it('given nobody touches the draft for a day, then the command group is called; a review of five days likewise, without a second step', () => {
    const desk = closed().at('10:05', '2026-12-02');
    expect(alarms(desk, 'breach').slice(-2)).toEqual([
      '10:01:30 room postmortemDraft',
      '10:01:30 command postmortemDraft',
    ]);
    desk.at('12:00', '2026-12-07');
    expect(alarms(desk, 'breach').slice(-2)).toEqual([
      '10:01:30 room postmortemReview',
      '10:01:30 command postmortemReview',
    ]);
    expect(alarms(desk, 'escalation').filter((line) => line.includes('postmortem'))).toEqual([]);
  });

  it('given somebody edits or adds a why, then it is in review and the draft is no longer owed', () => {
    for (const intent of [edit('outcome', 'x'), why('x')]) {
      const desk = closed().by('lin', intent).at('12:00', '2026-12-02');
      expect(desk.incident.postmortem.status).toBe('inReview');
      expect(alarms(desk, 'breach').some((line) => line.includes('postmortemDraft'))).toBe(false);
    }
  });

  it('given everything said, then it is published, and the review is no longer owed', () => {
    const desk = readyButFor().by('lin', publish);
    expect(desk.rejection).toBeUndefined();
    expect(desk.incident.postmortem.status).toBe('published');
    expect(
      alarms(desk.at('12:00', '2026-12-08'), 'breach').some((line) =>
        line.includes('postmortemReview'),
      ),
    ).toBe(false);
    expect(desk.by('lin', publish).of('postmortem.published')).toHaveLength(1);
  });

  it('E1: given no whys or no action, then publishing is refused naming what is missing', () => {
    expect(readyButFor('actions').by('lin', publish).rejection).toEqual({
      code: 'postmortem-not-ready',
      missing: ['actions'],
    });
    expect(readyButFor('whys').by('lin', publish).rejection).toEqual({
      code: 'postmortem-not-ready',
      missing: ['whys'],
    });
    expect(closed().by('lin', publish).rejection).toMatchObject({
      missing: expect.arrayContaining(['rootCause', 'whys', 'actions']),
    });
    expect(gradedOutage('sev2').by('lin', publish).rejection).toMatchObject({
      code: 'wrong-phase',
    });
  });

  it('S0-65: given three whys, then they are a numbered chain', () => {
    expect(
      readyButFor()
        .of('postmortem.why')
        .map(({ data }) => data.level),
    ).toEqual([1, 2, 3]);
  });

  it('given a field typed twice, then the second says what it was; the same text is nothing; an unknown or automatic field is refused', () => {
    const desk = closed()
      .by('lin', edit('rootCause', 'a'))
      .by('chen', edit('根因', 'b'))
      .by('chen', edit('rootCause', 'b'));
    expect(
      desk
        .of('postmortem.edited')
        .map(({ data, actor }) => [data.field, data.text, data.was, actor.id]),
    ).toEqual([
      ['rootCause', 'a', undefined, 'lin'],
      ['rootCause', 'b', 'a', 'chen'],
    ]);
    expect(desk.by('lin', edit('constructor', 'x')).rejection).toMatchObject({
      code: 'field-not-found',
      given: 'constructor',
    });
    expect(desk.by('lin', edit('when', 'x')).rejection).toEqual({
      code: 'field-automatic',
      field: 'when',
    });
    expect(desk.by('standby01', edit('rootCause', 'x')).rejection?.code).toBe('not-allowed');
  });
});
