import { recall, remember } from './storage.js';
import { change, current, personOf } from './store.js';
import { wordsOf } from './words.js';

/** Sets the page's language and tells the browser's readers of it. */
export const setLocale = (locale, keep = true) => {
  if (keep) remember('locale', locale);
  const words = wordsOf(locale);
  document.documentElement.lang = locale;
  document.title = `${words.title} · ${words.sandbox}`;
  change({ locale });
};

/** The language somebody chose for this page; null while nobody did. */
export const chosenLocale = () => recall('locale', null);

/** The language of this browser, as near as the page can come. */
export const browserLocale = () => (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

/** A person's own language, unless another was chosen for this page; else the house's or the browser's. */
export const languageFor = (me) =>
  chosenLocale() ?? personOf(me)?.locale ?? current().defaultLocale ?? browserLocale();

const THEMES = ['auto', 'light', 'dark'];

export const setTheme = (theme) => {
  remember('theme', theme);
  document.documentElement.dataset.theme = theme;
  change({ theme });
};

export const nextTheme = () =>
  setTheme(THEMES[(THEMES.indexOf(current().theme) + 1) % THEMES.length]);
