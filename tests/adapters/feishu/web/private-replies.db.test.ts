import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardOf, createDesk, type Desk, DUTY, LIN, NOBODY, QIAN } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const MESSAGES = '/open-apis/im/v1/messages';
const directShown = (text: string) =>
  desk.feishu.direct(LIN.id).filter((message) => message.shown.includes(text));
const seenBy = (account: string, text: string) =>
  desk.feishu.messages(DUTY.id, account).filter((message) => message.shown.includes(text));

describe('answering one person', () => {
  it('happens where they asked, and only they see it', async () => {
    await desk.outbound.replyPrivately(LIN, DUTY.id, cardOf('悄悄话'));
    expect(seenBy(LIN.id, '悄悄话')).toMatchObject([{ onlyFor: LIN.id }]);
    expect(seenBy(QIAN.id, '悄悄话')).toEqual([]);
    expect(desk.asked()).toEqual(['POST ephemeral/v1/send']);
  });

  it('is direct where they asked directly, and each answer comes', async () => {
    await desk.outbound.replyPrivately(LIN, undefined, cardOf('一'));
    desk.restart();
    await desk.outbound.replyPrivately(LIN, undefined, cardOf('二'));
    expect(desk.feishu.direct(LIN.id)).toHaveLength(2);
  });

  it.each([
    ['somebody outside the group', undefined],
    ['a fault', { kind: 'status', status: 500 }],
    ['a lost room', { kind: 'error', error: '232009' }],
  ] as const)('is direct when the group does not do: %s', async (_, fault) => {
    if (fault === undefined) await desk.feishu.dissolve(LIN.id, DUTY.id);
    else desk.feishu.fail(fault, { path: '/open-apis/ephemeral' });
    await desk.outbound.replyPrivately(LIN, DUTY.id, cardOf('悄悄话'));
    expect(directShown('悄悄话')).toHaveLength(1);
  });

  it('takes a card that is drawn already, such as a form', async () => {
    const drawn = {
      schema: '2.0',
      config: { update_multi: true },
      header: { title: { tag: 'plain_text', content: '表单' }, template: 'blue' },
      body: {
        direction: 'vertical',
        vertical_spacing: '8px',
        elements: [{ tag: 'markdown', content: '请填写' }],
      },
    } as const;
    await desk.outbound.replyPrivately(LIN, DUTY.id, drawn);
    expect(seenBy(LIN.id, '请填写')).toHaveLength(1);
  });

  it('in a whisper is direct, once for its key', async () => {
    const key = desk.key();
    await desk.outbound.whisper(LIN, DUTY, cardOf('悄悄话'), key);
    await desk.outbound.whisper(LIN, DUTY, cardOf('悄悄话'), { ...key, uncertain: true });
    expect(directShown('悄悄话')).toHaveLength(1);
    expect(desk.outbound.can.whisper).toBe(false);
  });

  it('fails for somebody who is not there', async () => {
    desk.feishu.fail({ kind: 'error', error: '230034' }, { path: MESSAGES });
    await expect(
      desk.outbound.replyPrivately(NOBODY, undefined, cardOf('x')),
    ).rejects.toMatchObject({ disposition: 'give-up' });
  });
});
