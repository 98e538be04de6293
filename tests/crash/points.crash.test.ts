import { beforeAll, describe, expect, it } from 'vitest';
import {
  inPool,
  type Outcome,
  type Reference,
  selectPoints,
  stepOf,
  tryPoint,
  undisturbed,
} from '../support/crash-run.ts';
import { crowding } from '../support/crowding.ts';

/** Points beside the first and the last hit of every step; `npm run faults -- sandbox` tries them all. */
const MORE = 4;
const TWO_CORES = 2;
const HEALED_WITHIN_MS = 5_000 * crowding();

const KNOWN_STEPS = [
  'claim:after',
  'commit:after',
  'commit:before',
  'commit:inside',
  'decided',
  'deliver:decorate:after',
  'deliver:decorate:before',
  'deliver:invite:after',
  'deliver:invite:before',
  'deliver:openRoom:after',
  'deliver:openRoom:before',
  'deliver:post:after',
  'deliver:post:before',
  'deliver:update:after',
  'deliver:update:before',
  'deliver:whisper:after',
  'deliver:whisper:before',
  'fact:after',
  'fact:before',
  'finish:after',
  'finish:before',
  'inbox:answered',
  'inbox:received',
  'migrate:after',
  'migrate:applied',
  'migrate:before',
  'migrate:table',
  'receipt:looked-up',
  'sweep:claimed',
  'sweep:decided',
  'world:inside',
];

const some = (items: readonly unknown[]): readonly unknown[] | undefined =>
  items.length === 0 ? undefined : items;

const half = ({ damage, verified, rebuilt }: Outcome) =>
  some([...damage.half, ...verified, ...rebuilt]);

describe('F-C1: a process that dies at any point of an incident', () => {
  let reference: Reference;
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    reference = await undisturbed();
    const points = selectPoints(reference.hits, MORE);
    outcomes = await inPool(points, TWO_CORES, (point) => tryPoint(point, reference));
  }, 600_000);

  const failing = (wrong: (outcome: Outcome) => unknown): readonly unknown[] =>
    outcomes.filter((outcome) => wrong(outcome)).map((outcome) => [outcome.point, wrong(outcome)]);
  it('is tried at every step there is, inside the transaction too, and was really killed there', () => {
    const tried = [...new Set(outcomes.map(({ point }) => stepOf(point)))].toSorted();
    expect(tried).toEqual(KNOWN_STEPS);
    expect(outcomes.length).toBeGreaterThanOrEqual(30);
    expect(failing(({ reached }) => !reached)).toEqual([]);
  });

  it('was compared with a run that did something', () => {
    const { dump, end } = reference;
    expect(dump.visible.length).toBeGreaterThan(100);
    expect(dump.stored.some((line) => line.includes('incident.closed'))).toBe(true);
    expect(dump.stored.some((line) => line.includes('deadline.escalated'))).toBe(true);
    expect([dump.half, end.verified, end.rebuilt]).toEqual([[], [], []]);
  });

  it('loses nothing that was acknowledged', () => {
    expect(failing(({ damage }) => some(damage.lost))).toEqual([]);
  });

  it('shows and stores nothing twice', () => {
    expect(failing(({ damage }) => some(damage.doubled))).toEqual([]);
  });

  it('leaves nothing behind that belongs to nothing', () => {
    expect(failing(({ damage }) => some(damage.orphaned))).toEqual([]);
  });

  it('leaves nothing half done: empty outbox, whole chains, projections as the events say', () => {
    expect(failing(half)).toEqual([]);
  });

  it('says everything in each place in the same order', () => {
    expect(failing(({ disordered }) => some(disordered))).toEqual([]);
  });

  it('has caught up within five seconds of its next start', () => {
    expect(failing(({ healedIn }) => healedIn > HEALED_WITHIN_MS && healedIn)).toEqual([]);
  });
});
