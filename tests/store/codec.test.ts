import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, eventRow, hashOf, storable, storedEvent } from '#store/codec.ts';
import { event, T0 } from '../contract/storage-samples.ts';

describe('canonical JSON', () => {
  it('means what was put in', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same text whatever the order of the keys, and leaves out what is undefined', () => {
    const text = '{"10":1,"9":2,"a":{"b":[1,{"x":null}],"c":"“"},"z":true}';
    const a = { z: true, a: { c: '“', b: [1, { x: null, y: undefined }] }, 9: 2, 10: 1 };
    const b = { 10: 1, 9: 2, a: { b: [1, { x: null }], c: '“' }, z: true };
    expect(canonicalJson(a)).toBe(text);
    expect(canonicalJson(b)).toBe(text);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it('writes what JSON cannot say as JSON.stringify does', () => {
    const odd = [undefined, Number.NaN, () => 1];
    expect(canonicalJson(odd)).toBe(JSON.stringify(odd));
    expect(canonicalJson(undefined)).toBe('null');
  });
});

describe('the hash of an event', () => {
  it('is sha256 of the previous hash and the canonical JSON of the whole event', () => {
    const given = event(1, { b: 1, a: '二' });
    const row = eventRow('INC-1', 7, 'abc', given);
    const { occurredAt, recordedAt, ...rest } = given;
    const whole = {
      ...rest,
      stream: 'INC-1',
      version: 7,
      occurredAt: new Date(occurredAt).toISOString(),
      recordedAt: new Date(recordedAt).toISOString(),
    };
    const expected = createHash('sha256')
      .update(`abc${canonicalJson(whole)}`)
      .digest('hex');
    expect(row.hash).toBe(expected);
    expect(hashOf('abd', row)).not.toBe(expected);
  });

  it('is of what is stored: an event that is read back has the same one', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.string({ maxLength: 9 }), (data, name) => {
        const given = { ...event(1, data), actor: { id: 'lin', name } };
        const row = eventRow('INC-1', 1, '', given);
        const { stream, version, hash, ...again } = storedEvent(row);
        expect(eventRow(stream, version, '', again).hash).toBe(hash);
      }),
      { numRuns: 30 },
    );
  });
});

describe('storable text', () => {
  it('has neither NUL nor half a surrogate pair, and is otherwise untouched', () => {
    expect(storable('a\0b\ud800c😀烽火')).toBe('ab\ufffdc😀烽火');
    expect(eventRow('s', 1, '', { ...event(T0), cause: 'x\0' }).cause).toBe('x');
  });
});
