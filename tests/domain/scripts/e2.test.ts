import { describe, expect, it } from 'vitest';
import { inviteesOf } from '#domain/incident/people.ts';
import { Desk, opening } from '../../support/desk.ts';
import {
  alarms,
  connectRate,
  done,
  draft,
  nextUpdate,
  openItems,
  posts,
  sent,
  statusOf,
  update,
  where,
} from '../acts.ts';

const DAY = '2026-11-11';
const loadPct = (value: number) => ({ type: 'metric', values: { loadPct: value } }) as const;
const general = (): Desk =>
  new Desk(DAY, '00:09')
    .by(
      'wang',
      opening('call-surge', '大促咨询', {
        scope: { regions: ['华东'], users: 80 },
        status: '接通率83%，等待95秒',
        cause: '大促咨询',
      }),
      'feishu',
    )
    .at('00:10')
    .by('zhao', { type: 'grade', severity: 'sev3', reason: '单区域大促咨询' });
const worked = (): Desk =>
  general()
    .at('00:12')
    .by('zhou', { type: 'standbyCall' })
    .at('00:15')
    .by('sun', draft('ivr-wait', { waitMinutes: '8', workaround: '公众号' }))
    .at('00:16')
    .by('sun', sent('A1', 'ivr'))
    .at('00:18')
    .by('zhao', done('simplify-flow'))
    .at('00:23')
    .by('zhao', done('adjust-shift', '增开20席'))
    .at('00:24')
    .by('zhao', done('adjust-routing'));
const major = (): Desk =>
  worked()
    .at('00:31')
    .by('wang', loadPct(120))
    .by('wang', loadPct(126))
    .at('00:33')
    .by('fang', { type: 'grade', severity: 'sev2', reason: '话务达承载126%' });
const ended = (): Desk => {
  const desk = major()
    .at('00:36')
    .by('fang', done('overflow-route', '已确认权限与培训'))
    .at('00:45')
    .by('lin', {
      type: 'meetingStart',
      url: 'https://m.example/2',
      priority: '先保接通，再处理售后',
    })
    .at('00:52')
    .by('lin', done('reinforcement', '产品6人售后4人'))
    .at('00:58')
    .by('zhao', update('排队降至40人'));
  for (let minute = 10; minute <= 21; minute += 1) {
    desk.at(`01:${minute}`).by('wang', connectRate(91));
    if (minute === 15) desk.by('zhao', update('接通率91%'));
  }
  return desk
    .at('01:22')
    .by('lin', { type: 'resolve', reason: '排队清零' })
    .at('01:52')
    .by('lin', { type: 'close' });
};

describe('E2: call surge on 双11', () => {
  it('00:09: given one region and 80 users, then 一般 is suggested and the items have their clock times', () => {
    const desk = new Desk(DAY, '00:09').by(
      'wang',
      opening('call-surge', 'x', { scope: { regions: ['华东'], users: 80 } }),
    );
    expect(desk.incident.suggestion.severity).toBe('sev3');
    expect(openItems(desk)).toEqual({
      'call-standby': '00:19',
      'ivr-wait': '00:24',
      'simplify-flow': '00:24',
      'overflow-route': '00:39',
    });
  });

  it('00:10: when graded 一般, then two duties until 00:25, an hourly report to the command channel, and no command group in the room', () => {
    const desk = general();
    expect(openItems(desk)).toMatchObject({ 'adjust-shift': '00:25', 'adjust-routing': '00:25' });
    expect(nextUpdate(desk)).toBe('01:10');
    expect(desk.incident.cadence?.to).toBe('commandGroup');
    expect(inviteesOf(desk.incident, desk.policy).map(({ id }) => id)).not.toContain('lin');
    expect(posts(desk, 'graded').map(({ place }) => where(place))).toContain('command');
  });

  it('00:15: when ivr-wait is drafted, then it is approved without a vote; sent it ticks its item', () => {
    const desk = worked();
    expect(statusOf(desk, 'A1')).toBe('published');
    expect(desk.task('ivr-wait')).toMatchObject({ status: 'done', lateMs: 0 });
  });

  it('00:31: given 120 % nothing, given 126 % the room is told once and 较大 proposed', () => {
    const desk = major();
    expect(
      posts(desk, 'triggerMet').map(({ clock, notice }) => [
        clock,
        notice.value,
        notice.limit,
        notice.propose,
      ]),
    ).toEqual([['00:31:00', 126, 120, 'sev2']]);
  });

  it('00:33: when graded 较大, then its duties and update until 01:03, and the command group is invited', () => {
    const desk = major();
    expect(openItems(desk)).toEqual({
      'overflow-route': '00:39',
      'emergency-meeting': '01:03',
      reinforcement: '01:03',
    });
    expect(nextUpdate(desk)).toBe('01:03');
    expect(desk.incident.cadence?.to).toBe('warRoom');
    expect(desk.incident.joined['lin']).toBe(desk.now);
  });

  it('00:36: given no confirmation, then overflow-route is refused', () => {
    expect(major().at('00:36').by('fang', done('overflow-route')).rejection?.code).toBe(
      'precondition-unconfirmed',
    );
  });

  it('01:21: given 91 % held longer than ten minutes, then monitoring is suggested', () => {
    const desk = ended();
    expect(posts(desk, 'recoverySuggested').map(({ clock }) => clock)).toEqual(['01:21:00']);
  });

  it('asserts: two levels in the history, nothing late, peak load 126, and the engine spoke exactly three times', () => {
    const desk = ended();
    expect(desk.incident.phase).toBe('closed');
    expect(desk.incident.severityHistory.map(({ severity }) => severity)).toEqual(['sev3', 'sev2']);
    expect(desk.incident.tasks.filter(({ lateMs }) => (lateMs ?? 0) > 0)).toEqual([]);
    expect(desk.incident.metrics['loadPct']?.max).toBe(126);
    expect(desk.reminders).toEqual([
      '00:22:00 adjust-shift+adjust-routing',
      '00:33:00 overflow-route',
      '00:57:00 update',
    ]);
    expect(alarms(desk, 'breach')).toEqual([]);
  });
});
