import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRef } from '#ports/messenger.ts';
import {
  createDesk,
  type Desk,
  DUTY,
  HOUR,
  LIN,
  LOST,
  NOBODY,
  OUTSIDE,
  PLAN,
  QIAN,
} from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const CREATE = '/open-apis/im/v1/chats';
const groups = () => desk.feishu.chats().filter(({ id }) => id !== DUTY.id);

describe('opening a room', () => {
  it('is one call, with the people in it and the topic as its description', async () => {
    const { room, name } = await desk.outbound.openRoom(PLAN, desk.key());
    expect(name).toBe(PLAN.displayName);
    expect(desk.feishu.chat(room.id)).toMatchObject({
      name: PLAN.displayName,
      description: PLAN.topic,
      members: [LIN.id],
      botInside: true,
    });
    expect(desk.asked()).toEqual(['POST im/v1/chats']);
  });

  it('brings the declarer in and the card to them in two calls', async () => {
    const { room } = await desk.outbound.openRoom(PLAN, desk.key());
    const card = { title: 'x', tone: 'info', fallback: 'x', elements: [] } as const;
    await desk.outbound.post({ kind: 'room', room }, card, desk.key());
    expect(desk.asked()).toEqual(['POST im/v1/chats', 'POST im/v1/messages']);
    expect(desk.feishu.messages(room.id, LIN.id)).toHaveLength(1);
  });

  it('takes names and topics of any length (F-S4)', async () => {
    const plan = { ...PLAN, displayName: '故'.repeat(200), topic: `接通\n${'率'.repeat(300)}` };
    const { name } = await desk.outbound.openRoom(plan, desk.key());
    expect(name).toHaveLength(60);
    const [group] = groups();
    expect(group?.description).toHaveLength(100);
    expect(group?.description).toContain('接通 率');
  });

  it('is made without people when one of them can’t come; the invitation names them', async () => {
    const people = [LIN, OUTSIDE, NOBODY];
    const { room } = await desk.outbound.openRoom({ ...PLAN, people }, desk.key());
    expect(desk.asked()).toEqual(['POST im/v1/chats', 'POST im/v1/chats']);
    const { joined, failed } = await desk.outbound.invite(room, people, desk.key());
    expect(joined).toEqual([LIN]);
    expect(failed).toEqual([
      { account: OUTSIDE, reason: 'not-available' },
      { account: NOBODY, reason: 'not-existed' },
    ]);
    expect(desk.feishu.chat(room.id).members).toEqual([LIN.id]);
  });

  it('brings in fifty people at most, and nobody whose id is none', async () => {
    const many = Array.from(
      { length: 60 },
      (_, n): AccountRef => ({ platform: 'feishu', id: `ou_${n}` }),
    );
    const people = [{ platform: 'feishu', id: '../../x' }, LIN, QIAN, ...many];
    await desk.outbound.openRoom({ ...PLAN, people }, desk.key());
    const [first] = desk.feishu.calls.filter(({ path }) => path === CREATE);
    const ids = (first?.body as { user_id_list: string[] } | undefined)?.user_id_list;
    expect(ids).toHaveLength(50);
    expect(ids?.slice(0, 2)).toEqual([LIN.id, QIAN.id]);
  });

  it.each([
    ['drop', { kind: 'drop' }],
    ['500', { kind: 'status', status: 500 }],
    ['99991400', { kind: 'limited', retryAfterS: 2 }],
    ['99991663', { kind: 'error', error: '99991663' }],
    ['232019', { kind: 'error', error: '232019' }],
    ['232068', { kind: 'error', error: '232068' }],
    ['a lost answer', LOST],
  ] as const)('makes one group although there was a fault: %s (F-N1)', async (_, fault) => {
    desk.feishu.fail(fault, { path: CREATE });
    const { room } = await desk.deliver(async (outbound, key) => {
      try {
        return await outbound.openRoom(PLAN, key);
      } finally {
        desk.restart();
      }
    });
    expect(groups().map(({ id }) => id)).toEqual([room.id]);
  });

  it('survives a lost answer at any call of its repetition (F-N1)', async () => {
    for (let nth = 1; nth < 5; nth += 1) {
      const displayName = `INC-${nth}`;
      desk.feishu.fail(LOST, { path: CREATE });
      desk.feishu.fail(LOST, { nth });
      const people = nth % 2 === 0 ? [LIN, OUTSIDE] : [LIN];
      await desk.deliver((outbound, key) =>
        outbound.openRoom({ ...PLAN, displayName, people }, key),
      );
      desk.restart();
    }
    expect(groups()).toHaveLength(4);
  });

  it('is found by its name when the platform has forgotten the attempt (F-N2)', async () => {
    desk.feishu.fail(LOST, { path: CREATE });
    const key = desk.key();
    await expect(desk.outbound.openRoom(PLAN, key)).rejects.toMatchObject({ disposition: 'retry' });
    desk.restart();
    desk.clock.set(desk.clock.now() + 11 * HOUR);
    const { room } = await desk.outbound.openRoom(PLAN, { ...key, uncertain: true });
    expect(groups().map(({ id }) => id)).toEqual([room.id]);
  });

  it('is found by the incident’s key when the level has changed since', async () => {
    const key = desk.key();
    const { room } = await desk.outbound.openRoom(PLAN, key);
    desk.restart();
    desk.clock.set(desk.clock.now() + 11 * HOUR);
    const plan = { ...PLAN, displayName: '【重大】INC-20261201-01 系统故障' };
    const again = await desk.outbound.openRoom(plan, { ...key, uncertain: true });
    expect(again).toEqual({ room, name: PLAN.displayName });
  });

  it('is made when there is none to be found after all', async () => {
    const other = { ...PLAN, displayName: 'INC-20261201-02 外呼', incident: 'INC-20261201-02' };
    await desk.outbound.openRoom(other, desk.key());
    desk.restart();
    const key = { ...desk.key(), uncertain: true, since: desk.clock.now() - 11 * HOUR };
    const { name } = await desk.outbound.openRoom(PLAN, key);
    expect(name).toBe(PLAN.displayName);
    expect(groups()).toHaveLength(2);
  });
});

