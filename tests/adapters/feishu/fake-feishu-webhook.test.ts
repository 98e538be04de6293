import { createDecipheriv, createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import vectors from '../../fixtures/feishu/crypto-vectors.json' with { type: 'json' };
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import { createHttpServer } from '../../support/feishu/http-call.ts';
import { isObject } from '../../support/feishu/json.ts';
import { createRawApp } from '../../support/feishu/raw-app.ts';
import {
  CARD,
  shownCard,
  startByHand,
  startFeishu,
  TO_DUTY,
} from '../../support/feishu/samples.ts';
import { sealText } from '../../support/feishu/webhook.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** What the documents say an app does with a sealed body. */
const unseal = (sealed: string, encryptKey: string): string => {
  const bytes = Buffer.from(sealed, 'base64');
  const key = createHash('sha256').update(encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  return decipher.update(bytes.subarray(16), undefined, 'utf8') + decipher.final('utf8');
};

interface Got {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** An app of a few lines behind a webhook. */
const listen = async (feishu: FakeFeishu, answer: (got: Got) => unknown) => {
  const got: Got[] = [];
  const server = createHttpServer(async (call) => {
    const { encrypt } = JSON.parse(call.text) as { encrypt: string };
    const event = JSON.parse(unseal(encrypt, feishu.encryptKey)) as Got['event'];
    const one = { url: call.path, headers: call.headers, raw: call.text, event };
    got.push(one);
    call.answer(200, answer(one));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  feishu.deliverTo({ events: `${base}/events`, cards: `${base}/cards` });
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return got;
};

const start = async () => {
  const feishu = await startFeishu({ transport: 'webhook', redeliverAfterMs: [] });
  stops.push(feishu.close);
  return feishu;
};

describe('the webhook', () => {
  it.each(vectors)('seals as the vectors of $source', ({ encrypt, encrypt_key, ...rest }) => {
    const plain = unseal(encrypt, encrypt_key);
    expect(plain).toContain(rest.plaintext ?? rest.plaintext_contains);
    expect(unseal(sealText(plain, encrypt_key), encrypt_key)).toBe(plain);
  });

  it('signs the raw body with the time of the clock', async () => {
    const { feishu, clock } = await startByHand({ transport: 'webhook' });
    stops.push(feishu.close);
    const got = await listen(feishu, () => ({}));
    expect((await feishu.say('ou_lin', 'oc_duty', '一')).acked?.status).toBe(200);
    const [one] = got;
    const at = String(clock.now() / 1000);
    expect(one?.headers['x-lark-request-timestamp']).toBe(at);
    const nonce = String(one?.headers['x-lark-request-nonce']);
    const signature = createHash('sha256')
      .update(at + nonce + feishu.encryptKey + (one?.raw ?? ''))
      .digest('hex');
    expect(one?.headers['x-lark-signature']).toBe(signature);
    expect(one?.event['header']).toMatchObject({
      event_type: 'im.message.receive_v1',
      token: feishu.verificationToken,
      app_id: feishu.appId,
    });
  });

  it('sends a replay byte for byte as it was', async () => {
    const feishu = await start();
    const got = await listen(feishu, () => ({}));
    await feishu.say('ou_lin', 'oc_duty', '一');
    await feishu.replay(0);
    expect(got[1]?.raw).toBe(got[0]?.raw);
    expect(got[1]?.headers['x-lark-signature']).toBe(got[0]?.headers['x-lark-signature']);
  });

  it('wants its challenge back', async () => {
    const feishu = await start();
    let echo = true;
    await listen(feishu, ({ event }) => (echo ? { challenge: event['challenge'] } : {}));
    expect((await feishu.challenge()).status).toBe(200);
    echo = false;
    expect((await feishu.challenge()).status).toBe(0);
  });

  it('takes card callbacks to their own address and shows the reply', async () => {
    const feishu = await start();
    const got = await listen(feishu, ({ url }) =>
      url === '/cards' ? { toast: { type: 'info', content: '收到' } } : {},
    );
    const app = await createRawApp(feishu);
    const { data } = await app.call('POST', TO_DUTY, shownCard(CARD));
    await feishu.press('ou_su', String(data['message_id']), '我来');
    expect(got.map(({ url }) => url)).toEqual(['/cards']);
    expect(isObject(got[0]?.event['event'])).toBe(true);
    expect(feishu.messages('oc_duty', 'ou_su').at(-1)?.shown).toBe('收到');
  });

  it('says status 0 where nobody listens', async () => {
    const feishu = await start();
    expect((await feishu.say('ou_lin', 'oc_duty', '一')).acked?.status).toBe(0);
  });
});
