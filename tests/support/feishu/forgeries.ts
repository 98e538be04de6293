import { createHash } from 'node:crypto';
import { sealText, signatureOf } from './webhook.ts';

/** A request as somebody who is not Feishu makes it. */
export interface Forgery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Secrets {
  readonly encryptKey: string;
  readonly verificationToken: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** In seconds, `off` from now. */
const at = (off = 0): string => String(Math.floor(Date.now() / 1000) + off);

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

const changed = (forgery: Forgery, headers: Readonly<Record<string, string>>): Forgery => ({
  ...forgery,
  headers: { ...forgery.headers, ...headers },
});

const signatureIn = ({ headers }: Forgery): string => headers['x-lark-signature'] ?? '';

/** What is needed to forge, and to do it right. */
const toolsOf = ({ encryptKey }: Secrets, n: number) => {
  const seal = (text: string, key = encryptKey): string =>
    JSON.stringify({ encrypt: sealText(text, key) });
  const sign = (body: string, timestamp = at(), nonce = `n${n}`, key = encryptKey): Forgery => ({
    body,
    headers: {
      ...JSON_TYPE,
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signatureOf(key, timestamp, nonce, body),
    },
  });
  return { seal, sign };
};

type Forge = Readonly<Record<string, () => Forgery>>;

/** Wrong secrets. `plain`: an event with this token in it. */
const withOtherSecrets = (secrets: Secrets, n: number, plain: (token: string) => string): Forge => {
  const { encryptKey, verificationToken: token } = secrets;
  const { seal, sign } = toolsOf(secrets, n);
  const right = plain(token);
  return {
    'another key to sign': () => sign(seal(right), at(), 'n', `${encryptKey}x`),
    'another key to seal': () => sign(seal(right, 'another')),
    'another key for both': () => sign(seal(right, 'another'), at(), 'n', 'another'),
    'the key of nobody': () => sign(seal(right, ''), at(), 'n', ''),
    'signed with the token': () => sign(seal(right), at(), 'n', token),
    'another token': () => sign(seal(plain('another'))),
    'no token': () => sign(seal(plain(''))),
    'half a token': () => sign(seal(plain(token.slice(0, 16)))),
    'a challenge with another token': () =>
      sign(seal(JSON.stringify({ type: 'url_verification', challenge: 'x', token: 'another' }))),
  };
};

/** Not now, or not what was signed. `right`: a sealed event. */
const atOtherTimes = (secrets: Secrets, n: number, right: string): Forge => {
  const { sign } = toolsOf(secrets, n);
  const times = ['NaN', '', '1e9', ' 1', '-1', `${at()}.0`, `0${at()}`];
  return {
    stale: () => sign(right, at(-301 - (n % 100_000))),
    'of tomorrow': () => sign(right, at(301 + (n % 100_000))),
    'a time that is none': () => sign(right, times[n % times.length]),
    'another time than signed': () => changed(sign(right), { 'x-lark-request-timestamp': at(1) }),
    'another nonce': () => changed(sign(right), { 'x-lark-request-nonce': `m${n}` }),
    'no nonce': () => changed(sign(right), { 'x-lark-request-nonce': '' }),
    'two nonces': () => changed(sign(right), { 'x-lark-request-nonce': `n${n}, n${n}` }),
    'a digit moved from nonce to time': () =>
      changed(sign(right, at(), '7abc'), {
        'x-lark-request-timestamp': `${at()}7`,
        'x-lark-request-nonce': 'abc',
      }),
  };
};

const withOtherSignatures = (secrets: Secrets, n: number, sealed: string): Forge => {
  const right = toolsOf(secrets, n).sign(sealed);
  const signature = signatureIn(right);
  const digit = n % 64;
  const flipped = `${signature.slice(0, digit)}${signature[digit] === '0' ? '1' : '0'}${signature.slice(digit + 1)}`;
  return {
    unsigned: () => ({ ...right, headers: JSON_TYPE }),
    'a signature with one digit changed': () => changed(right, { 'x-lark-signature': flipped }),
    // One with no letters at all would be the same.
    'a signature in capitals': () =>
      changed(right, { 'x-lark-signature': `A${signature.slice(1).toUpperCase()}` }),
    'two signatures': () => changed(right, { 'x-lark-signature': `${signature}, ${signature}` }),
    'a signature cut short': () => changed(right, { 'x-lark-signature': signature.slice(0, -2) }),
    'the body cut': () => ({ ...right, body: right.body.slice(0, -1 - (n % 40)) }),
    'the body with a space more': () => ({ ...right, body: `${right.body} ` }),
  };
};

const inTheClear = (secrets: Secrets, n: number, plain: string): Forge => {
  const { seal, sign } = toolsOf(secrets, n);
  return {
    'in the clear, signed': () => sign(plain),
    'in the clear, unsigned': () => ({ body: plain, headers: JSON_TYPE }),
    'a card of the first generation': () => {
      const body = JSON.stringify({ open_id: 'ou_lin', token: 'c-1', action: { value: {} } });
      const signature = sha1(`${at()}n${secrets.verificationToken}${body}`);
      return changed(sign(body), { 'x-lark-signature': signature });
    },
    'an event that calls itself a challenge': () => ({
      body: seal(JSON.stringify({ type: 'url_verification', ...JSON.parse(plain) })),
      headers: JSON_TYPE,
    }),
  };
};

/** Ways to forge, each with one thing wrong. `plain`: an event, with the token it is given. */
export const forgeriesOf = (
  secrets: Secrets,
  n: number,
  plain: (token: string) => string,
): Forge => {
  const right = plain(secrets.verificationToken);
  const sealed = toolsOf(secrets, n).seal(right);
  return {
    ...withOtherSecrets(secrets, n, plain),
    ...atOtherTimes(secrets, n, sealed),
    ...withOtherSignatures(secrets, n, sealed),
    ...inTheClear(secrets, n, right),
  };
};
