import { fromRecord } from '#app/event-record.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Story } from './tell.ts';

/** What the store holds of an incident (default: the newest). */
export const recorded = async (
  story: Story,
  key?: string,
): Promise<{ readonly state: IncidentState; readonly events: readonly IncidentEvent[] }> => ({
  state: await story.state(key),
  events: (await story.timeline(key)).map(fromRecord),
});
