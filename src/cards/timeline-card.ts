import type { TimelineEntry } from '#domain/timeline/entry.ts';
import { note, text } from './build.ts';
import type { Button, Card } from './card.ts';
import {
  incidentOf,
  timelineLine,
  timelineWords,
  withTitles,
  type TimelineView,
} from './timeline-line.ts';
import { zoneText } from './view.ts';

const PAGE = 15;

const pageButton = (label: string, page: number): Button => ({
  label,
  line: `timeline page=${page}`,
  style: 'default',
});

/** A page of the timeline, the newest entries on page 1, each page in the order things happened. */
export const timelineCard = (
  entries: readonly TimelineEntry[],
  view: TimelineView,
  page = 1,
): Card => {
  const { title, empty, earlier, later, page: pageText, zone, banner } = timelineWords(view);
  const full = withTitles(entries, view);
  const incident = incidentOf(entries, view);
  const pages = Math.max(1, Math.ceil(entries.length / PAGE));
  const shown = Math.min(Math.max(1, Math.floor(page)), pages);
  const end = entries.length - (shown - 1) * PAGE;
  const lines = entries
    .slice(Math.max(0, end - PAGE), end)
    .map((entry) => timelineLine(entry, full));
  const buttons = [
    ...(shown < pages ? [pageButton(earlier, shown + 1)] : []),
    ...(shown > 1 ? [pageButton(later, shown - 1)] : []),
  ];
  const where = pageText(shown, pages, entries.length);
  return {
    title: title(incident),
    tone: 'neutral',
    fallback: `${title(incident)} ${where}`,
    incident,
    elements: [
      ...text(lines.length === 0 ? [empty] : lines),
      ...(buttons.length === 0 ? [] : [{ kind: 'actions' as const, buttons }]),
      ...note(`${where} · ${zone(zoneText(view.now, view.timezone))} · ${banner}`),
    ],
  };
};
