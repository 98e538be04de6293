import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import vectors from '../../../fixtures/feishu/crypto-vectors.json' with { type: 'json' };
import { isSecret, isSigned, unseal } from '#adapters/feishu/verify.ts';
import { forgeriesOf } from '../../../support/feishu/forgeries.ts';
import {
  openWebhookHearing,
  type WebhookHearing,
} from '../../../support/feishu/inbound-hearing.ts';
import { eventOf, mentionOf, messageOf } from '../../../support/feishu/inbound-samples.ts';
import { sealText, signatureOf } from '../../../support/feishu/webhook.ts';

const KEY = 'a key';
const NOW = 1_733_018_400_000;
const BODY = '{"encrypt":"x"}';
const bytes = new TextEncoder().encode(BODY);
const signed = (at: number, nonce = 'n') => {
  const timestamp = String(Math.floor(at / 1000));
  return { timestamp, nonce, signature: signatureOf(KEY, timestamp, nonce, BODY) };
};

describe('a signature', () => {
  it.each([0, -299_000, 299_000])('holds %i ms from now', (off) => {
    expect(isSigned(KEY, signed(NOW + off), bytes, NOW)).toBe(true);
  });
  it.each([-301_000, 301_000, 86_400_000])('does not hold %i ms from now', (off) => {
    expect(isSigned(KEY, signed(NOW + off), bytes, NOW)).toBe(false);
  });
  it('does not hold with digits of the nonce lent to the time', () => {
    const { timestamp, signature } = signed(NOW, '5abc');
    const moved = { timestamp: `${timestamp}5`, nonce: 'abc', signature };
    expect(isSigned(KEY, moved, bytes, Number(moved.timestamp) * 1000)).toBe(false);
  });
  it('does not hold under an empty key, which everybody knows', () => {
    const { timestamp, nonce } = signed(NOW);
    const signature = signatureOf('', timestamp, nonce, BODY);
    expect(isSigned('', { timestamp, nonce, signature }, bytes, NOW)).toBe(false);
  });
});

describe('a sealed text', () => {
  it.each(vectors)('opens: $source', ({ encrypt, encrypt_key, ...rest }) => {
    expect(unseal(encrypt_key, encrypt)).toContain(rest.plaintext ?? rest.plaintext_contains);
  });
  it.each(['', 'x', 'AAAA', '!'.repeat(64), 'A'.repeat(44)])(
    'that is none does not: %s',
    (text) => {
      expect(unseal(KEY, text)).toBeUndefined();
    },
  );
});

describe('a secret', () => {
  it('is compared whole', () => {
    expect(isSecret('token', 'token')).toBe(true);
    expect(isSecret('toke', 'token')).toBe(false);
    expect(isSecret('', '')).toBe(false);
  });
});

/** Numbers that are the same for the same seed. */
const rngOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
};

let hearing: WebhookHearing;
beforeEach(async () => {
  hearing = await openWebhookHearing();
});
afterEach(() => hearing.close());

/** An event that opens something, with this token. */
const plainFor =
  (n: number) =>
  (token: string): string => {
    const said = messageOf(`@_user_1 open ${n}`, { mentions: [mentionOf(1, 'ou_bot', 'bot')] });
    return JSON.stringify(eventOf('im.message.receive_v1', said, token));
  };
const forgeries = (n: number) => forgeriesOf(hearing.feishu, n, plainFor(n));

it('F-S1: of 2,000 forgeries none is taken, and none is answered 5xx', {
  timeout: 60_000,
}, async () => {
  const kinds = Object.keys(forgeries(0));
  const next = rngOf(20_261_201);
  const wrong: string[] = [];
  const slow: number[] = [];
  for (let n = 0; n < 2_000; n += 1) {
    const kind = kinds[n % kinds.length] ?? '';
    const forgery = forgeries(next(1_000_000))[kind]?.();
    const urls = Object.values(hearing.urls);
    const { status, ms } = await hearing.request(forgery ?? {}, urls[n % urls.length]);
    if (status !== 401) wrong.push(`${kind}: ${status}`);
    slow.push(ms);
  }
  expect(wrong).toEqual([]);
  expect(hearing.inbox.received).toEqual([]);
  expect(slow.toSorted((a, b) => a - b)[1_980]).toBeLessThan(500);
});

it('of the same requests the one with nothing wrong is taken', async () => {
  const { encryptKey, verificationToken } = hearing.feishu;
  const said = messageOf('@_user_1 open', { mentions: [mentionOf(1, 'ou_bot', 'bot')] });
  const answer = await hearing.deliver(eventOf('im.message.receive_v1', said, verificationToken));
  expect(encryptKey).not.toBe('');
  expect(answer.status).toBe(200);
  expect(hearing.inbox.received).toHaveLength(1);
});

it('what was not sealed by Feishu is answered alike, however far it got', async () => {
  const { encryptKey } = hearing.feishu;
  const bodies = [
    JSON.stringify({ encrypt: 'A'.repeat(64) }),
    JSON.stringify({ encrypt: sealText('{}', encryptKey) }),
    JSON.stringify({ encrypt: sealText('x', 'another') }),
    JSON.stringify({
      encrypt: sealText('{"type":"url_verification","challenge":"x","token":"y"}', encryptKey),
    }),
    '{}',
    '',
  ];
  const answers = [];
  for (const body of bodies) {
    const { status, body: said } = await hearing.request({ body });
    answers.push(JSON.stringify([status, said]));
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('401');
});
