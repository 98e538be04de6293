import type { Locale } from '#domain/locale.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every word a card can say. The Chinese set is the measure: English satisfies its keys and signatures. */
export type Words = typeof zh;

const BY_LOCALE: Readonly<Record<Locale, Words>> = { 'zh-CN': zh, en };

export const wordsOf = (locale: Locale): Words => BY_LOCALE[locale];
