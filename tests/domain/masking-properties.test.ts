import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckCharacter, passesLuhn } from '#domain/check-digits.ts';
import { findPersonalData, maskText } from '#domain/masking.ts';
import { shippedPolicy } from '../support/policy.ts';

const rules = shippedPolicy.common.mask;
const mask = (text: string): string => maskText(text, rules);

const RUNS = { numRuns: 2_000 };
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const digitsBetween = (minLength: number, maxLength: number) =>
  fc.integer({ min: minLength, max: maxLength }).chain(digits);

const cut = (number: string, lengths: readonly number[], separator: string): string => {
  let from = 0;
  return lengths.map((length) => number.slice(from, (from += length))).join(separator);
};
const separator = fc.constantFrom(' ', '-', ' - ', '.', '\u3000', '–', '\u00A0');
const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const mobile = fc
  .tuple(fc.constantFrom('13', '14', '15', '16', '17', '18', '19'), digits(9))
  .map((parts) => parts.join(''));
const groupings = fc.constantFrom([11], [3, 4, 4], [3, 8], [7, 4], [4, 3, 4]);
const writtenMobile = fc
  .tuple(
    mobile,
    groupings,
    separator,
    fc.constantFrom('', '+86', '+86 ', '86-', '0086', '0'),
    fc.boolean(),
  )
  .map(([number, lengths, between, prefix, isWide]) => {
    const written = prefix + cut(number, lengths, between);
    return { number, written: isWide ? wide(written) : written };
  });

const date = fc
  .tuple(
    fc.integer({ min: 1900, max: 2099 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''));
const identity = fc
  .tuple(fc.integer({ min: 110_000, max: 659_999 }), date, digits(3))
  .map((parts) => parts.join(''))
  .map((body) => body + identityCheckCharacter(body));

const card = digitsBetween(14, 17)
  .map((body) => `6${body}`)
  .map((body) => body + (Array.from('0123456789').find((last) => passesLuhn(body + last)) ?? ''));

/** Anything, but not such that the number becomes part of a longer one or of an order number. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('客户电话：卡号 ，。*x\n-+()（）订单abcZ')),
    maxLength: 12,
  }),
  digitsBetween(1, 8),
);
const before = anything.map((text) => text.replace(/[\dA-Za-z０-９Ａ-Ｚａ-ｚ]+$/, ''));
const after = anything.map((text) => text.replace(/^[\dXx０-９Ｘｘ]+/, ''));

const halfWidthDigits = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[^\dXx]/g, '');

describe('masking, whatever the text', () => {
  it('S4-04: lets no mobile number through, however it is written', () => {
    fc.assert(
      fc.property(before, writtenMobile, after, (left, { number, written }, right) => {
        const masked = mask(left + written + right);
        expect(masked).not.toContain(written);
        expect(halfWidthDigits(masked)).not.toContain(number);
      }),
      RUNS,
    );
  });

  it('S4-02: lets no identity number through', () => {
    fc.assert(
      fc.property(before, identity, after, (left, number, right) => {
        expect(mask(left + number + right)).not.toContain(number.slice(0, 14));
      }),
      RUNS,
    );
  });

  it('S4-19: lets no bank card through, unless it is called an order', () => {
    fc.assert(
      fc.property(before, card, after, (left, number, right) => {
        fc.pre(!/订单|单号|order/i.test(left));
        expect(mask(left + number + right)).not.toContain(number);
      }),
      RUNS,
    );
  });

  it('S4-25: lets every order number through', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ')),
      minLength: 2,
      maxLength: 2,
    });
    const order = fc.tuple(letters, digitsBetween(6, 17)).map((parts) => parts.join(''));
    const word = anything.map((text) => text.replace(/[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+$/, ''));
    const rest = anything.map((text) => text.replace(/^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+/, ''));
    fc.assert(
      fc.property(word, order, rest, (left, number, right) => {
        expect(mask(left + number + right)).toContain(number);
      }),
      RUNS,
    );
  });

  const mixed = fc
    .array(
      fc.oneof(
        anything,
        mobile,
        writtenMobile.map(({ written }) => written),
        identity,
        card,
        separator,
        fc.constantFrom('世纪大道100号', '1234 5678 ', ' 2 '),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

  it('changes nothing the second time, and finds nothing more', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const once = mask(text);
        expect(mask(once)).toBe(once);
        expect(findPersonalData(once, rules)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keeps every character but digits where there is no address', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        fc.pre(!findPersonalData(text, rules).includes('address'));
        const masked = mask(text);
        expect(masked).toHaveLength(text.length);
        const changed = masked
          .split('')
          .flatMap((unit, index) => (unit === text[index] ? [] : [`${text[index]}${unit}`]));
        expect(changed.filter((pair) => !/^[\dXx０-９Ｘｘ]\*$/.test(pair))).toEqual([]);
      }),
      RUNS,
    );
  });
});
