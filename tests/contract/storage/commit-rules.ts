import { describe, expect, it } from 'vitest';
import type { Commit, CommitResult, Storage } from '#ports/storage.ts';
import type { OpenStorage } from '../storage-contract.ts';
import {
  commit,
  delivery,
  event,
  fill,
  headAfter,
  incident,
  START,
  T0,
  timer,
} from '../storage-samples.ts';

const STREAM = 'INC-20261201-01';
const receipt = (id: string, answer?: unknown): NonNullable<Commit['receipt']> => ({
  platform: 'slack',
  id,
  at: T0,
  ...(answer === undefined ? {} : { answer }),
});

/** Passes every check of ours and is refused by the table, which wants a language. */
const UNSTORABLE = [{ person: 'lin', locale: null as unknown as string }];

/** Loads, decides one more event, commits; again after a conflict, as the command handler does. */
const appendOnce = async (storage: Storage, note: string): Promise<number> => {
  for (let tries = 1; ; tries += 1) {
    const { head } = await storage.load(STREAM);
    const result = await storage.commit(
      commit({ expected: head, events: [event(head.version + 1, { note })] }),
    );
    if (result.ok) return tries;
  }
};

const notes = async (storage: Storage): Promise<readonly unknown[]> =>
  (await storage.events(STREAM, 1, 1_000)).map(({ data }) => data);

const everything = async (storage: Storage) => ({
  events: await storage.events(STREAM, 1, 100),
  depth: await storage.outboxDepth(),
  timer: await storage.nextTimer(),
  incidents: await storage.incidents({ limit: 100 }),
  room: await storage.roomOf('slack', STREAM),
});

/** A command that touches every table. */
const whole = (parts: Partial<Commit> = {}): Commit =>
  commit({
    events: [event(1), event(2)],
    receipt: receipt('Ev1', { text: '已记录' }),
    outbox: [delivery('a'), delivery('b')],
    timers: { set: [timer('grade', T0 + 60_000)], clear: [] },
    incident: incident(STREAM),
    rooms: [{ platform: 'slack', room: 'C1', incident: STREAM }],
    links: [{ platform: 'slack', account: 'U1', person: 'lin' }],
    preferences: [{ person: 'lin', locale: 'en' }],
    snapshot: { count: 2 },
    ...parts,
  });

const versionRules = (open: OpenStorage): void => {
  it('gives versions from 1 without holes and chains each event to the one before', async () => {
    const { storage } = await open();
    await fill(storage, STREAM, 7, 3);
    const events = await storage.events(STREAM, 1, 100);
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(events.map(({ hash }) => hash)).size).toBe(7);
    expect(await storage.verify()).toEqual([]);
  });

  it('gives back every field of an event as it was put in', async () => {
    const { storage } = await open();
    const given = event(1, { z: '“引号”\n', a: [1, { b: null }], long: '\u0000\ud800' });
    await storage.commit(commit({ events: [given] }));
    const [stored] = await storage.events(STREAM, 1, 1);
    expect(stored).toMatchObject({ ...given, stream: STREAM, version: 1 });
  });

  it('refuses a commit that does not follow the head, and stores nothing of it', async () => {
    const { storage } = await open();
    const head = await fill(storage, STREAM, 3);
    const before = await everything(storage);
    for (const expected of [
      START,
      { version: 2, hash: head.hash },
      { version: 9, hash: head.hash },
    ])
      expect(await storage.commit(whole({ expected }))).toEqual({ ok: false, because: 'conflict' });
    expect(await everything(storage)).toEqual(before);
    expect(await storage.receipt('slack', 'Ev1')).toBeUndefined();
  });

  it('refuses a commit whose head has another hash: the caller saw another history', async () => {
    const { storage } = await open();
    const { version } = await fill(storage, STREAM, 3);
    const result = await storage.commit(commit({ expected: { version, hash: 'f'.repeat(64) } }));
    expect(result).toEqual({ ok: false, because: 'conflict' });
  });
};

const receiptRules = (open: OpenStorage): void => {
  it('F-D: a repeat gets the first answer and changes nothing', async () => {
    const { storage } = await open();
    const head = await headAfter(storage.commit(whole()));
    const before = await everything(storage);
    for (const expected of [head, START]) {
      const repeat = whole({ expected, receipt: receipt('Ev1', { text: 'another' }) });
      const duplicate = { ok: false, because: 'duplicate', answer: { text: '已记录' } };
      expect(await storage.commit(repeat)).toEqual(duplicate);
    }
    expect(await everything(storage)).toEqual(before);
    expect(await storage.receipt('slack', 'Ev1')).toEqual({
      answer: { text: '已记录' },
      stream: STREAM,
    });
  });

  it('tells receipts of different platforms apart', async () => {
    const { storage } = await open();
    const head = await headAfter(storage.commit(commit({ receipt: receipt('1') })));
    const other = { ...receipt('1'), platform: 'feishu' };
    const result = await storage.commit(
      commit({ expected: head, events: [event(2)], receipt: other }),
    );
    expect(result.ok).toBe(true);
  });

  it('takes exactly one of ten deliveries of the same message at the same time', async () => {
    const { storage, reopen } = await open();
    const other = await reopen();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        (n % 2 === 0 ? storage : other).commit(whole({ receipt: receipt('Ev1', { n }) })),
      ),
    );
    const taken = results.filter(({ ok }) => ok);
    expect(taken).toHaveLength(1);
    const answers = results.flatMap((result) =>
      !result.ok && result.because === 'duplicate' ? [result.answer] : [],
    );
    expect(answers).toHaveLength(9);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await storage.events(STREAM, 1, 100)).toHaveLength(2);
  });
};

