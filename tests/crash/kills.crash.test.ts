import { describe, expect, it } from 'vitest';
import { killMigration, killShutdown, killWriters } from '../support/crash-rounds.ts';
import { inPool, undisturbed } from '../support/crash-run.ts';

const rounds = (n: number): readonly number[] => Array.from({ length: n }, (_, round) => round);

describe('kill -9 at moments that nobody chose', () => {
  it('F-D3: loses no acknowledged command of a process that commits as fast as it can', async () => {
    const { acked, ...loss } = await killWriters(20);
    expect(acked).toBeGreaterThan(50);
    expect(loss).toEqual({ missing: [], repeated: [], damaged: [] });
  });

  it('F-C3: starts again after a death in the middle of making its database', async () => {
    const problems = await inPool(rounds(20), 2, () => killMigration());
    expect(problems.flat()).toEqual([]);
  });

  it('F-C3: loses nothing when it is told to stop and then killed on the way out', async () => {
    const reference = await undisturbed();
    const ends = await inPool(rounds(8), 2, () => killShutdown(reference));
    expect(ends.some(({ killed }) => killed)).toBe(true);
    for (const { damage, rest } of ends)
      expect({ ...damage, rest }).toEqual({
        lost: [],
        doubled: [],
        orphaned: [],
        half: [],
        rest: [],
      });
  });
});
