import { note, plainCard, text } from './build.ts';
import type { Card } from './card.ts';
import { link } from './line.ts';
import { words, type View } from './view.ts';

/** The private way to the pages; `url` undefined: there are none to lead to. */
export const pageCard = (
  url: string | undefined,
  incident: string | undefined,
  minutes: number,
  view: View,
): Card => {
  const { page } = words(view).queries;
  if (url === undefined)
    return plainCard({ title: page.title, tone: 'neutral', elements: [text([page.none])] }, view);
  const label = incident === undefined ? page.open : page.openIncident(incident);
  return plainCard(
    {
      title: page.title,
      tone: 'neutral',
      elements: [text([[link(label, url)]]), note(page.onlyYou(minutes))],
    },
    view,
  );
};
