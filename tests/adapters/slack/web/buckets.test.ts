import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Buckets, createBuckets } from '#adapters/slack/web/buckets.ts';
import { HOUR, SECOND } from '#domain/time.ts';
import { createHandClock, type HandClock } from '../../../support/hand-clock.ts';

const START = Date.parse('2026-12-01T02:00:00Z');
const CREATE = 'conversations.create';
const POST = 'chat.postMessage';

const fresh = (): { readonly clock: HandClock; readonly buckets: Buckets } => {
  const clock = createHandClock(START);
  return { clock, buckets: createBuckets(clock) };
};

const tickets = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `row ${n}`);

/** Callers that come back exactly when they were told to, until all are through; when each got through. */
const drive = (
  { clock, buckets }: ReturnType<typeof fresh>,
  callers: readonly { readonly ticket: string; readonly from?: number }[],
  onGo: (at: number) => number | undefined = () => undefined,
): ReadonlyMap<string, number> => {
  const done = new Map<string, number>();
  let due = callers.map(({ ticket, from = 0 }) => ({ ticket, at: START + from }));
  for (let round = 0; due.length > 0 && round < 10_000; round += 1) {
    due = due.toSorted((a, b) => a.at - b.at);
    const [next, ...rest] = due;
    if (next === undefined) break;
    clock.set(next.at);
    const call = { method: CREATE, ticket: next.ticket };
    const waitMs = buckets.take(call);
    const refusedFor = waitMs === 0 ? onGo(clock.now()) : undefined;
    const again = refusedFor === undefined ? waitMs : buckets.close(call, refusedFor);
    if (again === 0) done.set(next.ticket, clock.now() - START);
    due = again === 0 ? rest : [...rest, { ticket: next.ticket, at: clock.now() + again }];
  }
  return done;
};

