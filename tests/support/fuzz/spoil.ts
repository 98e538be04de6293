import { below, type Json, type JsonObject, own, pick, type Rng } from './json.ts';

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
  '<at id=all></at>',
  '<at id='.repeat(5_000),
  '@_user_1'.repeat(5_000),
  '../chats/oc_1',
  'om_1/../x',
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
  'encrypt',
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
export const spoil = (body: JsonObject, rng: Rng): string => {
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
