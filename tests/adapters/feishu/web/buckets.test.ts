import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Buckets, type Counted, createBuckets } from '#adapters/feishu/web/buckets.ts';
import { createHandClock, type HandClock } from '../../../support/hand-clock.ts';

const START = Date.parse('2026-12-01T02:00:00Z');
const MESSAGES = '/open-apis/im/v1/messages';

const send = (ticket: string, chat = 'oc_duty'): Counted => ({
  method: 'POST',
  path: MESSAGES,
  chat,
  ticket,
});
const patch = (ticket: string, message = 'om_1', chat = 'oc_duty'): Counted => ({
  method: 'PATCH',
  path: `${MESSAGES}/${message}`,
  chat,
  ticket,
});
const block = (ticket: string, chat: string): Counted => ({
  method: 'POST',
  path: `/open-apis/docx/v1/chats/${chat}/announcement/blocks/${chat}/children`,
  ticket,
});
const pin = (ticket: string): Counted => ({
  method: 'POST',
  path: '/open-apis/im/v1/pins',
  ticket,
});

const fresh = (): { readonly clock: HandClock; readonly buckets: Buckets } => {
  const clock = createHandClock(START);
  return { clock, buckets: createBuckets(clock) };
};

const tickets = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `row ${n}`);

interface Caller {
  readonly call: Counted;
  readonly from?: number;
  /** How much later than told this one comes back. */
  readonly lateMs?: number;
}

/** Callers that come back when they were told to, until all are through; when each got through. */
const drive = (
  { clock, buckets }: ReturnType<typeof fresh>,
  callers: readonly Caller[],
): ReadonlyMap<string, number> => {
  const done = new Map<string, number>();
  let due = callers.map((caller) => ({ ...caller, at: START + (caller.from ?? 0) }));
  for (let round = 0; due.length > 0 && round < 20_000; round += 1) {
    due = due.toSorted((a, b) => a.at - b.at);
    const [next, ...rest] = due;
    if (next === undefined) break;
    clock.set(next.at);
    const waitMs = buckets.take(next.call);
    if (waitMs === 0) done.set(next.call.ticket, clock.now() - START);
    const again = { ...next, at: clock.now() + waitMs + (next.lateMs ?? 0) };
    due = waitMs === 0 ? rest : [...rest, again];
  }
  return done;
};

/** The most that fell into any second. */
const mostInASecond = (times: readonly number[]): number =>
  Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 1_000).length));

