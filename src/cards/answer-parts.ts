import type { EventOf, IncidentEventType } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Line } from './card.ts';
import { words, type View } from './view.ts';

/** What one event means to the person whose command it was; nothing for what others are told about. */
export interface Told {
  readonly title: string;
  readonly body?: Line;
}
type Teller<T extends IncidentEventType> = (
  event: EventOf<T>,
  state: IncidentState,
  view: View,
) => Told | undefined;
export type Tellers<T extends IncidentEventType> = { readonly [K in T]: Teller<K> };

export const silent = (): undefined => undefined;

/** "公告 A1 v2" */
export const whatOf = (state: IncidentState, approval: string, view: View): string => {
  const known = state.approvals[approval];
  const { subjects } = words(view).announcement;
  return known === undefined
    ? approval
    : `${subjects[known.subject]} ${known.ref} v${known.version}`;
};
