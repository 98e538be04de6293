import { postmortemMarkdown } from '#cards/postmortem-markdown.ts';
import { timelineCsv, timelineJson, timelineMarkdown } from '#cards/timeline-export.ts';
import type { TimelineView } from '#cards/timeline-line.ts';
import type { View } from '#cards/view.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import type { PostmortemEvidence } from '#domain/postmortem/model.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { csvText } from './csv.ts';

export const EXPORTS = ['md', 'json', 'csv'] as const;
export type ExportFormat = (typeof EXPORTS)[number];

/** All that an export needs: the folded incident and its record. */
export interface Exported {
  readonly state: IncidentState;
  readonly events: readonly IncidentEvent[];
  /** What the stored samples add. */
  readonly evidence?: PostmortemEvidence;
}

const timelineView = ({ state }: Exported, view: View): TimelineView => ({
  ...view,
  incident: state.key,
  scheme: state.scheme,
});

/** The timeline as a Markdown document. */
export const timelineDocument = (exported: Exported, view: View): string =>
  timelineMarkdown(timelineEntries(exported.events), timelineView(exported, view));

/** The postmortem as a Markdown document. */
export const postmortemDocument = ({ state, events, evidence }: Exported, view: View): string =>
  postmortemMarkdown(buildPostmortem(state, events, view.policy, view.now, evidence), view);

const markdown = (exported: Exported, view: View): string => {
  const timeline = timelineDocument(exported, view);
  return exported.state.closedAt === undefined
    ? timeline
    : `${postmortemDocument(exported, view)}\n\n${timeline}`;
};

/** Timeline, and postmortem once there is one, as a file; personal data never got into the record. */
export const exportIncident = (exported: Exported, format: ExportFormat, view: View): string => {
  const { state, events, evidence } = exported;
  const entries = timelineEntries(events);
  const seen = timelineView(exported, view);
  switch (format) {
    case 'md':
      return markdown(exported, view);
    case 'csv':
      return csvText(timelineCsv(entries, seen));
    case 'json': {
      const timeline = timelineJson(entries, seen);
      const postmortem =
        state.closedAt === undefined
          ? undefined
          : buildPostmortem(state, events, view.policy, view.now, evidence);
      return `${JSON.stringify({ ...timeline, ...(postmortem === undefined ? {} : { postmortem }) }, undefined, 2)}\n`;
    }
  }
};
