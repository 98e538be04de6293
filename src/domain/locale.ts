/** The two languages every text exists in. */
export type Locale = 'zh-CN' | 'en';
export const LOCALES: readonly Locale[] = ['zh-CN', 'en'];
export type Localised = Readonly<Record<Locale, string>>;
