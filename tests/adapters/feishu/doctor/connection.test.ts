import { describe, expect, it } from 'vitest';
import {
  byWebhook,
  check,
  DISCOVERY,
  feishuThat,
  hidden,
  oneOf,
  refusal,
  wrongs,
} from '../../../support/feishu/doctor-desk.ts';

describe('the way in', () => {
  it.each([
    [1_000_040_350, 'an app has 50 long connections at most'],
    [1_000_040_343, 'try again later'],
    [1_000_040_351, 'FEISHU_DOMAIN='],
    [403, 'FEISHU_TRANSPORT=webhook'],
  ])('says what to do where no long connection can be opened: %i', async (code, mend) => {
    const feishu = await feishuThat();
    feishu.fail(refusal(code), { path: DISCOVERY });
    const found = await oneOf(check(feishu), 'feishu long connection');
    expect(found).toMatchObject({ ok: false });
    expect(found?.mend?.en).toContain(mend);
  });

  it('names the addresses of the webhook, and asks for no connection', async () => {
    const feishu = await feishuThat({ transport: 'webhook' });
    const found = await oneOf(check(feishu, byWebhook(feishu)), 'feishu webhook');
    expect(found).toMatchObject({ ok: true });
    expect(found?.mend).toBeUndefined();
    expect(found?.said.en).toBe(
      'the addresses are https://fire.example.com/feishu/events and https://fire.example.com/feishu/cards',
    );
    expect(feishu.calls.map(({ path }) => path)).not.toContain(DISCOVERY);
  });

  it('points out that an address of this machine cannot be called', async () => {
    const feishu = await feishuThat({ transport: 'webhook' });
    const publicUrl = 'http://localhost:3000';
    const found = await oneOf(check(feishu, { ...byWebhook(feishu), publicUrl }), 'feishu webhook');
    expect(found?.mend?.en).toContain('PUBLIC_URL');
  });

  it('tells keys of the webhook that were copied twice', async () => {
    const feishu = await feishuThat({ transport: 'webhook' });
    const key = hidden(feishu.encryptKey);
    const transport = { kind: 'webhook', encryptKey: key, verificationToken: key } as const;
    expect((await wrongs(check(feishu, { transport })))[0]).toContain('are the same');
  });
});
