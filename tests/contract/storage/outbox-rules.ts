import { describe, expect, it } from 'vitest';
import type { NewOutboxRow, OutboxRow, Storage } from '#ports/storage.ts';
import type { OpenStorage } from '../storage-contract.ts';
import { claimKeys, commit, deliveries, delivery, event, posted, T0 } from '../storage-samples.ts';

const LEASE = 60_000;

/** The only row that can be claimed now. */
const claimOne = async (storage: Storage, now = T0, by = 'me'): Promise<OutboxRow> => {
  const [row, ...more] = await storage.claimOutbox(by, now, LEASE, 100);
  if (row === undefined || more.length > 0) throw new Error(`claimed ${1 + more.length} rows`);
  return row;
};

const orderRules = (open: OpenStorage): void => {
  it('delivers a lane in order, one row at a time', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(delivery('a'), delivery('b'), delivery('c', { rank: 1 })));
    for (const key of ['a', 'b', 'c']) {
      const row = await claimOne(storage);
      expect(row.key).toBe(key);
      expect(await claimKeys(storage)).toEqual([]);
      await storage.finishOutbox('me', row, []);
    }
    expect(await storage.outboxDepth()).toEqual({ pending: 0 });
  });

  it('delivers lanes beside each other, by rank, then in order of arrival', async () => {
    const { storage } = await open();
    const rows = [
      delivery('slow', { lane: 'l1', rank: 9 }),
      delivery('first', { lane: 'l2', rank: 2 }),
      delivery('second', { lane: 'l3', rank: 2 }),
      delivery('behind', { lane: 'l1', rank: 1 }),
    ];
    await storage.commit(deliveries(...rows));
    expect(await claimKeys(storage, T0, 'me', 2)).toEqual(['first', 'second']);
    expect(await claimKeys(storage)).toEqual(['slow']);
  });

  it('holds a lane while its head is not due, and says when to look again', async () => {
    const { storage } = await open();
    const later = delivery('later', { dueAt: T0 + 500 });
    await storage.commit(
      deliveries(later, delivery('behind'), delivery('x', { lane: 'other', dueAt: T0 + 900 })),
    );
    expect(await claimKeys(storage)).toEqual([]);
    expect(await storage.outboxDepth()).toEqual({ pending: 3, oldest: T0, nextDue: T0 + 500 });
    expect(await claimKeys(storage, T0 + 500)).toEqual(['later']);
    expect((await storage.outboxDepth()).nextDue).toBe(T0 + 900);
  });

  it('gives a row as it was before the claim, with everything that was put in', async () => {
    const { storage } = await open();
    const given = delivery('a', { waitsFor: 'nothing', stream: 'INC-7' });
    await storage.commit(deliveries(given));
    const { waitsFor: _, ...rest } = given;
    const row = await claimOne(storage);
    expect(row).toEqual({ ...rest, id: row.id, attempts: 0, revision: 1 });
  });

  it('every row goes to one of two processes, in the order of its lane', async () => {
    const { storage, reopen } = await open();
    const other = await reopen();
    const rows = Array.from({ length: 60 }, (_, n) => delivery(`k${n}`, { lane: `l${n % 6}` }));
    await storage.commit(deliveries(...rows));
    const delivered: string[] = [];
    const work = async (store: Storage, by: string): Promise<void> => {
      for (let idle = 0; idle < 3; ) {
        const claimed = await store.claimOutbox(by, T0, LEASE, 3);
        idle = claimed.length === 0 ? idle + 1 : 0;
        for (const row of claimed) {
          delivered.push(row.key);
          expect(await store.finishOutbox(by, row, [])).toBe(true);
        }
      }
    };
    await Promise.all([work(storage, 'me'), work(other, 'you')]);
    await work(storage, 'me');
    expect(delivered.toSorted()).toEqual(rows.map(({ key }) => key).toSorted());
    for (const lane of ['0', '1', '2', '3', '4', '5']) {
      const numbers = delivered.map((key) => Number(key.slice(1)));
      const own = numbers.filter((n) => String(n % 6) === lane);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });
};

const card = (text: string, parts: Partial<NewOutboxRow> = {}): NewOutboxRow =>
  delivery('status', { coalesce: true, intent: { text }, ...parts });

