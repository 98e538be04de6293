import { beforeAll, describe, expect, it } from 'vitest';
import { inPool, stepOf } from '../support/crash-run.ts';
import { crowding } from '../support/crowding.ts';
import {
  type OpenGround,
  type OutsideRun,
  runOutside,
  tryPointOutside,
  type Verdict,
} from '../support/outside/crash-run.ts';
import { TWO_CORES } from './report.ts';

const HEALED_WITHIN_MS = 5_000 * crowding();

/** The calls of the messenger, which only a real one has in this way; the other steps are tried on the sandbox. */
const OF_MESSENGER = /^(?:deliver|fact|finish|inbox|commit):?/u;

const some = (items: readonly unknown[]): string | undefined =>
  items.length === 0 ? undefined : items.map(String).join('\n');

export interface PointsRules {
  readonly name: string;
  readonly open: OpenGround;
  /** Where to die, of all the points there are. */
  readonly choose: (hits: readonly string[]) => readonly string[];
  /** Beginnings of lines that tell of what must have been there to see. */
  readonly things: readonly string[];
  /** Steps at which a process must have died. */
  readonly steps: readonly string[];
}

/** F-C1 on a messenger outside; the fault suite tries every point. */
export const survivesPoints = ({ name, open, choose, things, steps }: PointsRules): void => {
  describe(`F-C1 on ${name}: a process that dies at any point of an incident`, () => {
    let right: OutsideRun;
    let verdicts: readonly Verdict[];

    beforeAll(async () => {
      right = await runOutside(open);
      const hits = right.end.order.filter((hit) => OF_MESSENGER.test(hit));
      verdicts = await inPool(choose(hits), TWO_CORES, (point) =>
        tryPointOutside(open, point, right),
      );
    }, 600_000);

    const failing = (wrong: (verdict: Verdict) => unknown): readonly unknown[] =>
      verdicts
        .filter((verdict) => wrong(verdict))
        .map((verdict) => [verdict.point, wrong(verdict)]);

    it('was compared with a run that did something, and in which nothing went wrong', () => {
      const { dump, end, violations } = right;
      for (const thing of things)
        expect(dump.visible.filter((line) => line.startsWith(thing))).not.toEqual([]);
      expect(dump.stored.some((line) => line.includes('incident.closed'))).toBe(true);
      expect([dump.half, end.verified, end.rebuilt, violations]).toEqual([[], [], [], []]);
    });

    it('is tried at every kind of call, and was really killed there', () => {
      const tried = new Set(verdicts.map(({ point }) => stepOf(point)));
      for (const step of steps) expect(tried).toContain(step);
      expect(failing(({ reached }) => !reached)).toEqual([]);
    });

    it('loses nothing that was acknowledged', () => {
      expect(failing(({ damage }) => some(damage.lost))).toEqual([]);
    });

    it('shows and stores nothing twice', () => {
      expect(failing(({ damage }) => some(damage.doubled))).toEqual([]);
    });

    it('leaves nothing that belongs to nothing', () => {
      expect(failing(({ damage }) => some(damage.orphaned))).toEqual([]);
    });

    it(`leaves nothing half done, and does nothing that ${name} would refuse`, () => {
      expect(failing(({ damage, rest }) => some([...damage.half, ...rest]))).toEqual([]);
    });

    it('says everything in each place in the same order', () => {
      expect(failing(({ disordered }) => some(disordered))).toEqual([]);
    });

    it('has caught up within five seconds of its next start', () => {
      expect(failing(({ healedIn }) => healedIn > HEALED_WITHIN_MS && healedIn)).toEqual([]);
    });
  });
};
