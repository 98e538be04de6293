import type { Locale } from '#domain/locale.ts';
import { fold } from '../normalise.ts';

const NATIONWIDE = /^(全国|全国各地|全国范围|全网|nationwide|national|all|all regions|everywhere)$/;
/** The word that the core reads as nationwide. */
const WHOLE_COUNTRY = '全国';
const COUNT = /^(\d{1,2})(个?(地区|区域|省|地|区)|\s*regions?)?$/;

const separators = /[,，、;；/|]|\s+and\s+/;

const unnamed = (count: number, locale: Locale): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    locale === 'en' ? `region ${index + 1}` : `地区${index + 1}`,
  );

/** Regions of `华东,华南`, `全国`, `nationwide`; `3` stands for three that nobody has named yet. */
export const readRegions = (given: string, locale: Locale): readonly string[] => {
  const [, count] = COUNT.exec(fold(given)) ?? [];
  if (count !== undefined && Number(count) > 0) return unnamed(Number(count), locale);
  const names = given
    .split(separators)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => (NATIONWIDE.test(fold(name)) ? WHOLE_COUNTRY : name));
  return [...new Set(names)];
};

/** Words of a list: `slack,feishu`, `a、b`. */
export const readWords = (given: string): readonly string[] =>
  given
    .split(/[,，、;；\s]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Steps of a plan: separated by ; or → or lines, else by commas. */
export const readSteps = (given: string): readonly string[] => {
  const strong = given.split(/[;；→\n|]|->/);
  const parts = strong.length > 1 ? strong : given.split(/[,，、]/);
  return parts.map((step) => step.trim()).filter((step) => step !== '');
};
