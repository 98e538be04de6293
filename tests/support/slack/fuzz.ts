import { below, type JsonObject, pick, rngOf } from '../fuzz/json.ts';
import { type Bytes, JSON_TYPE, spoilBytes } from '../fuzz/spoil-bytes.ts';
import { spoil } from '../fuzz/spoil.ts';
import { bodyFor, INBOUND } from './fuzz-bodies.ts';

/** A request that Slack could have sent, spoilt. */
export interface FuzzCase extends Bytes {
  /** What was spoilt, for the one who must find out. */
  readonly name: string;
}

const FORM = 'application/x-www-form-urlencoded';

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
