import { localTime, type Instant } from '#domain/time.ts';
import type { TimelineEntry } from '#domain/timeline/entry.ts';
import { escapeMarkdown, mdTable } from './postmortem-escape.ts';
import {
  actorName,
  badge,
  incidentOf,
  stampText,
  timelineText,
  timelineWords,
  withTitles,
  type TimelineView,
} from './timeline-line.ts';

const two = (n: number, digits = 2): string => String(n).padStart(digits, '0');

/** "2026-12-01T02:04:00.000Z" */
const isoText = (instant: Instant): string => {
  const { year, month, day, hour, minute, second } = localTime(instant, 'UTC');
  const ms = ((instant % 1000) + 1000) % 1000;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${two(ms, 3)}Z`;
};

/** The timeline as a Markdown document; what people wrote arrives as text. */
export const timelineMarkdown = (entries: readonly TimelineEntry[], view: TimelineView): string => {
  const { title, banner, columns, empty, recordedAt } = timelineWords(view);
  const full = withTitles(entries, view);
  const rows = entries.map((entry) => [
    stampText(entry.occurredAt, view.timezone),
    badge(entry.via) ?? '',
    entry.backdated
      ? `${timelineText(entry, full)} ${recordedAt(stampText(entry.recordedAt, view.timezone))}`
      : timelineText(entry, full),
  ]);
  const body =
    rows.length === 0 ? empty : mdTable([columns.occurredAt, columns.via, columns.text], rows);
  return `# ${escapeMarkdown(title(incidentOf(entries, view)))}\n\n> ${banner}\n\n${body}\n`;
};

/** Keys of the columns; the same in every language, so that programs can read the file. */
export const TIMELINE_COLUMNS = ['occurredAt', 'recordedAt', 'kind', 'who', 'via', 'text'] as const;

/**
 * Rows of a CSV file, the column names first and the banner last, so that it reads as a table.
 * The app writes them with a BOM and escapes what a spreadsheet would take for a formula.
 */
export const timelineCsv = (
  entries: readonly TimelineEntry[],
  view: TimelineView,
): readonly (readonly string[])[] => {
  const full = withTitles(entries, view);
  return [
    TIMELINE_COLUMNS,
    ...entries.map((entry) => [
      stampText(entry.occurredAt, view.timezone),
      stampText(entry.recordedAt, view.timezone),
      entry.kind,
      actorName(entry.who, view),
      entry.via,
      timelineText(entry, full),
    ]),
    ['', '', '', '', '', timelineWords(view).banner],
  ];
};

/** Without the rules as they were copied into the record: they are longer than everything else. */
const dataOf = (event: TimelineEntry['event']): object => {
  if (event.type === 'incident.opened') {
    const { playbook, scheme, engine: _, ladder: __, ...data } = event.data;
    return { ...data, playbook: playbook.id, scheme: scheme.id };
  }
  if (event.type === 'playbook.attached')
    return { playbook: event.data.playbook.id, scheme: event.data.scheme.id };
  return event.data;
};

export interface TimelineJson {
  readonly incident: string;
  readonly banner: string;
  readonly timezone: string;
  readonly entries: readonly {
    readonly occurredAt: string;
    readonly recordedAt: string;
    readonly kind: TimelineEntry['kind'];
    readonly who: { readonly id: string; readonly name: string };
    readonly via: string;
    readonly text: string;
    readonly data: unknown;
  }[];
}

/** The timeline as plain objects: ISO times, dotted kinds, the sentence, and the recorded data as it is. */
export const timelineJson = (
  entries: readonly TimelineEntry[],
  view: TimelineView,
): TimelineJson => {
  const full = withTitles(entries, view);
  return {
    incident: incidentOf(entries, view),
    banner: timelineWords(view).banner,
    timezone: view.timezone,
    entries: entries.map((entry) => ({
      occurredAt: isoText(entry.occurredAt),
      recordedAt: isoText(entry.recordedAt),
      kind: entry.kind,
      who: { id: entry.who.id, name: actorName(entry.who, view) },
      via: entry.via,
      text: timelineText(entry, full),
      data: dataOf(entry.event),
    })),
  };
};