const atomicityRules = (open: OpenStorage): void => {
  it('stores a command in all tables at once', async () => {
    const { storage } = await open();
    const head = await headAfter(storage.commit(whole()));
    expect(await everything(storage)).toMatchObject({
      events: [{ version: 1 }, { version: 2 }],
      depth: { pending: 2 },
      timer: T0 + 60_000,
      incidents: [incident(STREAM)],
      room: 'C1',
    });
    expect(await storage.personOf('slack', 'U1')).toBe('lin');
    expect(await storage.localeOf('lin')).toBe('en');
    expect(await storage.load(STREAM)).toEqual({
      head,
      snapshot: { version: 2, state: { count: 2 } },
      events: [],
    });
  });

  it('leaves nothing behind when one of the last statements fails', async () => {
    const { storage } = await open();
    const before = await everything(storage);
    const refused = storage.commit(whole({ preferences: UNSTORABLE }));
    await expect(refused).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
    expect(await everything(storage)).toEqual(before);
    expect(await storage.receipt('slack', 'Ev1')).toBeUndefined();
    expect(await storage.commit(commit())).toMatchObject({ ok: true });
  });

  it('gives each member of a group its own answer, whatever the others do', async () => {
    const { storage } = await open();
    const head = await fill(storage, 'INC-20261201-90', 1);
    await storage.commit(commit({ stream: 'INC-20261201-91', receipt: receipt('old', 'first') }));
    const streams = Array.from({ length: 6 }, (_, n) => `INC-20261201-1${n}`);
    const settled = await Promise.allSettled([
      ...streams.map((stream) => storage.commit(commit({ stream }))),
      storage.commit(commit({ stream: 'INC-20261201-90' })),
      storage.commit(commit({ stream: 'INC-20261201-92', receipt: receipt('old') })),
      storage.commit(commit({ stream: 'INC-20261201-93', preferences: UNSTORABLE })),
      storage.commit(commit({ stream: 'INC-20261201-90', expected: head, events: [event(2)] })),
    ]);
    const told = settled.map((one) => (one.status === 'fulfilled' ? one.value : one.status));
    const good = { ok: true, head: expect.objectContaining({ version: 1 }) };
    expect(told).toEqual([
      ...streams.map(() => good),
      { ok: false, because: 'conflict' },
      { ok: false, because: 'duplicate', answer: 'first' },
      'rejected',
      { ok: true, head: expect.objectContaining({ version: 2 }) },
    ]);
  });

  it('closing waits for what was accepted, and nothing is accepted after it', async () => {
    const { reopen, storage } = await open();
    const other = await reopen();
    const accepted = Array.from({ length: 70 }, (_, n) =>
      other.commit(commit({ stream: `INC-${n}` })),
    );
    await other.close();
    const results = await Promise.all(accepted);
    expect(results.every(({ ok }) => ok)).toBe(true);
    await expect(other.commit(commit({ stream: 'INC-x' }))).rejects.toMatchObject({
      code: 'failed',
    });
    await expect(other.load('INC-1')).rejects.toMatchObject({ code: 'failed' });
    expect(await other.ready()).toBe(false);
    expect(await storage.streams('INC-')).toHaveLength(70);
  });

  it('refuses an instant that is none without harming the commits beside it', async () => {
    const { storage } = await open();
    const good = storage.commit(commit({ stream: 'INC-20261201-02' }));
    const bad = storage.commit(commit({ events: [{ ...event(1), occurredAt: Number.NaN }] }));
    await expect(bad).rejects.toThrow(RangeError);
    expect((await good).ok).toBe(true);
  });
};

const raceRules = (open: OpenStorage): void => {
  it('50 writers on one stream, from two processes, neither lose nor double a note', async () => {
    const { storage, reopen } = await open();
    const other = await reopen();
    const wanted = Array.from({ length: 50 }, (_, n) => ({ note: `n${n}` }));
    const tries = await Promise.all(
      wanted.map(({ note }, n) => appendOnce(n % 2 === 0 ? storage : other, note)),
    );
    expect(Math.max(...tries)).toBeGreaterThan(1);
    const found = await notes(storage);
    expect(found).toHaveLength(50);
    expect(new Set(found.map((data) => JSON.stringify(data)))).toEqual(
      new Set(wanted.map((data) => JSON.stringify(data))),
    );
    expect(await storage.verify()).toEqual([]);
  });

  it('50 writers on streams of their own all succeed at the first try', async () => {
    const { storage, reopen } = await open();
    const other = await reopen();
    const results: readonly CommitResult[] = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const stream = `INC-20261201-${n + 10}`;
        const outbox = [delivery(`shared`, { coalesce: true, intent: { n } }), delivery(`own${n}`)];
        return (n % 2 === 0 ? storage : other).commit(commit({ stream, outbox }));
      }),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await storage.streams('INC-')).toHaveLength(50);
    expect((await storage.outboxDepth()).pending).toBe(51);
  });
};

export const commitRules = (open: OpenStorage): void => {
  describe('commit', () => {
    versionRules(open);
    receiptRules(open);
    atomicityRules(open);
    raceRules(open);
  });
};
