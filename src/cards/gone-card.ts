import type { IncidentState } from '#domain/incident/state.ts';
import type { Card } from './card.ts';
import { noticeCard, text } from './build.ts';
import { words, type View } from './view.ts';

/** A notice that names what the state no longer has; says so instead of breaking a delivery. */
export const goneCard = (id: string, state: IncidentState, view: View): Card => {
  const { goneTitle, gone } = words(view).queries;
  return noticeCard(state, { title: goneTitle(id), tone: 'muted', elements: [text([gone])] }, view);
};