/** Slack's side: a full bucket of 20, one token every 3 s; counts what comes when there is none. */
const createTierTwo = () => {
  let tokens = 20;
  let at = START;
  return (now: number): boolean => {
    tokens = Math.min(20, tokens + Math.max(0, now - at) / (3 * SECOND));
    at = Math.max(at, now);
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

describe('token buckets', () => {
  it('let a tier 2 method go twenty times at once and then one every three seconds', () => {
    const { buckets } = fresh();
    const waits = tickets(22).map((ticket) => buckets.take({ method: CREATE, ticket }));
    expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(waits.slice(20)).toEqual([3_060, 6_120]);
  });

  it.each([30, 60])('bring %i rooms through within the floor and a tenth (F-N3)', (count) => {
    const world = fresh();
    const done = drive(
      world,
      tickets(count).map((ticket) => ({ ticket })),
    );
    expect(done.size).toBe(count);
    expect(Math.max(...done.values())).toBeLessThanOrEqual((count - 20) * 3 * SECOND * 1.1);
  });

  it('keep a turn for the one who waits, however many come later', () => {
    const callers = [
      ...tickets(30).map((ticket) => ({ ticket })),
      // A newcomer in every second, each of whom would gladly take the next token.
      ...tickets(30).map((ticket, n) => ({ ticket: `late ${ticket}`, from: n * SECOND })),
    ];
    const done = drive(fresh(), callers);
    const first = tickets(30).map((ticket) => done.get(ticket) ?? Number.POSITIVE_INFINITY);
    expect(Math.max(...first)).toBeLessThanOrEqual(30_600);
    expect(done.size).toBe(60);
  });

  it('never ask more of Slack than its own bucket gives, whatever the network delays (F-N3)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 40, maxLength: 40 }), (delays) => {
        const slack = createTierTwo();
        const arrivals: number[] = [];
        const onGo = (at: number): undefined => {
          arrivals.push(at + (delays[arrivals.length] ?? 0));
        };
        drive(
          fresh(),
          tickets(40).map((ticket) => ({ ticket })),
          onGo,
        );
        expect(arrivals.toSorted((a, b) => a - b).map(slack)).not.toContain(false);
      }),
      { numRuns: 50 },
    );
  });

  it('obey a 429 and bring everyone through after it, no two at the same moment (F-N3)', () => {
    let refusals = 0;
    const done = drive(
      fresh(),
      tickets(10).map((ticket) => ({ ticket })),
      (at) => {
        if (at - START >= 30 * SECOND || refusals > 0) return undefined;
        refusals += 1;
        return 30 * SECOND;
      },
    );
    const times = [...done.values()];
    expect(refusals).toBe(1);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(30 * SECOND);
    expect(new Set(times).size).toBe(10);
  });

  it('space out those who waited already when a 429 came, at half the pace that was too fast', () => {
    const { buckets } = fresh();
    for (const ticket of tickets(25)) buckets.take({ method: CREATE, ticket });
    buckets.close({ method: CREATE, ticket: 'refused' }, 60 * SECOND);
    const waiting = [...tickets(25).slice(20), 'refused'];
    const waits = waiting.map((ticket) => buckets.take({ method: CREATE, ticket }));
    expect(waits).toEqual([60_000, 66_120, 72_240, 78_360, 84_480, 90_600]);
  });

  it('close nothing but the method that was refused', () => {
    const { buckets } = fresh();
    buckets.close({ method: CREATE, ticket: 'a' }, 30 * SECOND);
    expect(buckets.take({ method: CREATE, ticket: 'b' })).toBeGreaterThanOrEqual(30 * SECOND);
    expect(buckets.take({ method: 'pins.add', ticket: 'b' })).toBe(0);
    expect(buckets.take({ method: 'views.open', ticket: 'b' })).toBe(0);
  });

  it('close nothing but the channel in which a message was refused', () => {
    const { buckets } = fresh();
    buckets.close({ method: POST, channel: 'C1', ticket: 'a' }, 30 * SECOND);
    expect(buckets.take({ method: POST, channel: 'C1', ticket: 'b' })).toBeGreaterThan(0);
    expect(buckets.take({ method: POST, channel: 'C2', ticket: 'b' })).toBe(0);
  });

  it('post four messages at once into a channel and then one a second', () => {
    const { buckets } = fresh();
    const waits = tickets(6).map((ticket) => buckets.take({ method: POST, channel: 'C1', ticket }));
    expect(waits).toEqual([0, 0, 0, 0, 1_020, 2_040]);
  });

  it('post at most 200 messages at once over all channels', () => {
    const { buckets } = fresh();
    const waits = tickets(201).map((ticket) =>
      buckets.take({ method: POST, channel: ticket, ticket }),
    );
    expect(waits.filter((waitMs) => waitMs > 0)).toHaveLength(1);
  });

  it('count what does not wait', () => {
    const { buckets } = fresh();
    const call = { method: 'views.open', ticket: 'now' };
    for (let n = 0; n < 100; n += 1) buckets.force(call);
    expect(buckets.take(call)).toBeGreaterThan(0);
  });

  it('give the turn of one who never comes back to the next (minute by minute)', () => {
    const { clock, buckets } = fresh();
    for (const ticket of tickets(21)) buckets.take({ method: CREATE, ticket });
    clock.set(START + 2 * HOUR);
    // Otherwise the turn of old would go beside the twenty of a full bucket.
    const waits = tickets(21).map((ticket) =>
      buckets.take({ method: CREATE, ticket: `${ticket}x` }),
    );
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(20);
    expect(buckets.take({ method: CREATE, ticket: 'row 20' })).toBeGreaterThan(0);
  });

  it('keep waits as long as they were when the clock is put back (F-K1)', () => {
    let now = START;
    const buckets = createBuckets({ now: () => now });
    for (const ticket of tickets(20)) buckets.take({ method: CREATE, ticket });
    expect(buckets.take({ method: CREATE, ticket: 'waits' })).toBe(3_060);
    now -= 2 * HOUR;
    expect(buckets.take({ method: CREATE, ticket: 'waits' })).toBe(3_060);
    now += 3_060;
    expect(buckets.take({ method: CREATE, ticket: 'waits' })).toBe(0);
  });
});
