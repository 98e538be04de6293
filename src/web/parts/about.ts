import type { IncidentRecord } from '#app/reading/records.ts';
import type { TimelineView } from '#cards/timeline-line.ts';
import type { PageWords } from '../words/words.ts';
import type { Showing } from './spans.ts';

/** One incident as it is shown to one kind of reader in one language. */
export interface About {
  readonly record: IncidentRecord;
  readonly view: TimelineView;
  readonly words: PageWords;
  readonly showing: Showing;
}
