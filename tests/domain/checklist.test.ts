import { describe, expect, it } from 'vitest';
import { Desk, local, opening } from '../support/desk.ts';
import {
  alarms,
  assign,
  DAY,
  done,
  facts,
  gradedOutage,
  outageAt,
  posts,
  sent,
  draft,
  INITIAL,
  update,
  where,
  yes,
} from './acts.ts';

/** An outage of 较大 with A1 approved. */
const announced = (): Desk =>
  gradedOutage('sev2', '10:04')
    .at('10:06')
    .by('li', draft('initial', INITIAL))
    .by('lin', yes('A1'));

const surge = (): Desk =>
  new Desk(DAY, '10:00')
    .by('wang', opening('call-surge', '大促'))
    .at('10:01')
    .by('lin', { type: 'grade', severity: 'sev3' });

describe('items with a clock', () => {
  it('S0-11: given an opening at 10:04, when switch-backup is undone, then a reminder at 10:08 and a breach after 10:09', () => {
    const desk = outageAt('10:04').by('lin', { type: 'grade', severity: 'sev2' });
    expect(desk.due('switch-backup')).toBe('10:09');
    expect(desk.at('10:07:30').reminders).toEqual([]);
    expect(desk.at('10:08').reminders[0]).toContain('10:08:00 switch-backup');
    expect(alarms(desk.at('10:09'), 'breach')).toEqual([]);
    expect(alarms(desk.at('10:09:30'), 'breach')[0]).toContain('10:09:30 room switch-backup');
  });

  it('S0-11: when it is done at 10:09:00, then it is on time; a second later it is one second late', () => {
    expect(
      outageAt('10:04').at('10:09').by('qian', done('switch-backup')).task('switch-backup').lateMs,
    ).toBe(0);
    expect(
      outageAt('10:04').at('10:09:01').by('qian', done('switch-backup')).task('switch-backup')
        .lateMs,
    ).toBe(1_000);
  });

  it('S0-12: given website and app sent but not sms, when 10:34 passes, then announce is overdue and sms is what is missing', () => {
    const desk = announced()
      .by('li', sent('A1', 'website'))
      .by('li', sent('A1', 'app'))
      .at('10:34');
    expect(alarms(desk, 'breach').some((line) => line.includes('announce'))).toBe(false);
    desk.at('10:34:30');
    expect(alarms(desk, 'breach').some((line) => line.includes('announce'))).toBe(true);
    const { channels = [] } = desk.task('announce');
    const out = desk.incident.announcements[0]?.published.map(({ channel }) => channel) ?? [];
    expect(channels.filter((channel) => !out.includes(channel))).toEqual(['sms']);
  });

  it('S0-12: when every channel is out, then announce ticks itself', () => {
    const desk = announced();
    for (const channel of ['website', 'app', 'sms']) desk.by('li', sent('A1', channel));
    expect(desk.task('announce')).toMatchObject({
      status: 'done',
      automatic: true,
      closedBy: { id: 'li' },
    });
  });

  it('S0-12: given channels spread over two announcements, then they count together', () => {
    const desk = announced().by('li', sent('A1', 'website')).by('li', sent('A1', 'app'));
    desk.by('li', draft('initial', INITIAL)).by('lin', yes('A2')).by('li', sent('A2', 'sms'));
    expect(desk.task('announce').status).toBe('done');
  });

  it('S0-13: given technical support, when its first update comes at 10:34, then progress-feedback is done; another’s does not count', () => {
    const desk = gradedOutage('sev2', '10:04').at('10:20').by('sun', update('正在安抚'));
    expect(desk.task('progress-feedback').status).toBe('open');
    desk.at('10:34').by('qian', update('已修复50%'));
    expect(desk.task('progress-feedback')).toMatchObject({
      status: 'done',
      closedAt: local(DAY, '10:34'),
    });
  });

  it('S2-32: given a system failure, then three items are due in 5 minutes, and the third ticks itself once both are in the room', () => {
    const desk = outageAt('10:04');
    for (const item of ['switch-backup', 'manual-recording', 'notify-tech-ops'])
      expect(desk.due(item)).toBe('10:09');
    expect(desk.of('task.done').map(({ data }) => [data.id, data.by])).toEqual([
      ['notify-tech-ops', 'room.joined'],
    ]);
  });

  it('S2-32: given the operations supervisor not yet in the room, then notify-tech-ops stays open', () => {
    const joining = { type: 'recordJoined', messenger: 'slack' } as const;
    const desk = new Desk(DAY, '10:04');
    // A room that nobody enters by itself.
    const opened = desk.by('wang', opening('system-failure', 'x', { messengers: [] }), 'delivery');
    opened.by('wang', { ...joining, people: [{ id: 'qian', name: '钱多' }] }, 'delivery');
    expect(opened.task('notify-tech-ops').status).toBe('open');
    opened.by('wang', { ...joining, people: [{ id: 'fang', name: '方晴' }] }, 'delivery');
    expect(opened.task('notify-tech-ops').status).toBe('done');
  });

  it('S2-30: given a call surge, then call-standby, simplify-flow and ivr-wait are on the list and overflow-route needs its precondition', () => {
    const desk = surge();
    expect([
      desk.due('call-standby'),
      desk.due('simplify-flow'),
      desk.due('ivr-wait'),
      desk.due('overflow-route'),
    ]).toEqual(['10:10', '10:15', '10:15', '10:30']);
    expect(desk.by('fang', done('overflow-route')).rejection).toMatchObject({
      code: 'precondition-unconfirmed',
      task: 'overflow-route',
    });
    expect(
      desk.by('fang', done('overflow-route', '已确认权限与培训')).task('overflow-route').status,
    ).toBe('done');
    expect(desk.by('zhou', { type: 'standbyCall' }).task('call-standby').status).toBe('done');
  });

  it('S2-34: given public opinion, when all three roles are filled by name, then form-team ticks itself', () => {
    const desk = new Desk(DAY, '15:10')
      .by('su', opening('public-opinion', '热搜'))
      .by('su', { type: 'grade', severity: 'sev1' });
    expect(desk.due('form-team')).toBe('16:10');
    desk.by('fang', assign('opsSupervisor', 'fang')).by('fang', assign('brandPr', 'su'));
    expect(desk.task('form-team').status).toBe('open');
    desk.at('15:16').by('fang', assign('legal', 'he'));
    expect(desk.task('form-team')).toMatchObject({ status: 'done', closedAt: local(DAY, '15:16') });
  });

  it('S1-14: given no evidence link, when evidence is done, then it is refused naming what is missing', () => {
    const desk = new Desk(DAY, '16:00')
      .by('zhao', opening('product-quality', 'x', { severity: 'sev2' }))
      .by('zhao', done('evidence'));
    expect(desk.rejection).toEqual({
      code: 'facts-missing',
      task: 'evidence',
      missing: ['symptom', 'scope', 'duration', 'demand', 'evidence'],
    });
    desk
      .by('zhao', facts({ symptom: 'a', scope: 'b', duration: 'c', demand: ' ' }))
      .by('zhao', done('evidence'));
    expect(desk.rejection).toMatchObject({ missing: ['demand', 'evidence'] });
  });
});

