import { nowInSeconds, signatureOf } from './signing.ts';

type Headers = Readonly<Record<string, string>>;
/** A request with its headers in their order, where one may come twice. */
export interface Forged {
  readonly body: string;
  readonly headers: Headers | readonly (readonly [string, string])[];
}

/** Ways to forge; each takes a body that Slack could have sent, and a number that makes it another one. */
export const FORGERIES: Readonly<Record<string, (body: string, n: number) => Forged>> = {
  'no headers': (body) => ({ body, headers: {} }),
  'no signature': (body) => ({
    body,
    headers: { 'x-slack-request-timestamp': String(nowInSeconds()) },
  }),
  'no time': (body) => {
    const { 'x-slack-signature': signature = '' } = signatureOf(body);
    return { body, headers: { 'x-slack-signature': signature } };
  },
  'another secret': (body, n) => ({
    body,
    headers: signatureOf(body, nowInSeconds(), `other-${n}`),
  }),
  'the empty secret': (body) => ({ body, headers: signatureOf(body, nowInSeconds(), '') }),
  'a body cut short': (body, n) => ({
    body: body.slice(0, -1 - (n % 20)),
    headers: signatureOf(body),
  }),
  'a body made longer': (body) => ({ body: `${body}&x=1`, headers: signatureOf(body) }),
  'another body': (body) => ({
    body: `${body.slice(0, -1)}${body.endsWith('x') ? 'y' : 'x'}`,
    headers: signatureOf(body),
  }),
  'the signature of another request': (body, n) => ({
    body,
    headers: signatureOf(`${body}&n=${n}`),
  }),
  'the signature of nothing': (body) => ({ body, headers: signatureOf('') }),
  'a signature without its version': (body) => {
    const headers = signatureOf(body);
    const signature = headers['x-slack-signature']?.slice('v0='.length) ?? '';
    return { body, headers: { ...headers, 'x-slack-signature': signature } };
  },
  'a signature in other headers': (body) => {
    const headers = signatureOf(body);
    return {
      body,
      headers: {
        'x-slack-request-timestamp': headers['x-slack-request-timestamp'] ?? '',
        'x-hub-signature': headers['x-slack-signature'] ?? '',
        authorization: headers['x-slack-signature'] ?? '',
      },
    };
  },
  'too old': (body, n) => ({ body, headers: signatureOf(body, nowInSeconds() - 301 - n) }),
  'six minutes ahead': (body, n) => ({
    body,
    headers: signatureOf(body, nowInSeconds() + 360 + n),
  }),
  'an hour ahead': (body) => ({ body, headers: signatureOf(body, nowInSeconds() + 3_600) }),
  'milliseconds for seconds': (body) => ({ body, headers: signatureOf(body, Date.now()) }),
  'no number for a time': (body) => ({ body, headers: signatureOf(body, 'NaN') }),
  'an empty time': (body) => ({ body, headers: signatureOf(body, '') }),
  'a negative time': (body) => ({ body, headers: signatureOf(body, -nowInSeconds()) }),
  'a broken time': (body) => ({ body, headers: signatureOf(body, `${nowInSeconds()}.5`) }),
  'a hexadecimal time': (body) => ({
    body,
    headers: signatureOf(body, `0x${nowInSeconds().toString(16)}`),
  }),
  'another time than the signed one': (body) => ({
    body,
    headers: { ...signatureOf(body), 'x-slack-request-timestamp': String(nowInSeconds() - 1) },
  }),
  'a signature in capitals': (body) => {
    const headers = signatureOf(body);
    return {
      body,
      headers: {
        ...headers,
        'x-slack-signature': headers['x-slack-signature']?.toUpperCase() ?? '',
      },
    };
  },
  'another version': (body) => {
    const headers = signatureOf(body);
    const signature = headers['x-slack-signature']?.replace('v0=', 'v1=') ?? '';
    return { body, headers: { ...headers, 'x-slack-signature': signature } };
  },
  'a signature cut short': (body) => {
    const headers = signatureOf(body);
    return {
      body,
      headers: {
        ...headers,
        'x-slack-signature': headers['x-slack-signature']?.slice(0, -2) ?? '',
      },
    };
  },
  'one digit changed': (body, n) => {
    const headers = signatureOf(body);
    const digits = (headers['x-slack-signature'] ?? '').split('');
    const at = 3 + (n % 64);
    digits[at] = digits[at] === '0' ? '1' : '0';
    return { body, headers: { ...headers, 'x-slack-signature': digits.join('') } };
  },
  'the signature twice': (body) => {
    const pairs = Object.entries(signatureOf(body));
    const again = pairs.filter(([name]) => name === 'x-slack-signature');
    return { body, headers: [...pairs, ...again] };
  },
  'the time twice': (body) => {
    const pairs = Object.entries(signatureOf(body));
    const again = pairs.filter(([name]) => name === 'x-slack-request-timestamp');
    return { body, headers: [...pairs, ...again] };
  },
};
