import { words as cardWords } from '#cards/view.ts';
import { html, markup, type Html } from '../html.ts';
import type { Call, Reply } from '../page.ts';
import type { Parts } from '../live-sections.ts';

/** The parts of the page of an alert or a ticket; each is drawn anew when it looks different. */
export interface SubjectParts {
  /** What it is and how it stands. */
  readonly head: Html;
  /** What it is about, below each other. */
  readonly main: Readonly<Record<string, Html | ''>>;
  /** What happened, beside it. */
  readonly side: Readonly<Record<string, Html | ''>>;
}

const place = ([name, part]: readonly [string, Html | '']): Html =>
  html`<section class=${`panel part-${name}`} data-section=${name}>${part}</section>`;

/** The same as markup, for telling open pages. */
export const partTexts = ({ head, main, side }: SubjectParts): Parts => {
  const parts: Readonly<Record<string, Html | ''>> = { head, ...main, ...side };
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, part === '' ? '' : markup(part)]),
  );
};

interface AboutSubject {
  readonly title: string;
  /** Without a slash at the end; below it are the files and the live changes. */
  readonly path: string;
  readonly version: number;
  readonly list: { readonly href: string; readonly label: string };
  readonly files: readonly string[];
  readonly parts: SubjectParts;
}

const waysOn = ({ path, list, files }: AboutSubject, { words }: Call): Html =>
  html`<nav class="tabs" aria-label=${words.layout.nearby}>
    <ul>
      <li><a class="back" href=${list.href}>${list.label}</a></li>
    </ul>
    <ul class="files" aria-label=${words.incident.files}>
      ${files.map((ending) => html`<li><a href=${`${path}.${ending}`} download>${ending}</a></li>`)}
    </ul>
  </nav>`;

/** The page of an alert or a ticket: live, with the way back to the list and its files. */
export const subjectPage = (call: Call, about: AboutSubject): Reply => {
  const { words, view } = call;
  const { title, path, version, parts } = about;
  const { units } = cardWords(view).common;
  return {
    kind: 'page',
    title,
    scripts: ['open-page.js'],
    body: html`<div
      class="incident-page"
      data-stream=${`${path}/stream`}
      data-version=${version}
      data-now=${view.now}
      data-words=${JSON.stringify({ units, ...words.live })}
    >
      <div class="top">
        ${waysOn(about, call)}
        <p class="live" role="status" data-live></p>
      </div>
      ${place(['head', parts.head])}
      <div class="columns main-first">
        <div>${Object.entries(parts.main).map(place)}</div>
        <div>${Object.entries(parts.side).map(place)}</div>
      </div>
    </div>`,
  };
};
