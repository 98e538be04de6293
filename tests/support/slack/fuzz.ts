import {
  below,
  bodyFor,
  INBOUND,
  type Json,
  type JsonObject,
  own,
  pick,
  type Rng,
  rngOf,
} from './fuzz-bodies.ts';

/** A request that Slack could have sent, spoilt. */
export interface FuzzCase {
  /** What was spoilt, for the one who must find out. */
  readonly name: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

const nested = (levels: number): Json => {
  let value: Json = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

const WEIRD: readonly string[] = [
  '\0',
  '\ud800',
  '\u202e\u2066',
  '\u200b\u200d\ufeff',
  '👩‍👩‍👧‍👦'.repeat(50),
  '<!channel> <@U1|x> <https://x|y>',
  '<'.repeat(5_000),
  '<@'.repeat(5_000),
  '&amp;'.repeat(5_000),
  '../../etc/passwd',
  '{"line":1}',
  '{"__proto__":{"line":"x"}}',
  '1e999',
  '-1.5',
  '99999999999999999999.999999',
];

/** A value of another kind than what belongs there. */
const strange = (rng: Rng): Json => {
  switch (below(rng, 14)) {
    case 0:
      return null;
    case 1:
      return rng() < 0.5;
    case 2:
      return pick(rng, [0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2]);
    case 3:
      return '';
    case 4:
      return [];
    case 5:
      return {};
    case 6:
      return [null, {}, [], 'x'];
    case 7:
      return 'x'.repeat(below(rng, 200_000));
    case 8:
      return nested(below(rng, 900));
    case 9:
      return JSON.parse('{"__proto__":{"type":"x"},"constructor":{"prototype":1}}') as Json;
    case 10:
      return Array.from({ length: below(rng, 3_000) }, () => 'x');
    default:
      return pick(rng, WEIRD);
  }
};

const PROTOTYPE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
];

interface Place {
  readonly node: JsonObject;
  readonly key: string;
}

const placesIn = (value: Json): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(placesIn);
  return Object.keys(value).flatMap((key) => [
    { node: value, key },
    ...placesIn(value[key] as Json),
  ]);
};

/** Spoils one place, and says how. */
const spoil = (body: JsonObject, rng: Rng): string => {
  const places = placesIn(body);
  if (places.length === 0) return 'nothing left';
  // Half of the time near the top, where what is read stands.
  const near = places.filter(({ node }) => node === body || node === body['event']);
  const { node, key } = pick(rng, rng() < 0.5 && near.length > 0 ? near : places);
  switch (below(rng, 5)) {
    case 0:
      delete node[key];
      return `drop ${key}`;
    case 1:
      own(node, pick(rng, PROTOTYPE_KEYS), strange(rng));
      return `prototype key beside ${key}`;
    case 2:
      own(node, key, [node[key] as Json]);
      return `list around ${key}`;
    case 3: {
      const other = pick(rng, places);
      own(node, key, structuredClone(other.node[other.key] as Json));
      return `${other.key} in the place of ${key}`;
    }
    default:
      own(node, key, strange(rng));
      return `strange ${key}`;
  }
};

const encoder = new TextEncoder();

const formOf = (body: JsonObject): string =>
  new URLSearchParams(
    Object.entries(body).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString();

const encode = (shape: string, body: JsonObject): readonly [string, string] => {
  if (shape.startsWith('event:')) return [JSON.stringify(body), JSON_TYPE];
  if (shape === 'in:slash') return [formOf(body), FORM];
  return [new URLSearchParams({ payload: JSON.stringify(body) }).toString(), FORM];
};

const CONTENT_TYPES = [
  '',
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data',
  FORM,
  JSON_TYPE,
];

/** Spoils the bytes, or what is said about them. */
const spoilBytes = (text: string, contentType: string, rng: Rng): Omit<FuzzCase, 'name'> => {
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

/** `count` requests made from Slack's official shapes; the same for the same seed. */
export function* fuzzCases(seed: number, count: number): Generator<FuzzCase> {
  const rng = rngOf(seed);
  for (let n = 0; n < count; n += 1) {
    const shape = pick(rng, INBOUND);
    const body = bodyFor(shape, rng);
    const spoilt = Array.from({ length: below(rng, 4) }, () => spoil(body, rng));
    const [text, contentType] = encode(shape, body);
    const name = [`#${n}`, shape, ...spoilt].join(', ');
    if (rng() < 0.15) yield { name: `${name}, bytes`, ...spoilBytes(text, contentType, rng) };
    else yield { name, body: encoder.encode(text), contentType, headers: {} };
  }
}
