import { fold } from '../normalise.ts';

const SCALE: Readonly<Record<string, number>> = {
  '': 1,
  十: 10,
  百: 100,
  千: 1_000,
  万: 10_000,
  亿: 100_000_000,
  k: 1_000,
  m: 1_000_000,
};
/** 数百 = 101–999, 数千 = 1000 and more (domain 0.2): the least of each, so that a level is not overrated. */
const VAGUE: readonly (readonly [RegExp, number])[] = [
  [/^(数|几|上|好几)百/, 101],
  [/^(数|几|上|好几)千/, 1_000],
  [/^(数|几|上|好几)万/, 10_000],
  [/^(hundreds)/, 101],
  [/^(thousands)/, 1_000],
];
const NUMBER = /^([+-]?\d+(?:\.\d+)?)\s*([十百千万亿km]?)$/;

const withoutGrouping = (text: string): string =>
  /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?\D*$/.test(text) ? text.replaceAll(',', '') : text;

/** The number of `68`, `68%`, `5,000`, `3.5万`; undefined for anything else. */
export const readNumber = (given: string): number | undefined => {
  const [, digits, scale = ''] =
    NUMBER.exec(withoutGrouping(fold(given)).replace(/\s*%$/, '')) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits) * (SCALE[scale] ?? 1);
  // 3.3万 is 33000 and not 33000.000000000004.
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : undefined;
};

/** How many customers: `80`, `5,000人`, `约300`, `数百` (101), `数千` (1000). */
export const readUsers = (given: string): number | undefined => {
  const text = fold(given)
    .replace(/^(约|大约|近|about|~|>|≥|超过)\s*/, '')
    .replace(/(左右|以上|多|\+)+$/, '')
    .replace(/\s*(多?个?(人|名|位|用户|客户)|users?|customers?|people)$/, '')
    .replace(/(左右|以上|多|\+)+$/, '');
  const vague = VAGUE.find(([pattern]) => pattern.test(text));
  if (vague !== undefined) return vague[1];
  const value = readNumber(text);
  return value === undefined || value < 0 || text.endsWith('%') ? undefined : Math.round(value);
};
