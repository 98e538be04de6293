import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRef, MessageRef } from '#ports/messenger.ts';
import { cardOf, createDesk, type Desk, DUTY, LIN, LOST, NOBODY, OUTSIDE, QIAN } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk({ quota: { sms: 1, phone: 1 } });
});
afterEach(() => desk.close());

describe('looking people up', () => {
  it('finds them by account', async () => {
    expect(await desk.outbound.lookup({ id: LIN.id })).toMatchObject({ ...LIN, name: '林悦' });
  });

  it('finds them by address, with their name', async () => {
    const found = await desk.outbound.lookup({ email: ' qian@example.com ' });
    expect(found).toEqual({ ...QIAN, name: '钱进', email: 'qian@example.com' });
  });

  it('finds them by address where names are not permitted', async () => {
    const bare = await createDesk({ scopes: ['contact:user.id:readonly'] });
    try {
      const email = 'lin@example.com';
      expect(await bare.outbound.lookup({ email })).toEqual({ ...LIN, email });
    } finally {
      await bare.close();
    }
  });

  it('finds them by name once it has met them', async () => {
    expect(await desk.outbound.lookup({ name: '林悦' })).toBeUndefined();
    await desk.outbound.lookup({ id: LIN.id });
    expect(await desk.outbound.lookup({ name: ' 林悦 ' })).toMatchObject(LIN);
  });

  it.each([
    ['nobody', { id: NOBODY.id }],
    ['somebody the app may not see', { id: OUTSIDE.id }],
    ['an id that is none', { id: '../../im/v1/chats' }],
    ['an address that nobody has', { email: 'nobody@example.com' }],
    ['nothing', {}],
  ])('finds nobody for %s', async (_, query) => {
    expect(await desk.outbound.lookup(query)).toBeUndefined();
  });

  it('leaves a look-up that broke to its caller', async () => {
    desk.feishu.fail(LOST, { path: '/open-apis/contact' });
    await expect(desk.outbound.lookup({ id: LIN.id })).rejects.toMatchObject({
      disposition: 'retry',
    });
  });

  it('knows no language, and asks once who the bot is', async () => {
    expect(desk.outbound.localeOf(LIN.id)).toBeUndefined();
    expect(await desk.outbound.botOpenId()).toBe(desk.feishu.botOpenId);
    await desk.outbound.botOpenId();
    expect(desk.asked()).toEqual(['GET bot/v3/info']);
  });
});

describe('加急', () => {
  let message: MessageRef;
  beforeEach(async () => {
    message = await desk.outbound.post(
      { kind: 'room', room: DUTY },
      cardOf('请立即处理'),
      desk.key(),
    );
  });
  const urge = (people: readonly AccountRef[], kind: 'app' | 'sms' | 'phone') =>
    desk.outbound.urge(message, people, kind, desk.key());
  const called = () => desk.feishu.messages(DUTY.id).find(({ id }) => id === message.id)?.urgent;

  it.each(['app', 'sms', 'phone'] as const)('calls people by %s', async (kind) => {
    const all = await createDesk({
      scopes: [
        'im:message',
        'im:message.urgent',
        'im:message.urgent:sms',
        'im:message.urgent:phone',
      ],
    });
    try {
      const to = { kind: 'room', room: DUTY } as const;
      const sent = await all.outbound.post(to, cardOf('x'), all.key());
      expect(await all.outbound.urge(sent, [LIN], kind, all.key())).toEqual({
        reached: [LIN],
        failed: [],
        by: kind,
      });
      expect(all.feishu.messages(DUTY.id)[0]?.urgent[kind]).toEqual([LIN.id]);
    } finally {
      await all.close();
    }
  });

  it('becomes a buzz where calls and texts are not permitted', async () => {
    expect(await urge([LIN], 'phone')).toEqual({ reached: [LIN], failed: [], by: 'app' });
    expect(called()).toEqual({ app: [LIN.id], sms: [], phone: [] });
  });

  it('becomes gentler when the quota is used up (230024)', async () => {
    const poor = await createDesk({
      quota: { sms: 1, phone: 0 },
      scopes: [
        'im:message',
        'im:message.urgent',
        'im:message.urgent:sms',
        'im:message.urgent:phone',
      ],
    });
    try {
      const to = { kind: 'room', room: DUTY } as const;
      const sent = await poor.outbound.post(to, cardOf('x'), poor.key());
      expect(await poor.outbound.urge(sent, [LIN], 'phone', poor.key())).toMatchObject({
        by: 'sms',
      });
      expect(await poor.outbound.urge(sent, [QIAN], 'phone', poor.key())).toMatchObject({
        by: 'app',
      });
    } finally {
      await poor.close();
    }
  });

  it('names those who are not in the group, and whose id is none', async () => {
    const bad = { platform: 'feishu', id: 'x' };
    const { reached, failed } = await urge([LIN, OUTSIDE, bad], 'app');
    expect(reached).toEqual([LIN]);
    expect(failed.map(({ account }) => account)).toEqual([OUTSIDE, bad]);
  });

  it.each(['230023', '230052', '230012', '230098'])(
    'reports a refusal instead of throwing: %s',
    async (error) => {
      desk.feishu.fail({ kind: 'error', error }, { path: '/open-apis/im/v1/messages' });
      expect(await urge([LIN], 'app')).toEqual({
        reached: [],
        failed: [{ account: LIN, reason: error }],
        by: 'app',
      });
    },
  );

  it('leaves what may be repeated to its caller', async () => {
    desk.feishu.fail({ kind: 'drop' }, { path: '/open-apis/im/v1/messages' });
    await expect(urge([LIN], 'app')).rejects.toMatchObject({ disposition: 'retry' });
  });

  it('asks for nobody when there is nobody', async () => {
    desk.asked();
    expect(await urge([], 'app')).toEqual({ reached: [], failed: [], by: 'app' });
    expect(desk.asked()).toEqual([]);
  });
});
