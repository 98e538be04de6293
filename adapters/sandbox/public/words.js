import { en } from './words-en.js';
import { zh } from './words-zh.js';

const ALL = { 'zh-CN': zh, en };

/** The page's own words in a language. */
export const wordsOf = (locale) => ALL[locale] ?? zh;
