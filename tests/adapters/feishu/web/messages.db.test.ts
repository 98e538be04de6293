import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markOf } from '#adapters/feishu/own-messages.ts';
import { DeliveryError, type MessageRef, type RoomRef } from '#ports/messenger.ts';
import { cardOf, createDesk, type Desk, DUTY, HOUR, LIN, LOST, OUTSIDE, QIAN } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const MESSAGES = '/open-apis/im/v1/messages';
const inRoom = (room: RoomRef = DUTY) => ({ kind: 'room', room }) as const;
const directly = (account = LIN) => ({ kind: 'direct', account }) as const;
const shown = (text: string, chat = DUTY.id) =>
  desk.feishu.messages(chat).filter((message) => message.shown.includes(text));
const directShown = (text: string) =>
  desk.feishu.direct(LIN.id).filter((message) => message.shown.includes(text));

describe('posting', () => {
  it('is one call, and says nothing of the key', async () => {
    const message = await desk.outbound.post(
      inRoom(),
      cardOf('接通率 68%'),
      desk.key('a secret key'),
    );
    expect(desk.asked()).toEqual(['POST im/v1/messages']);
    expect(shown('接通率 68%')).toMatchObject([{ id: message.id, chat: message.room }]);
    expect(JSON.stringify(shown('接通率 68%'))).not.toContain('a secret key');
  });

  it('mentions people by their account, and by name where they have none', async () => {
    const spans = [
      { mention: 'lin', name: '林悦' },
      { mention: 'wu', name: '吴静' },
    ];
    const card = cardOf('x', { elements: [{ kind: 'text', lines: [spans] }] });
    await desk.outbound.post(inRoom(), card, desk.key());
    const told = JSON.stringify(desk.feishu.messages(DUTY.id).at(-1)?.card);
    expect(told).toContain(`<at id=${LIN.id}>`);
    expect(told).toContain('吴静');
  });

  it('reaches a person by one call, and says which conversation that is', async () => {
    const { room } = await desk.outbound.post(directly(), cardOf('请关注'), desk.key());
    expect(desk.asked()).toEqual(['POST im/v1/messages']);
    expect(room).toBe(desk.feishu.directChat(LIN.id));
  });

  it('goes below the message it belongs to', async () => {
    const thread = await desk.outbound.post(inRoom(), cardOf('问'), desk.key());
    await desk.outbound.post({ ...inRoom(), thread }, cardOf('答'), desk.key());
    expect(shown('答')).toMatchObject([{ parent: thread.id }]);
  });

  it('goes into the room when the message it belongs to was recalled', async () => {
    const thread = await desk.outbound.post(inRoom(), cardOf('问'), desk.key());
    await desk.feishu.recall(LIN.id, DUTY.id, thread.id);
    await desk.outbound.post({ ...inRoom(), thread }, cardOf('答'), desk.key());
    expect(shown('答')).toHaveLength(1);
    expect(shown('答')[0]?.parent).toBeUndefined();
  });

  it('gives up on a person who is not in the app’s availability', async () => {
    const post = desk.outbound.post(directly(OUTSIDE), cardOf('x'), desk.key());
    await expect(post).rejects.toMatchObject({ disposition: 'give-up', code: '230013' });
  });

  it.each([
    ['../../x', 'invalid-chat-id'],
    ['om_1', 'invalid-chat-id'],
  ])('goes nowhere for an id that is none: %s', async (id, code) => {
    const post = desk.outbound.post(inRoom({ platform: 'feishu', id }), cardOf('x'), desk.key());
    await expect(post).rejects.toMatchObject({ disposition: 'give-up', code });
    expect(desk.asked()).toEqual([]);
  });

  it.each([
    ['removed', () => desk.feishu.removeBot(LIN.id, DUTY.id)],
    ['deleted', () => desk.feishu.dissolve(LIN.id, DUTY.id)],
  ] as const)('says how the room was lost: %s', async (code, lose) => {
    await lose();
    const post = desk.outbound.post(inRoom(), cardOf('x'), desk.key());
    await expect(post).rejects.toMatchObject({ disposition: 'room-lost', code });
  });

  it('takes a receiver that is not there for a lost room, and for a person who can’t be reached', async () => {
    desk.feishu.fail({ kind: 'error', error: '230034' }, { path: MESSAGES, times: 2 });
    await expect(desk.outbound.post(inRoom(), cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'room-lost',
    });
    await expect(desk.outbound.post(directly(), cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'give-up',
    });
  });
});

