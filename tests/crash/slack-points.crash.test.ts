import { availableParallelism, loadavg } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { inPool, selectPoints, stepOf } from '../support/crash-run.ts';
import {
  runOnSlack,
  type SlackRun,
  tryPointOnSlack,
  type Verdict,
} from '../support/slack/crash-run.ts';

/** Points beside the first and the last hit of every step; `npm run faults -- slack` tries them all. */
const MORE = 0;
const TWO_CORES = 2;
/** On a machine that has nothing else to do; where more wants to run than there are cores, all of it takes longer. */
const HEALED_WITHIN_MS = 5_000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** The calls of the messenger, which only a real one has in this way; the other steps are tried on the sandbox. */
const OF_SLACK = /^(?:deliver|fact|finish|inbox|commit):?/u;

const some = (items: readonly unknown[]): string | undefined =>
  items.length === 0 ? undefined : items.map(String).join('\n');

describe('F-C1 on Slack: a process that dies at any point of an incident', () => {
  let right: SlackRun;
  let verdicts: readonly Verdict[];

  beforeAll(async () => {
    right = await runOnSlack();
    const hits = right.end.order.filter((hit) => OF_SLACK.test(hit));
    verdicts = await inPool(selectPoints(hits, MORE), TWO_CORES, (point) =>
      tryPointOnSlack(point, right),
    );
  }, 600_000);

  const failing = (wrong: (verdict: Verdict) => unknown): readonly unknown[] =>
    verdicts.filter((verdict) => wrong(verdict)).map((verdict) => [verdict.point, wrong(verdict)]);

  it('was compared with a run that did something, and in which nothing went wrong', () => {
    const { dump, end, violations } = right;
    expect(dump.visible.some((line) => line.startsWith('canvas'))).toBe(true);
    expect(dump.visible.some((line) => line.startsWith('file'))).toBe(true);
    expect(dump.stored.some((line) => line.includes('incident.closed'))).toBe(true);
    expect([dump.half, end.verified, end.rebuilt, violations]).toEqual([[], [], [], []]);
  });

  it('is tried at every kind of call, before and after, and was really killed there', () => {
    const tried = new Set(verdicts.map(({ point }) => stepOf(point)));
    for (const method of ['openRoom', 'invite', 'post', 'update', 'decorate', 'attach'])
      for (const when of ['before', 'after']) expect(tried).toContain(`deliver:${method}:${when}`);
    expect(failing(({ reached }) => !reached)).toEqual([]);
  });

  it('loses nothing that was acknowledged', () => {
    expect(failing(({ damage }) => some(damage.lost))).toEqual([]);
  });

  it('shows and stores nothing twice', () => {
    expect(failing(({ damage }) => some(damage.doubled))).toEqual([]);
  });

  it('leaves nothing in Slack that belongs to nothing', () => {
    expect(failing(({ damage }) => some(damage.orphaned))).toEqual([]);
  });

  it('leaves nothing half done, and does nothing that Slack would refuse', () => {
    expect(failing(({ damage, rest }) => some([...damage.half, ...rest]))).toEqual([]);
  });

  it('says everything in each place in the same order', () => {
    expect(failing(({ disordered }) => some(disordered))).toEqual([]);
  });

  it('has caught up within five seconds of its next start', () => {
    expect(failing(({ healedIn }) => healedIn > HEALED_WITHIN_MS && healedIn)).toEqual([]);
  });
});
