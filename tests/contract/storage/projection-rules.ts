import { describe, expect, it } from 'vitest';
import type { IncidentFilter, IncidentRow } from '#ports/storage.ts';
import type { OpenStorage } from '../storage-contract.ts';
import {
  claimKeys,
  commit,
  delivery,
  event,
  incident,
  posted,
  START,
  T0,
  timer,
} from '../storage-samples.ts';

const STREAM = 'INC-20261201-01';

const listed = (rows: readonly IncidentRow[]): readonly string[] => rows.map(({ key }) => key);

const lookupRules = (open: OpenStorage): void => {
  it('lists incidents, the latest first, open ones or of a scenario where asked', async () => {
    const { storage } = await open();
    const rows = [
      incident('INC-1', { openedAt: T0, closedAt: T0 + 5, phase: 'closed' }),
      incident('INC-2', { openedAt: T0 + 2, severity: 'major', confidential: true }),
      incident('INC-3', { openedAt: T0 + 1, scenario: 'call-surge' }),
    ];
    for (const row of rows) await storage.commit(commit({ stream: row.key, incident: row }));
    expect(listed(await storage.incidents({ limit: 9 }))).toEqual(['INC-2', 'INC-3', 'INC-1']);
    expect(listed(await storage.incidents({ open: true, limit: 1 }))).toEqual(['INC-2']);
    expect(listed(await storage.incidents({ open: false, limit: 9 }))).toEqual(['INC-1']);
    const surges = await storage.incidents({ scenario: 'call-surge', limit: 9 });
    expect(surges).toEqual([rows[2]]);
    expect((await storage.incidents({ open: true, limit: 1 }))[0]).toEqual(rows[1]);
  });

  it('lists incidents of a level, a phase or a time, and goes on after one', async () => {
    const { storage } = await open();
    const rows = [
      incident('INC-1', { openedAt: T0, severity: 'sev1', phase: 'closed' }),
      incident('INC-2', { openedAt: T0 + 5, severity: null, phase: 'triage' }),
      incident('INC-3', { openedAt: T0 + 5, severity: 'sev1', phase: 'active' }),
    ];
    for (const row of rows) await storage.commit(commit({ stream: row.key, incident: row }));
    const find = async (filter: Omit<IncidentFilter, 'limit'>) =>
      listed(await storage.incidents({ ...filter, limit: 9 }));
    expect(await find({ severity: 'sev1' })).toEqual(['INC-3', 'INC-1']);
    expect(await find({ severity: 'none' })).toEqual(['INC-2']);
    expect(await find({ phase: 'active' })).toEqual(['INC-3']);
    expect(await find({ from: T0 + 1 })).toEqual(['INC-3', 'INC-2']);
    expect(await find({ to: T0 + 5 })).toEqual(['INC-1']);
    expect(await find({ after: { openedAt: T0 + 5, key: 'INC-3' } })).toEqual(['INC-2', 'INC-1']);
    expect(await find({ after: { openedAt: T0, key: 'INC-1' } })).toEqual([]);
  });

  it('renews the row of an incident with every commit', async () => {
    const { storage } = await open();
    await storage.commit(commit({ incident: incident(STREAM) }));
    const { head } = await storage.load(STREAM);
    const resolved = incident(STREAM, { version: 2, phase: 'monitoring', resolvedAt: T0 + 9 });
    await storage.commit(commit({ expected: head, events: [event(2)], incident: resolved }));
    expect(await storage.incidents({ limit: 9 })).toEqual([resolved]);
  });

  it('searches Chinese inside words, any case, all words, and takes % and _ as they are', async () => {
    const { storage } = await open();
    await storage.commit(commit({ incident: incident(STREAM) }));
    await storage.commit(
      commit({
        stream: 'INC-2',
        incident: incident('INC-2', { search: 'inc-2 电话排队 100 done' }),
      }),
    );
    const find = async (search: string) => listed(await storage.incidents({ search, limit: 9 }));
    expect(await find('电话系统')).toEqual([STREAM]);
    expect(await find('话')).toHaveLength(2);
    expect(await find('Inc-2 100')).toEqual([STREAM, 'INC-2']);
    expect(await find('100%_')).toEqual([STREAM]);
    expect(await find('%')).toEqual([STREAM]);
    expect(await find('电话 排队')).toEqual(['INC-2']);
    expect(await find(`'; DROP TABLE incident; --`)).toEqual([]);
    expect(await find('  ')).toHaveLength(2);
  });

  it('links rooms and accounts; the newest link of an account counts', async () => {
    const { storage } = await open();
    await storage.commit(
      commit({
        rooms: [{ platform: 'slack', room: 'C1', incident: STREAM }],
        links: [
          { platform: 'slack', account: 'U1', person: 'lin' },
          { platform: 'feishu', account: 'ou1', person: 'lin' },
          { platform: 'slack', account: 'U1', person: 'wu' },
        ],
        preferences: [{ person: 'lin', locale: 'en' }],
      }),
    );
    expect(await storage.incidentOfRoom('slack', 'C1')).toBe(STREAM);
    expect(await storage.incidentOfRoom('feishu', 'C1')).toBeUndefined();
    expect(await storage.roomOf('slack', STREAM)).toBe('C1');
    expect(await storage.roomOf('feishu', STREAM)).toBeUndefined();
    expect(await storage.personOf('slack', 'U1')).toBe('wu');
    expect(await storage.linksOf('lin')).toEqual([
      { platform: 'feishu', account: 'ou1', person: 'lin' },
    ]);
    expect(await storage.localeOf('lin')).toBe('en');
    expect(await storage.localeOf('wu')).toBeUndefined();
  });

  it('remembers the messenger in which a person acted last', async () => {
    const { storage } = await open();
    expect(await storage.lastUse('lin')).toBeUndefined();
    await storage.touch('lin', { platform: 'slack' }, T0);
    await storage.touch('lin', { platform: 'feishu' }, T0 + 1);
    expect(await storage.lastUse('lin')).toEqual({ platform: 'feishu' });
    await storage.touch('lin', { platform: 'slack' }, T0 - 5);
    expect(await storage.lastUse('lin')).toEqual({ platform: 'feishu' });
  });

  it('remembers the language of the client that a person used last', async () => {
    const { storage } = await open();
    await storage.touch('lin', { platform: 'feishu', locale: 'en' }, T0);
    await storage.touch('lin', { platform: 'slack' }, T0 + 1);
    expect(await storage.lastUse('lin')).toEqual({ platform: 'slack', locale: 'en' });
    await storage.touch('lin', { platform: 'slack', locale: 'zh-CN' }, T0 + 2);
    expect(await storage.lastUse('lin')).toEqual({ platform: 'slack', locale: 'zh-CN' });
  });

  it('finds what was posted by its card and by its place', async () => {
    const { storage } = await open();
    await storage.commit(commit({ outbox: [delivery('a')] }));
    const [row] = await storage.claimOutbox('me', T0, 1_000, 1);
    if (row === undefined) throw new Error('nothing was claimed');
    const messages = [posted('2', 'status:INC-1', T0 + 1), posted('1', 'status:INC-1', T0)];
    await storage.finishOutbox('me', row, messages);
    expect(await storage.messagesOf('status:INC-1')).toEqual(messages.toReversed());
    expect(await storage.messagesOf('status:INC-2')).toEqual([]);
    expect(await storage.message('slack', 'C1', '2')).toEqual(messages[0]);
    expect(await storage.message('slack', 'C2', '2')).toBeUndefined();
    expect(await storage.roomOfMessage('slack', '2')).toBe('C1');
    expect(await storage.roomOfMessage('feishu', '2')).toBeUndefined();
  });
};

