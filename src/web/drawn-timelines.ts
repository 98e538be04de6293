import type { IncidentRecord } from '#app/reading/records.ts';
import { localDateKey } from '#domain/time.ts';
import type { Policy } from '#domain/policy.ts';
import { html, markup, type Html } from './html.ts';
import type { EntryDrawing } from './parts/entry.ts';
import { timeline, type TimelineQuery } from './parts/timeline.ts';

interface Drawn {
  readonly policy: Policy;
  readonly texts: Map<string, string>;
}

/** Filters are typed by readers, so there may be any number of them. */
const MOST = 40;

const drawn = new WeakMap<IncidentRecord, Drawn>();

const textsOf = (record: IncidentRecord, policy: Policy): Map<string, string> => {
  const known = drawn.get(record);
  // Names come from the rules, which may have been edited.
  if (known?.policy === policy && known.texts.size < MOST) return known.texts;
  const texts = new Map<string, string>();
  drawn.set(record, { policy, texts });
  return texts;
};

/**
 * The timeline of a record, drawn once for all who read the same: while much goes on, many load the same
 * page. It changes with the record and, as times of today are short, with the day.
 */
export const drawnTimeline = (
  record: IncidentRecord,
  query: TimelineQuery,
  drawing: EntryDrawing,
): Html => {
  const { view, showing } = drawing;
  const texts = textsOf(record, view.policy);
  const day = localDateKey(view.now, view.timezone);
  const key = JSON.stringify([query, view.locale, showing.links, day]);
  const text = texts.get(key) ?? markup(timeline(record, query, drawing));
  texts.set(key, text);
  return html`<div class="drawn" dangerouslySetInnerHTML=${{ __html: text }}></div>`;
};
