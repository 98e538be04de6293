/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };
export type Rng = () => number;

/** mulberry32: small, fast, and the same everywhere. */
export const rngOf = (seed: number): Rng => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const below = (rng: Rng, end: number): number => Math.floor(rng() * end);
export const pick = <T>(rng: Rng, items: readonly T[]): T => items[below(rng, items.length)] as T;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a key as JSON.parse does it: `__proto__` is one like any other. */
export const own = (node: JsonObject, key: string, value: Json): void => {
  Object.defineProperty(node, key, { value, enumerable: true, writable: true, configurable: true });
};
