import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomRef } from '#ports/messenger.ts';
import {
  cardOf,
  createDesk,
  type Desk,
  DUTY,
  LEFT,
  LIN,
  LOST,
  NOBODY,
  PLAN,
  QIAN,
} from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const inRoom = (room: RoomRef) => ({ kind: 'room', room }) as const;
const directly = (account = LIN) => ({ kind: 'direct', account }) as const;
const shown = (text: string, channel = DUTY.id) =>
  desk.slack.messages(channel).filter((message) => message.shown.includes(text));

describe('posting', () => {
  it('is one call, and marks the message so that it can be found again', async () => {
    const incident = PLAN.incident;
    const card = cardOf('接通率 68%', { incident });
    const { id, room } = await desk.outbound.post(inRoom(DUTY), card, desk.key('a secret key'));
    expect(desk.asked()).toEqual(['chat.postMessage']);
    const [message] = shown('接通率 68%');
    expect(message).toMatchObject({ ts: id, channel: room });
    expect(message?.metadata).toMatchObject({
      event_type: 'fenghuo_delivery',
      event_payload: { incident },
    });
    // Every app of the workspace may read it.
    expect(JSON.stringify(message?.metadata)).not.toContain('a secret key');
  });

  it('mentions people by their account, and by name where they have none', async () => {
    const spans = [
      { mention: 'lin', name: '林悦' },
      { mention: 'wu', name: '吴静' },
    ];
    const card = cardOf('x', { elements: [{ kind: 'text', lines: [spans] }] });
    await desk.outbound.post(inRoom(DUTY), card, desk.key());
    const told = JSON.stringify(desk.slack.messages(DUTY.id).at(-1)?.blocks);
    expect(told).toContain(LIN.id);
    expect(told).toContain('吴静');
  });

  it('goes below the message it belongs to', async () => {
    const parent = await desk.outbound.post(inRoom(DUTY), cardOf('问'), desk.key());
    await desk.outbound.post({ ...inRoom(DUTY), thread: parent }, cardOf('答'), desk.key());
    expect(shown('答')).toMatchObject([{ thread: parent.id }]);
  });

  it('goes into the room when the message it belongs to is gone', async () => {
    const thread = { platform: 'slack', room: DUTY.id, id: '1000000000.000100' };
    await desk.outbound.post({ ...inRoom(DUTY), thread }, cardOf('答'), desk.key());
    expect(shown('答')).toHaveLength(1);
  });

  it('opens a direct conversation once for each person', async () => {
    await desk.outbound.post(directly(), cardOf('一'), desk.key());
    await desk.outbound.post(directly(), cardOf('二'), desk.key());
    expect(desk.slack.direct(LIN.id)).toHaveLength(2);
    expect(desk.asked().filter((method) => method === 'conversations.open')).toHaveLength(1);
  });

  it('gives up on a person who left or does not exist', async () => {
    for (const account of [LEFT, NOBODY])
      await expect(
        desk.outbound.post(directly(account), cardOf('x'), desk.key()),
      ).rejects.toMatchObject({ disposition: 'give-up' });
  });

  it('says how the room was lost', async () => {
    const { room } = await desk.outbound.openRoom(PLAN, desk.key());
    await desk.outbound.invite(room, [LIN], desk.key());
    await desk.slack.archive(LIN.id, room.id);
    await expect(desk.outbound.post(inRoom(room), cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'room-lost',
      code: 'archived',
    });
  });
});

