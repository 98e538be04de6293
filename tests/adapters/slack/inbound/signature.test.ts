import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSigned } from '#adapters/slack/verify.ts';
import { FORGERIES } from '../../../support/slack/forgeries.ts';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import { IDENTITY } from '../../../support/slack/identity.ts';
import { slashOf } from '../../../support/slack/inbound-samples.ts';
import { nowInSeconds, signatureOf } from '../../../support/slack/signing.ts';

const FORM = 'application/x-www-form-urlencoded';
const bodyOf = (text: string): string =>
  new URLSearchParams(slashOf(text) as Readonly<Record<string, string>>).toString();

let hearing: HttpHearing;
beforeAll(async () => {
  hearing = await openHttpHearing();
});
afterAll(() => hearing.close());

describe('F-S1: nothing but what Slack signed is taken', () => {
  it.each(Object.entries(FORGERIES))('refuses %s', async (_name, forge) => {
    const { body, headers } = forge(bodyOf('status'), 1);
    const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
    const answer = await hearing.request({ body, headers: [['content-type', FORM], ...pairs] });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Unauthorized', status: 401 });
    expect(hearing.inbox.received).toEqual([]);
  });

  it('refuses 2,000 forgeries, each without effect', async () => {
    const forgeries = Object.values(FORGERIES);
    const statuses = new Map<number, number>();
    for (let n = 0; n < 2_000; n += 50) {
      const batch = Array.from({ length: 50 }, (_, k) => {
        const { body, headers } = forgeries[(n + k) % forgeries.length]?.(
          bodyOf(`n${n + k}`),
          n + k,
        ) ?? {
          body: '',
          headers: {},
        };
        const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
        return hearing.request({ body, headers: [['content-type', FORM], ...pairs] });
      });
      for (const { status } of await Promise.all(batch))
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 401: 2_000 });
    expect(hearing.inbox.received).toEqual([]);
  });

  it.each([-299, 0, 299])('takes what was signed %i seconds from now', async (offset) => {
    const body = bodyOf('status');
    const before = hearing.inbox.received.length;
    const headers = { 'content-type': FORM, ...signatureOf(body, nowInSeconds() + offset) };
    expect(await hearing.request({ body, headers })).toMatchObject({ status: 200 });
    expect(hearing.inbox.received).toHaveLength(before + 1);
  });

  it('does not care for the case of header names', async () => {
    const body = bodyOf('status');
    const signed = signatureOf(body);
    const headers = {
      'Content-Type': FORM,
      'X-SLACK-Request-Timestamp': signed['x-slack-request-timestamp'] ?? '',
      'X-Slack-SIGNATURE': signed['x-slack-signature'] ?? '',
    };
    expect(await hearing.request({ body, headers })).toMatchObject({ status: 200 });
  });

  it('accepts nothing at all while the secret is empty', () => {
    const body = new TextEncoder().encode('x');
    const headers = signatureOf('x', nowInSeconds(), '');
    const signed = {
      timestamp: headers['x-slack-request-timestamp'],
      signature: headers['x-slack-signature'],
    };
    expect(isSigned('', signed, body, Date.now())).toBe(false);
  });

  it('agrees with the example on the page of the platform', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const signed = {
      timestamp: '1531420618',
      signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    expect(isSigned(secret, signed, new TextEncoder().encode(body), 1_531_420_618_000)).toBe(true);
  });

  it('is what the fake signs with', () => {
    expect(IDENTITY.signingSecret).not.toBe('');
  });
});
