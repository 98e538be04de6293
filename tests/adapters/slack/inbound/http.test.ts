import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import {
  eventOf,
  mentionOf,
  PERSON,
  sampleCard,
  sampleForm,
  slashOf,
} from '../../../support/slack/inbound-samples.ts';
import { nowInSeconds, signatureOf } from '../../../support/slack/signing.ts';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

let hearing: HttpHearing;
beforeEach(async () => {
  hearing = await openHttpHearing();
});
afterEach(() => hearing.close());

describe('the address', () => {
  it('answers the question whether it is ours', async () => {
    const asked = {
      type: 'url_verification',
      token: 't',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY',
    };
    const { status, body } = await hearing.event(asked);
    expect(status).toBe(200);
    expect(body).toEqual({ challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY' });
  });

  it('answers the check of its certificate', async () => {
    expect(await hearing.post('ssl_check=1&token=t', FORM)).toMatchObject({ status: 200 });
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('takes no %s', async (method) => {
    const { status, headers, body } = await hearing.request({ method });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('POST');
    expect(body).toMatchObject({ status: 405 });
  });

  it('says in the log that Slack has stopped to send for a while', async () => {
    const limited = { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 };
    expect(await hearing.event(limited)).toMatchObject({ status: 200 });
    expect(hearing.logged).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('30,000') }),
    );
  });
});

describe('what nobody listens to', () => {
  it.each<[string, string, string]>([
    ['nothing', '', JSON_TYPE],
    ['no JSON', '{"type":', JSON_TYPE],
    ['a number', '7', JSON_TYPE],
    ['null', 'null', JSON_TYPE],
    ['a list', '[]', JSON_TYPE],
    ['an empty object', '{}', JSON_TYPE],
    ['an unknown type', '{"type":"dialog_submission","callback_id":"x"}', JSON_TYPE],
    ['an event without one', '{"type":"event_callback","event_id":"Ev1"}', JSON_TYPE],
    [
      'an event without an id',
      JSON.stringify({ ...eventOf(mentionOf('x')), event_id: 7 }),
      JSON_TYPE,
    ],
    [
      'a mention without a room',
      JSON.stringify(eventOf({ type: 'app_mention', text: 'x' })),
      JSON_TYPE,
    ],
    ['a broken payload', 'payload=%7B', FORM],
    ['two payloads', 'payload=%7B%7D&payload=%7B%7D', FORM],
    ['an empty payload', 'payload=', FORM],
    ['a command of nobody', 'command=%2Fincident&text=status', FORM],
    ['a prototype', '{"__proto__":{"type":"event_callback"}}', JSON_TYPE],
    ['deep JSON', '['.repeat(200_000), JSON_TYPE],
    ['closed deep JSON', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, JSON_TYPE],
  ])('is answered 400 at once: %s', async (_name, body, type) => {
    const answer = await hearing.post(body, type);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    // Bolt alone would let it wait three seconds.
    expect(answer.ms).toBeLessThan(1_000);
    expect(hearing.inbox.received).toEqual([]);
  });

  it('is answered 400 where it is no UTF-8', async () => {
    expect(await hearing.post(Uint8Array.of(0x7b, 0xff, 0x7d), JSON_TYPE)).toMatchObject({
      status: 400,
    });
  });

  it.each(['utf-16', 'iso-8859-1', 'x'])('is answered 400 in the charset %s', async (charset) => {
    const body = JSON.stringify(eventOf(mentionOf('status')));
    const answer = await hearing.post(body, `${JSON_TYPE}; charset=${charset}`);
    expect(answer.status).toBe(400);
  });

  it('is answered 400 where it is compressed', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify(eventOf(mentionOf('status')))));
    const answer = await hearing.post(body, JSON_TYPE, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(400);
  });

  it('is answered 413 beyond 1 MiB', async () => {
    const body = JSON.stringify({ type: 'x'.repeat(1024 * 1024) });
    expect(await hearing.post(body, JSON_TYPE)).toMatchObject({ status: 413 });
  });

  it('is acknowledged where it is an event of a kind that the manifest does not name', async () => {
    const event = eventOf({ type: 'team_join', user: { id: PERSON, name: null } });
    expect(await hearing.event(event)).toMatchObject({ status: 200, body: undefined });
    expect(hearing.inbox.received).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  it('waits until the inbox has stored what came in, for events as well', async () => {
    let store: (() => void) | undefined;
    hearing.inbox.answerWith(
      () =>
        new Promise((resolve) => {
          store = () => resolve({});
        }),
    );
    let isAnswered = false;
    const answer = hearing.event(eventOf(mentionOf('<@U0FENGHUO> status'))).then((given) => {
      isAnswered = true;
      return given;
    });
    await vi.waitFor(() => expect(hearing.inbox.received).toHaveLength(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    store?.();
    expect(await answer).toMatchObject({ status: 200 });
  });

  it('is given once, empty, and logged where the inbox fails', async () => {
    hearing.inbox.answerWith(() => {
      throw new Error('broken');
    });
    const answer = await hearing.slash(slashOf('status'));
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(hearing.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'could not take what Slack sent' }),
    );
  });

  it('does not wait for Slack, which may answer no call', async () => {
    hearing.slack.hang(true);
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    const responseUrl = hearing.slack.responseUrl;
    const answer = await hearing.slash(slashOf('open', { response_url: responseUrl }));
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(answer.ms).toBeLessThan(1_000);
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(1));
    hearing.slack.hang(false);
    // Slack let the form wait too long; then the person is told.
    await vi.waitFor(
      () => expect(hearing.slack.calls.map(({ method }) => method)).toContain('response'),
      10_000,
    );
  });
});