describe('a message of unknown fate', () => {
  const places = [
    ['in a room', async () => inRoom(DUTY), () => desk.slack.messages(DUTY.id)],
    ['directly', async () => directly(), () => desk.slack.direct(LIN.id)],
    [
      'in a thread',
      async () => {
        const thread = await desk.outbound.post(inRoom(DUTY), cardOf('问'), desk.key());
        return { ...inRoom(DUTY), thread };
      },
      () => desk.slack.messages(DUTY.id),
    ],
  ] as const;

  it.each(places)('%s is found, not sent again (F-N1)', async (_, place, messages) => {
    const to = await place();
    desk.slack.fail(LOST, { method: 'chat.postMessage' });
    const sent = await desk.deliver(async (outbound, key) => {
      try {
        return await outbound.post(to, cardOf('只说一次'), key);
      } finally {
        desk.restart();
      }
    });
    const there = messages().filter((message) => message.shown.includes('只说一次'));
    expect(there.map(({ ts }) => ts)).toEqual([sent.id]);
  });

  it.each(places)('%s is sent when it never arrived (F-N1)', async (_, place, messages) => {
    const to = await place();
    desk.slack.fail({ kind: 'drop' }, { method: 'chat.postMessage' });
    await desk.deliver((outbound, key) => outbound.post(to, cardOf('总要说'), key));
    expect(messages().filter((message) => message.shown.includes('总要说'))).toHaveLength(1);
  });

  it('is found although its card was edited since, and hundreds of others came after it', async () => {
    desk.slack.fail(LOST, { method: 'chat.postMessage' });
    const key = desk.key();
    await desk.outbound.post(inRoom(DUTY), cardOf('旧'), key).catch(() => {});
    const [lost] = shown('旧');
    if (lost === undefined) throw new Error('the message did not arrive');
    await desk.outbound.update(
      { platform: 'slack', room: DUTY.id, id: lost.ts },
      cardOf('新'),
      desk.key(),
    );
    for (let n = 0; n < 450; n += 1) await desk.slack.say(QIAN.id, DUTY.id, `闲聊 ${n}`);
    desk.clock.set(desk.clock.now() + 5_000);
    const found = await desk.outbound.post(inRoom(DUTY), cardOf('旧'), { ...key, uncertain: true });
    expect(found.id).toBe(lost.ts);
    expect(shown('旧')).toEqual([]);
  });

  it('is not mistaken for another delivery', async () => {
    const key = desk.key();
    const first = await desk.outbound.post(inRoom(DUTY), cardOf('甲'), key);
    const other = await desk.outbound.post(inRoom(DUTY), cardOf('乙'), {
      ...desk.key(),
      uncertain: true,
      since: 0,
    });
    expect(other.id).not.toBe(first.id);
  });

  it('is looked for once more before it is sent when it may not show yet', async () => {
    const key = { ...desk.key(), uncertain: true };
    const post = () => desk.outbound.post(inRoom(DUTY), cardOf('x'), key);
    await expect(post()).rejects.toMatchObject({ code: 'unsettled', disposition: 'retry' });
    expect(shown('x')).toEqual([]);
    desk.clock.set(desk.clock.now() + 2_000);
    await post();
    expect(shown('x')).toHaveLength(1);
  });

  it('survives a lost answer at every call of its repetition (F-N1)', async () => {
    for (let nth = 1; nth < 6; nth += 1) {
      desk.slack.fail(LOST, { method: 'chat.postMessage' });
      desk.slack.fail(LOST, { nth });
      await desk.deliver((outbound, key) => outbound.post(inRoom(DUTY), cardOf(`第${nth}次`), key));
      desk.restart();
      expect(shown(`第${nth}次`)).toHaveLength(1);
    }
  });
});

describe('editing', () => {
  it('keeps blocks and mark of the message', async () => {
    const message = await desk.outbound.post(inRoom(DUTY), cardOf('10%'), desk.key());
    const before = shown('10%')[0]?.metadata;
    await desk.outbound.update(message, cardOf('50%'), desk.key());
    const [edited] = shown('50%');
    expect(edited).toMatchObject({ ts: message.id, edited: 1 });
    expect(edited?.blocks.length).toBeGreaterThan(0);
    expect(before).toBeDefined();
    expect(edited?.metadata).toEqual(before);
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'says that the message is gone: %s',
    async (error) => {
      const message = await desk.outbound.post(inRoom(DUTY), cardOf('x'), desk.key());
      desk.slack.fail({ kind: 'error', error }, { method: 'chat.update' });
      await expect(desk.outbound.update(message, cardOf('y'), desk.key())).rejects.toMatchObject({
        disposition: 'gone',
      });
    },
  );
});

const seenBy = (account: string, text: string) =>
  desk.slack.messages(DUTY.id, account).filter((message) => message.shown.includes(text));

describe('whispering', () => {
  it('is seen by one person', async () => {
    await desk.outbound.whisper(LIN, DUTY, cardOf('悄悄话'), desk.key());
    expect(seenBy(LIN.id, '悄悄话')).toMatchObject([{ onlyFor: LIN.id }]);
    expect(seenBy(QIAN.id, '悄悄话')).toEqual([]);
  });

  it('gives up on somebody outside the room, so that the app can say it directly', async () => {
    const { room } = await desk.outbound.openRoom(PLAN, desk.key());
    await expect(desk.outbound.whisper(LIN, room, cardOf('x'), desk.key())).rejects.toMatchObject({
      disposition: 'give-up',
      code: 'user_not_in_channel',
    });
  });

  it('is not repeated when it certainly arrived, and is when that is unknown', async () => {
    const key = desk.key();
    await desk.outbound.whisper(LIN, DUTY, cardOf('甲'), key);
    await desk.outbound.whisper(LIN, DUTY, cardOf('甲'), { ...key, uncertain: true });
    expect(seenBy(LIN.id, '甲')).toHaveLength(1);
    desk.slack.fail({ kind: 'drop' }, { method: 'chat.postEphemeral' });
    await desk.deliver((outbound, again) => outbound.whisper(LIN, DUTY, cardOf('乙'), again));
    expect(seenBy(LIN.id, '乙')).toHaveLength(1);
  });
});
