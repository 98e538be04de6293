import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  openWebhookHearing,
  type WebhookHearing,
} from '../../../support/feishu/inbound-hearing.ts';
import {
  eventOf,
  mentionOf,
  messageOf,
  PERSON,
  ROOM,
  roomCard,
  sampleCard,
  sampleForm,
} from '../../../support/feishu/inbound-samples.ts';
import { sealedDelivery, sealText, signatureOf } from '../../../support/feishu/webhook.ts';

const STATUS = messageOf('@_user_1 status', { mentions: [mentionOf(1, 'ou_bot', 'bot')] });

let hearing: WebhookHearing;
beforeEach(async () => {
  hearing = await openWebhookHearing();
});
afterEach(() => hearing.close());

const status = () => eventOf('im.message.receive_v1', STATUS, hearing.feishu.verificationToken);

/** Any bytes, signed as Feishu signs them. */
const postSigned = (body: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
  return hearing.request({
    body,
    headers: {
      'content-type': 'application/json',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'nonce',
      'x-lark-signature': signatureOf(hearing.feishu.encryptKey, timestamp, 'nonce', text),
      ...more,
    },
  });
};

const sealedChallenge = (token: string): string =>
  JSON.stringify({
    encrypt: sealText(
      JSON.stringify({ challenge: 'abc', token, type: 'url_verification' }),
      hearing.feishu.encryptKey,
    ),
  });

describe('the address', () => {
  it('answers the question whether it is ours, which Feishu does not sign', async () => {
    const body = sealedChallenge(hearing.feishu.verificationToken);
    const answer = await hearing.request({ body, headers: { 'content-type': 'application/json' } });
    expect(answer).toMatchObject({ status: 200, body: { challenge: 'abc' } });
    expect(answer.ms).toBeLessThan(1_000);
  });

  it('answers it where it is signed, also before anybody listens', async () => {
    await hearing.stop();
    expect((await hearing.feishu.challenge()).status).toBe(200);
  });

  it('does not answer it with another token', async () => {
    const body = sealedChallenge('another');
    expect(await hearing.request({ body })).toMatchObject({ status: 401 });
    expect(await postSigned(body)).toMatchObject({ status: 401 });
  });

  it('does not answer it in the clear', async () => {
    const { verificationToken: token } = hearing.feishu;
    const body = JSON.stringify({ challenge: 'abc', token, type: 'url_verification' });
    expect(await hearing.request({ body })).toMatchObject({ status: 401 });
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('takes no %s', async (method) => {
    for (const url of Object.values(hearing.urls)) {
      const { status: code, headers, body } = await hearing.request({ method }, url);
      expect(code).toBe(405);
      expect(headers.get('allow')).toBe('POST');
      expect(body).toMatchObject({ status: 405 });
    }
  });
});

describe('what is not understood', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{"encrypt":'],
    ['deep JSON', '['.repeat(200_000)],
  ])('is answered 400 where it is signed: %s', async (_name, body) => {
    const answer = await postSigned(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.ms).toBeLessThan(500);
  });

  it.each<[string, string]>([
    ['no JSON', '{"schema":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an event of the first generation', '{"uuid":"1","token":"t","type":"event_callback"}'],
    ['an event without a type', '{"schema":"2.0","header":{"event_id":"1"},"event":{}}'],
    ['a prototype', '{"__proto__":{"schema":"2.0"}}'],
  ])('is answered 400 where it is sealed: %s', async (_name, plain) => {
    expect(await hearing.deliver(plain)).toMatchObject({ status: 400 });
    expect(hearing.inbox.received).toEqual([]);
  });

  it('is answered 400 where it is no UTF-8 or compressed', async () => {
    const { body, headers } = sealedDelivery(
      JSON.stringify(status()),
      hearing.feishu.encryptKey,
      Date.now(),
    );
    const compressed = await hearing.request({
      body: new Uint8Array(gzipSync(body)),
      headers: { ...headers, 'content-encoding': 'gzip' },
    });
    expect(compressed).toMatchObject({ status: 400 });
  });

  it('is answered 413 beyond 1 MiB', async () => {
    const answer = await postSigned(JSON.stringify({ encrypt: 'x'.repeat(1024 * 1024) }));
    expect(answer).toMatchObject({ status: 413, body: { status: 413 } });
  });

  it('is acknowledged where it is an event that nobody asked for', async () => {
    const event = eventOf('im.message.message_read_v1', {}, hearing.feishu.verificationToken);
    expect(await hearing.deliver(event)).toMatchObject({ status: 200, body: {} });
    expect(hearing.inbox.received).toEqual([]);
  });

  it('is acknowledged and logged where a known event has another shape, for it would come again', async () => {
    const { verificationToken: token } = hearing.feishu;
    const event = eventOf(
      'im.message.receive_v1',
      { message: { message_id: '../chats/oc_1' } },
      token,
    );
    expect(await hearing.deliver(event)).toMatchObject({ status: 200, body: {} });
    expect(hearing.inbox.received).toEqual([]);
    expect(hearing.logged).toContainEqual(
      expect.objectContaining({ message: 'Feishu sent something that could not be read' }),
    );
  });
});

