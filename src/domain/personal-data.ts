import { looksLikeBirthDate, passesIdentityCheck, passesLuhn } from './check-digits.ts';

export type NumberKind = 'phone' | 'idNumber' | 'bankCard';

/** A personal number in a text: the positions of its digits, without country or trunk prefix. */
export interface FoundNumber {
  readonly kind: NumberKind;
  readonly positions: readonly number[];
}

/** A run of digits as it stands in the text. */
interface Group {
  readonly start: number;
  readonly digits: string;
}

// Between the groups of one number: "138 1234-5678", "(010) 1234 5678".
const SEPARATOR = /^[ \t\u00A0\u3000\-\u2010-\u2015\u2212.·()\u200B-\u200D\u2060]{1,3}$/;
/** A landline number with its area code. */
const SHORTEST_NUMBER = 10;
/** A bank card. */
const LONGEST_NUMBER = 19;
/** "86", area code, and a number in two; or a card in five. */
const MOST_GROUPS = 5;

/**
 * Full-width digits, letters and signs as half-width ones. One character for one, so that
 * positions stay true.
 */
export const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** By position: 1 where a key or order number stands. It must stand by itself, not in a longer word. */
const protectedUnits = (text: string, neverMask: readonly string[]): Uint8Array => {
  const units = new Uint8Array(text.length);
  for (const pattern of neverMask) {
    const alone = new RegExp(`(?<![A-Za-z0-9])(?:${pattern})(?![A-Za-z0-9])`, 'g');
    for (const { 0: found, index } of text.matchAll(alone)) {
      // "ID" before an identity number doesn't make it an order: a whole one is never let through.
      if (isCertainIdentity(found.replace(/^[A-Z]+/, ''))) continue;
      units.fill(1, index, index + found.length);
    }
  }
  return units;
};

const isCertainIdentity = (number: string): boolean =>
  passesIdentityCheck(number) && looksLikeBirthDate(number.slice(6, 14));

/** Digit groups, chained where only a separator stands between them. */
const chainsOf = (text: string, neverMask: readonly string[]): readonly (readonly Group[])[] => {
  const kept = protectedUnits(text, neverMask);
  const chains: Group[][] = [];
  let end = -1;
  for (const { 0: digits, index: start } of text.matchAll(/\d+/g)) {
    if (kept.subarray(start, start + digits.length).includes(1)) {
      end = -1;
      continue;
    }
    const chained = end >= 0 && SEPARATOR.test(text.slice(end, start));
    const chain = chained ? chains.at(-1) : undefined;
    if (chain === undefined) chains.push([{ start, digits }]);
    else chain.push({ start, digits });
    end = start + digits.length;
  }
  return chains;
};

