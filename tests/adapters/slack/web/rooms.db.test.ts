import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '#ports/messenger.ts';
import { createDesk, type Desk, GUEST, LEFT, LIN, LOST, NOBODY, PLAN, QIAN } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const incidentRooms = () => desk.slack.channels().filter(({ name }) => name.startsWith('inc-'));

describe('opening a room', () => {
  it('is one call, and private when it is to be private', async () => {
    const { room, name } = await desk.outbound.openRoom(PLAN, desk.key());
    expect(name).toBe(PLAN.asciiName);
    expect(desk.slack.channel(room.id)).toMatchObject({ name: PLAN.asciiName, kind: 'private' });
    expect(desk.asked()).toEqual(['conversations.create']);
  });

  it('is never public because private is not allowed', async () => {
    desk.slack.fail(
      { kind: 'error', error: 'restricted_action' },
      { method: 'conversations.create' },
    );
    await expect(desk.outbound.openRoom(PLAN, desk.key())).rejects.toMatchObject({
      disposition: 'reauthorise',
    });
    expect(incidentRooms()).toEqual([]);
  });

  it('makes a name of what Slack allows, whatever it is given (F-S4)', async () => {
    for (const [given, made] of [
      ['INC 2026/01 系统 Failure', 'inc-2026-01-failure'],
      ['系统故障', 'incident'],
      ['---', 'incident-2'],
      ['x'.repeat(200), 'x'.repeat(80)],
    ] as const) {
      const { name } = await desk.outbound.openRoom({ ...PLAN, asciiName: given }, desk.key());
      expect(name).toBe(made);
    }
  });

  it('counts up while names are taken, and keeps within 80 characters', async () => {
    const asciiName = 'x'.repeat(80);
    const names: string[] = [];
    for (let n = 0; n < 3; n += 1)
      names.push((await desk.outbound.openRoom({ ...PLAN, asciiName }, desk.key())).name);
    expect(names).toEqual(['x'.repeat(80), `${'x'.repeat(78)}-2`, `${'x'.repeat(78)}-3`]);
  });

  it('does not ask again for names that are known to be taken', async () => {
    for (let n = 0; n < 4; n += 1) await desk.outbound.openRoom(PLAN, desk.key());
    expect(desk.asked()).toHaveLength(4);
  });

  it('adopts the room whose creation was not answered (F-N1)', async () => {
    desk.slack.fail(LOST, { method: 'conversations.create' });
    const { room, name } = await desk.deliver((outbound, key) => outbound.openRoom(PLAN, key));
    expect(name).toBe(PLAN.asciiName);
    expect(incidentRooms().map(({ id }) => id)).toEqual([room.id]);
  });

  it('adopts it also when its name had to be counted up, in a new process (F-N1, F-C1)', async () => {
    const first = await desk.outbound.openRoom(PLAN, desk.key());
    await desk.outbound.decorate(first.room, { kind: 'purpose', text: PLAN.incident }, desk.key());
    desk.restart();
    // The first create finds the name taken, the second has an effect and no answer.
    desk.slack.fail(LOST, { method: 'conversations.create', nth: 1 });
    const { room, name } = await desk.deliver(async (outbound, key) => {
      try {
        return await outbound.openRoom(PLAN, key);
      } finally {
        desk.restart();
      }
    });
    expect(name).toBe(`${PLAN.asciiName}-2`);
    expect(room.id).not.toBe(first.room.id);
    expect(incidentRooms()).toHaveLength(2);
  });

  it.each([
    ['drop', { kind: 'drop' }],
    ['500', { kind: 'status', status: 500 }],
    ['internal_error', { kind: 'error', error: 'internal_error' }],
  ] as const)('creates one room after an attempt without effect: %s (F-N1)', async (_, fault) => {
    desk.slack.fail(fault, { method: 'conversations.create' });
    await desk.deliver((outbound, key) => outbound.openRoom(PLAN, key));
    expect(incidentRooms()).toHaveLength(1);
  });

  it('survives a lost answer at any call of a repetition (F-N1)', async () => {
    for (let nth = 0; nth < 6; nth += 1) {
      const plan = { ...PLAN, asciiName: `inc-20261201-0${nth}` };
      desk.slack.fail(LOST, { method: 'conversations.create' });
      desk.slack.fail(LOST, { nth: nth + 1 });
      await desk.deliver((outbound, key) => outbound.openRoom(plan, key));
    }
    expect(incidentRooms()).toHaveLength(6);
  });

  it('leaves rooms alone that somebody else made under such a name', async () => {
    const taken = await createDeskWithForeignRoom();
    try {
      const { name } = await taken.outbound.openRoom(PLAN, {
        ...taken.key(),
        uncertain: true,
        since: 0,
      });
      expect(name).toBe(`${PLAN.asciiName}-2`);
    } finally {
      await taken.close();
    }
  });

  it('leaves a room alone that an earlier process opened for another incident', async () => {
    await desk.outbound.openRoom({ ...PLAN, asciiName: 'inc-20261201-02-outage' }, desk.key());
    desk.restart();
    const key = { ...desk.key(), uncertain: true, since: 0 };
    expect((await desk.outbound.openRoom(PLAN, key)).name).toBe(PLAN.asciiName);
  });

  it('brings thirty through at once without one 429, within the floor and a tenth (F-N3)', async () => {
    let due = Array.from({ length: 30 }, (_, n) => ({
      plan: { ...PLAN, asciiName: `inc-20261201-${n}` },
      key: desk.key(),
      at: desk.clock.now(),
    }));
    const start = desk.clock.now();
    for (let round = 0; due.length > 0 && round < 200; round += 1) {
      const [next, ...rest] = due.toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      desk.clock.set(next.at);
      const again = await desk.outbound.openRoom(next.plan, next.key).then(
        () => [],
        (error: unknown) => {
          if (!(error instanceof DeliveryError) || error.retryAfterMs === undefined) throw error;
          return [{ ...next, at: desk.clock.now() + error.retryAfterMs }];
        },
      );
      due = [...rest, ...again];
    }
    expect(incidentRooms()).toHaveLength(30);
    expect(desk.clock.now() - start).toBeLessThanOrEqual(33_000);
    expect(desk.slack.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  });

  it('waits a moment before it counts up in doubt: Slack may not list its own room yet', async () => {
    const first = await desk.outbound.openRoom(PLAN, desk.key());
    await desk.outbound.decorate(first.room, { kind: 'purpose', text: 'INC-9' }, desk.key());
    desk.restart();
    const key = { ...desk.key(), uncertain: true };
    await expect(desk.outbound.openRoom(PLAN, key)).rejects.toMatchObject({
      code: 'unsettled',
      disposition: 'retry',
      retryAfterMs: undefined,
    });
    desk.clock.set(desk.clock.now() + 2_000);
    expect((await desk.outbound.openRoom(PLAN, key)).name).toBe(`${PLAN.asciiName}-2`);
  });
});

const createDeskWithForeignRoom = async (): Promise<Desk> =>
  createDesk({
    channels: [{ id: 'C_FOREIGN', name: PLAN.asciiName, private: true, members: [LIN.id] }],
  });

const open = async () => (await desk.outbound.openRoom(PLAN, desk.key())).room;

describe('inviting', () => {
  it('is one call for everyone who can come', async () => {
    const room = await open();
    desk.asked();
    const { joined, failed } = await desk.outbound.invite(room, [LIN, QIAN], desk.key());
    expect([joined, failed]).toEqual([[LIN, QIAN], []]);
    expect(desk.asked()).toEqual(['conversations.invite']);
  });

  it('says of everyone else why not, and brings in the rest', async () => {
    const room = await open();
    const people = [LIN, GUEST, LEFT, NOBODY, QIAN];
    const { joined, failed } = await desk.outbound.invite(room, people, desk.key());
    expect(joined).toEqual([LIN, QIAN]);
    expect(failed.map(({ account, reason }) => [account.id, reason !== ''])).toEqual([
      [GUEST.id, true],
      [LEFT.id, true],
      [NOBODY.id, true],
    ]);
  });

  it('takes who is inside as joined, and the bot as neither', async () => {
    const room = await open();
    await desk.outbound.invite(room, [LIN], desk.key());
    const bot = { platform: 'slack', id: desk.slack.bot.userId };
    expect(await desk.outbound.invite(room, [LIN], desk.key())).toEqual({
      joined: [LIN],
      failed: [],
    });
    expect(await desk.outbound.invite(room, [bot], desk.key())).toEqual({ joined: [], failed: [] });
  });

  it('takes a refusal of the whole call apart (force not honoured)', async () => {
    const room = await open();
    desk.asked();
    desk.slack.fail({ kind: 'error', error: 'user_not_found' }, { method: 'conversations.invite' });
    const { joined, failed } = await desk.outbound.invite(room, [LIN, QIAN], desk.key());
    expect([joined, failed]).toEqual([[LIN, QIAN], []]);
    expect(desk.asked()).toHaveLength(3);
  });

  it('goes on where a full bucket stopped it', async () => {
    const room = await open();
    const key = desk.key();
    const invite = { method: 'conversations.invite' };
    desk.slack.fail({ kind: 'error', error: 'user_not_found' }, invite);
    desk.slack.fail({ kind: 'limited', retryAfterS: 30 }, { ...invite, nth: 2 });
    const first = desk.outbound.invite(room, [LIN, QIAN], key);
    await expect(first).rejects.toMatchObject({ code: 'limited' });
    desk.clock.set(desk.clock.now() + 30_000);
    desk.asked();
    const { joined } = await desk.outbound.invite(room, [LIN, QIAN], key);
    expect(joined).toEqual([LIN, QIAN]);
    expect(desk.asked()).toHaveLength(1);
    expect(desk.slack.calls.at(-1)?.args).toMatchObject({ users: QIAN.id });
  });

  it('goes in hundreds (F-S4)', async () => {
    const room = await open();
    const people = Array.from({ length: 200 }, (_, n) => ({ platform: 'slack', id: `U_${n}` }));
    desk.asked();
    const { failed } = await desk.outbound.invite(room, [...people, LIN], desk.key());
    expect(failed).toHaveLength(200);
    expect(desk.slack.channel(room.id).members).toContain(LIN.id);
    expect(desk.asked()).toHaveLength(3);
  });

  it('has the effect of once after a lost answer (F-N1)', async () => {
    const room = await open();
    desk.slack.fail(LOST, { method: 'conversations.invite' });
    const { joined } = await desk.deliver((outbound, key) =>
      outbound.invite(room, [LIN, QIAN], key),
    );
    expect(joined).toEqual([LIN, QIAN]);
  });

  it('says that the room is lost when somebody archived it', async () => {
    const room = await open();
    await desk.outbound.invite(room, [LIN], desk.key());
    await desk.slack.archive(LIN.id, room.id);
    await expect(desk.outbound.invite(room, [QIAN], desk.key())).rejects.toMatchObject({
      disposition: 'room-lost',
      code: 'archived',
    });
  });
});
