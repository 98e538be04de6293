import { describe, expect, it } from 'vitest';
import { clockOf, type Desk } from '../support/desk.ts';
import { draft, gradedOutage, INITIAL, revise, sent, STATEMENT, yes } from './acts.ts';

const withA1 = (promises: Readonly<Record<string, string>> = {}): Desk =>
  gradedOutage('sev2', '10:00')
    .at('10:05')
    .by('li', draft('initial', INITIAL, promises))
    .at('10:06')
    .by('lin', yes('A1'));
const promises = (desk: Desk): readonly string[] =>
  desk.incident.promises.map(
    ({ id, at }) => `${id.replace('promise:', '')} ${clockOf(at).slice(0, 5)}`,
  );

describe('promises to customers', () => {
  it('7.26: given promised times, when the first channel is out, then they run, owed by author and sender', () => {
    const desk = withA1({ eta: '11:15', nextUpdate: '11:00' });
    expect(promises(desk)).toEqual([]);
    desk.by('sun', sent('A1', 'website'));
    expect(promises(desk)).toEqual(['A1:eta 11:15', 'A1:nextUpdate 11:00']);
    expect(desk.incident.promises[0]?.owners.map(({ id }) => id)).toEqual(['li', 'sun']);
    desk.by('su', sent('A1', 'app'));
    expect(promises(desk)).toHaveLength(2);
    expect(desk.incident.promises[0]?.owners.map(({ id }) => id)).toEqual(['li', 'sun', 'su']);
  });

  it('E1: given an update promised for 11:00, when a newer announcement is out before, then the promise is kept', () => {
    const desk = withA1({ nextUpdate: '11:00' })
      .by('li', sent('A1', 'website'))
      .at('10:50')
      .by('su', draft('statement', STATEMENT))
      .by('lin', yes('A2'))
      .by('zheng', yes('A2'))
      .by('su', sent('A2', 'website'));
    expect(promises(desk)).toEqual([]);
    expect(desk.at('11:10').reminders.some((line) => line.includes('promise'))).toBe(false);
  });

  it('S0-55: given a recovery time, when a newer announcement gives none, then it stands; when it gives one, then that one', () => {
    const desk = withA1({ eta: '11:15' })
      .by('li', sent('A1', 'website'))
      .by('li', draft('initial', INITIAL, { nextUpdate: '12:00' }))
      .by('lin', yes('A2'))
      .by('li', sent('A2', 'website'));
    expect(promises(desk)).toEqual(['A1:eta 11:15', 'A2:nextUpdate 12:00']);
    desk
      .by('li', draft('initial', INITIAL, { eta: '13:00' }))
      .by('lin', yes('A3'))
      .by('li', sent('A3', 'website'));
    expect(promises(desk)).toEqual(['A3:eta 13:00']);
  });

  it('given the recovery itself is announced, or the incident resolved, then nothing is promised any more', () => {
    const out = withA1({ eta: '11:15', nextUpdate: '11:00' }).by('li', sent('A1', 'website'));
    out
      .by('li', draft('resolved', { impact: '热线', cause: 'x', recoveredAt: '10:30' }))
      .by('lin', yes('A2'))
      .by('li', sent('A2', 'website'));
    expect(promises(out)).toEqual([]);
    const resolved = withA1({ eta: '11:15', nextUpdate: '11:00' })
      .by('li', sent('A1', 'website'))
      .by('lin', { type: 'resolve', reason: 'x' });
    expect(promises(resolved)).toEqual([]);
    expect(resolved.at('11:30').reminders.some((line) => line.includes('promise'))).toBe(false);
  });

  it('given a revision that gives a time in words only, then the older promise of that time goes with it', () => {
    const desk = gradedOutage('sev2')
      .by('li', draft('initial', INITIAL, { eta: '11:15', nextUpdate: '11:00' }))
      .by('li', revise('A1', { eta: '下午' }));
    expect(Object.keys(desk.incident.announcements[0]?.versions[1]?.promises ?? {})).toEqual([
      'nextUpdate',
    ]);
  });

  it('given a connector that sent it, then the author owes the promise, not the machine', () => {
    const desk = withA1({ nextUpdate: '11:00' });
    desk.by('system', sent('A1', 'website'), 'delivery');
    expect(desk.incident.promises.map(({ owners }) => owners.map(({ id }) => id))).toEqual([
      ['li'],
    ]);
  });
});