const AFTER_ORDER = /(?:订单|单号|order)(?:编号|号码?|no\.?|number|id|[\s:=#是为“"'「『(])*$/i;

const MOBILE = /^1[3-9]\d{9}$/;
const MOBILE_GROUPINGS = ['11', '3 8', '7 4', '3 4 4', '4 3 4', '4 4 3', '3 3 5', '5 6', '6 5'];
const MOBILE_PREFIX = /^(?:(?:00)?86|0)(?=1[3-9]\d{9}$)/;

// Area codes: 010, 02x, and four digits from 03xx on; subscribers start with 2 to 8.
const LANDLINE = /^(?:010|02\d)[2-8]\d{6,7}$|^0[3-9]\d{2}[2-8]\d{6,7}$/;
const LANDLINE_GROUPINGS = /^(?:1[0-2]|[34] [78]|[34] [34] 4)$/;
const LANDLINE_ABROAD = /^(?:00)?86(?=(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$)/;

interface Candidate {
  readonly digits: string;
  /** Lengths of the groups: "3 4 4". */
  readonly grouping: string;
  /** The character behind, for the X of an identity number. */
  readonly next: string;
  readonly before: string;
}

/** How many leading digits are a prefix of the phone number, or undefined when it is none. */
const phonePrefix = ({ digits, grouping, before }: Candidate): number | undefined => {
  const prefix = MOBILE_PREFIX.exec(digits)?.[0].length ?? 0;
  if (MOBILE.test(digits.slice(prefix)) && MOBILE_GROUPINGS.includes(unprefixed(grouping, prefix)))
    return prefix;
  if (LANDLINE.test(digits) && LANDLINE_GROUPINGS.test(grouping)) return 0;
  const abroad = before.endsWith('+') || /^[24] /.test(grouping);
  return abroad ? LANDLINE_ABROAD.exec(digits)?.[0].length : undefined;
};

/** "2 3 4 4" without a prefix of 2 is "3 4 4"; "13" without it is "11". */
const unprefixed = (grouping: string, prefix: number): string => {
  const [first = 0, ...rest] = grouping.split(' ').map(Number);
  return (first === prefix ? rest : [first - prefix, ...rest]).join(' ');
};

const isIdentity = ({ digits, grouping, next, before }: Candidate): boolean => {
  const whole = digits.length === 17 && /[Xx]/.test(next) ? `${digits}X` : digits;
  if (whole.length === 15)
    return (
      grouping === '15' &&
      /^[1-9]/.test(whole) &&
      looksLikeBirthDate(`19${whole.slice(6, 12)}`) &&
      !AFTER_ORDER.test(before)
    );
  if (whole.length !== 18 || whole.startsWith('0')) return false;
  const date = looksLikeBirthDate(whole.slice(6, 14));
  const check = passesIdentityCheck(whole);
  // Spread over groups, or called an order, it must be right in both ways.
  const doubtful = grouping.includes(' ') || AFTER_ORDER.test(before);
  return doubtful ? date && check : date || check;
};

const CARD_GROUPING = /^(?:1[6-9]|(?:4 ){3,4}\d|(?:4 ){2,3}[4-9]|6 1[0-3]|4 6 \d)$/;

const isBankCard = ({ digits, grouping, before }: Candidate): boolean =>
  /^[1-9]\d{15,18}$/.test(digits) &&
  CARD_GROUPING.test(grouping) &&
  passesLuhn(digits) &&
  !AFTER_ORDER.test(before);

const kindOf = (candidate: Candidate): { kind: NumberKind; prefix: number } | undefined => {
  if (isIdentity(candidate)) return { kind: 'idNumber', prefix: 0 };
  if (isBankCard(candidate)) return { kind: 'bankCard', prefix: 0 };
  const prefix = phonePrefix(candidate);
  return prefix === undefined ? undefined : { kind: 'phone', prefix };
};

const positionsOf = (groups: readonly Group[]): readonly number[] =>
  groups.flatMap(({ start, digits }) => digits.split('').map((_, offset) => start + offset));

const examine = (text: string, groups: readonly Group[]): FoundNumber | undefined => {
  const [first, last] = [groups[0], groups.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const end = last.start + last.digits.length;
  const candidate: Candidate = {
    digits: groups.map(({ digits }) => digits).join(''),
    grouping: groups.map(({ digits }) => digits.length).join(' '),
    next: text.charAt(end),
    before: text.slice(Math.max(0, first.start - 24), first.start),
  };
  const found = kindOf(candidate);
  if (found === undefined) return undefined;
  const positions = positionsOf(groups).slice(found.prefix);
  const withX = found.kind === 'idNumber' && candidate.digits.length === 17;
  return { kind: found.kind, positions: withX ? [...positions, end] : positions };
};

/**
 * Every personal number of a text: mobile and landline numbers, identity numbers (15 and 18
 * characters), bank cards. Numbers may overlap; keys and order numbers are left alone.
 * `text` is half-width; `neverMask` are regular expressions.
 */
export const findNumbers = (text: string, neverMask: readonly string[]): readonly FoundNumber[] => {
  const found: FoundNumber[] = [];
  for (const chain of chainsOf(text, neverMask))
    for (const from of chain.keys()) {
      let length = 0;
      for (let to = from; to < Math.min(chain.length, from + MOST_GROUPS); to += 1) {
        length += chain[to]?.digits.length ?? 0;
        if (length > LONGEST_NUMBER) break;
        const groups = length < SHORTEST_NUMBER ? [] : chain.slice(from, to + 1);
        const number = examine(text, groups);
        if (number !== undefined) found.push(number);
      }
    }
  return found;
};
