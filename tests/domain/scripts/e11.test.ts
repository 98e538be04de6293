import { describe, expect, it } from 'vitest';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { missingFacts } from '#domain/incident/tasks.ts';
import { mayRead } from '#domain/permission.ts';
import { clockOf, Desk, opening } from '../../support/desk.ts';
import {
  alarms,
  approvalOf,
  done,
  draft,
  facts,
  openItems,
  person,
  posts,
  sent,
  update,
  where,
  yes,
} from '../acts.ts';

const DAY = '2026-12-11';
const SIX = {
  time: '15:50',
  place: '上海',
  customers: '1',
  description: '手环电池爆炸',
  actionsTaken: '已停用并就医',
  impact: '可能同批次',
};
const FIVE = { symptom: '电池鼓包爆裂', scope: '同批次', duration: '1小时', demand: '就医与退换' };
const STOP_USE = {
  product: '手环',
  risk: '起火风险',
  action: '停用',
  contact: '官网',
  nextUpdate: '18:30',
};
const PLAN = {
  type: 'planPropose',
  text: '停售并免费更换',
  steps: ['停售', '更换'],
  due: '20:00',
  owner: '钱多',
} as const;
const complete: IncidentIntent = { ...PLAN, resources: '备件500' };
const evidence: IncidentIntent = { type: 'link', kind: 'evidence', url: 'https://d.example/photo' };

const opened = (): Desk =>
  new Desk(DAY, '16:00').by(
    'zhao',
    opening('product-quality', '手环电池爆炸伤人', {
      severity: 'sev1',
      scope: { users: 1, regions: ['上海'] },
    }),
  );
const responded = (): Desk =>
  opened().at('16:03').by('zhao', facts(SIX)).at('16:10').by('sun', done('first-response'));
const warned = (): Desk =>
  responded()
    .at('16:20')
    .by('li', draft('stop-use', STOP_USE, { nextUpdate: '18:30' }, { day: DAY }))
    .by('zhao', update('已联系用户'))
    .at('16:22')
    .by('lin', yes('A1.v1'))
    .at('16:23')
    .by('su', yes('A1.v1'))
    .at('16:23:30')
    .by('li', sent('A1', 'website'));
const collected = (): Desk =>
  warned()
    .at('16:40')
    .by('zhao', update('取证中'))
    .at('16:47:30')
    .by('qian', evidence)
    .by('qian', facts(FIVE));
const proposed = (): Desk =>
  collected()
    .at('17:00')
    .by('zhao', update('分析中'))
    .at('17:20')
    .by('zhao', update('拟定方案'))
    .at('17:22')
    .by('qian', complete);
const approved = (): Desk =>
  proposed().at('17:25').by('chen', yes('P1.v1')).at('17:28').by('zheng', yes('P1.v1'));

describe('E11: product safety, after-sales scheme', () => {
  it('16:00: given a level at opening, then it is active at once with its items, confidential, and 郑远 is told', () => {
    const desk = opened();
    expect(desk.incident).toMatchObject({ phase: 'active', severity: 'sev1', confidential: true });
    expect(desk.incident.scheme.levels.sev1.names['zh-CN']).toBe('一级事件(严重)');
    expect(openItems(desk)).toEqual({
      'report-up': '16:05',
      'first-response': '16:15',
      'stop-use-notice': '16:30',
      evidence: '17:00',
      'cause-analysis': '18:00',
      plan: '18:00',
    });
    expect(
      posts(desk, 'executiveCall').map(({ clock, place }) => `${clock} ${where(place)}`),
    ).toEqual(['16:00:00 dm zheng']);
    expect(missingFacts(desk.incident, desk.task('report-up'))).toEqual(Object.keys(SIX));
  });

  it('16:03: when the six facts are given, then report-up is ticked', () => {
    expect(responded().task('report-up')).toMatchObject({
      status: 'done',
      automatic: true,
      lateMs: 0,
    });
  });

  it('16:23:30: given two votes of two, when stop-use is on the website, then stop-use-notice is ticked', () => {
    const desk = warned();
    expect(approvalOf(desk, 'A1.v1')).toMatchObject({ quorum: 2, status: 'approved' });
    expect(desk.task('stop-use-notice').status).toBe('done');
  });

  it('16:47: given the facts but no link, when evidence is done, then it is refused naming evidence', () => {
    const desk = warned().at('16:47').by('qian', facts(FIVE)).by('qian', done('evidence'));
    expect(desk.rejection).toEqual({
      code: 'facts-missing',
      task: 'evidence',
      missing: ['evidence'],
    });
    // The link alone does not say that all is collected: somebody has to.
    expect(desk.by('qian', evidence).task('evidence').status).toBe('open');
    expect(desk.by('qian', done('evidence')).task('evidence').status).toBe('done');
  });

  it('16:47:30: given the link, when the last facts come, then evidence is ticked', () => {
    expect(collected().task('evidence')).toMatchObject({ status: 'done', lateMs: 0 });
  });

  it('17:20: when a plan comes without resources, then it is refused naming them; complete it asks leadership', () => {
    const desk = collected().at('17:20').by('qian', PLAN);
    expect(desk.rejection).toEqual({ code: 'plan-incomplete', missing: ['resources'] });
    expect(approvalOf(proposed(), 'P1.v1')).toMatchObject({
      eligible: ['leadership'],
      quorum: 1,
      status: 'pending',
    });
  });

  it('17:28: given 陈波’s ✅ ignored, when 郑远 approves, then tell-customers is due 18:28 and plan is ticked', () => {
    const desk = approved();
    expect(
      posts(desk, 'voteIgnored').map(({ place, notice }) => [where(place), notice.reason]),
    ).toEqual([['whisper chen', 'not-eligible']]);
    expect(desk.task('plan').status).toBe('done');
    expect(openItems(desk)).toEqual({ 'cause-analysis': '18:00', 'tell-customers': '18:28' });
  });

  it('until 17:30: given an update at least every 20 minutes, then nobody was reminded of anything', () => {
    const desk = approved().at('17:30').by('zhao', done('cause-analysis'));
    expect(desk.reminders).toEqual([]);
    expect(alarms(desk, 'breach')).toEqual([]);
    expect(desk.task('cause-analysis').lateMs).toBe(0);
  });

  it('given a scheme without its own rhythm, then updates are due as in the hotline scheme', () => {
    expect(opened().incident.cadence).toMatchObject({ everyMs: 30 * 60_000 });
    expect(
      opened()
        .at('16:24')
        .reminders.map((line) => line.slice(9)),
    ).toContain('stop-use-notice+update');
  });

  it('given a confidential incident, then a stranger may not read it, who takes part may, and the feed gets no texts', () => {
    const desk = warned();
    expect(mayRead(desk.incident, person('standby01'), desk.policy)).toBe(false);
    expect(mayRead(desk.incident, { id: 'nobody', name: '路人' }, desk.policy)).toBe(false);
    expect(mayRead(desk.incident, person('zhao'), desk.policy)).toBe(true);
    expect(posts(desk, 'update').map(({ place }) => where(place))).toEqual(['room']);
    expect(clockOf(desk.incident.openedAt)).toBe('16:00:00');
  });
});