describe('a burst of changes', () => {
  it('never asks more than five a second of a chat, and ends with the last state (F-N3)', async () => {
    const message = await desk.outbound.post(inRoom(), cardOf('0%'), desk.key());
    const start = desk.clock.now();
    let pending = false;
    let at = start;
    for (let n = 1; n <= 200; n += 1) {
      desk.clock.set(Math.max(at, start + n * 10));
      try {
        await desk.outbound.update(message, cardOf(`${n}%`), desk.key());
        pending = false;
      } catch (error) {
        if (!(error instanceof DeliveryError) || error.retryAfterMs === undefined) throw error;
        pending = true;
        at = desk.clock.now() + error.retryAfterMs;
      }
    }
    if (pending) {
      desk.clock.set(at);
      await desk.outbound.update(message, cardOf('200%'), desk.key());
    }
    const patches = desk.feishu.calls
      .filter(({ method }) => method === 'PATCH')
      .map((call) => call.at);
    const most = Math.max(
      ...patches.map((from) => patches.filter((one) => one >= from && one < from + 1_000).length),
    );
    expect(most).toBeLessThanOrEqual(5);
    expect(desk.feishu.limited).toEqual([]);
    expect(shown('200%')).toHaveLength(1);
  });
});

/** An attempt of two hours ago whose answer was lost, and the key of its repetition. */
const lostLongAgo = async (to: Parameters<Desk['outbound']['post']>[0], text: string) => {
  const key = desk.key();
  desk.feishu.fail(LOST, { path: MESSAGES });
  await expect(desk.outbound.post(to, cardOf(text), key)).rejects.toMatchObject({
    disposition: 'retry',
  });
  desk.clock.set(desk.clock.now() + 2 * HOUR);
  return { ...key, uncertain: true };
};

