import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noMeters } from '#app/meters.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, HOUR, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { StoredEvent } from '#ports/storage.ts';
import { type FileApp, openFileApp } from '../support/crash-app.ts';
import { removeFolder, runFolder } from '../support/crash-run.ts';
import { createJumpingClock, type JumpingClock } from '../support/jumping-clock.ts';
import { shippedPolicy } from '../support/policy.ts';

const DAY = 24 * HOUR;
const TICK = 30 * SECOND;
const KEY = /^INC-/u;

interface Run {
  readonly running: FileApp;
  readonly clock: JumpingClock;
  /** Lets one tick pass, with all that it brings about. */
  tick(): Promise<void>;
  ticks(count: number): Promise<void>;
  say(person: string, where: 'duty' | 'room', line: string): Promise<void>;
  /** Deadlines as the record tells them: kind, which, and when it was due. */
  fired(): Promise<readonly string[]>;
  /** How late each breach was recorded. */
  lateness(): Promise<readonly DurationMs[]>;
}

let dirs: string[] = [];
let runs: FileApp[] = [];
beforeEach(() => {
  dirs = [];
  runs = [];
});
afterEach(async () => {
  for (const running of runs) await running.abandon();
  for (const dir of dirs) removeFolder(dir);
});

const DEADLINES = ['deadline.warned', 'deadline.breached', 'deadline.escalated'];

const deadlineOf = (event: StoredEvent) =>
  (event.data as { readonly deadline: { readonly id: string; readonly dueAt: number } }).deadline;

const until = async (met: () => boolean): Promise<void> => {
  const givenUp = performance.now() + 5_000;
  while (!met()) {
    if (performance.now() > givenUp) throw new Error('the engine slept on');
    await turn();
  }
};

const begin = async (
  start: string,
  options: {
    readonly policy?: Policy;
    readonly checkpoint?: (step: string, clock: JumpingClock) => void;
  } = {},
): Promise<Run> => {
  const dir = runFolder();
  dirs.push(dir);
  const clock = createJumpingClock(Date.parse(start));
  let sweeps = 0;
  const { checkpoint, policy } = options;
  const running = await openFileApp({
    dir,
    clock,
    ...(policy === undefined ? {} : { policy }),
    ...(checkpoint === undefined ? {} : { checkpoint: (step) => checkpoint(step, clock) }),
    meters: { ...noMeters, sweep: () => (sweeps += 1) },
  });
  runs.push(running);
  let receipts = 0;
  const { app, sandbox, storage } = running;
  const tick = async (): Promise<void> => {
    const before = sweeps;
    clock.pass(TICK);
    await until(() => sweeps > before);
    await app.dispatcher.drain();
  };
  const incident = () => sandbox.world.rooms().findLast((room) => room.incident !== null);
  const events = (): Promise<readonly StoredEvent[]> =>
    storage.events(incident()?.incident ?? '', 1, 10_000);
  await app.start();
  await until(() => sweeps > 0);
  return {
    running,
    clock,
    tick,
    ticks: async (count) => {
      for (let n = 0; n < count; n += 1) await tick();
    },
    say: async (as, where, line) => {
      receipts += 1;
      const room = where === 'duty' ? 'duty' : (incident()?.id ?? '');
      await sandbox.actions.say({ as, receiptId: `r${receipts}` }, { room, text: `/${line}` });
      await app.dispatcher.drain();
    },
    fired: async () =>
      (await events())
        .filter(({ type }) => DEADLINES.includes(type))
        .map((event) => `${event.type} ${deadlineOf(event).id} ${deadlineOf(event).dueAt}`),
    lateness: async () =>
      (await events())
        .filter(({ type }) => type === 'deadline.breached')
        .map((event) => event.recordedAt - deadlineOf(event).dueAt),
  };
};

const declare = async (run: Run): Promise<void> => {
  await run.say('wang', 'duty', 'open 系统故障 "主交换节点无响应" --regions 全国 --users 5000');
  await run.tick();
  await run.say('lin', 'room', 'grade 重大 "全国接通率68%"');
};

const breaches = (fired: readonly string[]): readonly string[] =>
  fired.filter((line) => !line.startsWith('deadline.warned')).toSorted();
const repeated = (fired: readonly string[]): readonly string[] =>
  fired.filter((line, n) => fired.indexOf(line) !== n);

const START = '2026-12-01T10:04:00+08:00';
/** All deadlines of the first hours, and the second steps after them. */
const FOUR_HOURS = (4 * HOUR) / TICK;

const undisturbed = async (start = START, policy?: Policy): Promise<readonly string[]> => {
  const run = await begin(start, policy === undefined ? {} : { policy });
  await declare(run);
  await run.ticks(FOUR_HOURS);
  return run.fired();
};

