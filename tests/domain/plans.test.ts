import { describe, expect, it } from 'vitest';
import type { IncidentIntent } from '#domain/incident/command.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import { Desk, opening } from '../support/desk.ts';
import {
  alarms,
  approvalOf,
  DAY,
  done,
  gradedOutage,
  no,
  openItems,
  posts,
  where,
  yes,
} from './acts.ts';

const PLAN = {
  type: 'planPropose',
  text: '停售并免费更换',
  steps: ['停售', '更换'],
  resources: '备件500',
  due: '20:00',
  owner: '钱多',
} as const;
/** The plan without some of its parts. */
const planWithout = (...parts: readonly string[]): IncidentIntent =>
  Object.fromEntries(
    Object.entries(PLAN).map(([name, value]) => [
      name,
      parts.includes(name) ? emptied(value) : value,
    ]),
  ) as IncidentIntent;
const emptied = (value: unknown): unknown => (Array.isArray(value) ? [] : ' ');

const safety = (severity: Severity): Desk =>
  new Desk(DAY, '11:30').by('zhao', opening('product-quality', '安全隐患', { severity }));
const planOf = (desk: Desk) => desk.incident.plans[0];

describe('handling plans', () => {
  it('S1-16: given no resources, when proposed, then it is refused naming them; every part is wanted', () => {
    expect(safety('sev2').by('qian', planWithout('resources')).rejection).toEqual({
      code: 'plan-incomplete',
      missing: ['resources'],
    });
    expect(safety('sev2').by('qian', planWithout('steps', 'due', 'owner')).rejection).toEqual({
      code: 'plan-incomplete',
      missing: ['steps', 'due', 'owner'],
    });
    expect(
      safety('sev2').by('qian', { type: 'planPropose', text: 'x', steps: ['a'] }).rejection,
    ).toEqual({ code: 'plan-incomplete', missing: ['resources', 'due', 'owner'] });
  });

  it('S1-16: given all four parts, then it is proposed; compensation is optional', () => {
    const desk = safety('sev2').by('qian', { ...PLAN, compensation: '每户100元' });
    expect(planOf(desk)).toMatchObject({
      id: 'P1',
      status: 'pending',
      steps: ['停售', '更换'],
      compensation: '每户100元',
      author: { id: 'qian' },
    });
    expect(planOf(safety('sev2').by('qian', PLAN))).not.toHaveProperty('compensation');
  });

  it('S1-06: given 一级, when only the execution team approves, then it is not approved; leadership does', () => {
    const desk = safety('sev1').by('qian', PLAN).by('zhao', yes('P1')).by('lin', yes('P1'));
    expect(approvalOf(desk, 'P1.v1')).toMatchObject({
      status: 'pending',
      eligible: ['leadership'],
      ignored: 2,
    });
    expect(planOf(desk.by('zheng', yes('P1')))?.status).toBe('approved');
  });

  it('S1-17: given 二级, when another member of the execution team approves, then it is approved', () => {
    const desk = safety('sev2').by('qian', PLAN).by('qian', yes('P1'));
    expect(planOf(desk)?.status).toBe('pending');
    // The execution team is a union: 李娜 is in it through communications and brandPr.
    expect(planOf(desk.by('li', yes('P1')))?.status).toBe('approved');
    expect(
      posts(desk, 'planApproved').map(({ place, notice }) => [where(place), notice.id]),
    ).toEqual([['room', 'P1']]);
  });

  it('S1-17: given a scheme that names nobody, then the command group decides', () => {
    const desk = gradedOutage('sev2').by('qian', PLAN).by('zhao', yes('P1'));
    expect(approvalOf(desk, 'P1.v1')).toMatchObject({
      status: 'pending',
      eligible: ['commandGroup'],
      quorum: 1,
    });
    expect(planOf(desk.by('chen', yes('P1')))?.status).toBe('approved');
  });

  it('S1-19: given an approval at 12:00, when nobody tells the customers by 13:00, then it is overdue', () => {
    const desk = safety('sev2').by('qian', PLAN).at('12:00').by('zhao', yes('P1'));
    expect(openItems(desk)).toMatchObject({ 'tell-customers': '13:00' });
    expect(desk.task('tell-customers')).toMatchObject({
      role: 'executionTeam',
      anchor: 'plan.approved',
    });
    expect(alarms(desk.at('13:00'), 'breach').some((line) => line.includes('tell-customers'))).toBe(
      false,
    );
    expect(
      alarms(desk.at('13:00:30'), 'breach').some((line) => line.includes('tell-customers')),
    ).toBe(true);
  });

  it('E3: when a plan is approved, then the item that waits for it is ticked', () => {
    const desk = safety('sev2').by('qian', PLAN);
    expect(desk.task('plan').status).toBe('open');
    expect(desk.by('zhao', yes('P1')).task('plan')).toMatchObject({
      status: 'done',
      automatic: true,
    });
  });

  it('given ❌, then the plan is rejected and a second one gets its own approval', () => {
    const desk = safety('sev2')
      .by('qian', PLAN)
      .by('zhao', no('P1'))
      .by('qian', PLAN)
      .by('zhao', yes('P2'));
    expect(desk.incident.plans.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'P1 rejected',
      'P2 approved',
    ]);
    expect(desk.task('plan').status).toBe('done');
  });

  it('S1-20: given an approved plan, when a step is not taken, then a reason is required', () => {
    const desk = safety('sev2')
      .by('qian', PLAN)
      .by('zhao', yes('P1'))
      .by('qian', { type: 'taskSkip', task: 'tell-customers' });
    expect(desk.rejection).toEqual({ code: 'reason-missing', verb: 'task skip' });
    desk.by('qian', { type: 'taskSkip', task: 'tell-customers', reason: '用户已知悉' });
    expect(desk.task('tell-customers')).toMatchObject({ status: 'skipped', note: '用户已知悉' });
  });

  it('given a closed incident, then its plans are not decided on any more and start nothing', () => {
    const desk = safety('sev2')
      .by('qian', PLAN)
      .by('lin', { type: 'resolve', reason: 'x' })
      .by('lin', { type: 'close', force: 'x' })
      .by('zhao', yes('P1'));
    expect(desk.rejection).toMatchObject({ code: 'wrong-phase', verb: 'vote' });
    expect(openItems(desk)).toEqual({});
  });

  it('given somebody without a part, then he proposes nothing', () => {
    expect(safety('sev2').by('standby01', PLAN).rejection?.code).toBe('not-allowed');
    expect(safety('sev2').by('qian', done('cause-analysis')).task('cause-analysis').status).toBe(
      'done',
    );
  });
});