describe('an event', () => {
  it('is taken at either address, however its JSON is written', async () => {
    const { encryptKey } = hearing.feishu;
    const sealed = sealText(JSON.stringify(status()), encryptKey);
    const spaced = `{ "encrypt":\n "${sealed.replaceAll('/', '\\/')}" }`;
    expect(await postSigned(spaced)).toMatchObject({ status: 200 });
    expect(await hearing.deliver(status(), Date.now(), hearing.urls.cards)).toMatchObject({
      status: 200,
    });
    expect(hearing.inbox.received).toMatchObject([
      { kind: 'command', line: 'status' },
      { kind: 'command', line: 'status' },
    ]);
  });

  it('is acknowledged only once it is stored', async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    hearing.inbox.answerWith(() => promise);
    let isAnswered = false;
    const answer = hearing.deliver(status()).then((given) => {
      isAnswered = true;
      return given;
    });
    await vi.waitFor(() => expect(hearing.inbox.received).toHaveLength(1));
    await new Promise((done) => setImmediate(done));
    expect(isAnswered).toBe(false);
    resolve({});
    expect(await answer).toMatchObject({ status: 200, body: {} });
  });

  it('is refused where it is not stored in time, so that it comes again', async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    hearing.inbox.answerWith(() => promise);
    const answer = await hearing.deliver(status());
    expect(answer).toMatchObject({ status: 503 });
    expect(answer.ms).toBeLessThan(3_000);
    resolve({});
  });

  it('is acknowledged where the inbox fails, and never answered 5xx', async () => {
    hearing.inbox.answerWith(() => {
      throw new Error('broken');
    });
    expect(await hearing.deliver(status())).toMatchObject({ status: 200, body: {} });
  });

  it('is answered 503 where nobody listens, so that it comes again', async () => {
    await hearing.stop();
    expect(await hearing.deliver(status())).toMatchObject({ status: 503 });
  });

  it('does not wait for Feishu, which may answer no call', async () => {
    hearing.feishu.outage({ kind: 'hang' });
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const answer = await hearing.deliver(status());
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.ms).toBeLessThan(1_000);
    hearing.feishu.outage(undefined);
  });
});

describe('a card callback', () => {
  it('is answered on its own address with what the person is told', async () => {
    const { feishu, inbox, adapter } = hearing;
    const { id } = await adapter.post(
      { kind: 'room', room: { platform: 'feishu', id: ROOM } },
      roomCard,
      { key: 'card', uncertain: false, since: Date.now() },
    );
    inbox.answerWith(() => ({ card: sampleCard }));
    const { status: code, body } = await feishu.press(PERSON, id, '我来');
    expect(code).toBe(200);
    expect(body).toEqual({ toast: { type: 'success', content: sampleCard.title } });
    expect(inbox.received).toMatchObject([{ kind: 'press', line: 'join', where: { id: ROOM } }]);
    await vi.waitFor(() =>
      expect(feishu.messages(ROOM, PERSON).at(-1)).toMatchObject({ title: sampleCard.title }),
    );
    expect(feishu.violations).toEqual([]);
  });

  it('of somebody else than the one whose form it is changes nothing on it', async () => {
    const { feishu, inbox, adapter } = hearing;
    const { id } = await adapter.post(
      { kind: 'room', room: { platform: 'feishu', id: ROOM } },
      roomCard,
      { key: 'card', uncertain: false, since: Date.now() },
    );
    inbox.answerWith(() => ({ form: sampleForm }));
    await feishu.press(PERSON, id, '定级');
    const form = () => feishu.messages(ROOM, PERSON).find(({ title }) => title === '开启事件');
    await vi.waitFor(() => expect(form()).toBeDefined());
    inbox.answerWith(() => ({ card: sampleCard }));
    const submitted = (by: string) => {
      const event = {
        operator: { open_id: by },
        token: 'c-1',
        action: { tag: 'button', value: { form: 'open' }, form_value: { scenario: 'x' } },
        context: { open_message_id: form()?.id, open_chat_id: ROOM },
      };
      return hearing.deliver(eventOf('card.action.trigger', event, feishu.verificationToken));
    };
    expect((await submitted('ou_su')).body).not.toHaveProperty('card');
    expect((await submitted(PERSON)).body).toHaveProperty('card');
  });

  it('that is none of ours is answered with an object', async () => {
    const event = {
      operator: { open_id: PERSON },
      token: 'c-1',
      action: { tag: 'button', value: { key: 'value' } },
      context: { open_message_id: 'om_1', open_chat_id: ROOM },
    };
    const body = eventOf('card.action.trigger', event, hearing.feishu.verificationToken);
    expect(await hearing.deliver(body, Date.now(), hearing.urls.cards)).toMatchObject({
      status: 200,
      body: {},
    });
    expect(hearing.inbox.received).toEqual([]);
  });
});

describe('F-E2: a captured request', () => {
  it('gets the same answer a hundred times and has no other effect', async () => {
    const { feishu, inbox } = hearing;
    inbox.answerWith(() => ({ card: sampleCard }));
    const { body, headers } = sealedDelivery(
      JSON.stringify(status()),
      feishu.encryptKey,
      Date.now(),
    );
    const answers = [];
    for (let n = 0; n < 101; n += 1)
      answers.push((await hearing.request({ body, headers })).status);
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(inbox.received).toHaveLength(1);
    await vi.waitFor(() =>
      expect(feishu.messages(ROOM, PERSON).filter(({ onlyFor }) => onlyFor)).toHaveLength(1),
    );
  });

  it('has the same receipt where Feishu signs it anew', async () => {
    const event = status();
    await hearing.deliver(event, Date.now() - 1_000);
    await hearing.deliver(event);
    const [first, second] = hearing.inbox.received;
    expect(second?.receiptId).toBe(first?.receiptId);
  });

  it('may come again where it was refused before', async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    hearing.inbox.answerWith(() => promise);
    const sealed = sealedDelivery(JSON.stringify(status()), hearing.feishu.encryptKey, Date.now());
    expect(await hearing.request(sealed)).toMatchObject({ status: 503 });
    resolve({});
    expect(await hearing.request(sealed)).toMatchObject({ status: 200 });
    expect(hearing.inbox.received).toHaveLength(2);
  });
});
