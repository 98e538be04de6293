import { afterEach, describe, expect, it } from 'vitest';
import type { FakeFeishuOptions } from '../../support/feishu/create-fake-feishu.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import { CARD, cardWith, FORM_CARD, startFeishu } from '../../support/feishu/samples.ts';
import { connectSdk } from '../../support/feishu/sdk-app.ts';

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

describe('cards', () => {
  it('show what a reader sees: names, code to copy, and no markup', async () => {
    const feishu = await start();
    const { send } = await connect(feishu, () => ({}));
    const id = await send('oc_duty', CARD);
    const shown = feishu.messages('oc_duty').find((message) => message.id === id);
    expect(shown).toMatchObject({
      shown: '系统故障\n指挥 @林悦\n可转发\n<at id=all>\n我来',
      title: '系统故障',
      colour: 'red',
      copies: 1,
      buttons: [{ label: '我来', value: { line: 'join' } }],
    });
  });

  it('a press is answered at once: a toast for the person, a new card for all', async () => {
    const feishu = await start();
    const again = cardWith([], '已有人');
    const { send, heard } = await connect(feishu, () => ({
      toast: { type: 'success', content: '收到' },
      card: { type: 'raw', data: again },
    }));
    const id = await send('oc_duty', CARD);
    expect((await feishu.press('ou_su', id, 'join')).status).toBe(200);
    expect(heard[0]?.event).toMatchObject({
      operator: { open_id: 'ou_su' },
      action: { value: { line: 'join' }, tag: 'button' },
      context: { open_message_id: id, open_chat_id: 'oc_duty' },
    });
    expect(feishu.messages('oc_duty').map(({ title }) => title)).toEqual(['已有人']);
    const [, toast] = feishu.messages('oc_duty', 'ou_su');
    expect(toast).toMatchObject({ shown: '收到', onlyFor: 'ou_su', answer: true });
    expect(feishu.violations).toEqual([]);
  });

  it('blames a reply that is no object, and one that a client would not take', async () => {
    const feishu = await start();
    let reply: unknown;
    const { send } = await connect(feishu, () => reply);
    const id = await send('oc_duty', CARD);
    await feishu.press('ou_su', id, '我来');
    reply = { toast: { type: 'done', content: 'x' }, card: CARD };
    await feishu.press('ou_su', id, '我来');
    expect(feishu.violations).toEqual([
      'card.action.trigger: answered without an object',
      'reply of a card callback: toast.type',
      'reply of a card callback: card is not {type: "raw", data: {…}}',
    ]);
    expect(feishu.messages('oc_duty', 'ou_su').map(({ title }) => title)).toEqual(['系统故障']);
  });

  it('a form gives what was filled in with what stood there, times with their zone', async () => {
    const feishu = await start();
    const { send, heard } = await connect(feishu, () => ({}));
    const id = await send('oc_duty', FORM_CARD);
    await feishu.submit('ou_su', id, { title: '掉线', since: '2026-12-01 10:15' });
    expect(heard[0]?.event['action']).toMatchObject({
      value: { form: 'open' },
      name: 'submit',
      form_value: { title: '掉线', since: '2026-12-01 10:15 +0800', level: 'major' },
    });
    await expect(feishu.submit('ou_su', id, {})).rejects.toThrow('title must be filled in');
    await expect(feishu.submit('ou_su', id, { title: '太长太长太长' })).rejects.toThrow(
      'at most 5',
    );
    await expect(feishu.submit('ou_su', id, { tittle: 'x' })).rejects.toThrow('no field tittle');
    await expect(feishu.submit('ou_su', id, { title: 'x', level: 'no' })).rejects.toThrow(
      'no choice no',
    );
  });

  it('an ephemeral card is seen by one person, and answers what they just did', async () => {
    const feishu = await start();
    const { client, send } = await connect(feishu, () => ({}));
    const ephemeral = async () =>
      client.request({
        method: 'POST',
        url: '/open-apis/ephemeral/v1/send',
        data: { chat_id: 'oc_duty', open_id: 'ou_su', msg_type: 'interactive', card: CARD },
      });
    await feishu.press('ou_su', await send('oc_duty', CARD), '我来');
    await ephemeral();
    await ephemeral();
    const whispers = feishu
      .messages('oc_duty', 'ou_su')
      .filter(({ onlyFor }) => onlyFor === 'ou_su');
    expect(whispers.map(({ answer }) => answer)).toEqual([true, false]);
    expect(feishu.messages('oc_duty', 'ou_lin')).toHaveLength(1);
  });
});