describe('F-E2: what comes again', () => {
  it('gets the same answer and has no effect where the signature is the same', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const body = JSON.stringify(eventOf(mentionOf('<@U0FENGHUO> status')));
    const headers = { 'content-type': JSON_TYPE, ...signatureOf(body) };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => hearing.request({ body, headers })),
    );
    const late = await hearing.request({ body, headers });
    expect(new Set([...answers, late].map(({ status }) => status))).toEqual(new Set([200]));
    expect(hearing.inbox.received).toHaveLength(1);
    await hearing.stop();
    expect(hearing.slack.calls).toHaveLength(1);
  });

  it('repeats the answer of a command', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const body = new URLSearchParams(slashOf('status') as Record<string, string>).toString();
    const headers = { 'content-type': FORM, ...signatureOf(body) };
    const first = await hearing.request({ body, headers });
    const second = await hearing.request({ body, headers });
    expect(first.body).toMatchObject({ response_type: 'ephemeral' });
    expect(second.body).toEqual(first.body);
    expect(hearing.inbox.received).toHaveLength(1);
  });

  it('reaches the inbox under the same receipt where Slack itself sends it again', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const body = JSON.stringify(eventOf(mentionOf('<@U0FENGHUO> status')));
    const first = signatureOf(body, nowInSeconds() - 60);
    await hearing.request({ body, headers: { 'content-type': JSON_TYPE, ...first } });
    const again = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    await hearing.post(body, JSON_TYPE, again);
    const receipts = hearing.inbox.received.map(({ receiptId }) => receiptId);
    expect(receipts).toHaveLength(2);
    expect(new Set(receipts).size).toBe(1);
    await hearing.stop();
    // The answer was shown once; it is not shown again.
    expect(hearing.slack.calls).toHaveLength(1);
  });

  it('is taken though it is a repetition, for the first try may have died with us', async () => {
    const again = { 'x-slack-retry-num': '3', 'x-slack-retry-reason': 'http_timeout' };
    await hearing.event(eventOf(mentionOf('<@U0FENGHUO> status')), again);
    expect(hearing.inbox.received).toHaveLength(1);
  });

  it('is refused where it could not be recorded, so that Slack sends it again, and is taken then', async () => {
    hearing.inbox.answerWith(() => ({ again: true }));
    const body = JSON.stringify(eventOf(mentionOf('<@U0FENGHUO> status')));
    const headers = { 'content-type': JSON_TYPE, ...signatureOf(body) };
    const refused = await hearing.request({ body, headers });
    expect(refused).toMatchObject({ status: 503, body: { status: 503 } });
    hearing.inbox.answerWith(() => ({}));
    expect(await hearing.request({ body, headers })).toMatchObject({ status: 200 });
    expect(hearing.inbox.received).toHaveLength(2);
  });

  it('is taken again after a fault', async () => {
    hearing.inbox.answerWith(() => {
      throw new Error('broken');
    });
    const body = JSON.stringify(eventOf(mentionOf('<@U0FENGHUO> status')));
    const headers = { 'content-type': JSON_TYPE, ...signatureOf(body) };
    await hearing.request({ body, headers });
    await vi.waitFor(() =>
      expect(hearing.logged.some(({ level }) => level === 'error')).toBe(true),
    );
    await hearing.request({ body, headers });
    expect(hearing.inbox.received).toHaveLength(2);
  });
});

it('after it was stopped nobody listens', async () => {
  await hearing.stop();
  const answer = await hearing.event(eventOf(mentionOf('<@U0FENGHUO> status')));
  expect(answer.status).toBe(503);
  expect(hearing.inbox.received).toEqual([]);
});