describe('what may be asked, and when', () => {
  it('sends five messages at once into a group and then five a second', () => {
    const { buckets } = fresh();
    const waits = tickets(11).map((ticket) => buckets.take(send(ticket)));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1_100, 1_100, 1_100, 1_100, 1_100, 2_200]);
  });

  it('counts messages and changes in a group together, whatever API they use', () => {
    const { buckets } = fresh();
    for (let n = 0; n < 3; n += 1) buckets.take(send(`send ${n}`));
    expect(buckets.take(patch('a', 'om_1'))).toBe(0);
    expect(buckets.take(patch('b', 'om_2'))).toBe(0);
    expect(buckets.take(patch('c', 'om_3'))).toBe(1_100);
    expect(buckets.take(send('d', 'oc_other'))).toBe(0);
  });

  it('changes one message five times a second, in whatever group that is counted', () => {
    const { buckets } = fresh();
    const waits = tickets(6).map((ticket, n) => buckets.take(patch(ticket, 'om_1', `oc_${n}`)));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1_100]);
  });

  it('changes documents three times a second for the app, however many there are', () => {
    const { buckets } = fresh();
    const waits = tickets(4).map((ticket, n) => buckets.take(block(ticket, `oc_${n}`)));
    expect(waits).toEqual([0, 0, 0, 1_100]);
  });

  it('sends fifty a second and a thousand a minute over all groups', () => {
    const done = drive(
      fresh(),
      tickets(1_100).map((ticket, n) => ({ call: send(ticket, `oc_${n}`) })),
    );
    const times = [...done.values()];
    expect(mostInASecond(times)).toBe(50);
    expect(times.filter((at) => at < 60_000).length).toBeLessThanOrEqual(1_000);
    expect(done.size).toBe(1_100);
  });

  it('never lets more than five into a group in any second, however late they come (F-N3)', () => {
    const caller = fc.record({ from: fc.nat(3_000), lateMs: fc.nat(2_000), change: fc.boolean() });
    fc.assert(
      fc.property(fc.array(caller, { minLength: 20, maxLength: 60 }), (callers) => {
        const done = drive(
          fresh(),
          callers.map(({ change, ...when }, n) => ({
            ...when,
            call: change ? patch(`row ${n}`, `om_${n}`) : send(`row ${n}`),
          })),
        );
        expect(done.size).toBe(callers.length);
        expect(mostInASecond([...done.values()])).toBeLessThanOrEqual(5);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps a turn for the one who waits, however many come later', () => {
    const waiting = tickets(10).map((ticket) => ({ call: send(ticket) }));
    const later = tickets(100).map((ticket, n) => ({
      call: send(`late ${ticket}`),
      from: 100 + n * 10,
    }));
    const done = drive(fresh(), [...waiting, ...later]);
    const first = tickets(10).map((ticket) => done.get(ticket) ?? Number.POSITIVE_INFINITY);
    expect(Math.max(...first)).toBe(1_100);
  });

  it('closes nothing but the group in which a message was refused', () => {
    const { buckets } = fresh();
    expect(buckets.close(send('a'), 'place', 1_100)).toBe(1_100);
    expect(buckets.take(send('b'))).toBeGreaterThan(0);
    expect(buckets.take(send('c', 'oc_other'))).toBe(0);
  });

  it('closes nothing but the API that was refused', () => {
    const { clock, buckets } = fresh();
    expect(buckets.close(send('a'), 'api', 7_000)).toBe(7_000);
    expect(buckets.take(send('c', 'oc_other'))).toBe(7_000);
    expect(buckets.take(pin('d'))).toBe(0);
    expect(buckets.take(patch('e'))).toBe(0);
    clock.set(START + 7_000);
    expect(buckets.take(send('a'))).toBe(0);
  });

  it('closes a group for changes of its members without closing it for messages', () => {
    const { buckets } = fresh();
    const add = { method: 'POST', path: '/open-apis/im/v1/chats/oc_duty/members', ticket: 'a' };
    buckets.close(add, 'place', 1_100);
    expect(buckets.take({ ...add, ticket: 'b' })).toBe(1_100);
    expect(buckets.take(send('c'))).toBe(0);
  });

  it('spaces out those who waited already when a refusal came', () => {
    const { buckets } = fresh();
    for (const ticket of tickets(12)) buckets.take(send(ticket));
    buckets.close(send('refused'), 'place', 10_000);
    const waiting = tickets(12).slice(5);
    const waits = waiting.map((ticket) => buckets.take(send(ticket)));
    expect(waits).toEqual([10_000, 10_000, 10_000, 10_000, 10_000, 11_100, 11_100]);
  });

  it('gives the turn of one who never comes back to the next', () => {
    const { clock, buckets } = fresh();
    for (const ticket of tickets(10)) buckets.take(send(ticket));
    clock.set(START + 120_000);
    const waits = tickets(5).map((ticket) => buckets.take(send(`new ${ticket}`)));
    expect(waits).toEqual([0, 0, 0, 0, 0]);
  });

  it('keeps waits as long as they were when the clock is put back (F-K1)', () => {
    let now = START;
    const buckets = createBuckets({ now: () => now });
    for (const ticket of tickets(5)) buckets.take(send(ticket));
    expect(buckets.take(send('waits'))).toBe(1_100);
    now -= 2 * 60 * 60_000;
    expect(buckets.take(send('waits'))).toBe(1_100);
    now += 1_100;
    expect(buckets.take(send('waits'))).toBe(0);
  });
});