const coalescingRules = (open: OpenStorage): void => {
  it('a key that does not coalesce is taken once and left alone after that', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(delivery('a', { intent: 1 }), delivery('a', { intent: 2 })));
    await storage.commit(deliveries(delivery('a', { intent: 3, coalesce: true, rank: 1 })));
    expect(await claimOne(storage)).toMatchObject({ intent: 1, revision: 1, rank: 5 });
  });

  it('twenty changes of a card are one delivery of the newest', async () => {
    const { storage } = await open();
    for (let n = 1; n <= 20; n += 1) await storage.commit(deliveries(card(`v${n}`)));
    expect(await claimOne(storage)).toMatchObject({ intent: { text: 'v20' }, revision: 20 });
    expect((await storage.outboxDepth()).pending).toBe(1);
  });

  it('a renewed card is pulled forward, never pushed back', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(card('v1', { dueAt: T0 + 900, rank: 7 })));
    await storage.commit(deliveries(card('v2', { dueAt: T0 + 300, rank: 3 })));
    await storage.commit(deliveries(card('v3', { dueAt: T0 + 600, rank: 5 })));
    expect((await storage.outboxDepth()).nextDue).toBe(T0 + 300);
    expect(await claimOne(storage, T0 + 300)).toMatchObject({ intent: { text: 'v3' }, rank: 3 });
  });

  it('a card that waits for its turn at a limit keeps it when it is renewed, and then shows the newest', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(card('v1')));
    await storage.retryOutbox('me', await claimOne(storage), T0 + 900, 'rate_limited', false);
    await storage.commit(deliveries(card('v2', { dueAt: T0 + 300 })));
    expect(await claimKeys(storage, T0 + 899)).toEqual([]);
    expect(await claimOne(storage, T0 + 900)).toMatchObject({ intent: { text: 'v2' } });
  });

  it('a card whose call failed is tried again as soon as it is renewed', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(card('v1')));
    await storage.retryOutbox('me', await claimOne(storage), T0 + 900, 'timeout', true);
    await storage.commit(deliveries(card('v2', { dueAt: T0 + 300 })));
    expect(await claimOne(storage, T0 + 300)).toMatchObject({ intent: { text: 'v2' } });
  });

  it('a card that changes while it is on its way goes once more, when the change is due', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(card('v1')));
    const first = await claimOne(storage);
    await storage.commit(deliveries(card('v2', { dueAt: T0 + 400 })));
    expect(await storage.finishOutbox('me', first, [posted('1', 'status')])).toBe(true);
    expect(await claimKeys(storage, T0 + 399)).toEqual([]);
    const second = await claimOne(storage, T0 + 400);
    expect(second).toMatchObject({ intent: { text: 'v2' }, revision: 2, attempts: 0 });
    expect(second.startedAt).toBeUndefined();
    expect(await storage.messagesOf('status')).toHaveLength(1);
    await storage.finishOutbox('me', second, []);
    expect(await storage.outboxDepth()).toEqual({ pending: 0 });
  });
};

const waitingRules = (open: OpenStorage): void => {
  const room = delivery('room', { lane: 'rooms' });
  const below = delivery('card', { waitsFor: 'room' });

  it('holds a row until the one it waits for is done', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(below, room));
    const opening = await claimOne(storage);
    expect(opening.key).toBe('room');
    expect((await storage.outboxDepth()).nextDue).toBe(T0 + LEASE);
    expect(await claimKeys(storage, T0 + 1)).toEqual([]);
    await storage.finishOutbox('me', opening, []);
    expect((await storage.outboxDepth()).nextDue).toBe(T0);
    expect(await claimKeys(storage)).toEqual(['card']);
  });

  it('does not hold a row for what is done already, or was never there', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(room));
    await storage.finishOutbox('me', await claimOne(storage), []);
    await storage.commit(deliveries(below, delivery('b', { lane: 'b', waitsFor: 'unheard of' })));
    expect(await claimKeys(storage)).toEqual(['card', 'b']);
  });

  it('lets a row go when the one it waits for is given up', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(room, below));
    await storage.abandonOutbox('me', await claimOne(storage), 'name_taken');
    expect(await claimKeys(storage)).toEqual(['card']);
    await storage.commit(deliveries(delivery('late', { lane: 'late', waitsFor: 'room' })));
    expect(await claimKeys(storage)).toEqual(['late']);
  });

  it('a row is let go by the first delivery of a card, though the card goes once more', async () => {
    const { storage } = await open();
    const status = delivery('status', { lane: 'cards', coalesce: true });
    await storage.commit(deliveries(status, delivery('pin', { waitsFor: 'status' })));
    const first = await claimOne(storage);
    await storage.commit(deliveries({ ...status, intent: 2 }));
    await storage.finishOutbox('me', first, []);
    expect(await claimKeys(storage)).toEqual(['status', 'pin']);
  });
};

