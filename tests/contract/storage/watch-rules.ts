import { describe, expect, it } from 'vitest';
import type { NewObservation } from '#domain/watch/observation.ts';
import type { NewObservationRow, SubjectRow } from '#ports/watch-storage.ts';
import type { OpenStorage } from '../storage-contract.ts';
import { commit, event, T0 } from '../storage-samples.ts';

const MINUTE = 60_000;

const sample = (value: number, at = T0, metric = 'connectRate'): NewObservation => ({
  kind: 'sample',
  metric,
  value,
  at,
  dims: { region: '华东' },
});

const row = (observation: NewObservation, externalId?: string): NewObservationRow => ({
  observation,
  receivedAt: T0 + 1,
  ...(externalId === undefined ? {} : { externalId }),
});

const subject = (key: string, parts: Partial<SubjectRow> = {}): SubjectRow => ({
  key,
  version: 1,
  kind: 'alert',
  state: 'raised',
  open: true,
  scenario: 'call-surge',
  severity: null,
  incident: null,
  owner: null,
  department: null,
  externalId: null,
  title: '来话激增',
  at: T0,
  endedAt: null,
  search: `${key.toLowerCase()} 来话激增`,
  ...parts,
});

const FAR = 5_000_000_000_000;

const wideRules = (open: OpenStorage): void => {
  it('numbers observations beyond 32 bits, which five days of 5,000 a second use up', async () => {
    const { storage, replicas, raw } = await open();
    await raw(
      replicas
        ? `ALTER SEQUENCE observation_id_seq RESTART WITH ${FAR}`
        : `INSERT INTO sqlite_sequence (name, seq) VALUES ('observation', ${FAR - 1})`,
    );
    await storage.observe([row(sample(68)), row(sample(69))]);
    expect((await storage.observations(FAR - 1, 10)).map(({ id }) => id)).toEqual([FAR, FAR + 1]);
    expect(await storage.lastObservation()).toBe(FAR + 1);
    expect(await storage.observationsSince(T0, FAR, FAR + 1, 10)).toMatchObject([{ id: FAR + 1 }]);
    await storage.takeLease('watch', 'a', T0, MINUTE);
    expect(await storage.advanceLease('watch', 'a', FAR + 1)).toBe(true);
    expect(await storage.takeLease('watch', 'a', T0, MINUTE)).toBe(FAR + 1);
    expect(await storage.rollUpSamples(T0 + 1, FAR, 10)).toBe(1);
  });
};

const observationRules = (open: OpenStorage): void => {
  it('gives observations back as they came, in the order in which they were stored', async () => {
    const { storage } = await open();
    const complaint: NewObservation = {
      kind: 'complaint',
      ticket: 'TKT-20261201',
      keywords: [{ group: 'media', word: '媒体曝光' }],
      at: T0 - 5,
    };
    const plain: NewObservation = { kind: 'sample', metric: 'waitSeconds', value: 61.5, at: T0 };
    await storage.observe([row(sample(68)), row(complaint), row(plain)]);
    const found = await storage.observations(0, 10);
    expect(found.map(({ id: _, receivedAt: __, ...rest }) => rest)).toEqual([
      sample(68),
      complaint,
      plain,
    ]);
    const ids = found.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(await storage.lastObservation()).toBe(ids.at(-1));
    expect(await storage.observations(ids[0] ?? 0, 1)).toEqual([found[1]]);
    expect(await storage.observationsSince(T0, 0, ids[1] ?? 0, 10)).toEqual([found[0]]);
  });

  it('stores an observation of one external id once, in one batch and in a later one', async () => {
    const { storage } = await open();
    expect(await storage.observe([row(sample(1), 'a'), row(sample(2), 'a')])).toBe(1);
    expect(await storage.observe([row(sample(3), 'a'), row(sample(4), 'b')])).toBe(1);
    const values = (await storage.observations(0, 10)).map((one) => 'value' in one && one.value);
    expect(values).toEqual([1, 4]);
  });

  it('takes a batch of 5,000 whole', async () => {
    const { storage } = await open();
    const batch = Array.from({ length: 5_000 }, (_, n) => row(sample(n)));
    expect(await storage.observe(batch)).toBe(5_000);
    expect(await storage.observations(0, 6_000)).toHaveLength(5_000);
  });

  it('stores what a command lets the rules see with its events, or not at all', async () => {
    const { storage } = await open();
    const observations = [row(sample(68))];
    expect(await storage.commit(commit({ observations }))).toMatchObject({ ok: true });
    expect(await storage.commit(commit({ observations }))).toMatchObject({ ok: false });
    expect(await storage.observations(0, 10)).toHaveLength(1);
  });
};

