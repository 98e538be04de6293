import type { Locale } from '#domain/locale.ts';
import { pagesEn } from './en.ts';
import { pagesZh } from './zh.ts';

/** Every word a page can say. The Chinese set is the measure: English satisfies its keys and signatures. */
export type PageWords = typeof pagesZh;

const BY_LOCALE: Readonly<Record<Locale, PageWords>> = { 'zh-CN': pagesZh, en: pagesEn };

export const pageWords = (locale: Locale): PageWords => BY_LOCALE[locale];
