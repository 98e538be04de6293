import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import vectors from '../../../fixtures/feishu/crypto-vectors.json' with { type: 'json' };
import { isSecret, isSigned, unseal } from '#adapters/feishu/verify.ts';
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

interface Forgery {
  readonly body: string;
  readonly headers: Record<string, string>;
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

let hearing: WebhookHearing;
beforeEach(async () => {
  hearing = await openWebhookHearing();
});
afterEach(() => hearing.close());

/** In seconds, `off` from now. */
const at = (off = 0): string => String(Math.floor(Date.now() / 1000) + off);

const changed = (forgery: Forgery, headers: Record<string, string>): Forgery => ({
  ...forgery,
  headers: { ...forgery.headers, ...headers },
});

/** A request with one thing wrong, by the kind of forgery. */
const forgeries = (n: number): Readonly<Record<string, () => Forgery>> => {
  const { encryptKey, verificationToken: token } = hearing.feishu;
  const said = messageOf(`@_user_1 open ${n}`, { mentions: [mentionOf(1, 'ou_bot', 'bot')] });
  const plain = (with_ = token): string =>
    JSON.stringify(eventOf('im.message.receive_v1', said, with_));
  const seal = (text: string, key = encryptKey): string =>
    JSON.stringify({ encrypt: sealText(text, key) });
  const sign = (body: string, timestamp = at(), nonce = `n${n}`, key = encryptKey): Forgery => ({
    body,
    headers: {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signatureOf(key, timestamp, nonce, body),
    },
  });
  const right = () => sign(seal(plain()));
  const flipped = (signature = ''): string =>
    `${signature.slice(0, n % 64)}${signature[n % 64] === '0' ? '1' : '0'}${signature.slice((n % 64) + 1)}`;
  return {
    unsigned: () => ({ ...right(), headers: {} }),
    'another key to sign': () => sign(seal(plain()), at(), 'n', `${encryptKey}x`),
    'another key to seal': () => sign(seal(plain(), 'another')),
    'another key for both': () => sign(seal(plain(), 'another'), at(), 'n', 'another'),
    'the key of nobody': () => sign(seal(plain(), ''), at(), 'n', ''),
    'signed with the token': () => sign(seal(plain()), at(), 'n', token),
    'another token': () => sign(seal(plain('another'))),
    'no token': () => sign(seal(plain(''))),
    'half a token': () => sign(seal(plain(token.slice(0, 16)))),
    stale: () => sign(seal(plain()), at(-301 - (n % 100_000))),
    'of tomorrow': () => sign(seal(plain()), at(301 + (n % 100_000))),
    'a time that is none': () =>
      sign(seal(plain()), ['NaN', '', '1e9', ' 1', '-1', `${at()}.0`, `0${at()}`][n % 7]),
    'another nonce': () => changed(right(), { 'x-lark-request-nonce': `m${n}` }),
    'no nonce': () => changed(right(), { 'x-lark-request-nonce': '' }),
    'two nonces': () => changed(right(), { 'x-lark-request-nonce': `n${n}, n${n}` }),
    'another time than signed': () => changed(right(), { 'x-lark-request-timestamp': at(1) }),
    'a digit moved from nonce to time': () => {
      const forgery = sign(seal(plain()), at(), '7abc');
      return changed(forgery, {
        'x-lark-request-timestamp': `${at()}7`,
        'x-lark-request-nonce': 'abc',
      });
    },
    'a signature with one digit changed': () => {
      const forgery = right();
      return changed(forgery, { 'x-lark-signature': flipped(forgery.headers['x-lark-signature']) });
    },
    'a signature in capitals': () => {
      const forgery = right();
      // One with no letters at all would be the same.
      return changed(forgery, {
        'x-lark-signature': `A${(forgery.headers['x-lark-signature'] ?? '').slice(1).toUpperCase()}`,
      });
    },
    'two signatures': () => {
      const { 'x-lark-signature': signature = '' } = right().headers;
      return changed(right(), { 'x-lark-signature': `${signature}, ${signature}` });
    },
    'the body cut': () => {
      const forgery = right();
      return { ...forgery, body: forgery.body.slice(0, -1 - (n % 40)) };
    },
    'the body with a space more': () => {
      const forgery = right();
      return { ...forgery, body: `${forgery.body} ` };
    },
    'in the clear, signed': () => sign(plain()),
    'in the clear, unsigned': () => ({ body: plain(), headers: {} }),
    'a card of the first generation': () => {
      const body = JSON.stringify({ open_id: 'ou_lin', token: 'c-1', action: { value: {} } });
      const signature = sha1(`${at()}n${token}${body}`);
      return changed(sign(body), { 'x-lark-signature': signature });
    },
    'a challenge with another token': () =>
      sign(seal(JSON.stringify({ type: 'url_verification', challenge: 'x', token: 'another' }))),
    'an event that calls itself a challenge': () => ({
      body: seal(JSON.stringify({ type: 'url_verification', ...JSON.parse(plain()) })),
      headers: {},
    }),
  };
};

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
    const { status, ms } = await hearing.request(
      { ...forgery, headers: { 'content-type': 'application/json', ...forgery?.headers } },
      urls[n % urls.length],
    );
    if (status !== 401 && status !== 400) wrong.push(`${kind}: ${status}`);
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
