import { describe, expect, it } from 'vitest';
import { findApproval } from '#adapters/sandbox/find-approval.ts';
import { instantAt, renderLine, shiftToStart, stepInstant } from '#adapters/sandbox/script.ts';
import type { MessageRow } from '#adapters/sandbox/world-schema.ts';
import { SCRIPTS } from '#adapters/sandbox/scripts/scripts.ts';
import { PEOPLE } from '../../support/sandbox/test-sandbox.ts';

const ZONE = 'Asia/Shanghai';

const row = (n: number, text: string): MessageRow => ({
  n,
  room: 'room-1',
  thread: null,
  author: '@bot',
  text: null,
  card: JSON.stringify({ title: text }),
  command: null,
  only_for: null,
  vote: 1,
  at: '',
  edited_at: null,
  deleted: 0,
  pinned_at: null,
});

describe('the scripts of the player', () => {
  it.each(SCRIPTS.map((script) => [script.id, script] as const))(
    '%s runs forward in time',
    (_id, script) => {
      const instants = script.steps.map((step) => stepInstant(script, step, ZONE));
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      expect(instants.length).toBeGreaterThan(10);
    },
  );

  it.each(SCRIPTS.map((script) => [script.id, script] as const))(
    '%s is played by people of the cast',
    (_id, script) => {
      const cast = [...PEOPLE.map(({ id }) => id), 'zhao', 'fang', 'wu', 'he'];
      const played = script.steps.flatMap((step) => ('as' in step ? [step.as] : []));
      expect(cast).toEqual(expect.arrayContaining(played));
    },
  );

  it('tells in both languages what happens at least every other step', () => {
    for (const script of SCRIPTS) {
      const told = script.steps.filter(({ caption }) => caption !== undefined);
      expect(told.length).toBeGreaterThan(script.steps.length / 2);
      for (const { caption } of told)
        expect([caption?.['zh-CN'], caption?.en].every((text) => (text ?? '').length > 3)).toBe(
          true,
        );
    }
  });

  it('starts today when the hour is yet to come, else tomorrow, never in the past', () => {
    const script = { ...SCRIPTS[0], date: '2026-12-01' } as (typeof SCRIPTS)[number];
    const at = (date: string, time: string) =>
      shiftToStart(script, instantAt(date, time, ZONE), ZONE);
    expect(at('2026-12-01', '10:03:59')).toBe(0);
    expect(at('2026-12-01', '10:04:00')).toBe(0);
    expect(at('2026-12-01', '10:04:01')).toBe(1);
    expect(at('2027-01-01', '09:00:00')).toBe(31);
    expect(at('2026-11-01', '09:00:00')).toBe(-30);
  });

  it('knows local time, also over a change of summer time', () => {
    expect(instantAt('2026-12-01', '10:04:00', ZONE)).toBe(Date.parse('2026-12-01T02:04:00Z'));
    expect(instantAt('2026-07-01', '10:00:00', 'Europe/Berlin')).toBe(
      Date.parse('2026-07-01T08:00:00Z'),
    );
    expect(instantAt('2026-10-25', '12:00:00', 'Europe/Berlin')).toBe(
      Date.parse('2026-10-25T11:00:00Z'),
    );
    expect(instantAt('2026-03-29', '00:30:00', 'Europe/Berlin')).toBe(
      Date.parse('2026-03-28T23:30:00Z'),
    );
  });

  it('fills in the incident and dates counted from the day it was moved to', () => {
    const given = { incident: 'INC-20261203-01', date: '2026-12-01', shiftDays: 2 };
    expect(renderLine('reopen {incident} --due {date+14}', given)).toBe(
      'reopen INC-20261203-01 --due 2026-12-17',
    );
  });
});

describe('the card of an approval', () => {
  const votes = [
    row(1, '公告 A1 v2 已驳回'),
    row(2, '公告 A1 v3 待审批'),
    row(3, '公告 A11 v2'),
    row(4, '方案 P1.v1 待审批'),
  ];
  it('is found by its version, whatever became of it', () => {
    expect(findApproval(votes, 'A1.v2')?.n).toBe(1);
    expect(findApproval(votes, 'A1.v3')?.n).toBe(2);
    expect(findApproval(votes, 'A11.v2')?.n).toBe(3);
    expect(findApproval(votes, 'P1.v1')?.n).toBe(4);
  });
  it('is none where nothing was put to the vote', () => {
    expect(findApproval(votes, 'W1.v1')).toBeUndefined();
  });
});
