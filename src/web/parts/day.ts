import type { Locale } from '#domain/locale.ts';

const formats = new Map<Locale, Intl.DateTimeFormat>();

/** "2026-12-01" as it is read: 2026年12月1日 星期二, Tuesday, 1 December 2026. */
export const dayText = (day: string, locale: Locale): string => {
  const format =
    formats.get(locale) ??
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      timeZone: 'UTC',
      dateStyle: 'full',
    });
  formats.set(locale, format);
  return format.format(Date.parse(`${day}T00:00:00Z`));
};