describe('ticking, skipping, adding', () => {
  it('given an item, when it is done twice, then the second is refused and says who was first', () => {
    const desk = gradedOutage('sev2')
      .by('qian', done('switch-backup'))
      .by('sun', done('switch-backup'));
    expect(desk.rejection).toMatchObject({
      code: 'task-not-open',
      task: 'switch-backup',
      status: 'done',
      by: { id: 'qian' },
    });
  });

  it('given a beginning that fits one open item, then that item is meant; one that fits several or none is refused with what is open', () => {
    const desk = gradedOutage('sev2').by('qian', done('switch'));
    expect(desk.task('switch-backup').status).toBe('done');
    expect(desk.by('qian', done('启用人工记录模式')).task('manual-recording').status).toBe('done');
    expect(desk.by('qian', done('xyz')).rejection).toMatchObject({
      code: 'task-not-found',
      given: 'xyz',
      open: expect.arrayContaining(['announce']),
    });
    expect(desk.by('qian', done('')).rejection?.code).toBe('task-not-found');
  });

  it('S1-20: when a step is skipped, then a reason is required and kept', () => {
    const desk = gradedOutage('sev2').by('sun', { type: 'taskSkip', task: 'divert-online' });
    expect(desk.rejection).toEqual({ code: 'reason-missing', verb: 'task skip' });
    desk.by('sun', { type: 'taskSkip', task: 'divert-online', reason: '已快速修复' });
    expect(desk.task('divert-online')).toMatchObject({
      status: 'skipped',
      note: '已快速修复',
      closedBy: { id: 'sun' },
    });
    expect(desk.at('11:00').reminders.some((line) => line.includes('divert-online'))).toBe(false);
  });

  it('S0-18: when logistics adds an item of its own, then it is timed, announced and reminded of', () => {
    const desk = gradedOutage('sev2', '10:00').by('zhou', {
      type: 'taskAdd',
      title: '夜宵30份',
      dueMs: 3_600_000,
      role: 'logistics',
    });
    expect(desk.task('T1')).toMatchObject({
      role: 'logistics',
      source: { kind: 'adhoc' },
      title: { 'zh-CN': '夜宵30份' },
    });
    expect(desk.due('T1')).toBe('11:01');
    expect(
      posts(desk, 'taskAdded').map(({ place, notice }) => [where(place), notice.task]),
    ).toEqual([['room', 'T1']]);
    expect(desk.at('10:49').reminders.at(-1)).toBe('10:49:00 T1');
    expect(posts(desk, 'reminder').at(-1)?.mention).toEqual(['zhou', 'wu']);
  });

  it('S0-18: given a role nobody knows, then nothing is added; given an owner, then only the owner is called', () => {
    const desk = gradedOutage('sev2').by('zhou', {
      type: 'taskAdd',
      title: 'x',
      dueMs: 60_000,
      role: 'constructor',
    });
    expect(desk.rejection).toEqual({ code: 'unknown-role', given: 'constructor' });
    desk.by('zhou', {
      type: 'taskAdd',
      title: 'x',
      dueMs: 300_000,
      role: 'logistics',
      owner: { id: 'wu', name: '吴静' },
    });
    expect(posts(desk.at('10:05'), 'reminder').at(-1)?.mention).toContain('wu');
    expect(posts(desk, 'reminder').at(-1)?.mention).not.toContain('zhou');
  });
});