const historyRules = (open: OpenStorage): void => {
  it('tells a metric by the minute, the same before and after it was rolled up', async () => {
    const { storage } = await open();
    const values = [68, 70, 60];
    await storage.observe(values.map((value, n) => row(sample(value, T0 + n * 40_000))));
    await storage.observe([row(sample(5, T0, 'loadPct'))]);
    const before = await storage.metricMinutes('connectRate', T0, T0 + 10 * MINUTE);
    expect(before).toEqual([
      {
        metric: 'connectRate',
        dims: { region: '华东' },
        minute: T0,
        count: 2,
        mean: 69,
        least: 68,
        most: 70,
      },
      {
        metric: 'connectRate',
        dims: { region: '华东' },
        minute: T0 + MINUTE,
        count: 1,
        mean: 60,
        least: 60,
        most: 60,
      },
    ]);
    const seen = await storage.lastObservation();
    expect(await storage.rollUpSamples(T0 + 30_000, seen, 1)).toBe(1);
    expect(await storage.rollUpSamples(T0 + 5 * MINUTE, seen, 9)).toBe(3);
    expect(await storage.observations(0, 9)).toEqual([]);
    expect(await storage.metricMinutes('connectRate', T0, T0 + 10 * MINUTE)).toEqual(before);
    await storage.forgetMinutes(T0 + MINUTE);
    expect(await storage.metricMinutes('connectRate', T0, T0 + 10 * MINUTE)).toEqual([before[1]]);
  });

  it('rolls up nothing that the rules have not seen', async () => {
    const { storage } = await open();
    await storage.observe([row(sample(68)), row(sample(69))]);
    const [first] = await storage.observations(0, 1);
    expect(await storage.rollUpSamples(T0 + MINUTE, first?.id ?? 0, 9)).toBe(1);
    expect(await storage.observations(0, 9)).toHaveLength(1);
  });
};

const leaseRules = (open: OpenStorage): void => {
  it('gives a lease to one process until it is over or left, with how far its work came', async () => {
    const { storage, reopen } = await open();
    const other = await reopen();
    expect(await storage.takeLease('watch', 'me', T0, 30_000)).toBe(0);
    expect(await other.takeLease('watch', 'you', T0 + 29_999, 30_000)).toBeUndefined();
    expect(await storage.advanceLease('watch', 'me', 41)).toBe(true);
    expect(await storage.takeLease('watch', 'me', T0 + 10_000, 30_000)).toBe(41);
    expect(await other.takeLease('watch', 'you', T0 + 40_000, 30_000)).toBe(41);
    expect(await storage.advanceLease('watch', 'me', 42)).toBe(false);
    await other.leaveLease('watch', 'you');
    expect(await storage.takeLease('watch', 'me', T0 + 40_000, 30_000)).toBe(41);
  });
};