const told = ({ running }: Run): readonly string[] =>
  running.sandbox.world
    .messages(
      running.sandbox.world.rooms().findLast((room) => room.incident !== null)?.id ?? '',
      '',
      {
        limit: 1_000,
      },
    )
    .map(({ card }) => (JSON.parse(card ?? '{"title":""}') as { readonly title: string }).title);

/** The same deadlines, told by how long after the start they are due. */
const relative = (fired: readonly string[], from: string): readonly string[] =>
  breaches(fired)
    .map((line) => line.split(' '))
    .map(([type, id, due]) => `${type} ${id?.replace(KEY, '')} ${Number(due) - Date.parse(from)}`)
    .toSorted();

describe('F-K1: the clock of the machine is set', () => {
  it.each([
    ['2 hours', 2 * HOUR],
    ['1 day', DAY],
  ])('forward by %s: what fell due on the way fires once, with the next tick', async (_, by) => {
    const right = await undisturbed();
    const run = await begin(START);
    await declare(run);
    await run.tick();
    run.clock.jump(by);
    await run.tick();
    const first = await run.fired();
    // Within one tick everything that had passed by then is told.
    const due = breaches(right).filter(
      (line) => Number(line.split(' ').at(-1)) < run.clock.now() - TICK,
    );
    expect(breaches(first)).toEqual(
      expect.arrayContaining(due.filter((line) => line.startsWith('deadline.breached'))),
    );
    await run.ticks(Math.max(0, FOUR_HOURS - by / TICK));
    const fired = await run.fired();
    expect(repeated(fired)).toEqual([]);
    expect(breaches(fired)).toEqual(expect.arrayContaining([...breaches(right)]));
  });

  it.each([
    ['2 hours', 2 * HOUR],
    ['1 day, and set right an hour later', DAY],
  ])('back by %s: every deadline fires once, at its time by the clock', async (_, by) => {
    const right = await undisturbed();
    const run = await begin(START);
    await declare(run);
    await run.ticks(6);
    run.clock.jump(-by);
    await run.ticks(HOUR / TICK);
    if (by === DAY) run.clock.jump(by);
    const left = (Date.parse(START) + 4 * HOUR + TICK - run.clock.now()) / TICK;
    await run.ticks(Math.ceil(left));
    const fired = await run.fired();
    expect(repeated(fired)).toEqual([]);
    expect(breaches(fired)).toEqual(breaches(right));
    // While the clock was a day behind, what had come due by the right time could not be told.
    const behind = by === DAY ? HOUR : 0;
    for (const late of await run.lateness()) expect(late).toBeLessThanOrEqual(TICK + behind);
  });

  it('back by an hour in the middle of a tick: told at once, and once', async () => {
    const right = await undisturbed();
    const put = { back: false };
    const run = await begin(START, {
      checkpoint: (step, clock) => {
        if (step !== 'sweep:claimed' || put.back) return;
        put.back = true;
        clock.jump(-HOUR);
      },
    });
    await declare(run);
    const before = told(run).length;
    while (!put.back) await run.tick();
    await run.tick();
    // What the tick had to say is said now, not when the clock has come round again.
    expect(told(run).length).toBeGreaterThan(before);
    expect((await run.running.storage.outboxDepth()).pending).toBe(0);
    await run.ticks(FOUR_HOURS + HOUR / TICK);
    const fired = await run.fired();
    expect(repeated(fired)).toEqual([]);
    expect(breaches(fired)).toEqual(expect.arrayContaining([...breaches(right)]));
  });

  it('back while a delivery waits for its next try: it is tried within a tick', async () => {
    const run = await begin(START);
    await declare(run);
    run.clock.jump(DAY);
    run.running.sandbox.faults.fail('post', 1, new DeliveryError('down', 'retry'));
    await run.say('qian', 'room', 'update "已修复50%"');
    run.clock.jump(-DAY);
    await run.ticks(2);
    expect(told(run).some((title) => title.includes('进展'))).toBe(true);
    expect((await run.running.storage.outboxDepth()).pending).toBe(0);
  });

  it.each([
    ['to winter time', '2026-10-24T22:30:00Z'],
    ['to summer time', '2026-03-28T22:30:00Z'],
  ])(
    '%s in Berlin: deadlines run by hours that pass, not by what the wall says',
    async (_, start) => {
      const policy: Policy = {
        ...shippedPolicy,
        common: { ...shippedPolicy.common, timezone: 'Europe/Berlin' },
      };
      const earlier = new Date(Date.parse(start) - 7 * DAY).toISOString();
      const usual = relative(await undisturbed(earlier, policy), earlier);
      const changing = await undisturbed(start, policy);
      expect(repeated(changing)).toEqual([]);
      expect(usual.length).toBeGreaterThan(5);
      expect(relative(changing, start)).toEqual(usual);
    },
  );
});
