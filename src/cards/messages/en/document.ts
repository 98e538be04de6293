import type { documentZh } from '../zh/document.ts';

/** The document that lives in the war room. */
export const documentEn = {
  title: (key: string, title: string) => `${key} ${title}`,
  footer: 'Fenghuo keeps this document up to date; changes by hand are overwritten.',
  what: 'What happened',
  when: 'When',
  where: 'Where',
  who: 'Who responds',
  why: 'Why (as far as known)',
  how: 'How it is handled',
  wording: 'Agreed wording',
  announcements: 'Announcements',
  deadlines: 'Next deadlines',
  graded: 'Graded',
  whyLevel: (level: number) => `Level ${level} of the causes`,
  rootCause: 'Root cause',
  done: (at: string, title: string, who: string) => `${at} done: ${title} (${who})`,
  none: 'Nothing yet',
} satisfies typeof documentZh;
