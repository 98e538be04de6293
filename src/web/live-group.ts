import type { IncidentRecord, RecordEntry } from '#app/reading/records.ts';
import { hideLinks } from './hide-links.ts';
import { type Html, markup } from './html.ts';
import type { About } from './parts/about.ts';
import { type EntryDrawing, entryItem, hourOf, originalOf } from './parts/entry.ts';
import { sectionTexts } from './parts/sections.ts';
import { hourGroup } from './parts/timeline.ts';
import type { LiveGroup } from './stream.ts';

/** How an incident is drawn for one kind of reader, as of now. */
type Drawn = (record: IncidentRecord) => {
  readonly about: About;
  readonly drawing: EntryDrawing;
};

/** What an open page is told: new lines of the timeline, and the parts that look different now. */
interface News {
  readonly version: number;
  /** The server's time, by which the page counts down. */
  readonly now: number;
  readonly count: string;
  readonly entries: readonly { readonly hour: string; readonly html: string }[];
  /** Hour → an empty group of it, for pages that have none yet. */
  readonly hours: Readonly<Record<string, string>>;
  readonly sections: Readonly<Record<string, string>>;
}

/** More is quicker read by loading the page. */
const MOST_ENTRIES = 200;

const newEntries = (record: IncidentRecord, after: number): readonly RecordEntry[] => {
  const fresh = record.entries.filter(({ version }) => version > after);
  // What was corrected looks different from now on.
  const corrected = fresh.flatMap((entry) => {
    const original = originalOf(record, entry);
    return original === undefined || original.version > after ? [] : [original];
  });
  return [...fresh, ...new Set(corrected)];
};

type Shown = Readonly<Record<string, string>>;

const shownMarkup = (drawn: Html, { showing }: Pick<EntryDrawing, 'showing'>): string =>
  showing.links ? markup(drawn) : hideLinks(markup(drawn));

const shownSections = (about: About): Shown =>
  Object.fromEntries(
    Object.entries(sectionTexts(about)).map(([name, text]) => [
      name,
      about.showing.links ? text : hideLinks(text),
    ]),
  );

const newsOf = (
  record: IncidentRecord,
  after: number,
  sections: Shown,
  draw: Drawn,
): News | undefined => {
  const entries = newEntries(record, after);
  if (entries.length > MOST_ENTRIES) return undefined;
  const { drawing, about } = draw(record);
  const { timezone } = drawing.view;
  const hours = new Set(entries.map(({ occurredAt }) => hourOf(occurredAt, timezone)));
  return {
    version: record.version,
    now: about.view.now,
    count: drawing.words.timeline.count(record.entries.length),
    entries: entries.map((entry) => ({
      hour: hourOf(entry.occurredAt, timezone),
      html: shownMarkup(entryItem(record, entry, drawing), drawing),
    })),
    hours: Object.fromEntries(
      [...hours].map((hour) => [hour, markup(hourGroup(hour, [], drawing))]),
    ),
    sections,
  };
};

const changed = (before: Shown, now: Shown): Shown =>
  Object.fromEntries(Object.entries(now).filter(([name, text]) => before[name] !== text));

/** A group of open incident pages that are drawn by `draw`. */
export const createLiveGroup = (draw: Drawn): LiveGroup<IncidentRecord> => {
  let version = -1;
  let shown: Shown = {};
  return {
    get version() {
      return version;
    },
    advance: (record) => {
      if (record.version === version) return undefined;
      const now = shownSections(draw(record).about);
      const news = version < 0 ? undefined : newsOf(record, version, changed(shown, now), draw);
      version = record.version;
      shown = now;
      return news;
    },
    since: (record, after) => newsOf(record, after, shown, draw),
  };
};
