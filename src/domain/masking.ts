import { findNumbers, halfWidth, type NumberKind } from './personal-data.ts';
import type { MaskRules } from './playbook/playbook.ts';

export type PersonalData = NumberKind | 'address';

const KINDS: readonly PersonalData[] = ['phone', 'idNumber', 'bankCard', 'address'];

// A street or estate with its number, without the town in front: which region is no secret.
// 线路3号 and 渠道2号 are spare lines and channels, not streets.
const NAME = '[\\u4e00-\\u9fa5](?<![市区县镇乡村省州在住到于址是为和或从往寄])';
const STREET = `(?:${NAME}){1,6}(?:(?<![线链电网回通支短])路|街|巷|弄|胡同|(?<![通频渠管隧轨])道)`;
const ESTATE = `(?:${NAME}){1,8}(?:小区|花园|公寓|家园|新村|苑|大厦)`;
const NUMBER = '\\s?[0-9０-９]{1,5}\\s?';
const INSIDE = `(?:[A-Za-z东南西北]?${NUMBER}(?:号楼|号院|号|栋|幢|座|单元|楼|层|室))`;
const ADDRESS = new RegExp(`(?:${STREET}${NUMBER}(?:号|弄)|${ESTATE}${INSIDE})${INSIDE}*`, 'g');

const keptOf = (kind: NumberKind, rules: MaskRules): number =>
  ({
    phone: rules.phoneKeepLast,
    idNumber: rules.idNumberKeepLast,
    bankCard: rules.bankCardKeepLast,
  })[kind];

/**
 * The text without personal data: phone, identity and card numbers as stars but for their last
 * digits (S4-04: `*******5678`), addresses replaced. Keys and order numbers stay (S4-25).
 * Masking twice changes nothing more.
 */
export const maskText = (text: string, rules: MaskRules): string => {
  let masked = text;
  // What one number leaves can, with what stands behind it, look like another: until nothing is left.
  for (let hidden = hiddenIn(masked, rules); hidden.size > 0; hidden = hiddenIn(masked, rules))
    masked = hide(masked, hidden);
  return masked.replace(ADDRESS, () => rules.addressReplacement);
};

const hiddenIn = (text: string, rules: MaskRules): ReadonlySet<number> => {
  const hidden = new Set<number>();
  for (const { kind, positions } of findNumbers(halfWidth(text), rules.neverMask)) {
    const shown = keptOf(kind, rules);
    for (const position of positions.slice(0, Math.max(0, positions.length - shown)))
      hidden.add(position);
  }
  return hidden;
};

/** By UTF-16 unit, as positions are counted; digits are one unit each. */
const hide = (text: string, hidden: ReadonlySet<number>): string =>
  text
    .split('')
    .map((unit, position) => (hidden.has(position) ? '*' : unit))
    .join('');

/** Which kinds of personal data a text holds, each once; for texts that must hold none. */
export const findPersonalData = (text: string, rules: MaskRules): readonly PersonalData[] => {
  const found = new Set<PersonalData>(
    findNumbers(halfWidth(text), rules.neverMask).map(({ kind }) => kind),
  );
  if (text.search(ADDRESS) >= 0) found.add('address');
  return KINDS.filter((kind) => found.has(kind));
};

/** A person's name in a field that is one: the first character stays, "王小明" → "王**". */
export const maskName = (name: string, rules: MaskRules): string =>
  Array.from(name.trim())
    .map((character, index) =>
      index < rules.nameKeepFirst || /\s/.test(character) ? character : '*',
    )
    .join('');