const right = {
  incident: incident(STREAM),
  timers: [timer('grade', T0 + 60_000), timer('update', T0 + 90_000)],
  rooms: [{ platform: 'slack', room: 'C1', incident: STREAM }],
  links: [{ platform: 'slack', account: 'U1', person: 'lin' }],
  preferences: [{ person: 'lin', locale: 'en' }],
};

const rebuildRules = (open: OpenStorage): void => {
  const stored = async () => {
    const under = await open();
    const { timers, ...rest } = right;
    await under.storage.commit(commit({ ...rest, timers: { set: timers, clear: [] } }));
    return under;
  };

  it('finds nothing where the projections are right, and leaves claims alone', async () => {
    const { storage } = await stored();
    await storage.claimTimers('me', T0 + 60_000, 60_000, 1);
    expect(await storage.replaceProjections(STREAM, right)).toEqual([]);
    expect(await storage.claimTimers('you', T0 + 60_000, 60_000, 9)).toEqual([]);
  });

  it('puts right what differs, is missing or is too much, and names each', async () => {
    const { storage, raw } = await stored();
    await raw(`UPDATE incident SET title = 'x', confidential = true`);
    await raw(`DELETE FROM timer WHERE id LIKE '%grade'`);
    await raw(`UPDATE timer SET rank = 1 WHERE id LIKE '%update'`);
    await raw(
      `INSERT INTO room (platform, room, incident, stream) VALUES ('slack', 'C9', '${STREAM}', '${STREAM}')`,
    );
    await raw(`UPDATE person_link SET person = 'wu'`);
    await raw(`DELETE FROM preference`);
    const findings = await storage.replaceProjections(STREAM, right);
    expect(findings).toEqual([
      { what: 'incident-different', where: STREAM },
      { what: 'timer-missing', where: right.timers[0]?.id },
      { what: 'timer-different', where: right.timers[1]?.id },
      { what: 'room-surplus', where: 'slack C9' },
      { what: 'person_link-different', where: 'slack U1' },
      { what: 'preference-missing', where: 'lin' },
    ]);
    expect(await storage.replaceProjections(STREAM, right)).toEqual([]);
    expect(await storage.incidents({ limit: 9 })).toEqual([right.incident]);
    expect(await storage.claimTimers('me', T0 + 90_000, 1, 9)).toEqual(right.timers);
    expect(await storage.incidentOfRoom('slack', 'C9')).toBeUndefined();
    expect(await storage.personOf('slack', 'U1')).toBe('lin');
  });

  it('touches neither other streams, nor the record, nor deliveries; snapshots go', async () => {
    const { storage } = await stored();
    const other = 'INC-20261201-02';
    const outbox = [delivery('a')];
    const row = incident(other);
    await storage.commit(commit({ stream: other, incident: row, outbox, snapshot: 7 }));
    const nothing = { timers: [], rooms: [], links: [], preferences: [] };
    await storage.replaceProjections(STREAM, nothing);
    expect(listed(await storage.incidents({ limit: 9 }))).toEqual([other]);
    expect(await storage.nextTimer()).toBeUndefined();
    expect((await storage.load(other)).snapshot).toEqual({ version: 1, state: 7 });
    expect(await storage.events(STREAM, 1, 9)).toHaveLength(1);
    await storage.replaceProjections(other, { ...nothing, incident: row });
    expect((await storage.load(other)).snapshot).toBeUndefined();
    expect(await claimKeys(storage)).toEqual(['a']);
  });

  it('goes on after a rebuild as before it', async () => {
    const { storage } = await stored();
    await storage.replaceProjections(STREAM, right);
    expect(await storage.commit(commit({ expected: START }))).toMatchObject({
      because: 'conflict',
    });
    expect(await storage.ready()).toBe(true);
  });
};

export const projectionRules = (open: OpenStorage): void => {
  describe('projections', () => {
    lookupRules(open);
    rebuildRules(open);
  });
};
