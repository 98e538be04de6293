import { LOCALES, type Locale } from '#domain/locale.ts';

const named = (tag: string): Locale | undefined => {
  const word = tag.trim().toLowerCase();
  if (word === 'zh' || word.startsWith('zh-')) return 'zh-CN';
  return word === 'en' || word.startsWith('en-') ? 'en' : undefined;
};

/** The first language of an Accept-Language header that the pages speak, by its weights. */
const accepted = (header: string | undefined): Locale | undefined =>
  (header ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...rest] = part.split(';');
      const weight = Number(/q=(?<q>[\d.]+)/u.exec(rest.join(';'))?.groups?.['q'] ?? 1);
      return { locale: named(tag), weight, index };
    })
    .filter(({ locale }) => locale !== undefined)
    .toSorted((one, other) => other.weight - one.weight || one.index - other.index)[0]?.locale;

/** What was asked for by `?lang=`, if the pages speak it. */
export const askedLanguage = (lang: string | null): Locale | undefined =>
  lang === null ? undefined : named(lang);

/** The reader's language: asked for, chosen before, the browser's, the organisation's. */
export const languageOf = (given: {
  readonly asked: Locale | undefined;
  readonly chosen: string | undefined;
  readonly header: string | undefined;
  readonly fallback: Locale;
}): Locale =>
  given.asked ??
  LOCALES.find((locale) => locale === given.chosen) ??
  accepted(given.header) ??
  given.fallback;