const fencingRules = (open: OpenStorage): void => {
  it('F-R1: whoever lost a claim can neither finish, retry nor give up the row', async () => {
    const { storage, reopen } = await open();
    const other = await reopen();
    await storage.commit(deliveries(delivery('a'), delivery('b', { lane: 'b', waitsFor: 'a' })));
    const lost = await claimOne(storage);
    const taken = await claimOne(other, T0 + LEASE, 'you');
    expect(await storage.finishOutbox('me', lost, [posted('1', 'a')])).toBe(false);
    expect(await storage.retryOutbox('me', lost, T0, 'x', true)).toBe(false);
    expect(await storage.abandonOutbox('me', lost, 'x')).toBe(false);
    expect(await storage.messagesOf('a')).toEqual([]);
    expect(await claimKeys(storage, T0 + LEASE)).toEqual([]);
    expect(await other.finishOutbox('you', taken, [])).toBe(true);
    expect(await claimKeys(storage, T0 + LEASE)).toEqual(['b']);
  });

  it('after a crash the next claim knows that an attempt was begun, and when', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(delivery('a')));
    await claimOne(storage, T0);
    expect(await claimKeys(storage, T0 + LEASE - 1)).toEqual([]);
    const second = await claimOne(storage, T0 + LEASE, 'you');
    expect(second).toMatchObject({ attempts: 1, startedAt: T0 });
    expect(await claimOne(storage, T0 + 2 * LEASE)).toMatchObject({ attempts: 2, startedAt: T0 });
  });

  it('a process that starts takes over the claims of dead ones, never those of replicas', async () => {
    const { storage, reopen, replicas } = await open();
    const due = { id: 't', stream: 's', dueAt: T0, rank: 1 };
    await storage.commit(commit({ outbox: [delivery('a')], timers: { set: [due], clear: [] } }));
    await storage.claimOutbox('dead', T0, LEASE, 1);
    await storage.claimTimers('dead', T0, LEASE, 1);
    const next = await reopen();
    await next.releaseClaims('next');
    const take = async (now: number) => ({
      keys: await claimKeys(next, now, 'next'),
      timers: await next.claimTimers('next', now, LEASE, 1),
    });
    const nothing = { keys: [], timers: [] };
    const all = { keys: ['a'], timers: [due] };
    expect(await take(T0 + 1)).toEqual(replicas ? nothing : all);
    await next.releaseClaims('next');
    expect(await take(T0 + LEASE)).toEqual(replicas ? all : nothing);
  });
};

const failureRules = (open: OpenStorage): void => {
  it('puts a failed row back with its error and a new due time, at the head of its lane', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(delivery('a'), delivery('b')));
    await storage.retryOutbox('me', await claimOne(storage), T0 + 2_000, 'timeout', true);
    expect(await claimKeys(storage, T0 + 1_999)).toEqual([]);
    const again = await claimOne(storage, T0 + 2_000);
    expect(again).toMatchObject({ key: 'a', attempts: 1, startedAt: T0, lastError: 'timeout' });
  });

  it('an attempt that was refused before it began does not count', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(delivery('a')));
    await storage.retryOutbox('me', await claimOne(storage), T0 + 10, 'rate_limited', false);
    expect(await claimOne(storage, T0 + 10)).toMatchObject({ attempts: 0, startedAt: T0 });
  });

  it('a row that is given up leaves its lane and comes back by its key, still uncertain', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(delivery('a'), delivery('b')));
    const row = await claimOne(storage);
    expect(await storage.abandonOutbox('me', row, 'channel_not_found')).toBe(true);
    expect(await storage.outboxDepth()).toMatchObject({ pending: 1 });
    expect(await claimKeys(storage)).toEqual(['b']);
    expect(await storage.reviveOutbox('b', T0)).toBe(false);
    expect(await storage.reviveOutbox('a', T0 + 5)).toBe(true);
    expect(await storage.reviveOutbox('a', T0 + 5)).toBe(false);
    // 'b' is still on its way in this lane.
    expect(await claimKeys(storage, T0 + 5)).toEqual([]);
    expect(await claimOne(storage, T0 + LEASE, 'you')).toMatchObject({
      key: 'a',
      attempts: 1,
      lastError: 'channel_not_found',
    });
  });

  it('a card that was given up is tried afresh when it changes', async () => {
    const { storage } = await open();
    await storage.commit(deliveries(card('v1')));
    await storage.abandonOutbox('me', await claimOne(storage), 'invalid_blocks');
    await storage.commit(commit({ events: [event(1)], outbox: [card('v2', { dueAt: T0 + 7 })] }));
    expect(await claimOne(storage, T0 + 7)).toMatchObject({
      intent: { text: 'v2' },
      attempts: 0,
      revision: 2,
    });
  });
};

export const outboxRules = (open: OpenStorage): void => {
  describe('outbox', () => {
    orderRules(open);
    coalescingRules(open);
    waitingRules(open);
    fencingRules(open);
    failureRules(open);
  });
};