describe('inviting', () => {
  it('is one call for fifty people', async () => {
    const many = Array.from(
      { length: 120 },
      (_, n): AccountRef => ({ platform: 'feishu', id: `ou_${n}` }),
    );
    const { joined, failed } = await desk.outbound.invite(DUTY, [LIN, ...many], desk.key());
    expect(desk.asked()).toHaveLength(3);
    expect([joined.length, failed.length]).toEqual([1, 120]);
  });

  it('is done one after another in one group (232019)', async () => {
    await Promise.all(
      [LIN, QIAN, NOBODY].map((who) => desk.outbound.invite(DUTY, [who], desk.key())),
    );
    expect(desk.feishu.limited).toEqual([]);
  });

  it('names those whose id is none without asking for them', async () => {
    const bad = { platform: 'feishu', id: 'ou_../x' };
    expect(await desk.outbound.invite(DUTY, [bad], desk.key())).toEqual({
      joined: [],
      failed: [{ account: bad, reason: 'invalid-id' }],
    });
    expect(desk.asked()).toEqual([]);
  });

  it('is taken apart when the platform refuses all because of some', async () => {
    desk.feishu.fail(
      { kind: 'error', error: '232024' },
      { path: '/open-apis/im/v1/chats', times: 1 },
    );
    const invited = await desk.outbound.invite(DUTY, [LIN, QIAN], desk.key());
    expect(invited.joined).toEqual([LIN, QIAN]);
    expect(desk.asked()).toHaveLength(3);
  });

  it('says which person it was when only one is asked for', async () => {
    desk.feishu.fail({ kind: 'error', error: '232024' }, { path: '/open-apis/im/v1/chats' });
    const { failed } = await desk.outbound.invite(DUTY, [QIAN], desk.key());
    expect(failed).toEqual([{ account: QIAN, reason: '232024' }]);
  });

  it('has its effect after a lost answer, too (F-N1)', async () => {
    const { room } = await desk.outbound.openRoom(PLAN, desk.key());
    desk.feishu.fail(LOST, { path: '/open-apis/im/v1/chats' });
    const { joined } = await desk.deliver((outbound, key) => outbound.invite(room, [QIAN], key));
    expect(joined).toEqual([QIAN]);
    expect(desk.feishu.chat(room.id).members).toEqual([LIN.id, QIAN.id]);
  });

  it('gives up on a group from which the bot was taken, and says so', async () => {
    await desk.feishu.removeBot(LIN.id, DUTY.id);
    await expect(desk.outbound.invite(DUTY, [QIAN], desk.key())).rejects.toMatchObject({
      disposition: 'room-lost',
      code: 'removed',
    });
  });
});
