import { clockText, durationText, fullClockText, latenessText, type View } from '#cards/view.ts';
import type { Instant } from '#domain/time.ts';
import { html, type Html } from '../html.ts';
import type { PageWords } from '../words/words.ts';
import { iso } from './spans.ts';

/** When something is due and how long that is; the page's script lets it count down. */
export const left = (dueAt: Instant, view: View, words: PageWords): Html => {
  const rest = dueAt - view.now;
  const text = rest < 0 ? latenessText(-rest, view) : words.incident.left(durationText(rest, view));
  return html`<span class="due">
    <time datetime=${iso(dueAt)} title=${fullClockText(dueAt, view)}>${clockText(dueAt, view)}</time>
    <span class=${rest < 0 ? 'left late' : 'left'} data-due=${dueAt}>${text}</span>
  </span>`;
};
