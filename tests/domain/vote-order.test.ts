import { describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/time.ts';
import type { Desk } from '../support/desk.ts';
import {
  approvalOf,
  draft,
  gradedOutage,
  INITIAL,
  no,
  takesBackNo,
  takesBackYes,
  yes,
} from './acts.ts';

const drafted = (): Desk =>
  gradedOutage('sev1', '10:00').at('10:05').by('li', draft('initial', INITIAL));
const a1 = (desk: Desk) => approvalOf(desk, 'A1.v1');
const chens = (desk: Desk) => a1(desk).votes['chen']?.choice;

/** A reaction that happened `n` minutes after the text was there, whenever it comes. */
const happened = (desk: Desk, vote: ReturnType<typeof yes>, n: number) => ({
  ...vote,
  at: desk.now - (desk.now % MINUTE) + n * MINUTE,
});

describe('reactions that come in another order than they happened in (F-E1)', () => {
  it('given ✅ taken back, when the ✅ comes after its removal, then it does not count', () => {
    const desk = drafted();
    desk.by('chen', happened(desk, takesBackYes('A1'), 2));
    desk.by('chen', happened(desk, yes('A1'), 1));
    expect(a1(desk)).toMatchObject({ status: 'pending', counted: 0 });
    desk.by('chen', happened(desk, yes('A1'), 3));
    expect(a1(desk)).toMatchObject({ counted: 1, votes: { chen: { choice: 'approve' } } });
  });

  it('given ❌ taken back, when the ❌ comes after its removal, then the text is not rejected', () => {
    const desk = drafted().by('chen', yes('A1'));
    desk.by('chen', happened(desk, takesBackNo('A1'), 2));
    desk.by('chen', happened(desk, no('A1'), 1));
    expect(a1(desk).status).toBe('pending');
    expect(chens(desk)).toBe('approve');
  });

  it('given ✅ taken back and given again, when the second ✅ comes before the removal, then it counts', () => {
    const desk = drafted();
    desk.by('chen', happened(desk, yes('A1'), 1));
    desk.by('chen', happened(desk, yes('A1'), 3));
    desk.by('chen', happened(desk, takesBackYes('A1'), 2));
    expect(a1(desk)).toMatchObject({ counted: 1, votes: { chen: { choice: 'approve' } } });
    desk.by('chen', happened(desk, takesBackYes('A1'), 4));
    expect(a1(desk)).toMatchObject({ counted: 0 });
  });

  it('given ❌ and then ✅ of one person, when the ❌ comes last, then the later word stands', () => {
    const desk = drafted();
    desk.by('chen', happened(desk, yes('A1'), 2));
    desk.by('chen', happened(desk, no('A1'), 1));
    expect(a1(desk).status).toBe('pending');
    expect(chens(desk)).toBe('approve');
  });

  it('given somebody who may not vote, when they take a reaction away, then nothing is recorded', () => {
    const desk = drafted();
    desk.by('qian', happened(desk, takesBackYes('A1'), 2));
    desk.by('li', happened(desk, takesBackYes('A1'), 2));
    expect(desk.of('vote.retracted')).toEqual([]);
  });
});