describe('a message of unknown fate', () => {
  const places = [
    ['in a room', async () => inRoom(), shown],
    ['directly', async () => directly(), directShown],
    [
      'in a thread',
      async () => ({
        ...inRoom(),
        thread: await desk.outbound.post(inRoom(), cardOf('问'), desk.key()),
      }),
      shown,
    ],
  ] as const;

  it.each(places)('%s is not sent again within the hour (F-N1)', async (_, place, found) => {
    const to = await place();
    desk.feishu.fail(LOST, { path: MESSAGES });
    const sent = await desk.deliver(async (outbound, key) => {
      try {
        return await outbound.post(to, cardOf('只说一次'), key);
      } finally {
        desk.restart();
      }
    });
    expect(found('只说一次').map(({ id }) => id)).toEqual([sent.id]);
  });

  it.each(places)('%s is sent when it never arrived (F-N1)', async (_, place, found) => {
    const to = await place();
    desk.feishu.fail({ kind: 'drop' }, { path: MESSAGES });
    await desk.deliver((outbound, key) => outbound.post(to, cardOf('总要说'), key));
    expect(found('总要说')).toHaveLength(1);
  });

  it('is found in its room by its mark when the platform has forgotten it (F-N2)', async () => {
    const key = await lostLongAgo(inRoom(), '只说一次');
    for (let n = 0; n < 70; n += 1) await desk.feishu.say(QIAN.id, DUTY.id, `闲聊 ${n}`);
    desk.restart();
    const found = await desk.outbound.post(inRoom(), cardOf('只说一次，措辞已变'), key);
    expect(shown('只说一次').map(({ id }) => id)).toEqual([found.id]);
  });

  it('is not mistaken for what a person wrote', async () => {
    const key = { ...desk.key(), uncertain: true, since: desk.clock.now() - 2 * HOUR };
    await desk.feishu.say(QIAN.id, DUTY.id, markOf(key));
    await desk.outbound.post(inRoom(), cardOf('总要说'), key);
    expect(shown('总要说')).toHaveLength(1);
  });

  it('is sent after hours when it is not there', async () => {
    await desk.outbound.post(inRoom(), cardOf('另一条'), desk.key());
    const key = { ...desk.key(), uncertain: true, since: desk.clock.now() - 2 * HOUR };
    await desk.outbound.post(inRoom(), cardOf('总要说'), key);
    expect(shown('总要说')).toHaveLength(1);
  });

  it('is found in a direct conversation that is known', async () => {
    await desk.outbound.post(directly(), cardOf('早先'), desk.key());
    const key = await lostLongAgo(directly(), '只说一次');
    await desk.outbound.post(directly(), cardOf('只说一次'), key);
    expect(directShown('只说一次')).toHaveLength(1);
  });

  it('is left to people where it can’t be looked for, and sent when they ask for it', async () => {
    const key = await lostLongAgo(directly(), '只说一次');
    desk.restart();
    const post = () => desk.outbound.post(directly(), cardOf('只说一次'), key);
    await expect(post()).rejects.toMatchObject({ disposition: 'give-up', code: 'fate-unknown' });
    expect(directShown('只说一次')).toHaveLength(1);
    await post();
    expect(directShown('只说一次')).toHaveLength(2);
  });

  it('is left to people in a group that may not be read (230027)', async () => {
    const bare = await createDesk({ groupMessages: false });
    try {
      const key = { ...bare.key(), uncertain: true, since: bare.clock.now() - 2 * HOUR };
      const post = () => bare.outbound.post(inRoom(), cardOf('x'), key);
      await expect(post()).rejects.toMatchObject({ disposition: 'give-up', code: 'fate-unknown' });
      expect(bare.feishu.messages(DUTY.id)).toEqual([]);
      await post();
      expect(bare.feishu.messages(DUTY.id)).toHaveLength(1);
    } finally {
      await bare.close();
    }
  });
});

describe('editing', () => {
  let message: MessageRef;
  beforeEach(async () => {
    message = await desk.outbound.post(inRoom(), cardOf('10%'), desk.key());
    desk.asked();
  });

  it('is one call, and has its effect after a lost answer, too', async () => {
    desk.feishu.fail(LOST, { path: MESSAGES });
    await desk.deliver((outbound, key) => outbound.update(message, cardOf('50%'), key));
    expect(shown('50%')).toMatchObject([{ id: message.id }]);
    expect(desk.asked()).toEqual(
      Array.from({ length: 2 }, () => `PATCH im/v1/messages/${message.id}`),
    );
  });

  it('changes direct messages as well', async () => {
    const direct = await desk.outbound.post(directly(), cardOf('10%'), desk.key());
    await desk.outbound.update(direct, cardOf('50%'), desk.key());
    expect(directShown('50%')).toHaveLength(1);
  });

  it('says that a message of more than 14 days ago is gone', async () => {
    desk.clock.set(desk.clock.now() + 15 * 24 * HOUR);
    await expect(desk.outbound.update(message, cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'gone',
      code: '230031',
    });
  });

  it('says that a recalled message is gone', async () => {
    await desk.feishu.recall(LIN.id, DUTY.id, message.id);
    await expect(desk.outbound.update(message, cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'gone',
    });
  });

  it('asks for nothing under an id that is none', async () => {
    const bad = { ...message, id: '../chats/oc_duty' };
    await expect(desk.outbound.update(bad, cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'give-up',
    });
    expect(desk.asked()).toEqual([]);
  });
});
