import { html, markup, type Html } from '../html.ts';
import type { About } from './about.ts';
import { head } from './head.ts';
import { metrics } from './metrics.ts';
import { announcements, wording } from './speaking.ts';
import { deadlines, facts, people, tasks } from './work.ts';

/** The parts of an incident page that are drawn anew when something happens. */
export const SECTIONS = {
  head,
  deadlines,
  wording,
  announcements,
  tasks,
  people,
  facts,
  metrics,
} as const satisfies Readonly<Record<string, (about: About) => Html>>;
export type SectionName = keyof typeof SECTIONS;

export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];

/** A part in its place, which the script finds again by its name. */
export const section = (name: SectionName, about: About): Html =>
  html`<section class=${`panel part-${name}`} data-section=${name}>${SECTIONS[name](about)}</section>`;

/** Every part as markup, for telling browsers what changed. */
export const sectionTexts = (about: About): Readonly<Record<string, string>> =>
  Object.fromEntries(SECTION_NAMES.map((name) => [name, markup(SECTIONS[name](about))]));