const subjectRules = (open: OpenStorage): void => {
  it('finds alerts and tickets by what is known of them, the newest first', async () => {
    const { storage } = await open();
    const rows = [
      subject('ALT-1', { at: T0 }),
      subject('ALT-2', { at: T0 + 5, open: false, state: 'dismissed', endedAt: T0 + 9 }),
      subject('TKT-1', {
        kind: 'ticket',
        externalId: 'C-7',
        incident: 'INC-1',
        owner: 'lin',
        severity: 'sev2',
        department: 'tech',
      }),
    ];
    for (const one of rows) await storage.commit(commit({ stream: one.key, subject: one }));
    const [first, second, ticket] = rows;
    expect(await storage.subjects({ kind: 'alert', limit: 9 })).toEqual([second, first]);
    expect(await storage.subjects({ kind: 'alert', open: true, limit: 9 })).toEqual([first]);
    expect(await storage.subjects({ kind: 'alert', since: T0 + 1, limit: 9 })).toEqual([second]);
    expect(await storage.subjects({ kind: 'ticket', externalId: 'C-7', limit: 9 })).toEqual([
      ticket,
    ]);
    expect(
      await storage.subjects({ kind: 'ticket', incident: 'INC-1', search: '激增', limit: 9 }),
    ).toEqual([ticket]);
    expect(await storage.subjects({ kind: 'alert', scenario: 'other', limit: 9 })).toEqual([]);
    const about = { kind: 'ticket', limit: 9 };
    for (const [severity, department, found] of [
      ['sev2', 'tech', [ticket]],
      ['sev1', 'tech', []],
      ['sev2', 'legal', []],
    ] as const)
      expect(await storage.subjects({ ...about, severity, department })).toEqual(found);
  });

  it('goes on after the last one shown, and finds words that mean the same', async () => {
    const { storage } = await open();
    const rows = ['ALT-1', 'ALT-2', 'ALT-3'].map((key, n) =>
      subject(key, { at: T0 + Math.max(0, n - 1), state: n === 2 ? 'confirmed' : 'raised' }),
    );
    for (const one of rows) await storage.commit(commit({ stream: one.key, subject: one }));
    const keys = async (
      filter: Omit<Parameters<typeof storage.subjects>[0], 'kind' | 'limit'>,
    ): Promise<readonly string[]> =>
      (await storage.subjects({ kind: 'alert', limit: 9, ...filter })).map(({ key }) => key);
    expect(await keys({})).toEqual(['ALT-3', 'ALT-2', 'ALT-1']);
    expect(await keys({ after: { at: T0 + 1, key: 'ALT-3' } })).toEqual(['ALT-2', 'ALT-1']);
    expect(await keys({ after: { at: T0, key: 'ALT-2' } })).toEqual(['ALT-1']);
    expect(await keys({ until: T0 + 1 })).toEqual(['ALT-2', 'ALT-1']);
    expect(await keys({ state: 'confirmed' })).toEqual(['ALT-3']);
    expect(await keys({ anyOf: [['no such word', '激增']] })).toHaveLength(3);
    expect(await keys({ anyOf: [['激增'], ['no such word']] })).toEqual([]);
    expect(await keys({ anyOf: [[]] })).toEqual([]);
  });

  it('renews the row with every commit, and puts it right when projections are made again', async () => {
    const { storage, raw } = await open();
    const key = 'ALT-20261201-01';
    await storage.commit(commit({ stream: key, subject: subject(key) }));
    const { head } = await storage.load(key);
    const right = subject(key, { version: 2, state: 'confirmed', open: false });
    await storage.commit(
      commit({ stream: key, expected: head, events: [event(2)], subject: right }),
    );
    await raw(`UPDATE subject SET state = 'raised'`);
    const projections = { subject: right, timers: [], rooms: [], links: [], preferences: [] };
    const found = await storage.replaceProjections(key, projections);
    expect(found).toEqual([{ what: 'subject-different', where: key }]);
    expect(await storage.subjects({ kind: 'alert', limit: 9 })).toEqual([right]);
  });
};

/** What comes in from outside, and the streams without rooms. */
export const watchRules = (open: OpenStorage): void => {
  describe('observations', () => {
    observationRules(open);
    wideRules(open);
  });
  describe('metric history', () => {
    historyRules(open);
  });
  describe('leases', () => {
    leaseRules(open);
  });
  describe('alerts and tickets', () => {
    subjectRules(open);
  });
};
