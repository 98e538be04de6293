import { afterEach, describe, expect, it } from 'vitest';
import type { FakeFeishuOptions } from '../../support/feishu/create-fake-feishu.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import type { Json } from '../../support/feishu/json.ts';
import { eventTemplate } from '../../support/feishu/facts.ts';
import { CARD, FORM_CARD, keysOf, startFeishu } from '../../support/feishu/samples.ts';
import { connectSdk, until } from '../../support/feishu/sdk-app.ts';

const stops: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const start = async (options: Partial<FakeFeishuOptions> = {}) => {
  const feishu = await startFeishu(options);
  stops.push(feishu.close);
  return feishu;
};

const connect = async (
  feishu: FakeFeishu,
  ...rest: Parameters<typeof connectSdk> extends [unknown, ...infer R] ? R : never
) => {
  const app = await connectSdk(feishu, ...rest);
  stops.push(app.stop);
  return app;
};

describe('the long connection, with the real SDK on it', () => {
  it('delivers what somebody says, with the bot’s mention in front, and is acknowledged', async () => {
    const feishu = await start();
    const { heard } = await connect(feishu, () => undefined);
    const { acked } = await feishu.say('ou_lin', 'oc_duty', '状态 @ou_su', { mention: true });
    expect(acked?.status).toBe(200);
    const { message, sender } = (heard[0]?.event ?? {}) as { message?: Json; sender?: Json };
    expect(message?.['content']).toBe(JSON.stringify({ text: '@_user_1 状态 @_user_2' }));
    expect(message?.['mentions']).toMatchObject([
      { key: '@_user_1', id: { open_id: feishu.botOpenId }, mentioned_type: 'bot' },
      { key: '@_user_2', id: { open_id: 'ou_su' }, name: '苏敏' },
    ]);
    expect(sender).toMatchObject({ sender_id: { open_id: 'ou_lin' }, sender_type: 'user' });
    expect(feishu.messages('oc_duty')[0]?.shown).toBe('@烽火 状态 @苏敏');
  });

  it('without the permission for all messages, only mentions and direct ones are heard', async () => {
    const feishu = await start({ groupMessages: false });
    const { heard } = await connect(feishu, () => undefined);
    expect((await feishu.say('ou_lin', 'oc_duty', '闲聊')).acked).toBeUndefined();
    await feishu.say('ou_lin', 'oc_duty', '状态', { mention: true });
    await feishu.say('ou_lin', feishu.directChat('ou_lin'), '帮助');
    expect(heard).toHaveLength(2);
  });

  it('the same gesture again has the same message_id and another event_id', async () => {
    const feishu = await start();
    const { heard } = await connect(feishu, () => undefined);
    const { id } = await feishu.say('ou_lin', 'oc_duty', '/状态');
    expect((await feishu.say('ou_lin', 'oc_duty', '/状态', { again: true })).id).toBe(id);
    expect(heard[0]?.event['event_id']).not.toBe(heard[1]?.event['event_id']);
  });

  it('a replay has the same ids, also in three parts', async () => {
    const feishu = await start();
    const { heard } = await connect(feishu, () => undefined);
    await feishu.say('ou_lin', 'oc_duty', '一');
    expect((await feishu.replay(0, { parts: 3 })).status).toBe(200);
    expect(heard[1]?.event).toEqual(heard[0]?.event);
  });

  it('an event that failed comes again until it is acknowledged', async () => {
    const feishu = await start({ redeliverAfterMs: [5, 5] });
    let left = 2;
    const { heard } = await connect(feishu, () => {
      left -= 1;
      if (left >= 0) throw new Error('not now');
    });
    const { acked } = await feishu.say('ou_lin', 'oc_duty', '一');
    expect(acked?.status).toBe(500);
    await until(() => heard.length === 3);
    expect(new Set(heard.map(({ event }) => event['event_id'])).size).toBe(1);
  });

  it('a connection that breaks or plays dead is replaced', async () => {
    const feishu = await start({ pingInterval: 1, ackTimeoutMs: 100, redeliverAfterMs: [] });
    await connect(feishu, () => undefined, { pingTimeout: 1 });
    feishu.cut();
    await until(() => feishu.connections.opened === 2);
    feishu.playDead(true);
    expect((await feishu.say('ou_lin', 'oc_duty', '一')).acked?.status).toBe(0);
    await until(() => feishu.connections.opened === 3);
    expect((await feishu.say('ou_lin', 'oc_duty', '二')).acked?.status).toBe(200);
    expect(feishu.violations).toEqual([]);
  });

  it('blames an app that has no handler for what it subscribed to', async () => {
    const feishu = await start();
    await connect(feishu, () => undefined, { kinds: [] });
    await feishu.say('ou_lin', 'oc_duty', '一');
    expect(feishu.violations).toEqual([
      'im.message.receive_v1: no im.message.receive_v1 event handle',
    ]);
  });
});

describe('events', () => {
  it('have the fields of the platform’s own samples and no other', async () => {
    const feishu = await start();
    const { send } = await connect(feishu, () => ({}));
    const id = await send('oc_duty', CARD);
    await feishu.say('ou_su', 'oc_duty', '回复', { parent: id, mention: true });
    await feishu.react('ou_su', id, 'OK');
    await feishu.react('ou_su', id, 'OK', false);
    await feishu.menu('ou_su', 'open');
    await feishu.enterDirect('ou_su');
    await feishu.join('ou_su', 'oc_duty');
    await feishu.recall('ou_su', 'oc_duty', feishu.messages('oc_duty').at(-1)?.id ?? '');
    const form = await send('oc_duty', FORM_CARD);
    await feishu.submit('ou_su', form, { title: '掉线' });
    await feishu.removeBot('ou_lin', 'oc_duty');
    await feishu.addBot('ou_lin', 'oc_duty');
    await feishu.dissolve('ou_lin', 'oc_duty');
    expect(new Set(feishu.deliveries.map(({ kind }) => kind)).size).toBe(11);
    for (const { kind, body } of feishu.deliveries) {
      const allowed = new Set(keysOf(eventTemplate(kind)));
      expect(keysOf(JSON.parse(body)).filter((key) => !allowed.has(key))).toEqual([]);
    }
  });

  it('the app hears its own reactions, marked as the app’s', async () => {
    const feishu = await start();
    const { client, send, heard } = await connect(feishu, () => ({}));
    const id = await send('oc_duty', CARD);
    await client.im.messageReaction.create({
      path: { message_id: id },
      data: { reaction_type: { emoji_type: 'OK' } },
    });
    await until(() => heard.length === 1);
    expect(heard[0]?.event).toMatchObject({ operator_type: 'app', message_id: id });
    expect(feishu.messages('oc_duty')[0]?.reactions).toEqual([
      { type: 'OK', users: [feishu.appId] },
    ]);
  });
});
