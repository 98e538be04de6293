import type { IncidentRecord, RecordEntry } from '#app/reading/records.ts';
import { messageOfKey } from '#app/message-key.ts';
import {
  actorName,
  badge,
  stampText,
  timelineText,
  type TimelineView,
} from '#cards/timeline-line.ts';
import { localTime } from '#domain/time.ts';
import { html, type Html } from '../html.ts';
import type { PageWords } from '../words/words.ts';
import { GROUP_OF, TONE_OF } from './kinds.ts';
import { iso, type Showing } from './spans.ts';

/** Where a chat message can be opened, if its messenger has addresses for that. */
export type MessageLink = (message: {
  readonly platform: string;
  readonly room: string;
  readonly id: string;
}) => string | undefined;

/** What entries are drawn with. */
export interface EntryDrawing {
  readonly view: TimelineView;
  readonly words: PageWords;
  readonly showing: Showing;
  readonly messageLink: MessageLink;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The hour an entry belongs to, "2026-12-01T10", in the incident's zone. */
export const hourOf = (instant: number, timezone: string): string => {
  const { year, month, day, hour } = localTime(instant, timezone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}`;
};

/** "10:04:09" in the zone. */
export const clockOf = (instant: number, timezone: string): string => {
  const { hour, minute, second } = localTime(instant, timezone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
};

/** What an update or a note is called by those who correct it. */
const subjectOf = ({ event }: RecordEntry): string | undefined => {
  if (event.type === 'update.posted' || event.type === 'update.corrected')
    return `update ${event.data.n}`;
  return event.type === 'note.added' ||
    event.type === 'note.corrected' ||
    event.type === 'note.deleted'
    ? `note ${event.data.id}`
    : undefined;
};

const isOriginal = ({ kind }: RecordEntry): boolean =>
  kind === 'update.posted' || kind === 'note.added';

const known = new WeakMap<IncidentRecord, ReadonlyMap<string, readonly RecordEntry[]>>();

/** Corrections of a record by what they correct. */
const correctionsIn = (record: IncidentRecord): ReadonlyMap<string, readonly RecordEntry[]> => {
  const before = known.get(record);
  if (before !== undefined) return before;
  const found = new Map<string, RecordEntry[]>();
  for (const entry of record.entries) {
    const subject = isOriginal(entry) ? undefined : subjectOf(entry);
    if (subject !== undefined) found.set(subject, [...(found.get(subject) ?? []), entry]);
  }
  known.set(record, found);
  return found;
};

/** What was said of an entry later: corrected, or taken back. */
export const correctionsOf = (
  record: IncidentRecord,
  entry: RecordEntry,
): readonly RecordEntry[] => {
  const subject = isOriginal(entry) ? subjectOf(entry) : undefined;
  return subject === undefined ? [] : (correctionsIn(record).get(subject) ?? []);
};

/** The entry that a correction is about. */
export const originalOf = (
  record: IncidentRecord,
  correction: RecordEntry,
): RecordEntry | undefined => {
  const subject = isOriginal(correction) ? undefined : subjectOf(correction);
  return subject === undefined
    ? undefined
    : record.entries.find((entry) => isOriginal(entry) && subjectOf(entry) === subject);
};

/** A correction shows what was said and what is true; everything else is its sentence. */
const saying = (
  record: IncidentRecord,
  entry: RecordEntry,
  { view, words }: EntryDrawing,
): Html => {
  const { event, who } = entry;
  if (event.type === 'update.corrected' || event.type === 'note.corrected')
    return html`${words.timeline.correction(actorName(who, view))}
      <del>${event.data.was}</del> <ins>${event.data.text}</ins>`;
  const text = timelineText(entry, view);
  const wasTakenBack = correctionsOf(record, entry).some(({ kind }) => kind === 'note.deleted');
  return wasTakenBack ? html`<s>${text}</s>` : html`${text}`;
};

const later = (record: IncidentRecord, entry: RecordEntry, drawing: EntryDrawing): Html | '' => {
  const { words, view } = drawing;
  const corrections = correctionsOf(record, entry);
  const last = corrections.at(-1);
  if (last === undefined) return '';
  const label = last.kind === 'note.deleted' ? words.timeline.withdrawn : words.timeline.corrected;
  return html`<a class="chip" href=${`#v${last.version}`}
    >${label(clockOf(last.recordedAt, view.timezone))}</a
  >`;
};

const recorded = (entry: RecordEntry, { words, view }: EntryDrawing): Html | '' =>
  entry.backdated
    ? html`<span class="chip" title=${stampText(entry.recordedAt, view.timezone)}
        >${words.timeline.recordedAt(clockOf(entry.recordedAt, view.timezone))}</span
      >`
    : '';

const chat = ({ event }: RecordEntry, { words, messageLink, showing }: EntryDrawing): Html | '' => {
  if (!showing.links || !('message' in event.data)) return '';
  const message = messageOfKey(event.data.message);
  const url = message && messageLink(message);
  return url === undefined
    ? ''
    : html`<a class="chip" href=${url} rel="noreferrer noopener">${words.timeline.openChat}</a>`;
};

const place = (entry: RecordEntry, { words }: EntryDrawing): Html | '' => {
  const mark = badge(entry.via);
  const name = words.messengers[entry.via];
  return mark === undefined
    ? ''
    : html`<abbr class="via" title=${name ?? entry.via}>${mark}</abbr>`;
};

/** One line of the timeline. */
export const entryItem = (
  record: IncidentRecord,
  entry: RecordEntry,
  drawing: EntryDrawing,
): Html => {
  const { view } = drawing;
  const { version, occurredAt, kind, who, via } = entry;
  const tone = TONE_OF[kind];
  return html`<li
    id=${`v${version}`}
    class=${`entry${tone === undefined ? '' : ` tone-${tone}`}`}
    data-at=${occurredAt}
    data-version=${version}
    data-hour=${hourOf(occurredAt, view.timezone)}
    data-kind=${GROUP_OF[kind]}
    data-who=${who.id}
    data-via=${via}
  >
    <a class="at" href=${`#v${version}`} title=${stampText(occurredAt, view.timezone)}
      ><time datetime=${iso(occurredAt)}>${clockOf(occurredAt, view.timezone)}</time></a
    >
    <div class="said">
      <p>
        ${place(entry, drawing)} ${saying(record, entry, drawing)}
        ${recorded(entry, drawing)} ${later(record, entry, drawing)} ${chat(entry, drawing)}
      </p>
    </div>
  </li>`;
};

/** The names of everyone who did something, for choosing one. */
export const peopleIn = (
  record: IncidentRecord,
  view: TimelineView,
): readonly { readonly id: string; readonly name: string }[] => {
  const found = new Map<string, string>();
  for (const { who } of record.entries)
    if (!found.has(who.id)) found.set(who.id, actorName(who, view));
  return [...found].map(([id, name]) => ({ id, name }));
};
