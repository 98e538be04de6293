import type { IncidentRecord, RecordEntry } from '#app/reading/records.ts';
import { dayText } from './day.ts';
import { html, type Html } from '../html.ts';
import { entryItem, hourOf, peopleIn, type EntryDrawing } from './entry.ts';
import { GROUP_OF, KIND_GROUPS, type KindGroup } from './kinds.ts';

/** What of the timeline is wanted. */
export interface TimelineQuery {
  readonly kind: KindGroup | undefined;
  readonly who: string | undefined;
  readonly via: string | undefined;
  /** From 1, the newest entries first. */
  readonly page: number;
}

/** Entries on one page: readable on a phone, and far under 300 kB. */
export const ENTRIES_A_PAGE = 100;

/** The last page is always there, however little it holds. */
export const pagesOf = (count: number): number => Math.max(1, Math.ceil(count / ENTRIES_A_PAGE));

/** Entries that the filter lets through, in the order of time. */
export const pickEntries = (
  { entries }: IncidentRecord,
  { kind, who, via }: Omit<TimelineQuery, 'page'>,
): readonly RecordEntry[] =>
  kind === undefined && who === undefined && via === undefined
    ? entries
    : entries.filter(
        (entry) =>
          (kind === undefined || GROUP_OF[entry.kind] === kind) &&
          (who === undefined || entry.who.id === who) &&
          (via === undefined || entry.via === via),
      );

const queryText = (query: TimelineQuery, page: number): string => {
  const params = new URLSearchParams();
  for (const name of ['kind', 'who', 'via'] as const) {
    const value = query[name];
    if (value !== undefined) params.set(name, value);
  }
  if (page > 1) params.set('page', String(page));
  return `?${params.toString()}#timeline`;
};

const option = (value: string, label: string, chosen: string | undefined): Html =>
  html`<option value=${value} selected=${value === (chosen ?? '')}>${label}</option>`;

const filters = (record: IncidentRecord, query: TimelineQuery, drawing: EntryDrawing): Html => {
  const { words, view } = drawing;
  const { timeline } = words;
  const vias = [...new Set(record.entries.map(({ via }) => via))];
  return html`<form class="filters" method="get" action="#timeline" data-filters>
    <label
      ><span>${timeline.kind}</span
      ><select name="kind">
        ${option('', timeline.all, query.kind)}
        ${KIND_GROUPS.map((kind) => option(kind, timeline.kinds[kind], query.kind))}
      </select></label
    >
    <label
      ><span>${timeline.who}</span
      ><select name="who">
        ${option('', timeline.everyone, query.who)}
        ${peopleIn(record, view).map(({ id, name }) => option(id, name, query.who))}
      </select></label
    >
    <label
      ><span>${timeline.via}</span
      ><select name="via">
        ${option('', timeline.all, query.via)}
        ${vias.map((via) => option(via, words.messengers[via] ?? via, query.via))}
      </select></label
    >
    <button>${timeline.apply}</button>
  </form>`;
};

/** Entries in groups of one hour, the newest first. */
const hours = (
  entries: readonly RecordEntry[],
  timezone: string,
): ReadonlyMap<string, readonly RecordEntry[]> =>
  Map.groupBy(entries, ({ occurredAt }) => hourOf(occurredAt, timezone));

/** The heading of an hour; the day is said where it changes. */
export const hourGroup = (
  hour: string,
  items: readonly Html[],
  { view, words }: Pick<EntryDrawing, 'view' | 'words'>,
): Html => {
  const [day = '', clock = ''] = hour.split('T');
  return html`<section class="hour" data-hour=${hour}>
    <h3><span class="day">${dayText(day, view.locale)}</span> ${words.timeline.hour(clock)}</h3>
    <ol reversed>
      ${items}
    </ol>
  </section>`;
};

const paging = (query: TimelineQuery, count: number, { words }: EntryDrawing): Html | '' => {
  const last = pagesOf(count);
  if (last === 1) return '';
  const { timeline } = words;
  const link = (page: number, label: string, rel: string): Html | '' =>
    page < 1 || page > last
      ? ''
      : html`<a class="button" rel=${rel} href=${queryText(query, page)}>${label}</a>`;
  return html`<nav class="paging" aria-label=${timeline.pages}>
    ${link(query.page - 1, timeline.newer, 'prev')}
    <span>${timeline.pageOf(query.page, last)}</span>
    ${link(query.page + 1, timeline.older, 'next')}
  </nav>`;
};

/** The timeline of an incident, with its filters and pages. */
export const timeline = (
  record: IncidentRecord,
  query: TimelineQuery,
  drawing: EntryDrawing,
): Html => {
  const { words, view } = drawing;
  const picked = pickEntries(record, query);
  const end = picked.length - (query.page - 1) * ENTRIES_A_PAGE;
  const shown = picked.slice(Math.max(0, end - ENTRIES_A_PAGE), end).toReversed();
  const groups = [...hours(shown, view.timezone)].map(([hour, entries]) =>
    hourGroup(
      hour,
      entries.map((entry) => entryItem(record, entry, drawing)),
      drawing,
    ),
  );
  return html`<section class="timeline" id="timeline" aria-labelledby="timeline-title">
    <div class="section-head">
      <h2 id="timeline-title">${words.timeline.title}</h2>
      <p class="quiet" data-count>${words.timeline.count(picked.length)}</p>
    </div>
    ${filters(record, query, drawing)}
    <div
      class="hours"
      data-timeline
      data-page=${query.page}
      data-kind=${query.kind}
      data-who=${query.who}
      data-via=${query.via}
    >
      ${groups.length === 0 ? html`<p class="empty">${words.timeline.none}</p>` : groups}
    </div>
    ${paging(query, picked.length, drawing)}
  </section>`;
};
