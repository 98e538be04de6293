import { describe, expect, it } from 'vitest';
import { HOUR } from '#domain/time.ts';
import { mayRead } from '#domain/permission.ts';
import { Desk, opening } from '../../support/desk.ts';
import {
  alarms,
  approvalOf,
  assign,
  done,
  draft,
  nextUpdate,
  openItems,
  person,
  posts,
  sent,
  update,
  where,
  yes,
} from '../acts.ts';

const DAY = '2026-12-08';
const NEXT = '2026-12-09';
const THIRD = '2026-12-10';
const STATEMENT = {
  topic: '手环X2表带断裂',
  facts: '三地11起',
  actions: '停售',
  contact: '官网',
  nextUpdate: '18:00',
};

const cluster = (): Desk =>
  new Desk(DAY, '14:26')
    .by(
      'wang',
      opening('complaint-cluster', '手环X2表带断裂', {
        scope: { regions: ['华东', '华南', '华北'], users: 300 },
      }),
    )
    .at('14:28')
    .by('lin', { type: 'grade', severity: 'sev2', reason: '三地集中投诉' })
    .at('14:30')
    .by('sun', done('tag-cluster'))
    .at('14:35')
    .by('sun', { type: 'wordingSet', vars: { progressBy: '12-09 14:26', answerBy: '12-10 14:26' } })
    .at('14:45')
    .by('lin', { type: 'meetingStart', url: 'https://m.example/3', priority: '先停售批次再退换' })
    .at('14:50')
    .by('lin', done('reinforcement'))
    .at('14:56')
    .by('sun', update('核实批次'));
const opinion = (): Desk =>
  cluster()
    .at('15:10')
    .by('su', { type: 'playbookAttach', playbook: 'public-opinion' })
    .by('su', { type: 'grade', severity: 'sev1', reason: '登上热搜' });
const joined = (): Desk =>
  opinion()
    .at('15:12')
    .by('sun', { type: 'wordingFreeze' })
    .by('sun', done('freeze-wording'))
    .at('15:14')
    .by('fang', assign('opsSupervisor', 'fang'))
    .at('15:15')
    .by('fang', { ...assign('brandPr', 'su'), lead: true })
    .at('15:16')
    .by('fang', assign('legal', 'he'))
    .at('15:20')
    .by('zhao', done('refer-brand'))
    .at('15:22')
    .by('li', { type: 'wordingSet', vars: {} })
    .at('15:25')
    .by('su', yes('W2'))
    .at('15:29')
    .by('he', yes('W2'));
const stated = (): Desk =>
  joined()
    .at('15:33')
    .by('li', done('spread-watch'))
    .at('15:39')
    .by('sun', update('已联系平台'))
    .at('15:45')
    .by('zheng', { type: 'meetingStart', url: 'https://m.example/4', priority: '先致歉再召回' })
    .at('15:48')
    .by('su', draft('statement', STATEMENT, { nextUpdate: '18:00' }, { day: DAY }))
    .at('15:50')
    .by('zheng', done('company-resources'))
    .at('15:52')
    .by('zheng', done('online-offline'))
    .at('15:53')
    .by('lin', yes('A1'))
    .at('15:55')
    .by('zheng', yes('A1'))
    .at('16:00')
    .by('li', sent('A1', 'website'));
const planned = (): Desk =>
  stated()
    .at('16:05')
    .by('fang', {
      type: 'planPropose',
      text: '停售并免费更换',
      steps: ['停售', '更换'],
      resources: '备件',
      due: '20:00',
      owner: '方晴',
    })
    .at('16:08')
    .by('sun', update('方案待批'))
    .at('16:12')
    .by('chen', yes('P1'))
    .at('16:30')
    .by('lin', { type: 'cadence', everyMs: 24 * HOUR, reason: '转入常态跟进' });
const ended = (): Desk =>
  planned()
    .at('18:10')
    .by('li', draft('statement', STATEMENT, { nextUpdate: '18:00' }, { day: THIRD }))
    .by('lin', yes('A2'))
    .by('zheng', yes('A2'))
    .by('li', sent('A2', 'website'))
    .at('13:50', NEXT)
    .by('sun', done('progress-24h', '11 of 11'))
    .at('14:00', NEXT)
    .by('sun', update('已全部反馈进度'))
    .at('10:00', THIRD)
    .by('sun', done('answer-48h'))
    .at('10:30', THIRD)
    .by('lin', { type: 'resolve', reason: '已答复' })
    .at('10:30', '2026-12-11')
    .by('lin', { type: 'close' });

