import { stampText } from '#cards/timeline-line.ts';
import type { View } from '#cards/view.ts';
import type { Instant } from '#domain/time.ts';
import { html, type Html } from '../html.ts';
import type { PageWords } from '../words/words.ts';
import { clockOf, hourOf } from './entry.ts';
import { iso } from './spans.ts';
import { hourGroup } from './timeline.ts';

/** One line of what happened to an alert or a ticket. */
export interface HappenedLine {
  /** Of the event, by which a link finds it. */
  readonly version: number;
  readonly at: Instant;
  readonly said: Html;
  readonly tone?: 'danger' | 'warning' | 'good' | 'strong';
}

const item = ({ version, at, said, tone }: HappenedLine, { timezone }: View): Html =>
  html`<li id=${`v${version}`} class=${`entry${tone === undefined ? '' : ` tone-${tone}`}`}>
    <a class="at" href=${`#v${version}`} title=${stampText(at, timezone)}
      ><time datetime=${iso(at)}>${clockOf(at, timezone)}</time></a
    >
    <div class="said">${said}</div>
  </li>`;

/** What happened, the newest first, in groups of an hour. */
export const eventList = (
  title: string,
  lines: readonly HappenedLine[],
  drawing: { readonly view: View; readonly words: PageWords },
): Html => {
  const { view } = drawing;
  const newestFirst = lines.toSorted((a, b) => b.at - a.at || b.version - a.version);
  const hours = Map.groupBy(newestFirst, ({ at }) => hourOf(at, view.timezone));
  return html`<h2>${title}</h2>
    <div class="hours">
      ${[...hours].map(([hour, here]) =>
        hourGroup(
          hour,
          here.map((one) => item(one, view)),
          drawing,
        ),
      )}
    </div>`;
};
