import { below, pick, type Rng } from './json.ts';

/** A request as it goes over HTTP. */
export interface Bytes {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const JSON_TYPE = 'application/json';

const encoder = new TextEncoder();

const CONTENT_TYPES = [
  '',
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  JSON_TYPE,
];

/** Spoils the bytes, or what is said about them. */
export const spoilBytes = (text: string, contentType: string, rng: Rng): Bytes => {
  const bytes = encoder.encode(text);
  const plain = { body: bytes, contentType, headers: {} };
  switch (below(rng, 8)) {
    case 0:
      return { ...plain, body: bytes.slice(0, below(rng, bytes.length)) };
    case 1: {
      const spoilt = bytes.slice();
      for (let n = 0; n < 5; n += 1) spoilt[below(rng, spoilt.length)] = below(rng, 256);
      return { ...plain, body: spoilt };
    }
    case 2:
      return { ...plain, contentType: pick(rng, CONTENT_TYPES) };
    case 3:
      return { ...plain, headers: { 'content-encoding': pick(rng, ['gzip', 'br', 'x']) } };
    case 4:
      return { ...plain, body: encoder.encode(`${text}&${text}`) };
    case 5:
      return { ...plain, body: encoder.encode('['.repeat(below(rng, 300_000))) };
    case 6:
      return {
        ...plain,
        headers: { 'x-slack-retry-num': pick(rng, ['NaN', '-1', '1e9', 'x'.repeat(200)]) },
      };
    default:
      return { ...plain, body: new Uint8Array(0) };
  }
};