describe('E3: complaint cluster that becomes 舆情', () => {
  it('14:26: given three regions and 300 users, then 较大 is suggested, and progress is owed in 24 and an answer in 48 hours', () => {
    const desk = new Desk(DAY, '14:26').by(
      'wang',
      opening('complaint-cluster', 'x', {
        scope: { regions: ['华东', '华南', '华北'], users: 300 },
      }),
    );
    expect(desk.incident.suggestion.severity).toBe('sev2');
    expect(openItems(desk)).toEqual({
      'tag-cluster': '14:41',
      'publish-wording': '14:41',
      plan: '16:26',
      'progress-24h': '14:26',
      'answer-48h': '14:26',
    });
  });

  it('15:10: when 舆情 is attached and 重大 graded, then its items count from 15:10, leadership is in and the incident is confidential', () => {
    const desk = opinion();
    expect(openItems(desk)).toEqual({
      plan: '16:26',
      'progress-24h': '14:26',
      'answer-48h': '14:26',
      'freeze-wording': '15:15',
      'refer-brand': '15:25',
      'spread-watch': '15:40',
      'form-team': '16:10',
      'joint-wording': '16:10',
      'executive-meeting': '16:10',
      'company-resources': '16:10',
      'official-statement': '16:10',
      'online-offline': '16:10',
    });
    expect(desk.incident.confidential).toBe(true);
    expect(desk.incident.joined['zheng']).toBe(desk.now);
    expect(mayRead(desk.incident, person('standby01'), desk.policy)).toBe(false);
  });

  it('15:12: when frozen, then W1 is marked so', () => {
    const desk = opinion().at('15:12').by('sun', { type: 'wordingFreeze' });
    expect(desk.incident.wordings.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'W1 frozen',
    ]);
  });

  it('15:16: when the third role is filled, then the opinion team stands, six minutes after the attaching', () => {
    const task = joined().task('form-team');
    expect((task.closedAt ?? 0) - task.anchoredAt).toBe(6 * 60_000);
  });

  it('15:29: when legal agrees after brandPr, then W2 is published and joint-wording ticked', () => {
    const desk = joined();
    expect(desk.incident.wordings.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'W1 void',
      'W2 published',
    ]);
    expect(desk.task('joint-wording')).toMatchObject({ status: 'done', closedAt: desk.now });
  });

  it('16:00: when the statement is out, then official-statement is ticked; its author and its sender owe the next one', () => {
    const desk = stated();
    expect(desk.task('official-statement').status).toBe('done');
    expect(approvalOf(desk, 'A1.v1').decidedBy.map(({ id }) => id)).toEqual(['lin', 'zheng']);
    expect(desk.incident.promises.map(({ owners }) => owners.map(({ id }) => id))).toEqual([
      ['su', 'li'],
    ]);
  });

  it('16:12: when 陈波 approves the plan, then plan is ticked', () => {
    expect(planned().task('plan')).toMatchObject({ status: 'done', lateMs: 0 });
    expect(nextUpdate(planned())).toBe('16:30');
  });

  it('18:00:30: given the promised 18:00, then both who owe it are called', () => {
    const desk = planned().at('18:00:30');
    expect(posts(desk, 'reminder').at(-1)).toMatchObject({
      clock: '18:00:30',
      mention: ['su', 'li'],
    });
  });

  it('asserts: over four days nothing is late and the engine spoke exactly ten times, once out of the quiet hours', () => {
    const desk = ended();
    expect(desk.incident.phase).toBe('closed');
    expect(desk.incident.tasks.filter(({ lateMs }) => (lateMs ?? 0) > 0)).toEqual([]);
    expect(alarms(desk, 'breach')).toEqual([]);
    expect(desk.reminders).toEqual([
      '14:52:00 update',
      '15:34:00 update',
      '15:58:00 official-statement',
      '16:02:00 plan',
      '16:03:00 update',
      '18:00:30 promise:A1:nextUpdate',
      '09:38:00 progress-24h',
      '11:42:00 update',
      '08:00:00 answer-48h',
      '09:12:00 update',
    ]);
  });

  it('asserts: given it became confidential, then no update went to the feed after 15:10', () => {
    const feed = posts(ended(), 'update').filter(({ place }) => where(place) === 'feed');
    expect(feed.map(({ clock }) => clock)).toEqual(['14:56:00']);
  });
});
