import type { Locale } from '#domain/locale.ts';
import { postmortemEn } from './messages/postmortem-en.ts';
import { postmortemZh } from './messages/postmortem-zh.ts';

export type PostmortemWords = typeof postmortemZh;

const BY_LOCALE: Readonly<Record<Locale, PostmortemWords>> = {
  'zh-CN': postmortemZh,
  en: postmortemEn,
};

/** The words of the review in the reader's language. */
export const postmortemWordsOf = ({ locale }: { readonly locale: Locale }): PostmortemWords =>
  BY_LOCALE[locale];
