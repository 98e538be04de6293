import { describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import { local, type Desk } from '../../support/desk.ts';
import {
  approvalOf,
  DAY,
  done,
  draft,
  INITIAL,
  nextUpdate,
  openItems,
  posts,
  sent,
  update,
  where,
  yes,
} from '../acts.ts';
import { outage } from './outage.ts';

const reviewed = (): Desk =>
  outage('12:09')
    .at('12:40')
    .by('lin', { type: 'postmortemEdit', field: 'rootCause', text: '主交换节点固件缺陷' })
    .by('lin', {
      type: 'actionAdd',
      text: '固件升级',
      owner: { id: 'qian', name: '钱多' },
      dueAt: local('2026-12-15', '18:00'),
      category: 'fix',
    });
const reopened = (): Desk =>
  reviewed().at('13:04').by('wang', { type: 'reopen', reason: '接通率再次跌至74%' });
const lowered = (): Desk =>
  reopened()
    .at('13:05')
    .by('qian', done('switch-backup'))
    .at('13:07')
    .by('sun', done('manual-recording'))
    .at('13:08')
    .by('sun', { type: 'wordingSet', vars: { eta: '13:45', workaround: '微信公众号' } })
    .at('13:20:30')
    .by('lin', { type: 'grade', severity: 'sev2', reason: '仅华东受影响' });
const announced = (): Desk =>
  lowered()
    .at('13:25')
    .by('sun', done('divert-online'))
    .by('li', draft('initial', INITIAL, { eta: '13:45', nextUpdate: '13:50' }))
    .at('13:26')
    .by('lin', yes('A4.v1'))
    .at('13:27')
    .by('li', sent('A4', 'website'))
    .by('li', sent('A4', 'app'))
    .by('li', sent('A4', 'sms'));
const closed = (): Desk =>
  announced()
    .at('13:34')
    .by('qian', update('华东线路恢复中'))
    .at('13:35')
    .by('lin', { type: 'meetingStart', priority: '先华东' })
    .by('lin', done('reinforcement'))
    .at('13:40')
    .by('lin', { type: 'resolve', reason: '固件已更换' })
    .at('13:50')
    .by('li', draft('resolved', { impact: '热线', cause: '固件', recoveredAt: '13:40' }))
    .at('13:52')
    .by('lin', yes('A5.v1'))
    .at('13:55')
    .by('li', sent('A5', 'website'))
    .at('14:10')
    .by('lin', { type: 'close', reason: '稳定' });

describe('E8: closed incident reopened', () => {
  it('12:40: when the root cause is typed and an action added, then both are kept as a person’s', () => {
    const { incident } = reviewed();
    expect(incident.postmortem).toMatchObject({
      status: 'inReview',
      human: { rootCause: { text: '主交换节点固件缺陷', by: { id: 'lin' } } },
    });
    expect(incident.actions.map(({ id, owner }) => [id, owner?.id])).toEqual([['AI-1', 'qian']]);
  });

  it('13:04: when reopened by a duty operator, then level, room and people stay, and every clock starts anew', () => {
    const desk = reopened();
    expect(desk.incident).toMatchObject({
      phase: 'active',
      severity: 'sev1',
      episodes: [{ n: 1 }, { n: 2 }],
    });
    expect(desk.incident.postmortem).toMatchObject({ version: 1, status: 'superseded' });
    expect(openItems(desk)).toEqual({
      'switch-backup@2': '13:09',
      'manual-recording@2': '13:09',
      'publish-wording@2': '13:14',
      'announce@2': '13:34',
      'divert-online@2': '13:34',
      'progress-feedback@2': '14:04',
      'executive-meeting@2': '14:04',
      'company-resources@2': '14:04',
      'official-statement@2': '14:04',
      'online-offline@2': '14:04',
    });
    expect(desk.task('notify-tech-ops@2').status).toBe('done');
    expect(desk.heard.filter(({ intent }) => intent.do === 'unarchiveRoom')).toHaveLength(1);
    expect(
      posts(desk, 'reopened').map(({ place, notice }) => [where(place), notice.episode]),
    ).toEqual([
      ['room', 2],
      ['command', 2],
    ]);
  });

  it('13:05: given two items of one name, when done by that name, then the open one is ticked', () => {
    const desk = reopened().at('13:05').by('qian', done('switch-backup'));
    expect(desk.task('switch-backup@2').status).toBe('done');
  });

  it('13:20: when 李娜 lowers the level, then it is refused: that needs the command group', () => {
    const desk = reopened()
      .at('13:20')
      .by('li', { type: 'grade', severity: 'sev2', reason: '仅华东' });
    expect(desk.rejection).toEqual({ code: 'lowering-not-allowed', from: 'sev1', to: 'sev2' });
    expect(desk.incident.severity).toBe('sev1');
  });

  it('13:20:30: when 林悦 lowers it without a reason, then it is refused; with one the duties change', () => {
    const refused = reopened().at('13:20:30').by('lin', { type: 'grade', severity: 'sev2' });
    expect(refused.rejection).toEqual({ code: 'reason-missing', verb: 'grade' });
    const desk = lowered();
    expect(desk.of('tasks.superseded').at(-1)?.data).toEqual({
      ids: [
        'executive-meeting@2',
        'company-resources@2',
        'official-statement@2',
        'online-offline@2',
      ],
      because: 'regraded',
    });
    expect(desk.task('emergency-meeting').dueAt).toBe(local(DAY, '13:50:30'));
    expect(desk.task('reinforcement').dueAt).toBe(local(DAY, '13:50:30'));
    expect(nextUpdate(desk)).toBe('13:50');
  });

  it('13:27: given 较大 now, then one vote approves and the publication of this episode ticks announce', () => {
    expect(lowered().task('announce@2').status).toBe('open');
    const desk = announced();
    expect(approvalOf(desk, 'A4.v1')).toMatchObject({ quorum: 1, status: 'approved' });
    expect(desk.task('announce@2')).toMatchObject({ status: 'done', lateMs: 0 });
  });

  it('13:40: when resolved again, then a new recovery notice is due 14:10', () => {
    const desk = announced()
      .at('13:34')
      .by('qian', update('恢复'))
      .at('13:40')
      .by('lin', { type: 'resolve', reason: '已更换' });
    expect(desk.due('recovery-notice@2')).toBe('14:10');
  });

  it('14:10: when closed again, then v2 keeps the typed root cause and the action, and no reminder was sent since reopening', () => {
    const desk = closed();
    expect(desk.rejection).toBeUndefined();
    expect(desk.incident.postmortem).toMatchObject({
      version: 2,
      status: 'draft',
      human: { rootCause: { text: '主交换节点固件缺陷' } },
    });
    expect(desk.incident.actions.map(({ id }) => id)).toEqual(['AI-1']);
    expect(desk.reminders.filter((line) => line >= '12:09')).toEqual([]);
  });

  it('asserts: 65 + 36 minutes to resolve, and superseded items are not late', () => {
    const { incident } = closed();
    const lengths = incident.episodes.map(
      ({ openedAt, resolvedAt }) => ((resolvedAt ?? 0) - openedAt) / MINUTE,
    );
    expect(lengths).toEqual([65, 36]);
    expect(incident.tasks.filter(({ lateMs }) => (lateMs ?? 0) > 0)).toEqual([]);
    expect(incident.tasks.filter(({ status }) => status === 'superseded')).toHaveLength(4);
  });

  it('variation: given 73 hours since closing, then reopening is refused; at exactly 72 it is not', () => {
    const late = outage().at('13:09', '2026-12-04').by('wang', { type: 'reopen', reason: 'x' });
    expect(late.rejection).toMatchObject({ code: 'reopen-window-passed', hours: 72 });
    expect(late.incident.phase).toBe('closed');
    const inTime = outage().at('12:09', '2026-12-04').by('wang', { type: 'reopen', reason: 'x' });
    expect(inTime.incident.phase).toBe('active');
  });

  it('variation: given somebody who took no part, then he cannot reopen it; a duty operator can', () => {
    const desk = outage().by('standby01', { type: 'reopen', reason: 'x' });
    expect(desk.rejection).toMatchObject({ code: 'not-allowed', verb: 'reopen' });
    expect(desk.by('wang', { type: 'reopen', reason: 'x' }).incident.phase).toBe('active');
  });

  it('given a rate that had recovered before closing, when reopened, then what held then suggests nothing now', () => {
    const desk = reopened()
      .at('13:06')
      .by('wang', { type: 'metric', values: { connectRate: 95 } });
    expect(desk.of('recovery.suggested')).toHaveLength(1);
  });
});
