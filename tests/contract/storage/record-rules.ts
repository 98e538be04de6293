import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Storage } from '#ports/storage.ts';
import type { OpenStorage, StorageUnderTest } from '../storage-contract.ts';
import { commit, event, fill, headAfter, incident, START } from '../storage-samples.ts';

const STREAM = 'INC-20261201-01';

/** A state made of nothing but what the events say. */
const sum = (state: number, data: unknown): number =>
  state + Number(Reflect.get(Object(data), 'n'));

const folded = async (storage: Storage, after?: number, known = 0): Promise<number> => {
  const { snapshot, events } = await storage.load(STREAM, after);
  const start = snapshot === undefined ? known : Number(snapshot.state);
  return events.reduce((state, { data }) => sum(state, data), start);
};

const loadRules = (open: OpenStorage): void => {
  it('knows nothing of a stream without events', async () => {
    const { storage } = await open();
    expect(await storage.load(STREAM)).toEqual({ head: START, events: [] });
    expect(await storage.load(STREAM, 4)).toEqual({ head: START, events: [] });
  });

  it('gives only the events after a version, and the head where there are none', async () => {
    const { storage } = await open();
    const head = await fill(storage, STREAM, 4);
    const versions = async (after?: number) =>
      (await storage.load(STREAM, after)).events.map(({ version }) => version);
    expect(await versions()).toEqual([1, 2, 3, 4]);
    expect(await versions(2)).toEqual([3, 4]);
    expect(await storage.load(STREAM, 4)).toEqual({ head, events: [] });
    expect((await storage.load(STREAM, 9)).head).toEqual(head);
  });

  it('N12: the snapshot and the later events fold to the same state as all events', async () => {
    const { storage } = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
        async (snapshots) => {
          for (const wanted of snapshots) {
            const { head } = await storage.load(STREAM);
            const next = event(head.version + 1);
            const state = sum(await folded(storage), next.data);
            await storage.commit(
              commit({ expected: head, events: [next], ...(wanted ? { snapshot: state } : {}) }),
            );
          }
          const all = await storage.events(STREAM, 1, 10_000);
          const whole = all.reduce((state, { data }) => sum(state, data), 0);
          expect(await folded(storage)).toBe(whole);
          const half = Math.ceil(all.length / 2);
          const known = all.slice(0, half).reduce((state, { data }) => sum(state, data), 0);
          expect(await folded(storage, half, known)).toBe(whole);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('reads events in pages', async () => {
    const { storage } = await open();
    await fill(storage, STREAM, 6, 6);
    const page = async (from: number, limit: number) =>
      (await storage.events(STREAM, from, limit)).map(({ version }) => version);
    expect(await page(1, 2)).toEqual([1, 2]);
    expect(await page(5, 10)).toEqual([5, 6]);
    expect(await page(7, 10)).toEqual([]);
  });

  it('counts on from the highest number of a prefix, past 99 too', async () => {
    const { storage } = await open();
    expect(await storage.nextNumber('INC-20261201-')).toBe(1);
    for (const n of ['01', '09', '99', '100']) await fill(storage, `INC-20261201-${n}`, 2);
    await fill(storage, 'INC-20261202-07', 1);
    expect(await storage.nextNumber('INC-20261201-')).toBe(101);
    expect(await storage.nextNumber('INC-20261202-')).toBe(8);
  });

  it('lists the streams of a prefix in key order', async () => {
    const { storage } = await open();
    for (const stream of ['b:2', 'a:1', 'b:1', 'bb', 'b:é', 'b:中']) await fill(storage, stream, 2);
    expect(await storage.streams('b:')).toEqual(['b:1', 'b:2', 'b:é', 'b:中']);
    expect(await storage.streams('')).toHaveLength(6);
  });
};

const FIELDS = [
  'stream',
  'version',
  'type',
  'data',
  'occurred_at',
  'recorded_at',
  'actor_id',
  'actor_name',
  'via',
  'cause',
  'hash',
] as const;
type Field = (typeof FIELDS)[number];

/** No single changed character makes one of another: the database itself would refuse the second of the same key. */
const APART = ['INC-20261201-01', 'INC-20261201-12', 'organisation'] as const;

/** The text with one character changed. */
const changed = (text: string, position: number, by: number): string => {
  const at = position % text.length;
  const code = (text.charCodeAt(at) + by) % 0x80;
  const other = code < 0x20 ? code + 0x20 : code;
  const character = String.fromCharCode(other === text.charCodeAt(at) ? other + 1 : other);
  return text.slice(0, at) + character + text.slice(at + 1);
};

const damage = async (
  { raw }: StorageUnderTest,
  stream: string,
  version: number,
  field: Field,
  position: number,
  by: number,
): Promise<() => Promise<void>> => {
  const where = 'WHERE stream = ? AND version = ?';
  const [row] = await raw(`SELECT ${field} AS value FROM event ${where}`, [stream, version]);
  const value: unknown = Reflect.get(Object(row), 'value');
  const other = field === 'version' ? version + 100 + by : changed(String(value), position, by);
  await raw(`UPDATE event SET ${field} = ? ${where}`, [other, stream, version]);
  const now = { stream, version, [field]: other };
  return async () => {
    await raw(`UPDATE event SET ${field} = ? ${where}`, [value, now.stream, now.version]);
  };
};

const verifyRules = (open: OpenStorage): void => {
  it('finds a changed character in any field of any event, and nothing once it is put back', async () => {
    const under = await open();
    const { storage } = under;
    for (const stream of APART) await fill(storage, stream, 8, 4);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...APART),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(...FIELDS),
        fc.nat({ max: 200 }),
        fc.integer({ min: 1, max: 90 }),
        async (stream, version, field, position, by) => {
          const repair = await damage(under, stream, version, field, position, by);
          const findings = await storage.verify();
          await repair();
          expect(findings.length, `${field} of ${stream}#${version}`).toBeGreaterThan(0);
          // A changed key shows where the event lies now, or by the gap it left.
          const moved = field === 'stream' || field === 'version';
          const named = findings.some(({ where }) => where === `${stream}#${version}`);
          expect(named || moved, `${field} of ${stream}#${version}`).toBe(true);
          expect(await storage.verify()).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('names the first event that does not fit, of one stream or of all', async () => {
    const { storage, raw } = await open();
    await fill(storage, 'INC-20261201-01', 5);
    await fill(storage, 'INC-20261201-02', 5);
    await raw(`UPDATE event SET data = '{"n":9}' WHERE version IN (3, 4)`);
    expect(await storage.verify('INC-20261201-02')).toEqual([
      { what: 'hash-mismatch', where: 'INC-20261201-02#3' },
    ]);
    expect(await storage.verify()).toHaveLength(2);
    expect(await storage.verify('INC-20261201-03')).toEqual([]);
  });

  it('finds a hole in the versions', async () => {
    const { storage, raw } = await open();
    await fill(storage, STREAM, 5);
    await raw('DELETE FROM event WHERE version = 3');
    expect(await storage.verify()).toEqual([{ what: 'version-gap', where: `${STREAM}#4` }]);
  });

  it('finds that the last events were taken away', async () => {
    const { storage, raw } = await open();
    const head = await fill(storage, STREAM, 4);
    const last = incident(STREAM, { version: 5 });
    await headAfter(storage.commit(commit({ expected: head, events: [event(5)], incident: last })));
    expect(await storage.verify(STREAM)).toEqual([]);
    await raw('DELETE FROM event WHERE version = 5');
    expect(await storage.verify()).toEqual([{ what: 'events-missing', where: `${STREAM}#5` }]);
  });
};

export const recordRules = (open: OpenStorage): void => {
  describe('record', () => {
    loadRules(open);
    verifyRules(open);
  });
};
